#include "wasm/workbench/model/messages.h"

#include <algorithm>
#include <cstddef>

#include "shared/base/check.h"

namespace gongyi::workbench {
namespace {

struct Row {
    Text which;
    std::array<std::string_view, all_languages.size()> texts;  // In the order of Language.
};

constexpr auto text_count = static_cast<std::size_t>(Text::count_);

constexpr std::array<Row, text_count> rows{{
    {Text::rounds, {"各轮微实事", "各輪微實事", "Rounds"}},
    {Text::loading, {"正在取公开记录…", "正在取公開記錄…", "Fetching the public record…"}},
    {Text::loading_entries, {"已核对 {0} 条记录…", "已核對 {0} 條記錄…", "{0} entries checked…"}},
    {Text::failed,
     {"公开记录没能取全,请稍后再试。下面是已有的内容。", "公開記錄沒能取全,請稍後再試。下面是已有的內容。",
      "The public record did not come through. Try again later. What is here is shown below."}},
    {Text::record_checked, {"本机已核对 {0} 条公开记录", "本機已核對 {0} 條公開記錄", "{0} entries checked here"}},
    {Text::stage_draft, {"筹备中", "籌備中", "In preparation"}},
    {Text::stage_voting, {"正在表决", "正在表決", "Voting"}},
    {Text::stage_closed, {"已计票", "已計票", "Counted"}},
    {Text::no_rounds, {"还没有任何一轮微实事。", "還沒有任何一輪微實事。", "There is no round yet."}},
    {Text::budget, {"总预算", "總預算", "Budget"}},
    {Text::projects, {"项目", "項目", "Projects"}},
    {Text::projects_count, {"{0} 个项目", "{0} 個項目", "{0} projects"}},
    {Text::projects_shown, {"{1} 项中的 {0} 项", "{1} 項中的 {0} 項", "{0} of {1}"}},
    {Text::voted_count, {"至少 {0} 人", "至少 {0} 人", "At least {0}"}},
    {Text::voted_later, {"满 {0} 人后公布", "滿 {0} 人後公佈", "Told from {0} on"}},
    {Text::turnout, {"已投票", "已投票", "Have voted"}},
    {Text::totals_sealed,
     {"各项目得票在截止前封存,谁也看不到。", "各項目得票在截止前封存,誰也看不到。",
      "Votes for each project stay sealed until the close."}},
    {Text::time_left, {"还剩", "還剩", "Time left"}},
    {Text::days_hours_left, {"{0} 天 {1} 小时", "{0} 天 {1} 小時", "{0} d {1} h"}},
    {Text::hours_minutes_left, {"{0} 小时 {1} 分", "{0} 小時 {1} 分", "{0} h {1} min"}},
    {Text::minutes_left, {"{0} 分钟", "{0} 分鐘", "{0} min"}},
    {Text::voting_over, {"已截止,等待计票", "已截止,等待計票", "Over, being counted"}},
    {Text::ends_at, {"{0} 截止", "{0} 截止", "ends {0}"}},
    {Text::choices_limit, {"每人选 {0} 至 {1} 项", "每人選 {0} 至 {1} 項", "Each person picks {0} to {1}"}},
    {Text::knapsack_limit,
     {"选中项目合计不超过总预算", "選中項目合計不超過總預算", "What is picked must fit into the budget"}},
    {Text::column_number, {"序号", "序號", "No."}},
    {Text::column_title, {"项目", "項目", "Project"}},
    {Text::column_place, {"地点", "地點", "Place"}},
    {Text::column_category, {"类别", "類別", "Kind"}},
    {Text::column_cost, {"费用", "費用", "Cost"}},
    {Text::column_beneficiaries, {"受益户数", "受益戶數", "Households"}},
    {Text::column_supporters, {"支持", "支持", "Support"}},
    {Text::households, {"{0} 户", "{0} 戶", "{0}"}},
    {Text::people, {"{0} 人", "{0} 人", "{0}"}},
    {Text::works, {"工程", "工程", "Works"}},
    {Text::goods, {"货物", "貨物", "Goods"}},
    {Text::services, {"服务", "服務", "Services"}},
    {Text::other, {"其他", "其他", "Other"}},
    {Text::search_hint, {"找项目、地点、内容…", "找項目、地點、內容…", "Find a project or place…"}},
    {Text::nothing_found, {"没有找到。换一个词试试。", "沒有找到。換一個詞試試。", "Nothing found. Try another word."}},
    {Text::rule_greedy, {"按票数", "按票數", "By votes"}},
    {Text::rule_greedy_why,
     {"从票数最多的起,装得下就选", "從票數最多的起,裝得下就選", "From the most votes down, whatever still fits"}},
    {Text::rule_equal_shares, {"等额分配", "等額分配", "Equal shares"}},
    {Text::rule_equal_shares_why,
     {"每张选票分到同样多的钱,支持者一起出钱", "每張選票分到同樣多的錢,支持者一起出錢",
      "Every ballot gets the same money; supporters pay together"}},
    {Text::official_rule, {"正式规则", "正式規則", "Official rule"}},
    {Text::official_result, {"正式预算", "正式預算", "Official budget"}},
    {Text::what_if, {"演算,不是正式结果", "演算,不是正式結果", "A what-if, not the official result"}},
    {Text::what_if_explained,
     {"正式预算是 {0}。把滑块拖回正中,就回到正式结果。", "正式預算是 {0}。把滑塊拖回正中,就回到正式結果。",
      "The official budget is {0}. The middle of the slider is the official result."}},
    {Text::back_to_official, {"回到正式预算", "回到正式預算", "Back to the official budget"}},
    {Text::budget_slider, {"如果预算是", "如果預算是", "If the budget were"}},
    {Text::counting, {"正在重算…", "正在重算…", "Counting…"}},
    {Text::counted_in, {"重算用时 {0} 毫秒", "重算用時 {0} 毫秒", "Counted in {0} ms"}},
    {Text::selected_count, {"入选 {0} 项", "入選 {0} 項", "{0} selected"}},
    {Text::spent, {"用去", "用去", "Spent"}},
    {Text::left_over, {"剩余", "剩餘", "Left"}},
    {Text::reach, {"每位投票人得到了什么", "每位投票人得到了什麼", "Projects that each voter got"}},
    {Text::reach_none, {"都没有", "都沒有", "None"}},
    {Text::reach_one, {"1 项", "1 項", "1"}},
    {Text::reach_two, {"2 项", "2 項", "2"}},
    {Text::reach_more, {"3 项以上", "3 項以上", "3+"}},
    {Text::in, {"入选", "入選", "In"}},
    {Text::out, {"未入选", "未入選", "Out"}},
    {Text::in_now, {"改为入选", "改為入選", "Now in"}},
    {Text::out_now, {"改为落选", "改為落選", "Now out"}},
    {Text::recount_under_way, {"正在本机重新计票…", "正在本機重新計票…", "Counting again in this browser…"}},
    {Text::recount_equal,
     {"本机重新计票:与公布的一致", "本機重新計票:與公布的一致", "Counted again in this browser: equal"}},
    {Text::recount_different,
     {"本机重新计票:与公布的不一致", "本機重新計票:與公布的不一致", "Counted again in this browser: different"}},
    {Text::ballots_count, {"{0} 张选票", "{0} 張選票", "{0} ballots"}},
    {Text::need, {"为什么要做", "為什麼要做", "Why"}},
    {Text::cost_lines, {"费用明细", "費用明細", "Cost lines"}},
    {Text::close, {"收起", "收起", "Close"}},
    {Text::supporters_share, {"{0} 人支持,占 {1}%", "{0} 人支持,佔 {1}%", "{0} supporters, {1}%"}},
    {Text::sum, {"合计", "合計", "Sum"}},
}};

// A text is found by its place; the table must stand in the order of Text.
constexpr bool is_ordered() {
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (static_cast<std::size_t>(rows[i].which) != i) return false;
    }
    return true;
}
static_assert(is_ordered());

}  // namespace

