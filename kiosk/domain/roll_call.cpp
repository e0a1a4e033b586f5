// First what kind of text it is: a CSV with a heading, a numbered roll-call, or a plain list; then line by line.
#include "domain/roll_call.h"

#include "base/text.h"
#include "domain/roll_line.h"

#include <algorithm>
#include <unordered_map>

namespace xiaoer {
namespace {

struct Line {
    std::int64_t number = 0;  // from 1
    std::string_view text;    // trimmed, not empty
};

struct Lines {
    std::vector<Line> lines;
    bool cut = false;
};

Lines lines_of(std::string_view text) {
    Lines found;
    found.cut = text.size() > roll_call_bytes_max;
    text = text.substr(0, roll_call_bytes_max);
    if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
    std::int64_t number = 0;
    while (!text.empty()) {
        const auto end = text.find_first_of("\r\n");
        const auto line = trim(text.substr(0, end));
        ++number;
        if (found.lines.size() >= roll_call_lines_max || number > 10 * static_cast<std::int64_t>(roll_call_lines_max)) {
            found.cut = true;
            break;
        }
        if (!line.empty()) found.lines.push_back({number, line});
        if (end == std::string_view::npos) break;
        text.remove_prefix(text.substr(end).starts_with("\r\n") ? end + 2 : end + 1);
    }
    return found;
}

// Which columns of a CSV hold what, by its heading line.
struct Columns {
    char separator = ',';
    std::optional<std::size_t> name;
    std::optional<std::size_t> phone;
};

std::optional<Columns> columns_of_heading(std::string_view line) {
    constexpr std::array<std::string_view, 13> names = {"姓名",   "昵称",     "称呼", "名字",     "群昵称",
                                                        "微信名", "微信昵称", "name", "nickname", "暱稱",
                                                        "稱呼",   "顾客",     "会员"};
    constexpr std::array<std::string_view, 12> phones = {"手机", "电话", "手机号", "手机号码",  "联系电话", "联系方式",
                                                         "電話", "手機", "phone",  "telephone", "mobile",   "tel"};
    for (const char separator : {',', '\t', ';'}) {
        Columns columns{separator, {}, {}};
        const auto cells = cells_of(line, separator);
        for (std::size_t i = 0; i < cells.size(); ++i) {
            const auto cell = name_key(cells[i]);
            if (!columns.name && std::ranges::find(names, cell) != names.end()) columns.name = i;
            if (!columns.phone && std::ranges::find(phones, cell) != phones.end()) columns.phone = i;
        }
        if (columns.name || columns.phone) return columns;
    }
    return {};
}

// A name list's cells are read like any line: what is a phone is found wherever it stands. Cells that are neither
// (an address, a remark) would run into the name, so only the first that could be one is kept.
std::string without_further_cells(std::string_view line) {
    for (const char separator : {'\t', ',', ';'}) {
        const auto cells = cells_of(line, separator);
        if (cells.size() < 2) continue;
        std::string name, phone;
        for (const auto& cell : cells) {
            const auto found = split_name_and_phone(cell);
            if (phone.empty() && (!found.phone.empty() || found.bad_phone))
                phone = cell;
            else if (name.empty() && !found.name.empty() && !all_digits(found.name))
                name = found.name;
        }
        return name + " " + phone;
    }
    return std::string(line);
}

void fill(RollRow& row, NameAndPhone&& read) {
    row.phone = std::move(read.phone);
    row.nickname = clean_text(read.name, nickname_points_max);
    if (read.bad_phone)
        row.problem = RollProblem::bad_phone;
    else if (code_points(read.name).size() > nickname_points_max)
        row.problem = RollProblem::too_long;
    else if (row.nickname.empty() && row.phone.empty())
        row.problem = RollProblem::empty;
}

// What no reading of a line can mend.
std::optional<RollProblem> hopeless(std::string_view text) {
    if (!is_utf8(text)) return RollProblem::unreadable;
    if (text.size() > roll_call_line_bytes_max) return RollProblem::too_long;
    if (clean_text(text, 1).empty()) return RollProblem::unreadable;
    return {};
}

class Reading {
public:
    explicit Reading(Lines&& lines) : lines_(std::move(lines)) { call_.cut = lines_.cut; }

