// FILE.bots: the chat groups' bots. Apart from FILE.toml, because the addresses are secrets: whoever has one can post.
//
//     [[bot]]
//     name = "大群"
//     kind = "wecom"        # dingtalk, feishu, telegram, discord
//     url = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=…"
//     secret = ""           # DingTalk's and Feishu's signature
//     chat = ""             # Telegram's chat id
#pragma once

#include "phone/bots.h"

#include <filesystem>

namespace xiaoer::cli {

// No file: no bots. Errors: invalid on a file that others may read, that is not TOML, or whose keys are unknown.
[[nodiscard]] Result<std::vector<phone::Bot>> read_bots(const std::filesystem::path& database);

}  // namespace xiaoer::cli
