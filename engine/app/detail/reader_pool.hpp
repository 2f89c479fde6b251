// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "engine/journal/store.hpp"

namespace trien::app {

/// Stores for reading, one a thread while it reads: a Store serves one thread at a time.
class ReaderPool {
  public:
    using OpenStore = std::function<std::unique_ptr<journal::Store>()>;
    explicit ReaderPool(OpenStore open) : open_(std::move(open)) {}

    struct GiveBack {
        ReaderPool* pool;
        void operator()(journal::Store* store) const { pool->take_back(store); }
    };
    using Reader = std::unique_ptr<journal::Store, GiveBack>;

    /// A store nobody else uses until the answer goes.
    [[nodiscard]] Reader borrow() {
        const std::lock_guard lock(mutex_);
        if (free_.empty()) return Reader(open_().release(), {this});
        Reader reader(free_.back().release(), {this});
        free_.pop_back();
        return reader;
    }

  private:
    void take_back(journal::Store* store) {
        const std::lock_guard lock(mutex_);
        free_.emplace_back(store);
    }

    OpenStore open_;
    std::mutex mutex_;
    std::vector<std::unique_ptr<journal::Store>> free_;
};

}  // namespace trien::app
