// 用代金券: what this customer pays less, before they pay; then it is taken off, once.
(function () {
  'use strict';
  var T = page.T, el = page.el;

  // "管家价 9.5 折，可抵 5 元"
  function offer_words(quote) {
    var words = [];
    if (quote.discount_permille) words.push(T('credit.discount', { n: discount(quote.discount_permille) }));
    words.push(quote.credit_minor ? T('credit.worth', { sum: page.money(quote.credit_minor) }) : T('credit.none'));
    return words.join(T('credit.and'));
  }
  // In Chinese what remains to be paid, in tenths: 9.5 折; in English what goes off, in hundredths.
  function discount(permille) { return T('credit.counts') === 'tenths' ? (1000 - permille) / 100 : permille / 10; }
  function after_discount(bill, quote) { return Math.round(bill * (1000 - quote.discount_permille) / 1000); }

  page.views.credit = function () {
    var who = desk.who_field(), found = el('div');
    var find = page.button('find', T('pickup.find'), look), typing = 0;
    // A number that stands for a moment is looked up by itself: what remains to touch is to take the sum off.
    who.input.addEventListener('input', function () {
      clearTimeout(typing);
      if (who.input.value.replace(/\s/g, '').length >= 4) typing = setTimeout(look, 700);
    });
    function look() {
      clearTimeout(typing);
      var scan = desk.scan_in(who);
      if (scan === null) return;
      page.act(find, { kind: 'quote', who: desk.bearer(scan) }, ['quoted'], function (quote) {
        found.textContent = '';
        find.className = 'act plain';  // the one red button is done with
        found.appendChild(offer(quote, scan));
        var bill = found.querySelector('input');
        if (bill) bill.focus();
      });
    }
    return [page.back_line(), page.head(T('credit.use')), who, find, found];
  };
  function vouchers(quote) {
    return quote.vouchers.map(function (one) {
      return el('p', { class: 'line' }, el('span', null, T('credit.until', { day: page.day(one.expires_at) })),
                el('b', null, page.money(one.left_minor)));
    });
  }
  function offer(quote, scan) {
    var head = el('div', { class: 'card gold' }, el('h2', null, page.number_text(quote.number) + ' '
                                                                    + quote.shown_name),
                  el('p', { class: 'ask' }, offer_words(quote)));
    if (!quote.credit_minor && !quote.discount_permille) return head;
    return el('div', null, head, quote.vouchers.length ? el('div', { class: 'card' }, vouchers(quote)) : null,
              bill_form(quote, scan));
  }
  // The bill, what remains of it, and the one button.
  function bill_form(quote, scan) {
    var bill = desk.amount_field(T('credit.bill'), 'bill');
    var code = desk.digits(T('pickup.code'), 'code', 4, T('pickup.code_hint'));
    var sum = el('p', { class: 'hear', role: 'status' });
    var spend = page.button('spend', T('credit.spend'), take, 'act yes');
    function parts() {
      var total = page.minor_of(bill.input.value) || 0, rest = after_discount(total, quote);
      var off = Math.min(quote.credit_minor, rest);
      return { rest: rest, off: off, pay: rest - off };
    }
    bill.input.addEventListener('input', function () {
      var now = parts();
      sum.textContent = now.rest ? T('credit.pay', { sum: page.money(now.pay) }) : '';
      spend.textContent = now.off ? T('credit.spend_sum', { sum: page.money(now.off) }) : T('credit.spend');
    });
    function take() {
      if (desk.amount_in(bill) === null) return;
      var wish = { kind: 'spend_credit', scan: scan, amount_minor: parts().off };
      if (code.input.value.trim()) wish.redeem_code = code.input.value.trim();
      page.act(spend, wish, ['credit_spent'], function (answer) {
        desk.done(T('credit.spent', { sum: page.money(answer.amount_minor),
                                      left: page.money(answer.left_minor) }))();
      });
    }
    return [bill, quote.credit_minor && quote.redeem_code_needed ? code : null, sum,
            quote.credit_minor ? spend : null];
  }
})();
