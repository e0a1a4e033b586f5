// Fuzz entry for the till link: what a till says, what a kiosk answers, and calls by strangers. A purchase that is
// taken is one that can be said again, and comes back as it was.
#include "pos_adapter/till_link.h"

#include <cstddef>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

using namespace xiaoer::pos;

void check_said_again(const Slip& slip) {
    const bool purchase = slip.receipt.kind != ReceiptKind::none;
    const auto again = purchase ? purchase_document("again", slip.receipt)
                                : unread_document("again", slip.receipt.reason.value_or(""), slip.bytes);
    const auto wish = read_link_document(again, "till");
    XIAOER_ASSERT(wish.has_value());
    const auto& back = std::get<Slip>(*wish);
    XIAOER_ASSERT(back.receipt == slip.receipt && back.bytes == slip.bytes);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto body = xiaoer::text_of({data, size});
    const auto wish = read_link_document(body, "till");
    XIAOER_ASSERT(wish || wish.error().code == xiaoer::ErrorCode::invalid);
    if (wish) {
        if (const auto* slip = std::get_if<Slip>(&*wish)) check_said_again(*slip);
    }
    if (const auto answer = read_answer_document(body)) {
        const auto back = read_answer_document(answer_document(*answer));
        XIAOER_ASSERT(back && back->kind == answer->kind);
    }
    const TillKeys keys{{"till", xiaoer::SecretKey(std::array<std::uint8_t, 32>{9})}};
    const LinkCall call{"POST", till_link_path, body.substr(0, 4), body.substr(0, 13), body.substr(0, 64), body};
    XIAOER_ASSERT(receive_call(call, keys, {1794909600000}).key == nullptr);
    return 0;
}
