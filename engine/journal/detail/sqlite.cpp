// SPDX-License-Identifier: Apache-2.0
#include "engine/journal/detail/sqlite.hpp"

#include <fmt/format.h>

#include "engine/base/error.hpp"

namespace trien::journal::sqlite {

namespace {

/// What an SQLite result code means to us.
struct Meaning {
    Fault fault = Fault::environment;
    const char* code = "";
    Message cause;
    Message mend;
};

Meaning meaning_of(int code) {
    switch (code) {
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return {Fault::retry,
                    "journal.locked",
                    {"Nhật ký đang được chương trình khác ghi", "another program is writing to the journal"},
                    {"Đợi một lát rồi thử lại", "wait a moment and try again"}};
        case SQLITE_NOTADB:
            return {Fault::input,
                    "journal.foreign",
                    {"Tệp này không phải nhật ký của Triện", "the file is not a journal of Triện"},
                    {"Kiểm tra lại đường dẫn", "check the path"}};
        case SQLITE_CORRUPT:
        case SQLITE_CONSTRAINT:
        case SQLITE_MISMATCH:
            return {Fault::corrupt,
                    "journal.storage",
                    {"Tệp nhật ký bị hỏng", "the journal file is damaged"},
                    {"Giữ nguyên hiện trạng và khôi phục từ bản sao lưu gần nhất",
                     "leave everything as it is and restore the newest backup"}};
        case SQLITE_FULL:
            return {Fault::environment,
                    "journal.full",
                    {"Hết chỗ trên đĩa: nhật ký không ghi thêm được", "the disk is full: the journal cannot grow"},
                    {"Giải phóng hoặc mở rộng đĩa rồi làm lại; những gì đã xác nhận vẫn còn nguyên",
                     "make room on the disk and try again; what was acknowledged is safe"}};
        case SQLITE_READONLY:
        case SQLITE_PERM:
            return {Fault::environment,
                    "journal.read-only",
                    {"Tệp nhật ký chỉ đọc được, không ghi được", "the journal file can be read but not written"},
                    {"Cấp quyền ghi tệp nhật ký và thư mục chứa nó, hoặc gắn lại đĩa ở chế độ ghi",
                     "give the right to write the journal file and its folder, or mount the disk for writing"}};
        case SQLITE_CANTOPEN:
            return {Fault::environment,
                    "journal.unopenable",
                    {"Không mở được tệp nhật ký hoặc tệp phụ (-wal, -shm) cạnh nó",
                     "the journal file, or a file beside it (-wal, -shm), cannot be opened"},
                    {"Kiểm tra quyền đọc ghi tệp và thư mục, và đĩa đã gắn chưa",
                     "check the rights to read and write the file and its folder, and that the disk is mounted"}};
        default:
            return {
                Fault::environment,
                "journal.disk",
                {"Không đọc ghi được tệp nhật ký", "the journal file cannot be read or written"},
                {"Kiểm tra đĩa, chỗ trống và quyền truy cập", "check the disk, its free space and the access rights"}};
    }
}

}  // namespace

Query::~Query() {
    sqlite3_reset(statement_);
    sqlite3_clear_bindings(statement_);
}

Query& Query::bind(std::int64_t value) {
    database_.require(sqlite3_bind_int64(statement_, ++bound_, value));
    return *this;
}

Query& Query::bind(std::string_view text) {
    // An empty view may have no address, which SQLite would take for NULL.
    const char* const start = text.empty() ? "" : text.data();
    database_.require(sqlite3_bind_text64(statement_, ++bound_, start, text.size(), SQLITE_STATIC, SQLITE_UTF8));
    return *this;
}

Query& Query::bind(Blob blob) {
    database_.require(
        sqlite3_bind_blob64(statement_, ++bound_, blob.bytes.data(), blob.bytes.size(), SQLITE_STATIC));
    return *this;
}

bool Query::step() {
    const int code = sqlite3_step(statement_);
    if (code == SQLITE_ROW) return true;
    if (code != SQLITE_DONE) database_.require(code);
    return false;
}

std::string Query::bytes(int column) const {
    const auto* const start = static_cast<const char*>(sqlite3_column_blob(statement_, column));
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_, column));
    return start == nullptr ? std::string() : std::string(start, size);
}

Database::Database(const std::filesystem::path& path, std::chrono::milliseconds patience, Access access)
    : path_(path), access_(access) {
    sqlite3* connection = nullptr;
    const int mode = access == Access::writing ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY;
    const int code = sqlite3_open_v2(path.c_str(), &connection, mode | SQLITE_OPEN_NOMUTEX, nullptr);
    connection_.reset(connection);
    require(code);
    require(sqlite3_extended_result_codes(connection, 1));
    require(sqlite3_busy_timeout(connection, static_cast<int>(patience.count())));
    require(sqlite3_db_config(connection, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr));
    require(sqlite3_db_config(connection, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr));
}

Query Database::query(std::string_view sql) {
    Statement& statement = statements_[sql.data()];
    if (!statement) {
        sqlite3_stmt* prepared = nullptr;
        require(sqlite3_prepare_v3(connection_.get(), sql.data(), static_cast<int>(sql.size()),
                                   SQLITE_PREPARE_PERSISTENT, &prepared, nullptr));
        statement.reset(prepared);
    }
    return Query(*this, statement.get());
}

void Database::run(const std::string& sql) {
    require(sqlite3_exec(connection_.get(), sql.c_str(), nullptr, nullptr, nullptr));
}

void Database::require(int code) const {
    if (code == SQLITE_OK) return;
    // A file beside the journal (-shm) that cannot grow is no fault of the disk: there is no room.
    Meaning meaning = meaning_of(code == SQLITE_IOERR_SHMSIZE ? SQLITE_FULL : code & 0xFF);
    meaning.cause.en += fmt::format(" ({})", sqlite3_errmsg(connection_.get()));
    throw Error(meaning.fault, meaning.code, {path_.string(), 0, 0, ""}, meaning.cause, meaning.mend);
}

Transaction::Transaction(Database& database, Kind kind) : database_(database) {
    database_.query(kind == Kind::writing ? "BEGIN IMMEDIATE" : "BEGIN").run();
}

Transaction::~Transaction() {
    // SQLite ends the transaction itself on some failures, such as a full disk.
    if (!done_ && database_.in_transaction()) database_.abandon("ROLLBACK");
}

void Transaction::commit() {
    database_.query("COMMIT").run();
    done_ = true;
}

}  // namespace trien::journal::sqlite
