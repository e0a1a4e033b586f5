#include "cli/usage.h"

#include <cstdio>
#include <iostream>

namespace xiaoer::cli {

int wrong_usage(std::string_view what) {
    std::cerr << "xiaoer: " << what << " (--help says more)\n";
    return 2;
}

Result<PictureSize> picture_size_in(const std::string& text) {
    const auto within = [](int pixels) { return 320 <= pixels && pixels <= 7680; };
    PictureSize size;
    char rest = 0;
    if (std::sscanf(text.c_str(), "%5dx%5d%c", &size.width, &size.height, &rest) != 2 || !within(size.width) ||
        !within(size.height)) {
        return invalid("\"" + text + "\" is not a size such as 1920x1080, 320 to 7680 each");
    }
    return size;
}

}  // namespace xiaoer::cli
