// Sounds for yes and no, a tick and a fanfare for the stage, made here and played by SDL; silent where there is no
// sound device. UI thread.
#pragma once

#include "ui/view.h"

namespace xiaoer::ui {

class Speaker {
public:
    // `silent`: an offscreen counter has nobody to hear it.
    explicit Speaker(bool silent) : broken_(silent) {}
    ~Speaker();
    Speaker(const Speaker&) = delete;
    Speaker& operator=(const Speaker&) = delete;

    void play(Sound sound, std::int64_t now_ms);
    // Closes the device once the sound is over: an open one wakes the machine a hundred times a second.
    void tidy(std::int64_t now_ms);
    [[nodiscard]] bool playing() const { return device_ != 0; }

private:
    std::uint32_t device_ = 0;
    std::int64_t over_ms_ = 0;
    bool broken_ = false;
};

}  // namespace xiaoer::ui
