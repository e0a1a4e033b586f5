#include "cli/drop_door.h"

#include "base/log.h"
#include "cli/ingest.h"
#include "cli/mapping_file.h"

#include <algorithm>

namespace xiaoer::cli {
namespace {

constexpr std::size_t batches_under_way_max = 2;  // a till that sells meanwhile waits behind them
constexpr int complaints_max = 1000;  // in the text beside a file; the rest is counted

Result<std::optional<pos::DateOrder>> order_named(const std::string& name) {
    using Order = std::optional<pos::DateOrder>;
    if (name.empty()) return Order{};
    if (name == "dmy") return Order(pos::DateOrder::dmy);
    if (name == "mdy") return Order(pos::DateOrder::mdy);
    if (name == "ymd") return Order(pos::DateOrder::ymd);
    return invalid("exports.dates is dmy, mdy or ymd, not \"" + name + "\"");
}

}  // namespace

Result<std::unique_ptr<DropDoor>> DropDoor::start(const Machine& machine, Kiosk& kiosk, int look_every_ms) {
    pos::FileOptions options;
    options.need_times = true;
    XIAOER_TRY_ASSIGN(options.reading.dates, order_named(machine.exports_dates));
    if (!machine.exports_mapping.empty()) {
        XIAOER_TRY_ASSIGN(options.mapping, read_mapping(machine.exports_mapping));
    }
    const auto names = pos::dialect_names();
    if (std::ranges::find(names, machine.exports_dialect) == names.end()) {
        return invalid("exports.dialect: \"" + machine.exports_dialect + "\" is not a dialect");
    }
    std::unique_ptr<DropDoor> door(new DropDoor(machine.exports_dialect, std::move(options), kiosk));
    door->watch_ = std::make_unique<pos::DropFolderWatch>(
        machine.drop_folder, look_every_ms,
        [door = door.get()](const std::filesystem::path& file) { return door->read(file); });
    return door;
}

DropDoor::~DropDoor() {
    stopping_ = true;
    watch_.reset();
}

// The log gets figures only: a cell that could not be read may hold anything, also a name.
Result<std::string> DropDoor::read(const std::filesystem::path& file) {
    const auto picture = kiosk_.snapshot();
    if (!picture->shop_open || has_stopped(picture->health)) {
        return Error{ErrorCode::busy, "the shop does not record at the moment"};
    }
    XIAOER_TRY_ASSIGN(auto zone, Zone::named(picture->settings.zone));
    Ingest ingest([this](Wish wish) { return kiosk_.submit(std::move(wish)); }, std::move(zone),
                  picture->settings.currency, batches_under_way_max);
    auto options = options_;
    options.reading.currency = picture->settings.currency;
    options.reading.source = file.filename().string();
    std::string report;
    int complaints = 0;
    const auto complain = [&](std::uint64_t line, const std::string& why) {
        if (++complaints <= complaints_max) report += "line " + std::to_string(line) + ": " + why + "\n";
    };
    pos::FileEvents events;
    events.receipt = [&](const pos::Receipt& receipt, std::uint64_t line) {
        if (const auto why = ingest.take(receipt); !why.empty()) complain(line, std::string(why));
    };
    events.remark = complain;
    events.bad_row = [&](std::uint64_t line, const std::string& why) {
        ingest.count_unread();
        complain(line, why);
    };
    XIAOER_TRY_ASSIGN(const auto reader, pos::open_file_reader(dialect_, std::move(options), std::move(events)));
    ingest.begin_file(file);
    const auto read = pos::read_through(file, *reader, [&](std::uint64_t) { return ingest.going() && !stopping_; });
    XIAOER_TRY_ASSIGN(const auto summary, ingest.finish());
    if (read && !*read) return Error{ErrorCode::busy, "stopped before its end"};
    if (!read && read.error().code != ErrorCode::invalid) return read.error();
    // A file that breaks off was recorded up to there; the error is what is kept of the rest.
    if (!read) return invalid(report + read.error().message + "\n" + summary.json());
    log_info("read " + file.filename().string() + " (" + std::string(reader->dialect()) + "): " + summary.json());
    return report + summary.json() + "\n";
}

}  // namespace xiaoer::cli
