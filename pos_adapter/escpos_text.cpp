#include "pos_adapter/escpos_text.h"

#include "base/text.h"
#include "pos_adapter/damaged_run.h"

#include <algorithm>

namespace xiaoer::pos {
namespace {

constexpr int dots_a_cell = 12;  // font A of 180 dpi printers; tills place columns by it
constexpr int cells_a_tab = 8;
constexpr std::size_t slip_bytes_max = std::size_t{1} << 20;  // a stream without an end must not fill the memory
constexpr int column_max = 512;
constexpr std::string_view unreadable = "\xef\xbf\xbd";  // U+FFFD

int word_at(ByteView command, std::size_t at) { return command[at] | command[at + 1] << 8; }
int signed_word_at(ByteView command, std::size_t at) { return static_cast<std::int16_t>(word_at(command, at)); }

int cells_of(std::string_view text) {
    int cells = 0;
    for (const char32_t point : code_points(text)) cells += cell_width(point);
    return cells;
}

bool is_cut(ByteView command) {
    return (command[0] == GS && command[1] == 'V') || (command[0] == ESC && (command[1] == 'i' || command[1] == 'm'));
}

}  // namespace

void SlipAssembler::end_slip(bool closed) {
    if (has_content()) {
        std::vector<EncodedRun> encoded;
        encoded.reserve(runs_.size());
        for (const auto& run : runs_) {
            if (run.high) encoded.push_back({bytes_of(run), run.state});
        }
        SlipText slip;
        slip.picture = picture_;
        slip.encoding = fixed_ ? *fixed_ : choose_encoding(encoded, decoder_);
        slip.lines = lay_out(slip.encoding);
        slip.end = tokenizer_.position();
        deliver_(std::move(slip));
    }
    text_.clear();
    runs_.clear();
    run_open_ = has_text_ = picture_ = false;
    if (closed) {
        tokenizer_.reset();
        state_ = {};
        scale_ = 1;
    }
}

void SlipAssembler::text(ByteView bytes) {
    for (; text_.size() + bytes.size() > slip_bytes_max; end_slip(false)) {
        const auto room = slip_bytes_max - text_.size();
        add_text(bytes.first(room));
        bytes = bytes.subspan(room);
    }
    if (!bytes.empty()) add_text(bytes);
}

void SlipAssembler::add_text(ByteView bytes) {
    if (!run_open_) {
        // A move that no text used yet is this run's start.
        if (runs_.empty() || runs_.back().length > 0) runs_.emplace_back();
        runs_.back().offset = text_.size();
        runs_.back().state = state_;
        runs_.back().scale = scale_;
        run_open_ = true;
    }
    text_.insert(text_.end(), bytes.begin(), bytes.end());
    runs_.back().length += bytes.size();
    runs_.back().high = runs_.back().high || !is_ascii(bytes);
    if (!has_text_) has_text_ = std::ranges::any_of(bytes, [](std::uint8_t byte) { return byte != ' '; });
    last_control_ = 0;
}

void SlipAssembler::control(std::uint8_t byte) {
    run_open_ = false;
    switch (byte) {
        case LF:
            if (last_control_ != CR) new_line();
            break;
        case CR:
        case FF: new_line(); break;
        case HT: move_to(Move::tab, 0); break;
        default: break;
    }
    last_control_ = byte;
}

void SlipAssembler::command(ByteView command) {
    run_open_ = false;
    last_control_ = 0;
    if (is_cut(command)) return end_slip(false);
    if (is_picture(command)) picture_ = true;
    const auto letter = command[1];
    switch (command[0]) {
        case ESC: return esc(command);
        case FS:
            if (letter == '&') state_.kanji = KanjiMode::on;
            if (letter == '.') state_.kanji = KanjiMode::off;
            if (letter == 'C') state_.kanji_set = command[2];
            return;
        case GS:
            if (letter == '!') scale_ = (command[2] >> 4 & 7) + 1;
            if (letter == '$' || letter == '\\') new_line();  // moves down or up a page
            return;
        default: return;
    }
}

void SlipAssembler::esc(ByteView command) {
    switch (command[1]) {
        case '@':
            state_ = {};
            scale_ = 1;
            break;
        case 't': state_.page = command[2]; break;
        case 'R': state_.national = command[2]; break;
        case '!': scale_ = (command[2] & 0x20) != 0 ? 2 : 1; break;
        case '$': move_to(Move::absolute, word_at(command, 2)); break;
        case '\\': move_to(Move::relative, signed_word_at(command, 2)); break;
        case 'd':
        case 'e':
        case 'J':
        case 'K':
        case FF: new_line(); break;
        default: break;
    }
}

// Moves before the first text of a run add up in it.
void SlipAssembler::move_to(Move move, int dots) {
    run_open_ = false;
    const bool adds = move == Move::relative && !runs_.empty() && runs_.back().length == 0 &&
                      (runs_.back().move == Move::absolute || runs_.back().move == Move::relative);
    if (adds) {
        runs_.back().dots += dots;
        return;
    }
    const bool replaces =
        move == Move::absolute && !runs_.empty() && runs_.back().length == 0 && runs_.back().move != Move::new_line;
    if (!replaces) runs_.emplace_back();
    runs_.back().move = move;
    runs_.back().dots = dots;
    if (runs_.size() * sizeof(Run) > slip_bytes_max * 8) end_slip(false);
}

// Returns: its width in cells. Printers place one byte in one cell, which makes a pair two; only UTF-8 differs.
int SlipAssembler::append_run(std::string& line, const Run& run, const Encoding& encoding) {
    const auto from = line.size();
    const auto charset = encoding.charset_of(run.state);
    decoder_.append(line, bytes_of(run), charset, run.state.national);
    if (charset.family == Charset::Family::wide && line.find(unreadable, from) != std::string::npos) {
        line.resize(from);
        append_mended(line, bytes_of(run), charset, run.state.national, decoder_);
    }
    if (line.find('\x7f', from) != std::string::npos) std::erase(line, '\x7f');
    if (charset.family != Charset::Family::utf8 || !run.high) return static_cast<int>(run.length);
    return cells_of(std::string_view(line).substr(std::min(from, line.size())));
}

std::vector<std::string> SlipAssembler::lay_out(const Encoding& encoding) {
    std::vector<std::string> lines;
    lines.reserve(1 + static_cast<std::size_t>(std::ranges::count(runs_, Move::new_line, &Run::move)));
    lines.emplace_back();
    int cells = 0;  // of the line so far
    int dots = 0;   // where the next text starts
    const auto finish_line = [&] { lines.back().erase(lines.back().find_last_not_of(' ') + 1); };
    for (const auto& run : runs_) {
        std::string& line = lines.back();
        if (run.move == Move::new_line) {
            finish_line();
            lines.emplace_back();
            cells = dots = 0;
        } else if (run.move != Move::none) {
            dots = run.move == Move::absolute   ? run.dots
                   : run.move == Move::relative ? dots + run.dots
                                                : (dots / (dots_a_cell * cells_a_tab) + 1) * dots_a_cell * cells_a_tab;
            const int column = std::clamp((dots + dots_a_cell / 2) / dots_a_cell, 0, column_max);
            const int gap = column > cells ? column - cells : (cells > 0 && run.move != Move::relative ? 1 : 0);
            line.append(static_cast<std::size_t>(gap), ' ');
            cells += gap;
        }
        if (run.length == 0) continue;
        const int width = append_run(lines.back(), run, encoding);
        cells += width;
        dots += width * dots_a_cell * run.scale;
    }
    finish_line();
    return lines;
}

}  // namespace xiaoer::pos
