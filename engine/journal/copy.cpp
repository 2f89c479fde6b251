// SPDX-License-Identifier: Apache-2.0
#include "engine/journal/copy.hpp"

#include <functional>
#include <limits>
#include <utility>

namespace trien::journal {

namespace {

constexpr std::int64_t page = 1000;
constexpr std::int64_t lowest = std::numeric_limits<std::int64_t>::min();

/// Reads one kind of rows page by page.
/// @tparam read  gives the rows behind the last one read, into their member of the portion.
template <class Row>
NextPortion pages(std::vector<Row> Portion::* member,
                  std::function<std::vector<Row>(const std::optional<Row>& last)> read) {
    return [member, read = std::move(read), last = std::optional<Row>()]() mutable -> std::optional<Portion> {
        std::vector<Row> rows = read(last);
        if (rows.empty()) return std::nullopt;
        last = rows.back();
        Portion portion;
        portion.*member = std::move(rows);
        return portion;
    };
}

NextPortion entries_of(Store& store) {
    return pages<StoredEntry>(&Portion::entries, [&store](const std::optional<StoredEntry>& last) {
        if (last && last->index == std::numeric_limits<std::int64_t>::max()) return std::vector<StoredEntry>();
        return store.rows(last ? last->index + 1 : lowest, page);
    });
}

NextPortion keys_of(Store& store) {
    return pages<NewKey>(&Portion::keys, [&store](const std::optional<NewKey>& last) {
        return store.personal_keys(last ? last->key.id : lowest, page);
    });
}

NextPortion commands_of(Store& store) {
    return pages<StoredCommand>(&Portion::commands, [&store](const std::optional<StoredCommand>& last) {
        return store.commands(last ? std::optional(last->id) : std::nullopt, page);
    });
}

NextPortion snapshots_of(Store& store) {
    return pages<SnapshotRow>(&Portion::snapshots, [&store](const std::optional<SnapshotRow>& last) {
        return store.snapshots(last ? std::optional(last->stream) : std::nullopt, page);
    });
}

NextPortion timers_of(Store& store) {
    return pages<Timer>(&Portion::timers, [&store](const std::optional<Timer>& last) {
        return store.due_timers(Instant(Instant::Point::max()), page, last ? std::optional(last->key) : std::nullopt);
    });
}

NextPortion outbox_of(Store& store) {
    return pages<OutboxMessage>(&Portion::outbox, [&store](const std::optional<OutboxMessage>& last) {
        return store.outbox(page, last ? last->id : lowest);
    });
}

NextPortion nodes_of(Store& store) {
    return pages<Node>(&Portion::nodes, [&store](const std::optional<Node>& last) { return store.nodes(last, page); });
}

/// The checkpoints, each page with what is said of them.
NextPortion checkpoints_of(Store& store) {
    return [&store, last = lowest]() mutable -> std::optional<Portion> {
        Portion portion;
        portion.checkpoints = store.checkpoints(last, page);
        if (portion.checkpoints.empty()) return std::nullopt;
        portion.attestations = store.attestations(last, portion.checkpoints.back().size);
        last = portion.checkpoints.back().size;
        return portion;
    };
}

/// One after the other.
NextPortion joined(std::vector<NextPortion> sources) {
    return [sources = std::move(sources), current = std::size_t{0}]() mutable -> std::optional<Portion> {
        for (; current < sources.size(); ++current) {
            if (auto portion = sources[current]()) return portion;
        }
        return std::nullopt;
    };
}

/// All but the keys.
std::vector<NextPortion> journal_of(Store& store) {
    return {entries_of(store), commands_of(store), snapshots_of(store),  timers_of(store),
            outbox_of(store),  nodes_of(store),    checkpoints_of(store)};
}

}  // namespace

void copy(Store& from, Store& to) {
    from.read_together([&] {
        std::vector<NextPortion> sources = journal_of(from);
        sources.push_back(keys_of(from));
        to.fill(joined(std::move(sources)));
    });
}

void copy_apart(Store& from, Store& to, Store& keys) {
    from.read_together([&] {
        to.fill(joined(journal_of(from)));
        keys.fill(keys_of(from));
    });
}

}  // namespace trien::journal
