#include "counter/key_line.h"

#include <linux/input-event-codes.h>

#include <algorithm>
#include <map>
#include <utility>

namespace xiaoer {
namespace {

using Pair = std::pair<char, char>;  // without and with Shift

const std::map<std::uint16_t, Pair>& written() {
    static const std::map<std::uint16_t, Pair> all = [] {
        std::map<std::uint16_t, Pair> made{
            {KEY_1, {'1', '!'}},           {KEY_2, {'2', '@'}},          {KEY_3, {'3', '#'}},
            {KEY_4, {'4', '$'}},           {KEY_5, {'5', '%'}},          {KEY_6, {'6', '^'}},
            {KEY_7, {'7', '&'}},           {KEY_8, {'8', '*'}},          {KEY_9, {'9', '('}},
            {KEY_0, {'0', ')'}},           {KEY_MINUS, {'-', '_'}},      {KEY_EQUAL, {'=', '+'}},
            {KEY_LEFTBRACE, {'[', '{'}},   {KEY_RIGHTBRACE, {']', '}'}}, {KEY_SEMICOLON, {';', ':'}},
            {KEY_APOSTROPHE, {'\'', '"'}}, {KEY_GRAVE, {'`', '~'}},      {KEY_BACKSLASH, {'\\', '|'}},
            {KEY_COMMA, {',', '<'}},       {KEY_DOT, {'.', '>'}},        {KEY_SLASH, {'/', '?'}},
            {KEY_SPACE, {' ', ' '}},       {KEY_KP0, {'0', '0'}},        {KEY_KP1, {'1', '1'}},
            {KEY_KP2, {'2', '2'}},         {KEY_KP3, {'3', '3'}},        {KEY_KP4, {'4', '4'}},
            {KEY_KP5, {'5', '5'}},         {KEY_KP6, {'6', '6'}},        {KEY_KP7, {'7', '7'}},
            {KEY_KP8, {'8', '8'}},         {KEY_KP9, {'9', '9'}},        {KEY_KPDOT, {'.', '.'}},
            {KEY_KPMINUS, {'-', '-'}},     {KEY_KPPLUS, {'+', '+'}},     {KEY_KPASTERISK, {'*', '*'}},
            {KEY_KPSLASH, {'/', '/'}}};
        constexpr const char* rows[] = {"qwertyuiop", "asdfghjkl", "zxcvbnm"};
        constexpr std::uint16_t firsts[] = {KEY_Q, KEY_A, KEY_Z};
        for (std::size_t row = 0; row < 3; ++row) {
            for (std::uint16_t i = 0; rows[row][i] != '\0'; ++i) {
                const char small = rows[row][i];
                made[static_cast<std::uint16_t>(firsts[row] + i)] = {small, static_cast<char>(small - 'a' + 'A')};
            }
        }
        return made;
    }();
    return all;
}

bool is_shift(std::uint16_t code) { return code == KEY_LEFTSHIFT || code == KEY_RIGHTSHIFT; }

bool is_command(std::uint16_t code) {
    return code == KEY_LEFTCTRL || code == KEY_RIGHTCTRL || code == KEY_LEFTALT || code == KEY_RIGHTALT ||
           code == KEY_LEFTMETA || code == KEY_RIGHTMETA;
}

void hold(int& held, std::int32_t value) {
    if (value == 1) ++held;
    if (value == 0) held = std::max(0, held - 1);
}

}  // namespace

std::optional<std::string> KeyLine::key(std::uint16_t code, std::int32_t value, std::int64_t at_ms) {
    if (at_ms - last_ms_ > pause_ms) text_.clear(), spoilt_ = false;
    last_ms_ = at_ms;
    if (is_shift(code)) return hold(shifts_, value), std::nullopt;
    if (is_command(code)) return hold(commands_, value), spoilt_ = true, std::nullopt;
    if (value != 1) return std::nullopt;  // released; a scanner repeats no key
    if (code == KEY_ENTER || code == KEY_KPENTER || code == KEY_TAB) {
        const bool spoilt = std::exchange(spoilt_, false);
        std::string line = std::exchange(text_, {});
        if (spoilt) return "?";
        return line.empty() ? std::nullopt : std::optional(std::move(line));
    }
    if (code == KEY_CAPSLOCK || code == KEY_NUMLOCK) return std::nullopt;  // as some do around each code
    const auto found = written().find(code);
    if (found == written().end() || commands_ > 0 || text_.size() >= longest) {
        spoilt_ = true;
        return std::nullopt;
    }
    text_ += shifts_ > 0 ? found->second.second : found->second.first;
    return std::nullopt;
}

void KeyLine::drop() { *this = {}; }

}  // namespace xiaoer
