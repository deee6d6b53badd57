#include "server-stub/keys/record_guard.h"

#include <cstdio>

#include "server-stub/keys/record_keys.h"
#include "server-stub/witness/witnessed_file.h"

namespace gongyi::server {

Expected<HostOptions, StoreFault> guarded_options(const std::string& data) {
    HostOptions options;
    options.kept = std::make_shared<KeptCheckpoint>(data);
    auto notes = options.kept->read();
    if (!notes) return unexpected(notes.error());
    for (std::string& note : *notes) options.expected.known.push_back({std::move(note), options.kept->path()});
    auto witnessed = read_witnessed_checkpoints(data);
    if (!witnessed) return unexpected(witnessed.error());
    for (std::string& note : *witnessed) options.expected.known.push_back({std::move(note), witnessed_path(data)});
    // What is wrong with the keys is told by open_record_keys().
    if (const auto keys = load_record_keys(data); keys && *keys != nullptr) {
        options.expected.keys.push_back((*keys)->newest());
        if (const auto* former = (*keys)->former()) options.expected.keys.push_back(*former);
    }
    return options;
}

void tell_if_unguarded(const HostOptions& options, const portal::State& state) {
    if (!options.expected.known.empty() || state.record_keys.empty()) return;
    std::fprintf(
        stderr,
        "gongyi: there is no %s, so this start cannot tell whether the record is the one that was signed last. "
        "After an upgrade that is as it should be; it is there from now on\n",
        options.kept->path().c_str());
}

}  // namespace gongyi::server
