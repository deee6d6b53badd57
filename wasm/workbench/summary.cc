#include "wasm/workbench/summary.h"

#include <cmath>

#include "shared/base/json_writer.h"

namespace gongyi::workbench {
namespace {

template <class Count>
std::int64_t whole(Count count) {
    return static_cast<std::int64_t>(count);
}

std::string recount_word(const Model& model) {
    const auto recount = model.recounts.find(model.round);
    if (recount == model.recounts.end()) return "under way";
    return recount->second ? "equal" : "different";
}

void write_rounds(JsonWriter& json, const Board& board) {
    json.begin_array();
    for (const BoardRound& round : board.rounds) {
        json.begin_object().key("id").integer(whole(round.facts.id.raw()));
        json.key("is_counted").boolean(!round.counts.empty());
        json.key("is_open").boolean(round.facts.stage == Stage::voting).end_object();
    }
    json.end_array();
}

void write_rules(JsonWriter& json, const View& view) {
    json.begin_array();
    if (view.outcome) {
        for (const RuleView& rule : view.outcome->rules) {
            json.begin_object().key("name").string(rule.name).key("selected").begin_array();
            for (const MoneySegment& segment : rule.segments) json.integer(whole(segment.project.raw()));
            json.end_array().key("spent").string(rule.spent).end_object();
        }
    }
    json.end_array();
}

void write_place(JsonWriter& json, const Place& place) {
    json.begin_array();
    for (const float edge : {place.min.x, place.min.y, place.max.x, place.max.y}) json.integer(std::lround(edge));
    json.end_array();
}

}  // namespace

std::string write_summary(const Model& model, const View& view, const UiState& ui, const FrameCounts& frames) {
    JsonWriter json;
    json.begin_object().key("budget").string(view.outcome ? view.outcome->budget : std::string{});
    json.key("entries").integer(whole(model.board.entry_count));
    json.key("failure").string(model.failure);
    json.key("frames").integer(whole(frames.drawn));
    json.key("is_counting").boolean(view.outcome && view.outcome->is_counting);
    json.key("is_loaded").boolean(model.is_loaded);
    json.key("is_what_if").boolean(view.outcome && view.outcome->is_what_if);
    json.key("project").integer(whole(model.project.raw()));
    json.key("recount").string(recount_word(model));
    json.key("round").integer(whole(model.round.raw())).key("rounds");
    write_rounds(json, model.board);
    json.key("rows").integer(whole(view.table.rows.size())).key("rules");
    write_rules(json, view);
    json.key("search_place");
    write_place(json, ui.search_place);
    json.key("search_words").string(model.search).key("slider_place");
    write_place(json, ui.slider_place);
    json.key("status").string(view.status).key("table_place");
    write_place(json, ui.table_place);
    json.key("title").string(view.title);
    json.key("vertices").integer(frames.vertices).end_object();
    return json.take();
}

}  // namespace gongyi::workbench
