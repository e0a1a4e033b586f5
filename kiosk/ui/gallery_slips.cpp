#include "ui/gallery_slips.h"

namespace xiaoer::ui {
namespace {

constexpr const char* odd_slip =
    "            云岭小店\n--------------------------------\n票据流转: YL-00412      收银:01\n"
    "开单 2026-11-19 10:21:49\n--------------------------------\n布鞋 42码          1      86.00\n"
    "鞋垫               2      10.00\n--------------------------------\n顾客应交                  96.00\n"
    "收银台现收               100.00\n\n       谢谢光临，欢迎再来\n\x1dV\x01";
constexpr const char* plain_slip =
    "            云岭小店\n单号: 00413             收银:01\n时间: 2026-11-19 10:24\n"
    "--------------------------------\n布鞋 38码          1      78.00\n合计                      78.00\n"
    "微信支付                  78.00\n会员号: 0402\n\x1dV\x01";
constexpr const char* wide_line = "特惠千层底手工布鞋（男款加宽）48码 黑色   12   12345.00  148140.00\n";

pos::Slip printed(std::uint8_t id, std::string_view text) {
    pos::Slip slip;
    slip.id.bytes[0] = id;
    slip.bytes.assign(text.begin(), text.end());
    return slip;
}

}  // namespace

std::vector<pos::Slip> made_up_slips(MadeUpSlip newest, bool longest) {
    if (newest == MadeUpSlip::none) return {};
    std::string text = "\x1b@";
    for (int i = 0; longest && i < 40; ++i) text += wide_line;
    if (newest == MadeUpSlip::picture) return {printed(2, std::string("\x1dv0\x00\x01\x00\x01\x00\xff\n", 10))};
    text += newest == MadeUpSlip::odd ? odd_slip : plain_slip;
    return {printed(2, text), printed(1, plain_slip)};
}

}  // namespace xiaoer::ui
