// The counting side's C interface: what static/workbench-worker.js calls.
#include <emscripten.h>

#include <cmath>
#include <string>
#include <string_view>
#include <utility>

#include "wasm/core/check.h"
#include "wasm/workbench/model/counting.h"
#include "wasm/workbench/model/news.h"

namespace {

// The C interface has no way to hand an object over, and a worker has one record.
gongyi::workbench::Counting& counting() {
    static gongyi::workbench::Counting the_counting;
    return the_counting;
}

// What the last call returned a pointer to.
const char* keep(std::string text) {
    static std::string kept;
    kept = std::move(text);
    return kept.c_str();
}

}  // namespace

extern "C" {

// One entry of the record. "" when all is well, else what is wrong with it.
EMSCRIPTEN_KEEPALIVE const char* counting_append(const char* entry, int bytes) {
    const auto appended = counting().append(std::string_view{entry, static_cast<std::size_t>(bytes)});
    if (appended) return "";
    return keep("entry " + std::to_string(appended.error().index) + ": " + appended.error().what);
}

EMSCRIPTEN_KEEPALIVE double counting_size() {
    return static_cast<double>(counting().size());
}

// The server's checkpoint beside the record here: input and answer as the core's operation check
// (wasm/core/operation.h).
// "" for input that cannot be read.
EMSCRIPTEN_KEEPALIVE const char* counting_check(const char* request_json) {
    auto answer = gongyi::core::check(counting().replay(), counting().nodes(), request_json);
    return answer.status == gongyi::core::Status::ok ? keep(std::move(answer.body)) : "";
}

// News (news.h) for the page: the board as it is now.
EMSCRIPTEN_KEEPALIVE const char* counting_board() {
    return keep(gongyi::workbench::write_news(counting().board()));
}

// News for the page: the answer to a question of workbench_take_question; "" when there is none.
EMSCRIPTEN_KEEPALIVE const char* counting_what_if(const char* question_json) {
    const auto question = gongyi::workbench::parse_question(question_json);
    if (!question) return "";
    const double begun_ms = emscripten_get_now();
    auto answer = counting().what_if(*question);
    if (!answer) {
        emscripten_log(EM_LOG_WARN, "workbench: not counted: %s", answer.error().c_str());
        return "";
    }
    answer->milliseconds = static_cast<std::int64_t>(std::ceil(emscripten_get_now() - begun_ms));
    return keep(gongyi::workbench::write_news(*answer));
}
}
