#include "ui/view.h"

namespace xiaoer::ui {
namespace {

std::string named(std::string_view family, std::string_view name, const Words& words) {
    const std::string key = std::string(family) + "." + std::string(name);
    return words(words.has(key) ? key : std::string(family) + ".other");
}

Next no(std::string toast) {
    Next next;
    next.toast = std::move(toast);
    next.sound = Sound::no;
    return next;
}

}  // namespace

std::string words_of(const Error& error, const Words& words) { return named("error", name_of(error.code), words); }

std::string words_of(ScanProblem problem, const Words& words) {
    return named("scan", names_of(problem)[static_cast<std::size_t>(problem)], words);
}

std::optional<Next> common_answer(const Result<Outcome>& result, const Words& words) {
    if (!result) {
        Next next = no(words_of(result.error(), words));
        if (result.error().code == ErrorCode::io) next.go = Screen::not_saved;
        return next;
    }
    if (const auto* refused = std::get_if<Refused>(&*result)) return no(named("refused", refused->why, words));
    if (const auto* unknown = std::get_if<NotRecognised>(&*result)) return no(words_of(unknown->problem, words));
    if (std::holds_alternative<Frozen>(*result)) {
        Next next = no(words("frozen.short"));
        next.go = Screen::error;
        return next;
    }
    if (std::holds_alternative<TooManyGuesses>(*result)) return no(words("scan.too_many"));
    if (const auto* not_allowed = std::get_if<NotAllowed>(&*result)) {
        if (not_allowed->manager_needed) return no(words("not_allowed.manager"));
        Next next = no(words("not_allowed.signed_out"));
        next.sign_out = true;
        next.go = Screen::sign_in;
        return next;
    }
    return std::nullopt;
}

}  // namespace xiaoer::ui
