// SPDX-License-Identifier: Apache-2.0
#include "engine/journal/verify.hpp"

#include <algorithm>
#include <exception>
#include <limits>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

#include "engine/journal/detail/tampering.hpp"
#include "engine/journal/detail/tree_check.hpp"

namespace trien::journal {

namespace {

constexpr std::int64_t page = 1000;

/// Entry by entry: form, hash, values beside it, and its place in its stream and in the journal.
class EntryCheck {
  public:
    explicit EntryCheck(VerifyReport& report) : report_(report) {}

    Examined check(const StoredEntry& row) {
        Examined examined = examine(row);
        if (!examined.findings.empty()) report_.blame(row.index);
        for (Finding& finding : examined.findings) report_.add(std::move(finding));
        check_index(row.index);
        ++report_.entries;
        report_.destroyed_values += examined.destroyed;
        report_.personal_values += std::ssize(examined.entry.commitments);
        if (is_intact(row, examined)) {
            check_stream(examined.entry);
        } else {
            pass_over(row);
        }
        return examined;
    }

    [[nodiscard]] std::int64_t streams() const { return std::ssize(tails_); }

  private:
    /// Where a stream ends so far.
    struct Tail {
        std::int64_t version = 0;
        std::optional<Digest> leaf = Digest();  ///< nothing: unknown, its entry was altered
        Instant at{Instant::Point::min()};
    };

    static bool is_intact(const StoredEntry& row, const Examined& examined) {
        return !examined.entry.bytes.empty() && examined.leaf.view() == row.leaf;
    }

    /// What an altered entry says of its place may be altered too; the columns stand for it, and what follows is not
    /// blamed for it.
    void pass_over(const StoredEntry& row) {
        Tail& tail = tails_[row.stream];
        tail.version = row.version;
        tail.leaf.reset();
    }

    void check_index(std::int64_t index) {
        if (index != next_index_) {
            report_.blame(std::min(index, next_index_));
            report_.add(tampering("journal.gap", entry_name(next_index_),
                                  {fmt::format("Sau bản ghi số {} phải là số {}, nhưng lại là số {}", next_index_ - 1,
                                               next_index_, index),
                                   fmt::format("expected entry {} next, but entry {} follows", next_index_, index)}));
        }
        next_index_ = index == std::numeric_limits<std::int64_t>::max() ? index : index + 1;
    }

    void check_stream(const Entry& entry) {
        Tail& tail = tails_[entry.stream];
        if (entry.version != tail.version + 1) {
            report_.blame(entry.index);
            report_.add(tampering("journal.version", entry_name(entry.index),
                                  {fmt::format("Bản ghi số {} mang số {} trong chuỗi {}, đáng lẽ là {}", entry.index,
                                               entry.version, entry.stream, tail.version + 1),
                                   fmt::format("entry {} is version {} of stream {}, expected {}", entry.index,
                                               entry.version, entry.stream, tail.version + 1)}));
        }
        if (tail.leaf && entry.previous != *tail.leaf) {
            report_.blame(entry.index);
            report_.add(tampering(
                "journal.link", entry_name(entry.index),
                {fmt::format("Bản ghi số {} không nối vào bản ghi trước của chuỗi {}", entry.index, entry.stream),
                 fmt::format("entry {} does not follow the entry before it in stream {}", entry.index, entry.stream)}));
        }
        if (entry.at < tail.at) report_.add(backwards(entry));
        tail = {entry.version, entry.leaf, entry.at};
    }

    /// Clocks are set back now and then; that alone is no sign of tampering.
    static Finding backwards(const Entry& entry) {
        Finding finding = tampering("journal.time", entry_name(entry.index),
                                    {fmt::format("Bản ghi số {} ghi thời điểm {}, sớm hơn bản ghi trước của chuỗi {}",
                                                 entry.index, entry.at.text(), entry.stream),
                                     fmt::format("entry {} says {}, earlier than the entry before it in stream {}",
                                                 entry.index, entry.at.text(), entry.stream)});
        finding.severity = Finding::Severity::warning;
        finding.mend = {"Kiểm tra đồng hồ của máy chủ", "check the server's clock"};
        return finding;
    }

    VerifyReport& report_;
    std::int64_t next_index_ = 0;
    std::unordered_map<std::string, Tail> tails_;
};

/// Replays the entries and holds the views against the result.
class ViewCheck {
  public:
    ViewCheck(VerifyReport& report, Replay* replay) : report_(report), replay_(replay) {}

    void see(const Entry& entry) {
        if (replay_ == nullptr) return;
        try {
            replay_->see(entry);
        } catch (const Error& error) {
            report_unknown(entry, error.cause());
        } catch (const std::exception& error) {
            report_unknown(entry, {error.what(), error.what()});
        }
    }

