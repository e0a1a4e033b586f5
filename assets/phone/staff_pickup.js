// The pickup on a phone: who it is, what waits for them, and the hand-over.
(function () {
  'use strict';
  var T = page.T, el = page.el;
  var digits = desk.digits, done = desk.done;

  // Number and 领奖码 first; with the fourth digit the person is looked up, and what remains is to ask and to touch.
  page.views.pickup = function () {
    var number = digits(T('number'), 'number', 8), code = digits(T('pickup.code'), 'code', 4, T('pickup.code_hint'));
    var found = el('div');
    var open = page.state().desk.pickups.map(function (one) {
      return el('p', { class: 'line' }, el('span', null, page.number_text(one.number) + ' ' + one.name), el('b',
          null, one.prize));
    });
    var find = page.button('find', T('pickup.find'), look, 'act plain');
    function look() {
      var member = page.number_of(number.input.value);
      if (member === null) return page.tell(T('number.wrong'), true);
      page.act(find, { kind: 'look_up', scan: page.number_text(member) }, ['recognised'], function (who) {
        found.textContent = '';
        found.appendChild(person(who, page.number_text(member), code.input));
      });
    }
    code.input.addEventListener('input', function () { if (code.input.value.length === 4) look(); });
    return [page.back_line(), page.head(T('pickup.title')), number, code, find, found,
            open.length ? el('div', { class: 'card' }, el('h3', null, T('pickup.open')), open) : null];
  };
  function person(who, scan, code) {
    var waiting = who.units.filter(function (unit) { return unit.state === 'waiting' && !unit.elsewhere; });
    var units = waiting.map(function (unit) { return unit.unit; });
    var box = el('div', { class: 'card' });
    function add(element) { if (element) box.appendChild(element); }
    add(el('h2', null, page.number_text(who.number) + ' ' + who.name));
    add(who.question ? el('p', { class: 'ask' }, T('pickup.ask_' + who.question)) : null);
    add(who.question ? el('p', { class: 'hear' }, T('pickup.hear') + ' ' + who.answer) : null);
    waiting.forEach(function (unit) {
      add(el('p', { class: 'line' }, el('span', null, unit.prize), el('b', null, page.day(unit.claim_by))));
    });
    if (!waiting.length) add(el('p', { class: 'soft' }, T('pickup.nothing')));
    if (!waiting.length) return box;
    var give = page.button('give', T(waiting.length > 1 ? 'pickup.give_all' : 'pickup.give',
                                     { n: waiting.length }), function () {
      var wish = { kind: 'hand_over', units: units, scan: scan };
      if (code.value.trim()) wish.redeem_code = code.value.trim();
      page.act(give, wish, ['handed_over'], done(T('pickup.given', { number: scan })));
    }, 'act yes');
    var keep = page.button('keep', T('pickup.keep'), function () {
      page.act(keep, { kind: 'refuse_hand_over', units: units, reason: 'not_the_winner' }, ['hand_over_refused'],
               done(T('pickup.kept')));
    }, 'act plain');
    add(give);
    add(el('p'));
    add(keep);
    return box;
  }
})();
