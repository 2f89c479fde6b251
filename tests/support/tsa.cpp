// SPDX-License-Identifier: Apache-2.0
#include "tests/support/tsa.hpp"

#include <array>
#include <cstdlib>
#include <stdexcept>
#include <vector>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

namespace trien::tsa {

namespace {

const std::string script = std::string(TRIEN_SOURCE_DIR) + "/tests/support/tsa.py";

/// Runs tsa.py with these words and these bytes; what it printed.
std::string run(const std::string& words, std::string_view input = {}) {
    const TemporaryFolder folder;
    const std::string in = (folder.path() / "in").string();
    const std::string out = (folder.path() / "out").string();
    const std::string err = (folder.path() / "err").string();
    write_file(in, input);
    const std::string line = "python3 " + script + " " + words + " <" + in + " >" + out + " 2>" + err;
    if (std::system(line.c_str()) != 0) throw std::runtime_error(line + "\n" + read_file(err));
    return read_file(out);
}

}  // namespace

Authority::Authority(const std::string& options) : folder_(temporary_.path() / "tsa") {
    (void)run("make " + folder_.string() + " " + options);
}

std::string Authority::reply(std::string_view query, const std::string& time) const {
    return run("reply " + folder_.string() + " " + time, query);
}

std::string Authority::sign(std::string_view info, const std::string& options) const {
    return run("sign " + folder_.string() + " " + options, info);
}

void Authority::revoke(const std::string& reason) {
    (void)run("revoke " + folder_.string() + " " + reason);
}

Server::Server() : Server(std::string()) {}

Server::Server(const Authority& authority) : Server(authority.folder().string()) {}

Server::Server(const std::string& folder) {
    std::array<int, 2> in{};
    std::array<int, 2> out{};
    if (::pipe2(in.data(), O_CLOEXEC) != 0 || ::pipe2(out.data(), O_CLOEXEC) != 0) throw std::runtime_error("pipe");
    std::vector<std::string> words = {"python3", script, "serve"};
    if (!folder.empty()) words.push_back(folder);
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, in[0], STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, out[1], STDOUT_FILENO);
    const int failed = posix_spawnp(&child_, "python3", &actions, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    ::close(in[0]);
    ::close(out[1]);
    life_ = in[1];
    if (failed != 0) throw std::runtime_error("cannot start python3");
    for (char c = 0; ::read(out[0], &c, 1) == 1 && c != '\n';) port_ += c;
    ::close(out[0]);
}

Server::~Server() {
    stop();
}

void Server::stop() {
    if (life_ < 0) return;
    ::close(life_);
    life_ = -1;
    ::waitpid(child_, nullptr, 0);
}

std::string Server::url(const std::string& path) const {
    return "http://127.0.0.1:" + port_ + path;
}

}  // namespace trien::tsa
