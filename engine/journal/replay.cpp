// SPDX-License-Identifier: Apache-2.0
#include "engine/journal/replay.hpp"

#include <utility>

namespace trien::journal {

namespace {

class ProjectReplay final : public Replay {
  public:
    explicit ProjectReplay(Project project) : project_(std::move(project)) {}

    void see(const Entry& entry) override {
        for (Change& change : project_(entry)) apply(std::move(change), entry.index, views_);
    }

    DerivedViews views() override { return std::move(views_); }

  private:
    Project project_;
    DerivedViews views_;
};

}  // namespace

void apply(Change change, std::int64_t index, DerivedViews& views) {
    auto& rows = views[change.view];
    if (change.body) {
        rows[std::move(change.key)] = {std::move(*change.body), index};
    } else {
        rows.erase(change.key);
    }
}

std::unique_ptr<Replay> replay_of(Project project) {
    return std::make_unique<ProjectReplay>(std::move(project));
}

}  // namespace trien::journal
