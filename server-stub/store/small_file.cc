#include "server-stub/store/small_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

namespace gongyi::server {

namespace {

auto fault(const std::string& doing) {
    return unexpected(StoreFault{doing + ": " + std::strerror(errno)});
}

class File {
public:
    File(const std::string& path, int flags)
        : descriptor_{::open(path.c_str(), flags | O_CLOEXEC, S_IRUSR | S_IWUSR)} {}
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    ~File() {
        if (is_open()) ::close(descriptor_);
    }
    [[nodiscard]] bool is_open() const { return descriptor_ >= 0; }
    [[nodiscard]] int descriptor() const { return descriptor_; }

private:
    int descriptor_;
};

bool write_all(int descriptor, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

}  // namespace

Expected<std::optional<std::string>, StoreFault> read_small_file(const std::string& path, std::size_t bytes_max) {
    const File file{path, O_RDONLY | O_NONBLOCK};
    if (!file.is_open() && errno == ENOENT) return std::optional<std::string>{};
    if (!file.is_open()) return fault("cannot open " + path);
    std::string bytes(bytes_max + 1, '\0');
    std::size_t size = 0;
    while (size < bytes.size()) {
        const ssize_t got = ::read(file.descriptor(), bytes.data() + size, bytes.size() - size);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return fault("cannot read " + path);
        if (got == 0) break;
        size += static_cast<std::size_t>(got);
    }
    if (size > bytes_max) return unexpected(StoreFault{path + " is too large to be what its name says"});
    bytes.resize(size);
    return std::optional{std::move(bytes)};
}

Expected<void, StoreFault> replace_small_file(const std::string& path, std::string_view bytes) {
    const std::string unfinished = path + ".new";
    {
        const File file{unfinished, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW};
        if (!file.is_open()) return fault("cannot create " + unfinished);
        if (!write_all(file.descriptor(), bytes)) return fault("cannot write " + unfinished);
    }
    if (::rename(unfinished.c_str(), path.c_str()) != 0) return fault("cannot replace " + path);
    return {};
}

Expected<void, StoreFault> sync_small_file(const std::string& path) {
    const File file{path, O_RDONLY};
    if (!file.is_open() || ::fsync(file.descriptor()) != 0) return fault("cannot make " + path + " durable");
    const std::string parent = std::filesystem::path{path}.parent_path().string();
    const File folder{parent.empty() ? "." : parent, O_RDONLY | O_DIRECTORY};
    if (!folder.is_open() || ::fsync(folder.descriptor()) != 0) return fault("cannot make " + path + " durable");
    return {};
}

}  // namespace gongyi::server
