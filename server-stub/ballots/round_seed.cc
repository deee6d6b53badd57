#include "server-stub/ballots/round_seed.h"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "shared/base/hash.h"

namespace gongyi::server {
namespace {

constexpr std::size_t seed_digits = 64;

std::string path_of(const std::string& data) {
    return (std::filesystem::path{data} / round_seed_file).string();
}

auto fault(std::string what) {
    return unexpected(StoreFault{std::move(what)});
}

auto system_fault(const std::string& doing, const std::string& path) {
    return fault("cannot " + doing + " " + path + ": " + std::strerror(errno));
}

// A file that closes itself.
class Descriptor {
public:
    explicit Descriptor(int number) : number_{number} {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() {
        if (number_ >= 0) ::close(number_);
    }
    [[nodiscard]] int number() const { return number_; }
    [[nodiscard]] bool is_open() const { return number_ >= 0; }

private:
    int number_;
};

bool write_all(const Descriptor& file, const std::uint8_t* bytes, std::size_t size) {
    while (size > 0) {
        const ssize_t written = ::write(file.number(), bytes, size);
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return false;
        bytes += written;
        size -= static_cast<std::size_t>(written);
    }
    return true;
}

bool sync_folder(const std::string& folder) {
    const Descriptor opened{::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
    return opened.is_open() && ::fsync(opened.number()) == 0;
}

}  // namespace

Expected<std::optional<Secret<32>>, StoreFault> load_round_seed(const std::string& data) {
    const std::string path = path_of(data);
    const Descriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW)};
    if (!file.is_open() && errno == ENOENT) return std::optional<Secret<32>>{};
    if (!file.is_open()) return system_fault("read", path);
    struct stat status {};
    if (::fstat(file.number(), &status) != 0) return system_fault("read", path);
    if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
        return fault(path +
                     " may be read by others than its owner, who could then make credentials: see who could "
                     "have, then chmod 600 it");
    }
    Secret<seed_digits + 2> text;  // One more than there may be.
    std::size_t size = 0;
    while (size < text.bytes().size()) {
        const ssize_t got = ::read(file.number(), text.data() + size, text.bytes().size() - size);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return system_fault("read", path);
        if (got == 0) break;
        size += static_cast<std::size_t>(got);
    }
    Secret<32> seed;
    const std::string_view digits{reinterpret_cast<const char*>(text.data()), seed_digits};
    const bool is_whole = size == seed_digits + 1 && text.bytes()[seed_digits] == '\n';
    if (!is_whole || !read_hex(digits, seed.bytes())) {
        return fault(path + " is damaged: put the copy from your backup in its place");
    }
    return std::optional{std::move(seed)};
}

Expected<Secret<32>, StoreFault> make_round_seed(const std::string& data) {
    const std::string path = path_of(data);
    const std::string draft = path + ".new";
    Secret<32> seed;
    randombytes_buf(seed.data(), seed.bytes().size());
    Secret<seed_digits + 1> text;
    sodium_bin2hex(reinterpret_cast<char*>(text.data()), text.bytes().size(), seed.data(), seed.bytes().size());
    text.bytes()[seed_digits] = '\n';
    {
        const Descriptor file{::open(draft.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600)};
        if (!file.is_open()) return system_fault("create", draft);
        if (!write_all(file, text.data(), text.bytes().size()) || ::fsync(file.number()) != 0) {
            return system_fault("write", draft);
        }
    }
    // A link, unlike renaming, does not replace a seed that is there already.
    const bool is_linked = ::link(draft.c_str(), path.c_str()) == 0;
    const int link_errno = errno;
    ::unlink(draft.c_str());
    errno = link_errno;
    if (!is_linked || !sync_folder(data)) return system_fault("create", path);
    return seed;
}

}  // namespace gongyi::server
