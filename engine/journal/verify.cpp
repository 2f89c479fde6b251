// SPDX-License-Identifier: Apache-2.0
#include "engine/journal/verify.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "engine/base/text.hpp"
#include "engine/journal/checkpoint.hpp"

namespace trien::journal {

namespace {

constexpr std::int64_t page = 1000;

/// Collects findings up to the limit and counts the rest.
class Report {
  public:
    explicit Report(VerifyReport& report) : report_(report) {}

    void add(Finding finding) {
        if (finding.severity == Finding::Severity::error) ++report_.faults;
        if (report_.findings.size() < max_findings) report_.findings.push_back(std::move(finding));
    }

    void add(const char* code,
             std::string element,
             Message text,
             Finding::Severity severity = Finding::Severity::error) {
        add(Finding{severity,
                    code,
                    {"", 0, 0, std::move(element)},
                    std::move(text),
                    {"Giữ nguyên hiện trạng, báo người phụ trách và đối chiếu với bản sao lưu gần nhất",
                     "leave everything as it is, tell the person in charge, and compare with the newest backup"}});
    }

    /// Remembers the lowest entry that is wrong.
    void blame(std::int64_t index) {
        report_.first_bad_index = std::min(report_.first_bad_index.value_or(index), index);
    }

  private:
    VerifyReport& report_;
};

std::string entry_name(std::int64_t index) {
    return fmt::format("entry {}", index);
}

/// What a hostile name looks like in a sentence.
std::string shown(const std::string& name) {
    return is_utf8(name) ? name : "?";
}

/// Entry by entry: form, hash, values beside it, and its place in its stream and in the journal.
class EntryCheck {
  public:
    EntryCheck(Report& report, VerifyReport& counts) : report_(report), counts_(counts) {}

    /// The entry, if it could be read.
    std::optional<Entry> check(const StoredEntry& row) {
        Examined examined = examine(row);
        if (!examined.findings.empty()) report_.blame(row.index);
        for (Finding& finding : examined.findings) report_.add(std::move(finding));
        check_index(row.index);
        ++counts_.entries;
        counts_.destroyed_values += examined.destroyed;
        if (examined.entry.bytes.empty()) return std::nullopt;
        counts_.personal_values += std::ssize(examined.entry.commitments);
        check_stream(examined.entry);
        return std::move(examined.entry);
    }

    [[nodiscard]] std::int64_t streams() const { return std::ssize(tails_); }

  private:
    struct Tail {
        std::int64_t version = 0;
        Digest leaf;
        Instant at{Instant::Point::min()};
    };

    void check_index(std::int64_t index) {
        if (index != next_index_) {
            report_.blame(std::min(index, next_index_));
            report_.add("journal.gap", entry_name(next_index_),
                        {fmt::format("Sau bản ghi số {} phải là số {}, nhưng lại là số {}", next_index_ - 1,
                                     next_index_, index),
                         fmt::format("expected entry {} next, but entry {} follows", next_index_, index)});
        }
        next_index_ = index == std::numeric_limits<std::int64_t>::max() ? index : index + 1;
    }

    void check_stream(const Entry& entry) {
        Tail& tail = tails_[entry.stream];
        if (entry.version != tail.version + 1) {
            report_.blame(entry.index);
            report_.add("journal.version", entry_name(entry.index),
                        {fmt::format("Bản ghi số {} mang số {} trong chuỗi {}, đáng lẽ là {}", entry.index,
                                     entry.version, entry.stream, tail.version + 1),
                         fmt::format("entry {} is version {} of stream {}, expected {}", entry.index, entry.version,
                                     entry.stream, tail.version + 1)});
        }
        if (entry.previous != tail.leaf) {
            report_.blame(entry.index);
            report_.add(
                "journal.link", entry_name(entry.index),
                {fmt::format("Bản ghi số {} không nối vào bản ghi trước của chuỗi {}", entry.index, entry.stream),
                 fmt::format("entry {} does not follow the entry before it in stream {}", entry.index, entry.stream)});
        }
        if (entry.at < tail.at) {
            report_.add("journal.time", entry_name(entry.index),
                        {fmt::format("Bản ghi số {} ghi thời điểm {}, sớm hơn bản ghi trước của chuỗi {}", entry.index,
                                     entry.at.text(), entry.stream),
                         fmt::format("entry {} says {}, earlier than the entry before it in stream {}", entry.index,
                                     entry.at.text(), entry.stream)},
                        Finding::Severity::warning);
        }
        tail = {entry.version, entry.leaf, entry.at};
    }

