// SPDX-License-Identifier: Apache-2.0
#include "engine/journal/entry.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "engine/base/random.hpp"
#include "engine/journal/detail/tampering.hpp"
#include "engine/journal/merkle.hpp"
#include "engine/journal/personal.hpp"

namespace trien::journal {

namespace {

constexpr std::int64_t format_version = 1;

void require_name(const std::string& name, const char* vi, const char* en) {
    if (!name.empty()) return;
    throw Error(Fault::input, "journal.name", {},
                {fmt::format("Sự kiện thiếu {}", vi), fmt::format("the event lacks its {}", en)});
}

/// Where a sealed value belongs; authenticated with it.
std::string place_of_value(const std::string& stream, std::int64_t version, const std::string& field) {
    return canonical(Json::array({stream, version, field}));
}

/// The commitments an entry names; nothing if they are not an object of hashes.
std::optional<std::map<std::string, Digest>> read_commitments(const Json& personal) {
    if (!personal.is_object()) return std::nullopt;
    std::map<std::string, Digest> commitments;
    for (const auto& [field, hex] : personal.items()) {
        const auto digest = hex.is_string() ? Digest::parse(hex.get_ref<const std::string&>()) : std::nullopt;
        if (!digest) return std::nullopt;
        commitments.emplace(field, *digest);
    }
    return commitments;
}

/// Reads the one form an entry has; members stand in the order of their names.
/// @param leaf  of these bytes, computed before.
std::optional<Entry> read_entry(const std::string& bytes, const Digest& leaf) {
    CanonicalReader in(bytes);
    Entry entry;
    in.expect(R"({"actor":)");
    entry.actor = PersonId(in.text());
    in.expect(R"(,"at":)");
    const auto at = Instant::parse(in.text());
    in.expect(R"(,"body":)");
    entry.body = in.value(1);
    in.expect(R"(,"command":)");
    entry.command = CommandId(in.text());
    in.expect(R"(,"personal":)");
    auto commitments = read_commitments(in.value(1));
    in.expect(R"(,"previous":)");
    const auto previous = Digest::parse(in.text());
    in.expect(R"(,"stream":)");
    entry.stream = in.text();
    in.expect(R"(,"type":)");
    entry.type = in.text();
    in.expect(R"(,"v":1,"version":)");
    entry.version = in.number();
    in.expect("}");
    if (!in.complete() || !at || !commitments || !previous) return std::nullopt;
    entry.at = *at;
    entry.commitments = std::move(*commitments);
    entry.previous = *previous;
    entry.leaf = leaf;
    entry.bytes = bytes;
    return entry;
}

/// Collects what is wrong with one row.
class Examination {
  public:
    explicit Examination(const StoredEntry& row) : row_(row) {}

    Examined run() {
        examined_.leaf = leaf_hash(row_.bytes);
        if (examined_.leaf.view() != row_.leaf) {
            report("journal.hash", "đã bị sửa: băm không khớp", "was altered: its hash does not match its bytes");
        }
        if (auto entry = read_entry(row_.bytes, examined_.leaf)) {
            entry->index = row_.index;
            examined_.entry = std::move(*entry);
            compare_columns();
            open_personal();
        } else {
            report("journal.form", "không đọc được: nội dung không đúng dạng",
                   "cannot be read: its bytes are no entry");
        }
        return std::move(examined_);
    }

  private:
    void report(const char* code, std::string_view vi, std::string_view en) {
        examined_.findings.push_back(
            tampering(code, entry_name(row_.index),
                      {fmt::format("Bản ghi số {} (chuỗi {}) {}", row_.index, shown(row_.stream), vi),
                       fmt::format("entry {} (stream {}) {}", row_.index, shown(row_.stream), en)}));
    }

    void compare_columns() {
        const Entry& entry = examined_.entry;
        if (entry.stream == row_.stream && entry.version == row_.version) return;
        report("journal.column",
               fmt::format("có cột không khớp nội dung đã băm (nội dung ghi chuỗi {}, số {})", entry.stream,
                           entry.version),
               fmt::format("has columns unlike the hashed bytes, which say stream {}, version {}", entry.stream,
                           entry.version));
    }

