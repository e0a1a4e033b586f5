// Cards and phones of customers at the desk: whose number it is, shown to the clerk before anything is given.
var cards = (function () {
  'use strict';
  var T = page.T, el = page.el;
  var digits = desk.digits, done = desk.done, code_card = desk.code_card;

  // Who this is, as the clerk may see it, into `found`; then what `more` makes of it.
  function look_up(pressed, scan, found, more) {
    page.act(pressed, { kind: 'look_up', scan: scan }, ['recognised'], function (who) {
      found.textContent = '';
      pressed.className = 'act plain';  // the one red button is done with
      found.appendChild(el('div', { class: 'card' }, el('h2', null, page.number_text(who.number) + ' ' + who.name),
                           who.seat ? seat_words(who) : question(who), more(who)));
    });
  }
  function seat_words(who) { return el('p', { class: 'ask' }, T('seat.ask', { name: who.name })); }
  function question(who) {
    if (!who.question) return null;
    return [el('p', { class: 'ask' }, T('pickup.ask_' + who.question)),
            el('p', { class: 'hear' }, T('pickup.hear') + ' ' + who.answer)];
  }

  // ---- a card -----------------------------------------------------------------------------------------------

  page.views.card = function () {
    var newest = page.state().desk.unbound[0];
    var fresh = newest && page.state().now - newest.at < 600000 ? newest : null;
    var number = desk.who_field(), found = el('div');
    var send = page.button('send', T('card.send'), function () {
      var wish = { kind: 'issue_card' };
      if (fresh) wish.purchase = fresh.purchase;
      page.act(send, wish, ['card_issued'], issued);
    });
    var find = page.button('find', T('pickup.find'), function () {
      var scan = desk.scan_in(number);
      if (scan !== null) look_up(find, scan, found, lost);
    }, 'act plain');
    // A card for a number that stands already: the old ones die, and a seat is its owner's from now on.
    function lost(who) {
      var give = page.button('give', T(who.seat ? 'card.for_seat' : 'card.replace'), function () {
        var wish = who.seat ? { kind: 'issue_card', number: who.number } : { kind: 'replace_card', number: who.number };
        page.act(give, wish, ['card_issued'], issued);
      }, 'act yes');
      return give;
    }
    function issued(answer) { page.show('card_issued', answer); }
    // One printed in advance: its digits, from a scanner on this very device, or else from the counter's.
    var stock = digits(T('card.stock_field'), 'stock', 26, T('optional'));
    var give_stock = page.button('stock', T('card.stock_give'), function () {
      var typed = stock.input.value.replace(/\s/g, '');
      if (typed) give_card(typed); else desk.read_counter(give_stock, give_card);
    }, 'act plain');
    function give_card(scan) {
      var wish = { kind: 'issue_card', card: scan };
      if (fresh) wish.purchase = fresh.purchase;
      page.act(give_stock, wish, ['card_issued'], issued);
    }
    return [page.back_line(), page.head(T('card.title')), el('p', { class: 'card' }, T('card.what')),
            fresh ? el('p', { class: 'card gold' }, T('card.with', { purchase: desk.purchase_words(fresh) })) : null,
            send, el('h2', null, T('card.stock')), stock, give_stock, el('h2', null, T('card.lost')), number, find, found];
  };
  page.views.card_issued = function (card) {
    return [page.head(T('card.ready')),
            el('div', { class: 'card gold' },
               el('p', { class: 'big' }, T('number.of', { number: page.number_text(card.number) }))),
            code_card(card.redeem_code),
            el('p', { class: 'last' }, page.button('done', T('done'), done(T('card.ready'))))];
  };

  // ---- a phone ----------------------------------------------------------------------------------------------

  // The customer's phone asked for a number and shows four digits; the clerk sees whose number it is, and decides.
  page.views.bind_phone = function () {
    var number = digits(T('number'), 'number', 8), found = el('div');
    var code = digits(T('bind_phone.code'), 'code', 4, T('bind_phone.code_hint'));
    var find = page.button('find', T('pickup.find'), function () {
      var scan = desk.scan_in(number);
      if (scan === null) return;
      if (!/^\d{4}$/.test(code.input.value.trim())) return page.tell(T('bind_phone.code_wrong'), true);
      look_up(find, scan, found, decide);
    });
    function decide(who) {
      var others = el('input', { type: 'checkbox', name: 'forget_others' });
      var give = page.button('give', T('bind_phone.send'), function () {
        var wish = { kind: 'bind_seat', number: who.number, code: code.input.value.trim(),
                     forget_others: others.checked };
        page.act(give, wish, ['seat_bound'], function (answer) {
          if (answer.redeem_code) page.show('seat_bound', answer);
          else done(T('bind_phone.done', { number: page.number_text(answer.number) }))();
        });
      }, 'act yes');
      return [el('label', { class: 'tick' }, others, el('span', null, T('bind_phone.forget'))), give];
    }
    return [page.back_line(), page.head(T('bind_phone.title')), el('p', { class: 'soft under' }, T('bind_phone.what')),
            number, code, find, found];
  };
  page.views.seat_bound = function (bound) {
    return [page.head(T('seat.done', { number: page.number_text(bound.number) })), code_card(bound.redeem_code),
            el('p', { class: 'last' }, page.button('done', T('done'), done(T('saved'))))];
  };

  return { question: question, seat_words: seat_words };
})();
