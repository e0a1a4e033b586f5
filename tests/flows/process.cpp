#include "tests/flows/process.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <thread>

namespace xiaoer::flows {
namespace {

std::filesystem::path new_output_file() {
    std::string path = (std::filesystem::temp_directory_path() / "xiaoer_output_XXXXXX").string();
    const int file = ::mkstemp(path.data());
    if (file < 0) throw FlowFailure("no temporary file");
    ::close(file);
    return path;
}

// In the child, between fork and exec: only what is safe there.
[[noreturn]] void become(const std::vector<char*>& words, const std::vector<char*>& environment, const char* output) {
    ::setpgid(0, 0);                     // so that its own children can be killed with it
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);  // and none is left when the test itself is killed
    const int file = ::open(output, O_WRONLY | O_APPEND);
    ::dup2(file, STDOUT_FILENO);
    ::dup2(file, STDERR_FILENO);
    const int nothing = ::open("/dev/null", O_RDONLY);
    ::dup2(nothing, STDIN_FILENO);
    ::execvpe(words[0], words.data(), environment.data());
    ::_exit(127);
}

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
    std::vector<char*> pointers;
    for (auto& text : texts) pointers.push_back(text.data());
    pointers.push_back(nullptr);
    return pointers;
}

std::vector<std::string> environment_with(const Environment& added) {
    std::vector<std::string> all;
    for (char** entry = environ; *entry != nullptr; ++entry) {
        const std::string_view text(*entry);
        const auto name = text.substr(0, text.find('='));
        bool replaced = false;
        for (const auto& [added_name, value] : added) replaced = replaced || added_name == name;
        if (!replaced) all.emplace_back(text);
    }
    for (const auto& [name, value] : added) all.push_back(name + "=" + value);
    return all;
}

}  // namespace

bool becomes_true(const std::function<bool()>& condition, Duration timeout) {
    const auto end = std::chrono::steady_clock::now() + timeout;
    while (!condition()) {
        if (std::chrono::steady_clock::now() > end) return false;
        std::this_thread::sleep_for(20ms);
    }
    return true;
}

void wait_until(std::string_view what, const std::function<bool()>& condition, Duration timeout) {
    if (!becomes_true(condition, timeout)) throw FlowFailure("waited in vain: " + std::string(what));
}

std::uint16_t free_port() {
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    const bool bound = ::bind(socket, generic, size) == 0 && ::getsockname(socket, generic, &size) == 0;
    ::close(socket);
    if (!bound) throw FlowFailure("no free port");
    return ntohs(address.sin_port);
}

Process::Process(Words words, const Environment& environment) : name_(words.at(0)), output_path_(new_output_file()) {
    auto variables = environment_with(environment);
    const auto word_pointers = pointers_to(words);
    const auto variable_pointers = pointers_to(variables);
    pid_ = ::fork();
    if (pid_ == 0) become(word_pointers, variable_pointers, output_path_.c_str());
    if (pid_ < 0) throw FlowFailure("cannot start " + name_);
    ::setpgid(pid_, pid_);  // here too: whichever of the two comes first
}

Process::~Process() {
    kill();
    std::filesystem::remove(output_path_);
}

// Returns: whether it is over.
bool Process::reap(int options) {
    if (exit_code_) return true;
    int status = 0;
    if (::waitpid(pid_, &status, options) != pid_) return false;
    exit_code_ = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
    return true;
}

bool Process::running() { return !reap(WNOHANG); }

std::string Process::output() const {
    std::ifstream stream(output_path_, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

void Process::wait_for_output(std::string_view text, Duration timeout) {
    const auto said = [&] { return output().find(text) != std::string::npos; };
    const bool in_time = becomes_true([&] { return said() || !running(); }, timeout);
    if (!in_time || !said()) throw FlowFailure(name_ + " never said '" + std::string(text) + "' but:\n" + output());
}

void Process::kill() {
    ::kill(-pid_, SIGKILL);  // the whole group: a browser has helpers, which may outlive it
    (void)reap(0);
}

int Process::stop(Duration timeout) {
    if (running()) ::kill(pid_, SIGTERM);
    return wait_for_end(timeout);
}

int Process::wait_for_end(Duration timeout) {
    if (!becomes_true([this] { return !running(); }, timeout)) throw FlowFailure(name_ + " does not end:\n" + output());
    return *exit_code_;
}

Ended run(Words words, Duration timeout, const Environment& environment) {
    Process process(std::move(words), environment);
    const int exit_code = process.wait_for_end(timeout);
    return {exit_code, process.output()};
}

}  // namespace xiaoer::flows
