// gongyi_fuzz_seeds FOLDER: writes the first inputs of the targets that take commands and requests, each into
// FOLDER/TARGET: one good command of each kind as JSON and as a form, the form posted, every page asked for.
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>

#include "shared/base/check.h"
#include "shared/base/hash.h"
#include "shared/pages/command_reader.h"
#include "shared/portal/command_json.h"
#include "tests/fuzz/command_fields.h"
#include "tests/fuzz/lively_community.h"
#include "tests/fuzz/portal_under_test.h"

namespace {

using namespace gongyi;

std::string folder;

void write(const std::string& target, const std::string& name, const std::string& bytes) {
    std::filesystem::create_directories(folder + '/' + target);
    std::ofstream{folder + '/' + target + '/' + name, std::ios::binary} << bytes;
}

std::string encode(const std::vector<pages::FilledField>& form, std::size_t from) {
    std::string body;
    for (std::size_t i = from; i < form.size(); ++i) {
        if (form[i].value.empty()) continue;
        body += (body.empty() ? "" : "&") + form[i].name + '=';
        for (const char c : form[i].value) {
            const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                                  c == '-' || c == '_' || c == '.' || c == ':';
            body += is_plain ? std::string{c} : '%' + to_hex(std::string_view{&c, 1});
        }
    }
    return body;
}

std::string post(const std::string& target, const std::string& type, const std::string& body) {
    return "POST " + target + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + type +
           "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

void write_commands() {
    const Zone zone = test::lively_community().harness.state.community->zone;
    std::set<std::string> words;
    for (std::size_t i = 0; i < decision::command_kinds; ++i) {
        const std::string name{decision::command_names()[i]};
        const auto form = test::form_of(i);
        for (const test::FieldWords& field : test::fields_of(i)) {
            words.insert(field.name.substr(field.name.rfind('.') + 1));
            for (const std::string& value : field.values) {
                if (!value.empty() && value.size() < 20 &&
                    value.find_first_not_of("abcdefghijklmnopqrstuvwxyz_") == std::string::npos) {
                    words.insert(value);
                }
            }
        }
        words.insert(name);
        write("act_fuzz", name, '2' + std::string{static_cast<char>('0' + i)} + encode(form, 1));
        write("answer_fuzz", "act-" + name, 's' + post("/act", "application/x-www-form-urlencoded", encode(form, 0)));
        const auto command = pages::read_command_form(form, zone);
        if (!command) std::fprintf(stderr, "%s: %s is not good\n", name.c_str(), command.error().field.c_str());
        if (command) write("command_fuzz", name, portal::write_command(*command));
    }
    std::string dictionary;
    for (const std::string& word : words) dictionary += '"' + word + "\"\n";
    write("command_fuzz.dict", "words", dictionary);
}

void write_round_commands() {
    const std::vector<std::pair<std::string, std::string>> commands{
        {"DraftRound", portal::write_command(test::draft_command())},
        {"AddProject", portal::write_command(test::project_command(test::lively_draft, "t", yuan(1)))},
        {"OpenVoting", portal::write_command(OpenVoting{test::lively_draft})},
        {"CloseVoting", portal::write_command(CloseVoting{test::lively_open, "r"})},
        {"IssueCredential", portal::write_command(IssueCredential{test::lively_open, {}})},
        {"CastBallot",
         portal::write_command(CastBallot{test::lively_open, test::lively_community().harness.make_cast(
                                                                 test::ana, test::lively_open, {ProjectId{3}}, 2, 9)})},
    };
    for (const auto& [name, json] : commands) {
        write("command_fuzz", name, json);
        const bool is_ballot = name == "CastBallot";
        const std::string target = is_ballot                   ? "/api/v1/ballots"
                                   : name == "IssueCredential" ? "/api/v1/credentials"
                                                               : "/api/v1/commands";
        std::string request = post(target, "application/json", json);
        request.insert(request.find("\r\n") + 2, "Idempotency-Key: k\r\n");
        write("answer_fuzz", "api-" + name, (is_ballot ? 'v' : name == "IssueCredential" ? 'r' : 's') + request);
    }
}

void write_requests() {
    const server::test::PortalUnderTest portal;
    std::size_t count = 0;
    for (const server::Route& route : portal.routes()) {
        if (route.method != server::Method::get) continue;
        std::string target{route.pattern};
        const auto fill = [&](const std::string& place, const std::string& value) {
            const auto at = target.find(place);
            if (at != std::string::npos) target.replace(at, place.size(), value);
        };
        for (const char* const place :
             {"{round}", "{project}", "{matter}", "{meeting}", "{notice}", "{body}", "{index}"}) {
            fill(place, "1");
        }
        fill("{community}", "test");
        fill("{path*}", "app.css");
        fill("{hash}", std::string(64, '0'));
        fill("{commitment}", std::string(64, '0'));
        write("answer_fuzz", "get-" + std::to_string(count++),
              "sGET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    }
    const std::string form = "application/x-www-form-urlencoded";
    write("answer_fuzz", "vote", 'r' + post("/rounds/2/vote", form, "choice=3&choice=4"));
    write("answer_fuzz", "open", 's' + post("/rounds/3/open", form, "a=1"));
    write("answer_fuzz", "close", 's' + post("/rounds/2/close", form, "reason=r"));
    write("answer_fuzz", "desk-find", 's' + post("/rounds/2/desk/find", form, "who=3"));
    write("answer_fuzz", "desk-paper", 's' + post("/rounds/2/desk/paper", form, "voter=7011"));
    write("answer_fuzz", "desk-urn", 's' + post("/rounds/2/desk/urn", form, "papers=A-1,3"));
    write("answer_fuzz", "sign-in", 'v' + post("/signin", form, "name=chen&passphrase=passphrase&back=/matters"));
    write("answer_fuzz", "claim",
          'v' + post("/claim", form, "code=0000-0000-0001&name=n&passphrase=12345678&passphrase_again=12345678"));
    write("answer_fuzz", "sign-out", 'r' + post("/signout", form, "a=1"));
    write("answer_fuzz", "api-sign-in",
          'v' + post("/api/v1/session", "application/json", R"({"name":"chen","passphrase":"passphrase"})"));
    write("answer_fuzz", "api-claim",
          'v' + post("/api/v1/claim", "application/json",
                     R"({"code":"0000-0000-0001","name":"n","passphrase":"12345678"})"));
    const std::string part = "--b\r\nContent-Disposition: form-data; name=\"";
    std::string upload = part + "csrf\"\r\n\r\n@csrf@\r\n" + part + "type\"\r\n\r\nFileDocument\r\n" + part +
                         "matter\"\r\n\r\n1\r\n" + part + "kind\"\r\n\r\ndraft\r\n" + part + "title\"\r\n\r\nt\r\n" +
                         part + "file\"; filename=\"f\"\r\n\r\nbytes\r\n--b--\r\n";
    write("answer_fuzz", "upload", 's' + post("/act", "multipart/form-data; boundary=b", upload));
    write("answer_fuzz", "two",
          "rGET /matters/1 HTTP/1.1\r\nHost: localhost\r\nAccept-Language: en\r\n\r\n" +
              post("/act", form, "type=GiveOpinion&matter=2&text=t&back=/matters/2"));
}

}  // namespace

int main(int count, char** words) {
    if (count != 2) {
        std::fprintf(stderr, "usage: gongyi_fuzz_seeds FOLDER\n");
        return 2;
    }
    folder = words[1];
    write_commands();
    write_round_commands();
    write_requests();
    return 0;
}
