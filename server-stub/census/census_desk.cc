#include "server-stub/census/census_desk.h"

#include <algorithm>
#include <utility>

#include "shared/base/hash.h"

namespace gongyi::server {
namespace {

// The later word counts.
void decide(std::set<std::size_t>& chosen, std::set<std::size_t>& other, const std::set<std::size_t>& lines) {
    for (const std::size_t line : lines) {
        chosen.insert(line);
        other.erase(line);
    }
}

}  // namespace

std::string CensusDesk::hold(ResidentId by, std::string bytes, UnixMs now) {
    std::string name = to_hex(sha256(bytes));
    const std::lock_guard lock{mutex_};
    std::erase_if(held_, [by](const Held& one) { return one.by == by; });
    if (held_.size() >= census_files_max) {
        held_.erase(
            std::min_element(held_.begin(), held_.end(), [](const Held& a, const Held& b) { return a.at < b.at; }));
    }
    held_.push_back({by, name, {std::make_shared<const std::string>(std::move(bytes)), {}}, now, std::nullopt});
    return name;
}

CensusDesk::Held* CensusDesk::look_up(ResidentId by, std::string_view held, UnixMs now) {
    std::erase_if(held_, [now](const Held& one) {
        return now.ms - one.at.ms >= (one.done ? census_answer_held_ms : census_file_held_ms);
    });
    const auto found =
        std::find_if(held_.begin(), held_.end(), [&](const Held& one) { return one.by == by && one.name == held; });
    return found == held_.end() ? nullptr : &*found;
}

std::optional<CensusDesk::File> CensusDesk::find(ResidentId by, std::string_view held, const CensusDecisions& more,
                                                 UnixMs now) {
    const std::lock_guard lock{mutex_};
    Held* const one = look_up(by, held, now);
    if (one == nullptr || one->done) return std::nullopt;
    one->at = now;
    CensusDecisions& decisions = one->file.decisions;
    decide(decisions.same, decisions.two, more.same);
    decide(decisions.two, decisions.same, more.two);
    decide(decisions.same_home, decisions.two_homes, more.same_home);
    decide(decisions.two_homes, decisions.same_home, more.two_homes);
    return one->file;
}

void CensusDesk::finish(ResidentId by, std::string_view held, Done done, UnixMs now) {
    const std::lock_guard lock{mutex_};
    Held* const one = look_up(by, held, now);
    if (one == nullptr) return;
    one->file = {};
    one->at = now;
    one->done = std::move(done);
}

std::optional<CensusDesk::Done> CensusDesk::find_done(ResidentId by, std::string_view held, UnixMs now) {
    const std::lock_guard lock{mutex_};
    const Held* const one = look_up(by, held, now);
    return one == nullptr ? std::nullopt : one->done;
}

}  // namespace gongyi::server
