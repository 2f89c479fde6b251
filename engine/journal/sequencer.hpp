// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <thread>

#include "engine/journal/signing_key.hpp"
#include "engine/journal/store.hpp"

namespace trien::journal {

/// Signs what was committed, beside the commands and never inside them: a thread that extends the Merkle tree over the
/// new entries, signs a checkpoint and hands it on, at least once a second while there is something new.
///
/// Several processes may run one on the same journal: they continue each other's tree.
class Sequencer {
  public:
    /// Told of every new checkpoint; for tiles, witnesses, time stamps.
    using Published = std::function<void(Store& store, const StoredCheckpoint& checkpoint)>;
    /// Told of what went wrong; the sequencer tries again after the interval.
    using Failed = std::function<void(const Error& error)>;

    static constexpr std::chrono::milliseconds default_interval{500};

    /// @param store  the sequencer's own.
    /// @param key    must outlive it.
    Sequencer(std::unique_ptr<Store> store,
              const SigningKey& key,
              std::string origin,
              Published published,
              Failed failed,
              std::chrono::milliseconds interval = default_interval);
    /// Signs what is still unsigned, and stops.
    ~Sequencer();
    Sequencer(const Sequencer&) = delete;
    Sequencer& operator=(const Sequencer&) = delete;

  private:
    void run(const std::stop_token& stop);
    void sign();

    std::unique_ptr<Store> store_;
    const SigningKey& key_;
    std::string origin_;
    Published published_;
    Failed failed_;
    std::chrono::milliseconds interval_;
    std::int64_t signed_ = -1;  ///< size of the newest checkpoint that was handed on
    std::jthread thread_;       // last: it uses the others
};

}  // namespace trien::journal
