#include "server-stub/web/desk_counts.h"

#include "shared/community/profile.h"
#include "shared/pages/segments.h"

namespace gongyi::server::web {

pages::DeskFacts desk_counts(const Services& services, RoundId round) {
    pages::DeskFacts desk;
    desk.papers_issued = services.host.box().papers_issued(round);
    desk.papers_entered = static_cast<std::int64_t>(services.host.box().paper_serials(round).size());
    return desk;
}

std::optional<pages::OpenFacts> open_facts_for(const Services& services, const portal::State& state,
                                               std::string_view path) {
    pages::Segments segments{path};
    if (segments.next() != "rounds") return std::nullopt;
    const Round* const round = portal::find_round(state, RoundId{segments.next_number()});
    if (round == nullptr || segments.next() != "open" || !segments.is_end()) return std::nullopt;
    const Date today = local_time(services.host.now(), state.community->zone).date;
    return pages::OpenFacts{services.host.directory().count_voters(round->electorate, today), batch_rule().batch_min};
}

std::optional<pages::DeskFacts> desk_counts_for(const Services& services, std::string_view path) {
    pages::Segments segments{path};
    if (segments.next() != "rounds") return std::nullopt;
    const RoundId round{segments.next_number()};
    const std::string_view part = segments.next();
    if (!segments.is_end() || (part != "desk" && part != "close")) return std::nullopt;
    return desk_counts(services, round);
}

}  // namespace gongyi::server::web
