// What the portal knows of its witnesses: which checkpoints they signed, and what is the matter with them.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "server-stub/store/event_store.h"
#include "shared/base/expected.h"
#include "shared/pages/viewer.h"
#include "shared/portal/event.h"
#include "shared/record/checkpoint.h"

namespace gongyi::server {

// Thread-safe.
class WitnessBoard {
public:
    // At one moment.
    struct View {
        // The newest checkpoint that enough witnesses signed, with the record's signatures and all theirs; empty while
        // there is none.
        std::string witnessed;
        std::vector<pages::WitnessSeen> seen;  // In the order of the policy's witnesses.
    };

    // These are the witnesses, of the record `origin`. What is kept of them in the data folder is read, and from now on
    // written there. Notes in it that they did not sign are forgotten. Faults: as of read_witnessed_checkpoints.
    [[nodiscard]] Expected<void, StoreFault> begin(const std::string& data, const std::string& origin,
                                                   const portal::WitnessPolicy& policy);

    // `note` is a checkpoint of the record with the witness's line in it. Whether it is; then it is kept, on the disk
    // too (if the disk fails, for now alone).
    //   witness  Its place in the policy.
    [[nodiscard]] bool add(std::size_t witness, const std::string& note);
    // Whether that is news.
    bool set_fault(std::size_t witness, pages::WitnessFault fault);

    [[nodiscard]] std::shared_ptr<const View> view() const;

private:
    // One checkpoint, and who has signed it so far.
    struct Gathered {
        record::Checkpoint checkpoint;
        std::string head;                // The text, an empty line, the lines of others than witnesses.
        std::vector<std::string> lines;  // In the order of the witnesses; empty where one has not signed.
        [[nodiscard]] std::int64_t count() const;
        [[nodiscard]] std::string note() const;
    };

    [[nodiscard]] bool take(std::size_t witness, const std::string& note);
    void publish();
    void store();

    mutable std::mutex mutex_;
    std::string data_;
    std::string origin_;
    portal::WitnessPolicy policy_;
    std::deque<Gathered> gathered_;  // Some of the newest, by size.
    std::uint64_t witnessed_size_ = 0;
    std::vector<std::string> newest_;  // Of each witness: the note that it signed last; empty for none.
    View view_;
    std::shared_ptr<const View> published_ = std::make_shared<const View>();
};

}  // namespace gongyi::server
