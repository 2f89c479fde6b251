// SPDX-License-Identifier: Apache-2.0
#include "engine/app/detail/stream_cache.hpp"

namespace trien::app {

std::optional<CachedStream> StreamCache::find(const std::string& stream) {
    const std::lock_guard lock(mutex_);
    const auto found = index_.find(stream);
    if (found == index_.end()) return std::nullopt;
    recent_.splice(recent_.begin(), recent_, found->second);
    return found->second->second;
}

void StreamCache::put(const std::string& stream, CachedStream cached) {
    const std::lock_guard lock(mutex_);
    const auto found = index_.find(stream);
    if (found != index_.end()) {
        found->second->second = std::move(cached);
        recent_.splice(recent_.begin(), recent_, found->second);
        return;
    }
    recent_.emplace_front(stream, std::move(cached));
    index_.emplace(stream, recent_.begin());
    if (recent_.size() > capacity_) {
        index_.erase(recent_.back().first);
        recent_.pop_back();
    }
}

void StreamCache::forget(const std::string& stream) {
    const std::lock_guard lock(mutex_);
    const auto found = index_.find(stream);
    if (found == index_.end()) return;
    recent_.erase(found->second);
    index_.erase(found);
}

}  // namespace trien::app
