// SPDX-License-Identifier: Apache-2.0
#include "engine/journal/sequencer.hpp"

#include <condition_variable>
#include <mutex>
#include <utility>

#include "engine/journal/checkpoint.hpp"

namespace trien::journal {

Sequencer::Sequencer(std::unique_ptr<Store> store,
                     const SigningKey& key,
                     std::string origin,
                     Published published,
                     Failed failed,
                     std::chrono::milliseconds interval)
    : store_(std::move(store)),
      key_(key),
      origin_(std::move(origin)),
      published_(std::move(published)),
      failed_(std::move(failed)),
      interval_(interval),
      thread_([this](const std::stop_token& stop) { run(stop); }) {}

Sequencer::~Sequencer() = default;

void Sequencer::run(const std::stop_token& stop) {
    std::mutex mutex;
    std::condition_variable_any wake;
    while (true) {
        const bool last = stop.stop_requested();
        sign();
        if (last) return;
        std::unique_lock lock(mutex);
        wake.wait_for(lock, stop, interval_, [] { return false; });
    }
}

void Sequencer::sign() {
    try {
        make_checkpoint(*store_, key_, origin_);
        const auto newest = store_->last_checkpoint();
        if (!newest || newest->size == signed_) return;
        if (published_) published_(*store_, *newest);
        signed_ = newest->size;
    } catch (const Error& error) {
        // Another process that was faster has signed the same tree; its checkpoint is handed on next time.
        if (error.fault() != Fault::conflict && failed_) failed_(error);
    }
}

}  // namespace trien::journal
