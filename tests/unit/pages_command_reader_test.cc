// From a posted form to a command of the decision flow.
#include <catch2/catch_test_macros.hpp>

#include "shared/pages/command_reader.h"

namespace gongyi::pages {
namespace {

using Form = std::vector<FilledField>;

constexpr Zone china{480};

template <class T>
T read(const Form& form) {
    const auto command = read_command_form(form, china);
    REQUIRE(command.has_value());
    return std::get<T>(*command);
}

std::pair<std::string, FormProblem> fault_of(const Form& form) {
    const auto command = read_command_form(form, china);
    REQUIRE_FALSE(command.has_value());
    return {command.error().field, std::get<FormProblem>(command.error().cause)};
}

Form meeting_form() {
    return {{"type", "ConveneMeeting"}, {"body", "4"},
            {"profile", "cn.rc.2026"},  {"form", "representatives"},
            {"place", "三楼会议室"},    {"at", "2026-12-01T19:30"},
            {"agenda.0.title", "坡道"}, {"agenda.0.matter", "7"},
            {"agenda.1.title", " "},    {"agenda.1.matter", "0"},
            {"agenda.2.title", "其他"}, {"agenda.2.matter", ""}};
}

Form with(Form form, const std::string& name, const std::string& value) {
    for (FilledField& one : form) {
        if (one.name == name) one.value = value;
    }
    return form;
}

}  // namespace

TEST_CASE("a form is read as people write: times, lists with empty rows, amounts in yuan", "[pages][form]") {
    const auto convene = read<decision::ConveneMeeting>(meeting_form());
    CHECK(convene.at == UnixMs{1'796'124'600'000});  // 2026-12-01 11:30 UTC.
    REQUIRE(convene.agenda.size() == 2);
    CHECK(convene.agenda[0].matter == decision::MatterId{7});
    CHECK(convene.agenda[1].title == "其他");

    const auto open = read<decision::OpenMatter>({{"type", "OpenMatter"},
                                                  {"title", "坡道"},
                                                  {"text", "一\r\n二"},
                                                  {"origin", "residents"},
                                                  {"profile", "cn.rc.2026"},
                                                  {"amount_fen", "1234.5"},
                                                  {"major_ticks", "1"},
                                                  {"major_ticks", "6"}});
    CHECK(open.amount == Money{123'450});
    CHECK(open.text == "一\n二");
    CHECK(open.major_ticks == std::vector<std::int64_t>{1, 6});
    CHECK(open.round == 0);

    const auto close = read<decision::CloseVote>({{"type", "CloseVote"},
                                                  {"meeting", "3"},
                                                  {"counts.heads.in_favour", "9"},
                                                  {"counts.heads.against", "2"},
                                                  {"counts.area.in_favour", ""}});
    CHECK(close.counts.of(Measure::heads)->in_favour == 9);
    CHECK_FALSE(close.counts.of(Measure::area).has_value());

    const auto post = read<decision::PostNotice>(
        {{"type", "PostNotice"}, {"matter", "1"}, {"text", "内容"}, {"places", "公告栏\r\n\r\n 大堂 \r\n"}});
    CHECK(post.places == std::vector<std::string>{"公告栏", "大堂"});

    const auto answer = read<decision::AnswerObjection>(
        {{"type", "AnswerObjection"}, {"notice", "1"}, {"objection", "2"}, {"text", "答"}});
    CHECK_FALSE(answer.upheld);
}

TEST_CASE("a fault in a form names its field", "[pages][form]") {
    CHECK(fault_of({{"type", "Nonsense"}}) == std::pair{std::string{"type"}, FormProblem::malformed});
    CHECK(fault_of({}) == std::pair{std::string{"type"}, FormProblem::malformed});
    const auto faulty = [](const char* name, const char* value) { return fault_of(with(meeting_form(), name, value)); };
    CHECK(faulty("place", "") == std::pair{std::string{"place"}, FormProblem::missing});
    for (const char* at : {"2026-13-01T19:30", "2026-12-01 19:30", "2026-12-01T24:00", "2026-12-01T19:60", "morgen"}) {
        CAPTURE(at);
        CHECK(faulty("at", at) == std::pair{std::string{"at"}, FormProblem::malformed});
    }
    CHECK(faulty("at", "").second == FormProblem::missing);
    CHECK(faulty("body", "-1") == std::pair{std::string{"body"}, FormProblem::out_of_range});
    CHECK(faulty("body", "0") == std::pair{std::string{"body"}, FormProblem::out_of_range});
    // Limits are those of the JSON.
    const std::string longest(decision::title_code_points_max, 'x');
    CHECK(read_command_form(with(meeting_form(), "agenda.0.title", longest), china).has_value());
    CHECK(faulty("agenda.0.title", (longest + "x").c_str()) ==
          std::pair{std::string{"agenda.0.title"}, FormProblem::out_of_range});
    for (const char* amount : {"1.234", "-1", "1,000", "1.", "x"}) {
        CAPTURE(amount);
        const Form form{{"type", "OpenMatter"},  {"title", "坡道"},         {"text", "一"},
                        {"origin", "residents"}, {"profile", "cn.rc.2026"}, {"amount_fen", amount}};
        const bool is_whole = std::string_view{amount} == "1.";
        CHECK(read_command_form(form, china).has_value() == is_whole);
    }
}

}  // namespace gongyi::pages
