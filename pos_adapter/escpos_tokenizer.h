// Bytes for a receipt printer, split into text, control bytes and commands; payloads are skipped exactly.
//
// Bytes may come in any split: the tokens do not depend on it, except that one run of text may be told in pieces.
// Every double-byte code of ESC/POS printers (GBK, Big5, Shift-JIS, CP949, UTF-8) keeps bytes under 0x20 out of
// its pairs, so a control byte is never text, whatever stands before it. One thread at a time.
#pragma once

#include "pos_adapter/escpos_commands.h"

#include <array>

namespace xiaoer::pos {

class EscposSink {
public:
    virtual ~EscposSink() = default;
    virtual void text(ByteView bytes) = 0;        // all ≥ 0x20, at least one
    virtual void control(std::uint8_t byte) = 0;  // LF, CR, HT, FF and the others under 0x20
    // Prefix, letter and parameters; of GS ( x, FS ( x, GS 8 x also the first bytes of the payload. Told before
    // a long payload is skipped.
    virtual void command(ByteView command) = 0;
};

class EscposTokenizer {
public:
    void feed(ByteView bytes, EscposSink& sink);
    // The connection is gone: whatever command was under way ends here. position() goes on.
    void reset() { state_ = State::ground; }
    // How many bytes came in all, up to the end of the token being told.
    [[nodiscard]] std::uint64_t position() const { return position_; }

private:
    enum class State : std::uint8_t { ground, letter, header, payload, until_nul, tabs, block_header };

    [[nodiscard]] std::size_t read_ground(ByteView bytes, EscposSink& sink);
    [[nodiscard]] std::size_t read_command(ByteView bytes, EscposSink& sink);
    void begin(std::uint8_t letter, EscposSink& sink);
    void advance(EscposSink& sink);
    void next_block();
    [[nodiscard]] ByteView command() const { return ByteView(command_).first(command_size_); }

    State state_ = State::ground;
    std::array<std::uint8_t, 80> command_{};  // the longest header is FS 2's: 76
    std::size_t command_size_ = 0;
    std::uint64_t wanted_ = 0;  // parameters, payload bytes or tab stops still to come
    std::uint64_t blocks_ = 0;
    std::array<std::uint8_t, 4> block_header_{};
    std::size_t block_header_size_ = 0;
    std::uint64_t position_ = 0;
};

}  // namespace xiaoer::pos
