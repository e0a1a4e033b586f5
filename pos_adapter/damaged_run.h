// Double-byte text that lost a byte, or got one too many: from there on every pair is made of two halves.
//
// A row of bytes above ASCII that is odd in number must have such a place. Which byte it is, the bytes do not say; so
// each is left out in turn, and the row is read in the way that gives a word of receipts (合计, 流水号), if one does.
// Pure but for the decoder; one thread at a time.
#pragma once

#include "pos_adapter/charset.h"

namespace xiaoer::pos {

// Appends `bytes` as UTF-8: as the decoder reads them where no word comes out, damage as U+FFFD.
void append_mended(std::string& out, ByteView bytes, Charset charset, std::uint8_t national, Decoder& decoder);

}  // namespace xiaoer::pos
