#include <algorithm>
#include <array>

#include "shared/base/json_canonical.h"
#include "shared/base/json_reader.h"
#include "shared/community/profile.h"

namespace gongyi {

namespace {

constexpr std::size_t command_name_bytes_max = 40;
constexpr std::size_t title_code_points_max = 60;
constexpr std::size_t source_code_points_max = 300;
constexpr std::int64_t days_max = 366;
constexpr std::int64_t seconds_max = 3'600;
constexpr std::int64_t turns_max = 10;

constexpr std::array states{
    JsonName<SourceState>{"confirmed", SourceState::confirmed},
    JsonName<SourceState>{"local", SourceState::local},
    JsonName<SourceState>{"unverified", SourceState::unverified},
};
constexpr std::array measures{
    JsonName<Measure>{"heads", Measure::heads},
    JsonName<Measure>{"households", Measure::households},
    JsonName<Measure>{"units", Measure::units},
    JsonName<Measure>{"area", Measure::area},
};
constexpr std::array bases{
    JsonName<Base>{"due", Base::due},
    JsonName<Base>{"present", Base::present},
    JsonName<Base>{"cast", Base::cast},
};
constexpr std::array comparisons{
    JsonName<Comparison>{">", Comparison::more_than},
    JsonName<Comparison>{">=", Comparison::at_least},
};
constexpr std::array abstentions{
    JsonName<Abstention>{"counts_as_no", Abstention::counts_as_no},
    JsonName<Abstention>{"ignored", Abstention::ignored},
};
constexpr std::array ties{
    JsonName<TieRule>{"fails", TieRule::fails},
    JsonName<TieRule>{"fraction_decides", TieRule::fraction_decides},
};
constexpr std::array units{
    JsonName<DayUnit>{"calendar", DayUnit::calendar},
    JsonName<DayUnit>{"working", DayUnit::working},
};
constexpr std::array gate_kinds{
    JsonName<GateKind>{"deliberation", GateKind::deliberation},
    JsonName<GateKind>{"disclosure", GateKind::disclosure},
    JsonName<GateKind>{"implementation", GateKind::implementation},
};
constexpr std::array objection_forms{
    JsonName<ObjectionForm>{"written", ObjectionForm::written},
    JsonName<ObjectionForm>{"online", ObjectionForm::online},
    JsonName<ObjectionForm>{"both", ObjectionForm::both},
};
constexpr std::array per{
    JsonName<OnePer>{"person", OnePer::person},
    JsonName<OnePer>{"household", OnePer::household},
    JsonName<OnePer>{"unit", OnePer::unit},
};
constexpr std::array classes{
    JsonName<ResidentClass>{"hukou", ResidentClass::hukou},
    JsonName<ResidentClass>{"non_hukou", ResidentClass::non_hukou},
    JsonName<ResidentClass>{"hong_kong_macau", ResidentClass::hong_kong_macau},
    JsonName<ResidentClass>{"works_here", ResidentClass::works_here},
};
constexpr std::array frequencies{
    JsonName<Frequency>{"at_once", Frequency::at_once},     JsonName<Frequency>{"monthly", Frequency::monthly},
    JsonName<Frequency>{"quarterly", Frequency::quarterly}, JsonName<Frequency>{"half_yearly", Frequency::half_yearly},
    JsonName<Frequency>{"yearly", Frequency::yearly},
};

// ---- Pieces ----

bool is_word(std::string_view text, bool with_dots) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [with_dots](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || (with_dots && c == '.');
    });
}

// The name of a form, a gate or a document.
std::string read_word(const JsonValue& value) {
    std::string word = value.string(profile_id_bytes_max);
    if (!is_word(word, /*with_dots=*/false)) value.fault("a word of a-z, 0-9 and _");
    return word;
}

std::string read_line(const JsonValue& value, std::size_t code_points_max) {
    return value.text({1, code_points_max, /*allow_line_breaks=*/false});
}

std::string read_source(const JsonValue& object) {
    return read_line(object.field("source"), source_code_points_max);
}

Title read_title(const JsonValue& value) {
    Title read;
    read.zh_hans = read_line(value.field("zh-Hans"), title_code_points_max);
    read.zh_hant = read_line(value.field("zh-Hant"), title_code_points_max);
    read.en = read_line(value.field("en"), title_code_points_max);
    return read;
}

BodyKind read_body(const JsonValue& value) {
    const std::string name = value.string(profile_id_bytes_max);
    std::string want = "a body that the portal knows: ";
    for (const BodyKind kind : all_body_kinds) {
        if (body_kind_name(kind) == name) return kind;
        if (kind != all_body_kinds.front()) want += ", ";
        want += body_kind_name(kind);
    }
    value.fault(want);
    return BodyKind::council;
}

