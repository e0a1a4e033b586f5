// The files that pages load: styles, scripts, and the staff page's texts. Made once at the start. Any thread.
//
// Each is kept compressed as well: on a cheap phone and a full access point the staff page's 90 KB are what one waits
// for. Pages themselves are small and hold secrets, and are not compressed (net/gzip.h says why).
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace xiaoer::phone {

struct Asset {
    std::string_view type;  // Content-Type
    std::string_view bytes;
    std::string gzip;
};

class Assets {
public:
    Assets();

    // Nothing for any other name.
    [[nodiscard]] const Asset* find(std::string_view file) const;
    // Changes with every byte of every file, so that phones may keep them for ever.
    [[nodiscard]] const std::string& version() const { return version_; }

private:
    std::map<std::string, Asset, std::less<>> assets_;
    std::string version_;
};

[[nodiscard]] std::vector<std::string_view> asset_names();
// The bytes of one. "" for any other name.
[[nodiscard]] std::string_view asset(std::string_view file);

}  // namespace xiaoer::phone
