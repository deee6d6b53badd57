// Threads for passphrases, whose hashing is slow on purpose: whoever asks much waits behind those who ask little.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <list>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

namespace gongyi::server {

// Who asks, and for what.
struct FairWork {
    std::string client{};   // An address. Addresses take turns.
    std::string account{};  // Whose passphrase.
    // Comes from a device that this account has signed in with before: these and all others take turns.
    bool is_known = false;
    std::function<void()> run{};
    std::function<void()> drop{};      // Instead of run: there is no place any more. Called without any lock.
    std::function<void()> given_up{};  // After run threw: whoever waits for it is to be told.
};

// Thread-safe. Work of one client is done in its order; each client that has some waits for one piece of every other
// client at most. When all places are taken, a newcomer gets that of the client who waits with most, the last of it.
class FairPool {
public:
    struct Limits {
        std::size_t all = 256;         // That wait, of the known and of the others each.
        std::size_t each_client = 64;  // A meeting behind one address: the last waits some seconds, and nobody else.
        std::size_t each_account = 4;  // Guessing at one account from many addresses takes no more of the turns.
    };

    FairPool(std::size_t thread_count, Limits limits);
    FairPool(const FairPool&) = delete;
    FairPool& operator=(const FairPool&) = delete;
    // Finishes the work that has begun, forgets what waits, joins the threads.
    ~FairPool();

    // False when there is no place; then neither run nor drop is called.
    [[nodiscard]] bool submit(FairWork work);

private:
    // The work of all clients of one kind, each client's in a queue of its own.
    struct Lane {
        std::list<std::string> turns;  // The clients that have work, whose turn is next first.
        std::unordered_map<std::string, std::deque<FairWork>> by_client;
        std::unordered_map<std::string, std::size_t> by_account;
        std::size_t count = 0;
    };
    [[nodiscard]] bool make_room(Lane& lane, const std::string& client, FairWork& dropped);
    [[nodiscard]] FairWork take();
    static void forget(Lane& lane, const FairWork& work);
    void run();

    Limits limits_;
    std::mutex mutex_;
    std::condition_variable changed_;
    Lane known_;
    Lane others_;
    bool is_turn_of_others_ = false;
    bool is_stopping_ = false;
    std::vector<std::thread> threads_;
};

}  // namespace gongyi::server
