#include "shared/portal/entry_json.h"

#include "shared/base/match.h"
#include "shared/decision/json.h"
#include "shared/microproject/json.h"
#include "shared/record/entry.h"
#include "shared/record/key_change.h"

namespace gongyi::portal {

namespace {

constexpr std::array roles{
    JsonName<Role>{"council", Role::council}, JsonName<Role>{"resident", Role::resident},
    JsonName<Role>{"staff", Role::staff},     JsonName<Role>{"supervisor", Role::supervisor},
    JsonName<Role>{"system", Role::system},
};

JsonTextLimits name_limits() {
    return {1, name_code_points_max, /*allow_line_breaks=*/false};
}

Community read_community(const JsonValue& value) {
    Community read;
    read.council_seats = value.field("council_seats").integer(0, 1'000);
    read.district = value.field("district").text(name_limits());
    read.households = value.field("households").integer(0, households_max);
    read.name = value.field("name").text(name_limits());
    const JsonValue slug = value.field("slug");
    read.slug = slug.string(slug_bytes_max);
    if (!is_slug(read.slug)) slug.fault("1 to 40 of a-z, 0-9 and -");
    read.subdistrict = value.field("subdistrict").text(name_limits());
    read.year_cap = value.field("year_cap_fen").money();
    read.zone.offset_minutes = value.field("zone_offset_minutes").integer<int>(-720, 840);
    return read;
}

void write_community(JsonWriter& json, const Community& community) {
    json.begin_object().key("council_seats").integer(community.council_seats);
    json.key("district").string(community.district).key("households").integer(community.households);
    json.key("name").string(community.name).key("slug").string(community.slug);
    json.key("subdistrict").string(community.subdistrict).key("year_cap_fen").integer(community.year_cap.fen);
    json.key("zone_offset_minutes").integer(community.zone.offset_minutes).end_object();
}

void write_round_id(JsonWriter& json, RoundId id) {
    json.key("round").integer(static_cast<std::int64_t>(id.raw()));
}

// The value of "data".
void write_data(JsonWriter& json, const Event& event, int version) {
    std::visit(Match{
                   [&](const CommunityFounded& e) { write_community(json, e.community); },
                   [&](const RoundDrafted& e) { write_drafted_round(json, e.round); },
                   [&](const ProjectAdded& e) {
                       json.begin_object().key("project");
                       write_project(json, e.project);
                       write_round_id(json, e.round);
                       json.end_object();
                   },
                   [&](const VotingOpened& e) {
                       json.begin_object();
                       if (e.ballot_key) json.key("ballot_key").string(to_hex(*e.ballot_key));
                       if (e.batch_min != 0) json.key("batch_min").integer(e.batch_min);
                       if (!e.reason.empty()) json.key("reason").string(e.reason);
                       write_round_id(json, e.round);
                       json.end_object();
                   },
                   [&](const VotingClosed& e) {
                       json.begin_object().key("ballot_count").integer(e.ballot_count);
                       if (e.issued) json.key("credentials_issued").integer(e.issued->credentials);
                       write_paper_account(json, e.papers);
                       if (e.issued) json.key("papers_issued").integer(e.issued->papers);
                       json.key("reason").string(e.reason);
                       write_round_id(json, e.round);
                       json.end_object();
                   },
                   [&](const BallotsOpened& e) {
                       json.begin_object().key("ballots").begin_array();
                       for (const OpenedBallot& ballot : e.ballots) write_opened_ballot(json, ballot);
                       for (const OpenedCast& cast : e.casts) write_opened_cast(json, cast);
                       json.end_array();
                       write_round_id(json, e.round);
                       json.end_object();
                   },
                   [&](const RoundTallied& e) {
                       json.begin_object().key("outcomes").begin_array();
                       for (const RuleOutcome& outcome : e.outcomes) write_rule_outcome(json, outcome);
                       json.end_array();
                       write_round_id(json, e.round);
                       json.end_object();
                   },
                   [&](const RecordKeyAnnounced& e) {
                       json.begin_object().key("endorsement").string(e.endorsement).key("key").string(e.key);
                       json.key("previous").string(e.previous).end_object();
                   },
                   [&](const decision::Event& e) { decision::write_event(json, e, version); },
                   [&](const ProgramAnnounced& e) {
                       json.begin_object().key("core_sha256").string(to_hex(e.program.core));
                       json.key("files_sha256").string(to_hex(e.program.files)).end_object();
                   },
                   [&](const RecordRestored& e) {
                       json.begin_object().key("former_root").string(to_hex(e.former_root));
                       json.key("former_size").integer(static_cast<std::int64_t>(e.former_size));
                       json.key("reason").string(e.reason).end_object();
                   },
                   [&](const WitnessesNamed& e) {
                       json.begin_object().key("quorum").integer(e.policy.quorum).key("witnesses").begin_array();
                       for (const record::WitnessKey& witness : e.policy.witnesses) json.string(witness.to_text());
                       json.end_array().end_object();
                   },
                   [&](const BallotsCommitted& e) {
                       json.begin_object().key("commitments").begin_array();
                       for (const Hash& commitment : e.commitments) json.string(to_hex(commitment));
                       json.end_array();
                       write_round_id(json, e.round);
                       json.end_object();
                   },
                   [&](const SheetsRegistered& e) {
                       json.begin_object().key("first").integer(e.sheets.first).key("last").integer(e.sheets.last);
                       json.key("place").string(e.sheets.place);
                       write_round_id(json, e.round);
                       json.key("series").string(e.sheets.series).end_object();
                   },
                   [&](const JournalHeadPublished& e) {
                       json.begin_object().key("head").string(to_hex(e.head.hash));
                       json.key("lines").integer(e.head.lines).end_object();
                   },
                   [&](const RoundKeyPublished& e) {
                       json.begin_object().key("private_key").string(e.private_key);
                       write_round_id(json, e.round);
                       json.end_object();
                   },
               },
               event);
}

RoundId read_round_id(const JsonValue& data) {
    return data.field("round").id<RoundId>();
}

using DataReader = Event (*)(const JsonValue& data);

// In the order of Event's alternatives but the last, as event_names() begin. The last, decision::Event, reads its own.
constexpr std::array<DataReader, std::variant_size_v<Event> - 1> data_readers{
    [](const JsonValue& data) -> Event { return CommunityFounded{read_community(data)}; },
    [](const JsonValue& data) -> Event { return RoundDrafted{read_drafted_round(data)}; },
    [](const JsonValue& data) -> Event {
        Project project = read_project(data.field("project"));
        return ProjectAdded{read_round_id(data), std::move(project)};
    },
    [](const JsonValue& data) -> Event {
        VotingOpened opened;
        if (const auto key = data.optional_field("ballot_key")) opened.ballot_key = key->hash();
        if (const auto least = data.optional_field("batch_min")) opened.batch_min = least->integer(1, batch_min_max);
        if (const auto reason = data.optional_field("reason")) {
            opened.reason = reason->text({1, reason_code_points_max, /*allow_line_breaks=*/true});
        }
        opened.round = read_round_id(data);
        return opened;
    },
    [](const JsonValue& data) -> Event {
        const std::int64_t ballot_count = data.field("ballot_count").integer(0, round_ballots_max);
        std::optional<VotesIssued> issued;
        if (const auto credentials = data.optional_field("credentials_issued")) {
            issued.emplace();
            issued->credentials = credentials->integer(0, round_ballots_max);
            issued->papers = data.field("papers_issued").integer(0, round_ballots_max);
        }
        std::string reason = data.field("reason").text({0, reason_code_points_max, /*allow_line_breaks=*/true});
        PaperAccount papers = read_paper_account(data);
        return VotingClosed{read_round_id(data), std::move(reason), ballot_count, issued, std::move(papers)};
    },
    [](const JsonValue& data) -> Event {
        BallotsOpened opened;
        const JsonItems ballots = data.field("ballots").items(1, ballots_per_entry_max);
        for (const JsonValue ballot : ballots) {
            const bool is_cast = ballot.optional_field("credential") || ballot.optional_field("paper");
            if (is_cast) {
                opened.casts.push_back(read_opened_cast(ballot));
            } else {
                opened.ballots.push_back(read_opened_ballot(ballot));
            }
        }
        if (!opened.casts.empty() && !opened.ballots.empty()) data.field("ballots").fault("ballots of one kind");
        opened.round = read_round_id(data);
        return opened;
    },
    [](const JsonValue& data) -> Event {
        RoundTallied tallied;
        for (const JsonValue outcome : data.field("outcomes").items(2, 2)) {
            tallied.outcomes.push_back(read_rule_outcome(outcome));
        }
        tallied.round = read_round_id(data);
        return tallied;
    },
    [](const JsonValue& data) -> Event {
        RecordKeyAnnounced announced;
        announced.endorsement = data.field("endorsement").string(record::endorsement_bytes_max);
        announced.key = data.field("key").string(record::key_text_bytes_max);
        announced.previous = data.field("previous").string(record::key_text_bytes_max);
        return announced;
    },
    [](const JsonValue& data) -> Event {
        Program program;
        program.core = data.field("core_sha256").hash();
        program.files = data.field("files_sha256").hash();
        return ProgramAnnounced{program};
    },
    [](const JsonValue& data) -> Event {
        WitnessPolicy policy;
        policy.quorum = data.field("quorum").integer(0, witnesses_max);
        for (const JsonValue witness : data.field("witnesses").items(0, witnesses_max)) {
            auto key = record::WitnessKey::parse(witness.string(record::key_text_bytes_max));
            if (!key) {
                witness.fault(key.error().want);
                break;
            }
            policy.witnesses.push_back(*std::move(key));
        }
        return WitnessesNamed{std::move(policy)};
    },
    [](const JsonValue& data) -> Event {
        BallotsCommitted committed;
        const JsonItems commitments = data.field("commitments").items(1, commitments_per_entry_max);
        committed.commitments.reserve(commitments.size());
        for (const JsonValue commitment : commitments) committed.commitments.push_back(commitment.hash());
        committed.round = read_round_id(data);
        return committed;
    },
    [](const JsonValue& data) -> Event {
        RoundKeyPublished published;
        const JsonValue key = data.field("private_key");
        published.private_key = to_hex(key.hash());
        published.round = read_round_id(data);
        return published;
    },
    [](const JsonValue& data) -> Event {
        RecordRestored restored;
        restored.former_root = data.field("former_root").hash();
        restored.former_size = static_cast<std::uint64_t>(data.field("former_size").integer(1, json_integer_max));
        restored.reason = data.field("reason").text({1, reason_code_points_max, /*allow_line_breaks=*/false});
        return restored;
    },
    [](const JsonValue& data) -> Event {
        JournalHeadPublished published;
        published.head.hash = data.field("head").hash();
        published.head.lines = data.field("lines").integer(1, json_integer_max);
        return published;
    },
    [](const JsonValue& data) -> Event {
        PaperSheets sheets = read_sheets(data);
        return SheetsRegistered{read_round_id(data), std::move(sheets)};
    },
};

Event read_data(const JsonValue& data, std::size_t type, int version) {
    if (type < data_readers.size()) return data_readers[type](data);
    return decision::read_event(data, type - data_readers.size(), version);
}

// The names with their places in event_names().
const std::vector<JsonName<std::size_t>>& event_types() {
    static const std::vector<JsonName<std::size_t>> types = [] {
        const auto names = event_names();
        std::vector<JsonName<std::size_t>> table;
        for (std::size_t i = 0; i < names.size(); ++i) table.push_back({names[i], i});
        return table;
    }();
    return types;
}

}  // namespace

std::string write_entry(const Entry& entry) {
    JsonWriter json;
    json.begin_object().key("at").integer(entry.at.ms).key("by").string(role_name(entry.by)).key("data");
    write_data(json, entry.event, entry.version);
    if (entry.desk != 0) json.key("desk").integer(entry.desk);
    if (entry.second_desk != 0) json.key("second_desk").integer(entry.second_desk);
    json.key("type").string(event_name(entry.event)).key("v").integer(entry.version).end_object();
    return json.take();
}

Expected<Entry, ParseError> parse_entry(std::string_view text) {
    JsonReader reader{text, record::entry_bytes_max};
    const JsonValue root = reader.root();
    Entry entry;
    entry.at = root.field("at").unix_ms();
    entry.by = root.field("by").one_of(roles);
    if (const auto desk = root.optional_field("desk")) entry.desk = desk->integer(1, desks_max);
    if (const auto second = root.optional_field("second_desk")) entry.second_desk = second->integer(1, desks_max);
    const std::size_t type = root.field("type").one_of(event_types());
    entry.version = root.field("v").integer<int>(1, entry_version);
    if (!reader.has_fault()) entry.event = read_data(root.field("data"), type, entry.version);
    auto read = reader.finish(std::move(entry));
    if (read && write_entry(*read) != text) return unexpected(ParseError{"", "canonical JSON (RFC 8785)"});
    return read;
}

std::string ballot_text(RoundId round, const Ballot& ballot) {
    JsonWriter json;
    json.begin_object().key("choices");
    write_choices(json, ballot.choices);
    if (!ballot.points.empty()) {
        json.key("points").begin_array();
        for (const std::int64_t points : ballot.points) json.integer(points);
        json.end_array();
    }
    json.key("round").integer(static_cast<std::int64_t>(round.raw())).end_object();
    return json.take();
}

Hash ballot_commitment(RoundId round, const OpenedBallot& opened) {
    return commit(opened.salt, ballot_text(round, opened.ballot));
}

}  // namespace gongyi::portal
