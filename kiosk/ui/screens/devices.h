// 设备 at the desk: whether the scanner is there and what the last scan sent, for whoever sets one up; how the printer
// is, and the last winner's slip once more. UI thread.
//
// A scan does nothing here. Nothing secret can be read off it: of a pass or a card the first digits only, of a wallet's
// code nothing (domain/scan.h).
#pragma once

#include "ui/widgets.h"

namespace xiaoer::ui {

enum class DevicesTouch { none, back, print_again };
[[nodiscard]] DevicesTouch draw_devices(Painter& painter, Box box, const View& view);

}  // namespace xiaoer::ui
