#include "cli/program.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <string_view>

extern char** environ;

namespace xiaoer::cli {
namespace {

using SteadyTime = std::chrono::steady_clock::time_point;

constexpr std::size_t output_max = 64 * 1024;

Error broken(const std::string& program, int problem) {
    return {problem == ENOENT ? ErrorCode::unreachable : ErrorCode::io,
            "cannot run " + program + ": " + std::strerror(problem)};
}

// The process's own environment, but in the language in which programs speak to programs.
std::vector<std::string> environment() {
    std::vector<std::string> all = {"LC_ALL=C"};
    for (char** one = environ; *one != nullptr; ++one) {
        if (!std::string_view(*one).starts_with("LC_ALL=")) all.emplace_back(*one);
    }
    return all;
}

std::vector<char*> pointers(std::vector<std::string>& words) {
    std::vector<char*> list;
    for (auto& word : words) list.push_back(word.data());
    list.push_back(nullptr);
    return list;
}

// Returns: 0 or an errno. The program writes to `output`.
int spawn(std::vector<std::string> words, int output, pid_t& child) {
    auto variables = environment();
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, output, STDERR_FILENO);
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    sigset_t pipe_signal;  // what the kiosk ignores is not ignored on another's behalf
    sigemptyset(&pipe_signal);
    sigaddset(&pipe_signal, SIGPIPE);
    posix_spawnattr_setsigdefault(&attributes, &pipe_signal);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
    const int problem = ::posix_spawnp(&child, words[0].c_str(), &actions, &attributes, pointers(words).data(),
                                       pointers(variables).data());
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return problem;
}

// Returns: false when `until` came first.
bool read_to_end(int input, std::string& output, SteadyTime until) {
    std::array<char, 4096> buffer{};
    while (true) {
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
        if (left.count() <= 0) return false;
        pollfd waiting{input, POLLIN, 0};
        if (::poll(&waiting, 1, static_cast<int>(left.count())) <= 0) continue;
        const auto size = ::read(input, buffer.data(), buffer.size());
        if (size <= 0) return true;
        if (output.size() < output_max) output.append(buffer.data(), static_cast<std::size_t>(size));
    }
}

}  // namespace

Result<ProgramEnded> run_program(const std::vector<std::string>& words, std::chrono::milliseconds timeout) {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) return broken(words[0], errno);
    pid_t child = -1;
    const int problem = spawn(words, ends[1], child);
    ::close(ends[1]);
    if (problem != 0) {
        ::close(ends[0]);
        return broken(words[0], problem);
    }
    ProgramEnded ended;
    const bool in_time = read_to_end(ends[0], ended.output, std::chrono::steady_clock::now() + timeout);
    ::close(ends[0]);
    if (!in_time) ::kill(child, SIGKILL);
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    if (!in_time) return Error{ErrorCode::io, words[0] + " did not end in time"};
    ended.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return ended;
}

}  // namespace xiaoer::cli
