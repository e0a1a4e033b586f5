// What a phone remembers of the shop's ledger, in the cookie w_<kiosk code> beside its member's (domain/witness.h).
//
// Every page that asks the shop shows it: also those of a phone whose member the ledger does not know any more, because
// it was put back to before they joined. A page of a member's renews it, unless what the phone has is later than what
// there is: it must go on saying so until a manager has looked.
#include "domain/witness.h"
#include "phone/site.h"

namespace xiaoer::phone {

void Site::show_witness(const Visit& visit) {
    const auto shown = visit.request.cookie("w_" + visit.view.snapshot->kiosk_code);
    if (shown.empty() || shown == visit.view.snapshot->witness || !read_witness(shown)) return;
    (void)kiosk_.submit(ShowWitness{std::string(shown)});  // with a full queue the next page shows it again
}

void Site::renew_witness(Visit& visit) {
    const auto& snapshot = *visit.view.snapshot;
    const auto name = "w_" + snapshot.kiosk_code;
    const auto shown = read_witness(visit.request.cookie(name));
    const auto now = read_witness(snapshot.witness);
    if (!now || snapshot.health == Health::frozen) return;
    if (shown && shown->device == now->device && is_later(*shown, *now)) return;
    visit.extra_headers.push_back(lasting_cookie(name, snapshot.witness));
}

}  // namespace xiaoer::phone
