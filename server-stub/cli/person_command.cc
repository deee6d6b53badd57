// gongyi person NUMBER --role ROLE: the first staff of a community, and its supervisors, are the operator's to appoint.
#include <array>
#include <functional>
#include <future>
#include <ostream>

#include "server-stub/accounts/claim_code.h"
#include "server-stub/cli/arguments.h"
#include "server-stub/cli/commands.h"
#include "server-stub/cli/demo_store.h"
#include "server-stub/cli/offline_portal.h"
#include "server-stub/people/person_act.h"
#include "server-stub/store/row_text.h"
#include "shared/base/number.h"

namespace gongyi::server {
namespace {

constexpr std::array options{
    Option{"--data", "DIR", "The data folder of the community. Default: data"},
    Option{"--role", "ROLE", "resident, council, staff or supervisor. Without it: says who that is"},
    Option{"--new-letter", "", "Voids the account's passphrase and letter, and prints the code of a new one"},
    Option{"--help", "", "This text."},
};

// Stores what `fill` puts into the batch; whether it is stored.
bool store(PortalHost& host, std::function<void(Batch&)> fill) {
    std::promise<PortalHost::RowsResult> stored;
    host.start();
    const bool is_queued = host.change_rows(
        [&fill](Batch& batch) {
            fill(batch);
            return true;
        },
        [&stored](PortalHost::RowsResult result) { stored.set_value(result); });
    const bool is_stored = is_queued && stored.get_future().get() == PortalHost::RowsResult::stored;
    host.stop();
    return is_stored;
}

// Nobody who is signed in did it: the lines of the journal have no actor.
JournalLine line_of(Deed deed, ResidentId person, std::string detail) {
    JournalLine line{.deed = deed};
    line.people = {person};
    line.detail = std::move(detail);
    return line;
}

struct Wanted {
    std::optional<Role> role;
    bool has_new_letter = false;
};

int change_person(const std::string& data, ResidentId id, const Wanted& wanted, std::ostream& out, std::ostream& err) {
    const auto portal = open_offline_portal(data);
    if (!portal) return fail(err, portal.error().what);
    PortalHost& host = *portal->host;
    auto person = host.directory().find_person(id);
    if (!person) return fail(err, "nobody has the number " + std::to_string(id.raw()));
    const auto key = load_server_key(*portal->store);
    if (!key) return fail(err, key.error().what);
    std::string code;
    const bool is_stored = (!wanted.role && !wanted.has_new_letter) || store(host, [&](Batch& batch) {
                               if (wanted.role) {
                                   person->role = *wanted.role;
                                   batch.people.push_back(*person);
                                   const Deed deed =
                                       person->role == Role::resident ? Deed::person_dismissed : Deed::person_appointed;
                                   batch.deeds.push_back(line_of(deed, id, std::string{role_name(person->role)}));
                               }
                               if (!wanted.has_new_letter) return;
                               const PersonChange change = new_letter(*person, host.directory(), *key);
                               code = change.letter_code;
                               batch.accounts.push_back(*change.account);
                               batch.ended_sessions = change.ended_sessions;
                               batch.deeds.push_back(change.line);
                           });
    if (!is_stored) return fail(err, "nothing was stored");
    out << id.raw() << "  " << person->name << "  " << person->household << "  " << role_name(person->role) << '\n';
    if (!code.empty()) out << show_claim_code(code) << '\n';
    return exit_success;
}

}  // namespace

int person_command(std::span<const std::string> args, std::ostream& out, std::ostream& err) {
    const auto arguments = Arguments::read(args, options, /*operands_max=*/1);
    if (!arguments) return refuse_usage(err, " person", arguments.error());
    if (arguments->has("--help")) {
        out << help_text("gongyi person NUMBER [--role ROLE] [--new-letter]",
                         "Appoints somebody of the census, or dismisses them (resident), while the server is "
                         "stopped.\nOnce a community has staff, two of them do it on /staff/people; supervisors are "
                         "appointed and\nhelped here alone.",
                         options);
        return exit_success;
    }
    const auto number = arguments->operands().empty() ? std::nullopt : identifier_number(arguments->operands().front());
    if (!number) return refuse_usage(err, " person", "it needs the number of a person");
    std::optional<Role> role;
    if (arguments->has("--role")) {
        role = role_from_word(arguments->text("--role", ""));
        if (!role || *role == Role::visitor || *role == Role::system) {
            return refuse_usage(err, " person", "--role is resident, council, staff or supervisor");
        }
    }
    return change_person(arguments->text("--data", "data"), ResidentId{*number}, {role, arguments->has("--new-letter")},
                         out, err);
}

}  // namespace gongyi::server
