// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>

#include "engine/execution/net.hpp"

namespace trien::gate::detail {

/// What keeps a search of states from deciding about a net.
struct Obstacle {
    enum class Why : std::uint8_t {
        automatic_loop,         ///< a cycle nobody has to do anything in: only data ends it
        undone_by_sub_process,  ///< a compensation handler that is a process of its own
        too_many_ways,          ///< too many conditional flows leave a node to try every choice of them
    };
    Why why = Why::automatic_loop;
    execution::NodeIndex node = execution::nothing;
};

[[nodiscard]] std::optional<Obstacle> find_obstacle(const execution::Net& net);

}  // namespace trien::gate::detail
