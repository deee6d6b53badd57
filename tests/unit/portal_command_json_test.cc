#include "shared/portal/command_json.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <string>

#include "tests/support/portal_fixture.h"

namespace gongyi::portal {

using namespace test;

namespace {

std::string repeated(std::string_view text, std::size_t count) {
    std::string all;
    for (std::size_t i = 0; i < count; ++i) all += text;
    return all;
}

CastBallot cast_command(std::vector<ProjectId> choices) {
    CastBallot command{RoundId{1}, {}};
    command.cast.ballot.choices = std::move(choices);
    command.cast.credential.fill(0xc5);
    command.cast.signature.fill(0x51);
    command.cast.salt.fill(0xa5);
    command.cast.version = 2;
    return command;
}

std::string choices_text(std::size_t count) {
    std::string list;
    for (std::size_t i = 1; i <= count; ++i) list += (i > 1 ? "," : "") + std::to_string(i);
    std::string text = write_command(cast_command({}));
    return text.insert(text.find(']'), list);
}

}  // namespace

TEST_CASE("every command of the network reads back as written", "[portal][command]") {
    const Command command =
        GENERATE(Command{draft_command()}, Command{draft_command(BallotForm::knapsack)},
                 Command{project_command(RoundId{1}, "坡道", yuan(5))}, Command{OpenVoting{RoundId{1}}},
                 Command{cast_command({ProjectId{2}, ProjectId{4}})}, Command{cast_command({})},
                 Command{IssueCredential{RoundId{1}, sha256("x")}}, Command{CloseVoting{RoundId{1}, "台风"}});
    const std::string text = write_command(command);
    CAPTURE(text);
    const auto parsed = parse_command(text);
    REQUIRE(parsed.has_value());
    CHECK(parsed->index() == command.index());
    CHECK(write_command(*parsed) == text);
}

TEST_CASE("a command that is not exactly one is refused with its place", "[portal][command]") {
    struct Row {
        const char* name;
        std::string text;
        std::string pointer;
    };
    const Row row = GENERATE(values<Row>({
        {"nothing", "", ""},
        {"an array", "[]", ""},
        {"no type", R"({"round":1})", "/type"},
        {"the operator's command", R"({"type":"FoundCommunity"})", "/type"},
        {"the clock's command", R"({"type":"Tick"})", "/type"},
        {"unknown field", R"({"type":"OpenVoting","round":1,"x":0})", "/x"},
        {"a fraction for an id", R"({"type":"OpenVoting","round":1.5})", "/round"},
        {"text for an id", R"({"type":"OpenVoting","round":"1"})", "/round"},
        {"a negative id", R"({"type":"OpenVoting","round":-1})", "/round"},
        {"choices of text", R"({"type":"CastBallot","round":1,"choices":["2"]})", "/choices/0"},
        {"the same field twice", R"({"type":"OpenVoting","round":1,"round":2})", "/round"},
        {"facts from the client", R"({"type":"OpenVoting","round":1,"ballot_key":""})", "/ballot_key"},
        {"choices out of order", R"({"type":"CastBallot","round":1,"choices":[2,1]})", "/choices"},
        {"half a credential", R"({"type":"CastBallot","round":1,"choices":[1],"credential":"00"})", "/credential"},
        {"an element in capitals", R"({"type":"IssueCredential","round":1,"blinded":"AA"})", "/blinded"},
    }));
    CAPTURE(row.name);
    const auto parsed = parse_command(row.text);
    REQUIRE_FALSE(parsed.has_value());
    CHECK(parsed.error().pointer == row.pointer);
}

TEST_CASE("limits of text and lists hold exactly", "[portal][command]") {
    const auto accepts = [](const Command& command) { return parse_command(write_command(command)).has_value(); };
    DraftRound draft = draft_command();
    draft.title = repeated("字", round_title_code_points_max);
    CHECK(accepts(draft));
    draft.title += "字";
    CHECK_FALSE(accepts(draft));

    AddProject project = project_command(RoundId{1}, "x", yuan(1));
    project.need = repeated("需", project_need_code_points_max);
    CHECK(accepts(project));
    project.need += "需";
    CHECK_FALSE(accepts(project));
    project.need = "";
    CHECK_FALSE(accepts(project));
    project.need = "第一行\n第二行";
    CHECK(accepts(project));
    project.title = "第一行\n第二行";
    CHECK_FALSE(accepts(project));

    AddProject dear = project_command(RoundId{1}, "x", money_max);
    CHECK(accepts(dear));
    dear.cost_lines[0].amount.fen += 1;
    CHECK_FALSE(accepts(dear));
    dear.cost_lines.assign(cost_lines_max, {"砖", yuan(1)});
    CHECK(accepts(dear));
    dear.cost_lines.push_back({"砖", yuan(1)});
    CHECK_FALSE(accepts(dear));
    dear.cost_lines.clear();
    CHECK_FALSE(accepts(dear));

    CHECK(accepts(CloseVoting{RoundId{1}, repeated("因", reason_code_points_max)}));
    CHECK_FALSE(accepts(CloseVoting{RoundId{1}, repeated("因", reason_code_points_max + 1)}));

    CHECK(parse_command(choices_text(ballot_choices_max)).has_value());
    CHECK_FALSE(parse_command(choices_text(ballot_choices_max + 1)).has_value());
}

TEST_CASE("a body at the limit of bytes is read, one beyond is not", "[portal][command]") {
    const std::string command = R"({"type":"OpenVoting","round":1})";
    const std::string at_limit = command + std::string(command_bytes_max - command.size(), ' ');
    CHECK(parse_command(at_limit).has_value());
    CHECK_FALSE(parse_command(at_limit + " ").has_value());
}

}  // namespace gongyi::portal
