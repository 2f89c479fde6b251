// SPDX-License-Identifier: Apache-2.0
// No false alarm: the executable reference models of the BPMN Model Interchange Working Group, and the library.
#include <cstdlib>
#include <filesystem>

#include <gtest/gtest.h>

#include "engine/base/file.hpp"
#include "engine/bpmn/reader.hpp"
#include "engine/execution/compile.hpp"
#include "engine/execution/foreign.hpp"
#include "engine/gate/gate.hpp"
#include "tests/unit/procedure/shipped.hpp"

namespace trien::gate {
namespace {

namespace fs = std::filesystem;

bpmn::Definitions read(const fs::path& file) {
    static const bpmn::Reader reader;
    return reader.read(read_file(file), file.string()).file.value().definitions;
}

void expect_sound(const bpmn::Definitions& definitions, const std::string& name) {
    int compiled = 0;
    for (const bpmn::Process& process : definitions.processes) {
        if (!process.is_executable) continue;
        execution::CompileOptions options;
        options.known_names = {"Service Level"};  // of C.3.0, which declares no data
        const auto result = execution::compile(definitions, process.id, options);
        if (!result.net) continue;
        ++compiled;
        const Soundness soundness = check_soundness(*result.net, {false, 200'000});
        EXPECT_EQ(text_of(soundness.verdict), "sound") << name << " " << process.id << soundness.why_unknown.en;
        for (const SoundnessFlaw& flaw : soundness.flaws) ADD_FAILURE() << text_of(flaw.flaw) << ": " << flaw.text.en;
    }
    EXPECT_GT(compiled, 0) << name;
}

class Miwg : public testing::TestWithParam<const char*> {};

TEST_P(Miwg, IsSound) {
    const char* shared = std::getenv("TRIEN_SHARED");
    const fs::path folder = fs::path(shared == nullptr ? "" : shared) / "data" / "bpmn" / "miwg";
    if (!fs::exists(folder)) GTEST_SKIP() << "the reference models are not on this machine";
    expect_sound(execution::adapt_foreign(read(folder / (std::string(GetParam()) + ".bpmn"))), GetParam());
}

INSTANTIATE_TEST_SUITE_P(Executable,
                         Miwg,
                         testing::Values("C.1.0", "C.1.1", "C.3.0", "C.8.1", "C.9.0", "C.9.1", "C.9.2"),
                         [](const auto& model) {
                             std::string name = model.param;
                             std::erase(name, '.');
                             return name;
                         });

TEST(Library, EveryProcedureMayBeIssuedBesideTheOthers) {
    const auto& law = procedure::law();
    std::vector<procedure::Procedure> procedures;
    for (const auto& entry : fs::directory_iterator(procedure::processes)) {
        if (entry.path().extension() != ".bpmn") continue;
        procedures.push_back(procedure::load_procedure(entry.path(), &law));
    }
    ASSERT_FALSE(procedures.empty());
    for (const auto& procedure : procedures) {
        World world;
        world.library = &law;
        world.calendar = law.calendar("vn-office");
        world.issued.emplace();
        for (const auto& other : procedures) {
            if (&other != &procedure) world.issued->push_back(&other);
        }
        const Report report = check(procedure, world);

        EXPECT_TRUE(may_issue(report)) << text(report, Language::en);
        for (const Finding& finding : report.findings) {
            EXPECT_EQ(finding.severity, Finding::Severity::note)
                << procedure.name << finding.code << " " << finding.text.en;
        }
    }
}

}  // namespace
}  // namespace trien::gate
