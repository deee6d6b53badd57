// From bytes to a Request, by Beast's parser, keeping only what somebody reads.
//
// Beast is lenient where RFC 9112 lets it be; what a proxy in front might read otherwise is refused here: every
// Transfer-Encoding but "chunked" alone, lines that are folded, two lengths, no host or two of them.
#pragma once

// Beast asserts that a last chunk comes in five bytes at least, which is the client's to decide; without the assertion,
// as in every release, it reads on rightly. (A file of the fuzzer's corpus shows it: last-chunk-in-pieces.)
#define BOOST_DISABLE_ASSERTS
#include <boost/beast/http/basic_parser.hpp>
#undef BOOST_DISABLE_ASSERTS
#include <boost/assert.hpp>

#include "server-stub/http/request.h"

namespace gongyi::server {

class RequestParser : public boost::beast::http::basic_parser</*isRequest=*/true> {
public:
    // Fills `request`, which must be clear. Both must outlive the parser; `limit` may be empty.
    RequestParser(Request& request, const BodyLimit& limit);

    [[nodiscard]] bool expects_continue() const { return expects_continue_; }
    [[nodiscard]] bool is_http_1_1() const { return is_http_1_1_; }
    [[nodiscard]] const BodyAllowance& allowance() const { return allowance_; }

private:
    using Text = boost::beast::string_view;
    using Fault = boost::beast::error_code;

    void on_request_impl(boost::beast::http::verb method, Text method_text, Text target, int version,
                         Fault& fault) override;
    void on_response_impl(int, Text, int, Fault&) override {}
    void on_field_impl(boost::beast::http::field name, Text name_text, Text value, Fault& fault) override;
    void on_header_impl(Fault& fault) override;
    void on_body_init_impl(const boost::optional<std::uint64_t>& length, Fault& fault) override;
    std::size_t on_body_impl(Text piece, Fault& fault) override;
    void on_chunk_header_impl(std::uint64_t, Text, Fault&) override {}
    std::size_t on_chunk_body_impl(std::uint64_t remaining, Text piece, Fault& fault) override;
    void on_finish_impl(Fault&) override {}

    void read_target(std::string_view target, Fault& fault);
    void check_framing(boost::beast::http::field name, std::string_view value, Fault& fault);

    Request& request_;
    const BodyLimit& limit_;
    BodyAllowance allowance_;
    std::size_t header_bytes_ = 0;
    std::string authority_;  // Of an address in absolute form: stands for the Host header (RFC 9112 section 3.2.2).
    int host_count_ = 0;
    int length_count_ = 0;
    bool is_connect_ = false;
    bool is_header_read_ = false;
    bool expects_continue_ = false;
    bool is_http_1_1_ = true;
};

// The status that tells the client what the parser found wrong.
[[nodiscard]] int status_of_fault(const boost::beast::error_code& fault);

}  // namespace gongyi::server
