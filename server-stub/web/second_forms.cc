// What waits for a second person: put there by one, confirmed or taken off by another.
#include "server-stub/accounts/secrets.h"
#include "server-stub/people/person_act.h"
#include "server-stub/second_person/pending_command.h"
#include "server-stub/web/census_forms.h"
#include "server-stub/web/handlers.h"
#include "server-stub/web/posting.h"
#include "shared/base/number.h"
#include "shared/community/refuse.h"
#include "shared/pages/routes.h"

namespace gongyi::server::web {
namespace {

namespace field = pages::field;
namespace routes = pages::routes;

// The command of an act, as its asker would give it now: whoever lost the role since asks for nothing any more.
std::optional<Submission> submission_of_pending(const Services& services, const PendingAct& act, ResidentId second) {
    auto command = read_pending_command(act.body);
    const auto asker = services.host.directory().find_person(act.asked_by);
    if (act.kind != pending_command_kind || !command || !asker || asker->role != Role::staff ||
        asker->standing != PersonStanding::here)
        return std::nullopt;
    if (auto* const papers = std::get_if<EnterPapers>(&*command)) {
        for (PaperBallot& paper : papers->papers) paper.salt = random_salt();
    }
    Submission submission;
    submission.command = std::move(*command);
    submission.actor = act.asked_by;
    submission.role = asker->role;
    submission.person = asker->facts;
    submission.is_repeatable = false;
    submission.second = second;
    submission.pending = act.id;
    return submission;
}

void take_off(Services& services, const ExchangePtr& exchange, const SignedIn& session, const PendingAct& act) {
    const bool is_queued = services.host.change_rows(
        [act, person = session.person.id](Batch& batch) {
            batch.settled_pending.push_back(act.id);
            batch.deeds.push_back({.deed = Deed::second_refused, .actor = person, .people = {act.asked_by}});
            return true;
        },
        [exchange](PortalHost::RowsResult result) {
            const bool is_stored = result == PortalHost::RowsResult::stored;
            const std::string done = routes::second().with(field::done, pages::done_dropped.view()).text();
            exchange->answer(is_stored ? see_other(done) : error_page(exchange->request(), 503));
        });
    if (!is_queued) exchange->answer(error_page(exchange->request(), 503));
}

}  // namespace

bool needs_second(const CommandResult& result) {
    const auto* const refusal = std::get_if<Refusal>(&result);
    return refusal != nullptr && refusal->code == RefusalCode::second_person_needed;
}

void hold_for_second(Services& services, const ExchangePtr& exchange, ResidentId asker, const portal::Command& command,
                     const Posted& posted) {
    hold_act(services, exchange, asker, pending_command_kind, write_pending_command(command),
             std::string{portal::command_name(command)}, posted);
}

void hold_act(Services& services, const ExchangePtr& exchange, ResidentId asker, std::string_view kind,
              std::string body, std::string name, const Posted& posted) {
    PendingAct act;
    act.kind = kind;
    act.body = std::move(body);
    act.asked_by = asker;
    const bool is_queued = services.host.change_rows(
        [&services, act, name = std::move(name)](Batch& batch) mutable {
            const UnixMs now = services.host.now();
            const PendingActs& pending = services.host.pending();
            std::size_t own = 0;
            for (const PendingAct& one : pending.all(now)) {
                if (one.asked_by != act.asked_by) continue;
                if (one.body == act.body) return true;  // A double tap.
                ++own;
            }
            if (own >= pending_acts_each_max) return false;
            act.id = pending.next_id();
            act.at = now;
            batch.settled_pending = pending.lapsed(now);
            batch.deeds.push_back({.deed = Deed::second_asked, .actor = act.asked_by, .detail = name});
            batch.pending.push_back(act);
            return true;
        },
        [&services, exchange, posted](PortalHost::RowsResult result) {
            if (result == PortalHost::RowsResult::stored) {
                return exchange->answer(see_other(routes::second().with(field::done, pages::done_kept.view()).text()));
            }
            exchange->later([&services, exchange, posted, result] {
                const Request& request = exchange->request();
                if (result != PortalHost::RowsResult::declined) return exchange->answer(error_page(request, 503));
                exchange->answer(send_back(services, request, posted, 422, "",
                                           refusal<RefusalCode::limit_reached>("", pending_acts_each_max)));
            });
        });
    if (!is_queued) exchange->answer(error_page(exchange->request(), 503));
}

void post_second(Services& services, const ExchangePtr& exchange) {
    auto form = require_form(exchange);
    if (!form) return;
    const std::string path = routes::second().text();
    Posted posted{.form = std::move(*form),
                  .form_path = path,
                  .done_path = routes::second().with(field::done, pages::done_confirmed.view()).text(),
                  .fault_field = ""};
    const auto session = require_poster(services, exchange, posted);
    if (!session) return;
    if (session->person.role != Role::staff) {
        return exchange->answer(render_for(services, exchange->request(), posted.form_path));
    }
    if (!require_weight(services, exchange, *session, posted)) return;
    if (!admit(services, exchange, *session, posted)) return;
    const auto id = whole_number(exchange->parameters().front());
    const auto act =
        id ? services.host.pending().find(static_cast<std::int64_t>(*id), services.host.now()) : std::nullopt;
    if (!act) {
        // Confirmed a moment before, by the same tap or by somebody else: the page shows what is left.
        const auto number = static_cast<std::int64_t>(id.value_or(0));
        const auto show = services.shown_once.find(number, session->person.id, services.host.now());
        return show ? show(exchange) : exchange->answer(see_other(path));
    }
    if (field_of(posted.form, field::verdict.view()) != pages::verdict_confirm.view()) {
        return take_off(services, exchange, *session, *act);
    }
    if (act->asked_by == session->person.id) {
        return exchange->answer(
            refused(services, exchange->request(), posted, refusal(RefusalCode::second_person_is_the_first)));
    }
    if (act->kind == pending_census_kind) return confirm_census(services, exchange, *session, *act, posted);
    if (act->kind == pending_person_kind) return confirm_person_act(services, exchange, *session, *act, posted);
    auto submission = submission_of_pending(services, *act, session->person.id);
    if (!submission) {
        return exchange->answer(refused(services, exchange->request(), posted, refusal(RefusalCode::role_not_allowed)));
    }
    submit(services, exchange, *submission, std::move(posted));
}

}  // namespace gongyi::server::web
