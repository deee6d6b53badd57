#include "server-stub/web/reader.h"

#include "shared/community/refuse.h"
#include "shared/portal/decide.h"

namespace gongyi::server {
namespace {

// Refusals up to here concern who asks; the others what, when and how much (community/refusal.h).
constexpr auto last_refusal_of_person = RefusalCode::resident_class_excluded;

bool starts_with(std::string_view text, std::string_view start) {
    return text.substr(0, start.size()) == start;
}

std::optional<pages::Locale> locale_of_range(std::string_view range) {
    for (const std::string_view traditional : {"zh-Hant", "zh-hant", "zh-TW", "zh-tw", "zh-HK", "zh-hk", "zh-MO"}) {
        if (starts_with(range, traditional)) return pages::Locale::zh_hant;
    }
    if (starts_with(range, "zh")) return pages::Locale::zh_hans;
    if (starts_with(range, "en")) return pages::Locale::en;
    return std::nullopt;
}

// Why this person may not vote in the round: asked of decide() itself, so that page and decision cannot differ. What it
// says beyond the person comes later on the voting page.
std::optional<Refusal> refusal_of_person(const portal::State& state, const Round& round, const Person& person,
                                         UnixMs now) {
    portal::Context context{.actor = person.id, .role = person.role, .now = now, .facts = {}};
    context.facts.person = person.facts;
    auto decision = portal::decide(state, IssueCredential{round.id, {}}, context);
    if (decision || decision.error().code > last_refusal_of_person) return std::nullopt;
    return std::move(decision.error());
}

pages::RoundStanding standing_of(const Services& services, const portal::State& state, const Round& round,
                                 const Person& person) {
    pages::RoundStanding standing;
    standing.round = round.id;
    standing.refusal = refusal_of_person(state, round, person, services.host.now());
    if (const auto mark = services.host.box().find_mark(round.id, person.id)) {
        standing.roll = mark->blinded ? pages::RollStanding::credential : pages::RollStanding::paper;
        if (!mark->blinded) standing.refusal = refusal(RefusalCode::paper_already_issued);
        if (const auto& handing = mark->handing) {
            standing.paper = PaperDay{handing->on, handing->place, services.host.directory().desk_of(handing->by)};
        }
    }
    return standing;
}

}  // namespace

pages::Locale locale_of(const Request& request) {
    if (const auto chosen = find_cookie(request.header(Header::cookie), language_cookie)) {
        if (const auto locale = pages::locale_from_tag(*chosen)) return *locale;
    }
    std::string_view accepted = request.header(Header::accept_language);
    while (!accepted.empty()) {
        const auto end = accepted.find(',');
        std::string_view range = accepted.substr(0, end);
        while (starts_with(range, " ")) range.remove_prefix(1);
        if (const auto locale = locale_of_range(range)) return *locale;
        if (end == std::string_view::npos) break;
        accepted.remove_prefix(end + 1);
    }
    return pages::Locale::zh_hans;
}

pages::Viewer viewer_of(const Services& services, const Snapshot& snapshot, const SignedIn& session) {
    pages::Viewer viewer;
    viewer.role = session.person.role;
    viewer.id = session.person.id;
    const auto account = services.host.directory().find_account_of(session.person.id);
    viewer.name = account ? account->name : session.person.name;
    viewer.csrf = session.csrf;
    viewer.order_seed = account_number(services, session.person.id);
    viewer.is_shared_device = session.is_shared_device;
    for (const Round& round : snapshot.state->rounds) {
        viewer.standings.push_back(standing_of(services, *snapshot.state, round, session.person));
    }
    if (viewer.role == Role::staff) {
        const Zone zone = snapshot.state->community ? snapshot.state->community->zone : Zone{};
        viewer.owners_due = services.host.directory().owners_due();
        viewer.residents_due = services.host.directory().residents_due(local_time(services.host.now(), zone).date);
    }
    return viewer;
}

pages::Live live_of(const Services& services, const Snapshot& snapshot) {
    pages::Live live;
    live.checkpoint = snapshot.checkpoint;
    live.witnesses = services.witnesses.view()->seen;
    return live;
}

}  // namespace gongyi::server
