// The pages: from values to whole HTML documents. Knows no network and asks the kiosk nothing. Any thread.
#pragma once

#include "app/query.h"
#include "base/bytes.h"
#include "phone/pass_svg.h"
#include "phone/speech.h"

namespace xiaoer::phone {

// Who looks, at what, and when.
struct View {
    Language language = Language::hans;
    std::string path;                          // where the language switch leads: a GET of ours, made of checked parts
    std::shared_ptr<const Snapshot> snapshot;  // not null
    Timestamp now;
    Speech speech;
};

// What somebody ticked, to be shown again. Nothing is ever ticked for them.
struct Consents {
    bool agreed = false;
    bool agreed_alliance = false;
    bool show_name = false;
    bool under_14 = false;
    bool guardian = false;
};

// The form as it was typed, to be shown again when something is missing.
struct JoinForm {
    std::string channel;
    std::string claim_code;  // "" when only joining
    std::string nickname;
    std::string phone;
    Consents consents;
    std::vector<std::string> interests;
    std::string secret;  // the cookie to come; "" when the browser has one
    std::string token;
    std::string problem;  // "" or the end of a key phone.problem.*: nickname, phone, agreed, guardian, refused
};

// A number that somebody has, to be opened on this phone: by its 领奖码, or by the clerk.
struct NewPhoneForm {
    std::int64_t number = 0;  // 0: not typed yet
    Consents consents;        // for the clerk's way only: a seat's owner has agreed to nothing yet
    bool asking = false;      // the clerk's way is the one that was tried
    std::string secret;
    std::string token;
    std::string problem;  // as JoinForm's: number, code, agreed, guardian
};

// What /my shows besides the member's page.
struct MyData {
    std::string phone;        // "" when none was given
    std::int64_t phones = 0;  // browsers bound
    std::optional<Timestamp> consent_at;
    bool show_name = false;
    bool alliance = false;
    bool guardian = false;
    bool saved = false;  // a change was made just now
    struct AgreedPhoto {
        std::string photo;  // hex
        Timestamp at;
    };
    std::vector<AgreedPhoto> photos = {};  // in the chat group, newest last
};

class Pages {
public:
    // `version`: of the files that the pages load. Errors: invalid when a template of the build cannot be read.
    [[nodiscard]] static Result<Pages> load(std::string version);

    // `claimable`: tickets that the claim code is worth, 0 when not known.
    [[nodiscard]] std::string join(const View& view, const JoinForm& form, std::int64_t claimable) const;
    [[nodiscard]] std::string joined(const View& view, const Joined& joined, bool wanted_claim) const;
    [[nodiscard]] std::string claim(const View& view, const MemberPageView& member, std::string_view code,
                                    std::int64_t claimable, std::string_view token) const;
    [[nodiscard]] std::string claimed(const View& view, const Bound& bound) const;
    [[nodiscard]] std::string member(const View& view, const MemberPageView& member, const PassIssued& pass,
                                     std::string_view token) const;
    [[nodiscard]] std::string mine(const View& view, const MemberPageView& member, const MyData& data,
                                   std::string_view token) const;
    // `unsure`: it was asked for without the tick.
    [[nodiscard]] std::string forget(const View& view, const MemberPageView& member, std::string_view token,
                                     bool unsure) const;
    [[nodiscard]] std::string new_phone(const View& view, const NewPhoneForm& form) const;
    [[nodiscard]] std::string asked(const View& view, std::int64_t number, const BindingAsked& asked) const;
    [[nodiscard]] std::string bound(const View& view, std::int64_t number) const;
    [[nodiscard]] std::string forgotten(const View& view) const;
    // `draws`: by number, the newest first; a number that is missing between two of a kiosk is said. `older`: there may
    // be more than these.
    [[nodiscard]] std::string draws(const View& view, const std::vector<DrawSummary>& draws, bool older) const;
    [[nodiscard]] std::string draw(const View& view, const DrawSummary& draw) const;
    // The same as one file that needs nothing else, to be forwarded to people at home: styles, scripts and the proof
    // are in it, it checks itself when it is opened, and its own policy keeps it from asking anybody. Requires: `proof`
    // is the draw's proof file, of at most whole_list_most entries.
    [[nodiscard]] std::string published(const View& view, const DrawSummary& draw, std::string_view proof) const;
    // docs/draw-v1.md
    [[nodiscard]] std::string format(const View& view) const;
    [[nodiscard]] std::string privacy(const View& view) const;
    // The frame of the staff page, the same for everybody; its scripts fill it.
    [[nodiscard]] std::string staff(const View& view) const;
    // `what`: the end of keys phone.message.<what>.title and .text. The button leads home.
    [[nodiscard]] std::string message(const View& view, std::string_view what) const;

private:
    // A page of one message: `text` may be "".
    [[nodiscard]] std::string said(const View& view, std::string title, std::string text, std::string_view button,
                                   bool good) const;
    // How somebody with this number comes into the chat group now; "" when nobody said.
    [[nodiscard]] Html group_way(const View& view, std::int64_t number) const;
    [[nodiscard]] Fields draw_fields(const View& view, const DrawSummary& draw, bool is_published) const;
    [[nodiscard]] Html consents(const View& view, const Consents& consents, std::string_view problem) const;
    [[nodiscard]] std::string whole(const View& view, std::string_view body, Fields fields) const;
    std::map<std::string, Template, std::less<>> templates_;
    std::string version_;
};

// The published rules of a draw, docs/draw-v1.md.
[[nodiscard]] std::string_view format_document();

// SHA-256 of the privacy notice that the join page and /privacy show: a record of consent names what was shown.
[[nodiscard]] Hash notice_hash(Language language);

// A chip for each interest of the shop's, ticked where it is among `chosen`.
[[nodiscard]] std::vector<Fields> interest_chips(const View& view, const std::vector<std::string>& chosen);

// The pass's digits as the member page and /api/pass show them.
[[nodiscard]] Html pass_picture(const PassIssued& pass);

}  // namespace xiaoer::phone
