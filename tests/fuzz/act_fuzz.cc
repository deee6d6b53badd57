// Goal: whatever is posted to /act is refused or decided; nothing that a form can hold stops the portal, and what is
// decided can be written into the record.
// Method: the first byte chooses who asks, the second the command (shared/decision/commands.h; one beyond: as the form
// says), the rest is the body as the server gets it. What a form says, the JSON of the command says too, and a form
// written from the command again. It is decided on a community in which much is under way; each event that follows is
// applicable, is read from its entry as it was written, and is applied. In a fuzz build forms are also put together
// from the fields of all commands (command_fields.h).
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "server-stub/http/request.h"
#include "shared/base/check.h"
#include "shared/base/random.h"
#include "shared/decision/decide.h"
#include "shared/pages/command_reader.h"
#include "shared/portal/command_json.h"
#include "shared/portal/entry_json.h"
#include "tests/fuzz/command_fields.h"
#include "tests/fuzz/lively_community.h"

namespace {

using namespace gongyi;

constexpr std::array askers{Role::resident, Role::council, Role::staff, Role::supervisor};

// The letters and digits make printable seeds.
std::size_t chosen(std::uint8_t byte, std::size_t count) {
    return static_cast<std::size_t>(byte + 256U - '0') % count;
}

void decide_on_community(const decision::Command& command, Role role) {
    const test::LivelyCommunity& community = test::lively_community();
    portal::Context context{test::somebody_with(role), role, community.now, {}};
    context.facts.person = test::adult;
    context.facts.text_seed = sha256("seed");
    const auto decision = portal::decide(community.harness.state, command, context);
    if (!decision) {
        GONGYI_CHECK(!refusal_name(decision.error().code).empty());
        return;
    }
    portal::State state = community.harness.state;
    for (const portal::Event& event : decision->events) {
        const portal::Entry entry{portal::entry_time(state, community.now), role, event};
        const std::string bytes = portal::write_entry(entry);
        const auto read = portal::parse_entry(bytes);
        GONGYI_CHECK(read.has_value() && portal::write_entry(*read) == bytes);
        const auto* const decided = std::get_if<decision::Event>(&event);
        GONGYI_CHECK(decided != nullptr && decision::check_applicable(state.decisions, *decided).has_value());
        portal::apply_event(state, entry);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 2) return 0;
    const auto form = server::parse_form({reinterpret_cast<const char*>(data) + 2, size - 2});
    if (!form) return 0;
    std::vector<pages::FilledField> filled;
    const std::size_t kind = chosen(data[1], decision::command_kinds + 1);
    if (kind < decision::command_kinds) filled.push_back({"type", std::string{decision::command_names()[kind]}});
    for (const server::FormField& field : *form) filled.push_back({field.name, field.value});
    const Zone zone = test::lively_community().harness.state.community->zone;
    const auto command = pages::read_command_form(filled, zone);
    if (!command) return 0;
    const std::string json = portal::write_command(*command);
    const auto from_json = portal::parse_command(json);
    GONGYI_CHECK(from_json.has_value() && portal::write_command(*from_json) == json);
    const auto from_form = pages::read_command_form(test::form_of(*command, zone), zone);
    GONGYI_CHECK(from_form.has_value() && portal::write_command(*from_form) == json);
    decide_on_community(*command, askers[chosen(data[0], askers.size())]);
    return 0;
}

#ifdef GONGYI_FUZZ
extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t max_size);

namespace {

std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '&' || c == '%' || c == '+' || c == '=') {
            out += '%' + to_hex(std::string_view{&c, 1});
        } else {
            out += c;
        }
    }
    return out;
}

std::string encode(const server::Form& form) {
    std::string body;
    for (const server::FormField& field : form)
        body += (body.empty() ? "" : "&") + escaped(field.name) + '=' + escaped(field.value);
    return body;
}

void change_form(server::Form& form, std::size_t kind, SplitMix64& random) {
    const auto& fields = test::fields_of(kind);
    const auto any_of = [&](const auto& list) -> decltype(auto) {
        return list[static_cast<std::size_t>(random.below(list.size()))];
    };
    const std::uint64_t what = random.below(8);
    if (what == 0 || form.empty()) {
        form.clear();
        for (const pages::FilledField& field : test::form_of(kind)) form.push_back({field.name, field.value});
        form.erase(form.begin());  // The type.
    } else if (what == 1) {
        form.erase(form.begin() + static_cast<std::ptrdiff_t>(random.below(form.size())));
    } else if (!fields.empty()) {
        const test::FieldWords& field = any_of(fields);
        const auto there =
            std::find_if(form.begin(), form.end(), [&](const auto& one) { return one.name == field.name; });
        if (there == form.end()) {
            form.push_back({field.name, any_of(field.values)});
        } else {
            there->value = any_of(field.values);
        }
    }
}

}  // namespace

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t max_size,
                                               unsigned seed) {
    SplitMix64 random{seed};
    if (size < 2 || random.chance(400)) return LLVMFuzzerMutate(data, size, max_size);
    if (random.chance(100)) data[0] = static_cast<std::uint8_t>('0' + random.below(askers.size()));
    if (random.chance(50)) data[1] = static_cast<std::uint8_t>('0' + random.below(decision::command_kinds));
    const std::size_t kind = chosen(data[1], decision::command_kinds + 1) % decision::command_kinds;
    auto form = server::parse_form({reinterpret_cast<const char*>(data) + 2, size - 2}).value_or(server::Form{});
    for (std::uint64_t n = 1 + random.below(3); n > 0; --n) change_form(form, kind, random);
    const std::string body = encode(form);
    if (body.size() + 2 > max_size) return LLVMFuzzerMutate(data, size, max_size);
    std::copy(body.begin(), body.end(), data + 2);
    return body.size() + 2;
}
#endif
