// SPDX-License-Identifier: Apache-2.0
#include "engine/journal/replay.hpp"

#include <utility>

namespace trien::journal {

namespace {

class ProjectReplay final : public Replay {
  public:
    explicit ProjectReplay(Project project) : project_(std::move(project)) {}

    void see(const Entry& entry) override {
        for (Change& change : project_(entry)) {
            auto& rows = views_[change.view];
            if (change.body) {
                rows[change.key] = {std::move(*change.body), entry.index};
            } else {
                rows.erase(change.key);
            }
        }
    }

    DerivedViews views() override { return std::move(views_); }

  private:
    Project project_;
    DerivedViews views_;
};

}  // namespace

std::unique_ptr<Replay> replay_of(Project project) {
    return std::make_unique<ProjectReplay>(std::move(project));
}

}  // namespace trien::journal
