// SPDX-License-Identifier: Apache-2.0
// The elementary token rules of BPMN 2.0.1 (13.3, 13.4): when a node may take tokens, which it takes, and how it may
// lay them on. Pure functions over the marking of one scope, for the game and for a search of all states alike.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/execution/net.hpp"

namespace trien::execution {

/// The tokens of one scope at rest: one entry a token, in any order.
struct Marking {
    std::span<const FlowIndex> flows;  ///< tokens on sequence flows
    std::span<const NodeIndex> nodes;  ///< tokens inside nodes: work, waits, sub-processes under way
};

/// How a node takes tokens.
enum class Join : std::uint8_t {
    any,        ///< each token by itself: tasks, events, exclusive and event-based gateways
    all,        ///< one from every incoming flow: parallel gateway
    inclusive,  ///< one from every marked incoming flow, once no other can come: inclusive gateway
};

/// How a node lays tokens on its outgoing flows.
enum class Split : std::uint8_t {
    all,   ///< on every one
    one,   ///< on the first whose condition holds, else the default
    some,  ///< on every one without a condition or whose condition holds, else the default
    race,  ///< event-based gateway: on the one whose event occurs
};

[[nodiscard]] Join join_of(const Node& node);
/// A node all of whose outgoing flows are unconditional splits on all of them, whatever its kind.
[[nodiscard]] Split split_of(const Net& net, NodeIndex node);

/// Whether the node may take tokens from its incoming flows now.
[[nodiscard]] bool may_enter(const Net& net, NodeIndex node, const Marking& marking);

/// The flows a token is taken from when the node is entered, one each.
/// @param arrived  for Join::any: the flow whose token it is.
[[nodiscard]] std::vector<FlowIndex> consumed(const Net& net,
                                              NodeIndex node,
                                              const Marking& marking,
                                              FlowIndex arrived);

/// Every set of outgoing flows the node may lay tokens on, whatever the conditions say; for a search of all states.
/// Of `n` conditional flows that is up to 2^n sets: the caller limits n. No outgoing flow: one empty set.
[[nodiscard]] std::vector<std::vector<FlowIndex>> alternatives(const Net& net, NodeIndex node);

/// For an inclusive join: whether a token can still come to an unmarked incoming flow (13.4.3). A token that can reach
/// a marked incoming flow as well does not count, as the standard says.
[[nodiscard]] bool is_awaited(const Net& net, NodeIndex join, const Marking& marking);

/// The reach of every inclusive join; called by the compiler.
[[nodiscard]] JoinReach reach_of(const Net& net, NodeIndex join);

}  // namespace trien::execution