    void open_personal() {
        if (examined_.entry.commitments.empty() && row_.personal.empty()) return;
        std::set<std::string> missing;
        for (const auto& [field, digest] : examined_.entry.commitments) missing.insert(field);
        for (const SealedValue& value : row_.personal) {
            if (missing.erase(value.field) == 0) {
                report("journal.personal", fmt::format("có dữ liệu cá nhân lạ ở trường {}", shown(value.field)),
                       fmt::format("has a personal value beside it that it does not name: {}", shown(value.field)));
            } else {
                open_value(value);
            }
        }
        for (const std::string& field : missing) {
            report("journal.personal", fmt::format("mất dữ liệu cá nhân ở trường {}", field),
                   fmt::format("has lost its personal value {}", field));
        }
    }

    void open_value(const SealedValue& value) {
        if (!value.key) {
            ++examined_.destroyed;
            return;
        }
        Entry& entry = examined_.entry;
        const auto opened = unseal(value.sealed, *value.key, place_of_value(entry.stream, entry.version, value.field));
        if (!opened || commitment(opened->field_key, opened->value) != entry.commitments.at(value.field)) {
            report("journal.personal", fmt::format("có dữ liệu cá nhân bị sửa ở trường {}", value.field),
                   fmt::format("has an altered personal value in {}", value.field));
            return;
        }
        entry.personal.emplace(value.field, opened->value);
    }

    const StoredEntry& row_;
    Examined examined_;
};

}  // namespace

std::string subject_of(std::string_view field) {
    const auto dot = field.find('.');
    return dot == std::string_view::npos ? std::string() : std::string(field.substr(0, dot));
}

StoredEntry encode(const NewEvent& event, const Position& position, const SealingKeyOf& key_of) {
    require_name(position.stream, "tên chuỗi", "stream");
    require_name(event.type, "loại sự kiện", "type");

    StoredEntry row;
    std::string commitments;
    for (const auto& [field, value] : event.personal) {
        const Opened opened{random_bytes(key_size), value};
        const auto [id, key] = key_of(subject_of(field));
        commitments += (commitments.empty() ? "" : ",") +
                       canonical(Json::object({{field, commitment(opened.field_key, value).hex()}})).substr(1);
        commitments.pop_back();
        row.personal.push_back(
            {field, seal(opened, key, place_of_value(position.stream, position.version, field)), id, key});
    }
    row.stream = position.stream;
    row.version = position.version;
    // The canonical JSON of the members, in their order; put together here because a tree of them costs several times
    // as much to build as to write.
    row.bytes = fmt::format(
        R"({{"actor":{},"at":"{}","body":{},"command":{},"personal":{{{}}},"previous":"{}","stream":{},"type":{},"v":{},"version":{}}})",
        canonical_text(position.actor.value()), position.at.text(), event.body.text(),
        canonical_text(position.command.value()), commitments, position.previous.hex(), canonical_text(position.stream),
        canonical_text(event.type), format_version, position.version);
    if (row.bytes.size() > max_entry_size) {
        throw Error(
            Fault::input, "journal.size", {"", 0, 0, event.type},
            {fmt::format("Sự kiện dài {} byte, vượt quá {}", row.bytes.size(), max_entry_size),
             fmt::format("the event is {} bytes long, more than {}", row.bytes.size(), max_entry_size)},
            {"Lưu nội dung dài thành tệp và chỉ ghi mã băm", "keep long content as a file and record its hash"});
    }
    row.leaf = leaf_hash(row.bytes).view();
    return row;
}

std::optional<Entry> decode(const std::string& bytes) {
    return read_entry(bytes, leaf_hash(bytes));
}

Examined examine(const StoredEntry& row) {
    return Examination(row).run();
}

Entry open(const StoredEntry& row) {
    Examined examined = examine(row);
    if (examined.findings.empty()) return std::move(examined.entry);
    const Finding& first = examined.findings.front();
    throw Error(Fault::corrupt, first.code, first.place, first.text, first.mend);
}

}  // namespace trien::journal
