// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/journal/checkpoint.hpp"
#include "engine/journal/detail/known_key.hpp"
#include "engine/journal/merkle.hpp"
#include "engine/journal/verify.hpp"

namespace trien::journal {

/// Grows the tree again from the entries and holds it against the signed checkpoints, their time stamps, the
/// checkpoints kept elsewhere, and the stored nodes.
class TreeCheck {
  public:
    /// Reads and checks the checkpoints and stamps; all arguments must outlive this.
    TreeCheck(Store& store, const VerifyOptions& options, VerifyReport& report);

    /// The next row, in the order of the store.
    void append(const StoredEntry& row, const Examined& examined);
    /// All rows were appended.
    void finish();

  private:
    /// A genuine checkpoint, and what the tree must be at its size.
    struct Expected {
        std::int64_t size = 0;
        Digest root;
        bool witnessed = false;  ///< kept elsewhere, not in the store
        std::optional<Instant> stamp;
    };

    void expect_stored();
    void expect_witnessed();
    [[nodiscard]] std::optional<Checkpoint> genuine(const std::string& note, const std::string& name);
    [[nodiscard]] std::map<std::int64_t, Instant> checked_stamps(const std::vector<StoredCheckpoint>& stored);
    void check_date(const Entry& entry);
    void grow(const StoredEntry& row, const Digest& leaf);
    void compare_node(const Node& node);
    void compare_roots();
    void compare(const Expected& expected);
    void pass(const Expected& expected, bool holds);
    [[nodiscard]] bool holds(const Expected& expected);
    void report_rewritten(std::int64_t size);
    void report_fork(std::int64_t size);
    void report_missing_tail();
    void report_lost_cover();

    Store& store_;
    const VerifyOptions& options_;
    VerifyReport& report_;
    std::vector<Expected> expected_;  // smallest first
    std::size_t next_ = 0;            // of expected_, not compared yet
    std::int64_t covered_ = 0;        // by the largest genuine checkpoint of the store
    std::int64_t forged_ = 0;         // size of the largest checkpoint that is not genuine

    Frontier tree_;
    /// The tree of the leaf hashes as stored; from the first that is not the hash of its entry until a checkpoint tells
    /// which of the two was signed.
    std::optional<Frontier> stored_tree_;
    bool broken_ = false;                    // nothing can be compared any more
    std::int64_t end_ = 0;                   // the index behind the newest entry
    std::optional<Instant> at_;              // of the newest entry
    std::optional<Expected> last_stamped_;   // the compared checkpoint with the latest stamp
    std::optional<std::int64_t> forked_at_;  // size of the first witnessed checkpoint with another root
    std::int64_t agreed_ = 0;                // size of the largest witnessed checkpoint with the same root
};

}  // namespace trien::journal
