#include "shared/pages/viewer_json.h"

#include <array>
#include <nlohmann/json.hpp>
#include <optional>

namespace gongyi::pages {

namespace {

using nlohmann::json;

// The names that RefusalFigures have (community/refusal.h): a figure's name refers to static storage.
constexpr std::array figure_names{
    std::string_view{"needed_years"}, std::string_view{"years"},    std::string_view{"needed_months"},
    std::string_view{"months"},       std::string_view{"project"},  std::string_view{"closes_at_ms"},
    std::string_view{"needed"},       std::string_view{"chosen"},   std::string_view{"allowed"},
    std::string_view{"budget_fen"},   std::string_view{"cost_fen"}, std::string_view{"over_fen"},
    std::string_view{"cap_fen"},      std::string_view{"projects"},
};

void append_quoted(std::string& out, std::string_view text) {
    constexpr std::string_view digits = "0123456789abcdef";
    out += '"';
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (static_cast<unsigned char>(c) < 0x20) {
            out += "\\u00";
            out += digits[static_cast<unsigned char>(c) >> 4U];
            out += digits[static_cast<unsigned char>(c) & 15U];
        } else {
            out += c;
        }
    }
    out += '"';
}

template <class List, class Write>
void append_list(std::string& out, const List& list, Write&& write) {
    out += '[';
    bool is_first = true;
    for (const auto& item : list) {
        if (!is_first) out += ',';
        is_first = false;
        write(item);
    }
    out += ']';
}

void append_refusal(std::string& out, const std::optional<Refusal>& refusal) {
    if (!refusal) {
        out += "null";
        return;
    }
    out += R"({"code":)";
    append_quoted(out, refusal_name(refusal->code));
    out += R"(,"field":)";
    append_quoted(out, refusal->field);
    out += R"(,"figures":)";
    append_list(out, refusal->figures, [&](const RefusalFigure& figure) {
        out += '[';
        append_quoted(out, figure.name);
        out += ',' + std::to_string(figure.value) + ']';
    });
    out += '}';
}

void append_standing(std::string& out, const RoundStanding& standing) {
    out += '{';
    if (standing.ballot) {
        out += R"("cast_at":)" + std::to_string(standing.cast_at.ms) + R"(,"choices":)";
        append_list(out, standing.ballot->choices, [&](ProjectId id) { out += std::to_string(id.raw()); });
        out += R"(,"receipt":)";
        append_quoted(out, standing.receipt);
        out += ',';
    }
    out += R"("refusal":)";
    append_refusal(out, standing.refusal);
    out += R"(,"round":)" + std::to_string(standing.round.raw()) + '}';
}

// Thrown and caught in this file alone.
struct Fault {
    ParseError error;
};

const json& member(const json& object, const std::string& place, const char* name) {
    if (!object.is_object()) throw Fault{{place, "an object"}};
    const auto found = object.find(name);
    if (found == object.end()) throw Fault{{place + "/" + name, "a value"}};
    return *found;
}

std::string text_at(const json& object, const std::string& place, const char* name) {
    const json& value = member(object, place, name);
    if (!value.is_string()) throw Fault{{place + "/" + name, "a text"}};
    return value.get<std::string>();
}

std::int64_t number_at(const json& object, const std::string& place, const char* name) {
    const json& value = member(object, place, name);
    // nlohmann keeps non-negative integers as unsigned; those beyond int64 would wrap.
    if (!value.is_number_integer() || (value.is_number_unsigned() && value.get<std::uint64_t>() > INT64_MAX)) {
        throw Fault{{place + "/" + name, "a whole number"}};
    }
    return value.get<std::int64_t>();
}

std::uint64_t natural_at(const json& object, const std::string& place, const char* name) {
    const std::int64_t value = number_at(object, place, name);
    if (value < 0) throw Fault{{place + "/" + name, "a whole number from 0"}};
    return static_cast<std::uint64_t>(value);
}

template <class Read>
void each_at(const json& object, const std::string& place, const char* name, Read&& read) {
    const json& list = member(object, place, name);
    if (!list.is_array()) throw Fault{{place + "/" + name, "a list"}};
    for (std::size_t i = 0; i < list.size(); ++i) read(list[i], place + "/" + name + "/" + std::to_string(i));
}

RefusalFigure figure_from(const json& pair, const std::string& place) {
    if (!pair.is_array() || pair.size() != 2 || !pair[0].is_string() || !pair[1].is_number_integer()) {
        throw Fault{{place, "a name and a whole number"}};
    }
    const auto name = pair[0].get<std::string>();
    for (const std::string_view known : figure_names) {
        if (known == name) return {known, pair[1].get<std::int64_t>()};
    }
    throw Fault{{place + "/0", "the name of a figure"}};
}

Refusal refusal_from(const json& object, const std::string& place) {
    Refusal refusal;
    const std::string name = text_at(object, place, "code");
    bool is_known = false;
    for (const RefusalCode code : refusal_codes()) {
        if (refusal_name(code) != name) continue;
        refusal.code = code;
        is_known = true;
    }
    if (!is_known) throw Fault{{place + "/code", "the name of a refusal"}};
    refusal.field = text_at(object, place, "field");
    each_at(object, place, "figures", [&](const json& pair, const std::string& figure_place) {
        refusal.figures.push_back(figure_from(pair, figure_place));
    });
    return refusal;
}

RoundStanding standing_from(const json& object, const std::string& place) {
    RoundStanding standing;
    standing.round = RoundId{natural_at(object, place, "round")};
    if (const json& refusal = member(object, place, "refusal"); !refusal.is_null()) {
        standing.refusal = refusal_from(refusal, place + "/refusal");
    }
    if (object.contains("choices")) {
        standing.ballot.emplace();
        each_at(object, place, "choices", [&](const json& id, const std::string& id_place) {
            if (!id.is_number_unsigned()) throw Fault{{id_place, "a whole number from 0"}};
            standing.ballot->choices.push_back(ProjectId{id.get<std::uint64_t>()});
        });
        standing.receipt = text_at(object, place, "receipt");
        standing.cast_at = UnixMs{number_at(object, place, "cast_at")};
    }
    return standing;
}

Role role_from(const std::string& name) {
    for (const Role role : all_roles) {
        if (role_name(role) == name) return role;
    }
    throw Fault{{"/role", "the name of a role"}};
}

ViewerBlock block_from(const json& object) {
    ViewerBlock block;
    auto checkpoint = record::parse_checkpoint(text_at(object, "", "checkpoint"));
    if (!checkpoint) throw Fault{{"/checkpoint", checkpoint.error().want}};
    block.live.checkpoint = *checkpoint;
    const auto locale = locale_from_tag(text_at(object, "", "locale"));
    if (!locale) throw Fault{{"/locale", "zh-Hans, zh-Hant or en"}};
    block.locale = *locale;
    block.now = UnixMs{number_at(object, "", "now")};
    block.viewer.role = role_from(text_at(object, "", "role"));
    block.viewer.name = text_at(object, "", "name");
    block.viewer.csrf = text_at(object, "", "csrf");
    block.viewer.order_seed = natural_at(object, "", "order_seed");
    each_at(object, "", "standings", [&](const json& item, const std::string& place) {
        block.viewer.standings.push_back(standing_from(item, place));
    });
    each_at(object, "", "turnouts", [&](const json& item, const std::string& place) {
        block.live.turnouts.push_back({RoundId{natural_at(item, place, "round")}, number_at(item, place, "voted")});
    });
    return block;
}

}  // namespace