std::optional<Date> read_optional_date(const JsonValue& value) {
    if (value.is_null()) return std::nullopt;
    return value.date();
}

DayRule read_days(const JsonValue& value) {
    DayRule read;
    read.period.days = value.field("days").integer(1, days_max);
    read.period.unit = value.field("unit").one_of(units);
    if (const auto rolls = value.optional_field("roll_over_holiday")) read.period.rolls_over_holiday = rolls->boolean();
    read.source = read_source(value);
    return read;
}

// ---- Meetings ----

ShareRule read_share(const JsonValue& value) {
    ShareRule read;
    read.measure = value.field("of").one_of(measures);
    read.base = value.field("base").one_of(bases);
    read.comparison = value.field("op").one_of(comparisons);
    read.numerator = value.field("num").integer(1, fraction_max);
    read.denominator = value.field("den").integer(1, fraction_max);
    read.source = read_source(value);
    if (read.numerator > read.denominator) {
        value.field("num").fault("a fraction of at most 1: more than everybody can never be reached");
    } else if (read.numerator == read.denominator && read.comparison == Comparison::more_than) {
        value.field("op").fault(">= with a whole: more than everybody can never be reached");
    }
    return read;
}

std::vector<ShareRule> read_shares(const JsonValue& list, std::size_t count_min) {
    std::vector<ShareRule> read;
    for (const JsonValue item : list.items(count_min, all_measures.size())) {
        const ShareRule share = read_share(item);
        const bool is_repeated = std::any_of(
            read.begin(), read.end(), [&share](const ShareRule& other) { return other.measure == share.measure; });
        if (is_repeated) item.field("of").fault("something that is not counted yet: each stands once");
        read.push_back(share);
    }
    return read;
}

MeetingForm read_form(const JsonValue& value, SourceState state_of_profile) {
    MeetingForm read;
    read.id = read_word(value.field("id"));
    read.title = read_title(value.field("title"));
    const auto state = value.optional_field("state");
    read.state = state ? state->one_of(states) : state_of_profile;
    read.quorum = read_shares(value.field("quorum"), 0);
    for (const JsonValue item : value.field("quorum").items(0, all_measures.size())) {
        const JsonValue base = item.field("base");
        if (base.one_of(bases) != Base::due) base.fault("due: a quorum is a share of all who are due");
    }
    read.majority = read_shares(value.field("majority"), 1);
    read.abstention = value.field("abstain").one_of(abstentions);
    read.tie = value.field("tie").one_of(ties);
    for (const JsonValue item : value.field("majority").items(1, all_measures.size())) {
        const JsonValue base = item.field("base");
        const bool is_of_cast = base.one_of(bases) == Base::cast;
        if (is_of_cast != (read.abstention == Abstention::ignored)) {
            base.fault("cast where abstentions are ignored, due or present where they count as no");
        }
    }
    if (const auto convening = value.optional_field("convening")) read.convening = read_days(*convening);
    if (const auto seconders = value.optional_field("seconders")) {
        read.seconders = SecondRule{seconders->field("count").integer(1, seconders_max), read_source(*seconders)};
    }
    return read;
}

// ---- Gates ----

struct ReadGate {
    Gate gate;
    std::string after;  // Empty for the first.
};

ReadGate read_gate(const JsonValue& value, const std::vector<MeetingForm>& forms) {
    ReadGate read;
    Gate& gate = read.gate;
    gate.id = read_word(value.field("id"));
    gate.kind = value.field("kind").one_of(gate_kinds);
    gate.title = read_title(value.field("title"));
    gate.body = read_body(value.field("body"));
    for (const JsonValue item : value.field("documents").items(0, profile_list_max)) {
        gate.documents.push_back(read_word(item));
    }
    gate.source = read_source(value);
    if (const auto after = value.optional_field("after")) read.after = read_word(*after);

    const auto form = value.optional_field("form");
    if (form) gate.form = read_word(*form);
    const auto notice = value.optional_field("notice");
    if (notice) gate.notice = read_days(*notice);
    const bool is_known =
        std::any_of(forms.begin(), forms.end(), [&gate](const MeetingForm& known) { return known.id == gate.form; });
    if (gate.kind == GateKind::deliberation) {
        if (!form) value.fault("a deliberation with the form in which its body meets");
        if (form && !is_known) form->fault("the id of one of the forms");
    } else if (form) {
        form->fault("no form: nobody meets here");
    }
    if (gate.kind == GateKind::disclosure && !notice) value.fault("a disclosure with the days that its notice hangs");
    if (gate.kind != GateKind::disclosure && notice) notice->fault("no notice: this is no disclosure");
    return read;
}

const ReadGate* find_gate(const std::vector<ReadGate>& gates, std::string_view id) {
    for (const ReadGate& one : gates) {
        if (one.gate.id == id) return &one;
    }
    return nullptr;
}

