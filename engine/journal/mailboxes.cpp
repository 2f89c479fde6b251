// SPDX-License-Identifier: Apache-2.0
#include "engine/journal/mailboxes.hpp"

#include <functional>
#include <set>

namespace trien::journal {

Mailboxes::Turn Mailboxes::wait_for(const std::vector<std::string>& streams) {
    // Always in the same order, so that nobody waits in a circle.
    std::set<std::size_t> numbers;
    for (const std::string& stream : streams) numbers.insert(std::hash<std::string>()(stream) % boxes_.size());
    Turn turn;
    for (const std::size_t number : numbers) turn.emplace_back(boxes_[number]);
    return turn;
}

}  // namespace trien::journal
