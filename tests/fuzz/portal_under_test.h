// The whole server behind its sockets, its writer on the caller's thread: the routes of Application over a PortalHost
// with a lively community (lively_community.h), kept in memory. Passphrases cost nothing in it.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "server-stub/application.h"
#include "tests/fuzz/memory_store.h"

namespace gongyi::server::test {

// What a request was answered, with all of a stream's pieces up to its end or first wait.
struct Answered {
    int status = 0;
    std::string content_type;
    std::string body;
    std::vector<ResponseHeader> headers;
    std::string head;  // As it goes over the network.
};

class PortalUnderTest {
public:
    PortalUnderTest();
    PortalUnderTest(const PortalUnderTest&) = delete;
    PortalUnderTest& operator=(const PortalUnderTest&) = delete;

    // Answers as the program would. One that is never answered ends the program.
    [[nodiscard]] Answered answer(Request request);
    // What the parser asks.
    [[nodiscard]] auto body_limit(const Request& request) const { return application_->body_limit(request); }

    // The session of somebody with that role: its cookie, and the token of its forms.
    [[nodiscard]] std::string cookie_of(Role role) const;
    [[nodiscard]] std::string csrf_of(Role role) const { return csrf_.at(role); }

    // Whether the route of `request` may answer `status`, by its own list where it has one.
    [[nodiscard]] bool may_answer(const Request& request, int status) const;

    // The routes; their handlers are not to be called.
    [[nodiscard]] const std::vector<Route>& routes() const { return routes_; }

    // Whether something was stored since the last reset().
    [[nodiscard]] bool is_changed() const { return store_->commit_count() != commits_at_first_; }
    // Whether days have passed since: the open round must not come to its end.
    [[nodiscard]] bool is_old() const;
    // What is stored replays, entry by entry, to the checkpoint that readers see.
    void check_record() const;
    // As it was at first.
    void reset();

private:
    std::int64_t now_ms_ = 0;
    std::size_t commits_at_first_ = 0;
    std::map<Role, std::string> csrf_;
    std::unique_ptr<MemoryStore> store_;
    std::unique_ptr<RoundKeys> keys_;
    std::unique_ptr<PortalHost> host_;
    std::unique_ptr<Application> application_;
    std::vector<Route> routes_;
};

}  // namespace gongyi::server::test