// Whether the gates behind which `gate` stands lead back to it.
bool is_in_circle(const std::vector<ReadGate>& gates, const ReadGate& gate) {
    const ReadGate* at = find_gate(gates, gate.after);
    for (std::size_t steps = 0; at != nullptr && steps < gates.size(); ++steps) {
        if (at == &gate) return true;
        at = find_gate(gates, at->after);
    }
    return false;
}

// The gates in the order in which they open. The order in the file does not matter.
std::vector<Gate> read_gates(const JsonValue& list, const std::vector<MeetingForm>& forms) {
    std::vector<ReadGate> read;
    for (const JsonValue item : list.items(1, profile_gates_max)) {
        ReadGate gate = read_gate(item, forms);
        if (find_gate(read, gate.gate.id) != nullptr) item.field("id").fault("an id that no other gate has");
        read.push_back(std::move(gate));
    }
    std::size_t index = 0;
    for (const JsonValue item : list.items(1, profile_gates_max)) {
        const ReadGate& gate = read[index];
        const bool is_doubled = std::any_of(read.begin(), read.begin() + static_cast<std::ptrdiff_t>(index),
                                            [&gate](const ReadGate& other) { return other.after == gate.after; });
        const auto after = item.optional_field("after");
        if (!after) {
            if (is_doubled) item.fault("a gate with \"after\": only one gate is the first");
        } else if (find_gate(read, gate.after) == nullptr) {
            after->fault("the id of another gate");
        } else if (is_in_circle(read, gate)) {
            after->fault("a gate that does not come after this one: the gates go in a circle");
        } else if (is_doubled) {
            after->fault("a gate that no other gate follows");
        }
        ++index;
    }
    std::vector<Gate> ordered;
    std::string after;
    while (ordered.size() < read.size()) {
        const auto next =
            std::find_if(read.begin(), read.end(), [&after](const ReadGate& one) { return one.after == after; });
        if (next == read.end()) {  // A fault is named already; what refers to the gates is no further one.
            ordered.clear();
            for (const ReadGate& one : read) ordered.push_back(one.gate);
            break;
        }
        ordered.push_back(next->gate);
        after = next->gate.id;
    }
    return ordered;
}

// ---- The other parts ----

Electorate read_electorate_of(const JsonValue& value, OnePer& one_per) {
    static constexpr std::array judged{JsonName<bool>{"ballot_day", true}};
    Electorate read;
    read.age_years_min = value.field("age_years_min").integer<int>(0, 100);
    static_cast<void>(value.field("judged_on").one_of(judged));
    read.residence_months_min = value.field("residence_months_min").integer<int>(0, 600);
    one_per = value.field("one_per").one_of(per);
    std::array<bool, classes.size()> includes{};
    for (const JsonValue item : value.field("classes").items(1, classes.size())) {
        const auto index = static_cast<std::size_t>(item.one_of(classes));
        if (includes[index]) item.fault("a class that is not named yet");
        includes[index] = true;
    }
    if (!includes[static_cast<std::size_t>(ResidentClass::hukou)]) {
        value.field("classes").fault("a list with hukou: those registered here always belong");
    }
    read.includes_non_hukou = includes[static_cast<std::size_t>(ResidentClass::non_hukou)];
    read.includes_hong_kong_macau = includes[static_cast<std::size_t>(ResidentClass::hong_kong_macau)];
    read.includes_works_here = includes[static_cast<std::size_t>(ResidentClass::works_here)];
    return read;
}

ObjectionRule read_objection(const JsonValue& value, const std::vector<Gate>& gates) {
    ObjectionRule read;
    read.form = value.field("form").one_of(objection_forms);
    read.reply_days = value.field("reply_days").integer(1, days_max);
    read.blocks_next_gate = value.field("blocks_next_gate").boolean();
    for (const JsonValue item : value.field("escalation").items(0, profile_list_max)) {
        read.escalation.push_back(read_body(item));
    }
    read.source = read_source(value);
    const auto returns_to = value.optional_field("upheld_returns_to");
    if (returns_to) read.upheld_returns_to = read_word(*returns_to);
    const bool is_deliberation = std::any_of(gates.begin(), gates.end(), [&read](const Gate& gate) {
        return gate.id == read.upheld_returns_to && gate.kind == GateKind::deliberation;
    });
    if (!gates.empty() && !returns_to) value.fault("upheld_returns_to: the gate to which an upheld objection returns");
    if (returns_to && !is_deliberation) returns_to->fault("the id of a gate at which is deliberated");
    return read;
}

SpeakingRule read_speaking(const JsonValue& value) {
    SpeakingRule read;
    read.seconds_per_turn = value.field("seconds_per_turn").integer(1, seconds_max);
    read.turns_per_motion = value.field("turns_per_motion").integer(1, turns_max);
    read.alternates_sides = value.field("alternate_sides").boolean();
    read.source = read_source(value);
    return read;
}

