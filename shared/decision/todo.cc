#include "shared/decision/todo.h"

#include <algorithm>

#include "shared/base/sort.h"
#include "shared/decision/gates.h"

namespace gongyi::decision {

namespace {

// A meeting to come, or going on, that has the matter on its agenda and may decide its gate.
const Meeting* meeting_ahead(const DecisionState& state, const Matter& matter) {
    const Gate& gate = current_gate(state, matter);
    for (const Meeting& meeting : state.meetings) {
        const bool is_ahead = meeting.stage == MeetingStage::convened || meeting.stage == MeetingStage::open;
        if (!is_ahead || find_body(state, meeting.body)->kind != gate.body || meeting.form != gate.form) continue;
        for (const AgendaItem& item : meeting.agenda) {
            if (item.matter == matter.id) return &meeting;
        }
    }
    return nullptr;
}

Todo about(TodoKind kind, const Matter& matter, TodoActor actor = TodoActor::staff) {
    return {.kind = kind, .actor = actor, .matter = matter.id};
}

void add_consultation(const Matter& matter, UnixMs now, Zone zone, std::vector<Todo>& list) {
    if (!matter.consultation) {
        list.push_back(about(TodoKind::open_consultation, matter));
    } else if (local_time(now, zone).date > matter.consultation->last_day) {
        list.push_back(about(TodoKind::close_consultation, matter));
    }
}

void add_meeting(const DecisionState& state, const Matter& matter, Zone zone, std::vector<Todo>& list) {
    const Meeting* const meeting = meeting_ahead(state, matter);
    if (meeting == nullptr) {
        list.push_back(about(TodoKind::convene_meeting, matter));
        return;
    }
    Todo hold = about(TodoKind::hold_meeting, matter, TodoActor::body);
    hold.meeting = meeting->id;
    hold.due = local_time(meeting->at, zone).date;
    list.push_back(std::move(hold));
}

void add_objections(const DecisionState& state, const Matter& matter, std::vector<Todo>& list) {
    const Notice* const notice = current_notice(state, matter);
    for (std::size_t i = 0; notice != nullptr && i < notice->objections.size(); ++i) {
        const Objection& objection = notice->objections[i];
        if (objection.stage != ObjectionStage::open) continue;
        Todo answer = about(TodoKind::answer_objection, matter);
        answer.notice = notice->id;
        answer.number = static_cast<std::int64_t>(i + 1);
        answer.due = objection.answer_due;
        list.push_back(std::move(answer));
    }
}

void add_contests(const DecisionState& state, const Matter& matter, std::vector<Todo>& list) {
    for (std::size_t i = 0; i < matter.drafts.size(); ++i) {
        if (!is_contest_open(state, matter, i)) continue;
        list.push_back(about(TodoKind::answer_contest, matter));
        list.back().number = static_cast<std::int64_t>(i + 1);
    }
}

void add_minutes(const Meeting& meeting, std::vector<Todo>& list) {
    if (meeting.stage != MeetingStage::closed || meeting.minutes_published) return;
    const bool is_signed = meeting.signatures.contains(0) && meeting.signatures.contains(meeting.chair);
    list.push_back({.kind = is_signed ? TodoKind::publish_minutes : TodoKind::sign_minutes, .meeting = meeting.id});
}

void add_replies(const DecisionState& state, const Meeting& meeting, Zone zone, std::vector<Todo>& list) {
    if (find_body(state, meeting.body)->kind != BodyKind::children) return;
    for (std::size_t i = 0; meeting.stage == MeetingStage::closed && i < meeting.motions.size(); ++i) {
        const Motion& motion = meeting.motions[i];
        if (!motion.count || !motion.count->verdict.passes || !motion.reply.empty()) continue;
        list.push_back({.kind = TodoKind::reply_to_motion,
                        .due = child_reply_due(meeting, zone),
                        .meeting = meeting.id,
                        .number = static_cast<std::int64_t>(i + 1)});
    }
}

}  // namespace

Date child_reply_due(const Meeting& meeting, Zone zone) {
    const Date closed = local_time(meeting.closed_at.value_or(meeting.at), zone).date;
    return date_from_days(days_from_epoch(closed) + child_reply_days);
}

std::vector<Todo> todo_of(const DecisionState& state, const Matter& matter, UnixMs now, Zone zone) {
    std::vector<Todo> list;
    if (matter.stage != MatterStage::open) return list;
    bool is_complete = true;
    for (const Requirement& needed : requirements(state, matter, now, zone)) {
        if (needed.is_met) continue;
        is_complete = false;
        if (needed.code == RefusalCode::documents_missing) {
            const bool is_supervisors = needed.detail.starts_with("supervision_");
            Todo file =
                about(TodoKind::file_document, matter, is_supervisors ? TodoActor::supervisor : TodoActor::staff);
            file.detail = needed.detail;
            list.push_back(std::move(file));
        } else if (needed.code == RefusalCode::consultation_needed) {
            add_consultation(matter, now, zone, list);
        } else if (needed.code == RefusalCode::motion_not_carried) {
            add_meeting(state, matter, zone, list);
        } else if (needed.code == RefusalCode::notice_not_posted) {
            list.push_back(about(TodoKind::post_notice, matter));
        } else if (needed.code == RefusalCode::result_not_recorded) {
            list.push_back(about(TodoKind::record_result, matter));
        }
        // Minutes are the meeting's; a period only has to pass; objections are listed one by one below.
    }
    add_objections(state, matter, list);
    add_contests(state, matter, list);
    if (is_complete) list.push_back(about(TodoKind::close_gate, matter));
    return list;
}

std::vector<Todo> todo_list(const DecisionState& state, UnixMs now, Zone zone) {
    std::vector<Todo> list;
    for (const Matter& matter : state.matters) {
        std::vector<Todo> more = todo_of(state, matter, now, zone);
        std::move(more.begin(), more.end(), std::back_inserter(list));
    }
    for (const Meeting& meeting : state.meetings) {
        add_minutes(meeting, list);
        add_replies(state, meeting, zone, list);
    }
    sort_stably(list, [](const Todo& a, const Todo& b) {
        if (a.due.has_value() != b.due.has_value()) return a.due.has_value();
        return a.due && *a.due < *b.due;
    });
    return list;
}

}  // namespace gongyi::decision
