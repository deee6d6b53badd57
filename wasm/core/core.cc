#include "wasm/core/core.h"

#include <utility>

#include "shared/base/hash.h"
#include "shared/base/json_writer.h"
#include "shared/pages/command_reader.h"
#include "shared/pages/render.h"
#include "shared/portal/decide_ahead.h"
#include "shared/record/entry.h"
#include "wasm/core/answer.h"
#include "wasm/core/check.h"
#include "wasm/core/request.h"

namespace gongyi::core {
namespace {

const pages::RoundStanding* find_standing(const pages::Viewer& viewer, RoundId round) {
    for (const pages::RoundStanding& standing : viewer.standings) {
        if (standing.round == round) return &standing;
    }
    return nullptr;
}

portal::Context context_of(const pages::Viewer& viewer, UnixMs now) {
    return {.actor = viewer.id, .role = viewer.role, .now = now, .facts = {}};
}

// Both decide as the server will, but for what the server alone knows: of the person, and whether another one has to
// confirm. Whether somebody belongs to the electorate is the server's judgement in the viewer's standing.
std::optional<Refusal> refusal_of(const portal::State& state, const CastBallot& cast, const pages::Viewer& viewer,
                                  UnixMs now) {
    const pages::RoundStanding* standing = find_standing(viewer, cast.round);
    if (standing != nullptr && standing->refusal) return standing->refusal;
    portal::Context context = context_of(viewer, now);
    // Before the credential is asked for: whether what it is to say can be said.
    context.facts.cast = portal::CastFacts{true, RoundId{}, true, 0, false};
    if (auto asker = portal::check_asker(state, Act::cast_ballot, viewer.role); !asker) return asker.error();
    if (auto decided = portal::decide_cast(state, cast, context); !decided) return decided.error();
    return std::nullopt;
}

std::optional<Refusal> refusal_of(const portal::State& state, const decision::Command& command,
                                  const pages::Viewer& viewer, UnixMs now) {
    if (auto asker = portal::check_asker(state, Act::deliberate, viewer.role); !asker) return asker.error();
    if (auto decided = portal::decide_deliberation(state, command, context_of(viewer, now)); !decided) {
        return decided.error();
    }
    return std::nullopt;
}

Answer decide(const portal::State& state, std::string_view input) {
    const auto request = parse_decide_request(input);
    if (!request) return invalid(request.error());
    const auto refusal = refusal_of(state, request->cast, request->block.viewer, request->now);
    JsonWriter json;
    json.begin_object();
    if (!refusal) return ok(json.end_object());
    const Zone zone = state.community ? state.community->zone : Zone{};
    json.key("code").string(refusal_name(refusal->code)).key("field").string(refusal->field);
    json.key("sentence")
        .string(pages::refusal_sentence(*refusal, request->block.locale, zone, request->now, "CNY"))
        .end_object();
    return {.status = Status::refused, .body = json.take()};
}

Answer render(const portal::State& state, portal::Explanations& explanations, std::string_view input) {
    auto request = parse_render_request(input);
    if (!request) return invalid(request.error());
    const pages::ViewerBlock& block = request->block;
    if (request->cast) {
        auto refusal = refusal_of(state, *request->cast, block.viewer, request->page.now);
        if (refusal) request->page.faults.push_back({.field = "", .cause = std::move(*refusal)});
    }
    const pages::Page page = pages::render_in_browser(state, block.viewer, block.live, request->page, explanations);
    return {.status = Status::ok, .body = std::to_string(page.status) + '\n' + page.html};
}

// What is wrong with the form whose fields are `filled`, as the server will find it.
std::optional<pages::FormFault> fault_of(const portal::State& state, const std::vector<pages::FilledField>& filled,
                                         const pages::Viewer& viewer, UnixMs now) {
    const auto command = pages::read_command_form(filled, state.community ? state.community->zone : Zone{});
    if (!command) return command.error();
    auto refusal = refusal_of(state, *command, viewer, now);
    if (!refusal) return std::nullopt;
    return pages::FormFault{.field = pages::field_name(refusal->field), .cause = std::move(*refusal)};
}

Answer try_form(const portal::State& state, portal::Explanations& explanations, std::string_view input) {
    auto request = parse_render_request(input);
    if (!request) return invalid(request.error());
    const pages::ViewerBlock& block = request->block;
    auto fault = fault_of(state, request->page.filled, block.viewer, request->page.now);
    if (!fault) return {.status = Status::ok, .body = ""};
    request->page.faults.push_back(std::move(*fault));
    const pages::Page page = pages::render_in_browser(state, block.viewer, block.live, request->page, explanations);
    return {.status = Status::refused, .body = std::to_string(page.status) + '\n' + page.html};
}

// Passes a tally's progress on when it has changed. Whoever wants a count to end ends the worker.
class Told final : public tally::Progress {
public:
    explicit Told(const OnCount& on_count) : on_count_{on_count} {}

