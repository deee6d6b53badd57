#include "shared/tally/rule.h"

#include <algorithm>
#include <array>
#include <span>

#include "shared/tally/decimal.h"
#include "shared/tally/wide.h"

namespace gongyi::tally {

namespace {

constexpr std::array method_names{"greedy", "mes", "phragmen"};
constexpr std::array utility_names{"cost", "cardinality", "points", "borda"};
constexpr std::array completion_names{"none", "greedy", "add1", "add1u"};
constexpr std::array greedy_order_names{"votes", "votes-per-cost"};

template <class Enum>
Expected<Enum, std::string> find_name(std::string_view what, std::span<const char* const> names,
                                      std::string_view name) {
    std::string known;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (name == names[i]) return static_cast<Enum>(i);
        known += (i == 0 ? "" : ", ");
        known += names[i];
    }
    return unexpected("There is no " + std::string{what} + " \"" + std::string{name} + "\"; there are " + known + ".");
}

}  // namespace

std::string_view name_of(Method method) {
    return method_names[static_cast<std::size_t>(method)];
}
std::string_view name_of(Utility utility) {
    return utility_names[static_cast<std::size_t>(utility)];
}
std::string_view name_of(Completion completion) {
    return completion_names[static_cast<std::size_t>(completion)];
}
std::string_view name_of(GreedyOrder order) {
    return greedy_order_names[static_cast<std::size_t>(order)];
}

Expected<Method, std::string> method_from(std::string_view name) {
    return find_name<Method>("rule", method_names, name);
}
Expected<Utility, std::string> utility_from(std::string_view name) {
    return find_name<Utility>("utility", utility_names, name);
}
Expected<Completion, std::string> completion_from(std::string_view name) {
    return find_name<Completion>("completion", completion_names, name);
}
Expected<GreedyOrder, std::string> greedy_order_from(std::string_view name) {
    return find_name<GreedyOrder>("order", greedy_order_names, name);
}

Expected<Share, std::string> share_from(std::string_view text) {
    const std::string fault =
        "The share \"" + std::string{text} + "\" is not a number from 0 to 1 or a percentage up to 100%.";
    Share share;
    const bool percent = !text.empty() && text.back() == '%';
    if (percent) {
        text.remove_suffix(1);
        share.whole = 100;
    }
    bool after_point = false;
    bool any_digit = false;
    for (const char c : text) {
        if (c == '.' && !after_point) {
            after_point = true;
            continue;
        }
        if (c < '0' || c > '9' || share.whole > share_whole_max / 10 || share.part > share_whole_max) {
            return unexpected(fault);
        }
        any_digit = true;
        share.part = share.part * 10 + (c - '0');
        if (after_point) share.whole *= 10;
    }
    if (!any_digit || share.part > share.whole) return unexpected(fault);
    return share;
}

std::int64_t votes_needed(const Rule& rule, std::int64_t ballots) {
    const Wide share = (Wide{rule.threshold.part} * ballots + rule.threshold.whole - 1) / rule.threshold.whole;
    return std::max(rule.min_votes, static_cast<std::int64_t>(share));
}

Floor floor_of(const Election& election) {
    const std::string_view text = election.metadata_value(floor_key);
    Floor floor;
    if (text.empty()) return floor;
    const auto number = parse_decimal(text, /*allow_comma=*/false);
    const int decimals = has_points(election.kind) ? election.points_decimals : 0;
    const auto units = number && number->decimals <= decimals ? with_decimals(*number, decimals) : std::nullopt;
    if (!units || *units < 0 || election.kind == BallotKind::ranking) {
        floor.is_understood = false;
    } else if (has_points(election.kind)) {
        floor = {0, *units, true};
    } else {
        floor.min_votes = *units;
    }
    return floor;
}

Utility default_utility(BallotKind kind) {
    if (has_points(kind)) return Utility::points;
    return kind == BallotKind::ranking ? Utility::borda : Utility::cost;
}

std::optional<std::string> refuse(const Rule& rule, BallotKind kind) {
    const std::string with = " with " + std::string{name_of(kind)} + " ballots.";
    if (rule.utility == Utility::points && !has_points(kind)) return "The utility points can not be used" + with;
    if (rule.utility == Utility::borda && kind != BallotKind::ranking) {
        return "The utility borda can not be used" + with;
    }
    const std::string alone = " is for the rule mes alone.";
    if (rule.method != Method::mes) {
        if (rule.completion != Completion::none) {
            return "The completion " + std::string{name_of(rule.completion)} + alone;
        }
        if (rule.exhaustive) return "The exhaustive stop" + alone;
        if (rule.integral) return "The integral start" + alone;
    }
    if (rule.method != Method::greedy && rule.order != GreedyOrder::votes) {
        return "The order " + std::string{name_of(rule.order)} + " is for the rule greedy alone.";
    }
    if (rule.method == Method::mes && rule.skip)
        return "Stopping or going on at a project that does not fit is not for the rule mes.";
    if (rule.method == Method::phragmen && (rule.utility == Utility::points || rule.utility == Utility::borda)) {
        return "The utility " + std::string{name_of(rule.utility)} +
               " can not be used with the rule phragmen, which asks only who supports a project.";
    }
    const Share& share = rule.threshold;
    if (share.part < 0 || share.whole < 1 || share.whole > share_whole_max || share.part > share.whole) {
        return "The threshold is not a share from 0 to 1.";
    }
    if (rule.min_votes < 0 || rule.min_points < 0) return "The least support is below 0.";
    if (rule.min_points > 0 && !has_points(kind)) return "A least sum of points can not be used" + with;
    return std::nullopt;
}

}  // namespace gongyi::tally