    Report& report_;
    VerifyReport& counts_;
    std::int64_t next_index_ = 0;
    std::map<std::string, Tail> tails_;
};

/// Grows the tree again from the bytes and holds it against the signed checkpoints and the stored nodes.
class TreeCheck {
  public:
    TreeCheck(Report& report, VerifyReport& counts, Store& store) : report_(report), counts_(counts), store_(store) {}

    /// Takes a checkpoint whose signature holds; the others become findings.
    void expect(const std::string& note, const std::string& name, const VerifierKey& trusted) {
        ++counts_.checkpoints;
        const auto checkpoint = verify_checkpoint(note, trusted);
        if (!checkpoint) {
            report_.add("journal.checkpoint-signature", name, checkpoint.error().text);
            return;
        }
        expected_.emplace(checkpoint->size, checkpoint->root);
        if (checkpoint->size == 0) compare_roots();
    }

    /// A stored checkpoint also has a size beside its note.
    void expect(const StoredCheckpoint& stored, const VerifierKey& trusted) {
        const std::string name = fmt::format("checkpoint {}", stored.size);
        if (!stored.note.starts_with(fmt::format("{}\n{}\n", trusted.origin, stored.size))) {
            report_.add("journal.checkpoint-signature", name,
                        {fmt::format("Điểm kiểm cỡ {} mang nội dung khác", stored.size),
                         fmt::format("the checkpoint stored as size {} says something else", stored.size)});
        }
        covered_ = std::max(covered_, stored.size);
        expect(stored.note, name, trusted);
    }

    void append(const std::string& bytes) {
        frontier_.append(leaf_hash(bytes), [this](const Node& node) { compare_node(node); });
        compare_roots();
    }

    /// Checkpoints of more entries than there are: the tail was cut.
    void finish() {
        const auto beyond = expected_.upper_bound(frontier_.size());
        if (beyond == expected_.end()) return;
        const std::int64_t largest = expected_.rbegin()->first;
        report_.blame(frontier_.size());
        report_.add("journal.checkpoint-beyond", entry_name(frontier_.size()),
                    {fmt::format("Nhật ký bị cắt đuôi: điểm kiểm đã ký bao {} bản ghi, nay chỉ còn {}", largest,
                                 frontier_.size()),
                     fmt::format("the journal was cut: a signed checkpoint covers {} entries, but only {} are here",
                                 largest, frontier_.size())});
    }

  private:
    void compare_roots() {
        const auto [first, last] = expected_.equal_range(frontier_.size());
        if (first == last || broken_) return;
        const Digest root = frontier_.root();
        if (std::all_of(first, last, [&](const auto& expected) { return expected.second == root; })) {
            counts_.vouched_size = frontier_.size();
            return;
        }
        // Once the roots part they stay apart: one finding says all.
        broken_ = true;
        report_.blame(counts_.vouched_size);
        report_.add("journal.checkpoint-root", fmt::format("checkpoint {}", frontier_.size()),
                    {fmt::format("Lịch sử bị viết lại: các bản ghi từ số {} đến số {} không khớp điểm kiểm đã ký",
                                 counts_.vouched_size, frontier_.size() - 1),
                     fmt::format("history was rewritten: entries {} to {} do not match the signed checkpoint",
                                 counts_.vouched_size, frontier_.size() - 1)});
    }

    void compare_node(const Node& node) {
        const bool kept = node.level >= stored_level && (node.index + 1) << node.level <= covered_;
        if (!kept || store_.node(node.level, node.index) == node.hash) return;
        report_.add("journal.node", fmt::format("node {}/{}", node.level, node.index),
                    {fmt::format("Cây băm đang lưu không khớp bản ghi (tầng {}, nút {})", node.level, node.index),
                     fmt::format("the stored hash tree does not match the entries (level {}, node {})", node.level,
                                 node.index)});
    }

