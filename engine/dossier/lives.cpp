// SPDX-License-Identifier: Apache-2.0
#include "engine/dossier/lives.hpp"

namespace trien::dossier {

namespace {

template <class Event>
void push_if_taken(std::vector<Event>& history, Event event) {
    if (lifecycle::advance(history, event)) history.push_back(event);
}

}  // namespace

void Lives::follow(lifecycle::ProgressEvent event) {
    push_if_taken(progress, event);
}
void Lives::follow(lifecycle::DeadlineWatchEvent event) {
    push_if_taken(deadline, event);
}
void Lives::follow(lifecycle::DeliveryEvent event) {
    push_if_taken(delivery, event);
}

}  // namespace trien::dossier
