#include "shared/pages/render.h"

#include "shared/pages/pages.h"
#include "shared/pages/segments.h"

namespace gongyi::pages {

namespace {

// The rest of /rounds/N/outcome/steps and of /rounds/N/outcome/projects/P.
Page render_below_outcome(const Scene& scene, const Round& round, Segments segments) {
    const std::string_view part = segments.next();
    if (part == "steps" && segments.is_end()) return steps_page(scene, round);
    if (part != "projects") return not_found_page(scene);
    const Project* project = find_project(round, ProjectId{segments.next_number()});
    return project != nullptr && segments.is_end() ? why_page(scene, round, *project) : not_found_page(scene);
}

Page render_round(const Scene& scene, Segments segments) {
    const Round* round = portal::find_round(scene.state, RoundId{segments.next_number()});
    if (round == nullptr) return not_found_page(scene);
    if (segments.is_end()) return round_page(scene, *round);
    const std::string_view part = segments.next();
    if (part == "projects") {
        const Project* project = find_project(*round, ProjectId{segments.next_number()});
        return project != nullptr && segments.is_end() ? project_page(scene, *round, *project) : not_found_page(scene);
    }
    if (part == "outcome" && !segments.is_end()) return render_below_outcome(scene, *round, segments);
    if (!segments.is_end()) return not_found_page(scene);
    if (part == "vote") return vote_page(scene, *round);
    if (part == "receipt") return receipt_page(scene, *round);
    if (part == "outcome") return outcome_page(scene, *round);
    if (part == "what-if") return what_if_page(scene, *round);
    return not_found_page(scene);
}

Page render_matters(const Scene& scene, Segments segments) {
    if (segments.is_end()) return matters_page(scene);
    Segments rest = segments;
    if (rest.next() == "new" && rest.is_end()) return new_matter_page(scene);
    const auto* matter = decision::find_matter(scene.state.decisions, decision::MatterId{segments.next_number()});
    return matter != nullptr && segments.is_end() ? matter_page(scene, *matter) : not_found_page(scene);
}

Page render_notices(const Scene& scene, Segments segments) {
    if (segments.is_end()) return notices_page(scene);
    const auto* notice = decision::find_notice(scene.state.decisions, decision::NoticeId{segments.next_number()});
    return notice != nullptr && segments.is_end() ? notice_page(scene, *notice) : not_found_page(scene);
}

// /meetings, /meetings/N and /meetings/N/screen.
Page render_meetings(const Scene& scene, Segments segments) {
    if (segments.is_end()) return meetings_page(scene);
    const decision::MeetingId id{segments.next_number()};
    const decision::Meeting* const meeting = decision::find_meeting(scene.state.decisions, id);
    if (meeting == nullptr) return not_found_page(scene);
    if (segments.is_end()) return meeting_page(scene, *meeting);
    const bool is_screen = segments.next() == "screen" && segments.is_end();
    return is_screen ? meeting_screen_page(scene, *meeting) : not_found_page(scene);
}

Page render_bodies(const Scene& scene, Segments segments) {
    if (segments.is_end()) return bodies_page(scene);
    const Body* const body = decision::find_body(scene.state.decisions, BodyId{segments.next_number()});
    return body != nullptr && segments.is_end() ? body_page(scene, *body) : not_found_page(scene);
}

Page render_record(const Scene& scene, Segments segments) {
    if (segments.is_end()) return record_page(scene);
    const std::string_view part = segments.next();
    if (part == "terms" && segments.is_end()) return record_terms_page(scene);
    if (part == "texts") {
        const auto commitment = hash_from_hex(segments.next());
        return commitment && segments.is_end() ? text_page(scene, *commitment) : not_found_page(scene);
    }
    return not_found_page(scene);
}

}  // namespace

Page shared_page(const Scene& scene) {
    if (scene.request.path == "/") return front_page(scene);
    Segments segments{scene.request.path};
    const std::string_view section = segments.next();
    if (section == "rounds") return segments.is_end() ? rounds_page(scene) : render_round(scene, segments);
    if (section == "record") return render_record(scene, segments);
    if (section == "matters") return render_matters(scene, segments);
    if (section == "notices") return render_notices(scene, segments);
    if (section == "meetings") return render_meetings(scene, segments);
    if (section == "bodies") return render_bodies(scene, segments);
    if (!segments.is_end()) return not_found_page(scene);
    if (section == "about") return about_page(scene);
    if (section == "community") return community_page(scene);
    return not_found_page(scene);
}

Page render_in_browser(const portal::State& state, const Viewer& viewer, const Live& live, const Request& request,
                       portal::Explanations& explanations) {
    return shared_page(make_scene(state, viewer, live, request, explanations));
}

}  // namespace gongyi::pages
