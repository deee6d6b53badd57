// One request and where its answer goes.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>
#include <vector>

#include "server-stub/http/request.h"
#include "server-stub/http/response.h"

namespace gongyi::server {

// A handler answers at once or keeps the Exchange and answers later, from any thread, exactly once. The connection
// waits meanwhile; if it is lost, the answer is dropped.
class Exchange {
public:
    Exchange() = default;
    Exchange(const Exchange&) = delete;
    Exchange& operator=(const Exchange&) = delete;
    virtual ~Exchange() = default;

    [[nodiscard]] const Request& request() const { return request_; }
    // The values of the route's {placeholders}, in order.
    [[nodiscard]] const std::vector<std::string_view>& parameters() const { return parameters_; }
    void set_parameters(std::vector<std::string_view> parameters) { parameters_ = std::move(parameters); }

    virtual void answer(Response response) = 0;
    // Does `work` soon, on the connection's thread: for answers that take time to make and are asked for elsewhere.
    virtual void later(std::function<void()> work) = 0;

protected:
    Request request_;

private:
    std::vector<std::string_view> parameters_;  // Into request_.target.
};
using ExchangePtr = std::shared_ptr<Exchange>;
using Handler = std::function<void(const ExchangePtr&)>;
// Makes the response to what is not a proper request, or failed; of the request there is as much as was understood.
using FaultHandler = std::function<Response(const Request& request, int status)>;

}  // namespace gongyi::server
