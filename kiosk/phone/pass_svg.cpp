#include "phone/pass_svg.h"

namespace xiaoer::phone {

Html svg_of(const QrCode& code) {
    constexpr int quiet = 4;
    const auto side = std::to_string(code.size + 2 * quiet);
    std::string svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + side + " " + side +
                      "\" shape-rendering=\"crispEdges\" aria-hidden=\"true\"><path fill=\"#fff\" d=\"M0 0h" + side +
                      "v" + side + "H0z\"/><path d=\"";
    for (int y = 0; y < code.size; ++y) {
        for (int x = 0; x < code.size; ++x) {
            if (!code.at(x, y)) continue;
            const int from = x;
            while (x + 1 < code.size && code.at(x + 1, y)) ++x;
            svg += "M" + std::to_string(from + quiet) + " " + std::to_string(y + quiet) + "h" +
                   std::to_string(x + 1 - from) + "v1h-" + std::to_string(x + 1 - from) + "z";
        }
    }
    return {svg + "\"/></svg>"};
}

}  // namespace xiaoer::phone
