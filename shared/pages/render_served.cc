// All pages: those that browsers render too, and those that need what the server alone knows.
#include <optional>

#include "shared/pages/account_pages.h"
#include "shared/pages/pages.h"
#include "shared/pages/render.h"
#include "shared/pages/segments.h"

namespace gongyi::pages {

namespace {

std::optional<Page> served_round_page(const Scene& scene, Segments segments) {
    const Round* const round = portal::find_round(scene.state, RoundId{segments.next_number()});
    const std::string_view part = segments.next();
    if (round != nullptr && part == "desk" && !segments.is_end()) {
        const bool is_sheets = segments.next() == "sheets" && segments.is_end();
        return is_sheets ? std::optional{sheets_page(scene, *round)} : std::nullopt;
    }
    if (round == nullptr || !segments.is_end()) return std::nullopt;
    if (part == "open") return open_page(scene, *round);
    if (part == "close") return close_page(scene, *round);
    if (part == "desk") return desk_page(scene, *round);
    if (part == "poster") return poster_page(scene, *round);
    return std::nullopt;
}

std::optional<Page> served_notice_page(const Scene& scene, Segments segments) {
    const auto* notice = decision::find_notice(scene.state.decisions, decision::NoticeId{segments.next_number()});
    if (notice == nullptr || segments.next() != "poster" || !segments.is_end()) return std::nullopt;
    return notice_poster_page(scene, *notice);
}

std::optional<Page> served_record_page(const Scene& scene, Segments segments) {
    const auto& entry = scene.request.entry;
    if (segments.next() != "entries" || !entry || segments.next() != std::to_string(entry->index)) return std::nullopt;
    return segments.is_end() ? std::optional{entry_page(scene, *entry)} : std::nullopt;
}

std::optional<Page> served_page(const Scene& scene) {
    Segments segments{scene.request.path};
    const std::string_view section = segments.next();
    if (section == "rounds") return served_round_page(scene, segments);
    if (section == "notices") return served_notice_page(scene, segments);
    if (section == "record") return served_record_page(scene, segments);
    if (section == "staff" && !segments.is_end()) {
        const std::string_view part = segments.next();
        if (part == "people" && !segments.is_end()) {
            const bool is_person = segments.next_number() != 0 && segments.is_end();
            return is_person ? std::optional{person_page(scene)} : std::nullopt;
        }
        if (!segments.is_end()) return std::nullopt;
        if (part == "people") return people_page(scene);
        if (part == "clock") return clock_page(scene);
        if (part == "second") return second_page(scene);
        return std::nullopt;
    }
    if (section == "me" && !segments.is_end()) return render_below_me(scene, segments);
    if (section == "signin" && !segments.is_end()) {
        const bool is_step = segments.next() == "code" && segments.is_end();
        return is_step ? std::optional{signin_step_page(scene)} : std::nullopt;
    }
    if (!segments.is_end()) return std::nullopt;
    if (section == "signin") return signin_page(scene);
    if (section == "claim") return claim_page(scene);
    if (section == "me") return me_page(scene);
    if (section == "staff") return staff_page(scene);
    if (section == "journal") return journal_page(scene);
    if (section == "workbench") return workbench_page(scene);
    return std::nullopt;
}

}  // namespace

Page render(const portal::State& state, const Viewer& viewer, const Live& live, const Request& request) {
    portal::KeptExplanations explanations;
    return render(state, viewer, live, request, explanations);
}

Page render(const portal::State& state, const Viewer& viewer, const Live& live, const Request& request,
            portal::Explanations& explanations) {
    const Scene scene = make_scene(state, viewer, live, request, explanations);
    auto page = served_page(scene);
    return page ? std::move(*page) : shared_page(scene);
}

}  // namespace gongyi::pages
