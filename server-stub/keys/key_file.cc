#include "server-stub/keys/key_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

namespace gongyi::server {

namespace {

auto fault(std::string what) {
    return unexpected(StoreFault{std::move(what)});
}

auto system_fault(const std::string& doing) {
    return fault(doing + ": " + std::strerror(errno));
}

// An open file that closes itself.
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

bool write_all(int descriptor, std::string_view text) {
    while (!text.empty()) {
        const ssize_t written = ::write(descriptor, text.data(), text.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return false;
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

Expected<std::string, StoreFault> read_all(int descriptor, const std::string& path) {
    std::string text(key_file_bytes_max + 1, '\0');
    std::size_t size = 0;
    while (size < text.size()) {
        const ssize_t got = ::read(descriptor, text.data() + size, text.size() - size);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return system_fault("cannot read " + path);
        if (got == 0) break;
        size += static_cast<std::size_t>(got);
    }
    if (size > key_file_bytes_max) return fault(path + " is too large for a file of keys");
    text.resize(size);
    return text;
}

}  // namespace

Expected<std::optional<std::string>, StoreFault> read_key_file(const std::string& path) {
    const File file{path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK};
    if (!file.is_open() && errno == ENOENT) return std::optional<std::string>{};
    if (!file.is_open()) return system_fault("cannot open " + path);
    struct stat status {};
    if (::fstat(file.descriptor(), &status) != 0) return system_fault("cannot look at " + path);
    if (!S_ISREG(status.st_mode)) return fault(path + " is no regular file");
    if (status.st_uid != ::geteuid()) return fault(path + " belongs to another user than the one who runs gongyi");
    if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
        return fault(path +
                     " may be read or changed by others: chmod 600 it, and if somebody may have read it, "
                     "replace the key with gongyi keys rotate");
    }
    auto text = read_all(file.descriptor(), path);
    if (!text) return unexpected(text.error());
    return std::optional{std::move(*text)};
}

Expected<void, StoreFault> write_key_file(const std::string& path, std::string_view text, ExistingFile existing) {
    const std::string unfinished = path + ".new";
    ::unlink(unfinished.c_str());  // What an earlier run may have left when the power went.
    {
        const File file{unfinished, O_WRONLY | O_CREAT | O_EXCL};
        if (!file.is_open()) return system_fault("cannot create " + unfinished);
        if (!write_all(file.descriptor(), text) || ::fsync(file.descriptor()) != 0) {
            auto why = system_fault("cannot write " + unfinished);
            ::unlink(unfinished.c_str());
            return why;
        }
    }
    // link() fails where rename() would overwrite.
    const bool is_placed = existing == ExistingFile::replace ? ::rename(unfinished.c_str(), path.c_str()) == 0
                                                             : ::link(unfinished.c_str(), path.c_str()) == 0;
    if (!is_placed) {
        auto why = system_fault("cannot create " + path);
        ::unlink(unfinished.c_str());
        return why;
    }
    if (existing == ExistingFile::refuse) ::unlink(unfinished.c_str());
    const std::string parent = std::filesystem::path{path}.parent_path().string();
    const File folder{parent.empty() ? "." : parent, O_RDONLY | O_DIRECTORY};
    if (!folder.is_open() || ::fsync(folder.descriptor()) != 0) return system_fault("cannot make " + path + " durable");
    return {};
}

}  // namespace gongyi::server
