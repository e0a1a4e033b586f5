// The customers' pages on the shop's Wi-Fi (DESIGN §5): join, claim, the member's living pass, draws and their proofs.
//
//     GET  /                      the member page, or the join page
//     GET  /j/<channel>           join; <channel> is the token of the QR that was scanned
//     GET  /c/<claim code>        claim a purchase's tickets, joining first where needed
//     GET  /m                     the member's own page, for the browser whose cookie is a member's
//     GET  /my                    what the shop knows of them; interests and consents, to be changed
//     GET  /my/data.json          all of it, as a file
//     GET  /my/forget             the second step of being forgotten
//     GET  /phone                 a number that somebody has, opened on this phone
//     GET  /calendar.ics          the coming draws and evenings, for any calendar
//     GET  /d  /d?before=<n>      the draws by number, the newest first
//     GET  /d/<draw>              one draw, which the phone itself checks
//     GET  /d/<draw>/proof.json   its proof file
//     GET  /d/<draw>/mine.json    what a phone checks of a list too long for it, with this member's own entries
//     GET  /d/<draw>/page.html    the page as one file with the proof in it, for people at home
//     GET  /draw-v1  /draw-v1.md  how a draw is made, for whoever checks with a program of their own
//     GET  /p/<post>.png          a post of the outbox as a picture
//     GET  /privacy
//     POST /api/join              nickname, phone, channel, claim, the consents, interest_<word>; browser, token
//     POST /api/bind              number, code; browser, token
//     POST /api/ask               number, the consents; browser, token → four digits for the clerk
//     POST /api/interests         interest_<word>; token
//     POST /api/consents          show_name, agreed_alliance; token
//     POST /api/forget            sure; token
//     POST /api/photo             photo, which is taken back; token
//     POST /api/claim             claim; token
//     POST /api/pass              token → {"svg","lifetime_ms"}
//     GET  /api/me                {"number","name","tickets","prizes":[{"prize","state","claim_by"}]}
//     GET  /s  /s/<pairing>       the staff page (staff_call.h), which is one and the same for everybody
//     POST /api/staff             JSON, sealed with the staff phone's key
//
// The consents: agreed, agreed_alliance, show_name, under_14, guardian. Other POST bodies are forms, so that every page
// works without a script. Whoever accepts application/json gets JSON, and {"error"} with a status on failure; others
// get a page. Nothing here runs SQL or a hash worth noting: all that needs the shop is a command or a query, and a full
// queue is a 503 with Retry-After.
#pragma once

#include "app/kiosk.h"
#include "net/http_server.h"
#include "phone/rate_limit.h"

namespace xiaoer::phone {

// Draws a post of the outbox (the ui room does); the future is a PNG file's bytes.
using MakePoster = std::function<std::future<Result<Bytes>>(OutboxPost)>;
// How phones may reach this machine.
struct NetworkView {
    struct Address {
        std::string url;
        bool lent = false;  // by a router, for a time: another one may come tomorrow
    };
    std::vector<Address> addresses{};
    bool wireless = false;  // it has a radio of its own
};
// What a staff phone may ask of the machine itself. Each may be empty. Called on the completions' thread.
struct StaffTools {
    std::function<void(const Outcome&)> hear{};  // prints what an outcome asks for
    std::function<bool()> print_test{};          // false: there is no printer
    std::function<bool()> print_recovery{};      // false: no printer, or the sheet is no longer known
    std::function<NetworkView()> network{};
    // Labels for the bags, and the paper for an evening without power, of what waits; a clerk's badge. False: no
    // printer.
    std::function<bool(const std::vector<OpenPickupRow>&)> print_labels{};
    std::function<bool(const std::vector<OpenPickupRow>&, Timestamp now)> print_paper{};
    std::function<bool(const std::string& name, const std::string& badge)> print_badge{};
    // The winner's slip once more, marked as a copy. False: no printer.
    std::function<bool(const PickupSlipView&)> print_copy{};
    // How our own printer is, as a name of PrinterState (counter/printer_port.h), or "none".
    std::function<std::string_view()> printer{};
    // The photo with nothing in it but the picture; an error when it is none.
    std::function<Result<Bytes>(ByteView)> clean_photo{};
};

struct PhoneOptions {
    net::HttpServerOptions http{.address = "0.0.0.0", .port = 8080, .body_max = 64 * 1024};
    std::size_t questions_max = 256;  // commands and queries under way; above: 503
    Rate per_browser{12, 5'000};      // changes
    Rate per_address{240, 100};       // whatever asks the shop; many may come through one access point
    Rate joins_per_address{60, 2'000};
    MakePoster make_poster{};  // none: there are no pictures
    Rate per_staff_phone{60, 500};
    StaffTools staff{};
};

// Made and destroyed on one thread, before the Kiosk goes.
class PhoneServer {
public:
    // `kiosk` and `clock` outlive the server. Errors: as net::HttpServer::start.
    [[nodiscard]] static Result<std::unique_ptr<PhoneServer>> start(const PhoneOptions& options, Kiosk& kiosk,
                                                                    const Clock& clock);
    ~PhoneServer();

    [[nodiscard]] std::uint16_t port() const;
    [[nodiscard]] net::HttpServer::Counts counts() const;

private:
    struct Inside;
    explicit PhoneServer(std::unique_ptr<Inside> inside);
    std::unique_ptr<Inside> inside_;
};

}  // namespace xiaoer::phone
