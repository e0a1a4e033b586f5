// xiaoer device: a second machine becomes a kiosk of the shop. `key` on the new one, `enrol` on the old one, `join` on
// the new one; then both sync. `revoke` for a machine that is lost.
#include "base/file.h"
#include "base/qr.h"
#include "base/text.h"
#include "cli/cli.h"
#include "cli/door.h"
#include "cli/sheet.h"
#include "cli/usage.h"
#include "store/joining.h"
#include "sync/our_side.h"

#include <unistd.h>

#include <iostream>

namespace xiaoer::cli {
namespace {

constexpr std::string_view key_word = "xiaoer-kiosk:";

struct Words {
    std::string db;
    std::string key;
    std::string sheet;
    std::string out;
    std::string answer;
    std::string device;
};

// What a phone, or the other kiosk's scanner, can read from a terminal: two rows of modules a line.
void draw_qr(const std::string& text) {
    const auto qr = make_qr(text);
    if (!qr) return;
    const auto dark = [&qr](int x, int y) { return x >= 0 && y >= 0 && x < qr->size && y < qr->size && qr->at(x, y); };
    for (int y = -4; y < qr->size + 4; y += 2) {
        for (int x = -4; x < qr->size + 4; ++x) {
            const bool top = dark(x, y), bottom = dark(x, y + 1);
            std::cerr << (top ? (bottom ? " " : "▄") : (bottom ? "▀" : "█"));
        }
        std::cerr << '\n';
    }
}

Result<PublicKey> key_in(std::string_view text) {
    if (text.starts_with(key_word)) text.remove_prefix(key_word.size());
    return array_from_hex<32>(text);
}

Result<int> show_key(const Words& words) {
    SystemRandom random;
    XIAOER_TRY_ASSIGN(const auto key, new_kiosk_key(words.db, random));
    const auto text = std::string(key_word) + to_hex(key);
    if (::isatty(STDERR_FILENO) == 1) draw_qr(text);
    std::cout << canonical(Json::Object{{"key", text}}) << '\n';
    return 0;
}

Result<int> enrol(const Words& words) {
    XIAOER_TRY_ASSIGN(const auto key, key_in(words.key));
    XIAOER_TRY_ASSIGN(const auto sheet, read_sheet_file(words.sheet));
    SystemRandom random;
    XIAOER_TRY_ASSIGN(const auto answer, answer_new_kiosk(words.db, SigningKey(sheet.root_key), key, random));
    const auto& enrolled = answer.enrolled;
    XIAOER_TRY_ASSIGN(const auto door, Door::open(words.db));
    XIAOER_TRY_ASSIGN(const auto outcome, door->say(EnrolDevice{enrolled.key, enrolled.code, enrolled.number_from,
                                                                enrolled.number_to, enrolled.signature}));
    if (!std::holds_alternative<Done>(outcome)) return print_outcome(outcome);
    XIAOER_TRY(write_file_durably(words.out, view_of(to_base64(answer.sealed) + "\n"), 0600));
    std::cout << canonical(Json::Object{{"answer", words.out},
                                        {"code", enrolled.code},
                                        {"device", device_id_of(enrolled.key).hex()},
                                        {"number_from", enrolled.number_from},
                                        {"number_to", enrolled.number_to}})
              << '\n';
    return 0;
}

// What is known here of its chain is what is accepted of it.
Result<int> revoke(const Words& words) {
    XIAOER_TRY_ASSIGN(const auto old, DeviceId::from_hex(words.device));
    XIAOER_TRY_ASSIGN(const auto sheet, read_sheet_file(words.sheet));
    XIAOER_TRY_ASSIGN(const auto ours, sync::OurSide::open(words.db));
    XIAOER_TRY_ASSIGN(const auto have, ours->have());
    const auto known = have.chains.find(old);
    if (known == have.chains.end()) return invalid("no fact of device " + words.device + " is known here");
    const Head last{known->second.seq, known->second.hash};
    const auto signature = SigningKey(sheet.root_key).sign(revocation_message(old, last));
    XIAOER_TRY_ASSIGN(const auto door, Door::open(words.db));
    XIAOER_TRY_ASSIGN(const auto outcome, door->say(RevokeDevice{old, last.seq, last.hash, signature}));
    return print_outcome(outcome);
}

Result<int> join(const Words& words) {
    XIAOER_TRY_ASSIGN(const auto text, read_file(words.answer));
    if (!text) return invalid("there is no file " + words.answer);
    XIAOER_TRY_ASSIGN(const auto sealed, from_base64(trim(text_of(*text))));
    SystemRandom random;
    XIAOER_TRY_ASSIGN(const auto joined, join_shop(words.db, sealed, random));
    std::cout << canonical(Json::Object{{"code", joined.enrolled.code},
                                        {"db", words.db},
                                        {"number_from", joined.enrolled.number_from},
                                        {"number_to", joined.enrolled.number_to},
                                        {"shop", joined.shop}})
              << '\n';
    std::cerr << "The first sync brings what the shop has lived through: xiaoer sync --db " << words.db
              << " --with folder:DIR\n";
    return 0;
}

}  // namespace

void add_device(CLI::App& root, Run& run) {
    auto* device =
        root.add_subcommand("device", "The shop's machines: key, enrol and join for a new one, revoke for a lost one");
    device->require_subcommand(1);
    const auto words = std::make_shared<Words>();
    auto* key = device->add_subcommand("key", "On the new machine: show its public key, for the shop's kiosk to read");
    key->add_option("--db", words->db, "The database that it will have; must not be there yet")->required();
    key->callback([words, &run] { run = [words] { return show_key(*words); }; });

    auto* enrols = device->add_subcommand(
        "enrol", "On the shop's kiosk: answer a new machine with the shop's keys, sealed for it alone");
    enrols->add_option("--db", words->db, "The shop's database")->required();
    check_word(enrols->add_option("--key", words->key, "What the new machine shows")->required(),
               [](const std::string& text) { return key_in(text); });
    enrols->add_option("--sheet", words->sheet, "A file with the recovery sheet's text, or - to type it in")
        ->required();
    enrols->add_option("--out", words->out, "The file to write the answer to")->required();
    enrols->callback([words, &run] { run = [words] { return enrol(*words); }; });

    auto* revokes = device->add_subcommand(
        "revoke",
        "On a kiosk of the shop: a machine is lost; nothing that it says after what is known here is believed");
    revokes->add_option("--db", words->db, "The shop's database")->required();
    check_word(
        revokes->add_option("--device", words->device, "The lost machine's device id (32 hex digits)")->required(),
        [](const std::string& text) { return DeviceId::from_hex(text); });
    revokes->add_option("--sheet", words->sheet, "A file with the recovery sheet's text, or - to type it in")
        ->required();
    revokes->callback([words, &run] { run = [words] { return revoke(*words); }; });

    auto* joins = device->add_subcommand("join", "On the new machine: become a kiosk of the shop that answered");
    joins->add_option("--db", words->db, "The database to make")->required();
    joins->add_option("--answer", words->answer, "The answer's file")->required();
    joins->callback([words, &run] { run = [words] { return join(*words); }; });
}

}  // namespace xiaoer::cli
