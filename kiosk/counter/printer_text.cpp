#include "counter/printer_text.h"

#include "base/text.h"

#include <iconv.h>

#include <algorithm>
#include <array>
#include <memory>

namespace xiaoer {
namespace {

constexpr int two_bytes = -1;  // no page: Chinese text of two bytes a character

struct Form {
    std::string_view name;
    const char* iconv_name;  // with the nearest character where a page lacks one
    int page;                // of ESC t
};
constexpr std::array<Form, 20> forms{
    {{"gbk", "GBK", two_bytes},          {"big5", "BIG5", two_bytes},        {"cp437", "CP437//TRANSLIT", 0},
     {"cp850", "CP850//TRANSLIT", 2},    {"cp860", "CP860//TRANSLIT", 3},    {"cp863", "CP863//TRANSLIT", 4},
     {"cp865", "CP865//TRANSLIT", 5},    {"cp857", "CP857//TRANSLIT", 13},   {"cp1252", "CP1252//TRANSLIT", 16},
     {"cp866", "CP866//TRANSLIT", 17},   {"cp852", "CP852//TRANSLIT", 18},   {"cp858", "CP858//TRANSLIT", 19},
     {"cp1250", "CP1250//TRANSLIT", 45}, {"cp1251", "CP1251//TRANSLIT", 46}, {"cp1253", "CP1253//TRANSLIT", 47},
     {"cp1254", "CP1254//TRANSLIT", 48}, {"cp1255", "CP1255//TRANSLIT", 49}, {"cp1256", "CP1256//TRANSLIT", 50},
     {"cp1257", "CP1257//TRANSLIT", 51}, {"cp1258", "CP1258//TRANSLIT", 52}}};

class Converter {
public:
    explicit Converter(const char* to) : handle_(iconv_open(to, "UTF-8")) {}
    ~Converter() {
        if (works()) iconv_close(handle_);
    }
    Converter(const Converter&) = delete;
    Converter& operator=(const Converter&) = delete;

    // Returns: "" when there is no such character there.
    [[nodiscard]] std::string convert(char32_t point) const {
        if (point < 0x80) return {static_cast<char>(point)};
        if (!works()) return {};
        std::string in;
        append_utf8(in, point);
        std::array<char, 16> out{};
        char* from = in.data();
        char* to = out.data();
        std::size_t in_left = in.size();
        std::size_t out_left = out.size();
        if (iconv(handle_, &from, &in_left, &to, &out_left) == static_cast<std::size_t>(-1)) {
            (void)iconv(handle_, nullptr, nullptr, nullptr, nullptr);  // forgets what it was in the middle of
            return {};
        }
        const std::string made(out.data(), to);
        const auto first = static_cast<unsigned char>(made.empty() ? 0 : made.front());
        return first < 0x20 || first == 0x7f ? std::string() : made;
    }

private:
    [[nodiscard]] bool works() const { return handle_ != reinterpret_cast<iconv_t>(-1); }
    iconv_t handle_;
};

// A converter keeps state while it works, so each thread has its own.
const Converter& converter_of(std::size_t form) {
    static thread_local std::array<std::unique_ptr<Converter>, forms.size()> converters;
    auto& one = converters.at(form);
    if (!one) one = std::make_unique<Converter>(forms.at(form).iconv_name);
    return *one;
}

}  // namespace

bool is_control(char32_t point) { return point < 0x20 || (point >= 0x7f && point < 0xa0); }

Result<PrinterText> PrinterText::named(std::string_view name) {
    const auto found = std::ranges::find(forms, name, &Form::name);
    if (found != forms.end()) return PrinterText(static_cast<std::size_t>(found - forms.begin()));
    std::string all;
    for (const auto& form : forms) all += (all.empty() ? "" : ", ") + std::string(form.name);
    return invalid("a printer's text is one of " + all);
}

Bytes PrinterText::opening() const {
    const int page = forms.at(form_).page;
    if (page == two_bytes) return {0x1c, '&'};                       // FS &
    return {0x1c, '.', 0x1b, 't', static_cast<std::uint8_t>(page)};  // FS ., ESC t
}

char32_t PrinterText::printable(char32_t point) const {
    return point == U'¥' && forms.at(form_).page == two_bytes ? U'￥' : point;
}

std::string PrinterText::encode(const std::u32string& line) const {
    const auto& converter = converter_of(form_);
    const bool page = forms.at(form_).page != two_bytes;
    std::string missing = page ? "?" : converter.convert(U'〓');
    if (missing.empty()) missing = "?";
    std::string encoded;
    for (const char32_t point : line) {
        auto one = converter.convert(point);
        if (page && one.size() > 1) one.resize(1);  // "…" as "." and not as three: a line keeps its width
        encoded += one.empty() ? missing : one;
    }
    return encoded;
}

}  // namespace xiaoer
