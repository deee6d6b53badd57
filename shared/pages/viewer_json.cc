#include "shared/pages/viewer_json.h"

#include <array>
#include <optional>
#include <utility>

#include "shared/base/json_reader.h"
#include "shared/base/json_text.h"
#include "shared/community/community.h"
#include "shared/community/quorum.h"
#include "shared/portal/event.h"

namespace gongyi::pages {

namespace {

// The names that RefusalFigures have (community/refusal.h): a figure's name refers to static storage.
constexpr std::array figure_names{
    std::string_view{"needed_years"}, std::string_view{"years"},        std::string_view{"needed_months"},
    std::string_view{"months"},       std::string_view{"project"},      std::string_view{"closes_at_ms"},
    std::string_view{"needed"},       std::string_view{"chosen"},       std::string_view{"allowed"},
    std::string_view{"budget_fen"},   std::string_view{"cost_fen"},     std::string_view{"over_fen"},
    std::string_view{"cap_fen"},      std::string_view{"projects"},     std::string_view{"round"},
    std::string_view{"version"},      std::string_view{"latest"},       std::string_view{"papers"},
    std::string_view{"roll"},         std::string_view{"waiting"},      std::string_view{"days"},
    std::string_view{"due"},          std::string_view{"present"},      std::string_view{"begins_at_ms"},
    std::string_view{"seats"},        std::string_view{"objections"},   std::string_view{"seconded"},
    std::string_view{"from_ms"},      std::string_view{"earliest_day"},
};

constexpr std::array roll_names{
    JsonName<RollStanding>{"none", RollStanding::none},
    JsonName<RollStanding>{"credential", RollStanding::credential},
    JsonName<RollStanding>{"paper", RollStanding::paper},
};

constexpr std::array witness_fault_names{
    JsonName<WitnessFault>{"none", WitnessFault::none},
    JsonName<WitnessFault>{"unreachable", WitnessFault::unreachable},
    JsonName<WitnessFault>{"stranger", WitnessFault::stranger},
    JsonName<WitnessFault>{"refuses", WitnessFault::refuses},
};

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
    append_json_string(out, refusal_name(refusal->code));
    out += R"(,"field":)";
    append_json_string(out, refusal->field);
    out += R"(,"figures":)";
    append_list(out, refusal->figures, [&](const RefusalFigure& figure) {
        out += '[';
        append_json_string(out, figure.name);
        out += ',' + std::to_string(figure.value) + ']';
    });
    out += '}';
}

void append_standing(std::string& out, const RoundStanding& standing) {
    out += '{';
    out += R"("refusal":)";
    append_refusal(out, standing.refusal);
    out += R"(,"roll":)";
    append_json_string(out, json_name_of(roll_names, standing.roll));
    out += R"(,"round":)" + std::to_string(standing.round.raw()) + '}';
}

// Bounds of what a block may hold: of each list more than a portal can have, of each token more than a shell makes.
constexpr std::size_t figures_max = 16;
constexpr std::size_t name_bytes_max = 4 * name_code_points_max;
constexpr std::size_t token_bytes_max = 512;
constexpr std::size_t field_bytes_max = 512;

RefusalFigure read_figure(const JsonValue& pair) {
    RefusalFigure figure;
    std::size_t index = 0;
    for (const JsonValue item : pair.items(2, 2)) {
        if (index++ != 0) {
            figure.value = item.integer(-json_integer_max, json_integer_max);
            continue;
        }
        const std::string name = item.string(token_bytes_max);
        for (const std::string_view known : figure_names) {
            if (known == name) figure.name = known;
        }
        if (figure.name.empty()) item.fault("the name of a figure");
    }
    return figure;
}

Refusal read_refusal(const JsonValue& value) {
    Refusal refusal;
    const JsonValue code = value.field("code");
    const std::string name = code.string(token_bytes_max);
    for (const RefusalCode known : refusal_codes()) {
        if (refusal_name(known) == name) refusal.code = known;
    }
    if (refusal.code == RefusalCode{}) code.fault("the name of a refusal");
    refusal.field = value.field("field").string(field_bytes_max);
    for (const JsonValue pair : value.field("figures").items(0, figures_max)) {
        refusal.figures.push_back(read_figure(pair));
    }
    return refusal;
}

RoundStanding read_standing(const JsonValue& value) {
    RoundStanding standing;
    if (const JsonValue refusal = value.field("refusal"); !refusal.is_null()) standing.refusal = read_refusal(refusal);
    standing.roll = value.field("roll").one_of(roll_names);
    standing.round = value.field("round").id<RoundId>();
    return standing;
}

WitnessSeen read_witness(const JsonValue& value) {
    WitnessSeen seen;
    seen.at = value.field("at").unix_ms();
    seen.fault = value.field("fault").one_of(witness_fault_names);
    seen.size = value.field("size").integer<std::uint64_t>(0, json_integer_max);
    return seen;
}

Role read_role(const JsonValue& value) {
    const std::string name = value.string(token_bytes_max);
    for (const Role role : all_roles) {
        if (role_name(role) == name) return role;
    }
    value.fault("the name of a role");
    return Role::visitor;
}

record::Checkpoint read_checkpoint(const JsonValue& value) {
    const auto checkpoint = record::parse_checkpoint(value.string(token_bytes_max));
    if (checkpoint) return *checkpoint;
    value.fault("the three lines of a checkpoint");
    return {};
}

Locale read_locale(const JsonValue& value) {
    const auto locale = locale_from_tag(value.string(token_bytes_max));
    if (!locale) value.fault("zh-Hans, zh-Hant or en");
    return locale.value_or(Locale::zh_hans);
}

}  // namespace

