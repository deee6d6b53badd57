// SQLite's C interface with owners: a connection closes itself, a statement finalizes itself.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

namespace gongyi::server::sqlite {

// Thrown by everything here and caught in SqliteStore, where it becomes a StoreFault.
class Error : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

class Statement;

class Connection {
public:
    Connection(const std::string& path, int flags);
    // Runs statements that give no rows and take no values.
    void execute(const char* sql);
    [[nodiscard]] std::int64_t single_number(const char* sql);
    [[nodiscard]] std::int64_t last_row_id() const { return sqlite3_last_insert_rowid(handle_.get()); }
    // Rows that were changed since the connection was opened.
    [[nodiscard]] std::int64_t change_count() const { return sqlite3_total_changes64(handle_.get()); }
    [[nodiscard]] sqlite3* handle() const { return handle_.get(); }
    [[noreturn]] void fail(std::string_view doing) const;

private:
    struct Close {
        void operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }
    };
    std::unique_ptr<sqlite3, Close> handle_;
};

// A prepared statement. Bind in order, then run() or loop over step(). Texts and blobs must live until then.
class Statement {
public:
    Statement(Connection& connection, const char* sql);

    Statement& number(std::int64_t value);
    Statement& number(std::uint64_t value) { return number(static_cast<std::int64_t>(value)); }
    Statement& text(std::string_view value);
    Statement& blob(const std::uint8_t* bytes, std::size_t size);
    template <class Bytes>
    Statement& blob(const Bytes& bytes) {
        return blob(bytes.data(), bytes.size());
    }

    // Executes a statement that gives no rows, and readies it for the next.
    void run();
    // Advances to the next row; at the end returns false and readies the statement for the next use.
    [[nodiscard]] bool step();
    // Ends a loop over step() early.
    void reset();

    [[nodiscard]] std::int64_t number_at(int column) const { return sqlite3_column_int64(handle_.get(), column); }
    [[nodiscard]] std::string_view text_at(int column) const;
    // Until the next step.
    [[nodiscard]] std::string_view bytes_at(int column) const;
    // Copies the blob at `column` into `bytes`; throws if its size differs.
    template <class Bytes>
    void read_blob(int column, Bytes& bytes) const {
        copy_blob(column, bytes.data(), bytes.size());
    }

private:
    void copy_blob(int column, std::uint8_t* to, std::size_t size) const;

    struct Finalize {
        void operator()(sqlite3_stmt* handle) const { sqlite3_finalize(handle); }
    };
    Connection& connection_;
    std::unique_ptr<sqlite3_stmt, Finalize> handle_;
    int bound_ = 0;
};

// Begins a transaction; rolls back unless commit() was called.
class Transaction {
public:
    explicit Transaction(Connection& connection) : connection_{connection} { connection_.execute("BEGIN IMMEDIATE"); }
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    ~Transaction();
    void commit();

private:
    Connection& connection_;
    bool is_done_ = false;
};

}  // namespace gongyi::server::sqlite
