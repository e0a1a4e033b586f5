// The clerk's desk on a phone: each tile is two touches from start to end, beside what is typed.
var desk = (function () {
  'use strict';
  var T = page.T, el = page.el;

  function digits(label, name, most, hint) {
    return page.field(label, { name: name, inputmode: 'numeric', autocomplete: 'off', maxlength: most }, hint);
  }
  function amount_field(label) {
    return page.field(label, { name: 'amount', inputmode: 'decimal', autocomplete: 'off', maxlength: 12 });
  }
  function amount_in(box) {
    var minor = page.minor_of(box.input.value);
    if (minor === null || minor === 0) {
      page.tell(T('amount.wrong'), true);
      box.input.focus();
      return null;
    }
    return minor;
  }
  function done(text) {
    return function () {
      page.tell(text);
      page.after_change(page.home);
    };
  }
  // Credits a purchase to whoever has the number.
  function bind(pressed, purchase, number) {
    var wish = { kind: 'bind_purchase', purchase: purchase, to: { number: number } };
    page.act(pressed, wish, ['bound', 'already_bound'], function (answer) {
      var key = answer.kind === 'bound' ? 'bound' : 'already_bound';
      done(T(key, { number: page.number_text(answer.number), n: answer.tickets }))();
    });
  }
  function purchase_words(one) {
    return (one.receipt_no ? one.receipt_no + ' · ' : '') + page.money(one.amount_minor) + ' · ' + page.clock(one.at);
  }

  page.views.desk = function () {
    var state = page.state(), desk = state.desk;
    var newest = desk.unbound.length ? purchase_words(desk.unbound[0]) : T('unbound.none');
    return [
      state.role === 'clerk' ? null : page.back_line(),
      page.head(T('desk.title'), state.name),
      page.tile('record', T('record.title'), T('record.hint'), function () { page.go('record'); }, true),
      page.tile('unbound', T('unbound.title'), newest, function () { page.go('unbound'); }),
      page.tile('card', T('card.title'), T('card.hint'), function () { page.go('card'); }),
      page.tile('slips', T('slips.title'), desk.slip_count ? T('slips.count',
                                                               { n: desk.slip_count }) : T('slips.none'),
                function () { page.go('slips'); }),
      page.tile('pickup', T('pickup.title'), T('pickup.count', { n: desk.open_pickups }),
                function () { page.go('pickup'); })
    ];
  };

  page.views.record = function () {
    var amount = amount_field(T('record.amount'));
    var number = digits(T('number'), 'number', 8, T('record.number_hint'));
    var send = page.button('send', T('record.send'), function () {
      var total = amount_in(amount);
      if (total === null) return;
      var typed = number.input.value.trim(), member = page.number_of(typed);
      if (typed && member === null) return page.tell(T('number.wrong'), true);
      var purchase = { what: 'sale', receipt_no: '', total_minor: total, currency: '', source: 'hand' };
      if (member !== null) purchase.member = member;
      page.act(send, { kind: 'record_purchases', purchases: [purchase] }, ['recorded'], function (answer) {
        var key = member === null ? 'recorded' : 'recorded_for';
        done(T(key, { amount: page.money(total), number: member === null ? '' : page.number_text(member),
                      n: answer.tickets }))();
      });
    });
    return [page.back_line(), page.head(T('record.title')), amount, number, el('p', { class: 'last' }, send)];
  };

  page.views.unbound = function () {
    var number = digits(T('number'), 'number', 8);
    var rows = page.state().desk.unbound.map(function (one) {
      var pick = page.button('pick', T('unbound.pick'), function () {
        var member = page.number_of(number.input.value);
        if (member === null) return page.tell(T('number.wrong'), true);
        bind(pick, one.purchase, member);
      }, 'small');
      return el('p', { class: 'line' }, el('span', null, purchase_words(one)), pick);
    });
    return [page.back_line(), page.head(T('unbound.title')), rows.length ? number : null,
            el('div', { class: 'card' }, rows.length ? rows : T('unbound.none'))];
  };

  page.views.card = function () {
    var newest = page.state().desk.unbound[0];
    var fresh = newest && page.state().now - newest.at < 600000 ? newest : null;
    var number = digits(T('card.lost'), 'number', 8, T('optional'));
    var send = page.button('send', T('card.send'), function () {
      var member = page.number_of(number.input.value);
      var wish = { kind: 'issue_card' };
      if (member !== null) wish.number = member;
      if (fresh) wish.purchase = fresh.purchase;
      page.act(send, wish, ['card_issued'], function (answer) { page.show('card_issued', answer); });
    });
    return [page.back_line(), page.head(T('card.title')), el('p', { class: 'card' }, T('card.what')),
            fresh ? el('p', { class: 'card gold' }, T('card.with', { purchase: purchase_words(fresh) })) : null,
            number, el('p', { class: 'last' }, send)];
  };
  page.views.card_issued = function (card) {
    return [page.head(T('card.ready')),
            el('div', { class: 'card gold' },
               el('p', { class: 'big' }, T('number.of', { number: page.number_text(card.number) }))),
            el('div', { class: 'card welcome' }, el('p', null, T('card.code')),
               el('p', { class: 'code' }, card.redeem_code), el('p', { class: 'soft' }, T('card.keep'))),
            el('p', { class: 'last' }, page.button('done', T('done'), done(T('card.ready'))))];
  };

  page.views.slips = function () {
    var amount = amount_field(T('slips.amount'));
    function fill(pressed, slip, total) {
      page.act(pressed, { kind: 'fill_slip', slip: slip, total_minor: total }, ['recorded', 'done'],
               done(T('slips.filled')));
    }
    var rows = page.state().desk.slips.map(function (one) {
      var pick = page.button('pick', T('slips.pick'), function () {
        var total = amount_in(amount);
        if (total !== null) fill(pick, one.slip, total);
      }, 'small');
      var none = page.button('no_sale', T('slips.no_sale'), function () { fill(none, one.slip, 0); }, 'small');
      return el('p', { class: 'line' }, el('span', null, T('slips.line', { time: page.clock(one.at) })), pick, none);
    });
    return [page.back_line(), page.head(T('slips.title')), rows.length ? amount : null,
            el('div', { class: 'card' }, rows.length ? rows : T('slips.none'))];
  };

  return { digits: digits, amount_field: amount_field, amount_in: amount_in, done: done };
})();
