// Runs the real binary as a person at a terminal would, and keeps what it said.
#pragma once

#include "base/file.h"

#include <gtest/gtest.h>

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <string>
#include <vector>

namespace xiaoer {

struct Ran {
    int exit_code = -1;  // −1: it did not end by itself
    std::string out;
    std::string err;
};

// An unnamed file for what the program says or is told: unlike a pipe it is never full.
class Capture {
public:
    Capture() : file_(std::tmpfile()) { XIAOER_ASSERT(file_ != nullptr); }
    ~Capture() { (void)std::fclose(file_); }
    Capture(const Capture&) = delete;
    Capture& operator=(const Capture&) = delete;
    [[nodiscard]] int descriptor() const { return fileno(file_); }
    void put(std::string_view text) {
        const std::string bytes(text);  // never a null pointer, which fwrite does not take even for nothing
        XIAOER_ASSERT(std::fwrite(bytes.data(), 1, bytes.size(), file_) == bytes.size());
        std::rewind(file_);
    }
    [[nodiscard]] std::string text() {
        std::rewind(file_);
        std::string text;
        for (int c = std::fgetc(file_); c != EOF; c = std::fgetc(file_)) text += static_cast<char>(c);
        return text;
    }

private:
    std::FILE* file_;
};

// `typed`: what the program finds on its standard input.
inline Ran run_xiaoer(std::vector<std::string> words, std::string_view typed = {}) {
    words.insert(words.begin(), XIAOER_BINARY);
    std::vector<char*> arguments;
    for (auto& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);

    Capture in;
    Capture out;
    Capture err;
    in.put(typed);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, in.descriptor(), STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, out.descriptor(), STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, err.descriptor(), STDERR_FILENO);
    pid_t child = 0;
    const int problem = posix_spawn(&child, XIAOER_BINARY, &actions, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    EXPECT_EQ(problem, 0) << "cannot start " << XIAOER_BINARY;
    int status = 0;
    if (problem != 0 || waitpid(child, &status, 0) != child) return {};
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, out.text(), err.text()};
}

}  // namespace xiaoer