    void compare(Store& store) {
        if (replay_ == nullptr) return;
        DerivedViews expected = replay_->views();
        for (const std::string& view : store.view_names()) compare(store, view, expected[view]);
        for (const auto& [view, rows] : expected) {
            for (const auto& [key, row] : rows) report(view, key, row.index, "thiếu", "is missing");
        }
        // A journal that was changed contradicts its views as well: what is wrong is then the journal.
        if (first_contradicted_ && !report_.first_bad_index) report_.blame(*first_contradicted_);
    }

  private:
    /// Takes every row that is found away from the expected ones.
    void compare(Store& store, const std::string& view, std::map<std::string, DerivedRow>& expected) {
        std::string after;
        for (auto rows = store.view(view, "", page); !rows.empty(); rows = store.view(view, "", page, after)) {
            for (const Row& row : rows) {
                ++report_.view_rows;
                const auto found = expected.find(row.key);
                if (found == expected.end()) {
                    report(view, row.key, -1, "thừa", "should not be there");
                    continue;
                }
                if (found->second.body != row.body)
                    report(view, row.key, found->second.index, "đã bị sửa", "was altered");
                expected.erase(found);
            }
            after = rows.back().key;
        }
    }

    /// @param index  of the entry the row follows from; below 0 without one.
    void report(const std::string& view, const std::string& key, std::int64_t index, const char* vi, const char* en) {
        if (index >= 0) first_contradicted_ = std::min(first_contradicted_.value_or(index), index);
        report_.add(tampering("journal.view", fmt::format("view {}/{}", shown(view), shown(key)),
                              {fmt::format("Dòng {} của bảng {} {} so với nhật ký{}", shown(key), shown(view), vi,
                                           index < 0 ? "" : fmt::format(" (bản ghi số {})", index)),
                               fmt::format("row {} of view {} {}, by the journal{}", shown(key), shown(view), en,
                                           index < 0 ? "" : fmt::format(" (entry {})", index))}));
    }

    void report_unknown(const Entry& entry, const Message& why) {
        report_.blame(entry.index);
        report_.add(
            tampering("journal.replay", entry_name(entry.index),
                      {fmt::format("Không hiểu được bản ghi số {} ({}): {}", entry.index, entry.type, why.vi),
                       fmt::format("entry {} ({}) cannot be understood: {}", entry.index, entry.type, why.en)}));
    }

    VerifyReport& report_;
    Replay* replay_;
    std::optional<std::int64_t> first_contradicted_;
};

/// One verification from start to end, inside one unchanging state of the store.
void run(Store& store, const VerifyOptions& options, VerifyReport& report) {
    for (Finding& finding : store.check_storage()) report.add(std::move(finding));

    TreeCheck tree(store, options, report);
    EntryCheck entries(report);
    ViewCheck views(report, options.replay.get());
    const std::int64_t total = store.size();
    std::int64_t next = std::numeric_limits<std::int64_t>::min();
    for (auto rows = store.rows(next, page); !rows.empty(); rows = store.rows(next, page)) {
        for (const StoredEntry& row : rows) {
            const Examined examined = entries.check(row);
            tree.append(row, examined);
            if (!examined.entry.bytes.empty()) views.see(examined.entry);
        }
        if (options.on_progress) options.on_progress(report.entries, total);
        if (rows.back().index == std::numeric_limits<std::int64_t>::max()) break;
        next = rows.back().index + 1;
    }
    report.streams = entries.streams();
    tree.finish();
    views.compare(store);
}

}  // namespace

Bracket VerifyReport::bracket(std::int64_t index) const {
    const auto covering = std::ranges::upper_bound(milestones, index, {}, &Milestone::size);
    Bracket bracket;
    if (covering != milestones.end()) bracket.not_after = covering->moment;
    const auto before =
        std::find_if(std::reverse_iterator(covering), milestones.rend(), [](const Milestone& m) { return m.holds; });
    if (before != milestones.rend()) bracket.not_before = before->moment;
    return bracket;
}

void VerifyReport::add(Finding finding) {
    if (finding.severity == Finding::Severity::error) {
        ++faults;
        codes.insert(finding.code);
    }
    if (findings.size() < max_findings) findings.push_back(std::move(finding));
}

void VerifyReport::blame(std::int64_t index) {
    first_bad_index = std::min(first_bad_index.value_or(index), index);
}

VerifyReport verify(Store& store, const VerifyOptions& options) {
    VerifyReport report;
    try {
        store.read_together([&] { run(store, options, report); });
    } catch (const Error& error) {
        report.add(tampering("journal.unreadable", error.place().text(),
                             {fmt::format("Không đọc tiếp được nhật ký: {}", error.cause().vi),
                              fmt::format("the journal cannot be read further: {}", error.cause().en)}));
    }
    return report;
}

}  // namespace trien::journal