    Report& report_;
    VerifyReport& counts_;
    Store& store_;
    Frontier frontier_;
    std::multimap<std::int64_t, Digest> expected_;  // size to root
    std::int64_t covered_ = 0;
    bool broken_ = false;
};

/// Replays the entries and holds the views against the result.
class ViewCheck {
  public:
    ViewCheck(Report& report, VerifyReport& counts, const Project& project)
        : report_(report), counts_(counts), project_(project) {}

    void replay(const Entry& entry) {
        if (!project_) return;
        for (const Change& change : project_(entry)) {
            auto& rows = expected_[change.view];
            if (change.body) {
                rows[change.key] = sha256(*change.body);
            } else {
                rows.erase(change.key);
            }
        }
    }

    void compare(Store& store) {
        if (!project_) return;
        for (const std::string& view : store.view_names()) compare(store, view);
        for (const auto& [view, rows] : expected_) {
            for (const auto& [key, body] : rows) report(view, key, "thiếu", "is missing");
        }
    }

  private:
    void compare(Store& store, const std::string& view) {
        auto& expected = expected_[view];
        std::string after;
        for (auto rows = store.view(view, "", page); !rows.empty(); rows = store.view(view, "", page, after)) {
            for (const Row& row : rows) {
                const auto found = expected.find(row.key);
                if (found == expected.end()) {
                    report(view, row.key, "thừa", "should not be there");
                } else {
                    if (found->second != sha256(row.body)) report(view, row.key, "đã bị sửa", "was altered");
                    expected.erase(found);
                }
                ++counts_.view_rows;
            }
            after = rows.back().key;
        }
    }

    void report(const std::string& view, const std::string& key, const char* vi, const char* en) {
        report_.add("journal.view", fmt::format("view {}/{}", shown(view), shown(key)),
                    {fmt::format("Dòng {} của bảng {} {} so với nhật ký", shown(key), shown(view), vi),
                     fmt::format("row {} of view {} {}, by the journal", shown(key), shown(view), en)});
    }

    Report& report_;
    VerifyReport& counts_;
    const Project& project_;
    std::map<std::string, std::map<std::string, Digest>> expected_;  // view, key, hash of the body
};

/// One verification from start to end, inside one unchanging state of the store.
void run(Store& store, const VerifyOptions& options, VerifyReport& counts, Report& report) {
    for (Finding& finding : store.check_storage()) report.add(std::move(finding));

    TreeCheck tree(report, counts, store);
    for (const StoredCheckpoint& checkpoint : store.checkpoints()) tree.expect(checkpoint, options.trusted);
    for (const std::string& note : options.witnessed) tree.expect(note, "witnessed checkpoint", options.trusted);

    EntryCheck entries(report, counts);
    ViewCheck views(report, counts, options.project);
    const std::int64_t total = store.size();
    std::int64_t next = std::numeric_limits<std::int64_t>::min();
    for (auto rows = store.rows(next, page); !rows.empty(); rows = store.rows(next, page)) {
        for (const StoredEntry& row : rows) {
            tree.append(row.bytes);
            if (const auto entry = entries.check(row)) views.replay(*entry);
        }
        if (options.on_progress) options.on_progress(counts.entries, total);
        if (rows.back().index == std::numeric_limits<std::int64_t>::max()) break;
        next = rows.back().index + 1;
    }
    counts.streams = entries.streams();
    tree.finish();
    views.compare(store);
}

}  // namespace

VerifyReport verify(Store& store, const VerifyOptions& options) {
    VerifyReport counts;
    Report report(counts);
    try {
        store.read_together([&] { run(store, options, counts, report); });
    } catch (const Error& error) {
        report.add("journal.unreadable", error.place().text(),
                   {fmt::format("Không đọc tiếp được nhật ký: {}", error.cause().vi),
                    fmt::format("the journal cannot be read further: {}", error.cause().en)});
    }
    return counts;
}

}  // namespace trien::journal
