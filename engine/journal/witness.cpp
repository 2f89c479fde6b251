// SPDX-License-Identifier: Apache-2.0
#include "engine/journal/witness.hpp"

#include <algorithm>
#include <chrono>
#include <ranges>
#include <system_error>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "engine/base/fields.hpp"
#include "engine/base/file.hpp"
#include "engine/base/json.hpp"
#include "engine/journal/detail/folder_lock.hpp"
#include "engine/journal/detail/note.hpp"
#include "engine/journal/proof.hpp"

namespace trien::journal {

namespace {

namespace fs = std::filesystem;

constexpr const char* schema = "trien.witness/1";
constexpr const char* key_file = "witness.key";
constexpr const char* public_file = "witness.pub";
constexpr const char* state_file = "witness.json";

/// The most consistency proof lines of a request (C2SP tlog-witness).
constexpr std::size_t max_proof_lines = 63;
constexpr std::size_t time_size = 8;
constexpr std::uintmax_t max_state_size = std::uintmax_t{16} << 20U;
/// The last second of the year 9999, beyond which RFC 3339 has no words.
constexpr std::uint64_t last_second = 253'402'300'799;

std::string big_endian(std::uint64_t number) {
    std::string bytes(time_size, '\0');
    for (auto byte = bytes.rbegin(); byte != bytes.rend(); ++byte, number >>= 8U)
        *byte = static_cast<char>(number & 0xFFU);
    return bytes;
}

std::uint64_t read_big_endian(std::string_view bytes) {
    std::uint64_t number = 0;
    for (const char byte : bytes) number = number << 8U | static_cast<unsigned char>(byte);
    return number;
}

/// What a cosigner signs (C2SP tlog-cosignature, "Ed25519 signed message").
std::string cosigned_message(std::uint64_t seconds, std::string_view text) {
    return fmt::format("cosignature/v1\ntime {}\n{}", seconds, text);
}

/// The time of a timestamped signature, if it is the key's over the text.
std::optional<Instant> time_of(std::string_view signature, std::string_view text, const PublicKey& key) {
    if (signature.size() < time_size) return std::nullopt;
    const std::uint64_t seconds = read_big_endian(signature.substr(0, time_size));
    if (seconds > last_second) return std::nullopt;
    if (!key.verifies(cosigned_message(seconds, text), signature.substr(time_size))) return std::nullopt;
    return Instant(Instant::Point(std::chrono::seconds(static_cast<std::int64_t>(seconds))));
}

tl::unexpected<Refusal> unknown_log(const std::string& origin) {
    return refuse(Refusal::Reason::not_found, "witness.unknown-log",
                  {fmt::format("Nhân chứng này không theo dõi nhật ký “{}”", origin),
                   fmt::format("this witness does not watch the log \"{}\"", origin)},
                  {"Thêm bằng `trien witness add-log` sau khi nhận khóa công khai của nhật ký tận tay",
                   "add it with `trien witness add-log`, once its public key has come by a way you trust"});
}

/// Refuses what does not continue the last checkpoint, as C2SP tlog-witness says.
Result<void> continues(const WitnessRequest& request, const Checkpoint& last, const Checkpoint& next) {
    if (request.old_size != last.size || next.size < last.size) {
        return refuse(
            Refusal::Reason::conflict, "witness.size",
            {fmt::format("Lần trước đã ký cỡ {}; yêu cầu này đi từ cỡ {} đến cỡ {}", last.size, request.old_size,
                         next.size),
             fmt::format("expected a request from size {}, which was signed last, but it leads from {} to {}",
                         last.size, request.old_size, next.size)},
            {fmt::format("Lập lại yêu cầu với --old {}; nếu nhật ký nhỏ hơn thế, nó đã bị cắt", last.size),
             fmt::format("make the request again with --old {}; a log smaller than that was cut", last.size)});
    }
    if (next.size == last.size && next.root != last.root) {
        return refuse(Refusal::Reason::conflict, "witness.fork",
                      {fmt::format("Nhật ký có hai lịch sử khác nhau cùng cỡ {}", next.size),
                       fmt::format("the log shows two different histories of size {}", next.size)},
                      {"Giữ yêu cầu này làm chứng cứ và báo thanh tra", "keep this request as evidence and report it"});
    }
    if (!verify_consistency(last.size, next.size, request.proof, last.root, next.root)) {
        return refuse(Refusal::Reason::conflict, "witness.proof",
                      {fmt::format("Không chứng minh được cỡ {} nối tiếp cỡ {} đã ký", next.size, last.size),
                       fmt::format("size {} is not shown to continue size {}, which was signed", next.size, last.size)},
                      {"Giữ yêu cầu này làm chứng cứ và báo thanh tra", "keep this request as evidence and report it"});
    }
    return {};
}

/// The note as the witness keeps it: with the log's signature and its own, without those of others.
std::string kept_note(const Note& note, const VerifierKey& log, const std::string& own_line) {
    const std::string id = log.id();
    const auto line = std::ranges::find_if(
        note.lines, [&](std::string_view each) { return signature_of(each, log.origin, id).has_value(); });
    return fmt::format("{}\n{}\n{}", note.text, line == note.lines.end() ? "" : *line, own_line);
}

WatchedLog read_log(Fields& fields) {
    const auto key = VerifierKey::parse(fields.text("key"));
    if (!key) throw fields.fault("key", {"Không phải khóa của nhật ký", "this is no verifier key of a log"});
    WatchedLog log{*key, fields.text("checkpoint")};
    fields.done();
    if (log.note.empty()) return log;
    const auto checkpoint = verify_checkpoint(log.note, *key);
    if (!checkpoint) throw fields.fault("checkpoint", checkpoint.error().text, checkpoint.error().mend);
    return log;
}

/// The newest checkpoint that the signature is over.
std::optional<Cosignature> find_cosigned(Store& store, std::string_view signature, const WitnessKey& key) {
    const auto newest = store.last_checkpoint();
    std::int64_t upto = newest ? newest->size : 0;
    // Mostly it is one of the last; so a few are read first, then more and more.
    for (std::int64_t reach = 1024; upto >= 0; reach *= 8) {
        const std::int64_t above = std::max<std::int64_t>(upto - reach, -1);
        auto checkpoints = store.checkpoints(above);
        std::erase_if(checkpoints, [&](const StoredCheckpoint& each) { return each.size > upto; });
        for (const StoredCheckpoint& checkpoint : checkpoints | std::views::reverse) {
            const auto note = split_note(checkpoint.note);
            const auto time = note ? time_of(signature, note->text, key.key) : std::nullopt;
            if (time) return Cosignature{checkpoint.size, key.name, *time};
        }
        upto = above;
    }
    return std::nullopt;
}

tl::unexpected<Refusal> not_ours(const std::string& witness) {
    return refuse(Refusal::Reason::invalid, "cosignature.signature",
                  {fmt::format("Chữ ký của {} không khớp điểm kiểm nào của nhật ký này", witness),
                   fmt::format("the signature of {} is over no checkpoint of this journal", witness)},
                  {"Lấy lại nguyên dòng chữ ký mà nhân chứng đã trả", "fetch the witness's whole line again"});
}

struct State {
    std::string name;
    std::vector<WatchedLog> logs;
};

State read_state(std::string_view bytes, const std::string& file) {
    const Json json = parse_json(bytes, file);
    Fields root(json, file);
    if (root.text("schema") != schema) {
        throw root.fault("schema", {fmt::format("Phải là “{}”", schema), fmt::format("this must be \"{}\"", schema)});
    }
    State state{root.text("name"), {}};
    for (Fields& log : root.objects("logs")) state.logs.push_back(read_log(log));
    root.done();
    return state;
}

State load(const fs::path& folder) {
    const fs::path file = folder / state_file;
    return read_state(read_file(file, max_state_size), file.string());
}

}  // namespace

std::string WitnessRequest::text() const {
    std::string text = fmt::format("old {}\n", old_size);
    for (const Digest& hash : proof) text += to_base64(hash.view()) + "\n";
    return text + "\n" + note;
}

std::optional<WitnessRequest> WitnessRequest::parse(std::string_view text) {
    constexpr std::string_view old = "old ";
    const auto first = take_line(text);
    if (!first || !first->starts_with(old)) return std::nullopt;
    const auto size = parse_count(first->substr(old.size()));
    if (!size) return std::nullopt;
    WitnessRequest request{*size, {}, {}};
    for (auto line = take_line(text); !line || !line->empty(); line = take_line(text)) {
        const auto hash = line ? parse_hash(*line) : std::nullopt;
        if (!hash || request.proof.size() == max_proof_lines) return std::nullopt;
        request.proof.push_back(*hash);
    }
    request.note = text;
    return request;
}

WitnessRequest make_request(Store& store, std::int64_t old_size) {
    auto proof = prove_consistency(store, old_size);
    const auto newest = store.last_checkpoint();
    return {old_size, std::move(proof), newest ? newest->note : ""};
}

std::string cosign_checkpoint(const Checkpoint& checkpoint,
                              const std::string& name,
                              const SigningKey& key,
                              Instant now) {
    const auto since_epoch = std::chrono::floor<std::chrono::seconds>(now.utc()).time_since_epoch().count();
    const auto seconds = static_cast<std::uint64_t>(since_epoch);
    const WitnessKey own{name, key.public_key()};
    return signature_line(name, own.id(), big_endian(seconds) + key.sign(cosigned_message(seconds, checkpoint.text())));
}

Result<Instant> verify_cosignature(std::string_view note, const WitnessKey& trusted) {
    const Note split = split_note(note).value_or(Note{});
    std::optional<Instant> first;
    for (const std::string_view line : split.lines) {
        const auto signature = signature_of(line, trusted.name, trusted.id());
        if (!signature) continue;
        const auto time = time_of(*signature, split.text, trusted.key);
        if (!time) {
            return refuse(Refusal::Reason::invalid, "cosignature.signature",
                          {fmt::format("Chữ ký nhân chứng của {} sai", trusted.name),
                           fmt::format("the cosignature of {} is false", trusted.name)});
        }
        first = std::min(first.value_or(*time), *time);
    }
    if (first) return *first;
    return refuse(Refusal::Reason::invalid, "cosignature.missing",
                  {fmt::format("Điểm kiểm không mang chữ ký nhân chứng của {}", trusted.name),
                   fmt::format("the checkpoint bears no cosignature of {}", trusted.name)});
}

Result<std::vector<Cosignature>> keep_cosignatures(Store& store,
                                                   std::string_view lines,
                                                   std::span<const WitnessKey> trusted) {
    std::vector<Cosignature> kept;
    std::vector<Attestation> attestations;
    while (const auto line = take_line(lines)) {
        for (const WitnessKey& key : trusted) {
            const auto signature = signature_of(*line, key.name, key.id());
            if (!signature) continue;
            const auto found = find_cosigned(store, *signature, key);
            if (!found) return not_ours(key.name);
            kept.push_back(*found);
            attestations.push_back({found->size, Attestation::Kind::cosignature, std::string(*line) + "\n"});
        }
    }
    if (kept.empty()) {
        return refuse(Refusal::Reason::invalid, "cosignature.unknown",
                      {"Không có dòng chữ ký nào của nhân chứng tin cậy", "no line is a trusted witness's signature"},
                      {"Thêm khóa của nhân chứng (witness.pub) vào thư mục trust",
                       "add the witness's key (witness.pub) to the folder trust"});
    }
    for (const Attestation& attestation : attestations) store.add_attestation(attestation);
    return kept;
}

std::int64_t cosigned_size(Store& store) {
    std::int64_t size = 0;
    for (const Attestation& said : store.attestations()) {
        if (said.kind == Attestation::Kind::cosignature) size = said.size;
    }
    return size;
}

Checkpoint WatchedLog::last() const {
    return Checkpoint::of_note(note).value_or(Checkpoint{key.origin, 0, Frontier().root()});
}

std::vector<WatchedLog> read_witness_state(std::string_view json, const std::string& file) {
    return read_state(json, file).logs;
}

std::string witnessed_note(const fs::path& file, const VerifierKey& log) {
    std::string bytes = read_file(file, max_state_size);
    if (!bytes.starts_with('{')) return bytes;
    for (WatchedLog& watched : read_witness_state(bytes, file.string())) {
        if (watched.key == log && !watched.note.empty()) return std::move(watched.note);
    }
    throw Error(Fault::input, "witness.unknown-log", {file.string(), 0, 0, log.origin},
                {fmt::format("Nhân chứng này chưa ký điểm kiểm nào của nhật ký “{}”", log.origin),
                 fmt::format("this witness has signed no checkpoint of the log \"{}\"", log.origin)},
                {"Lấy tệp witness.json của nhân chứng đang theo dõi nhật ký này",
                 "take the witness.json of a witness that watches this log"});
}

Witness::Witness(fs::path folder, std::string name, SigningKey key)
    : folder_(std::move(folder)), name_(std::move(name)), key_(std::move(key)) {}

Witness Witness::create(const fs::path& folder, const std::string& name) {
    if (!is_key_name(name)) {
        throw Error(Fault::input, "witness.name", {"", 0, 0, name},
                    {"Tên nhân chứng không được trống, không có dấu cách và dấu +",
                     "a witness's name is not empty and has neither blanks nor a plus sign"},
                    {"Ví dụ: thanh-tra.gov.vn/nhan-chung", "for example: thanh-tra.gov.vn/nhan-chung"});
    }
    std::error_code ignored;  // saving the key will say it better
    fs::create_directories(folder, ignored);
    SigningKey key = SigningKey::generate();
    key.save(folder / key_file);
    Witness witness(folder, name, std::move(key));
    write_file(folder / public_file, witness.key().text() + "\n");
    witness.save({});
    return witness;
}

Witness Witness::open(const fs::path& folder) {
    return Witness(folder, load(folder).name, SigningKey::load(folder / key_file));
}

WitnessKey Witness::key() const {
    return {name_, key_.public_key()};
}

std::vector<WatchedLog> Witness::logs() const {
    return load(folder_).logs;
}

Result<void> Witness::add_log(const VerifierKey& log) {
    const FolderLock lock(folder_);
    auto watched = logs();
    const auto known = std::ranges::find(watched, log.origin, [](const WatchedLog& each) { return each.key.origin; });
    if (known != watched.end()) {
        if (known->key == log) return {};
        return refuse(Refusal::Reason::conflict, "witness.other-key",
                      {fmt::format("Nhật ký “{}” đã được theo dõi với khóa khác", log.origin),
                       fmt::format("the log \"{}\" is watched already, under another key", log.origin)},
                      {"Hỏi lại đơn vị giữ nhật ký", "ask the log's office again"});
    }
    watched.push_back({log, ""});
    save(watched);
    return {};
}

Result<std::string> Witness::cosign(std::string_view request, Instant now) {
    const auto asked = WitnessRequest::parse(request);
    const auto claimed = asked ? Checkpoint::of_note(asked->note) : std::nullopt;
    if (!claimed) {
        return refuse(Refusal::Reason::invalid, "witness.form",
                      {"Đây không phải yêu cầu đồng ký điểm kiểm", "this is no request to cosign a checkpoint"},
                      {"Lấy lại nguyên tệp do `trien journal witness-request` ghi",
                       "fetch the whole file that `trien journal witness-request` wrote again"});
    }
    const FolderLock lock(folder_);
    auto watched = logs();
    const auto log =
        std::ranges::find(watched, claimed->origin, [](const WatchedLog& each) { return each.key.origin; });
    if (log == watched.end()) return unknown_log(claimed->origin);
    const auto checkpoint = verify_checkpoint(asked->note, log->key);
    if (!checkpoint) return tl::unexpected(checkpoint.error());
    if (const auto sound = continues(*asked, log->last(), *checkpoint); !sound) return tl::unexpected(sound.error());

    std::string line = cosign_checkpoint(*checkpoint, name_, key_, now);
    log->note = kept_note(split_note(asked->note).value_or(Note{}), log->key, line);
    save(watched);  // before anybody sees the signature
    return line;
}

void Witness::save(const std::vector<WatchedLog>& logs) const {
    Json list = Json::array();
    for (const WatchedLog& log : logs) list.push_back({{"key", log.key.text()}, {"checkpoint", log.note}});
    write_file(folder_ / state_file,
               canonical({{"schema", schema}, {"name", name_}, {"logs", std::move(list)}}) + "\n");
}

}  // namespace trien::journal
