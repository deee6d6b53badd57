#include "server-stub/second_person/pending_command.h"

#include "server-stub/second_person/pending_acts.h"
#include "shared/base/json_reader.h"
#include "shared/base/json_writer.h"
#include "shared/base/match.h"
#include "shared/microproject/json.h"
#include "shared/portal/command_json.h"

namespace gongyi::server {

namespace {

// As many papers as a form holds.
constexpr std::size_t pending_bytes_max = 4U << 20U;
constexpr std::size_t pending_papers_max = 10'000;

void write_papers(JsonWriter& json, const EnterPapers& command) {
    json.begin_object().key("papers").begin_array();
    for (const PaperBallot& paper : command.papers) {
        json.begin_object().key("choices");
        write_choices(json, paper.choices);
        json.key("serial").string(paper.serial).end_object();
    }
    json.end_array().key("place").integer(command.place).key("roll").begin_array();
    for (const ResidentId voter : command.roll) json.integer(static_cast<std::int64_t>(voter.raw()));
    json.end_array().key("round").integer(static_cast<std::int64_t>(command.round.raw()));
    json.key("type").string("EnterPapers").end_object();
}

EnterPapers read_papers(const JsonValue& root) {
    EnterPapers read;
    for (const JsonValue paper : root.field("papers").items(0, pending_papers_max)) {
        PaperBallot one;
        one.choices = read_choices(paper.field("choices"));
        one.serial = read_paper_serial(paper.field("serial"));
        read.papers.push_back(std::move(one));
    }
    read.place = root.field("place").integer(0, static_cast<std::int64_t>(sheets_max));
    for (const JsonValue voter : root.field("roll").items(0, pending_papers_max)) {
        read.roll.push_back(voter.id<ResidentId>());
    }
    read.round = root.field("round").id<RoundId>();
    return read;
}

void write_back(JsonWriter& json, const TakePaperBack& command) {
    json.begin_object().key("reason").integer(static_cast<std::int64_t>(command.reason));
    json.key("round").integer(static_cast<std::int64_t>(command.round.raw()));
    json.key("serial").string(command.serial).key("type").string("TakePaperBack");
    json.key("voter").integer(static_cast<std::int64_t>(command.voter.raw())).end_object();
}

TakePaperBack read_back(const JsonValue& root) {
    TakePaperBack read;
    const std::int64_t reason = root.field("reason").integer(0, static_cast<std::int64_t>(all_papers_back.size()) - 1);
    read.reason = static_cast<PaperBack>(reason);
    read.round = root.field("round").id<RoundId>();
    read.serial = root.field("serial").string(paper_serial_bytes_max);
    read.voter = root.field("voter").id<ResidentId>();
    return read;
}

std::string name_of(const Directory& directory, ResidentId person) {
    const auto found = directory.find_person(person);
    return found ? found->name : std::to_string(person.raw());
}

}  // namespace

std::string write_pending_command(const portal::Command& command) {
    JsonWriter json;
    if (const auto* const papers = std::get_if<EnterPapers>(&command)) {
        write_papers(json, *papers);
    } else if (const auto* const back = std::get_if<TakePaperBack>(&command)) {
        write_back(json, *back);
    } else {
        return portal::write_command(command);
    }
    return json.take();
}

std::optional<portal::Command> read_pending_command(std::string_view body) {
    const auto of_kind = [&](std::string_view name) { return body.find(name) != std::string_view::npos; };
    if (of_kind("\"type\":\"EnterPapers\"")) {
        JsonReader reader{body, pending_bytes_max};
        const JsonValue root = reader.root();
        static_cast<void>(root.field("type").string(40));
        auto read = reader.finish(read_papers(root));
        return read ? std::optional<portal::Command>{std::move(*read)} : std::nullopt;
    }
    if (of_kind("\"type\":\"TakePaperBack\"")) {
        JsonReader reader{body, pending_bytes_max};
        const JsonValue root = reader.root();
        static_cast<void>(root.field("type").string(40));
        auto read = reader.finish(read_back(root));
        return read ? std::optional<portal::Command>{std::move(*read)} : std::nullopt;
    }
    auto read = portal::parse_command(body);
    return read ? std::optional{std::move(*read)} : std::nullopt;
}

pages::PendingView view_waiting(const PendingAct& act, const Directory& directory, ResidentId reader) {
    pages::PendingView view;
    view.id = act.id;
    view.asked_by = name_of(directory, act.asked_by);
    view.is_mine = act.asked_by == reader;
    view.at = act.at;
    view.until = UnixMs{act.at.ms + pending_act_ms};
    return view;
}

pages::PendingView view_pending(const PendingAct& act, const Directory& directory, ResidentId reader) {
    pages::PendingView view = view_waiting(act, directory, reader);
    const auto about = [&](ResidentId person) {
        view.name = name_of(directory, person);
        if (const auto found = directory.find_person(person)) view.household = found->household;
    };
    const auto command = read_pending_command(act.body);
    if (!command) {
        view.name = act.kind;
        return view;
    }
    view.name = portal::command_name(*command);
    std::visit(Match{[&](const EnterPapers& papers) {
                         view.round = papers.round;
                         view.papers = papers.papers;
                         view.kind = pages::PendingKind::enter_papers;
                         if (!papers.papers.empty() || papers.roll.empty()) return;
                         view.kind = pages::PendingKind::hand_paper;
                         about(papers.roll.front());
                     },
                     [&](const TakePaperBack& back) {
                         view.round = back.round;
                         view.kind = pages::PendingKind::take_paper_back;
                         view.detail = paper_back_name(back.reason);
                         about(back.voter);
                     },
                     [&](const auto&) { view.detail = act.body; }},
               *command);
    return view;
}

}  // namespace gongyi::server