BudgetRule read_budget(const JsonValue& value) {
    BudgetRule read;
    read.year_cap = value.field("year_cap_fen").money();
    read.works_cap = value.field("works_cap_fen").money();
    read.goods_cap = value.field("goods_cap_fen").money();
    read.services_cap = value.field("services_cap_fen").money();
    read.source = read_source(value);
    return read;
}

BallotBatchRule read_ballots(const JsonValue& value) {
    BallotBatchRule read;
    read.batch_min = value.field("batch_min").integer(profile_batch_least, profile_batch_most);
    read.state = value.field("state").one_of(states);
    read.source = read_source(value);
    return read;
}

VoiceRule read_voices(const JsonValue& value) {
    const auto count = [&value](std::string_view name) { return value.field(name).integer(1, profile_voice_most); };
    VoiceRule read;
    read.matters_a_day = count("matters_a_day");
    read.matters_open = count("matters_open");
    read.objections_a_notice = count("objections_a_notice");
    read.opinions_a_day = count("opinions_a_day");
    read.opinions_a_matter = count("opinions_a_matter");
    read.source = read_source(value);
    read.state = value.field("state").one_of(states);
    return read;
}

MajorRule read_major(const JsonValue& value) {
    MajorRule read;
    for (const JsonValue item : value.field("checklist").items(1, profile_list_max)) {
        read.checklist.push_back(read_title(item));
    }
    if (const auto amount = value.optional_field("amount_fen")) read.amount = amount->money();
    read.source = read_source(value);
    return read;
}

DisclosureRule read_disclosure(const JsonValue& value) {
    DisclosureRule read;
    read.ordinary = value.field("ordinary").one_of(frequencies);
    read.finance = value.field("finance").one_of(frequencies);
    read.major = value.field("major").one_of(frequencies);
    read.check_by = read_body(value.field("check_by"));
    return read;
}

std::vector<std::string> read_two_people(const JsonValue& value) {
    std::vector<std::string> read;
    for (const JsonValue item : value.items(1, profile_list_max)) {
        std::string name = item.string(command_name_bytes_max);
        const bool is_name = !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
            return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
        });
        if (!is_name) item.fault("the name of a command");
        read.push_back(std::move(name));
    }
    return read;
}

RuleProfile read_profile(const JsonValue& root) {
    RuleProfile read;
    const JsonValue id = root.field("id");
    read.id = id.string(profile_id_bytes_max);
    if (!is_word(read.id, /*with_dots=*/true)) id.fault("an id of a-z, 0-9, _ and dots");
    read.title = read_title(root.field("title"));
    read.source = read_source(root);
    read.state = root.field("state").one_of(states);
    read.valid_from = read_optional_date(root.field("valid_from"));
    read.valid_to = read_optional_date(root.field("valid_to"));
    if (read.valid_from && read.valid_to && *read.valid_to < *read.valid_from) {
        root.field("valid_to").fault("a day that is not before valid_from");
    }
    for (const JsonValue item : root.field("forms").items(1, profile_forms_max)) {
        MeetingForm form = read_form(item, read.state);
        if (find_form(read, form.id) != nullptr) item.field("id").fault("an id that no other form has");
        read.forms.push_back(std::move(form));
    }
    if (const auto gates = root.optional_field("gates")) read.gates = read_gates(*gates, read.forms);
    if (const auto value = root.optional_field("electorate")) {
        read.electorate = read_electorate_of(*value, read.one_per);
    }
    if (const auto value = root.optional_field("notice")) read.notice = read_days(*value);
    if (const auto value = root.optional_field("objection")) read.objection = read_objection(*value, read.gates);
    if (const auto value = root.optional_field("speaking")) read.speaking = read_speaking(*value);
    if (const auto value = root.optional_field("budget")) read.budget = read_budget(*value);
    if (const auto value = root.optional_field("ballots")) read.ballots = read_ballots(*value);
    if (const auto value = root.optional_field("voices")) read.voices = read_voices(*value);
    if (const auto value = root.optional_field("major")) read.major = read_major(*value);
    if (const auto value = root.optional_field("disclosure")) read.disclosure = read_disclosure(*value);
    if (const auto value = root.optional_field("two_people")) read.two_people = read_two_people(*value);
    return read;
}

}  // namespace

Expected<RuleProfile, std::vector<ParseError>> parse_profile(std::string_view text, InputRules rules) {
    JsonReader reader{text, profile_bytes_max, JsonFaults::all, rules};
    auto read = reader.finish_all(read_profile(reader.root()));
    if (read) read->text = canonicalize(text, profile_bytes_max).value();
    return read;
}

}  // namespace gongyi