    [[nodiscard]] bool go_on(std::uint32_t per_mille) override {
        if (per_mille > told_) on_count_(told_ = per_mille);
        return true;
    }

private:
    const OnCount& on_count_;
    std::uint32_t told_ = 0;
};

// What was counted, together.
struct Counted {
    bool is_equal = true;
    std::int64_t ballots = 0;
    void add(const Round& round, tally::Progress* progress) {
        for (const portal::Recount& each : portal::recount(round, progress)) {
            is_equal = is_equal && each.is_equal();
        }
        ballots += as_integer(round.ballots.size());
    }
};

Answer recount(const portal::Replay& replay, std::string_view input, const OnCount& on_count) {
    const auto request = parse_recount_request(input);
    if (!request) return invalid(request.error());
    Counted counted;
    Told told{on_count};
    if (request->round) {
        const Round* round = portal::find_round(replay.state(), *request->round);
        if (round == nullptr || !portal::is_counted(*round)) return invalid({"/round", "a round that was counted"});
        counted.add(*round, &told);
    } else {
        for (const Round& round : replay.state().rounds) {
            // Of many rounds only the record's reading can be told; their counts are short beside it.
            if (portal::is_counted(round)) counted.add(round, nullptr);
        }
    }
    JsonWriter json;
    json.begin_object().key("ballots").integer(counted.ballots);
    json.key("entries").integer(as_integer(replay.tree().size())).key("equal").boolean(counted.is_equal);
    json.key("root").string(to_base64(replay.tree().root())).end_object();
    return ok(json);
}

Answer summary(const portal::Replay& replay) {
    JsonWriter json;
    json.begin_object().key("entries").integer(as_integer(replay.tree().size()));
    json.key("root").string(to_base64(replay.tree().root())).end_object();
    return ok(json);
}

Answer taken_down(const portal::State& state) {
    JsonWriter json;
    json.begin_object().key("commitments").begin_array();
    for (const auto& [commitment, text] : state.decisions.texts) {
        if (text.takedown) json.string(to_hex(commitment));
    }
    json.end_array().end_object();
    return ok(json);
}

Answer compare(const portal::Replay& replay, const record::NodeStore& nodes, std::string_view input) {
    const auto request = parse_compare_request(input);
    if (!request) return invalid(request.error());
    const bool is_there = request->index < replay.tree().size();
    const bool is_equal = is_there && nodes.read({0, request->index}) == record::leaf_hash(request->entry);
    JsonWriter json;
    json.begin_object().key("entries").integer(as_integer(replay.tree().size()));
    json.key("equal").boolean(is_equal).end_object();
    return ok(json);
}

}  // namespace

portal::WhatIfResult CoreExplanations::what_if(const Round& round, const portal::WhatIfQuestion& question) {
    if (auto known = what_ifs_.find(round.id, question)) return known;
    if (progress_ == nullptr) return unexpected(portal::WhatIfLack::elsewhere);
    return what_ifs_.answer(round, question, of(round).by(round.official_rule), progress_);
}

Answer Core::append(std::string_view lines) {
    audit_.reset();  // It refers to a round that may move.
    if (!lines.empty() && lines.back() != '\n') return invalid({"", "whole lines"});
    while (!lines.empty()) {
        const std::size_t end = lines.find('\n');
        const auto appended = replay_.append(lines.substr(0, end));
        if (!appended) return invalid({"/" + std::to_string(appended.error().index), appended.error().what});
        lines.remove_prefix(end + 1);
    }
    return summary(replay_);
}

Answer Core::supply(std::string_view lines) {
    if (!lines.empty() && lines.back() != '\n') return invalid({"", "whole lines"});
    while (!lines.empty()) {
        const std::size_t end = lines.find('\n');
        if (const auto supplied = replay_.supply(lines.substr(0, end)); !supplied) return invalid(supplied.error());
        lines.remove_prefix(end + 1);
    }
    return summary(replay_);
}

Answer Core::call(std::uint32_t operation, std::string_view input) noexcept {
    switch (static_cast<Operation>(operation)) {
        case Operation::append:
            return append(input);
        case Operation::check:
            return check(replay_, nodes_, input);
        case Operation::decide:
            return decide(replay_.state(), input);
        case Operation::render:
            return render(replay_.state(), explanations_, input);
        case Operation::recount:
            return recount(replay_, input, on_count_);
        case Operation::summary:
            return summary(replay_);
        case Operation::compare:
            return compare(replay_, nodes_, input);
        case Operation::prepare_ballot:
            return prepare_ballot(input);
        case Operation::accept_credential:
            return accept_credential(replay_.state(), input);
        case Operation::sign_ballot:
            return sign_ballot(replay_.state(), input);
        case Operation::check_promise:
            return check_promise(replay_.state(), input);
        case Operation::read_receipt:
            return read_receipt(replay_.state(), input);
        case Operation::step_audit:
            return step_audit(replay_.state(), audit_, input);
        case Operation::supply:
            return supply(input);
        case Operation::taken_down:
            return taken_down(replay_.state());
        case Operation::try_form:
            return try_form(replay_.state(), explanations_, input);
        case Operation::what_if: {
            Told told{on_count_};
            explanations_.begin_counting(told);
            Answer page = render(replay_.state(), explanations_, input);
            explanations_.end_counting();
            return page;
        }
    }
    return invalid({"", "an operation of operation.h"});
}

}  // namespace gongyi::core
