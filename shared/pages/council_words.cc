#include "shared/pages/council_words.h"

#include <array>

#include "shared/decision/decide.h"

namespace gongyi::pages {

namespace {

// The word of an enumerator, from a list in the order of the enumeration.
template <std::size_t size, class Enum>
Say word_of(const std::array<Say, size>& words, Enum value) {
    return words[static_cast<std::size_t>(value)];
}

}  // namespace

std::string_view title_in(const Wording& say, const Title& title) {
    switch (say.locale()) {
        case Locale::zh_hant:
            return title.zh_hant;
        case Locale::en:
            return title.en;
        case Locale::zh_hans:
            break;
    }
    return title.zh_hans;
}

Say body_kind_word(BodyKind kind) {
    static constexpr std::array words{
        Say::body_party_committee, Say::body_joint_committees, Say::body_party_members,
        Say::body_representatives, Say::body_assembly,         Say::body_residents_committee,
        Say::body_council,         Say::body_consultation,     Say::body_merchants,
        Say::body_owners,          Say::body_children,         Say::body_supervision,
        Say::body_commissioners,   Say::body_estate_branch,
    };
    static_assert(words.size() == all_body_kinds.size());
    return word_of(words, kind);
}

Say node_level_word(NodeLevel level) {
    return word_of(std::array{Say::node_district, Say::node_subdistrict, Say::node_community, Say::node_estate,
                              Say::node_grid, Say::node_building},
                   level);
}

Say duty_word(decision::DutyKind kind) {
    return word_of(std::array{Say::duty_reception, Say::duty_visit, Say::duty_deliberation, Say::duty_supervision},
                   kind);
}

Say right_word(decision::BranchRight right) {
    return word_of(std::array{Say::right_deliberate, Say::right_advise, Say::right_personnel, Say::right_supervise,
                              Say::right_appraise},
                   right);
}

Say place_word(decision::GatePlace place) {
    return word_of(std::array{Say::gate_place_proposal, Say::gate_place_deliberation, Say::gate_place_resolution,
                              Say::gate_place_disclosure, Say::gate_place_implementation, Say::gate_place_result},
                   place);
}

Say origin_word(decision::Origin origin) {
    return word_of(std::array{Say::origin_residents, Say::origin_cadres, Say::origin_higher_level}, origin);
}

Say matter_stage_word(decision::MatterStage stage) {
    return word_of(std::array{Say::matter_stage_open, Say::matter_stage_completed, Say::matter_stage_rejected,
                              Say::matter_stage_withdrawn},
                   stage);
}

Say meeting_stage_word(decision::MeetingStage stage) {
    return word_of(std::array{Say::meeting_stage_convened, Say::meeting_stage_open, Say::meeting_stage_closed,
                              Say::meeting_stage_cancelled},
                   stage);
}

Say method_word(decision::VoteMethod method) {
    return word_of(std::array{Say::method_hands, Say::method_roll, Say::method_secret}, method);
}

Say choice_word(decision::Choice choice) {
    return word_of(std::array{Say::choice_for, Say::choice_against, Say::choice_abstain}, choice);
}

Say source_state_word(SourceState state) {
    return word_of(std::array{Say::source_confirmed, Say::source_local, Say::source_unverified}, state);
}

std::string document_word(const Wording& say, std::string_view kind) {
    struct Known {
        std::string_view kind;
        Say word;
    };
    static constexpr std::array known{
        Known{"draft", Say::document_draft},
        Known{"plan", Say::document_plan},
        Known{"supervision_view", Say::document_supervision_view},
        Known{"resolution", Say::document_resolution},
        Known{"accounts", Say::document_accounts},
        Known{"acceptance", Say::document_acceptance},
        Known{"result", Say::document_result},
        Known{"supervision_opinion", Say::document_supervision_opinion},
    };
    for (const Known& one : known) {
        if (one.kind == kind) return std::string{say(one.word)};
    }
    return std::string{kind};
}

std::string measured(const Wording& say, Measure measure, std::int64_t count) {
    switch (measure) {
        case Measure::heads:
            return say(Say::measured_heads, {Arg::count("count", count)});
        case Measure::households:
            return say(Say::measured_households, {Arg::count("count", count)});
        case Measure::units:
            return say(Say::measured_units, {Arg::count("count", count)});
        case Measure::area:
            break;
    }
    // Areas are counted in 0.01 m².
    const std::string hundredths = std::to_string(100 + count % 100).substr(1);
    const std::string area = say.count(count / 100) + '.' + hundredths;
    return say(Say::measured_area, {Arg::text("area", area)});
}

std::string seat_words(const Scene& scene, const Body& body, std::int64_t seat) {
    if (seat < 1 || static_cast<std::size_t>(seat) > body.seats.size()) return std::string{scene.say(Say::seat_desk)};
    const Seat& held = body.seats[static_cast<std::size_t>(seat - 1)];
    const std::string& name = body.constituencies[static_cast<std::size_t>(held.constituency)].name;
    std::string words = scene.say(Say::seat_numbered, {Arg::text("name", name), Arg::year("number", seat)});
    const bool is_own = scene.is_signed_in() && held.holder == scene.viewer.id;
    return is_own ? scene.say(Say::seat_yours, {Arg::text("seat", words)}) : words;
}

Date today(const Scene& scene) {
    return local_time(scene.request.now, scene.say.zone()).date;
}

std::int64_t own_seat(const Scene& scene, const Body& body, const Date& day) {
    return scene.is_signed_in() ? seat_of(body, scene.viewer.id, day) : 0;
}

std::optional<Refusal> refusal_now(const Scene& scene, const decision::Command& command) {
    decision::Context context;
    context.actor = scene.viewer.id;
    context.role = scene.viewer.role;
    context.now = scene.request.now;
    context.zone = scene.say.zone();
    auto decided = decision::decide(scene.state.decisions, command, context);
    if (decided) return std::nullopt;
    return std::move(decided.error());
}

}  // namespace gongyi::pages
