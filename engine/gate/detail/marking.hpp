// SPDX-License-Identifier: Apache-2.0
// Where tokens lie, one bit a place: what a search of all states keeps millions of.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace trien::gate::detail {

/// Somewhere a token can lie at rest, or something that is remembered, by number.
using Place = std::uint32_t;
using Word = std::uint64_t;
inline constexpr Place no_place = UINT32_MAX;

/// A set of places.
class Bits {
  public:
    Bits() = default;
    explicit Bits(std::size_t words) : words_(words, 0) {}

    [[nodiscard]] bool test(Place place) const { return ((words_[place / 64] >> (place % 64)) & 1U) != 0; }
    void set(Place place) { words_[place / 64] |= Word{1} << (place % 64); }
    void reset(Place place) { words_[place / 64] &= ~(Word{1} << (place % 64)); }

    [[nodiscard]] bool contains(const Bits& other) const {
        for (std::size_t i = 0; i < words_.size(); ++i) {
            if ((other.words_[i] & ~words_[i]) != 0) return false;
        }
        return true;
    }
    [[nodiscard]] bool meets(const Bits& other) const {
        for (std::size_t i = 0; i < words_.size(); ++i) {
            if ((words_[i] & other.words_[i]) != 0) return true;
        }
        return false;
    }
    /// Whether a place of `wanted` is here that is not in `but`.
    [[nodiscard]] bool meets_outside(const Bits& wanted, const Bits& but) const {
        for (std::size_t i = 0; i < words_.size(); ++i) {
            if ((words_[i] & wanted.words_[i] & ~but.words_[i]) != 0) return true;
        }
        return false;
    }
    void add(const Bits& other) {
        for (std::size_t i = 0; i < words_.size(); ++i) words_[i] |= other.words_[i];
    }
    void remove(const Bits& other) {
        for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= ~other.words_[i];
    }

    [[nodiscard]] std::span<const Word> words() const { return words_; }
    void assign(std::span<const Word> words) { words_.assign(words.begin(), words.end()); }
    bool operator==(const Bits&) const = default;

  private:
    std::vector<Word> words_;
};

/// Markings met so far, numbered in the order of meeting. Open addressing over one array of words.
class MarkingSet {
  public:
    explicit MarkingSet(std::size_t words);

    struct Inserted {
        std::uint32_t index;
        bool is_new;
    };
    Inserted insert(const Bits& marking);
    [[nodiscard]] std::span<const Word> at(std::uint32_t index) const {
        return {arena_.data() + std::size_t{index} * words_, words_};
    }
    [[nodiscard]] std::uint32_t size() const { return size_; }

  private:
    [[nodiscard]] std::size_t slot_of(std::span<const Word> marking) const;
    void grow();

    std::size_t words_;
    std::uint32_t size_ = 0;
    std::vector<Word> arena_;
    std::vector<std::uint32_t> slots_;  ///< index + 1; 0: free
};

}  // namespace trien::gate::detail
