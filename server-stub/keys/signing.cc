#include "server-stub/keys/signing.h"

#include <cstdio>
#include <future>
#include <utility>

#include "shared/base/check.h"

namespace gongyi::server {

namespace {

constexpr const char* ways_out =
    "Either restore it from its backup (copy the file back), or make a new key with gongyi keys rotate, which the "
    "record then tells everybody";

auto fault(std::string what) {
    return unexpected(StoreFault{std::move(what)});
}

// Whether the record may go on with these keys: it has named none yet, or named one of them last. It is the former one
// when the program ended between storing a new key and announcing it.
bool are_keys_of(const RecordKeys& keys, const portal::State& state) {
    if (state.record_keys.empty()) return true;
    const record::VerifyingKey& named = state.record_keys.back().key;
    return keys.newest() == named || (keys.former() != nullptr && *keys.former() == named);
}

// Gives the host a command of the program's own and waits. Whether it was accepted.
bool run(PortalHost& host, portal::Command command) {
    Submission submission;
    submission.command = std::move(command);
    submission.role = Role::system;
    submission.is_repeatable = false;
    std::promise<CommandResult> answered;
    const bool is_queued = host.submit(std::move(submission),
                                       [&answered](CommandResult result) { answered.set_value(std::move(result)); });
    return is_queued && std::holds_alternative<Accepted>(answered.get_future().get());
}

Expected<std::shared_ptr<RecordKeys>, StoreFault> make_keys(const std::string& data, const portal::State& state) {
    auto keys = RecordKeys::generate(portal::record_origin(state));
    GONGYI_CHECK(keys != nullptr);  // A slug makes a good name.
    if (auto stored = store_record_keys(data, *keys); !stored) return unexpected(stored.error());
    return keys;
}

}  // namespace

Expected<std::shared_ptr<RecordKeys>, StoreFault> open_record_keys(const std::string& data,
                                                                   const portal::State& state) {
    if (!state.community) return fault("there is no community yet, and so no record to sign");
    auto keys = load_record_keys(data);
    if (!keys) return keys;
    const std::string path = record_key_path(data);
    if (*keys == nullptr) {
        if (state.record_keys.empty()) return make_keys(data, state);
        return fault("the key that signs the record is missing: there is no " + path + ". " + ways_out);
    }
    if ((*keys)->newest().name() != portal::record_origin(state)) {
        return fault(path + " is the key of another record, " + (*keys)->newest().name() + ". " + ways_out);
    }
    if (!are_keys_of(**keys, state)) {
        return fault(path + " does not hold the key that the record announced last. " + ways_out);
    }
    return keys;
}

Expected<std::shared_ptr<RecordKeys>, StoreFault> rotate_record_keys(const std::string& data,
                                                                     const portal::State& state) {
    if (!state.community) return fault("there is no community yet, and so no record to sign");
    const auto present = load_record_keys(data);
    const bool is_usable = present && *present != nullptr && are_keys_of(**present, state) &&
                           (*present)->newest().name() == portal::record_origin(state);
    if (is_usable) {
        // A new key that was stored and never announced has nobody's trust yet: it is announced, not replaced.
        const bool is_announced = state.record_keys.empty() || (*present)->newest() == state.record_keys.back().key;
        if (!is_announced) return *present;
        auto keys = RecordKeys::rotate(**present);
        GONGYI_CHECK(keys != nullptr);
        if (auto stored = store_record_keys(data, *keys); !stored) return unexpected(stored.error());
        return keys;
    }
    const std::string path = record_key_path(data);
    const bool is_there = !present || *present != nullptr;
    if (is_there && std::rename(path.c_str(), (path + ".unusable").c_str()) != 0) return fault("cannot move " + path);
    return make_keys(data, state);
}

Expected<void, StoreFault> announce_restoration(PortalHost& host, KeptCheckpoint& kept) {
    if (!host.restored()) return {};
    if (!run(host, portal::RestoreRecord{*host.restored()})) return fault("the record could not say why it goes on");
    kept.lay_aside();
    return {};
}

Expected<void, StoreFault> begin_signing(PortalHost& host, std::shared_ptr<const RecordKeys> keys) {
    const auto state = host.snapshot()->state;
    const bool has_word =
        keys->former() != nullptr && !state->record_keys.empty() && *keys->former() == state->record_keys.back().key;
    portal::AnnounceRecordKey announce{keys->newest(), has_word ? keys->endorsement() : std::string{}};
    host.set_signer(std::move(keys));
    if (!run(host, std::move(announce))) return fault("the record's key could not be announced in the record");
    return {};
}

Expected<void, StoreFault> announce_program(PortalHost& host, const portal::Program& program) {
    if (!run(host, portal::AnnounceProgram{program})) return fault("the program could not be announced in the record");
    return {};
}

}  // namespace gongyi::server
