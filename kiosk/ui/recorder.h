// What a frame drew, as figures: every text and every touch target with its box, what it stands on and what holds it.
//
// The layout test reads it; a driver presses widgets by name through it. UI thread.
#pragma once

#include "ui/box.h"
#include "ui/theme.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace xiaoer::ui {

enum class Drawn { panel, over, text, target, picture };

struct Record {
    Drawn kind = Drawn::panel;
    std::string name;   // of a target: what a driver presses; of a text: the words
    int parent = -1;    // index of the panel or target it stands in; −1: the screen
    Box box;            // pixels; of a text: where its ink may be
    Box allotted;       // pixels; of a text: the box it was given
    Colour foreground;  // of a text
    Colour background;  // of a text: what is behind it, opaque
    float size = 0;     // of a text: virtual units
    bool cut = false;   // of a text: ended with "…"
};

class Recorder {
public:
    void clear() {
        records_.clear();
        parents_.clear();
    }
    int add(Record record) {
        record.parent = parents_.empty() ? -1 : parents_.back();
        records_.push_back(std::move(record));
        return static_cast<int>(records_.size()) - 1;
    }
    void enter(int index) { parents_.push_back(index); }
    void leave() { parents_.pop_back(); }

    [[nodiscard]] const std::vector<Record>& records() const { return records_; }
    [[nodiscard]] std::optional<Box> target(std::string_view name) const {
        for (const auto& record : records_)
            if (record.kind == Drawn::target && record.name == name) return record.box;
        return std::nullopt;
    }

private:
    std::vector<Record> records_;
    std::vector<int> parents_;
};

}  // namespace xiaoer::ui
