// From printer bytes to the text of slips: UTF-8 lines with their columns.
//
// A slip ends at a cut, when the connection closes, or after an idle time; several slips may come in one job.
// What is left after a cut without text or picture (feeds, a drawer kick, ESC @) is no slip. Columns are cells of
// the printer's small font; a wide character takes two. One thread at a time.
#pragma once

#include "pos_adapter/encoding.h"
#include "pos_adapter/escpos_tokenizer.h"

#include <functional>

namespace xiaoer::pos {

struct SlipText {
    std::vector<std::string> lines;  // trailing spaces removed
    bool picture = false;            // a picture was printed somewhere on it
    Encoding encoding;
    std::uint64_t end = 0;  // how many bytes the assembler was fed up to this slip's end
};

class SlipAssembler final : private EscposSink {
public:
    using Deliver = std::function<void(SlipText)>;
    explicit SlipAssembler(Deliver deliver) : deliver_(std::move(deliver)) {}

    void feed(ByteView bytes) { tokenizer_.feed(bytes, *this); }
    // The connection closed or stayed idle: what there is becomes a slip. `closed` also forgets the printer's state.
    void end_slip(bool closed);
    // The character set of every slip to come, where somebody has said which; nothing: found out slip by slip.
    void fix_encoding(std::optional<Encoding> encoding) { fixed_ = encoding; }
    // How many bytes were fed in all.
    [[nodiscard]] std::uint64_t position() const { return tokenizer_.position(); }
    // True when something was printed since the last slip ended.
    [[nodiscard]] bool has_content() const { return picture_ || has_text_; }

private:
    enum class Move : std::uint8_t { none, absolute, relative, tab, new_line };
    struct Run {
        std::size_t offset = 0, length = 0;  // in text_
        TextState state;
        Move move = Move::none;
        int dots = 0;       // of an absolute or relative move
        int scale = 1;      // width of a cell
        bool high = false;  // holds bytes that are not ASCII
    };

    void text(ByteView bytes) override;
    void control(std::uint8_t byte) override;
    void command(ByteView command) override;
    void add_text(ByteView bytes);
    void esc(ByteView command);
    void move_to(Move move, int dots);
    void new_line() { move_to(Move::new_line, 0); }
    [[nodiscard]] ByteView bytes_of(const Run& run) const { return ByteView(text_).subspan(run.offset, run.length); }
    [[nodiscard]] int append_run(std::string& line, const Run& run, const Encoding& encoding);
    [[nodiscard]] std::vector<std::string> lay_out(const Encoding& encoding);

    Deliver deliver_;
    std::optional<Encoding> fixed_;
    EscposTokenizer tokenizer_;
    Decoder decoder_;
    TextState state_;
    int scale_ = 1;
    Bytes text_;  // of all runs of this slip
    std::vector<Run> runs_;
    bool run_open_ = false;  // the next text continues the last run
    bool has_text_ = false;
    bool picture_ = false;
    std::uint8_t last_control_ = 0;
};

}  // namespace xiaoer::pos
