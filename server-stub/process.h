// The process itself: what the program sees to before it does anything.
#pragma once

namespace gongyi::server {

// The memory of this process holds keys and, while a round is open, ballots: it leaves no core dump, cannot be looked
// at by other processes of the same user, and every file that it makes is its owner's alone (umask 077).
void keep_process_private();

// Whether the process may do whatever it likes on this machine. A portal needs none of that.
[[nodiscard]] bool is_run_by_root();

}  // namespace gongyi::server
