// xiaoer draw announce, close, settle, cancel, list, proof: the draw by hand.
#include "app/reader.h"
#include "base/calendar.h"
#include "base/file.h"
#include "cli/cli.h"
#include "cli/door.h"
#include "cli/usage.h"
#include "store/store.h"

#include <iostream>

namespace xiaoer::cli {
namespace {

struct Words {
    std::string db, draw, throws, out, zone = "Asia/Shanghai", closes, draws, claim_by;
    std::vector<std::string> prizes;
    bool all = false;
};

// "2026-11-21T20:00", or with seconds, as the shop's clock shows it.
Result<CivilTime> time_in(const std::string& text) {
    CivilTime civil;
    int minutes = 0;
    int seconds = 0;
    std::sscanf(text.c_str(), "%4d-%2d-%2dT%2d:%2d%n:%2d%n", &civil.year, &civil.month, &civil.day, &civil.hour,
                &civil.minute, &minutes, &civil.second, &seconds);
    const auto within = [](int value, int least, int most) { return least <= value && value <= most; };
    if (text.empty() || std::max(minutes, seconds) != static_cast<int>(text.size()) || !within(civil.month, 1, 12) ||
        !within(civil.day, 1, 31) || !within(civil.hour, 0, 23) || !within(civil.minute, 0, 59) ||
        !within(civil.second, 0, 59)) {
        return invalid("\"" + text + "\" is not a time such as 2026-11-21T20:00");
    }
    return civil;
}

Result<Timestamp> time_of(const std::string& text, const Zone& zone) {
    XIAOER_TRY_ASSIGN(const auto civil, time_in(text));
    return zone.to_time(civil);
}

Result<void> check_throws(const std::string& text) {
    if (text.find_first_not_of("123456") == std::string::npos) return {};
    return invalid("\"" + text + "\" is not what a die shows, such as 4162533164");
}

// "照片书一本:3:1800": name, how many, value of one in minor units.
Result<PrizeOffer> prize_of(const std::string& text) {
    const auto second = text.rfind(':');
    const auto first = second == std::string::npos || second == 0 ? std::string::npos : text.rfind(':', second - 1);
    PrizeOffer offer;
    if (first == std::string::npos || first == 0 ||
        !CLI::detail::lexical_cast(text.substr(first + 1, second - first - 1), offer.quantity) ||
        !CLI::detail::lexical_cast(text.substr(second + 1), offer.value_minor)) {
        return invalid("\"" + text + "\" is not a prize such as 照片书一本:3:1800");
    }
    offer.name = text.substr(0, first);
    return offer;
}

Result<int> say(const Words& words, Wish wish) {
    XIAOER_TRY_ASSIGN(const auto door, Door::open(words.db));
    XIAOER_TRY_ASSIGN(const auto outcome, door->say(std::move(wish)));
    return print_outcome(outcome);
}

Result<int> announce(const Words& words) {
    XIAOER_TRY_ASSIGN(const auto zone, Zone::named(words.zone));
    AnnounceDraw wish;
    XIAOER_TRY_ASSIGN(wish.closes_at, time_of(words.closes, zone));
    XIAOER_TRY_ASSIGN(wish.draws_at, time_of(words.draws, zone));
    XIAOER_TRY_ASSIGN(wish.claim_by, time_of(words.claim_by, zone));
    for (const auto& text : words.prizes) {
        XIAOER_TRY_ASSIGN(auto prize, prize_of(text));
        wish.prizes.push_back(std::move(prize));
    }
    return say(words, std::move(wish));
}

Result<std::unique_ptr<Reader>> open_reader(const Words& words) {
    XIAOER_TRY_ASSIGN(const auto keys, read_keys(words.db));
    if (!keys) return invalid("there is no shop at " + words.db);
    return Reader::open(words.db, device_id_of(SigningKey(keys->device_seed).public_key()));
}

Result<std::vector<DrawSummary>> all_draws(Reader& reader) {
    XIAOER_TRY_ASSIGN(auto answer,
                      reader.answer(DrawList{std::numeric_limits<std::int64_t>::max()}, SystemClock().now()));
    return std::get<std::vector<DrawSummary>>(std::move(answer));
}

Result<int> list(const Words& words) {
    XIAOER_TRY_ASSIGN(const auto reader, open_reader(words));
    XIAOER_TRY_ASSIGN(const auto draws, all_draws(*reader));
    for (const auto& draw : draws) {
        std::cout << canonical(Json::Object{{"closing_hash", draw.closing_hash},
                                            {"draw", draw.draw},
                                            {"draws_at", draw.draws_at.ms},
                                            {"number", draw.number},
                                            {"state", Json(enum_name(draw.state))},
                                            {"winners", draw.winner_count}})
                  << '\n';
    }
    return 0;
}

Result<int> proof(const Words& words) {
    if (words.all == !words.draw.empty()) return wrong_usage("say either --draw ID or --all");
    XIAOER_TRY_ASSIGN(const auto reader, open_reader(words));
    std::vector<std::string> ids = {words.draw};
    if (words.all) {
        ids.clear();
        XIAOER_TRY_ASSIGN(const auto draws, all_draws(*reader));
        for (const auto& draw : draws) {
            if (draw.state == DrawState::settled) ids.push_back(draw.draw);
        }
        XIAOER_TRY_ASSIGN(auto days,
                          reader->answer(InstantList{std::numeric_limits<std::int64_t>::max()}, SystemClock().now()));
        for (const auto& day : std::get<std::vector<InstantSummary>>(days)) {
            if (day.over) ids.push_back(day.id);
        }
    }
    std::error_code failed;
    std::filesystem::create_directories(words.out, failed);
    for (const auto& id : ids) {
        XIAOER_TRY_ASSIGN(const auto answer, reader->answer(DrawProof{id}, SystemClock().now()));
        const auto path = std::filesystem::path(words.out) / (id + ".json");
        XIAOER_TRY(write_file(path, view_of(std::get<ProofText>(answer).json)));
        std::cout << canonical(Json::Object{{"draw", id}, {"proof", path.string()}}) << '\n';
    }
    return 0;
}

}  // namespace

void add_draw(CLI::App& draw, Run& run) {
    const auto words = std::make_shared<Words>();
    const auto add = [&](const char* name, const char* help, Result<int> (*act)(const Words&)) {
        auto* command = draw.add_subcommand(name, help);
        command->add_option("--db", words->db, "The shop's database")->required();
        command->callback([words, &run, act] { run = [words, act] { return act(*words); }; });
        return command;
    };
    auto* announcing = add("announce", "Announce a draw: its terms can not be changed afterwards", announce);
    const auto at = [&](const char* name, std::string& time, const char* help) {
        check_word(announcing->add_option(name, time, help)->required(), time_in);
    };
    at("--closes", words->closes, "When the list locks, such as 2026-11-21T18:30");
    at("--draws", words->draws, "When the show is");
    at("--claim-by", words->claim_by, "Until when prizes can be collected");
    check_word(
        announcing->add_option("--prize", words->prizes, "NAME:QUANTITY:VALUE in minor units; repeat for each tier")
            ->required(),
        prize_of);
    check_word(announcing->add_option("--zone", words->zone, "Time zone of these times")->capture_default_str(),
               [](const std::string& text) { return Zone::named(text); });
    const auto with_id = [&](CLI::App* command) {
        command->add_option("--draw", words->draw, "The draw's id")->required();
    };
    with_id(add("close", "Lock the list, at or after its hour", [](const Words& w) {
        return say(w, CloseDraw{w.draw, {}});
    }));
    auto* settling = add("settle", "Enter the public value and pick the winners", [](const Words& w) {
        return say(w, SettleDraw{w.draw, w.throws, {}});
    });
    with_id(settling);
    check_word(settling->add_option("--throws", words->throws, "The faces in the order thrown, such as 4162533164")
                   ->required(),
               check_throws);
    with_id(add("cancel", "Cancel a draw whose list is not locked", [](const Words& w) {
        return say(w, CancelDraw{w.draw, {}});
    }));
    add("list", "Every draw, cancelled and withheld ones too, as JSON Lines", list);
    auto* proving = add("proof", "Write proof files, one per settled draw and day of scratch cards", proof);
    proving->add_option("--draw", words->draw, "One draw's id");
    proving->add_flag("--all", words->all, "Every settled draw, and every day of scratch cards that is over");
    proving->add_option("--out", words->out, "Folder to write to")->required();
}

}  // namespace xiaoer::cli
