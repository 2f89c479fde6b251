// SPDX-License-Identifier: Apache-2.0
#include "tests/scenario/office.hpp"

#include <array>
#include <cstdlib>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

namespace trien::scenario {

namespace {

namespace fs = std::filesystem;

std::vector<char*> pointers(std::vector<std::string>& texts) {
    std::vector<char*> list;
    for (std::string& text : texts) list.push_back(text.data());
    list.push_back(nullptr);
    return list;
}

/// What all scenarios start from, made once.
struct Template {
    TemporaryFolder folder;
    fs::path office = folder.path() / "office";
    fs::path scan;

    Template() {
        const Ran made = run({TRIEN_PROGRAM, "init", office.string(), "--demo"},
                             {{"TRIEN_NOW", "2026-11-16T07:50:00+07:00"}, {"TRIEN_DATA", TRIEN_SOURCE_DIR}});
        if (made.exit != 0) throw std::runtime_error("trien init: " + made.err);
        const Ran drawn = run({TRIEN_PAPERS, "--seed", "20261116", "--count", "1", "--kind", "bang-tot-nghiep",
                               "--degrade", "clean", "--format", "jpeg", "--out", (folder.path() / "scans").string()});
        if (drawn.exit != 0) throw std::runtime_error("trien-papers: " + drawn.err);
        for (const auto& entry : fs::directory_iterator(folder.path() / "scans")) {
            if (entry.path().extension() == ".jpg") scan = entry.path();
        }
    }
};

Template& the_template() {
    static Template made;
    return made;
}

}  // namespace

Ran run(const std::vector<std::string>& words, const std::map<std::string, std::string>& extra) {
    const TemporaryFolder folder;
    const std::string out = (folder.path() / "out").string();
    const std::string err = (folder.path() / "err").string();
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, out.c_str(), O_WRONLY | O_CREAT, 0600);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, err.c_str(), O_WRONLY | O_CREAT, 0600);
    std::vector<std::string> arguments = words;
    std::map<std::string, std::string> variables = extra;
    for (char** variable = environ; *variable != nullptr; ++variable) {
        const std::string text = *variable;
        variables.emplace(text.substr(0, text.find('=')), text.substr(text.find('=') + 1));
    }
    std::vector<std::string> environment;
    for (const auto& [name, value] : variables) environment.push_back(name + "=" + value);
    pid_t child = 0;
    const int spawned = posix_spawnp(&child, arguments.front().c_str(), &actions, nullptr, pointers(arguments).data(),
                                     pointers(environment).data());
    posix_spawn_file_actions_destroy(&actions);
    Ran ran;
    if (spawned != 0) {
        ran.err = "cannot start " + words.front();
        return ran;
    }
    int status = 0;
    waitpid(child, &status, 0);
    ran.exit = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    ran.out = read_file(out);
    ran.err = read_file(err);
    return ran;
}

Office::Office() : folder_(temporary_.path() / "office") {
    fs::copy(the_template().office, folder_, fs::copy_options::recursive);
    clock("08:00");
}

std::string Office::scan() {
    return the_template().scan.string();
}

Ran Office::trien(std::vector<std::string> words) {
    words.insert(words.begin(), {TRIEN_PROGRAM, "--lang", "en"});
    return run(words, {{"TRIEN_INSTANCE", folder_.string()}, {"TRIEN_NOW", now_}, {"TRIEN_DATA", TRIEN_SOURCE_DIR}});
}

Ran Office::expect(int exit, std::vector<std::string> words) {
    std::string line;
    for (const std::string& word : words) line += word + " ";
    Ran ran = trien(std::move(words));
    EXPECT_EQ(ran.exit, exit) << "trien " << line << "\n" << ran.out << ran.err;
    return ran;
}

Json Office::json(std::vector<std::string> words) {
    words.insert(words.begin(), "--json");
    const Ran ran = expect(0, std::move(words));
    return ran.exit == 0 ? Json::parse(ran.out) : Json();
}

void Office::grant_delegation(const std::string& from, const std::string& to) {
    expect(0, {"delegation", "grant", "--as", "an.nguyen", "--number", "12/QĐ-UBND", "--delegate", "binh.tran", "--act",
               "2.000815", "--from", from, "--to", to, "--sealed-by", "lan.vu", "--pin-file", pin()});
}

std::string Office::open_case() {
    const Json opened = json({"dossier",     "open",
                              "--as",        "duc.pham",
                              "--procedure", "2.000815",
                              "--requester", "Hoàng Minh Châu",
                              "--identity",  "001088000000",
                              "--original",  scan(),
                              "--title",     "Bằng tốt nghiệp đại học",
                              "--pages",     "1",
                              "--sheets",    "1",
                              "--copies",    "2"});
    return opened.at("dossier").get<std::string>();
}

std::string Office::task(const std::string& dossier) {
    return json({"dossier", "show", dossier}).at("tasks").at(0).at("task").get<std::string>();
}

std::string Office::case_ready_to_sign() {
    const std::string dossier = open_case();
    expect(0, {"task", "complete", task(dossier), "--as", "duc.pham"});
    expect(0, {"task", "approve", task(dossier), "--as", "ha.le"});
    return dossier;
}

std::string Office::certified_copy() {
    grant_delegation();
    clock("09:00");
    const std::string dossier = case_ready_to_sign();
    clock("09:20");
    expect(0, {"certify", "copy", dossier, "--as", "binh.tran", "--pin-file", pin()});
    const Json sealed = json({"certify", "seal", dossier, "--as", "lan.vu", "--pin-file", pin()});
    clock("09:30");
    expect(0, {"task", "complete", task(dossier), "--as", "duc.pham"});
    return sealed.at("file").get<std::string>();
}

}  // namespace trien::scenario