std::string write_viewer(const Viewer& viewer, const Live& live, Locale locale, UnixMs now) {
    std::string out = R"({"checkpoint":)";
    append_json_string(out, record::write_checkpoint(live.checkpoint));
    out += R"(,"csrf":)";
    append_json_string(out, viewer.csrf);
    out += R"(,"id":)" + std::to_string(viewer.id.raw()) + R"(,"locale":)";
    append_json_string(out, locale_tag(locale).view());
    out += R"(,"name":)";
    append_json_string(out, viewer.name);
    out += R"(,"now":)" + std::to_string(now.ms) + R"(,"order_seed":)" + std::to_string(viewer.order_seed);
    if (viewer.owners_due) {
        const OwnersDue& due = *viewer.owners_due;
        out += R"(,"owners_due":{"area":)" + std::to_string(due.area) + R"(,"heads":)" + std::to_string(due.heads);
        out += R"(,"households":)" + std::to_string(due.households) + R"(,"units":)" + std::to_string(due.units) + '}';
    }
    if (viewer.residents_due) {
        const ResidentsDue& due = *viewer.residents_due;
        out += R"(,"residents_due":{"heads":)" + std::to_string(due.heads);
        out += R"(,"households":)" + std::to_string(due.households) + '}';
    }
    out += R"(,"role":)";
    append_json_string(out, role_name(viewer.role));
    if (viewer.is_shared_device) out += R"(,"shared":true)";
    out += R"(,"standings":)";
    append_list(out, viewer.standings, [&](const RoundStanding& standing) { append_standing(out, standing); });
    if (!live.witnesses.empty()) {
        out += R"(,"witnesses":)";
        append_list(out, live.witnesses, [&](const WitnessSeen& seen) {
            out += R"({"at":)" + std::to_string(seen.at.ms) + R"(,"fault":)";
            append_json_string(out, json_name_of(witness_fault_names, seen.fault));
            out += R"(,"size":)" + std::to_string(seen.size) + '}';
        });
    }
    out += '}';
    return out;
}

Expected<ViewerBlock, ParseError> parse_viewer(std::string_view text) {
    JsonReader reader{text, viewer_block_bytes_max};
    const JsonValue root = reader.root();
    ViewerBlock block;
    block.live.checkpoint = read_checkpoint(root.field("checkpoint"));
    block.viewer.csrf = root.field("csrf").string(token_bytes_max);
    block.viewer.id = ResidentId{root.field("id").integer<std::uint64_t>(0, json_integer_max)};
    block.locale = read_locale(root.field("locale"));
    block.viewer.name = root.field("name").string(name_bytes_max);
    block.now = root.field("now").unix_ms();
    block.viewer.order_seed = root.field("order_seed").integer<std::uint64_t>(0, json_integer_max);
    if (const auto due = root.optional_field("owners_due")) {
        OwnersDue read;
        read.area = due->field("area").integer(0, counted_max);
        read.heads = due->field("heads").integer(0, counted_max);
        read.households = due->field("households").integer(0, counted_max);
        read.units = due->field("units").integer(0, counted_max);
        block.viewer.owners_due = read;
    }
    if (const auto due = root.optional_field("residents_due")) {
        ResidentsDue read;
        read.heads = due->field("heads").integer(0, counted_max);
        read.households = due->field("households").integer(0, counted_max);
        block.viewer.residents_due = read;
    }
    block.viewer.role = read_role(root.field("role"));
    if (const auto shared = root.optional_field("shared")) block.viewer.is_shared_device = shared->boolean();
    for (const JsonValue standing : root.field("standings").items(0, rounds_max)) {
        block.viewer.standings.push_back(read_standing(standing));
    }
    if (const auto witnesses = root.optional_field("witnesses")) {
        for (const JsonValue witness : witnesses->items(1, portal::witnesses_max)) {
            block.live.witnesses.push_back(read_witness(witness));
        }
    }
    return reader.finish(std::move(block));
}

}  // namespace gongyi::pages
