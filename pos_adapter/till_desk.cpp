#include "pos_adapter/till_desk.h"

#include "base/file.h"
#include "base/log.h"
#include "base/text.h"

#include <algorithm>

namespace xiaoer::pos {

Result<TillProfile> read_till_profile(const std::filesystem::path& file) {
    XIAOER_TRY_ASSIGN(const auto bytes, read_file(file));
    if (!bytes) return invalid("there is no file " + file.string());
    auto profile = till_profile_from_json(trim(text_of(*bytes)));
    if (!profile) return invalid(file.string() + ": " + profile.error().message);
    return profile;
}

TillDesk::TillDesk(std::filesystem::path profile_file)
    : file_(std::move(profile_file)), profile_(std::make_shared<const TillProfile>()) {
    std::error_code failed;
    if (!std::filesystem::exists(file_, failed)) return;
    if (auto kept = read_till_profile(file_)) {
        profile_ = std::make_shared<const TillProfile>(std::move(*kept));
    } else {
        log_error(kept.error(), "reading what was taught of the till");
    }
}

void TillDesk::changed(std::unique_lock<std::mutex> lock) {
    ++revision_;
    const auto wake = wake_;
    lock.unlock();
    if (wake) wake();
}

void TillDesk::add(const Slip& slip) {
    std::unique_lock lock(mutex_);
    if (std::ranges::find(slips_, slip.id, &Slip::id) != slips_.end()) return;
    slips_.push_front(slip);
    if (slip.bytes.size() > bytes_max) slips_.front().bytes.clear();
    if (slips_.size() > slips_max) slips_.pop_back();
    changed(std::move(lock));
}

Result<void> TillDesk::keep(const TillProfile& profile) {
    const auto text = json_of(profile);
    XIAOER_TRY_ASSIGN(auto checked, till_profile_from_json(text));
    XIAOER_TRY(write_file_durably(file_, view_of(text + "\n"), 0600));
    std::unique_lock lock(mutex_);
    profile_ = std::make_shared<const TillProfile>(std::move(checked));
    changed(std::move(lock));
    return {};
}

TillPicture TillDesk::picture() const {
    const std::lock_guard lock(mutex_);
    return {revision_, {slips_.begin(), slips_.end()}, *profile_};
}

std::uint64_t TillDesk::revision() const {
    const std::lock_guard lock(mutex_);
    return revision_;
}

std::shared_ptr<const TillProfile> TillDesk::profile() const {
    const std::lock_guard lock(mutex_);
    return profile_;
}

void TillDesk::on_change(std::function<void()> wake) {
    const std::lock_guard lock(mutex_);
    wake_ = std::move(wake);
}

}  // namespace xiaoer::pos
