#include "shared/decision/share.h"

#include <algorithm>

#include "shared/decision/decide_parts.h"

namespace gongyi::decision {

namespace {

bool is_today(UnixMs at, const Context& context) {
    return local_time(at, context.zone).date == today(context);
}

// The first instant of tomorrow: when a day's share begins anew.
std::int64_t tomorrow_ms(const Context& context) {
    return start_of_day(date_from_days(days_from_epoch(today(context)) + 1), context.zone).ms;
}

// What is said to be by the asker, of a list of opinions or objections: how often, and whether in these words.
struct Said {
    std::int64_t count = 0;
    bool is_repeated = false;
};
template <class Items>
Said said_by(const DecisionState& state, const Items& items, std::int64_t person, const std::string& text) {
    Said said;
    for (const auto& item : items) {
        if (item.person != person) continue;
        ++said.count;
        const auto words = words_of(state.texts, item.text);
        said.is_repeated = said.is_repeated || (words && is_same_text(*words, text));
    }
    return said;
}

Expected<void, Refusal> check_said(const Said& said, std::int64_t allowed) {
    if (said.is_repeated) return refuse(RefusalCode::said_already, "/text");
    if (said.count >= allowed) return refuse<RefusalCode::own_share_used>("/text", allowed);
    return {};
}

// What the desk entered today, of one thing: the papers of many, so it has a share of its own that takes nobody else's.
Expected<void, Refusal> check_desk(std::ptrdiff_t entered_today, const Context& context) {
    if (entered_today < desk_entries_a_day_max) return {};
    return refuse<RefusalCode::desk_share_used>("/text", desk_entries_a_day_max, tomorrow_ms(context));
}

bool is_consulted_about(const Matter& matter, const Date& day) {
    return matter.stage == MatterStage::open && matter.consultation && matter.consultation->reply.empty() &&
           day <= matter.consultation->last_day;
}

// How many opinions the asker gave today, on all matters that are consulted about.
std::int64_t opinions_today(const DecisionState& state, const Context& context) {
    std::int64_t count = 0;
    for (const Matter& matter : state.matters) {
        if (!is_consulted_about(matter, today(context))) continue;
        const std::int64_t person = context.person_in(thing_of(matter.id));
        const auto& opinions = matter.consultation->opinions;
        // Times ascend, so those of today stand last.
        for (auto one = opinions.rbegin(); one != opinions.rend() && is_today(one->at, context); ++one) {
            if (one->person == person) ++count;
        }
    }
    return count;
}

}  // namespace

std::string thing_of(MatterId matter) {
    return "matter " + std::to_string(matter.raw());
}

std::string thing_of(NoticeId notice) {
    return "notice " + std::to_string(notice.raw());
}

bool is_same_text(std::string_view a, std::string_view b) {
    const auto skip_blanks = [](std::string_view text) {
        constexpr std::string_view ideographic = "\u3000";
        while (!text.empty()) {
            if (text.front() == ' ' || text.front() == '\n' || text.front() == '\r' || text.front() == '\t') {
                text.remove_prefix(1);
            } else if (text.starts_with(ideographic)) {
                text.remove_prefix(ideographic.size());
            } else {
                break;
            }
        }
        return text;
    };
    for (a = skip_blanks(a), b = skip_blanks(b); !a.empty() && !b.empty(); a = skip_blanks(a), b = skip_blanks(b)) {
        if (a.front() != b.front()) return false;
        a.remove_prefix(1);
        b.remove_prefix(1);
    }
    return a.empty() && b.empty();
}

Expected<void, Refusal> check_raising(const DecisionState& state, const std::string& title, const std::string& text,
                                      const VoiceRule& rule, const Context& context) {
    const auto found = state.matters_of.find(context.actor);
    if (context.actor == ResidentId{} || found == state.matters_of.end()) return {};
    std::int64_t open = 0;
    std::int64_t raised_today = 0;
    for (const MatterId id : found->second) {
        const Matter& matter = *find_matter(state, id);
        if (is_today(matter.drafts.front().at, context)) ++raised_today;
        if (matter.stage != MatterStage::open) continue;
        ++open;
        const auto same = [&](const FreeText& kept, const std::string& asked) {
            const auto words = words_of(state.texts, kept);
            return words && is_same_text(*words, asked);
        };
        if (same(matter.title, title) && same(matter.drafts.front().text, text)) {
            return refuse(RefusalCode::said_already, "/text");
        }
    }
    const std::int64_t daily = is_desk(context) ? desk_matters_a_day_max : rule.matters_a_day;
    if (raised_today >= daily) return refuse<RefusalCode::day_share_used>("", daily, tomorrow_ms(context));
    if (!is_desk(context) && open >= rule.matters_open) {
        return refuse<RefusalCode::own_matters_open>("", rule.matters_open);
    }
    return {};
}

Expected<std::int64_t, Refusal> check_opinion(const DecisionState& state, const Matter& matter, const std::string& text,
                                              const Context& context) {
    const auto& opinions = matter.consultation->opinions;
    if (is_desk(context)) {
        const auto entered = std::count_if(opinions.begin(), opinions.end(), [&](const Opinion& one) {
            return is_desk_role(one.by) && is_today(one.at, context);
        });
        if (auto fits = check_desk(entered, context); !fits) return unexpected(fits.error());
        return std::int64_t{0};
    }
    if (!context.person_in) return std::int64_t{0};
    const VoiceRule& rule = profile_of(state, matter).voices;
    const std::int64_t person = context.person_in(thing_of(matter.id));
    const Said said = said_by(state, opinions, person, text);
    if (auto fits = check_said(said, rule.opinions_a_matter); !fits) return unexpected(fits.error());
    if (opinions_today(state, context) >= rule.opinions_a_day) {
        return refuse<RefusalCode::day_share_used>("/text", rule.opinions_a_day, tomorrow_ms(context));
    }
    return person;
}

Expected<std::int64_t, Refusal> check_objection(const DecisionState& state, const Notice& notice,
                                                const std::string& text, const Context& context) {
    const auto& objections = notice.objections;
    if (is_desk(context)) {
        const auto entered = std::count_if(objections.begin(), objections.end(), [&](const Objection& one) {
            return is_desk_role(one.by) && is_today(one.filed_at, context);
        });
        if (auto fits = check_desk(entered, context); !fits) return unexpected(fits.error());
        return std::int64_t{0};
    }
    if (!context.person_in) return std::int64_t{0};
    const VoiceRule& rule = profile_of(state, *find_matter(state, notice.matter)).voices;
    const std::int64_t person = context.person_in(thing_of(notice.id));
    const Said said = said_by(state, objections, person, text);
    if (auto fits = check_said(said, rule.objections_a_notice); !fits) return unexpected(fits.error());
    return person;
}

Expected<void, Refusal> check_revising(const DecisionState& state, const Matter& matter, const Context& context) {
    std::int64_t own = 0;
    std::int64_t written_today = 0;
    const auto count = [&](const Matter& one) {
        for (const Draft& draft : one.drafts) {
            // A carried amendment has no note: it is the meeting's.
            if (draft.note.empty() || is_desk_role(draft.by) != is_desk(context)) continue;
            if (&one == &matter) ++own;
            if (is_today(draft.at, context)) ++written_today;
        }
    };
    count(matter);
    const auto others = state.matters_of.find(context.actor);
    for (std::size_t i = 0; !is_desk(context) && others != state.matters_of.end() && i < others->second.size(); ++i) {
        if (others->second[i] != matter.id) count(*find_matter(state, others->second[i]));
    }
    if (own >= static_cast<std::int64_t>(own_drafts_max)) {
        return refuse<RefusalCode::own_share_used>("/text", own_drafts_max);
    }
    if (written_today >= static_cast<std::int64_t>(own_drafts_a_day_max)) {
        return refuse<RefusalCode::day_share_used>("/text", own_drafts_a_day_max, tomorrow_ms(context));
    }
    return {};
}

}  // namespace gongyi::decision
