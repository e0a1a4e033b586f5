// gzip (RFC 1952) for answers: whether somebody wants it, and how it is made. The one door to zlib. Any thread.
//
// For what is the same for everybody only. An answer that holds a secret beside words that a stranger chose stays as it
// is: compressed, its length would tell how alike the two are (the BREACH attack).
#pragma once

#include <string>
#include <string_view>

namespace xiaoer::net {

// Whether an Accept-Encoding header allows gzip (RFC 9110 §12.5.3): by its name, or by "*" when it is not named, and
// not with a weight of 0. A header that is not there allows nothing: who sends none may be too simple for it.
[[nodiscard]] bool allows_gzip(std::string_view accept_encoding);

// As small as it gets, about 20 ms a megabyte: worth keeping. The same bytes give the same bytes.
[[nodiscard]] std::string gzipped(std::string_view bytes);
// The same in a zlib frame (RFC 1950), which is what a PNG holds.
[[nodiscard]] std::string zlib_framed(std::string_view bytes);

}  // namespace xiaoer::net
