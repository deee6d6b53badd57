// The journal, for the supervision committee: a page of it, and all of it as a file.
#include "server-stub/journal/journal_line.h"
#include "server-stub/web/handlers.h"
#include "server-stub/web/posting.h"
#include "shared/base/number.h"
#include "shared/pages/routes.h"

namespace gongyi::server::web {
namespace {

namespace routes = pages::routes;

constexpr std::int64_t rows_a_page = 50;
constexpr std::size_t lines_at_once = 1'000;

// As the census knows somebody now, with the number that stands in the lines.
std::string name_of(const Services& services, ResidentId id) {
    const auto person = services.host.directory().find_person(id);
    return (person ? person->name + ' ' : std::string{}) + std::to_string(id.raw());
}

pages::JournalRow row_of(const Services& services, std::int64_t number, JournalLine line) {
    pages::JournalRow row;
    row.number = number;
    if (line.actor != ResidentId{}) row.actor = name_of(services, line.actor);
    row.desk = services.host.directory().desk_of(line.actor);
    if (line.second != ResidentId{}) row.second = name_of(services, line.second);
    for (const ResidentId person : line.people) row.people.push_back(name_of(services, person));
    row.line = std::move(line);
    return row;
}

// Lines before number `before` (from 1; all of them for 0), newest first.
pages::JournalView read_view(const Services& services, std::int64_t before) {
    pages::JournalView view;
    view.lines = services.host.journal().facts().head.lines;
    view.has_fault = !services.host.journal().fault().empty();
    const std::int64_t end = before > 0 ? std::min(before - 1, view.lines) : view.lines;
    const std::int64_t begin = std::max<std::int64_t>(0, end - rows_a_page);
    const auto lines = services.host.store().read_journal(begin, static_cast<std::size_t>(end - begin));
    if (!lines) return view;
    for (std::size_t i = lines->size(); i-- > 0;) {
        auto line = parse_journal_line((*lines)[i]);
        if (!line) continue;
        view.rows.push_back(row_of(services, begin + static_cast<std::int64_t>(i) + 1, std::move(*line)));
    }
    return view;
}

}  // namespace

void get_journal(Services& services, const ExchangePtr& exchange) {
    const Request& request = exchange->request();
    pages::Request page = page_asked_for(request);
    const auto session = find_session(services, request);
    if (session && session->person.role == Role::supervisor) {
        const auto query = parse_form(request.query());
        const auto before = query ? find_field(*query, pages::field::before.view()) : std::nullopt;
        const auto number = before ? identifier_number(*before) : std::nullopt;
        page.journal = read_view(services, number ? static_cast<std::int64_t>(*number) : 0);
        if (!number) services.host.note({.deed = Deed::journal_read, .actor = session->person.id});
    }
    exchange->answer(render_privately(services, request, std::move(page)));
}

void get_journal_lines(Services& services, const ExchangePtr& exchange) {
    const Request& request = exchange->request();
    const auto session = find_session(services, request);
    if (!session) return exchange->answer(see_other(routes::signin().with(pages::field::back, "/journal").text()));
    if (session->person.role != Role::supervisor) return exchange->answer(error_page(request, 403));
    std::string body;
    for (std::int64_t from = 0;;) {
        const auto lines = services.host.store().read_journal(from, lines_at_once);
        if (!lines) return exchange->answer(error_page(request, 503));
        if (lines->empty()) break;
        for (const std::string& line : *lines) body += line + '\n';
        from += std::ssize(*lines);
    }
    services.host.note({.deed = Deed::journal_read, .actor = session->person.id});
    Response response{.status = 200, .content_type = "application/x-ndjson", .body = std::move(body)};
    response.headers = {{"Cache-Control", "no-store"},
                        {"Content-Disposition", "attachment; filename=\"journal.ndjson\""}};
    exchange->answer(std::move(response));
}

}  // namespace gongyi::server::web
