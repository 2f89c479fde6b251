// SPDX-License-Identifier: Apache-2.0
#include "engine/journal/group_commit.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "engine/base/clock.hpp"

namespace trien::journal {

namespace {

/// How many groups the owner of one command writes before that is answered.
constexpr int most_groups_led = 8;

}  // namespace

struct GroupCommit::Ticket::Request {
    explicit Request(Encoded encoded) : command(std::move(encoded)) {}

    Encoded command;
    std::optional<Outcome> outcome;
    std::exception_ptr failure;  ///< of the whole group
    std::condition_variable turn;
    bool awaited = false;  ///< its owner sleeps until it is done, or until nobody leads

    [[nodiscard]] bool done() const { return outcome.has_value() || failure != nullptr; }
};

GroupCommit::Ticket GroupCommit::enqueue(Encoded command) {
    auto request = std::make_shared<Ticket::Request>(std::move(command));
    const std::lock_guard lock(mutex_);
    queue_.push_back(request);
    return Ticket(std::move(request));
}

Outcome GroupCommit::wait(const Ticket& ticket) {
    Ticket::Request& request = *ticket.request_;
    std::unique_lock lock(mutex_);
    while (!request.done()) {
        if (busy_) {
            request.awaited = true;
            request.turn.wait(lock);
            request.awaited = false;
        } else {
            // While others queue, going on costs less than waking one of them to take over.
            for (int group = 0; group < most_groups_led && !queue_.empty(); ++group) lead(lock);
            hand_over(lock);
            lock.lock();
        }
    }
    if (request.failure) std::rethrow_exception(request.failure);
    return *std::move(request.outcome);
}

void GroupCommit::lead(std::unique_lock<std::mutex>& lock) {
    const auto size = std::min(queue_.size(), largest_group_);
    const auto end = queue_.begin() + static_cast<std::ptrdiff_t>(size);
    const std::vector<Request> group(std::make_move_iterator(queue_.begin()), std::make_move_iterator(end));
    queue_.erase(queue_.begin(), end);
    std::vector<Encoded> commands;
    commands.reserve(size);
    for (const Request& request : group) commands.push_back(std::move(request->command));
    busy_ = true;
    lock.unlock();

    std::vector<Outcome> outcomes;
    std::exception_ptr failure;
    const Stopwatch watch;
    try {
        outcomes = store_.write_all(commands);
    } catch (...) {
        failure = std::current_exception();
    }

    const std::chrono::microseconds taken = watch.elapsed();

    lock.lock();
    ++statistics_.groups;
    statistics_.commands += std::ssize(group);
    statistics_.longest = std::max(statistics_.longest, taken);
    for (std::size_t i = 0; i < group.size(); ++i) {
        if (failure) {
            group[i]->failure = failure;
        } else {
            group[i]->outcome = std::move(outcomes[i]);
        }
    }
    lock.unlock();
    for (const Request& request : group) request->turn.notify_one();
    lock.lock();
}

void GroupCommit::hand_over(std::unique_lock<std::mutex>& lock) {
    busy_ = false;
    const auto sleeper = std::ranges::find_if(queue_, [](const Request& request) { return request->awaited; });
    const Request next = sleeper == queue_.end() ? nullptr : *sleeper;
    lock.unlock();
    // Those who are woken need the lock: they are woken when it is free.
    idle_.notify_one();
    if (next) next->turn.notify_one();
}

GroupCommit::Statistics GroupCommit::statistics() {
    const std::lock_guard lock(mutex_);
    return statistics_;
}

void GroupCommit::run_between(const std::function<void(Store&)>& work) {
    std::unique_lock lock(mutex_);
    idle_.wait(lock, [this] { return !busy_; });
    busy_ = true;
    lock.unlock();
    try {
        work(store_);
    } catch (...) {
        lock.lock();
        hand_over(lock);
        throw;
    }
    lock.lock();
    hand_over(lock);
}

}  // namespace trien::journal
