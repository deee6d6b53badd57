#include "server-stub/store/folder_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace gongyi::server {

Expected<FolderLock, StoreFault> FolderLock::take(const std::string& folder) {
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0)
        return unexpected(StoreFault{"cannot open the data folder " + folder + ": " + std::strerror(errno)});
    FolderLock lock{descriptor};
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        if (errno == EWOULDBLOCK) {
            return unexpected(StoreFault{"the data folder " + folder + " is in use by another gongyi process"});
        }
        return unexpected(StoreFault{"cannot lock the data folder " + folder + ": " + std::strerror(errno)});
    }
    return lock;
}

FolderLock::~FolderLock() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace gongyi::server
