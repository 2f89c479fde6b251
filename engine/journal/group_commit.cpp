// SPDX-License-Identifier: Apache-2.0
#include "engine/journal/group_commit.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace trien::journal {

struct GroupCommit::Ticket::Request {
    explicit Request(Encoded encoded) : command(std::move(encoded)) {}

    Encoded command;
    std::optional<Outcome> outcome;
    std::exception_ptr failure;  ///< of the whole group
    std::condition_variable turn;

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
            request.turn.wait(lock);
        } else {
            lead(lock);
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
    try {
        outcomes = store_.write_all(commands);
    } catch (...) {
        failure = std::current_exception();
    }

    lock.lock();
    for (std::size_t i = 0; i < group.size(); ++i) {
        if (failure) {
            group[i]->failure = failure;
        } else {
            group[i]->outcome = std::move(outcomes[i]);
        }
        group[i]->turn.notify_one();
    }
    hand_over();
}

void GroupCommit::hand_over() {
    busy_ = false;
    idle_.notify_one();
    if (!queue_.empty()) queue_.front()->turn.notify_one();
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
        hand_over();
        throw;
    }
    lock.lock();
    hand_over();
}

}  // namespace trien::journal
