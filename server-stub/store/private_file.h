// The data folder and what lies in it belong to the user who runs the program, and to nobody else.
#pragma once

#include <string>

#include "server-stub/store/event_store.h"
#include "shared/base/expected.h"

namespace gongyi::server {

// Makes `folder` and those above it if they are not there (mode 0700), and sees that it is private: a folder that
// others may only read or enter is closed to them (chmod 0700), and that is said on stderr. Faults: it cannot be made,
// belongs to another user, or others may write into it, who could have put anything there.
[[nodiscard]] Expected<void, StoreFault> make_private_folder(const std::string& folder);

// Whether the file at `path`, if there is one, is a regular file of this user's that nobody else may read or change.
// A file that is not there is fine. Symbolic links are refused.
[[nodiscard]] Expected<void, StoreFault> check_private_file(const std::string& path);

}  // namespace gongyi::server
