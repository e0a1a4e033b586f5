// The tools of the flow tests themselves: a program, a screen, a browser, each real.
#include "base/qr.h"
#include "tests/flows/screen.h"
#include "tests/flows/webdriver.h"

#include <gtest/gtest.h>

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <iterator>
#include <thread>

namespace xiaoer::flows {
namespace {

// Serves one page to whoever asks, until it goes.
class PageServer {
public:
    explicit PageServer(std::string page) : page_(std::move(page)), port_(free_port()) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        address.sin_port = htons(port_);
        const int yes = 1;
        ::setsockopt(listener_, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
        EXPECT_EQ(::bind(listener_, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
        EXPECT_EQ(::listen(listener_, 8), 0);
        thread_ = std::thread([this] { serve(); });
    }
    ~PageServer() {
        ::shutdown(listener_, SHUT_RDWR);  // ends the accept
        thread_.join();
        ::close(listener_);
    }
    PageServer(const PageServer&) = delete;
    PageServer& operator=(const PageServer&) = delete;
    [[nodiscard]] std::string url() const { return "http://127.0.0.1:" + std::to_string(port_) + "/"; }

private:
    void serve() {
        for (int client = 0; (client = ::accept(listener_, nullptr, nullptr)) >= 0;) {
            char request[4096];
            if (::recv(client, request, sizeof request, 0) > 0) {
                const std::string answer =
                    "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: " +
                    std::to_string(page_.size()) + "\r\nConnection: close\r\n\r\n" + page_;
                (void)!::send(client, answer.data(), answer.size(), MSG_NOSIGNAL);
            }
            ::close(client);
        }
    }

    std::string page_;
    std::uint16_t port_;
    int listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    std::thread thread_;
};

Picture picture_of(const QrCode& code, int module, int quiet) {
    const int side = (code.size + 2 * quiet) * module;
    Picture picture{side, side, Bytes(static_cast<std::size_t>(side * side * 3), 255)};
    for (int y = 0; y < code.size * module; ++y) {
        for (int x = 0; x < code.size * module; ++x) {
            if (!code.at(x / module, y / module)) continue;
            const auto at = static_cast<std::size_t>(((y + quiet * module) * side + x + quiet * module) * 3);
            std::fill_n(picture.rgb.begin() + static_cast<std::ptrdiff_t>(at), 3, std::uint8_t{0});
        }
    }
    return picture;
}

TEST(Process, ends_are_told_apart) {
    EXPECT_EQ(run({"sh", "-c", "echo out; echo err >&2; exit 3"}).exit_code, 3);
    EXPECT_EQ(run({"sh", "-c", "echo out; echo err >&2"}).output, "out\nerr\n");
    EXPECT_EQ(run({"sh", "-c", "kill -9 $$"}).exit_code, -SIGKILL);
    EXPECT_EQ(run({"no-such-program"}).exit_code, 127);
    EXPECT_EQ(run({"sh", "-c", "echo $WORD"}, 10s, {{"WORD", "小二"}}).output, "小二\n");
}

// Over, though whoever inherited it may not have noticed yet.
bool is_dead(pid_t pid) {
    std::ifstream stat("/proc/" + std::to_string(pid) + "/stat");
    const std::string line{std::istreambuf_iterator<char>(stat), {}};
    return line.empty() || line.find(") Z ") != std::string::npos;
}

TEST(Process, is_killed_with_all_that_it_started) {
    Process parent({"sh", "-c", "sleep 1000 & echo child $!; wait"});
    parent.wait_for_output("\n", 10s);
    const auto child = static_cast<pid_t>(std::stol(parent.output().substr(6)));
    EXPECT_TRUE(parent.running());
    EXPECT_FALSE(is_dead(child));
    parent.kill();
    EXPECT_FALSE(parent.running());
    EXPECT_TRUE(becomes_true([&] { return is_dead(child); }, 10s));
}

TEST(Process, what_never_comes_is_a_failure) {
    Process quiet({"sh", "-c", "echo something else"});
    EXPECT_THROW(quiet.wait_for_output("the word", 10s), FlowFailure);
    Process slow({"sleep", "1000"});
    EXPECT_THROW(slow.wait_for_end(50ms), FlowFailure);
    EXPECT_EQ(slow.stop(10s), -SIGTERM);
}

TEST(Codes, are_read_from_pictures) {
    const auto code = make_qr("90042112345678901234567890");
    ASSERT_TRUE(code);
    EXPECT_EQ(read_codes(picture_of(*code, 4, 4)), Words{"90042112345678901234567890"});
    EXPECT_EQ(read_codes({200, 200, Bytes(200 * 200 * 3, 255)}), Words{});
}

TEST(Screen, is_there_in_the_size_asked_for) {
    Screen screen(1920, 1080);
    const auto picture = screen.picture();
    EXPECT_EQ(picture.width, 1920);
    EXPECT_EQ(picture.height, 1080);
    EXPECT_EQ(picture.rgb.size(), 1920u * 1080 * 3);
    screen.click(700, 500);
    EXPECT_EQ(run({"xdotool", "getmouselocation"}, 10s, screen.environment()).output.substr(0, 11), "x:700 y:500");
}

TEST(Browser, types_clicks_and_reads) {
    const PageServer server(R"page(<!doctype html><title>领号</title>
        <input id=name><button id=go onclick="setTimeout(() => {
            const p = document.createElement('p'); p.id = 'said';
            p.textContent = document.querySelector('#name').value + '，您好';
            document.body.append(p);
        }, 300)">同意并领号</button>)page");
    Browser browser;
    browser.open(server.url());
    EXPECT_EQ(*browser.run_script("return document.title").string(), "领号");
    EXPECT_EQ(browser.url(), server.url());
    EXPECT_FALSE(browser.has("#said"));
    browser.type("#name", "平安是福");
    browser.click("#go");
    EXPECT_EQ(browser.text("#said"), "平安是福，您好");
    EXPECT_EQ(text_of(ByteView(browser.picture("#said")).first(8)), "\x89PNG\r\n\x1a\n");
    EXPECT_THROW(browser.open("no address"), FlowFailure);
}

}  // namespace
}  // namespace xiaoer::flows
