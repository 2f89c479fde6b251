// SPDX-License-Identifier: Apache-2.0
#include "engine/gate/detail/marking.hpp"

namespace trien::gate::detail {

namespace {

/// Mixes each word by the golden ratio's bits; markings differ in few bits, so every bit must reach the low ones.
std::size_t hash_of(std::span<const Word> marking) {
    constexpr Word golden_ratio = 0x9E3779B97F4A7C15ULL;
    Word hash = 0;
    for (const Word word : marking) {
        hash = (hash ^ word) * golden_ratio;
        hash ^= hash >> 32U;
    }
    return hash;
}

/// Most markings are one word: too short to be worth a call of memcmp.
bool are_equal(std::span<const Word> a, std::span<const Word> b) {
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (a[i] != b[i]) return false;
    }
    return true;
}

}  // namespace

MarkingSet::MarkingSet(std::size_t words) : words_(words), slots_(1024, 0) {}

std::size_t MarkingSet::slot_of(std::span<const Word> marking) const {
    std::size_t slot = hash_of(marking) & (slots_.size() - 1);
    while (slots_[slot] != 0 && !are_equal(at(slots_[slot] - 1), marking)) {
        slot = (slot + 1) & (slots_.size() - 1);
    }
    return slot;
}

MarkingSet::Inserted MarkingSet::insert(const Bits& marking) {
    const std::size_t slot = slot_of(marking.words());
    if (slots_[slot] != 0) return {slots_[slot] - 1, false};
    const auto words = marking.words();
    arena_.insert(arena_.end(), words.begin(), words.end());
    slots_[slot] = ++size_;
    if (std::size_t{size_} * 2 > slots_.size()) grow();
    return {size_ - 1, true};
}

void MarkingSet::grow() {
    slots_.assign(slots_.size() * 2, 0);
    for (std::uint32_t index = 0; index < size_; ++index) slots_[slot_of(at(index))] = index + 1;
}

}  // namespace trien::gate::detail
