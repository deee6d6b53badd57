// Requests, routes, files, caches: everything of HTTP that needs no socket.
#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <filesystem>
#include <fstream>

#include "server-stub/http/content_coding.h"
#include "server-stub/http/multipart.h"
#include "server-stub/http/request.h"
#include "server-stub/http/response.h"
#include "server-stub/http/router.h"
#include "server-stub/http/static_files.h"
#include "server-stub/web/page_cache.h"
#include "server-stub/web/reader.h"
#include "server-stub/web/respond.h"
#include "tests/unit/native/server_support.h"

namespace gongyi::server::test {
namespace {

Request request_for(Method method, std::string target) {
    Request request;
    request.method = method;
    request.target = std::move(target);
    return request;
}

using Values = std::vector<std::string_view>;

void write_file(const std::string& path, std::string_view text) {
    std::filesystem::create_directories(std::filesystem::path{path}.parent_path());
    std::ofstream{path, std::ios::binary} << text;
}

}  // namespace

TEST_CASE("a target is a path and a query", "[server][http]") {
    const Request plain = request_for(Method::get, "/rounds/3");
    CHECK(plain.path() == "/rounds/3");
    CHECK(plain.query().empty());
    const Request asked = request_for(Method::get, "/lang?to=en&back=/a?b");
    CHECK(asked.path() == "/lang");
    CHECK(asked.query() == "to=en&back=/a?b");
}

TEST_CASE("a cookie is found by its whole name", "[server][http]") {
    CHECK(find_cookie("gongyi_session=abc", "gongyi_session") == "abc");
    CHECK(find_cookie("a=1; gongyi_session=abc; b=2", "gongyi_session") == "abc");
    CHECK(find_cookie("a=1;gongyi_session=", "gongyi_session") == "");
    CHECK_FALSE(find_cookie("xgongyi_session=abc", "gongyi_session").has_value());
    CHECK_FALSE(find_cookie("gongyi_sessions=abc", "gongyi_session").has_value());
    CHECK_FALSE(find_cookie("", "gongyi_session").has_value());
}

TEST_CASE("a form is decoded, and a broken one refused", "[server][http]") {
    const auto form = parse_form("choice=12&choice=15&reason=%E5%A4%A9+%26&empty=&bare");
    REQUIRE(form);
    CHECK(form->size() == 5);
    CHECK(find_field(*form, "choice") == "12");
    CHECK(find_field(*form, "reason") == "天 &");
    CHECK(find_field(*form, "empty") == "");
    CHECK(find_field(*form, "bare") == "");
    CHECK_FALSE(find_field(*form, "absent").has_value());
    for (const char* broken : {"a=%", "a=%4", "a=%zz", "%=1"}) {
        CAPTURE(broken);
        CHECK_FALSE(parse_form(broken).has_value());
    }
    std::string most = "a=1";
    for (std::size_t i = 1; i < form_fields_max; ++i) most += "&a=1";
    CHECK(parse_form(most).has_value());
    CHECK_FALSE(parse_form(most + "&a=1").has_value());
}

TEST_CASE("a form with a file is read part by part", "[server][http]") {
    const std::string type = "multipart/form-data; charset=utf-8; Boundary=\"a b\"";
    const std::string body =
        "--a b\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\n坡道 \"图\"\r\n"
        "--a b\r\nContent-Type: application/pdf\r\ncontent-disposition: form-data; filename=\"图.pdf\"; "
        "name=file\r\n\r\n"
        "%PDF\r\n--a\r\n\r\n"
        "--a b\r\nContent-Disposition: form-data; name=\"empty\"\r\n\r\n\r\n"
        "--a b--\r\nafter the end";
    const auto form = parse_multipart(type, body);
    REQUIRE(form);
    REQUIRE(form->fields.size() == 2);
    CHECK(find_field(form->fields, "title") == "坡道 \"图\"");
    CHECK(find_field(form->fields, "empty") == "");
    CHECK(form->file == "%PDF\r\n--a\r\n");
    CHECK(form->file_name == "图.pdf");
    // Wherever it ends too early it is broken.
    for (std::size_t length = 0; length < body.find("--\r\nafter"); ++length) {
        CAPTURE(length);
        CHECK_FALSE(parse_multipart(type, body.substr(0, length)));
    }
    CHECK(parse_multipart("multipart/form-data; boundary=x", "--x--"));
    for (const char* no_boundary : {"multipart/form-data", "multipart/form-data; boundary=",
                                    "multipart/form-data; boundary=\"x", "multipart/form-data; xboundary=x"}) {
        CAPTURE(no_boundary);
        CHECK_FALSE(parse_multipart(no_boundary, "--x--"));
    }
    const auto bounded = [](std::size_t bytes) {
        const std::string boundary(bytes, 'b');
        return parse_multipart("multipart/form-data; boundary=" + boundary, "--" + boundary + "--").has_value();
    };
    CHECK(bounded(boundary_bytes_max));
    CHECK_FALSE(bounded(boundary_bytes_max + 1));
}

TEST_CASE("a form with files has so many parts with heads so long at most", "[server][http]") {
    const std::string type = "multipart/form-data; boundary=x";
    const std::string part = "--x\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n";
    std::string most;
    for (std::size_t i = 0; i < form_fields_max; ++i) most += part;
    CHECK(parse_multipart(type, most + "--x--").has_value());
    CHECK_FALSE(parse_multipart(type, most + part + "--x--").has_value());
    const auto with_head = [&](std::size_t bytes) {
        const std::string head = "Content-Disposition: form-data; name=a\r\nX: ";
        // The line end after the boundary and the empty line are part of it.
        return parse_multipart(type,
                               "--x\r\n" + head + std::string(bytes - head.size() - 6, 'x') + "\r\n\r\n1\r\n--x--")
            .has_value();
    };
    CHECK(with_head(part_head_bytes_max));
    CHECK_FALSE(with_head(part_head_bytes_max + 1));
    CHECK_FALSE(parse_multipart(type, "--x\r\nContent-Type: text/plain\r\n\r\n1\r\n--x--").has_value());
    // A field for files in which none was chosen.
    const auto none =
        parse_multipart(type, "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\"\r\n\r\n\r\n--x--");
    REQUIRE(none);
    CHECK_FALSE(none->file);
    CHECK(none->fields.empty());
}

TEST_CASE("a media type is compared without its parameters", "[server][http]") {
    CHECK(is_media_type("application/json", json_type));
    CHECK(is_media_type("Application/JSON; charset=utf-8", json_type));
    CHECK_FALSE(is_media_type("application/jsonx", json_type));
    CHECK_FALSE(is_media_type("text/plain", json_type));
    CHECK_FALSE(is_media_type("", json_type));
}

TEST_CASE("a pattern takes one segment for a placeholder", "[server][http]") {
    std::vector<std::string_view> values;
    CHECK(match_path("/", "/", values));
    CHECK(match_path("/rounds/{round}/projects/{project}", "/rounds/3/projects/12", values));
    CHECK(values == Values{"3", "12"});
    CHECK(match_path("/assets/{path*}", "/assets/fonts/a.woff2", values));
    CHECK(values == Values{"fonts/a.woff2"});
    for (const char* path : {"/rounds", "/rounds/", "/rounds/3/", "/rounds/3/projects/12", "/rounds//"}) {
        CAPTURE(path);
        CHECK_FALSE(match_path("/rounds/{round}", path, values));
    }
    CHECK_FALSE(match_path("/assets/{path*}", "/assets/", values));
}

TEST_CASE("the router finds the handler, the methods of an address, or nothing", "[server][http]") {
    std::string called;
    const auto named = [&called](std::string name) { return [&called, name](const ExchangePtr&) { called = name; }; };
    const Router router{
        {{Method::get, "/a", named("get a"), {}},
         {Method::post, "/a", named("post a"), {}},
         {Method::post, "/b/{x}", named("post b"), {}}},
        {.not_found = named("none"),
         .method_not_allowed = [&called](const ExchangePtr&, const std::string& allow) { called = "allow " + allow; }}};
    const auto route = [&](Method method, const char* target) {
        const auto exchange = std::make_shared<FakeExchange>(request_for(method, target));
        router.handle(exchange);
        return called;
    };
    CHECK(route(Method::get, "/a?x=1") == "get a");
    CHECK(route(Method::head, "/a") == "get a");
    CHECK(route(Method::post, "/a") == "post a");
    CHECK(route(Method::put, "/a") == "allow GET, HEAD, POST");
    CHECK(route(Method::get, "/b/1") == "allow POST");
    CHECK(route(Method::get, "/c") == "none");
}

TEST_CASE("a response's head says what is sent", "[server][http]") {
    std::string head;
    Response page{.status = 404, .content_type = html_type, .body = "abc"};
    write_head(page, "DATE", /*keeps_connection=*/true, /*is_chunked=*/true, head);
    CHECK(head.find("HTTP/1.1 404 Not Found\r\nDate: DATE\r\n") == 0);
    CHECK(head.find("Content-Length: 3\r\n") != std::string::npos);
    CHECK(head.find("Cache-Control: no-store\r\n") != std::string::npos);
    CHECK(head.find("Content-Security-Policy: default-src 'none';") != std::string::npos);
    CHECK(head.find("Connection") == std::string::npos);
    CHECK(head.substr(head.size() - 4) == "\r\n\r\n");

    head.clear();
    Response unchanged{.status = 304};
    unchanged.headers = {{"Cache-Control", "no-cache"}};
    write_head(unchanged, "DATE", /*keeps_connection=*/false, /*is_chunked=*/true, head);
    CHECK(head.find("Content-Length") == std::string::npos);
    CHECK(head.find("no-store") == std::string::npos);
    CHECK(head.find("Connection: close\r\n") != std::string::npos);
    CHECK(head.find("Retry-After") == std::string::npos);
    CHECK(head.find("Strict-Transport-Security") == std::string::npos);
}

TEST_CASE("a response says when to come back, and that a page is alone in its window", "[server][http]") {
    const auto head_of = [](const Response& response, bool is_secure) {
        std::string head;
        write_head(response, "DATE", /*keeps_connection=*/true, /*is_chunked=*/true, head, is_secure);
        return head;
    };
    const std::string full = head_of({.status = 503}, /*is_secure=*/true);
    CHECK(full.find("Retry-After: 5\r\n") != std::string::npos);
    CHECK(full.find("Strict-Transport-Security: max-age=31536000\r\n") != std::string::npos);
    CHECK(full.find("Permissions-Policy") == std::string::npos);
    Response slower{.status = 429, .content_type = html_type};
    slower.headers = {{"Retry-After", "12"}};
    const std::string head = head_of(slower, /*is_secure=*/false);
    CHECK(head.find("Retry-After: 12\r\n") != std::string::npos);
    CHECK(head.find("Retry-After: 5") == std::string::npos);
    CHECK(head.find("Permissions-Policy: accelerometer=(), ") != std::string::npos);
    CHECK(head.find("Cross-Origin-Opener-Policy: same-origin\r\n") != std::string::npos);
    CHECK(head.find("Strict-Transport-Security") == std::string::npos);
}

TEST_CASE("names of files stay within the web root", "[server][http]") {
    for (const char* plain : {"app.css", "fonts/a-b_c.woff2", "a/b/c"}) {
        CAPTURE(plain);
        CHECK(is_plain_file_name(plain));
    }
    for (const char* wrong :
         {"", "/", "/app.css", "a/", "a//b", "..", "../data", "a/../b", ".git", "a/.b", "a%2e", "a\\b", "a b", "ä"}) {
        CAPTURE(wrong);
        CHECK_FALSE(is_plain_file_name(wrong));
    }
}

TEST_CASE("a file is sent with a tag, compressed to those who take it, and again when it changes", "[server][http]") {
    const TemporaryFolder folder;
    write_file(folder.path() + "/web/app.css", "body{}");
    write_file(folder.path() + "/web/app.css.gz", "compressed");
    write_file(folder.path() + "/secret", "x");
    StaticFiles files{folder.path() + "/web"};
    Request request = request_for(Method::get, "/assets/app.css");
    const auto plain = files.find("app.css", request);
    REQUIRE(plain);
    CHECK(plain->text() == "body{}");
    CHECK(plain->content_type == "text/css; charset=utf-8");
    request.header(Header::accept_encoding) = "br, gzip";
    const auto small = files.find("app.css", request);
    REQUIRE(small);
    CHECK(small->text() == "compressed");
    CHECK(small->content_type == "text/css; charset=utf-8");
    write_file(folder.path() + "/web/app.css.br", "smaller");
    CHECK(files.find("app.css", request)->text() == "smaller");
    request.header(Header::accept_encoding) = "gzip, deflate";
    CHECK(files.find("app.css", request)->text() == "compressed");
    request.header(Header::accept_encoding) = "gzip;q=0";
    CHECK(files.find("app.css", request)->text() == "body{}");

    const auto tag = std::find_if(plain->headers.begin(), plain->headers.end(),
                                  [](const ResponseHeader& header) { return header.name == "ETag"; });
    REQUIRE(tag != plain->headers.end());
    request.header(Header::if_none_match) = tag->value;
    CHECK(files.find("app.css", request)->status == 304);
    write_file(folder.path() + "/web/app.css", "body{color:red}");
    CHECK(files.find("app.css", request)->text() == "body{color:red}");
    std::filesystem::last_write_time(folder.path() + "/web/app.css",
                                     std::filesystem::file_time_type::clock::now() + std::chrono::hours{1});
    request.header(Header::accept_encoding) = "br, gzip";  // Both copies are older than what they were made from.
    CHECK(files.find("app.css", request)->text() == "body{color:red}");

    CHECK_FALSE(files.find("../secret", request).has_value());
    CHECK_FALSE(files.find("absent.css", request).has_value());
}

TEST_CASE("a coding is taken when it is named or all are, unless its weight is nothing", "[server][http]") {
    CHECK(accepts_coding("br", "br"));
    CHECK(accepts_coding("gzip, deflate, br, zstd", "br"));
    CHECK(accepts_coding("GZIP;q=0.001 , deflate", "gzip"));
    CHECK(accepts_coding("*", "br"));
    CHECK(accepts_coding("*;q=0, br", "br"));
    CHECK(accepts_coding("deflate;q=0,\tgzip ; q=1", "gzip"));
    for (const char* header : {"", ",", ";", "identity", "brotli", "xbr", "br;q=0", "br;q=0.000", "*;q=0", "br;q=0, *",
                               "br;q=", "br;x=1", "gzip;q=1"}) {
        CAPTURE(header);
        CHECK_FALSE(accepts_coding(header, "br"));
    }
}

TEST_CASE("a kept page is for its address, language and version", "[server][http]") {
    using pages::Locale;
    PageCache cache;
    const auto html = std::make_shared<const std::string>("page");
    CHECK(cache.find("/", Locale::zh_hans, 1) == nullptr);
    cache.put("/", Locale::zh_hans, 1, html);
    CHECK(cache.find("/", Locale::zh_hans, 1) == html);
    CHECK(cache.find("/", Locale::en, 1) == nullptr);
    CHECK(cache.find("/rounds", Locale::zh_hans, 1) == nullptr);
    CHECK(cache.find("/", Locale::zh_hans, 2) == nullptr);
    cache.put("/rounds", Locale::zh_hans, 2, html);
    CHECK(cache.find("/", Locale::zh_hans, 1) == nullptr);  // Forgotten with its version.
    cache.put("/", Locale::zh_hans, 1, html);               // Made from an older snapshot, by a slower thread.
    CHECK(cache.find("/", Locale::zh_hans, 2) == nullptr);
    for (std::size_t i = 1; i < cached_pages_max; ++i) cache.put("/" + std::to_string(i), Locale::en, 2, html);
    cache.put("/one-too-many", Locale::en, 2, html);
    CHECK(cache.find("/one-too-many", Locale::en, 2) == nullptr);
    CHECK(cache.find("/" + std::to_string(cached_pages_max - 1), Locale::en, 2) == html);
}

TEST_CASE("the language is the cookie's, else the browser's, else Chinese", "[server][http]") {
    using pages::Locale;
    const auto locale = [](std::string cookie, std::string accepted) {
        Request request;
        request.header(Header::cookie) = std::move(cookie);
        request.header(Header::accept_language) = std::move(accepted);
        return locale_of(request);
    };
    CHECK(locale("", "") == Locale::zh_hans);
    CHECK(locale("", "de-DE, fr") == Locale::zh_hans);
    CHECK(locale("", "en-GB,en;q=0.9") == Locale::en);
    CHECK(locale("", "de, zh-TW;q=0.9, en") == Locale::zh_hant);
    CHECK(locale("", "zh-CN,zh;q=0.9,en") == Locale::zh_hans);
    CHECK(locale("gongyi_lang=en", "zh-CN") == Locale::en);
    CHECK(locale("gongyi_lang=tlh", "zh-HK") == Locale::zh_hant);
}

TEST_CASE("after a form the browser stays on this site", "[server][http]") {
    CHECK(web::safe_path("/rounds/3?a=b", "/") == "/rounds/3?a=b");
    for (const char* away :
         {"", "rounds", "//evil.example", "/\\evil.example", "https://evil.example", "/a\r\nX: y", "/a b"}) {
        CAPTURE(away);
        CHECK(web::safe_path(away, "/me") == "/me");
    }
    CHECK(web::safe_path("/" + std::string(512, 'a'), "/") == "/");
}

}  // namespace gongyi::server::test
