// The clerk's desk on a phone: each tile is two touches from start to end, beside what is typed.
var desk = (function () {
  'use strict';
  var T = page.T, el = page.el;

  function digits(label, name, most, hint) {
    return page.field(label, { name: name, inputmode: 'numeric', autocomplete: 'off', maxlength: most }, hint);
  }
  // What is wrong with the counter's own printer, while something is.
  function printer_line() {
    var key = 'printer.' + page.state().printer;
    return page.has(key) ? el('p', { class: 'card alarm', role: 'alert', 'data-printer': page.state().printer }, T(key))
                         : null;
  }
  // A person by number, or by a card or pass that a scanner on this very device reads (a second screen has one).
  function who_field() {
    var field = digits(T('number'), 'number', 26, T('number.hint'));
    var scan = page.button('counter_scan', T('scan.counter'), function () {
      read_counter(scan, function (read) {
        field.input.value = read;
        field.input.dispatchEvent(new Event('input'));
      });
    }, 'link');
    var box = el('div', null, field, scan);
    box.input = field.input;
    return box;
  }
  // The counter's own scanner reads for this phone, which has none: the next card or pass within some twenty seconds.
  function read_counter(pressed, then) {
    var words = pressed.textContent, tries = 20;
    function ask(begin) {
      xiaoer.wish(xiaoer.fresh_id(), { kind: 'take_scan', begin: begin }, function (answer) {
        if (!document.body.contains(pressed)) return;
        var waits = answer.kind === 'scan_taken' && !answer.scan && tries > 0;
        if (waits) {
          tries -= 1;
          return setTimeout(function () { ask(false); }, 1000);
        }
        pressed.disabled = false;
        pressed.textContent = words;
        if (answer.kind !== 'scan_taken') return page.trouble(answer);
        if (answer.scan) then(answer.scan); else page.tell(T('scan.nothing'), true);
      });
    }
    pressed.disabled = true;
    pressed.textContent = T('scan.waits');
    ask(true);
  }
  // What was typed, as a scan; null after saying that it is none.
  function scan_in(box) {
    var typed = box.input.value.replace(/\s/g, ''), number = page.number_of(typed);
    if (/^[89]\d{25}$/.test(typed)) return typed;
    if (number !== null && number > 0) return page.number_text(number);
    page.tell(T('number.wrong'), true);
    box.input.focus();
    return null;
  }
  function bearer(scan) { return scan.length === 26 ? { scan: scan } : { number: Number(scan) }; }
  function amount_field(label, name, hint) {
    return page.field(label, { name: name || 'amount', inputmode: 'decimal', autocomplete: 'off', maxlength: 12 },
                      hint);
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
  // The end of a page that told somebody their 领奖码: it stands until the clerk has shown it.
  function code_card(code) {
    return el('div', { class: 'card welcome' }, el('p', null, T('card.code')), el('p', { class: 'code' }, code),
              el('p', { class: 'soft' }, T('card.keep')));
  }
  // Credits a purchase to whoever has the number.
  function bind(pressed, purchase, scan) {
    var wish = { kind: 'bind_purchase', purchase: purchase, to: bearer(scan) };
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
    function tile(name, hint, first) {
      var title = name === 'credit' ? 'credit.use' : name + '.title';
      return page.tile(name, T(title), hint, function () { page.go(name); }, first);
    }
    return [
      state.role === 'clerk' ? null : page.back_line(),
      page.head(T('desk.title'), state.name),
      printer_line(),
      // A public value that somebody entered waits for a second person.
      state.value_waits ? page.tile('draw_house', T('value_waits'), T('value_waits.hint'),
                                    function () { page.go('draw_house'); }) : null,
      tile('record', T('record.hint'), true),
      tile('unbound', newest),
      tile('card', T('card.hint')),
      tile('slips', desk.slip_count ? T('slips.count', { n: desk.slip_count }) : T('slips.none')),
      tile('pickup', T('pickup.count', { n: desk.open_pickups })),
      tile('market', T('market.hint')),
      tile('credit', T('credit.hint')),
      tile('check_in', T('check_in.hint')),
      tile('bind_phone', T('bind_phone.hint')),
      tile('pin', T('pin.tile'))
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
    var number = who_field();
    var rows = page.state().desk.unbound.map(function (one) {
      var pick = page.button('pick', T('unbound.pick'), function () {
        var scan = scan_in(number);
        if (scan !== null) bind(pick, one.purchase, scan);
      }, 'small');
      return el('p', { class: 'line' }, el('span', null, purchase_words(one)), pick);
    });
    return [page.back_line(), page.head(T('unbound.title')), rows.length ? number : null,
            el('div', { class: 'card' }, rows.length ? rows : T('unbound.none'))];
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

  page.views.check_in = function () {
    var number = who_field(), last = el('p', { class: 'hear', role: 'status' });
    var send = page.button('send', T('check_in.send'), function () {
      var scan = scan_in(number);
      if (scan === null) return;
      page.act(send, { kind: 'check_in', who: bearer(scan) }, ['checked_in'], function (answer) {
        var key = answer.already ? 'check_in.already' : answer.tickets ? 'check_in.done' : 'check_in.noted';
        last.textContent = T(key, { number: page.number_text(answer.number), n: answer.tickets });
        number.input.value = '';  // the next one in the queue
        number.input.focus();
      });
    });
    return [page.back_line(), page.head(T('check_in.title')), number, last, el('p', { class: 'last' }, send)];
  };

  return { digits: digits, who_field: who_field, printer_line: printer_line, read_counter: read_counter, scan_in: scan_in, bearer: bearer, amount_field: amount_field,
           amount_in: amount_in, done: done, code_card: code_card, purchase_words: purchase_words };
})();
