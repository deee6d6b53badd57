#include "shared/decision/state.h"

#include "shared/base/check.h"

namespace gongyi::decision {

namespace {

template <class Item, class Identifier>
const Item* find_in(const std::vector<Item>& items, Identifier id) {
    if (id.raw() < 1 || id.raw() > items.size()) return nullptr;
    return &items[static_cast<std::size_t>(id.raw() - 1)];
}

const RuleProfile& profile_at(const DecisionState& state, std::int64_t index) {
    GONGYI_CHECK(index >= 0 && static_cast<std::size_t>(index) < state.profiles.size());
    return state.profiles[static_cast<std::size_t>(index)];
}

}  // namespace

const Body* find_body(const DecisionState& state, BodyId id) {
    return find_in(state.bodies, id);
}

const Matter* find_matter(const DecisionState& state, MatterId id) {
    return find_in(state.matters, id);
}

const Meeting* find_meeting(const DecisionState& state, MeetingId id) {
    return find_in(state.meetings, id);
}

const Notice* find_notice(const DecisionState& state, NoticeId id) {
    return find_in(state.notices, id);
}

FiledDocument find_document(const DecisionState& state, const Hash& hash) {
    for (const Matter& matter : state.matters) {
        for (const Document& document : matter.documents) {
            if (document.hash == hash) return {&matter, &document};
        }
    }
    return {};
}

std::optional<std::int64_t> find_adopted(const DecisionState& state, std::string_view id) {
    for (std::size_t i = state.profiles.size(); i > 0; --i) {
        if (state.profiles[i - 1].id == id) return static_cast<std::int64_t>(i - 1);
    }
    return std::nullopt;
}

const RuleProfile& profile_of(const DecisionState& state, const Matter& matter) {
    return profile_at(state, matter.profile);
}

const RuleProfile& profile_of(const DecisionState& state, const Meeting& meeting) {
    return profile_at(state, meeting.profile);
}

const MeetingForm& form_of(const DecisionState& state, const Meeting& meeting) {
    const MeetingForm* const form = find_form(profile_of(state, meeting), meeting.form);
    GONGYI_CHECK(form != nullptr);
    return *form;
}

const Gate& current_gate(const DecisionState& state, const Matter& matter) {
    return profile_of(state, matter).gates[static_cast<std::size_t>(gate_of(matter))];
}

bool is_contest_open(const DecisionState& state, const Matter& matter, std::size_t index) {
    const Draft& draft = matter.drafts[index];
    if (matter.stage != MatterStage::open || draft.contest.empty() || !draft.contest_answer.empty()) return false;
    for (std::size_t later = index + 1; later < matter.drafts.size(); ++later) {
        if (!matter.drafts[later].note.empty() && !is_desk_role(matter.drafts[later].by)) return false;
    }
    const auto before = words_of(state.texts, matter.drafts[index - 1].text);
    return !before || before != words_of(state.texts, matter.drafts.back().text);
}

const Notice* current_notice(const DecisionState& state, const Matter& matter) {
    return find_notice(state, matter.passages.back().notice);
}

const Motion* pending_motion(const Meeting& meeting) {
    if (meeting.stage != MeetingStage::open || meeting.motions.empty()) return nullptr;
    const Motion& motion = meeting.motions.back();
    return motion.count || motion.fell ? nullptr : &motion;
}

const Amendment* pending_amendment(const Meeting& meeting) {
    const Motion* const motion = pending_motion(meeting);
    if (motion == nullptr || motion->amendments.empty()) return nullptr;
    const Amendment& amendment = motion->amendments.back();
    return amendment.count || amendment.fell ? nullptr : &amendment;
}

const Floor& question_floor(const Meeting& meeting) {
    return pending_amendment(meeting) != nullptr ? meeting.amendment_floor : meeting.floor;
}

Floor& question_floor(Meeting& meeting) {
    return pending_amendment(meeting) != nullptr ? meeting.amendment_floor : meeting.floor;
}

std::int64_t question_mover(const Meeting& meeting) {
    const Amendment* const amendment = pending_amendment(meeting);
    return amendment != nullptr ? amendment->mover : meeting.motions.back().mover;
}

const std::vector<std::int64_t>& question_seconders(const Meeting& meeting) {
    const Amendment* const amendment = pending_amendment(meeting);
    return amendment != nullptr ? amendment->seconders : meeting.motions.back().seconders;
}

UnixMs period_over_at(const Notice& notice, Zone zone) {
    return start_of_day(date_from_days(days_from_epoch(notice.versions.back().last_day) + 1), zone);
}

std::int64_t open_objections(const Notice& notice) {
    std::int64_t open = 0;
    for (const Objection& objection : notice.objections) {
        if (!objection.is_late && objection.stage == ObjectionStage::open) ++open;
    }
    return open;
}

}  // namespace gongyi::decision
