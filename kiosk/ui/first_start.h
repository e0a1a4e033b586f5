// What a new shop's owner is told once, on the screen, before the shop exists: the recovery sheet and the first PIN.
//
// The opening thread tells and waits; the UI thread shows it until the owner presses that it is written down. A power
// cut before that makes another sheet, so none that was not seen is ever in use.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <string>

namespace xiaoer::ui {

struct FirstSecrets {
    std::string root_key;  // 64 hex digits; "" when the sheet is out already and only the PIN is new
    std::string draw_key;
    std::string pin;
};

class FirstStart {
public:
    // Any thread but the UI's. Returns: true when the owner has it; false when the counter closed before.
    [[nodiscard]] bool tell(FirstSecrets secrets);

    // UI thread. What is being told; nothing most of the time.
    [[nodiscard]] std::optional<FirstSecrets> told() const;
    void confirm();
    void close();  // whoever waits goes on without
    // Called on the telling thread, to wake the UI thread; must not block.
    void on_tell(std::function<void()> wake);

private:
    mutable std::mutex mutex_;  // guards all below
    std::condition_variable changed_;
    std::optional<FirstSecrets> secrets_;
    std::function<void()> wake_;
    bool confirmed_ = false;
    bool closed_ = false;
};

}  // namespace xiaoer::ui
