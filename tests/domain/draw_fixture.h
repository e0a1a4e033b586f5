// The published draw that every implementation of the format is checked against: tests/data/draw-proof.json.
#pragma once

#include "base/file.h"
#include "domain/draw_proof.h"

#include <string>

namespace xiaoer::draw_fixture {

inline constexpr std::string_view published_closing =
    "7840a8b7ea96ecf5df55d5798fdb7572dd5a2b78438ff4894a9fe761dd33ff23";

// Device key seed of the vectors: bytes 00, 01, … 1f.
inline SigningKey device_key() {
    std::array<std::uint8_t, 32> bytes{};
    for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::uint8_t>(i);
    return SigningKey(SecretKey(bytes));
}

inline std::string proof_text() {
    const auto bytes = read_file(std::string(XIAOER_SOURCE_DIR) + "/tests/data/draw-proof.json");
    const std::string text(text_of(bytes.value().value()));
    return text.substr(0, text.find_last_of('}') + 1);
}

inline ProofFile proof() { return read_proof(proof_text()).value(); }

}  // namespace xiaoer::draw_fixture
