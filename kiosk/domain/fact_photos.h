// Facts about photos of hand-overs: taken with the winner's consent, for one purpose. Part of domain/fact.h; include
// that. The picture itself is in the vault, under its subject's key. Values; any thread.
#pragma once

#include "domain/fact_ref.h"
#include "domain/people.h"
#include "domain/prize.h"

#include <optional>

namespace xiaoer {

// Consent and photo are one: there is none without the other, and it is for this purpose only.
struct PhotoTaken {
    static constexpr std::string_view kind = "photo.taken";
    PhotoId photo;
    MemberId member;
    PhotoPurpose purpose = PhotoPurpose::chat_group;
    UnitId unit;  // the prize that was handed over
    StaffId by;   // who asked for the consent
    XIAOER_FIELDS(visit("photo", self.photo); visit("member", self.member); visit("purpose", self.purpose);
                  visit("unit", self.unit); visit("by", self.by);)
};
struct PhotoTakenBack {  // the consent to one photo, at any time
    static constexpr std::string_view kind = "photo.taken_back";
    PhotoId photo;
    std::optional<StaffId> by;  // empty: the member, on their own phone
    XIAOER_FIELDS(visit("photo", self.photo); visit("by", self.by);)
};

}  // namespace xiaoer
