// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>

#include "engine/dossier/dossier.hpp"
#include "engine/journal/store.hpp"

namespace trien::app {

/// Where a stream will stand once everything that is queued is written, and the case it then holds.
struct CachedStream {
    journal::Head head;
    std::shared_ptr<const dossier::Dossier> dossier;  ///< empty for a stream that is no case
};

/// The streams used last, so that a command need not read their history again. Another process may have written
/// meanwhile: then the store refuses what was decided on it, and the stream is to be forgotten.
///
/// Any number of threads may use it at once.
class StreamCache {
  public:
    explicit StreamCache(std::size_t capacity) : capacity_(capacity) {}

    [[nodiscard]] std::optional<CachedStream> find(const std::string& stream);
    void put(const std::string& stream, CachedStream cached);
    void forget(const std::string& stream);

  private:
    using Recent = std::list<std::pair<std::string, CachedStream>>;

    std::size_t capacity_;
    std::mutex mutex_;
    Recent recent_;  ///< the one used last in front
    std::unordered_map<std::string, Recent::iterator> index_;
};

}  // namespace trien::app
