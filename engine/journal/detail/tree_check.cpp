// SPDX-License-Identifier: Apache-2.0
#include "engine/journal/detail/tree_check.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include <fmt/format.h>

#include "engine/journal/detail/tampering.hpp"

namespace trien::journal {

namespace {

/// From how many checkpoints on the tables of KnownKey pay.
constexpr std::size_t many = 64;

std::string checkpoint_name(std::int64_t size) {
    return fmt::format("checkpoint {}", size);
}

/// Recognises the notes that sign_checkpoint() writes with one key, fast. Others may be genuine too.
class OwnNotes {
  public:
    explicit OwnNotes(const VerifierKey& key)
        : key_(key.key), id_(key.id()), start_(fmt::format("\n\u2014 {} ", key.origin)), origin_(key.origin) {}

    [[nodiscard]] std::optional<Checkpoint> read(std::string_view note) const {
        const auto blank = note.find("\n\n");
        if (blank == std::string_view::npos || !note.ends_with('\n')) return std::nullopt;
        const std::string_view text = note.substr(0, blank + 1);
        const std::string_view line = note.substr(blank + 1, note.size() - blank - 2);
        auto checkpoint = Checkpoint::parse(text);
        if (!checkpoint || checkpoint->origin != origin_ || !line.starts_with(start_)) return std::nullopt;
        const auto raw = from_base64(line.substr(start_.size()));
        if (!raw || !raw->starts_with(id_) || !key_.verifies(text, std::string_view(*raw).substr(id_.size()))) {
            return std::nullopt;
        }
        return checkpoint;
    }

