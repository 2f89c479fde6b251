// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "engine/lifecycle/deadline_watch.hpp"
#include "engine/lifecycle/delivery.hpp"
#include "engine/lifecycle/progress.hpp"

namespace trien::dossier {

/// The lives a case leads beside its approval, each a history for its statechart (engine/lifecycle). They follow from
/// the case's events and are not journalled by themselves.
struct Lives {
    std::vector<lifecycle::ProgressEvent> progress;
    std::vector<lifecycle::DeadlineWatchEvent> deadline;
    std::vector<lifecycle::DeliveryEvent> delivery;

    // Total, as applying events must be: what a chart does not take changes nothing. Commands ask the chart first.
    void follow(lifecycle::ProgressEvent event);
    void follow(lifecycle::DeadlineWatchEvent event);
    void follow(lifecycle::DeliveryEvent event);
    bool operator==(const Lives&) const = default;
};

}  // namespace trien::dossier
