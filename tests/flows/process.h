// Other programs, for tests that run the whole thing: started, watched, killed.
//
// What a test cannot go on without is thrown as FlowFailure: the test ends there, and every destructor on the way
// kills what it started. Test thread only.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace xiaoer::flows {

using namespace std::chrono_literals;
using Duration = std::chrono::milliseconds;

struct FlowFailure : std::runtime_error {
    using std::runtime_error::runtime_error;
};

using Words = std::vector<std::string>;
using Environment = std::vector<std::pair<std::string, std::string>>;  // added to the test's own

// Looks again every 20 ms. Returns: whether it came true in time.
[[nodiscard]] bool becomes_true(const std::function<bool()>& condition, Duration timeout);
// The same, for what must come true.
void wait_until(std::string_view what, const std::function<bool()>& condition, Duration timeout);

// A port of the loopback that nobody listens on at the moment.
[[nodiscard]] std::uint16_t free_port();

class Process {
public:
    // `words[0]` is looked up in PATH. Output and errors go to one file, nothing is ever blocked by a full pipe.
    explicit Process(Words words, const Environment& environment = {});
    // Kills it and all that it started.
    ~Process();
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;

    [[nodiscard]] bool running();
    [[nodiscard]] std::string output() const;  // standard output and standard error so far
    void wait_for_output(std::string_view text, Duration timeout);

    // A power cut, as far as a process can have one: SIGKILL, and gone when this returns.
    void kill();
    // SIGTERM. Returns: the exit code; negative for a signal that ended it.
    int stop(Duration timeout);
    // Returns: the exit code as above, once it has ended by itself.
    int wait_for_end(Duration timeout);

private:
    bool reap(int options);

    std::string name_;
    std::filesystem::path output_path_;
    pid_t pid_ = -1;
    std::optional<int> exit_code_;
};

struct Ended {
    int exit_code = 0;
    std::string output;
};
// Runs a program to its end.
[[nodiscard]] Ended run(Words words, Duration timeout = 60s, const Environment& environment = {});

}  // namespace xiaoer::flows
