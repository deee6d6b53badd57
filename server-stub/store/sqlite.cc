#include "server-stub/store/sqlite.h"

#include <cstring>

namespace gongyi::server::sqlite {

Connection::Connection(const std::string& path, int flags) {
    sqlite3* handle = nullptr;
    const int result = sqlite3_open_v2(path.c_str(), &handle, flags, nullptr);
    handle_.reset(handle);
    if (result != SQLITE_OK) fail("open the database");
    sqlite3_extended_result_codes(handle_.get(), 1);
    sqlite3_busy_timeout(handle_.get(), 5'000);
}

void Connection::fail(std::string_view doing) const {
    const char* why = handle_ ? sqlite3_errmsg(handle_.get()) : "out of memory";
    throw Error("could not " + std::string{doing} + ": " + why);
}

void Connection::execute(const char* sql) {
    if (sqlite3_exec(handle_.get(), sql, nullptr, nullptr, nullptr) != SQLITE_OK) fail("execute a statement");
}

std::int64_t Connection::single_number(const char* sql) {
    Statement statement{*this, sql};
    if (!statement.step()) fail("read a number");
    return statement.number_at(0);
}

Statement::Statement(Connection& connection, const char* sql) : connection_{connection} {
    sqlite3_stmt* handle = nullptr;
    if (sqlite3_prepare_v3(connection.handle(), sql, -1, SQLITE_PREPARE_PERSISTENT, &handle, nullptr) != SQLITE_OK) {
        connection.fail("prepare a statement");
    }
    handle_.reset(handle);
}

Statement& Statement::number(std::int64_t value) {
    if (sqlite3_bind_int64(handle_.get(), ++bound_, value) != SQLITE_OK) connection_.fail("bind a number");
    return *this;
}

Statement& Statement::text(std::string_view value) {
    // An empty view may have no address, which SQLite would take for NULL.
    const char* from = value.empty() ? "" : value.data();
    if (sqlite3_bind_text64(handle_.get(), ++bound_, from, value.size(), SQLITE_STATIC, SQLITE_UTF8) != SQLITE_OK) {
        connection_.fail("bind a text");
    }
    return *this;
}

Statement& Statement::blob(const std::uint8_t* bytes, std::size_t size) {
    if (sqlite3_bind_blob64(handle_.get(), ++bound_, bytes, size, SQLITE_STATIC) != SQLITE_OK) {
        connection_.fail("bind a blob");
    }
    return *this;
}

void Statement::run() {
    const int result = sqlite3_step(handle_.get());
    reset();
    if (result != SQLITE_DONE) connection_.fail("write");
}

bool Statement::step() {
    const int result = sqlite3_step(handle_.get());
    if (result == SQLITE_ROW) return true;
    reset();
    if (result != SQLITE_DONE) connection_.fail("read");
    return false;
}

void Statement::reset() {
    sqlite3_reset(handle_.get());
    bound_ = 0;
}

std::string_view Statement::text_at(int column) const {
    const auto* text = sqlite3_column_text(handle_.get(), column);
    const int size = sqlite3_column_bytes(handle_.get(), column);
    if (text == nullptr) return {};
    return {reinterpret_cast<const char*>(text), static_cast<std::size_t>(size)};
}

std::string_view Statement::bytes_at(int column) const {
    const void* bytes = sqlite3_column_blob(handle_.get(), column);
    const int size = sqlite3_column_bytes(handle_.get(), column);
    if (bytes == nullptr) return {};
    return {static_cast<const char*>(bytes), static_cast<std::size_t>(size)};
}

void Statement::copy_blob(int column, std::uint8_t* to, std::size_t size) const {
    const void* from = sqlite3_column_blob(handle_.get(), column);
    if (static_cast<std::size_t>(sqlite3_column_bytes(handle_.get(), column)) != size) {
        throw Error("a stored value has the wrong length");
    }
    std::memcpy(to, from, size);
}

Transaction::~Transaction() {
    if (is_done_) return;
    // After some faults (a full disk) SQLite has rolled back by itself; then this statement fails, harmlessly.
    sqlite3_exec(connection_.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
}

void Transaction::commit() {
    connection_.execute("COMMIT");
    is_done_ = true;
}

}  // namespace gongyi::server::sqlite
