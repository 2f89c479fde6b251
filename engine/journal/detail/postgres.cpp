// SPDX-License-Identifier: Apache-2.0
#include "engine/journal/detail/postgres.hpp"

#include <algorithm>
#include <iterator>
#include <regex>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>
#include <poll.h>

#include "engine/base/text.hpp"

namespace trien::journal::postgres {

namespace {

using ConnectionOptions = Handle<PQconninfoOption, PQconninfoFree>;

/// How long each step of the greeting may take.
constexpr std::chrono::milliseconds connecting_patience{10'000};
constexpr int oldest_server = 150'000;

const char* const begin_writing = "BEGIN ISOLATION LEVEL READ COMMITTED";
const char* const begin_reading = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

/// One writer at a time for each journal; 0x5472696E ("Trin") keeps the lock apart from those of other programs.
const char* const lock_journal =
    "SELECT pg_advisory_xact_lock(x'5472696E'::bigint << 32 | oid::bigint)"
    " FROM pg_namespace WHERE nspname = current_schema()";

/// What is fixed for the session, whatever the server's or the role's defaults are. The tables grow from nothing to
/// millions of rows while plans are kept, and every statement finds its rows through an index: so the planner is not to
/// judge by yesterday's sizes.
const char* const configure =
    "SELECT current_schema(), set_config('search_path', quote_ident(current_schema()) || ', pg_temp', false),"
    " set_config('lock_timeout', $1::bigint::text, false),"
    " set_config('synchronous_commit', replace(current_setting('synchronous_commit'), 'off', 'on'), false),"
    " set_config('enable_seqscan', 'off', false), set_config('enable_hashjoin', 'off', false),"
    " set_config('plan_cache_mode', 'force_generic_plan', false), set_config('jit', 'off', false)";

/// What an SQLSTATE, or the class it starts with, means to us.
struct Meaning {
    std::string_view state;
    Fault fault;
    const char* code;
    Message cause;
    Message mend;
};

const Message wait_and_repeat{"Đợi một lát rồi thử lại", "wait a moment and try again"};
const Message keep_and_restore{"Giữ nguyên hiện trạng và khôi phục từ bản sao lưu gần nhất",
                               "leave everything as it is and restore the newest backup"};
const Message damaged{"Cơ sở dữ liệu nhật ký bị hỏng hoặc bị sửa", "the journal's database is damaged or was changed"};

/// The first that fits is taken.
const std::vector<Meaning>& meanings() {
    static const std::vector<Meaning> all = {
        {"08",
         Fault::retry,
         "journal.connection",
         {"Mất kết nối với PostgreSQL", "the connection to PostgreSQL was lost"},
         wait_and_repeat},
        {"57P03",
         Fault::retry,
         "journal.busy",
         {"PostgreSQL đang khởi động hoặc đang dừng", "PostgreSQL is starting or stopping"},
         wait_and_repeat},
        {"57P",
         Fault::retry,
         "journal.connection",
         {"PostgreSQL đã ngắt kết nối", "PostgreSQL ended the connection"},
         wait_and_repeat},
        {"53300",
         Fault::retry,
         "journal.busy",
         {"PostgreSQL không nhận thêm kết nối", "PostgreSQL takes no more connections"},
         {"Đợi một lát rồi thử lại, hoặc tăng max_connections",
          "wait a moment and try again, or raise max_connections"}},
        {"55P03",
         Fault::retry,
         "journal.locked",
         {"Nhật ký đang được chương trình khác ghi", "another program is writing to the journal"},
         wait_and_repeat},
        {"40",
         Fault::retry,
         "journal.locked",
         {"Nhật ký đang được chương trình khác ghi", "another program is writing to the journal"},
         wait_and_repeat},
        {"57014",
         Fault::retry,
         "journal.cancelled",
         {"PostgreSQL đã dừng câu lệnh", "PostgreSQL cancelled the statement"},
         wait_and_repeat},
        {"28",
         Fault::denied,
         "journal.login",
         {"PostgreSQL từ chối đăng nhập", "PostgreSQL refused the login"},
         {"Kiểm tra tên và mật khẩu trong chuỗi kết nối, và pg_hba.conf của máy chủ",
          "check user and password in the connection string, and the server's pg_hba.conf"}},
        {"3D000",
         Fault::environment,
         "journal.missing",
         {"Không có cơ sở dữ liệu này", "there is no such database"},
         {"Kiểm tra chuỗi kết nối, hoặc tạo bằng CREATE DATABASE",
          "check the connection string, or make it with CREATE DATABASE"}},
        {"42501",
         Fault::denied,
         "journal.permission",
         {"PostgreSQL không cho tài khoản này làm việc đó", "PostgreSQL does not let this role do that"},
         {"Kết nối bằng tài khoản được cấp khi tạo nhật ký; việc bảo trì thì bằng tài khoản chủ sở hữu",
          "connect as the role named when the journal was made; for maintenance, as its owner"}},
        {"25006",
         Fault::environment,
         "journal.read-only",
         {"Máy chủ PostgreSQL này chỉ cho đọc", "this PostgreSQL only lets us read"},
         {"Kết nối với máy chủ chính, và kiểm tra default_transaction_read_only",
          "connect to the primary server, and check default_transaction_read_only"}},
        {"53100",
         Fault::environment,
         "journal.disk",
         {"Đĩa của máy chủ PostgreSQL đã đầy", "the disk of the PostgreSQL server is full"},
         {"Giải phóng chỗ trên máy chủ rồi thử lại", "free space on the server and try again"}},
        {"58",
         Fault::environment,
         "journal.disk",
         {"PostgreSQL không đọc ghi được đĩa của nó", "PostgreSQL cannot read or write its disk"},
         {"Kiểm tra đĩa của máy chủ PostgreSQL", "check the disk of the PostgreSQL server"}},
        {"22021",
         Fault::input,
         "journal.text",
         {"Có chữ mà PostgreSQL không lưu được", "there is text that PostgreSQL cannot hold"},
         {}},
        // The lock keeps our own writers apart; somebody wrote past it, and what he wrote is there now.
        {"23505",
         Fault::retry,
         "journal.locked",
         {"Nhật ký đang được chương trình khác ghi", "another program is writing to the journal"},
         wait_and_repeat},
        {"23", Fault::corrupt, "journal.storage", damaged, keep_and_restore},
        {"3F", Fault::corrupt, "journal.storage", damaged, keep_and_restore},
        {"42", Fault::corrupt, "journal.storage", damaged, keep_and_restore},
        {"P0001", Fault::corrupt, "journal.storage", damaged, keep_and_restore},
        {"XX", Fault::corrupt, "journal.storage", damaged, keep_and_restore},
        {"",
         Fault::environment,
         "journal.database",
         {"PostgreSQL báo lỗi", "PostgreSQL failed"},
         {"Xem nhật ký vận hành của máy chủ PostgreSQL", "see the log of the PostgreSQL server"}},
    };
    return all;
}

/// Big-endian, as everything binary of PostgreSQL.
template <class Integer>
void append(std::string& bytes, Integer value) {
    for (int shift = 8 * (static_cast<int>(sizeof(value)) - 1); shift >= 0; shift -= 8) {
        bytes += static_cast<char>((value >> shift) & 0xFF);
    }
}

std::string big_endian(std::int64_t value) {
    std::string bytes;
    append(bytes, value);
    return bytes;
}

bool can_be_held(std::string_view text) {
    return text.find('\0') == std::string_view::npos && is_utf8(text);
}

/// libpq gives no SQLSTATE for a connection that failed, but its verbose message names one: "… FATAL:  28P01: …".
std::string state_of_failed(const std::string& message) {
    static const std::regex form(":  ([0-9A-Z]{5}): ");
    std::smatch match;
    return std::regex_search(message, match, form) ? match[1].str() : "";
}

std::string first_line(const std::string& text) {
    return text.substr(0, text.find('\n'));
}

}  // namespace

std::map<std::string, std::string> settings_of(const std::string& connection) {
    std::map<std::string, std::string> settings;
    const ConnectionOptions options(PQconninfoParse(connection.c_str(), nullptr));
    for (const PQconninfoOption* option = options.get(); option != nullptr && option->keyword != nullptr; ++option) {
        if (option->val != nullptr) settings[option->keyword] = option->val;
    }
    // An unescaped @ in the password of a URL ends up in the host.
    if (!options || settings["host"].find('@') != std::string::npos) {
        throw Error(Fault::input, "journal.connection-string", {},
                    {"Chuỗi kết nối PostgreSQL sai cách viết", "the PostgreSQL connection string cannot be read"},
                    {"Viết như postgresql://tài-khoản:mật-khẩu@máy:5432/cơ-sở-dữ-liệu, ký tự đặc biệt dạng %40",
                     "write it like postgresql://user:password@host:5432/database, special characters as in %40"});
    }
    return settings;
}

// --- Values

void Array::add_element(const std::optional<std::string_view>& bytes) {
    ++count_;
    append(elements_, bytes ? static_cast<std::int32_t>(bytes->size()) : -1);
    if (bytes) elements_ += *bytes;
}

void Array::add(std::int64_t value) {
    add_element(big_endian(value));
}

void Array::add(std::string_view text) {
    add_element(can_be_held(text) ? std::optional(text) : std::nullopt);
}

void Array::add(Blob blob) {
    add_element(blob.bytes);
}

std::string Array::bytes() const {
    std::string bytes;
    append(bytes, std::int32_t{count_ == 0 ? 0 : 1});  // dimensions
    append(bytes, std::int32_t{1});                    // there may be NULLs
    append(bytes, static_cast<std::uint32_t>(type_));
    if (count_ == 0) return bytes;
    append(bytes, count_);
    append(bytes, std::int32_t{1});  // the first index
    return bytes + elements_;
}

Parameters& Parameters::add(std::int64_t value) {
    values_.emplace_back(big_endian(value));
    return *this;
}

Parameters& Parameters::add(std::string_view text) {
    values_.push_back(can_be_held(text) ? std::optional(std::string(text)) : std::nullopt);
    return *this;
}

Parameters& Parameters::add(Blob blob) {
    values_.emplace_back(std::string(blob.bytes));
    return *this;
}

Parameters& Parameters::add(const Array& array) {
    values_.emplace_back(array.bytes());
    return *this;
}

std::int64_t Answer::integer(int column) const {
    std::uint64_t value = 0;
    for (const char byte : bytes(column)) value = value << 8U | static_cast<std::uint8_t>(byte);
    return static_cast<std::int64_t>(value);
}

std::string Answer::bytes(int column) const {
    return {PQgetvalue(result_.get(), row_, column),
            static_cast<std::size_t>(PQgetlength(result_.get(), row_, column))};
}

// --- Connection

Database::Database(const std::string& connection, std::chrono::milliseconds patience)
    : settings_(settings_of(connection)), patience_(patience) {
    settings_["client_encoding"] = "UTF8";
    // A server that vanished without a word is noticed within a minute.
    settings_.try_emplace("keepalives_idle", "20");
    settings_.try_emplace("keepalives_interval", "10");
    settings_.try_emplace("keepalives_count", "4");
    settings_.try_emplace("tcp_user_timeout", "60000");
    settings_.try_emplace("fallback_application_name", "trien");
    connect();
}

void Database::connect() {
    std::vector<const char*> names;
    std::vector<const char*> values;
    for (const auto& [name, value] : settings_) {
        names.push_back(name.c_str());
        values.push_back(value.c_str());
    }
    names.push_back(nullptr);
    values.push_back(nullptr);
    statements_.clear();
    connection_.reset(PQconnectStartParams(names.data(), values.data(), 0));
    if (!connection_) throw std::bad_alloc();
    greet();
    try {
        settle();
    } catch (const Error&) {
        connection_.reset();
        throw;
    }
}

/// Looks whether this server will do, and sets up the session.
void Database::settle() {
    if (PQserverVersion(connection_.get()) < oldest_server) {
        throw Error(Fault::environment, "journal.server-version", {place_, 0, 0, ""},
                    {"Máy chủ PostgreSQL cũ hơn bản 15", "the PostgreSQL server is older than version 15"},
                    {"Nâng cấp PostgreSQL lên bản 15 trở lên", "upgrade PostgreSQL to version 15 or later"});
    }
    if (PQparameterStatus(connection_.get(), "server_encoding") != std::string_view("UTF8")) {
        throw Error(Fault::environment, "journal.encoding", {place_, 0, 0, ""},
                    {"Cơ sở dữ liệu không dùng bảng mã UTF8", "the database's encoding is not UTF8"},
                    {"Tạo lại bằng CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0",
                     "make it again with CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0"});
    }
    // A server takes 0 for no limit.
    Answer schema =
        std::move(exchange({{configure, Parameters().add(std::max<std::int64_t>(1, patience_.count()))}}).front());
    if (schema.step() && !schema.is_null(0)) return;
    throw Error(Fault::environment, "journal.schema", {place_, 0, 0, ""},
                {"Lược đồ trong search_path không có, hoặc tài khoản này không được dùng",
                 "the schema of the search_path does not exist, or this role may not use it"},
                {"Kiểm tra chuỗi kết nối, hoặc tạo bằng CREATE SCHEMA",
                 "check the connection string, or make it with CREATE SCHEMA"});
}

/// Waits until the server lets us in.
void Database::greet() {
    PGconn* const connection = connection_.get();
    PQsetErrorVerbosity(connection, PQERRORS_VERBOSE);
    PQsetNoticeProcessor(connection, [](void*, const char*) {}, nullptr);
    auto state = PGRES_POLLING_WRITING;
    while (state == PGRES_POLLING_READING || state == PGRES_POLLING_WRITING) {
        pollfd ready{PQsocket(connection), static_cast<short>(state == PGRES_POLLING_READING ? POLLIN : POLLOUT), 0};
        if (PQstatus(connection) != CONNECTION_BAD &&
            ::poll(&ready, 1, static_cast<int>(connecting_patience.count())) == 0) {
            break;
        }
        state = PQconnectPoll(connection);
    }
    const auto text = [](const char* part) { return std::string(part == nullptr ? "" : part); };
    place_ = fmt::format("postgresql://{}:{}/{}", text(PQhost(connection)), text(PQport(connection)),
                         text(PQdb(connection)));
    if (state == PGRES_POLLING_OK) return;
    const std::string message = text(PQerrorMessage(connection));
    connection_.reset();
    const std::string reason = state_of_failed(message);
    if (!reason.empty()) throw error(reason, first_line(message));
    throw Error(
        Fault::environment, "journal.server", {place_, 0, 0, ""},
        {"PostgreSQL không trả lời", fmt::format("PostgreSQL does not answer ({})", first_line(message))},
        {"Khởi động PostgreSQL, hoặc kiểm tra chuỗi kết nối", "start PostgreSQL, or check the connection string"});
}

void Database::ensure_connected() {
    if (in_transaction_) {
        if (!connection_) lose();
        return;
    }
    // A server that was restarted meanwhile has closed the connection.
    pollfd closed{connection_ ? PQsocket(connection_.get()) : -1, POLLRDHUP, 0};
    if (!connection_ || ::poll(&closed, 1, 0) > 0) connect();
}

// --- Statements

Answer Database::ask(const Statement& statement) {
    return std::move(ask(Batch{statement}).front());
}

std::vector<Answer> Database::ask(const Batch& batch) {
    ensure_connected();
    return exchange(batch);
}

std::vector<Answer> Database::exchange(const Batch& batch) {
    PGconn* const connection = connection_.get();
    if (PQenterPipelineMode(connection) == 0) lose();
    std::vector<std::string_view> prepared;
    std::vector<bool> asked;  // of each result that will come: whether it is an answer
    for (const Statement& statement : batch) {
        if (send(statement, prepared)) asked.push_back(false);
        asked.push_back(true);
    }
    if (PQpipelineSync(connection) == 0) lose();

    std::vector<Answer> answers;
    Result failure;
    for (const bool is_answer : asked) {
        Result result = collect();
        const auto status = PQresultStatus(result.get());
        if (status == PGRES_FATAL_ERROR) {
            failure = std::move(result);
        } else if (is_answer) {
            answers.emplace_back(std::move(result));
        }
    }
    if (PQresultStatus(collect().get()) != PGRES_PIPELINE_SYNC || PQexitPipelineMode(connection) == 0) lose();
    if (failure) {
        for (const std::string_view sql : prepared) statements_.erase(sql);
        fail(failure);
    }
    return answers;
}

/// @returns  whether it also had to be prepared, which gives a result of its own.
bool Database::send(const Statement& statement, std::vector<std::string_view>& prepared) {
    PGconn* const connection = connection_.get();
    const auto [known, is_new] = statements_.try_emplace(statement.sql, fmt::format("s{}", next_name_));
    const std::string& name = known->second;
    if (is_new) {
        ++next_name_;
        prepared.push_back(statement.sql);
        if (PQsendPrepare(connection, name.c_str(), statement.sql.data(), 0, nullptr) == 0) lose();
    }
    const auto& parameters = statement.parameters.values();
    std::vector<const char*> values;
    std::vector<int> lengths;
    for (const auto& parameter : parameters) {
        values.push_back(parameter ? parameter->data() : nullptr);
        lengths.push_back(parameter ? static_cast<int>(parameter->size()) : 0);
    }
    const std::vector<int> binary(parameters.size(), 1);
    if (PQsendQueryPrepared(connection, name.c_str(), static_cast<int>(parameters.size()), values.data(),
                            lengths.data(), binary.data(), 1) == 0) {
        lose();
    }
    return is_new;
}

/// The next result of a pipeline; there is no end behind the one that marks its end.
Result Database::collect() {
    Result result(PQgetResult(connection_.get()));
    if (!result) lose();
    if (PQresultStatus(result.get()) == PGRES_PIPELINE_SYNC) return result;
    if (PQstatus(connection_.get()) == CONNECTION_BAD) {
        PQresultErrorField(result.get(), PG_DIAG_SQLSTATE) == nullptr ? lose() : fail(result);
    }
    while (const Result end{PQgetResult(connection_.get())}) {
    }
    return result;
}

void Database::run_script(const std::string& sql) {
    ensure_connected();
    const Result result(PQexec(connection_.get(), sql.c_str()));
    const auto status = PQresultStatus(result.get());
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK && status != PGRES_EMPTY_QUERY) fail(result);
}

std::string Database::quoted(const std::string& name) {
    ensure_connected();
    const Handle<char, PQfreemem> text(PQescapeIdentifier(connection_.get(), name.data(), name.size()));
    if (!text) throw error("22021", "");
    return text.get();
}

// --- Faults

Error Database::error(std::string_view state, std::string_view detail) const {
    const Meaning& meaning =
        *std::ranges::find_if(meanings(), [&](const Meaning& m) { return state.starts_with(m.state); });
    Message cause = meaning.cause;
    if (!detail.empty()) cause.en += fmt::format(" ({})", detail);
    return Error(meaning.fault, meaning.code, {place_, 0, 0, ""}, cause, meaning.mend);
}

void Database::fail(const Result& result) {
    const char* const state = PQresultErrorField(result.get(), PG_DIAG_SQLSTATE);
    const char* const detail = PQresultErrorField(result.get(), PG_DIAG_MESSAGE_PRIMARY);
    if (PQstatus(connection_.get()) == CONNECTION_BAD) connection_.reset();
    if (state == nullptr) lose();
    throw error(state, detail == nullptr ? "" : detail);
}

void Database::lose() {
    connection_.reset();
    throw error("08006", "");
}

// --- Transaction

Transaction::Transaction(Database& database) : database_(database) {
    if (database_.in_transaction_) throw std::logic_error("a transaction within a transaction");
    database_.ensure_connected();
    database_.in_transaction_ = true;
}

Transaction::~Transaction() {
    PGconn* const connection = database_.connection_.get();
    if (connection != nullptr && PQtransactionStatus(connection) != PQTRANS_IDLE) {
        try {
            database_.run({"ROLLBACK"});
        } catch (const Error&) {
            database_.connection_.reset();
        }
    }
    database_.in_transaction_ = false;
}

std::vector<Answer> Transaction::begin(Kind kind, Batch first) {
    Batch batch = kind == Kind::writing ? Batch{{begin_writing}, {lock_journal}} : Batch{{begin_reading}};
    const auto own = std::ssize(batch);
    std::ranges::move(first, std::back_inserter(batch));
    std::vector<Answer> answers = database_.ask(batch);
    answers.erase(answers.begin(), answers.begin() + own);
    return answers;
}

void Transaction::commit(Batch last) {
    last.push_back({"COMMIT"});
    try {
        (void)database_.ask(last);
    } catch (const Error& error) {
        if (error.code() != "journal.connection") throw;
        throw Error(
            Fault::retry, "journal.unknown", error.place(),
            {"Mất kết nối với PostgreSQL khi đang ghi: chưa biết lệnh đã được ghi hay chưa",
             "the connection to PostgreSQL was lost while writing: whether the commands were written is not known"},
            {"Gửi lại đúng lệnh đó: mã lệnh bảo đảm nó chỉ được thực hiện một lần",
             "send the same commands again: by its id, each is carried out only once"});
    }
}

}  // namespace trien::journal::postgres
