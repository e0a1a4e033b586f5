#include "base/result.h"

#include <cstdio>

namespace xiaoer {

std::string_view name_of(ErrorCode code) {
    switch (code) {
        case ErrorCode::io: return "io";
        case ErrorCode::corrupt: return "corrupt";
        case ErrorCode::busy: return "busy";
        case ErrorCode::unreachable: return "unreachable";
        case ErrorCode::invalid: return "invalid";
    }
    return "unknown";
}

void fail_assertion(std::string_view what, const char* file, int line) {
    std::fprintf(stderr, "xiaoer: this must never be: %.*s (%s:%d)\n", static_cast<int>(what.size()), what.data(),
                 file, line);
    std::abort();
}

}  // namespace xiaoer
