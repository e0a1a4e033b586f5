#include "pos_adapter/till_answers.h"

#include <string_view>

namespace xiaoer::pos {
namespace {

constexpr std::uint8_t all_clear = 0x12;  // DLE EOT: the two bits that are always set, and no trouble
constexpr std::array<std::uint8_t, 4> automatic_status = {0x10, 0x00, 0x00, 0x0f};

void put(Bytes& out, std::string_view text) { out.insert(out.end(), text.begin(), text.end()); }

// GS I: numbers for 1–3, else '_' text NUL.
void identify(Bytes& out, std::uint8_t what) {
    switch (what) {
        case 1:
        case '1': out.push_back(0x20); return;  // model
        case 2:
        case '2': out.push_back(0x02); return;  // has a cutter
        case 3:
        case '3': out.push_back(0x01); return;  // version
        default: break;
    }
    out.push_back('_');
    put(out, what == 66 ? "EPSON" : what == 67 ? "TM-T88V" : what == 65 ? "1.00 ESC/POS" : "0");
    out.push_back(NUL);
}

// GS ( H: the answer that tells a host how far the printer came. Header 37 22, the host's four bytes, NUL.
void answer_process_id(Bytes& out, ByteView command) {
    if (command.size() < 11 || command[5] != 48) return;
    put(out, "\x37\x22");
    out.insert(out.end(), command.begin() + 7, command.begin() + 11);
    out.push_back(NUL);
}
// GS ( E: into user mode, or the memory switches.
void answer_setup(Bytes& out, ByteView command) {
    if (command.size() < 6) return;
    if (command[5] == 1) {
        put(out, std::string_view("\x37\x20\x00", 3));
    } else if (command[5] == 4) {
        put(out, std::string_view("\x37\x21"
                                  "00000000\x00",
                                  11));
    }
}

}  // namespace

Bytes TillAnswers::answer(ByteView from_till) {
    out_.clear();
    tokenizer_.feed(from_till, *this);
    return std::move(out_);
}

void TillAnswers::command(ByteView command) {
    const auto letter = command[1];
    switch (command[0]) {
        case DLE:
            if (letter == EOT) out_.push_back(all_clear);
            return;
        case ESC:
            if (letter == 'v' || letter == 'u') out_.push_back(0);
            return;
        case FS:
            if (letter == '(' && command[2] == 'e') put(out_, std::string_view("\x39\x00\x00\x00", 4));
            return;
        case GS:
            if (letter == 'r') out_.push_back(0);
            if (letter == 'I') identify(out_, command[2]);
            if (letter == 'a' && command[2] != 0)
                out_.insert(out_.end(), automatic_status.begin(), automatic_status.end());
            if (letter == '(' && command[2] == 'H') answer_process_id(out_, command);
            if (letter == '(' && command[2] == 'E') answer_setup(out_, command);
            return;
        default: return;
    }
}

}  // namespace xiaoer::pos
