// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "engine/journal/store.hpp"

namespace trien::journal {

/// Lets many threads share one store's commits: what is queued while the disk is busy goes down together with the next
/// flush (group commit). There is no thread of its own: of those that wait, the first writes for all, for a few groups
/// on end.
///
/// Any number of threads may use it at once.
class GroupCommit {
  public:
    /// @param store          used by one thread at a time; must outlive this.
    /// @param largest_group  commands in one transaction: bounds how long it takes.
    explicit GroupCommit(Store& store, std::size_t largest_group = 512)
        : store_(store), largest_group_(largest_group) {}

    /// A command's place in the queue.
    class Ticket {
      public:
        Ticket(Ticket&&) = default;
        Ticket& operator=(Ticket&&) = default;

      private:
        friend class GroupCommit;
        struct Request;
        explicit Ticket(std::shared_ptr<Request> request) : request_(std::move(request)) {}
        std::shared_ptr<Request> request_;
    };

    /// Commands are written in the order in which they were queued. So a command may be decided on the state that a
    /// queued one will leave: should that one fail, this one finds another head and fails too.
    [[nodiscard]] Ticket enqueue(Encoded command);
    /// Returns when the command is durable, or failed.
    /// @throws what the store threw for the whole group.
    [[nodiscard]] Outcome wait(const Ticket& ticket);
    [[nodiscard]] Outcome commit(Encoded command) { return wait(enqueue(std::move(command))); }
    /// Runs work on the store while no group is written.
    void run_between(const std::function<void(Store&)>& work);

    /// What was written so far, for whoever watches the program.
    struct Statistics {
        std::int64_t groups = 0;
        std::int64_t commands = 0;
        std::chrono::microseconds longest{0};  ///< time of one group, from its first row to the flushed disk
    };
    [[nodiscard]] Statistics statistics();

  private:
    using Request = std::shared_ptr<Ticket::Request>;
    /// Writes one group of what is queued; the lock is open meanwhile and held again afterwards.
    void lead(std::unique_lock<std::mutex>& lock);
    /// Ends the use of the store, and opens the lock.
    void hand_over(std::unique_lock<std::mutex>& lock);

    Store& store_;
    std::size_t largest_group_;
    std::mutex mutex_;
    std::condition_variable idle_;  ///< for run_between
    std::deque<Request> queue_;
    bool busy_ = false;  ///< somebody uses the store
    Statistics statistics_;
};

}  // namespace trien::journal
