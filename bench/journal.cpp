// SPDX-License-Identifier: Apache-2.0
// The five-step approval through the whole engine, beside a bare loop that writes the same rows with nothing around it.
//
//     bench_journal INSTANCE [SECONDS [CLIENTS]]
//
// INSTANCE is a demonstration office with its procedure issued and a delegation granted (bench/run makes it); every run
// works on a fresh copy. A case is 11 commands, each durable on its own when it is answered: open, then claim and
// complete for each of the five steps. Before every claim the client asks for the case's open task, which is not
// counted.
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <thread>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "bench/bare_loop.hpp"
#include "bench/cpu_time.hpp"
#include "engine/app/engine.hpp"
#include "engine/base/clock.hpp"
#include "engine/base/file.hpp"
#include "engine/base/random.hpp"
#include "engine/journal/sqlite_store.hpp"

namespace trien::bench {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

/// What a run of some clients came to.
struct Figures {
    double commands_per_second = 0;
    double cpu_ms_per_command = 0;
    double p50_ms = 0;
    double p99_ms = 0;  ///< of completing a step
};

/// Lets clients work for a while and measures them.
/// @param client  runs until `stop`, and notes how long each command that counts for the percentiles took, in ms.
/// @param done    commands answered so far.
template <class Client>
Figures measure(
    int clients, double seconds, const std::atomic<std::int64_t>& done, std::atomic<bool>& stop, const Client& client) {
    std::vector<std::vector<double>> latencies(static_cast<std::size_t>(clients));
    const auto begin = Clock::now();
    const double cpu = cpu_seconds();
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < clients; ++i) {
            threads.emplace_back([&, i] { client(i, latencies[static_cast<std::size_t>(i)]); });
        }
        std::this_thread::sleep_for(std::chrono::duration<double>(seconds));
        stop = true;
    }
    const double elapsed = std::chrono::duration<double>(Clock::now() - begin).count();
    const auto count = static_cast<double>(done.load());
    std::vector<double> all;
    for (const auto& some : latencies) all.insert(all.end(), some.begin(), some.end());
    std::ranges::sort(all);
    const auto percentile = [&](double p) {
        return all.empty() ? 0 : all[static_cast<std::size_t>(p * static_cast<double>(all.size() - 1))];
    };
    return {count / elapsed, 1000 * (cpu_seconds() - cpu) / count, percentile(0.5), percentile(0.99)};
}

/// The value of an answer; a refusal ends the measurement.
Json required(Result<Json> result) {
    if (result) return *std::move(result);
    throw std::runtime_error(result.error().text.en);
}

/// One client's work: cases from opening to hand-over, one after the other.
class Approval {
  public:
    Approval(app::Engine& engine, const fs::path& original, std::atomic<std::int64_t>& done)
        : engine_(engine), original_(original), done_(done) {}

    /// @returns the case's code, or nothing if it was stopped on the way.
    std::string run_case(const std::atomic<bool>& stop, std::vector<double>& latencies) {
        static const std::vector<std::string> people = {"duc.pham", "ha.le", "binh.tran", "lan.vu", "duc.pham"};
        const Json opened = required(engine_.open_dossier(
            caller("duc.pham"),
            {"2.000815", {"Hoàng Minh Châu", "001088000000"}, original_, "Bằng tốt nghiệp", 1, 1, 2}));
        ++done_;
        const DossierId id(opened.at("dossier").get<std::string>());
        for (std::size_t step = 0; step < people.size(); ++step) {
            if (stop) return "";
            const Json open = engine_.tasks({std::nullopt, id}).at(0);
            const TaskId task(open.at("task").get<std::string>());
            required(engine_.claim(caller(people[step]), task));
            ++done_;
            const auto begin = Clock::now();
            required(engine_.complete(caller(people[step]), completion(task, step)));
            latencies.push_back(std::chrono::duration<double, std::milli>(Clock::now() - begin).count());
            ++done_;
        }
        return id.value();
    }

  private:
    static app::Caller caller(const std::string& person) {
        return {PersonId(person), CommandId(time_ordered_uuid(SystemClock().now()))};
    }

    /// How the step ends. The documents that signing and sealing make are not part of this measurement; what the
    /// engine decides and writes about them is.
    static dossier::CompleteTask completion(const TaskId& task, std::size_t step) {
        dossier::CompleteTask command{task, procedure::Outcome::completed, "", "", std::nullopt, std::nullopt};
        if (step == 1 || step == 2) command.outcome = procedure::Outcome::approved;
        if (step == 2) {
            dossier::CopyCertified certified;
            certified.certification = {RegisterCode("SCT/BS"),    2026, 1, 1, Dong(4000), sha256("copy"), "TUQ.",
                                       InstrumentId("12/QĐ-UBND")};
            certified.authority = CanonicalObject().done();
            command.certified = std::move(certified);
        }
        if (step == 3) command.sealed = dossier::DocumentSealed{sha256("sealed")};
        return command;
    }

