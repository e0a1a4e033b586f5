// axe-core, a program that reads a page as who cannot see or touch it well would, in the browser of a test.
#pragma once

#include "base/file.h"
#include "tests/flows/webdriver.h"

#include <optional>

namespace xiaoer::phone {

// Its script; nothing where it was not fetched (packaging/test puts it into build/axe-core).
inline std::optional<std::string> axe_script() {
    const auto file = read_file(std::string(XIAOER_SOURCE_DIR) + "/build/axe-core/node_modules/axe-core/axe.min.js");
    if (!file || !*file) return std::nullopt;
    return std::string(text_of(**file));
}

// What it calls serious or critical on the page as it stands: "color-contrast: .soft, .ticket".
inline Json axe_findings(flows::Browser& phone, const std::string& script) {
    (void)phone.run_script(script + R"js(;
        window.xiaoer_findings = null;
        axe.run(document, {resultTypes: ['violations']}).then(function (result) {
            window.xiaoer_findings = result.violations.filter(function (one) {
                return one.impact === 'serious' || one.impact === 'critical';
            }).map(function (one) {
                return one.id + ': ' + one.nodes.map(function (node) { return node.target.join(' '); }).join(', ');
            });
        }, function (error) { window.xiaoer_findings = ['axe: ' + error]; });)js");
    Json findings;
    flows::wait_until(
        "axe's findings",
        [&] {
            findings = phone.run_script("return window.xiaoer_findings");
            return findings.array() != nullptr;
        },
        flows::Duration(60'000));
    return findings;
}

}  // namespace xiaoer::phone
