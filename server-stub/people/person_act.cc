#include "server-stub/people/person_act.h"

#include <algorithm>
#include <array>

#include "server-stub/accounts/claim_code.h"
#include "server-stub/second_person/pending_command.h"
#include "server-stub/store/row_text.h"
#include "shared/base/json_reader.h"
#include "shared/base/json_writer.h"

namespace gongyi::server {

namespace {

constexpr std::array<std::string_view, 6> names{"appoint",   "suspend", "restore",
                                                "move_away", "correct", "renew_letter"};
constexpr std::size_t act_bytes_max = 4'096;
constexpr std::size_t field_bytes_max = 800;

Deed journal_deed(const PersonAct& act) {
    switch (act.deed) {
        case PersonDeed::appoint:
            return act.role == Role::resident ? Deed::person_dismissed : Deed::person_appointed;
        case PersonDeed::suspend:
            return Deed::person_suspended;
        case PersonDeed::restore:
            return Deed::person_restored;
        case PersonDeed::move_away:
            return Deed::person_moved_away;
        case PersonDeed::correct:
            return Deed::person_corrected;
        case PersonDeed::renew_letter:
            break;
    }
    return Deed::claim_code_renewed;
}

}  // namespace

std::string_view person_deed_name(PersonDeed deed) {
    return names.at(static_cast<std::size_t>(deed));
}

std::optional<PersonDeed> person_deed_from(std::string_view name) {
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) return std::nullopt;
    return static_cast<PersonDeed>(found - names.begin());
}

bool may_change(PersonDeed deed, Role role) {
    if (role == Role::supervisor) return false;
    return deed != PersonDeed::renew_letter || role != Role::staff;
}

std::string write_person_act(const PersonAct& act) {
    JsonWriter json;
    json.begin_object();
    const bool is_correction = act.deed == PersonDeed::correct;
    if (is_correction) json.key("born").string(to_iso(act.born)).key("class").string(class_word(act.resident_class));
    json.key("deed").string(person_deed_name(act.deed));
    if (is_correction) json.key("household").string(act.household).key("name").string(act.name);
    json.key("person").integer(static_cast<std::int64_t>(act.person.raw()));
    if (is_correction) json.key("resident_since").string(to_iso(act.resident_since));
    json.key("role").string(role_name(act.role)).end_object();
    return json.take();
}

std::optional<PersonAct> read_person_act(std::string_view body) {
    JsonReader reader{body, act_bytes_max};
    const JsonValue root = reader.root();
    PersonAct read;
    const auto deed = person_deed_from(root.field("deed").string(field_bytes_max));
    const auto role = role_from_word(root.field("role").string(field_bytes_max));
    read.person = root.field("person").id<ResidentId>();
    std::optional<ResidentClass> resident_class = ResidentClass::hukou;
    if (deed == PersonDeed::correct) {
        read.born = root.field("born").date();
        resident_class = class_from_word(root.field("class").string(field_bytes_max));
        read.household = root.field("household").string(field_bytes_max);
        read.name = root.field("name").string(field_bytes_max);
        read.resident_since = root.field("resident_since").date();
    }
    if (!deed || !role || !resident_class) return std::nullopt;
    read.deed = *deed;
    read.role = *role;
    read.resident_class = *resident_class;
    auto finished = reader.finish(std::move(read));
    return finished ? std::optional{std::move(*finished)} : std::nullopt;
}

std::string corrected_fields(const PersonAct& act, const Person& person) {
    std::string fields;
    const auto add = [&](bool differs, std::string_view name) {
        if (!differs) return;
        if (!fields.empty()) fields += ' ';
        fields += name;
    };
    add(act.name != person.name, "name");
    add(act.household != person.household, "household");
    add(act.born != person.facts.born, "born");
    add(act.resident_since != person.facts.resident_since, "resident_since");
    add(act.resident_class != person.facts.resident_class, "class");
    return fields;
}

PersonChange new_letter(const Person& person, const Directory& directory, const ServerKey& key) {
    PersonChange change{.person = person};
    change.line.deed = Deed::claim_code_renewed;
    change.line.people = {person.id};
    change.letter_code = random_claim_code();
    change.account = Account{};
    change.account->person = person.id;
    change.account->claim_code_hash = claim_code_hash(key, change.letter_code);
    for (const Session& session : directory.sessions_of(person.id, UnixMs{}))
        change.ended_sessions.push_back(session.token_hash);
    return change;
}

std::optional<PersonChange> change_of(const PersonAct& act, const Directory& directory, const ServerKey& key) {
    auto person = directory.find_person(act.person);
    // Staff do not choose who watches them, nor take an office's account over: that is the operator's.
    if (!person || !may_change(act.deed, person->role)) return std::nullopt;
    PersonChange change{.person = *person};
    change.line.deed = journal_deed(act);
    change.line.people = {act.person};
    const auto end_sessions = [&] {
        for (const Session& session : directory.sessions_of(act.person, UnixMs{})) {
            change.ended_sessions.push_back(session.token_hash);
        }
    };
    switch (act.deed) {
        case PersonDeed::appoint:
            if (person->role == act.role) return std::nullopt;
            change.person.role = act.role;
            change.line.detail = role_name(act.role);
            break;
        case PersonDeed::suspend:
            if (person->standing != PersonStanding::here) return std::nullopt;
            change.person.standing = PersonStanding::suspended;
            end_sessions();
            break;
        case PersonDeed::restore:
            if (person->standing == PersonStanding::here) return std::nullopt;
            change.person.standing = PersonStanding::here;
            break;
        case PersonDeed::move_away:
            if (person->standing == PersonStanding::moved_away) return std::nullopt;
            change.person.standing = PersonStanding::moved_away;
            end_sessions();
            break;
        case PersonDeed::correct:
            change.line.detail = corrected_fields(act, *person);
            if (change.line.detail.empty()) return std::nullopt;
            change.person.name = act.name;
            change.person.household = act.household;
            change.person.facts = {act.born, act.resident_since, act.resident_class};
            break;
        case PersonDeed::renew_letter:
            return new_letter(*person, directory, key);
    }
    return change;
}

pages::PendingView view_pending_person(const PendingAct& act, const Directory& directory, ResidentId reader) {
    pages::PendingView view = view_waiting(act, directory, reader);
    view.kind = pages::PendingKind::person;
    const auto asked = read_person_act(act.body);
    if (!asked) return view;
    view.deed = person_deed_name(asked->deed);
    const auto person = directory.find_person(asked->person);
    view.name = person ? person->name : std::to_string(asked->person.raw());
    view.household = person ? person->household : std::string{};
    view.role = asked->role;
    if (asked->deed == PersonDeed::correct && person) {
        view.detail = asked->name + "，" + asked->household + "，" + to_iso(asked->born) + "，" +
                      to_iso(asked->resident_since) + "，" + std::string{class_word(asked->resident_class)};
    }
    return view;
}

}  // namespace gongyi::server