    RollCall read() {
        if (!lines_.lines.empty()) columns_ = columns_of_heading(lines_.lines.front().text);
        numbered_ = !columns_ && is_numbered();
        for (std::size_t i = 0; i < lines_.lines.size(); ++i) {
            const auto& line = lines_.lines[i];
            if (columns_ && i == 0)
                ++call_.headings;
            else if (columns_)
                add(read_cells(line));
            else
                read_entry(line);
        }
        return std::move(call_);
    }

private:
    // Two entries make a list; after "#接龙" one does.
    [[nodiscard]] bool is_numbered() const {
        std::int64_t last = 0, count = 0;
        for (const auto& line : lines_.lines) {
            if (hopeless(line.text)) continue;
            if (const auto entry = take_number(visible(line.text), last)) last = entry->number, ++count;
        }
        return count >= 2 || (count == 1 && is_heading(lines_.lines.front().text));
    }

    RollRow read_cells(const Line& line) const {
        RollRow row{line.number, {}, {}, RollProblem::none, 0};
        if (const auto problem = hopeless(line.text)) return row.problem = *problem, row;
        const auto cells = cells_of(line.text, columns_->separator);
        const auto cell = [&cells](std::optional<std::size_t> column) {
            return column && *column < cells.size() ? std::string_view(cells[*column]) : std::string_view();
        };
        auto read = split_name_and_phone(cell(columns_->name));
        if (columns_->phone) {
            auto phone = split_name_and_phone(cell(columns_->phone));
            read.bad_phone = phone.phone.empty() && !trim(cell(columns_->phone)).empty();
            read.phone = std::move(phone.phone);
        }
        fill(row, std::move(read));
        return row;
    }

    void read_entry(const Line& line) {
        RollRow row{line.number, {}, {}, RollProblem::none, 0};
        if (const auto problem = hopeless(line.text)) {
            row.problem = *problem;
            return add(std::move(row));
        }
        const std::string text = visible(line.text);
        const auto entry = numbered_ ? take_number(text, last_) : std::nullopt;
        if (!entry && (is_heading(text) || (numbered_ && last_ == 0))) return void(++call_.headings);
        if (entry) last_ = entry->number;
        fill(row, split_name_and_phone(without_further_cells(entry ? entry->rest : text)));
        if (numbered_ && !entry && row.problem == RollProblem::none) row.problem = RollProblem::unnumbered;
        add(std::move(row));
    }

    // The same phone, or the same name where no two phones say otherwise.
    void add(RollRow&& row) {
        if (row.problem == RollProblem::none) {
            row.same_as = earlier(row);
            if (row.same_as != 0) row.problem = RollProblem::twice;
        }
        if (row.problem == RollProblem::none) {
            if (!row.phone.empty()) by_phone_.emplace(row.phone, row.line);
            if (!row.nickname.empty()) by_name_.emplace(name_key(row.nickname), call_.rows.size());
        }
        call_.rows.push_back(std::move(row));
    }
    [[nodiscard]] std::int64_t earlier(const RollRow& row) const {
        if (const auto found = by_phone_.find(row.phone); found != by_phone_.end()) return found->second;
        if (row.nickname.empty()) return 0;
        const auto [from, to] = by_name_.equal_range(name_key(row.nickname));
        std::int64_t line = 0;
        for (auto it = from; it != to; ++it) {
            const auto& other = call_.rows[it->second];
            const bool differ = !row.phone.empty() && !other.phone.empty();
            if (!differ && (line == 0 || other.line < line)) line = other.line;
        }
        return line;
    }

    Lines lines_;
    RollCall call_;
    std::optional<Columns> columns_;
    bool numbered_ = false;
    std::int64_t last_ = 0;
    std::unordered_map<std::string, std::int64_t> by_phone_;
    std::unordered_multimap<std::string, std::size_t> by_name_;
};

}  // namespace

RollCall read_roll_call(std::string_view text) { return Reading(lines_of(text)).read(); }

std::string name_key(std::string_view nickname) {
    std::string key;
    for (char32_t c : code_points(nickname)) {
        if (c >= U'！' && c <= U'～') c = c - U'！' + U'!';
        if (c == U' ' || c == U'\u3000' || c == U'\u00a0' || c == U'\t') continue;
        if (c >= U'A' && c <= U'Z') c = c - U'A' + U'a';
        append_utf8(key, c);
    }
    return key;
}

}  // namespace xiaoer
