// What a printer would answer, for tills whose tap has no printer behind it.
//
// Many tills print nothing until a status byte comes back. A request is never looked for inside a payload. All
// answers mean: online, paper in, cover closed. Source: Epson's ESC/POS reference and the facts of the field.
// One thread at a time.
#pragma once

#include "pos_adapter/escpos_tokenizer.h"

namespace xiaoer::pos {

class TillAnswers final : private EscposSink {
public:
    // Returns: the answers to the requests that these bytes complete, in their order.
    [[nodiscard]] Bytes answer(ByteView from_till);
    void reset() { tokenizer_.reset(); }

private:
    void text(ByteView) override {}
    void control(std::uint8_t) override {}
    void command(ByteView command) override;

    EscposTokenizer tokenizer_;
    Bytes out_;
};

}  // namespace xiaoer::pos
