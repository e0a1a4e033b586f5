#include "pos_adapter/escpos_tokenizer.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace xiaoer::pos {
namespace {

constexpr std::uint64_t most_tab_stops = 32;

// How many bytes from the start are text. Eight at a time: a byte under 0x20 borrows from its high bit when 0x20
// is subtracted, unless that bit was set before.
std::size_t text_length(ByteView bytes) {
    constexpr std::uint64_t spaces = 0x2020202020202020;
    constexpr std::uint64_t high_bits = 0x8080808080808080;
    std::size_t at = 0;
    for (; at + 8 <= bytes.size(); at += 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, bytes.data() + at, 8);
        // What a byte borrows may mark those behind it, too; the first one is right.
        const auto low = (word - spaces) & ~word & high_bits;
        static_assert(std::endian::native == std::endian::little);
        if (low != 0) return at + static_cast<std::size_t>(std::countr_zero(low)) / 8;
    }
    while (at < bytes.size() && bytes[at] >= 0x20) ++at;
    return at;
}

bool is_prefix(std::uint8_t byte) { return byte == ESC || byte == GS || byte == FS || byte == DLE || byte == DC2; }

}  // namespace

void EscposTokenizer::feed(ByteView bytes, EscposSink& sink) {
    while (!bytes.empty()) {
        bytes = bytes.subspan(state_ == State::ground ? read_ground(bytes, sink) : read_command(bytes, sink));
    }
}

std::size_t EscposTokenizer::read_ground(ByteView bytes, EscposSink& sink) {
    const auto length = text_length(bytes);
    position_ += std::max<std::size_t>(length, 1);
    if (length > 0) {
        sink.text(bytes.first(length));
        return length;
    }
    if (is_prefix(bytes[0])) {
        command_[0] = bytes[0];
        command_size_ = 1;
        state_ = State::letter;
    } else {
        sink.control(bytes[0]);
    }
    return 1;
}

// Returns: bytes taken; none when the state changed and the same byte must be read again.
std::size_t EscposTokenizer::read_command(ByteView bytes, EscposSink& sink) {
    const auto byte = bytes[0];
    const auto taken = static_cast<std::size_t>(std::min<std::uint64_t>(wanted_, bytes.size()));
    switch (state_) {
        case State::letter:
            if ((byte < 0x20 || command_[0] == DC2) && !is_known(command_[0], byte)) {
                state_ = State::ground;  // a damaged prefix never swallows the control byte behind it
                if (command_[0] == DC2) sink.control(DC2);
                return 0;
            }
            ++position_;
            begin(byte, sink);
            return 1;
        case State::header:
            std::copy_n(bytes.begin(), taken, command_.begin() + static_cast<std::ptrdiff_t>(command_size_));
            command_size_ += taken;
            wanted_ -= taken;
            position_ += taken;
            if (wanted_ == 0) advance(sink);
            return taken;
        case State::payload:
            wanted_ -= taken;
            position_ += taken;
            if (wanted_ == 0) next_block();
            return taken;
        case State::until_nul:
            if (byte >= 0x20) {
                const auto length = text_length(bytes);
                position_ += length;
                return length;
            }
            state_ = State::ground;
            if (byte != NUL) return 0;
            ++position_;
            return 1;
        case State::tabs:
            ++position_;
            if (byte == NUL || --wanted_ == 0) state_ = State::ground;
            return 1;
        case State::block_header:
            ++position_;
            block_header_[block_header_size_++] = byte;
            if (block_header_size_ == block_header_length(command())) {
                wanted_ = block_length(command(), ByteView(block_header_).first(block_header_size_));
                state_ = State::payload;
                if (wanted_ == 0) next_block();
            }
            return 1;
        case State::ground: break;
    }
    return 0;
}

void EscposTokenizer::begin(std::uint8_t letter, EscposSink& sink) {
    command_[1] = letter;
    command_size_ = 2;
    advance(sink);
}

void EscposTokenizer::advance(EscposSink& sink) {
    const auto step = next_step(command());
    wanted_ = step.count;
    blocks_ = 0;
    if (step.then == Then::more) {
        state_ = State::header;
        return;
    }
    state_ = State::ground;
    sink.command(command());
    switch (step.then) {
        case Then::skip: state_ = State::payload; break;
        case Then::until_nul: state_ = State::until_nul; break;
        case Then::tabs:
            state_ = State::tabs;
            wanted_ = most_tab_stops;
            break;
        case Then::blocks:
            blocks_ = step.count + 1;
            next_block();
            break;
        case Then::done:
        case Then::more: break;
    }
}

// The next of several blocks, or back to the ground after the last.
void EscposTokenizer::next_block() {
    block_header_size_ = 0;
    state_ = blocks_ > 1 ? State::block_header : State::ground;
    if (blocks_ > 0) --blocks_;
}

}  // namespace xiaoer::pos