    app::Engine& engine_;
    const fs::path& original_;
    std::atomic<std::int64_t>& done_;
};

/// A fresh copy of the prepared office.
class Copy {
  public:
    explicit Copy(const fs::path& prepared) { fs::copy(prepared, path(), fs::copy_options::recursive); }
    [[nodiscard]] fs::path path() const { return folder_.path() / "office"; }

  private:
    TemporaryFolder folder_;
};

Figures run_engine(const fs::path& prepared, int clients, double seconds) {
    const Copy copy(prepared);
    const fs::path original = copy.path() / "organisation.json";  // any file will do for a scanned paper
    const FixedClock clock(Instant::parse("2026-11-16T09:00:00+07:00").value());
    app::Engine engine(app::Instance::open(copy.path()), clock, app::Engine::Checkpoints::beside_commands);
    std::atomic<std::int64_t> done = 0;
    std::atomic<bool> stop = false;
    const Figures figures = measure(clients, seconds, done, stop, [&](int, std::vector<double>& latencies) {
        Approval approval(engine, original, done);
        while (!stop) (void)approval.run_case(stop, latencies);
    });
    return figures;
}

Figures run_bare(const fs::path& prepared, const Template& rows, bool hash, int clients, double seconds) {
    const Copy copy(prepared);
    BareLoop loop(copy.path() / "journal.db", rows, hash);
    std::atomic<std::int64_t> done = 0;
    std::atomic<bool> stop = false;
    return measure(clients, seconds, done, stop, [&](int, std::vector<double>& latencies) {
        while (!stop) {
            const std::int64_t number = loop.next_case();
            for (std::size_t command = 0; command < rows.size() && !stop; ++command) {
                const auto begin = Clock::now();
                loop.write(number, command);
                ++done;
                if (command != 0 && command % 2 == 0) {
                    latencies.push_back(std::chrono::duration<double, std::milli>(Clock::now() - begin).count());
                }
            }
        }
    });
}

void print(const std::string& name, int clients, const Figures& f) {
    std::cout << fmt::format(
                     "{:<28} {:>3} clients  {:>8.0f} commands/s  {:>6.3f} CPU ms/command  complete p50 {:>6.2f} ms  "
                     "p99 {:>6.2f} ms\n",
                     name, clients, f.commands_per_second, f.cpu_ms_per_command, f.p50_ms, f.p99_ms)
              << std::flush;
}

int main_of(const fs::path& prepared, double seconds, const std::vector<int>& all_clients) {
    std::atomic<std::int64_t> done = 0;
    const Copy copy(prepared);
    const fs::path original = copy.path() / "organisation.json";
    const FixedClock clock(Instant::parse("2026-11-16T09:00:00+07:00").value());
    const std::atomic<bool> never = false;
    std::vector<double> ignored;
    app::Engine engine(app::Instance::open(copy.path()), clock);
    const std::string code = Approval(engine, original, done).run_case(never, ignored);
    const auto store = journal::open_sqlite_store(copy.path() / "journal.db");
    const Template rows = template_of(*store, code);
    print_sizes(*store, rows);

    for (const int clients : all_clients) {
        const Figures bare = run_bare(prepared, rows, true, clients, seconds);
        const Figures unhashed = run_bare(prepared, rows, false, clients, seconds);
        const Figures full = run_engine(prepared, clients, seconds);
        print("sqlite bare loop", clients, bare);
        print("sqlite bare loop, no hash", clients, unhashed);
        print("sqlite engine", clients, full);
        std::cout << fmt::format(
            "  engine / bare {:.2f}; engine's own CPU {:.3f} ms/command; leaf hash {:+.1f} % of CPU\n",
            full.commands_per_second / bare.commands_per_second, full.cpu_ms_per_command - bare.cpu_ms_per_command,
            100 * (bare.cpu_ms_per_command / unhashed.cpu_ms_per_command - 1));
    }
    return 0;
}

}  // namespace
}  // namespace trien::bench

int main(int argc, char** argv) {
    if (argc < 2) {
        std::cerr << "bench_journal INSTANCE [SECONDS [CLIENTS]]\n";
        return 2;
    }
    try {
        const std::vector<int> clients = argc > 3 ? std::vector{std::atoi(argv[3])} : std::vector{1, 16, 64};
        return trien::bench::main_of(argv[1], argc > 2 ? std::atof(argv[2]) : 10, clients);
    } catch (const std::exception& error) {
        std::cerr << "bench_journal: " << error.what() << '\n';
        return 1;
    }
}