std::string write_viewer(const Viewer& viewer, const Live& live, Locale locale, UnixMs now) {
    std::string out = R"({"checkpoint":)";
    append_quoted(out, record::write_checkpoint(live.checkpoint));
    out += R"(,"csrf":)";
    append_quoted(out, viewer.csrf);
    out += R"(,"locale":)";
    append_quoted(out, locale_tag(locale).view());
    out += R"(,"name":)";
    append_quoted(out, viewer.name);
    out += R"(,"now":)" + std::to_string(now.ms) + R"(,"order_seed":)" + std::to_string(viewer.order_seed);
    out += R"(,"role":)";
    append_quoted(out, role_name(viewer.role));
    out += R"(,"standings":)";
    append_list(out, viewer.standings, [&](const RoundStanding& standing) { append_standing(out, standing); });
    out += R"(,"turnouts":)";
    append_list(out, live.turnouts, [&](const RoundTurnout& turnout) {
        out +=
            R"({"round":)" + std::to_string(turnout.round.raw()) + R"(,"voted":)" + std::to_string(turnout.voted) + '}';
    });
    out += '}';
    return out;
}

Expected<ViewerBlock, ParseError> parse_viewer(std::string_view text) {
    if (text.size() > viewer_block_bytes_max) return unexpected(ParseError{"", "at most 4 MiB"});
    const json document = json::parse(text, nullptr, /*allow_exceptions=*/false);
    if (document.is_discarded()) return unexpected(ParseError{"", "JSON"});
    try {
        return block_from(document);
    } catch (const Fault& fault) {
        return unexpected(fault.error);
    }
}

}  // namespace gongyi::pages