  private:
    KnownKey key_;
    std::string id_;
    std::string start_;
    std::string origin_;
};

}  // namespace

TreeCheck::TreeCheck(Store& store, const VerifyOptions& options, VerifyReport& report)
    : store_(store), options_(options), report_(report) {
    expect_stored();
    expect_witnessed();
    std::ranges::stable_sort(expected_, {}, &Expected::size);
    compare_roots();
}

void TreeCheck::expect_stored() {
    const auto stored = store_.checkpoints();
    report_.checkpoints += std::ssize(stored);
    const auto stamps = checked_stamps(stored);
    const auto own = stored.size() < many ? std::nullopt : std::optional<OwnNotes>(options_.trusted);
    for (const StoredCheckpoint& checkpoint : stored) {
        const std::string name = checkpoint_name(checkpoint.size);
        // On the newest rests all: it is OpenSSL's to judge, as is whatever is not recognised at once.
        const bool newest = &checkpoint == &stored.back();
        auto said = own && !newest ? own->read(checkpoint.note) : std::nullopt;
        if (!said) said = genuine(checkpoint.note, name);
        if (!said) {
            forged_ = std::max(forged_, checkpoint.size);
            continue;
        }
        if (said->size != checkpoint.size) {
            report_.add(
                tampering("journal.checkpoint-signature", name,
                          {fmt::format("Điểm kiểm cỡ {} mang nội dung khác", checkpoint.size),
                           fmt::format("the checkpoint stored as size {} says something else", checkpoint.size)}));
        }
        const auto stamp = stamps.find(checkpoint.size);
        expected_.push_back(
            {said->size, said->root, false, stamp == stamps.end() ? std::nullopt : std::optional(stamp->second)});
        covered_ = std::max(covered_, said->size);
    }
}

void TreeCheck::expect_witnessed() {
    report_.checkpoints += std::ssize(options_.witnessed);
    for (const std::string& note : options_.witnessed) {
        if (const auto said = genuine(note, "witnessed checkpoint")) {
            expected_.push_back({said->size, said->root, true, std::nullopt});
        }
    }
}

std::optional<Checkpoint> TreeCheck::genuine(const std::string& note, const std::string& name) {
    auto checkpoint = verify_checkpoint(note, options_.trusted);
    if (checkpoint) return std::move(*checkpoint);
    report_.add(tampering("journal.checkpoint-signature", name, checkpoint.error().text));
    return std::nullopt;
}

/// The earliest hour for each checkpoint that has a genuine stamp.
std::map<std::int64_t, Instant> TreeCheck::checked_stamps(const std::vector<StoredCheckpoint>& stored) {
    std::map<std::int64_t, Instant> stamps;
    if (!options_.check_stamp) return stamps;
    for (const Attestation& attestation : store_.attestations()) {
        if (attestation.kind != Attestation::Kind::timestamp) continue;
        const auto checkpoint = std::ranges::lower_bound(stored, attestation.size, {}, &StoredCheckpoint::size);
        if (checkpoint == stored.end() || checkpoint->size != attestation.size) {
            report_.add(
                tampering("journal.stamp", checkpoint_name(attestation.size),
                          {fmt::format("Có dấu thời gian của điểm kiểm cỡ {}, nhưng mất điểm kiểm", attestation.size),
                           fmt::format("there is a time stamp of the checkpoint of size {}, but no such checkpoint",
                                       attestation.size)}));
            continue;
        }
        const auto time = options_.check_stamp(attestation.body, sha256(checkpoint->note));
        if (!time) {
            report_.add(tampering("journal.stamp", checkpoint_name(attestation.size),
                                  {fmt::format("Dấu thời gian của điểm kiểm cỡ {} không đúng: {}", attestation.size,
                                               time.error().text.vi),
                                   fmt::format("the time stamp of the checkpoint of size {} is not genuine: {}",
                                               attestation.size, time.error().text.en)}));
            continue;
        }
        ++report_.stamps;
        const auto [known, added] = stamps.emplace(attestation.size, *time);
        if (!added) known->second = std::min(known->second, *time);
    }
    return stamps;
}

void TreeCheck::append(const StoredEntry& row, const Examined& examined) {
    if (row.index != end_) broken_ = true;  // the place of an entry that is not there is unknown
    end_ = row.index == std::numeric_limits<std::int64_t>::max() ? row.index : row.index + 1;
    const bool readable = !examined.entry.bytes.empty();
    if (readable) check_date(examined.entry);
    at_ = readable ? std::optional(examined.entry.at) : std::nullopt;
    grow(row, examined.leaf);
    compare_roots();
}

/// An entry that a stamped checkpoint does not cover was recorded after it.
void TreeCheck::check_date(const Entry& entry) {
    if (!last_stamped_ || entry.at.utc() + options_.clock_tolerance >= last_stamped_->stamp->utc()) return;
    report_.blame(entry.index);
    const std::string stamp = last_stamped_->stamp->text();
    report_.add(tampering(
        "journal.back-dated", entry_name(entry.index),
        {fmt::format("Bản ghi số {} ghi thời điểm {}, nhưng được ghi sau dấu thời gian {} của điểm kiểm cỡ {}",
                     entry.index, entry.at.text(), stamp, last_stamped_->size),
         fmt::format("entry {} says {}, but was recorded after the time stamp {} of the checkpoint of size {}",
                     entry.index, entry.at.text(), stamp, last_stamped_->size)}));
}

void TreeCheck::grow(const StoredEntry& row, const Digest& leaf) {
    const auto stored = Digest::of_bytes(row.leaf);
    if (!stored_tree_ && stored && *stored != leaf) stored_tree_ = tree_;
    if (stored_tree_) stored_tree_->append(stored.value_or(leaf));
    tree_.append(leaf, [this](const Node& node) { compare_node(node); });
}

void TreeCheck::compare_node(const Node& node) {
    // Where bytes and stored hash differ, the node tells no more than the entry does.
    const bool kept = node.level >= stored_level && (node.index + 1) << node.level <= covered_;
    if (!kept || stored_tree_ || broken_ || store_.node(node.level, node.index) == node.hash) return;
    report_.add(tampering(
        "journal.node", fmt::format("node {}/{}", node.level, node.index),
        {fmt::format("Cây băm đang lưu không khớp bản ghi (tầng {}, nút {})", node.level, node.index),
         fmt::format("the stored hash tree does not match the entries (level {}, node {})", node.level, node.index)}));
}

void TreeCheck::compare_roots() {
    while (next_ < expected_.size() && expected_[next_].size <= end_) compare(expected_[next_++]);
}

void TreeCheck::compare(const Expected& expected) {
    const bool sound = !broken_ && holds(expected);
    if (!expected.witnessed) {
        pass(expected, sound);
        if (!sound && !broken_) report_rewritten(expected.size);
    } else if (sound) {
        agreed_ = expected.size;
    } else if (!broken_ && !forked_at_) {
        forked_at_ = expected.size;
    }
}

/// Puts one of the store's checkpoints on the time line.
void TreeCheck::pass(const Expected& expected, bool holds) {
    std::optional<Moment> moment;
    if (expected.stamp) {
        moment = Moment{*expected.stamp, true};
    } else if (at_ && expected.size == end_) {
        moment = Moment{*at_, false};
    }
    report_.milestones.push_back({expected.size, holds, moment});
    if (!holds) return;
    report_.vouched_size = expected.size;
    const bool latest = !last_stamped_ || last_stamped_->stamp < expected.stamp;
    if (expected.stamp && latest) last_stamped_ = expected;
}

/// Whether the checkpoint's root is that of the entries. If it is that of the hashes stored beside them, these are the
/// ones that were signed, and the entries that do not hash to theirs have been named.
bool TreeCheck::holds(const Expected& expected) {
    if (tree_.root() == expected.root) {
        stored_tree_.reset();
        return true;
    }
    if (!stored_tree_ || stored_tree_->root() != expected.root) return false;
    tree_ = *std::exchange(stored_tree_, std::nullopt);
    return true;
}

void TreeCheck::finish() {
    // Two histories, if both were signed; else only the one in the store was changed.
    if (forked_at_ && *forked_at_ <= report_.vouched_size) report_fork(*forked_at_);
    if (forked_at_ && *forked_at_ > report_.vouched_size && !broken_) report_rewritten(*forked_at_);
    report_missing_tail();
    report_lost_cover();
    for (; next_ < expected_.size(); ++next_) {
        if (!expected_[next_].witnessed) pass(expected_[next_], false);
    }
}

void TreeCheck::report_rewritten(std::int64_t size) {
    // Once the roots part they stay apart: one finding says all.
    broken_ = true;
    const std::int64_t from = std::max(report_.vouched_size, agreed_);
    report_.blame(from);
    report_.add(tampering(
        "journal.checkpoint-root", checkpoint_name(size),
        {fmt::format("Lịch sử bị viết lại: các bản ghi từ số {} đến số {} không khớp điểm kiểm đã ký", from, size - 1),
         fmt::format("history was rewritten: entries {} to {} do not match the signed checkpoint", from, size - 1)}));
}

void TreeCheck::report_fork(std::int64_t size) {
    report_.blame(agreed_);
    report_.add(tampering(
        "journal.fork", checkpoint_name(size),
        {fmt::format("Có hai lịch sử: điểm kiểm cỡ {} giữ ở nơi khác và các điểm kiểm ở đây cùng mang chữ ký của nhật "
                     "ký, nhưng các bản ghi từ số {} đến số {} không giống nhau",
                     size, agreed_, size - 1),
         fmt::format("there are two histories: the checkpoint of size {} kept elsewhere and those here both bear the "
                     "journal's signature, but entries {} to {} are not the same",
                     size, agreed_, size - 1)}));
}

/// Checkpoints of more entries than there are: the tail was cut, or the whole was rolled back.
void TreeCheck::report_missing_tail() {
    const auto largest = [&](bool witnessed) {
        std::int64_t size = 0;
        for (const Expected& expected : expected_) {
            if (expected.witnessed == witnessed) size = std::max(size, expected.size);
        }
        return size;
    };
    if (const std::int64_t size = largest(false); size > end_) {
        report_.blame(end_);
        report_.add(
            tampering("journal.checkpoint-beyond", entry_name(end_),
                      {fmt::format("Nhật ký bị cắt đuôi: điểm kiểm đã ký bao {} bản ghi, nay chỉ còn {}", size, end_),
                       fmt::format("the journal was cut: a signed checkpoint covers {} entries, but only {} are here",
                                   size, end_)}));
    } else if (const std::int64_t seen = largest(true); seen > end_) {
        report_.blame(end_);
        report_.add(tampering(
            "journal.rolled-back", entry_name(end_),
            {fmt::format(
                 "Nhật ký bị đưa về bản cũ: điểm kiểm giữ ở nơi khác bao {} bản ghi, ở đây chỉ còn {} và không có "
                 "điểm kiểm nào lớn hơn",
                 seen, end_),
             fmt::format("the journal was rolled back: a checkpoint kept elsewhere covers {} entries, but only {} are "
                         "here, and no checkpoint of more",
                         seen, end_)}));
    }
}

/// Entries that only a forged checkpoint covers are vouched for by nobody.
void TreeCheck::report_lost_cover() {
    if (forged_ > report_.vouched_size && end_ > report_.vouched_size) report_.blame(report_.vouched_size);
}

}  // namespace trien::journal
