// SPDX-License-Identifier: Apache-2.0
// Plays a process in a test: gives commands, keeps the trace of nodes entered, and checks at every step that replaying
// the events gives the state and that the state survives being written and read.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/execution/compile.hpp"
#include "engine/execution/decide.hpp"

namespace trien::execution {

/// The compiled process of a terse text. Throws with the findings when there are errors.
[[nodiscard]] std::shared_ptr<const Net> net_of(std::string_view terse, const CompileOptions& options = {});
/// The codes of the errors compiling a terse text finds.
[[nodiscard]] std::vector<std::string> errors_of(std::string_view terse);
/// Compiles a whole file.
[[nodiscard]] CompileResult compile_text(std::string_view text,
                                         const std::string& process,
                                         const CompileOptions& options = {});

class Play {
  public:
    explicit Play(std::string_view terse, const CompileOptions& options = {}) : Play(net_of(terse, options)) {}
    explicit Play(std::shared_ptr<const Net> net);
    Play(const Play&) = delete;
    Play& operator=(const Play&) = delete;

    Play& start(Variables variables = {});
    Play& start_by(Start::By by, const std::string& name, Variables payload = {});
    /// Completes the oldest open work of a node.
    Play& done(const std::string& node, Variables outputs = {});
    Play& fails(const std::string& node, const std::string& error);
    Play& escalates(const std::string& node, const std::string& code);
    Play& message(const std::string& name, Variables payload = {});
    Play& signal(const std::string& name, Variables payload = {});
    /// Lets the time pass until the oldest timer of a node is due, and fires it.
    Play& fire(const std::string& node);
    Play& set(Variables variables);
    Play& activate(const std::string& node);
    Play& retry(const std::string& node);
    Play& give(const Command& command);
    /// The code of the refusal a command meets; empty if it is taken.
    std::string refusal(const Command& command);

    /// A process that may be called, by its id in calledElement.
    Play& with_called(const std::string& process, std::string_view terse);

    /// Ids of the nodes entered so far, in order.
    [[nodiscard]] std::string trace() const;
    /// Those entered since the last call of this function.
    std::string news();
    /// Node ids of the open work, in order of opening.
    [[nodiscard]] std::string open() const;
    [[nodiscard]] std::string timers() const;
    /// Codes of the incidents.
    [[nodiscard]] std::string faults() const;
    [[nodiscard]] Status status() const { return state_.status; }
    [[nodiscard]] bool completed() const { return state_.status == Status::completed; }
    /// A variable of the process, as FEEL writes it; also after the end.
    [[nodiscard]] std::string value(const std::string& name) const;
    [[nodiscard]] std::vector<Thrown> thrown() const;
    [[nodiscard]] const State& state() const { return state_; }
    [[nodiscard]] const Events& events() const { return events_; }
    [[nodiscard]] Context& context() { return context_; }

    [[nodiscard]] WorkId work(const std::string& node) const;

  private:
    void take(const Events& events, const State& before);

    std::shared_ptr<const Net> net_;
    std::map<std::string, std::shared_ptr<const Net>> called_;
    Context context_;
    State state_;
    Events events_;
    std::size_t told_ = 0;
};

}  // namespace trien::execution
