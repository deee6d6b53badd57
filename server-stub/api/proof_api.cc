// Single entries of the record and proofs about it (RFC 9162 sections 2.1.3 and 2.1.4).
#include <cstdio>
#include <optional>
#include <string>

#include "server-stub/api/guard.h"
#include "server-stub/api/handlers.h"
#include "server-stub/api/problem.h"
#include "server-stub/portal_host/stored_nodes.h"
#include "shared/base/json_writer.h"
#include "shared/base/number.h"

namespace gongyi::server::api {
namespace {

void refuse_number(const ExchangePtr& exchange, std::string_view field, std::string_view wanted) {
    exchange->answer(problem(problems::invalid_input, field, "wanted: " + std::string{wanted}));
}

// The whole number that the query gives as `name`. Otherwise answers the exchange.
std::optional<std::uint64_t> query_number(const ExchangePtr& exchange, std::string_view name) {
    const auto query = parse_form(exchange->request().query());
    const auto text = query ? find_field(*query, name) : std::nullopt;
    const auto number = text ? whole_number(*text) : std::nullopt;
    if (!number) refuse_number(exchange, name, "a whole number without leading zeros");
    return number;
}

// Answers with what `make` makes of the tree as it is in `snapshot`: a body, or the fault of the request.
template <class Make>
void answer_from_tree(Services& services, const Snapshot& snapshot, const ExchangePtr& exchange, Make&& make) {
    try {
        StoredNodes nodes{services.host.store()};
        make(nodes, record::Tree{nodes, snapshot.checkpoint.size});
    } catch (const StoredNodes::StoreFailure& failure) {
        std::fprintf(stderr, "gongyi: no proof could be made: %s\n", failure.what());
        exchange->answer(problem(problems::unavailable));
    }
}

std::string size_limit(const Snapshot& snapshot) {
    return "at most the size of the record, " + std::to_string(snapshot.checkpoint.size);
}

void write_path(JsonWriter& json, const std::vector<Hash>& path) {
    json.key("path").begin_array();
    for (const Hash& hash : path) json.string(to_base64(hash));
    json.end_array();
}

std::int64_t as_integer(std::uint64_t count) {
    return static_cast<std::int64_t>(count);  // At most the size of a record.
}

}  // namespace

void get_inclusion(Services& services, const ExchangePtr& exchange) {
    const auto snapshot = services.host.snapshot();
    if (!is_this_community(*snapshot, exchange)) return;
    const auto index = query_number(exchange, "index");
    if (!index) return;
    const auto size = query_number(exchange, "size");
    if (!size) return;
    if (*size > snapshot->checkpoint.size) return refuse_number(exchange, "size", size_limit(*snapshot));
    if (*index >= *size) return refuse_number(exchange, "index", "less than size");
    answer_from_tree(services, *snapshot, exchange, [&](const StoredNodes& nodes, const record::Tree& tree) {
        const auto path = tree.inclusion_path(*index, *size);
        const auto root = tree.root_at(*size);
        GONGYI_CHECK(path.has_value() && root.has_value());  // Both numbers were looked at.
        JsonWriter json;
        json.begin_object().key("index").integer(as_integer(*index));
        json.key("leaf").string(to_base64(nodes.read({0, *index})));
        write_path(json, *path);
        json.key("root").string(to_base64(*root)).key("size").integer(as_integer(*size)).end_object();
        exchange->answer({.status = 200, .content_type = json_type, .body = json.take()});
    });
}

void get_consistency(Services& services, const ExchangePtr& exchange) {
    const auto snapshot = services.host.snapshot();
    if (!is_this_community(*snapshot, exchange)) return;
    const auto old_size = query_number(exchange, "old");
    if (!old_size) return;
    const auto new_size = query_number(exchange, "new");
    if (!new_size) return;
    if (*new_size > snapshot->checkpoint.size) return refuse_number(exchange, "new", size_limit(*snapshot));
    if (*old_size == 0) return refuse_number(exchange, "old", "at least 1: every record continues the empty one");
    if (*old_size > *new_size) return refuse_number(exchange, "old", "at most new");
    answer_from_tree(services, *snapshot, exchange, [&](const StoredNodes&, const record::Tree& tree) {
        const auto path = tree.consistency_path(*old_size, *new_size);
        const auto old_root = tree.root_at(*old_size);
        const auto new_root = tree.root_at(*new_size);
        GONGYI_CHECK(path.has_value() && old_root.has_value() && new_root.has_value());
        JsonWriter json;
        json.begin_object().key("new").integer(as_integer(*new_size));
        json.key("new_root").string(to_base64(*new_root)).key("old").integer(as_integer(*old_size));
        json.key("old_root").string(to_base64(*old_root));
        write_path(json, *path);
        json.end_object();
        exchange->answer({.status = 200, .content_type = json_type, .body = json.take()});
    });
}

void get_entry(Services& services, const ExchangePtr& exchange) {
    const auto snapshot = services.host.snapshot();
    if (!is_this_community(*snapshot, exchange)) return;
    const auto index = whole_number(exchange->parameters().back());
    if (!index) return refuse_number(exchange, "index", "a whole number without leading zeros");
    if (*index >= snapshot->checkpoint.size) return exchange->answer(problem(problems::not_found));
    auto entries = services.host.store().read_entries(*index, 1);
    if (!entries || entries->empty()) return exchange->answer(problem(problems::unavailable));
    exchange->answer({.status = 200, .content_type = json_type, .body = std::move(entries->front())});
}

}  // namespace gongyi::server::api
