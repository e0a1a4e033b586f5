// xiaoer draw page: a settled draw as one file that checks itself, for people at home.
#include "app/reader.h"
#include "base/file.h"
#include "cli/cli.h"
#include "phone/assets.h"
#include "phone/pages.h"
#include "store/local.h"
#include "store/store.h"

#include <CLI/CLI.hpp>

#include <iostream>

namespace xiaoer::cli {
namespace {

struct PageWords {
    std::string db, draw, out, lang;
};

Result<phone::View> view_for(const PageWords& words) {
    XIAOER_TRY_ASSIGN(auto db, Database::open(words.db, Database::Mode::read));
    auto snapshot = std::make_shared<Snapshot>();
    XIAOER_TRY_ASSIGN(snapshot->settings, read_settings(db));
    XIAOER_TRY_ASSIGN(auto zone, Zone::named(snapshot->settings.zone));
    auto language = snapshot->settings.language;
    if (!words.lang.empty()) language = phone::language_from_tag(words.lang).value_or(language);
    return phone::View{language, "/", std::move(snapshot), SystemClock().now(),
                       phone::Speech(language, std::move(zone))};
}

Result<int> write_page(const PageWords& words) {
    XIAOER_TRY_ASSIGN(const auto keys, read_keys(words.db));
    if (!keys) return invalid("there is no shop at " + words.db);
    XIAOER_TRY_ASSIGN(const auto reader,
                      Reader::open(words.db, device_id_of(SigningKey(keys->device_seed).public_key())));
    XIAOER_TRY_ASSIGN(const auto view, view_for(words));
    XIAOER_TRY_ASSIGN(const auto answer, reader->answer(OneDraw{words.draw}, view.now));
    const auto* draw = std::get_if<DrawSummary>(&answer);
    if (draw == nullptr) return invalid("there is no draw \"" + words.draw + "\"");
    if (draw->tickets > whole_list_most) {
        return invalid("a page holds at most " + std::to_string(whole_list_most) + " tickets and this draw has " +
                       std::to_string(draw->tickets) + ": publish its proof file (xiaoer draw proof)");
    }
    XIAOER_TRY_ASSIGN(const auto proof, reader->answer(DrawProof{words.draw}, view.now));
    XIAOER_TRY_ASSIGN(const auto pages, phone::Pages::load(phone::Assets().version()));
    const auto page = pages.published(view, *draw, std::get<ProofText>(proof).json);
    XIAOER_TRY(write_file(words.out, view_of(page)));
    std::cout << canonical(Json::Object{{"draw", words.draw}, {"page", words.out}}) << '\n';
    return 0;
}

}  // namespace

void add_draw_page(CLI::App& draw, Run& run) {
    auto* command = draw.add_subcommand(
        "page", "Write a settled draw as one HTML file that checks itself when it is opened, for people at home");
    auto words = std::make_shared<PageWords>();
    command->add_option("--db", words->db, "The shop's database")->required();
    command->add_option("--draw", words->draw, "The draw's id")->required();
    command->add_option("--out", words->out, "The file to write")->required();
    command->add_option("--lang", words->lang, "zh-Hans, zh-Hant or en; else the shop's")
        ->check(CLI::IsMember({"zh-Hans", "zh-Hant", "en"}));
    command->callback([&run, words] { run = [words] { return write_page(*words); }; });
}

}  // namespace xiaoer::cli
