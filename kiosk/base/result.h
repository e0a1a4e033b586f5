// Result<T>: a value, or what broke.
//
// What can happen in business is an Outcome (app/outcome.h), never an Error. An Error is only what can
// break: the disk, the file, a peer, a lock, or input that means nothing. No exception crosses a room.
// Member names follow std::expected (C++23), which will replace this file. Any thread.
#pragma once

#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace xiaoer {

enum class ErrorCode {
    io,           // the disk or a device failed; what was asked is not saved
    corrupt,      // stored bytes are not what was written
    busy,         // somebody else holds it, or a queue is full; trying later may help
    unreachable,  // a peer does not answer
    invalid,      // the input means nothing; trying again will not help
};

[[nodiscard]] std::string_view name_of(ErrorCode code);

// One clear line for a person: what was wrong, and where. Never carries personal data.
struct Error {
    ErrorCode code = ErrorCode::invalid;
    std::string message;

    friend bool operator==(const Error&, const Error&) = default;
};

// What must never be: stops the process with one line, in release builds too.
[[noreturn]] void fail_assertion(std::string_view what, const char* file, int line);
#define XIAOER_ASSERT(condition) \
    ((condition) ? void(0) : ::xiaoer::fail_assertion(#condition, __FILE__, __LINE__))

template <class T>
class [[nodiscard]] Result {
public:
    using value_type = T;

    Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

    [[nodiscard]] bool has_value() const { return state_.index() == 0; }
    explicit operator bool() const { return has_value(); }

    // Requires: has_value().
    [[nodiscard]] T& value() & { return check(), std::get<0>(state_); }
    [[nodiscard]] const T& value() const& { return check(), std::get<0>(state_); }
    [[nodiscard]] T&& value() && { return check(), std::get<0>(std::move(state_)); }
    [[nodiscard]] T& operator*() & { return value(); }
    [[nodiscard]] const T& operator*() const& { return value(); }
    [[nodiscard]] T&& operator*() && { return std::move(*this).value(); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }

    // Requires: !has_value().
    [[nodiscard]] const Error& error() const {
        XIAOER_ASSERT(!has_value());
        return std::get<1>(state_);
    }
    template <class U>
    [[nodiscard]] T value_or(U&& other) const {
        return has_value() ? std::get<0>(state_) : static_cast<T>(std::forward<U>(other));
    }

private:
    void check() const {
        if (!has_value()) fail_assertion("value() of an error: " + std::get<1>(state_).message, __FILE__, __LINE__);
    }
    std::variant<T, Error> state_;
};

template <>
class [[nodiscard]] Result<void> {
public:
    using value_type = void;

    Result() = default;
    Result(Error error) : error_(std::move(error)), failed_(true) {}

    [[nodiscard]] bool has_value() const { return !failed_; }
    explicit operator bool() const { return has_value(); }
    void value() const {
        if (failed_) fail_assertion("value() of an error: " + error_.message, __FILE__, __LINE__);
    }
    [[nodiscard]] const Error& error() const {
        XIAOER_ASSERT(failed_);
        return error_;
    }

private:
    Error error_;
    bool failed_ = false;
};

[[nodiscard]] inline Error invalid(std::string message) { return {ErrorCode::invalid, std::move(message)}; }
[[nodiscard]] inline Error corrupt(std::string message) { return {ErrorCode::corrupt, std::move(message)}; }
[[nodiscard]] inline Error io_error(std::string message) { return {ErrorCode::io, std::move(message)}; }

// Leaves the enclosing function with the error of `expression`, if it has one.
#define XIAOER_TRY(expression)                                            \
    do {                                                                  \
        if (auto tried_ = (expression); !tried_) return tried_.error();   \
    } while (false)

// `XIAOER_TRY_ASSIGN(auto row, read_row());`: the value, or leaves with the error. Several statements:
// in braces after an `if`.
#define XIAOER_CONCAT_(a, b) a##b
#define XIAOER_CONCAT(a, b) XIAOER_CONCAT_(a, b)
#define XIAOER_TRY_ASSIGN(declaration, expression) \
    XIAOER_TRY_ASSIGN_(declaration, expression, XIAOER_CONCAT(tried_, __LINE__))
#define XIAOER_TRY_ASSIGN_(declaration, expression, name) \
    auto name = (expression);                             \
    if (!name) return name.error();                       \
    declaration = std::move(name).value()

}  // namespace xiaoer
