#include "server-stub/store/private_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

namespace gongyi::server {

namespace {

constexpr mode_t of_others = S_IRWXG | S_IRWXO;

auto fault(std::string what) {
    return unexpected(StoreFault{std::move(what)});
}

auto system_fault(const std::string& doing) {
    return fault(doing + ": " + std::strerror(errno));
}

}  // namespace

Expected<void, StoreFault> make_private_folder(const std::string& folder) {
    const std::filesystem::path path{folder};
    std::error_code failed;
    if (path.has_parent_path()) std::filesystem::create_directories(path.parent_path(), failed);
    if (::mkdir(folder.c_str(), S_IRWXU) != 0 && errno != EEXIST) {
        return system_fault("cannot create the data folder " + folder);
    }
    struct stat status {};
    if (::stat(folder.c_str(), &status) != 0) return system_fault("cannot look at the data folder " + folder);
    if (!S_ISDIR(status.st_mode)) return fault("the data folder " + folder + " is no folder");
    if (status.st_uid != ::geteuid()) {
        return fault("the data folder " + folder + " belongs to another user than the one who runs gongyi");
    }
    if ((status.st_mode & (S_IWGRP | S_IWOTH)) != 0) {
        return fault("others may write into the data folder " + folder +
                     ": look at what is in it, and whether it is all yours; then chmod 700 it");
    }
    if ((status.st_mode & of_others) == 0) return {};
    if (::chmod(folder.c_str(), S_IRWXU) != 0) return system_fault("cannot chmod 700 the data folder " + folder);
    std::fprintf(stderr, "gongyi: others could look into the data folder %s; it is closed to them now\n",
                 folder.c_str());
    return {};
}

Expected<void, StoreFault> check_private_file(const std::string& path) {
    struct stat status {};
    if (::lstat(path.c_str(), &status) != 0) {
        if (errno == ENOENT) return {};
        return system_fault("cannot look at " + path);
    }
    if (!S_ISREG(status.st_mode)) return fault(path + " is no regular file");
    if (status.st_uid != ::geteuid()) return fault(path + " belongs to another user than the one who runs gongyi");
    if ((status.st_mode & of_others) != 0) {
        return fault(path +
                     " may be read or changed by others: see who could have, check the record with gongyi verify, then "
                     "chmod 600 it");
    }
    return {};
}

}  // namespace gongyi::server
