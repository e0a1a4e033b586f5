#include "ui/scene.h"

#include "domain/scan.h"

namespace xiaoer::ui {

Action draw_scene(Painter& painter, const Scene& scene, const View& view) {
    Action action;
    switch (scene.screen) {
        case Screen::attract: action = draw_attract(painter, scene.attract, view); break;
        case Screen::welcome: action = draw_welcome(painter, scene.welcome, view); break;
        case Screen::claim: action = draw_claim(painter, scene.claim, view); break;
        case Screen::draw: action = draw_stage(painter, scene.stage, view); break;
        case Screen::sign_in: action = draw_sign_in(painter, scene.sign_in, view); break;
        case Screen::desk: action = draw_desk(painter, scene.desk, view); break;
        case Screen::pickup: action = draw_pickup(painter, scene.pickup, view); break;
        case Screen::owner: action = draw_owner(painter, scene.owner, view); break;
        case Screen::error: action = draw_error(painter, scene.error, view); break;
        case Screen::not_saved: draw_not_saved(painter, view); break;
        case Screen::set_up: action = draw_set_up(painter, scene.set_up, view); break;
        case Screen::till: action = draw_till(painter, scene.till, view); break;
    }
    toast(painter, scene.toast.text, scene.toast.sound);
    return action;
}

Next step_scene(Scene& scene, const Action& action, const View& view) {
    if (const auto* attract = std::get_if<AttractAction>(&action)) return step_attract(scene.attract, *attract);
    if (const auto* welcome = std::get_if<WelcomeAction>(&action)) return step_welcome(scene.welcome, *welcome);
    if (const auto* claim = std::get_if<ClaimAction>(&action)) return step_claim(scene.claim, *claim, view.snapshot);
    if (const auto* stage = std::get_if<StageAction>(&action)) return step_stage(scene.stage, *stage, view);
    if (const auto* sign_in = std::get_if<SignInAction>(&action)) return step_sign_in(scene.sign_in, *sign_in);
    if (const auto* desk = std::get_if<DeskAction>(&action)) return step_desk(scene.desk, *desk, view);
    if (const auto* pickup = std::get_if<PickupAction>(&action)) return step_pickup(scene.pickup, *pickup, view);
    if (std::holds_alternative<OwnerAction>(action)) return {.owner_knows = true};
    if (const auto* error = std::get_if<ErrorAction>(&action)) return step_error(scene.error, *error, view);
    if (const auto* set_up = std::get_if<SetUpAction>(&action)) return step_set_up(scene.set_up, *set_up);
    if (const auto* till = std::get_if<TillAction>(&action)) return step_till(scene.till, *till, view);
    return {};
}

namespace {

// A customer's own code, shown at rest: who they are and what waits for them.
Next answer_customer(Scene& scene, const Result<Outcome>& result, const View& view) {
    Next next{.go = Screen::welcome, .sound = Sound::yes};
    if (result) {
        if (const auto* bound = std::get_if<Bound>(&*result)) {
            scene.welcome = welcome_of(*bound);
            scene.claim = {};
            return next;
        }
        if (const auto* recognised = std::get_if<Recognised>(&*result)) {
            scene.welcome = welcome_of(*recognised);
            return next;
        }
    }
    return answer_claim(scene.claim, result, view.words);
}

}  // namespace

Next answer_scene(Scene& scene, Screen asked, const Result<Outcome>& result, const View& view) {
    switch (asked) {
        case Screen::attract:
        case Screen::welcome:
        case Screen::claim: return answer_customer(scene, result, view);
        case Screen::draw: return answer_stage(scene.stage, result, view);
        case Screen::sign_in: return answer_sign_in(scene.sign_in, result, view);
        case Screen::desk: return answer_desk(scene.desk, result, view);
        case Screen::pickup: return answer_pickup(scene.pickup, result, view);
        case Screen::error: return answer_error(scene.error, result, view);
        case Screen::set_up: return answer_set_up(scene.set_up, result);
        case Screen::owner:
        case Screen::till:  // asks nothing of the kiosk
        case Screen::not_saved: break;
    }
    return {};
}

Next scan_scene(Scene& scene, const std::string& text, const View& view) {
    const auto scan = classify_scan(text);
    // Wallet codes and what is no code of ours go no further than this line: nothing of them is kept.
    if (scan.kind == ScanKind::payment_code)
        return {.toast = words_of(ScanProblem::payment_code, view.words), .sound = Sound::no};
    if (scan.kind == ScanKind::unreadable)
        return {.toast = words_of(ScanProblem::unreadable, view.words), .sound = Sound::no};
    switch (scene.screen) {
        case Screen::claim: return scan_claim(scene.claim, text, view.snapshot, view.words);
        case Screen::desk: return scan_desk(scene.desk, text, view);
        case Screen::pickup: return scan_pickup(scene.pickup, text, view);
        case Screen::attract:
        case Screen::welcome:
            // A number is no secret: keyed in by anybody, it must not tell what waits for its owner.
            if (scan.kind == ScanKind::number) return {.toast = view.words("scan.show_code"), .sound = Sound::no};
            return {.wish = LookUp{text, std::nullopt}};
        default: return {};
    }
}

void forget(Scene& scene) {
    const Screen screen = scene.screen;
    Toast toast = std::move(scene.toast);
    scene = {};
    scene.screen = screen;
    scene.toast = std::move(toast);
}

}  // namespace xiaoer::ui
