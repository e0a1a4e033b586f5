// Photos of hand-overs for the chat group: kept with consent only, and taken back at any time.
#include "app/handling.h"
#include "store/local.h"
#include "store/people.h"
#include "store/photos.h"

namespace xiaoer {
namespace {

constexpr std::size_t photo_max = 512 * 1024;  // bytes
constexpr std::int64_t units_looked_at = 20;
constexpr std::array<std::uint8_t, 3> jpeg_start = {0xff, 0xd8, 0xff};  // ITU-T T.81 B.1: SOI, and a marker

bool is_jpeg(ByteView bytes) {
    return bytes.size() > jpeg_start.size() && std::equal(jpeg_start.begin(), jpeg_start.end(), bytes.begin());
}

// The prize this member collected last; nothing when they never did.
Result<std::optional<UnitRow>> last_collected(Handling& now, const MemberId& member) {
    XIAOER_TRY_ASSIGN(const auto units, units_of_member(now.db(), member, units_looked_at));
    std::optional<UnitRow> last;
    for (const auto& unit : units) {
        const bool later = !last || unit.handed_over_at > last->handed_over_at;
        if (unit.state == UnitState::handed_over && later) last = unit;
    }
    return last;
}

// Whether the photo is of the one who takes it back, or a manager does.
bool may_take_back(Handling& now, const TakeBackPhoto& wish, const std::optional<MemberId>& asking,
                   const PhotoRow& photo) {
    if (wish.by) return !unless_manager(now, wish.by);
    return asking == photo.member;
}

}  // namespace

Result<Outcome> handle(Handling& now, const KeepPhoto& wish) {
    if (auto refused = unless_manager(now, wish.by)) return Outcome(*refused);
    if (!wish.agreed) return Outcome(Refused{"photo_consent"});
    if (!is_jpeg(wish.photo) || wish.photo.size() > photo_max) return Outcome(Refused{"photo_unreadable"});
    XIAOER_TRY_ASSIGN(const auto row, member_by_number(now.db(), wish.number));
    if (!row || row->erased) return Outcome(NotRecognised{ScanProblem::unknown});
    if (row->seat) return Outcome(Refused{"photo_seat"});
    XIAOER_TRY_ASSIGN(const bool can_keep, has_key(now.vault, row->member));
    if (!can_keep) return Outcome(Refused{"no_file"});
    XIAOER_TRY_ASSIGN(const auto consent, last_consent(now.db(), row->member));
    if (consent && consent->guardian) return Outcome(Refused{"photo_child"});
    XIAOER_TRY_ASSIGN(const auto unit, last_collected(now, row->member));
    if (!unit) return Outcome(Refused{"photo_no_prize"});
    const PhotoRow photo{PhotoId::random(now.random), row->member, now.now(), unit->unit};
    const auto by = now.session(wish.by)->staff;
    XIAOER_TRY(now.writing.append(PhotoTaken{photo.photo, photo.member, PhotoPurpose::chat_group, photo.unit, by}));
    XIAOER_TRY(put_photo(now.vault, photo, text_of(wish.photo), now.random));
    return Outcome(PhotoKept{photo.photo, row->number, unit->prize});
}

Result<Outcome> handle(Handling& now, const TakeBackPhoto& wish) {
    if (wish.by.has_value() == wish.browser.has_value()) return invalid("a photo is taken back by one person");
    std::optional<MemberId> asking;
    if (wish.browser) {
        XIAOER_TRY_ASSIGN(asking, member_of_browser(now.db(), *wish.browser));
        if (!asking) return Outcome(UnknownBrowser{});
    }
    XIAOER_TRY_ASSIGN(const auto photo, find_photo(now.db(), wish.photo));
    if (!photo || !may_take_back(now, wish, asking, *photo)) return Outcome(Refused{"photo_unknown"});
    std::optional<StaffId> by;
    if (wish.by) by = now.session(*wish.by)->staff;
    XIAOER_TRY(now.writing.append(PhotoTakenBack{wish.photo, by}));
    XIAOER_TRY(forget_photo(now.vault, *photo));
    return Outcome(Done{});
}

}  // namespace xiaoer
