#include "tests/flows/screen.h"

#include "base/file.h"
#include "base/text.h"

#include <sstream>

namespace xiaoer::flows {
namespace {

constexpr std::size_t xwd_header_words = 25;
constexpr auto key_pause_ms = "8";  // scanners take 7–16 ms a character

// An X window dump (XWDFile.h): big-endian words, a colour map of 12 bytes an entry, then the rows.
Picture picture_from_xwd(ByteView file) {
    if (file.size() < xwd_header_words * 4) throw FlowFailure("the screen has no picture yet");
    const auto word = [&](std::size_t i) {
        const auto bytes = file.subspan(i * 4, 4);
        return std::size_t{bytes[0]} << 24 | std::size_t{bytes[1]} << 16 | std::size_t{bytes[2]} << 8 | bytes[3];
    };
    const std::size_t header_size = word(0);
    const std::size_t width = word(4);
    const std::size_t height = word(5);
    const std::size_t bytes_per_line = word(12);
    const std::size_t first = header_size + word(19) * 12;
    const bool little_endian_pixels = word(7) == 0;
    const bool as_expected = word(1) == 7 && word(11) == 32 && little_endian_pixels;
    if (!as_expected || file.size() < first + bytes_per_line * height) throw FlowFailure("another kind of picture");

    Picture picture{static_cast<int>(width), static_cast<int>(height), {}};
    picture.rgb.reserve(width * height * 3);
    for (std::size_t y = 0; y < height; ++y) {
        const auto row = file.subspan(first + y * bytes_per_line, width * 4);
        for (std::size_t x = 0; x < row.size(); x += 4) {
            picture.rgb.insert(picture.rgb.end(), {row[x + 2], row[x + 1], row[x]});
        }
    }
    return picture;
}

// -displayfd writes the number that it found free, on a line of its own among whatever else is said.
std::string display_of(Process& server) {
    std::string display;
    const auto said = [&] {
        std::istringstream lines(server.output());
        for (std::string line; std::getline(lines, line);) {
            if (!line.empty() && all_digits(line) && !lines.eof()) display = ":" + line;
        }
        return !display.empty();
    };
    wait_until("a screen: " + server.output(), said, 30s);
    return display;
}

}  // namespace

std::vector<std::string> read_codes(const Picture& picture) {
    const test::TemporaryFolder folder;
    const auto path = folder / "screen.ppm";
    const std::string head = "P6\n" + std::to_string(picture.width) + " " + std::to_string(picture.height) + "\n255\n";
    Bytes file(head.begin(), head.end());
    file.insert(file.end(), picture.rgb.begin(), picture.rgb.end());
    if (!write_file(path, file)) throw FlowFailure("cannot write a picture");
    // Exit 4: nothing found in the picture.
    const auto read = run({"zbarimg", "--quiet", "--raw", "--nodbus", path.string()});
    if (read.exit_code != 0 && read.exit_code != 4) throw FlowFailure("zbarimg: " + read.output);
    std::vector<std::string> codes;
    for (std::size_t at = 0; at < read.output.size();) {
        const auto end = std::min(read.output.find('\n', at), read.output.size());
        codes.push_back(read.output.substr(at, end - at));
        at = end + 1;
    }
    return codes;
}

Screen::Screen(int width, int height)
    : server_({"Xvfb", "-displayfd", "1", "-screen", "0", std::to_string(width) + "x" + std::to_string(height) + "x24",
               "-fbdir", memory_.path().string(), "-nolisten", "tcp", "-noreset"}),
      display_(display_of(server_)) {}

Picture Screen::picture() const {
    const auto file = read_file(memory_ / "Xvfb_screen0");
    if (!file || !*file) throw FlowFailure("the screen is gone");
    return picture_from_xwd(**file);
}

void Screen::click(int x, int y) { xdotool({"mousemove", std::to_string(x), std::to_string(y), "click", "1"}); }

void Screen::drag(const std::vector<std::pair<int, int>>& points) {
    Words words;
    for (const auto& [x, y] : points) {
        for (const auto& word : {std::string("mousemove"), std::to_string(x), std::to_string(y)}) words.push_back(word);
        if (words.size() == 3) words.insert(words.end(), {"mousedown", "1"});
        words.insert(words.end(), {"sleep", "0.03"});
    }
    words.insert(words.end(), {"mouseup", "1"});
    xdotool(std::move(words));
}

void Screen::type(const std::string& text) { xdotool({"type", "--delay", key_pause_ms, text}); }

void Screen::press(const std::string& key) { xdotool({"key", key}); }

void Screen::xdotool(Words words) {
    words.insert(words.begin(), "xdotool");
    const auto done = run(std::move(words), 30s, environment());
    if (done.exit_code != 0) throw FlowFailure("xdotool: " + done.output);
}

}  // namespace xiaoer::flows
