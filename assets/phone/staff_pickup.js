// The pickup on a phone: who it is, what waits for them, and the hand-over. Fetched when it is first opened.
(function () {
  'use strict';
  var T = page.T, el = page.el;
  var digits = desk.digits, done = desk.done;

  // Number and 领奖码 first; with the fourth digit the person is looked up, and what remains is to ask and to touch.
  page.views.pickup = function (scanned) {
    var number = desk.who_field(), code = digits(T('pickup.code'), 'code', 4, T('pickup.code_hint'));
    var found = el('div');
    var open = page.state().desk.pickups.map(function (one) {
      var who = page.number_text(one.number) + ' ' + one.name;
      return el('p', { class: 'line' }, el('span', null, who),
                el('b', null, one.fetched_by ? T('pickup.fetching', { name: one.fetched_by }) : one.prize));
    });
    var find = page.button('find', T('pickup.find'), look, 'act plain');
    function look() {
      var scan = desk.scan_in(number);
      if (scan === null) return;
      page.act(find, { kind: 'look_up', scan: scan }, ['recognised'], function (who) {
        found.textContent = '';
        found.appendChild(who.seat ? seat(who, claimed) : person(who, scan, code.input, look));
      });
    }
    // The seat is theirs: they are told their code, and go on as everybody does.
    function claimed(answer) {
      code.input.value = answer.redeem_code;
      look();
      page.tell(T('seat.done', { number: page.number_text(answer.number) }));
    }
    code.input.addEventListener('input', function () { if (code.input.value.length === 4) look(); });
    if (scanned) {
      number.input.value = scanned;
      setTimeout(look, 0);
    }
    function way(view) { return page.button(view, T(view + '.title'), function () { page.go(view); }, 'act plain'); }
    return [page.back_line(), page.head(T('pickup.title')), scratched(), number, code, find, found,
            open.length ? el('div', { class: 'card' }, el('h3', null, T('pickup.open')), open) : null,
            el('div', { class: 'pair' }, way('market'), page.state().role === 'clerk' ? null : way('seek'))];
  };

  // What was won on scratch cards and is to be handed over at once, to whoever stands there with the sale.
  function scratched() {
    var wins = page.state().desk.instant_wins;
    if (!wins.length) return null;
    return el('div', { class: 'card gold' }, el('h3', null, T('scratch.title')), wins.map(function (one) {
      var give = page.button('scratched', T('scratch.given'), function () {
        page.act(give, { kind: 'hand_instant', day: one.day, play: one.play }, ['done'], function () {
          give.parentNode.parentNode.removeChild(give.parentNode);
        });
      }, 'small');
      return el('p', { class: 'line' }, el('span', null, page.clock(one.at) + ' · ' + one.prize), give);
    }));
  }

  // A number from the roll-call that nobody has claimed: the clerk looks at the group on the customer's own phone.
  function seat(who, claimed) {
    var bind = page.button('bind', T('seat.bind'), function () {
      page.act(bind, { kind: 'bind_seat', number: who.number, forget_others: false }, ['seat_bound'], claimed);
    }, 'act yes');
    return el('div', { class: 'card' }, el('h2', null, page.number_text(who.number) + ' ' + who.name),
              cards.seat_words(who), who.units.map(prize_line), bind);
  }
  function waits(unit) { return unit.state === 'waiting' && !unit.elsewhere; }
  function note(unit) {
    if (unit.elsewhere) return T('pickup.other_shop', { shop: unit.elsewhere, when: page.when(unit.claim_by) });
    if (unit.state === 'handed_over')
      return T('pickup.already', { time: page.when(unit.handed_over_at), by: unit.handed_over_by });
    if (unit.state !== 'waiting') return T('pickup.lapsed', { when: page.when(unit.claim_by) });
    if (unit.fetched_by) return T('pickup.fetched', { name: unit.fetched_by, time: page.clock(unit.fetched_until) });
    return page.day(unit.claim_by);
  }
  function prize_line(unit) {
    return el('p', { class: 'line' }, el('span', null, unit.prize), el('b', null, note(unit)));
  }

  function person(who, scan, code, again) {
    var waiting = who.units.filter(waits), left_out = [];
    var head = [el('h2', null, page.number_text(who.number) + ' ' + who.name), cards.question(who)];
    if (!who.units.length) head.push(el('p', { class: 'soft' }, T('pickup.nothing')));
    if (waiting.length < 2) head.push(who.units.map(prize_line));
    else head.push(waiting.map(choice), who.units.filter(function (unit) { return !waits(unit); }).map(prize_line));
    if (!waiting.length) return el('div', { class: 'card' }, head);

    // Of several, what is not touched is handed over; the rest waits.
    function choice(unit) {
      var box = el('input', { type: 'checkbox', checked: true });
      box.addEventListener('change', function () {
        if (box.checked) left_out.splice(left_out.indexOf(unit), 1);
        else left_out.push(unit);
        give.textContent = give_words();
        give.disabled = left_out.length === waiting.length;
      });
      return el('label', { class: 'line' }, box, el('span', null, unit.prize), el('b', null, note(unit)));
    }
    function chosen() {
      return waiting.filter(function (unit) { return left_out.indexOf(unit) < 0; });
    }
    function units() { return chosen().map(function (unit) { return unit.unit; }); }
    function give_words() { return T(chosen().length > 1 ? 'pickup.give_all' : 'pickup.give', { n: chosen().length }); }

    var proof = who.manager_needed && page.state().role === 'clerk' ? manager_proof() : null;
    var give = page.button('give', give_words(), function () {
      var wish = { kind: 'hand_over', units: units(), scan: scan };
      if (code.value.trim()) wish.redeem_code = code.value.trim();
      if (!proof) return signed(wish);
      proof.prove(give, function (session) {
        wish.manager = session;
        signed(wish);
      });
    }, 'act yes');
    function signed(wish) {
      if (!who.signature_needed) return hand_over(wish);
      page.sign(chosen(), function (strokes) {
        wish.signature = strokes;
        hand_over(wish);
      });
    }
    function hand_over(wish) {
      page.act(give, wish, ['handed_over'], function (answer) { page.after_change(function () {
        page.show('given', answer);
      }); });
    }
    var keep = page.button('keep', T('pickup.keep'), function () {
      page.act(keep, { kind: 'refuse_hand_over', units: units(), reason: 'not_the_winner' }, ['hand_over_refused'],
               done(T('pickup.kept')));
    }, 'act plain');
    var mine = waiting.some(function (unit) { return unit.fetched_by; });
    var fetch = page.button('fetch', T(mine ? 'pickup.release' : 'pickup.reserve'), function () {
      var wish = mine ? { kind: 'release_units', units: units() } : { kind: 'reserve_units', units: units(), scan: scan };
      page.act(fetch, wish, ['units_reserved', 'done'], again);
    }, 'act plain');
    return el('div', { class: 'card' }, head, proof ? proof.parts : null, give, el('p'),
              el('div', { class: 'pair' }, keep, fetch));
  }

  // It is done, and so is the commit. The friends who came along get a number here and now.
  page.views.given = function (answer) {
    var key = answer.credit_minor ? 'pickup.given_credit' : 'pickup.given', code = el('div', { class: 'qr' });
    xiaoer.ask({ kind: 'join_code' }, function (made) {
      if (made.kind === 'join_code') code.innerHTML = made.svg;  // drawn by the kiosk from its own address
    });
    return [page.head(T(key, { number: page.number_text(answer.number), sum: page.money(answer.credit_minor) }),
                      answer.prizes.join('、')),
            answer.voucher_minor ? el('p', { class: 'card gold' },
                                      T('pickup.voucher', { sum: page.money(answer.voucher_minor) })) : null,
            desk.printer_line(),
            page.button('next', T('pickup.next'), function () { page.show('pickup'); }, 'act yes'),
            el('div', { class: 'card' }, el('h3', null, T('pickup.friends')), code),
            el('div', { class: 'pair' }, page.print_button('slip', answer.units && answer.units[0]),
               page.button('home', T('back'), page.home, 'act plain'))];
  };

  // Above the shop's value a manager says so, on this very phone: their PIN, for this one hand-over.
  function manager_proof() {
    var managers = page.state().staff.filter(function (one) { return one.manager; });
    var who = page.choice(T('pickup.manager'), managers.map(function (one) { return [one.staff, one.name]; }));
    var pin = page.field('PIN', { name: 'pin', class: 'secret', inputmode: 'numeric', maxlength: 12,
                                  autocomplete: 'off' });
    function prove(pressed, then) {
      var typed = pin.input.value.trim();
      if (!typed) {
        pin.input.focus();
        return page.tell(T('pickup.pin_needed'), true);
      }
      pin.input.value = '';
      pressed.disabled = true;
      xiaoer.ask({ kind: 'prove', staff: who.input.value, pin: typed }, function (answer) {
        pressed.disabled = false;
        if (answer.kind === 'signed_in' && answer.manager) then(answer.session);
        else page.trouble(answer);
      });
    }
    return { parts: [el('p', { class: 'ask' }, T('pickup.manager_needed')), who, pin], prove: prove };
  }
})();
