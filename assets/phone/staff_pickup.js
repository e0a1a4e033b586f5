// The pickup on a phone: who it is, what waits for them, and the hand-over.
(function () {
  'use strict';
  var T = page.T, el = page.el;
  var digits = desk.digits, done = desk.done;

  // Number and 领奖码 first; with the fourth digit the person is looked up, and what remains is to ask and to touch.
  page.views.pickup = function () {
    var number = desk.who_field(), code = digits(T('pickup.code'), 'code', 4, T('pickup.code_hint'));
    var found = el('div');
    var open = page.state().desk.pickups.map(function (one) {
      return el('p', { class: 'line' }, el('span', null, page.number_text(one.number) + ' ' + one.name), el('b',
          null, one.prize));
    });
    var find = page.button('find', T('pickup.find'), look, 'act plain');
    function look() {
      var scan = desk.scan_in(number);
      if (scan === null) return;
      page.act(find, { kind: 'look_up', scan: scan }, ['recognised'], function (who) {
        found.textContent = '';
        found.appendChild(who.seat ? seat(who, claimed) : person(who, scan, code.input));
      });
    }
    // The seat is theirs: they are told their code, and go on as everybody does.
    function claimed(answer) {
      code.input.value = answer.redeem_code;
      look();
      page.tell(T('seat.done', { number: page.number_text(answer.number) }));
    }
    code.input.addEventListener('input', function () { if (code.input.value.length === 4) look(); });
    return [page.back_line(), page.head(T('pickup.title')), scratched(), number, code, find, found,
            open.length ? el('div', { class: 'card' }, el('h3', null, T('pickup.open')), open) : null];
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
              cards.seat_words(who), prize_lines(waiting_of(who)), bind);
  }
  function waiting_of(who) {
    return who.units.filter(function (unit) { return unit.state === 'waiting' && !unit.elsewhere; });
  }
  function prize_lines(units) {
    if (!units.length) return el('p', { class: 'soft' }, T('pickup.nothing'));
    return units.map(function (unit) {
      return el('p', { class: 'line' }, el('span', null, unit.prize), el('b', null, page.day(unit.claim_by)));
    });
  }

  function person(who, scan, code) {
    var waiting = waiting_of(who), units = waiting.map(function (unit) { return unit.unit; });
    var head = [el('h2', null, page.number_text(who.number) + ' ' + who.name), cards.question(who),
                prize_lines(waiting)];
    if (!waiting.length) return el('div', { class: 'card' }, head);
    var proof = who.manager_needed && page.state().role === 'clerk' ? manager_proof() : null;
    var give = page.button('give', T(waiting.length > 1 ? 'pickup.give_all' : 'pickup.give',
                                     { n: waiting.length }), function () {
      var wish = { kind: 'hand_over', units: units, scan: scan };
      if (code.value.trim()) wish.redeem_code = code.value.trim();
      if (!proof) return hand_over(wish);
      proof.prove(give, function (session) {
        wish.manager = session;
        hand_over(wish);
      });
    }, 'act yes');
    function hand_over(wish) {
      page.act(give, wish, ['handed_over'], function (answer) {
        var key = answer.credit_minor ? 'pickup.given_credit' : 'pickup.given';
        done(T(key, { number: page.number_text(answer.number), sum: page.money(answer.credit_minor) }))();
      });
    }
    var keep = page.button('keep', T('pickup.keep'), function () {
      page.act(keep, { kind: 'refuse_hand_over', units: units, reason: 'not_the_winner' }, ['hand_over_refused'],
               done(T('pickup.kept')));
    }, 'act plain');
    return el('div', { class: 'card' }, head, proof ? proof.parts : null, give, el('p'), keep);
  }

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