Language language_from(std::string_view tag) {
    const auto starts_with = [tag](std::string_view prefix) { return tag.substr(0, prefix.size()) == prefix; };
    if (starts_with("zh-Hant") || starts_with("zh-TW") || starts_with("zh-HK") || starts_with("zh-MO")) {
        return Language::zh_hant;
    }
    return starts_with("en") ? Language::en : Language::zh_hans;
}

const char* language_tag(Language language) {
    constexpr std::array tags{"zh-Hans", "zh-Hant", "en"};
    return tags[static_cast<std::size_t>(language)];
}

std::string_view text(Language language, Text which) {
    return rows[static_cast<std::size_t>(which)].texts[static_cast<std::size_t>(language)];
}

std::string fill(Language language, Text which, std::initializer_list<std::string_view> figures) {
    const std::string_view pattern = text(language, which);
    std::string filled;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        if (pattern[i] != '{') {
            filled += pattern[i];
            continue;
        }
        const auto index = static_cast<std::size_t>(pattern[i + 1] - '0');
        GONGYI_CHECK(index < figures.size());
        filled += figures.begin()[index];
        i += 2;  // The digit and the closing brace.
    }
    return filled;
}

std::string format_count(std::int64_t count) {
    std::string digits = std::to_string(count < 0 ? -count : count);
    for (std::size_t place = digits.size(); place > 3; place -= 3) digits.insert(place - 3, 1, ',');
    return count < 0 ? "-" + digits : digits;
}

}  // namespace gongyi::workbench
