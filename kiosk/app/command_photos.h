// Commands about photos of hand-overs. Part of app/command.h; include that.
#pragma once

#include "app/session_id.h"
#include "domain/people.h"

#include <optional>

namespace xiaoer {

// A photo of somebody with the prize they have just collected, for the chat group. Without their yes it is refused, and
// so it is of a child and of a seat that nobody has claimed. Outcome: PhotoKept.
struct KeepPhoto {
    static constexpr std::string_view kind = "keep_photo";
    SessionId by;  // a manager
    std::int64_t number = 0;
    bool agreed = false;  // they were asked, and said yes to this photo in the group
    Bytes photo;          // a JPEG file of at most 512 KiB, with nothing in it but the picture
    XIAOER_FIELDS(visit("by", self.by); visit("number", self.number); visit("agreed", self.agreed);
                  visit("photo", self.photo);)
};
struct TakeBackPhoto {  // exactly one of `by`, a manager, and `browser`, whose owner is on the photo
    static constexpr std::string_view kind = "take_back_photo";
    PhotoId photo;
    std::optional<SessionId> by;
    std::optional<Hash> browser;
    XIAOER_FIELDS(visit("photo", self.photo); visit("by", self.by); visit("browser", self.browser);)
};

}  // namespace xiaoer
