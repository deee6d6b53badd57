// The C ABI that JavaScript sees. Nothing is decided here.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include <emscripten/emscripten.h>

#include "wasm/core/core.h"

// How far a count has got, to whom static/core.js named.
EM_JS(void, gongyi_tell_count, (unsigned per_mille), { Module['gongyi_on_count'](per_mille); });

namespace {

// What gongyi_call points to: three words, read by static/core.js. Valid until the next call with the same handle.
struct Response {
    std::uint32_t status = 0;
    const char* pointer = nullptr;
    std::uint32_t size = 0;
};
static_assert(sizeof(Response) == 12);

struct Handle {
    gongyi::core::Core core;
    gongyi::core::Answer answer;
    Response response;
};

}  // namespace

extern "C" {

EMSCRIPTEN_KEEPALIVE Handle* gongyi_open() {
    return new Handle{.core = gongyi::core::Core{gongyi_tell_count}, .answer = {}, .response = {}};
}

EMSCRIPTEN_KEEPALIVE void gongyi_close(Handle* handle) {
    delete handle;
}

EMSCRIPTEN_KEEPALIVE void* gongyi_alloc(std::size_t size) {
    return std::malloc(size > 0 ? size : 1);
}

EMSCRIPTEN_KEEPALIVE void gongyi_free(void* pointer) {
    std::free(pointer);
}

EMSCRIPTEN_KEEPALIVE const Response* gongyi_call(Handle* handle, std::uint32_t operation, const char* input,
                                                 std::size_t size) {
    handle->answer = handle->core.call(operation, std::string_view{input, size});
    handle->response = {.status = static_cast<std::uint32_t>(handle->answer.status),
                        .pointer = handle->answer.body.data(),
                        .size = static_cast<std::uint32_t>(handle->answer.body.size())};
    return &handle->response;
}

}  // extern "C"
