#include "shared/pages/todo_words.h"

#include "shared/pages/components.h"
#include "shared/pages/council_words.h"

namespace gongyi::pages {

namespace {

using decision::TodoKind;

std::string body_of_gate(const Scene& scene, const decision::Matter& matter) {
    return std::string{scene.say(body_kind_word(decision::current_gate(scene.state.decisions, matter).body))};
}

}  // namespace

std::string need_words(const Scene& scene, const decision::Matter& matter, const decision::Requirement& needed) {
    const std::string body = body_of_gate(scene, matter);
    const auto figure = [&](Say message) {
        const RefusalFigure& first = needed.figures.front();
        return scene.say(message, {Arg::figure(first.name, first.value, "CNY")});
    };
    switch (needed.code) {
        case RefusalCode::documents_missing: {
            const std::string document = document_word(scene.say, needed.detail);
            return scene.say(Say::need_document, {Arg::text("document", document)});
        }
        case RefusalCode::consultation_needed:
            return std::string{scene.say(Say::need_consultation)};
        case RefusalCode::motion_not_carried:
            return scene.say(Say::need_motion, {Arg::text("body", body)});
        case RefusalCode::minutes_not_published:
            return std::string{scene.say(Say::need_minutes)};
        case RefusalCode::notice_not_posted:
            return std::string{scene.say(Say::need_notice)};
        case RefusalCode::notice_period_running:
            return figure(Say::need_period);
        case RefusalCode::objection_open:
            return needed.is_met ? std::string{scene.say(Say::need_objections_met)} : figure(Say::need_objections);
        default:
            return std::string{scene.say(Say::need_result)};
    }
}

std::string todo_words(const Scene& scene, const decision::Todo& todo) {
    const decision::Matter* const matter = decision::find_matter(scene.state.decisions, todo.matter);
    const std::string body = matter != nullptr ? body_of_gate(scene, *matter) : std::string{};
    const std::string document = document_word(scene.say, todo.detail);
    switch (todo.kind) {
        case TodoKind::answer_objection:
            return scene.say(Say::todo_answer_objection, {Arg::year("number", todo.number)});
        case TodoKind::file_document:
            return scene.say(
                todo.actor == decision::TodoActor::supervisor ? Say::todo_supervise : Say::todo_file_document,
                {Arg::text("document", document)});
        case TodoKind::open_consultation:
            return std::string{scene.say(Say::todo_open_consultation)};
        case TodoKind::close_consultation:
            return std::string{scene.say(Say::todo_close_consultation)};
        case TodoKind::convene_meeting:
            return scene.say(Say::todo_convene_meeting, {Arg::text("body", body)});
        case TodoKind::hold_meeting:
            return scene.say(Say::todo_hold_meeting, {Arg::text("body", body)});
        case TodoKind::sign_minutes:
            return std::string{scene.say(Say::todo_sign_minutes)};
        case TodoKind::publish_minutes:
            return std::string{scene.say(Say::todo_publish_minutes)};
        case TodoKind::post_notice:
            return std::string{scene.say(Say::todo_post_notice)};
        case TodoKind::record_result:
            return std::string{scene.say(Say::todo_record_result)};
        case TodoKind::close_gate:
            return std::string{scene.say(Say::todo_close_gate)};
        case TodoKind::answer_contest:
            return scene.say(Say::todo_answer_contest, {Arg::year("number", todo.number)});
        case TodoKind::reply_to_motion:
            break;
    }
    return scene.say(Say::todo_reply_to_motion, {Arg::year("number", todo.number)});
}

Url todo_url(const decision::Todo& todo) {
    if (todo.kind == TodoKind::answer_objection) return routes::notice(todo.notice);
    if (todo.meeting != decision::MeetingId{}) return routes::meeting(todo.meeting);
    return routes::matter(todo.matter);
}

void todo_due(Html& h, const Scene& scene, const decision::Todo& todo) {
    if (!todo.due) return;
    const bool is_over = *todo.due < today(scene);
    const std::string date = scene.say.date(*todo.due);
    badge(h, is_over ? Tone::seal : Tone::plain,
          scene.say(is_over ? Say::todo_overdue : Say::todo_due, {Arg::text("date", date)}));
}

}  // namespace gongyi::pages
