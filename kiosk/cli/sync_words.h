// What a sync came to, as programs read it. Any thread.
#pragma once

#include "base/json.h"
#include "sync/sync.h"

namespace xiaoer::cli {

[[nodiscard]] inline Json report_json(const sync::Report& report) {
    Json::Array set_aside;
    for (const auto* passage : {&report.received, &report.sent}) {
        for (const auto& [what, why] : passage->set_aside)
            set_aside.push_back(Json::Object{{"what", what}, {"why", why}});
    }
    return Json::Object{
        {"ok", report.whole()},
        {"received", Json::Object{{"erased", report.received.erased},
                                  {"facts", report.received.facts},
                                  {"problem", report.received.problem},
                                  {"values", report.received.values}}},
        {"sent",
         Json::Object{{"facts", report.sent.facts}, {"problem", report.sent.problem}, {"values", report.sent.values}}},
        {"set_aside", std::move(set_aside)}};
}

}  // namespace xiaoer::cli
