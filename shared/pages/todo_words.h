// What a matter still needs, and what waits for somebody, in words.
#pragma once

#include <string>
#include <vector>

#include "shared/decision/gates.h"
#include "shared/decision/todo.h"
#include "shared/pages/html.h"
#include "shared/pages/scene.h"

namespace gongyi::pages {

// "交收支明细", "公示期满（12月1日 24:00）"
[[nodiscard]] std::string need_words(const Scene& scene, const decision::Matter& matter,
                                     const decision::Requirement& needed);
// "工作人员：张贴公示"
[[nodiscard]] std::string todo_words(const Scene& scene, const decision::Todo& todo);
// The page where it is done.
[[nodiscard]] Url todo_url(const decision::Todo& todo);
// "12月1日 以前", in the colour of a shortfall when that day has passed; nothing without a last day.
void todo_due(Html& h, const Scene& scene, const decision::Todo& todo);

}  // namespace gongyi::pages
