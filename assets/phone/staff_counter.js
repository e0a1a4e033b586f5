// The counter beside the plain pickup: market day, the field that a winner signs on, winners who are looked up, the
// paper of an evening without power, and one's own PIN.
(function () {
  'use strict';
  var T = page.T, el = page.el;

  // ---- market day: number, code, one touch; then the next in the queue ----------------------------------------

  page.views.market = function () {
    var number = desk.who_field(), code = desk.digits(T('pickup.code'), 'code', 4, T('pickup.code_hint'));
    var last = el('p', { class: 'hear', role: 'status' }), served = 0;
    var give = page.button('give', T('pickup.give'), function () {
      var scan = desk.scan_in(number);
      if (scan === null) return;
      var wish = { kind: 'market_hand_over', scan: scan };
      if (code.input.value.trim()) wish.redeem_code = code.input.value.trim();
      page.act(give, wish, ['handed_over', 'nothing_to_hand_over'], function (answer) {
        var key = answer.kind === 'handed_over' ? 'market.done' : answer.dear ? 'market.dear' : 'market.nothing';
        if (answer.kind === 'handed_over') served++;
        last.textContent = T(key, { number: page.number_text(answer.number), n: served,
                                    prize: (answer.prizes || []).join('、') });
        if (answer.kind === 'handed_over' && answer.dear)
          page.tell(T('market.dear', { number: page.number_text(answer.number) }), true);
        number.input.value = code.input.value = '';
        number.input.focus();
      });
    }, 'act yes');
    number.input.addEventListener('input', function () {
      if (/^\d{4}$/.test(number.input.value)) code.input.focus();
    });
    return [page.back_line(), page.head(T('market.title'), T('market.hint')), number, code, last,
            el('p', { class: 'last' }, give), page.print_button('labels')];
  };
  // `unit`: of a winner's slip, whose.
  page.print_button = function (what, unit, kind) {
    var pressed = page.button('print_' + what, T('print.' + what), function () {
      var ask = { kind: 'print_more', what: what };
      if (unit) ask.unit = unit;
      pressed.disabled = true;
      xiaoer.ask(ask, function (answer) {
        pressed.disabled = false;
        if (answer.kind !== 'printed') return page.trouble(answer);
        var ill = page.has('printer.' + answer.printer) ? 'printer.' + answer.printer : '';
        page.tell(T(!answer.printed ? 'print.none' : ill || 'print.done'), !answer.printed || ill);
      });
    }, kind || 'act plain');
    return pressed;
  };

  // ---- the winner signs ---------------------------------------------------------------------------------------

  // A field of 1000 × 400; `then` gets the strokes as text.
  page.sign = function (units, then) {
    var field = el('canvas', { width: 1000, height: 400, class: 'sign' }), strokes = [], down = false;
    var pen = field.getContext('2d');
    pen.lineWidth = 8;
    pen.lineCap = pen.lineJoin = 'round';
    function at(event) {
      var box = field.getBoundingClientRect();
      var x = Math.round((event.clientX - box.left) / box.width * 1000);
      var y = Math.round((event.clientY - box.top) / box.height * 400);
      return [Math.max(0, Math.min(1000, x)), Math.max(0, Math.min(400, y))];
    }
    function count() { return strokes.reduce(function (sum, one) { return sum + one.length; }, 0); }
    function add(event, first) {
      event.preventDefault();
      if (first) strokes.push([]);
      var stroke = strokes[strokes.length - 1], point = at(event), before = stroke[stroke.length - 1];
      if (count() >= 1500 || (before && before[0] === point[0] && before[1] === point[1])) return;
      stroke.push(point);
      pen.beginPath();
      pen.moveTo.apply(pen, before || point);
      pen.lineTo.apply(pen, point);
      pen.stroke();
      send.disabled = count() < 6;
    }
    field.addEventListener('pointerdown', function (event) { down = true; add(event, true); });
    field.addEventListener('pointermove', function (event) { if (down) add(event); });
    window.addEventListener('pointerup', function () { down = false; });
    var box = el('div', { class: 'card sheet' }, el('h2', null, T('sign.title')),
                 el('p', { class: 'soft' }, units.map(function (unit) { return unit.prize; }).join('、')), field);
    var send = page.button('signed', T('sign.done'), function () {
      box.parentNode.removeChild(box);
      then(strokes.map(function (stroke) {
        return stroke.map(function (point) { return point.join(','); }).join(' ');
      }).join(';'));
    }, 'act yes');
    send.disabled = true;
    var again = page.button('again', T('sign.again'), function () {
      strokes = [];
      pen.clearRect(0, 0, 1000, 400);
      send.disabled = true;
    }, 'act plain');
    box.appendChild(el('div', { class: 'pair' }, again, send));
    document.getElementById('view').appendChild(box);
    box.scrollIntoView();
  };

  // ---- winners who are looked up -------------------------------------------------------------------------------

  page.views.seek = function () {
    var how = ['name'], document_seen = [], found = el('div');
    var text = page.field(T('seek.text'), { name: 'text', maxlength: 20, autocomplete: 'off' }, T('seek.text_hint'));
    var seen = T('documents').split(',').map(function (one, i) {
      return [['id_card', 'passport', 'driving_licence', 'social_card'][i], one];
    });
    var send = page.button('send', T('pickup.find'), function () {
      var typed = text.input.value.trim();
      if (!document_seen.length) return page.tell(T('seek.document_first'), true);
      how[0] = /^\d{4}$/.test(typed) ? 'phone_tail' : 'name';
      page.act(send, { kind: 'find_winners', how: how[0], text: typed, document: document_seen[0] }, ['winners_found'],
               function (answer) {
        page.fill(found, answer.winners.length ? answer.winners.map(row) : el('p', { class: 'card' },
                                                                              T('seek.nobody')));
      });
    });
    function row(winner) {
      var number = page.number_text(winner.number);
      return page.tile('winner', number + ' ' + winner.name, winner.prizes, function () { page.go('pickup', number); });
    }
    return [page.back_line(), page.head(T('seek.title'), T('seek.hint')), el('h3', null, T('seek.document')),
            boss.chips(seen, document_seen, true), text, send, found];
  };

  // ---- paper ---------------------------------------------------------------------------------------------------

  page.views.paper = function () {
    var list = el('div', null, el('p', { class: 'soft' }, '…'));
    var clerk = page.choice(T('paper.clerk'), page.state().staff.map(function (one) { return [one.staff, one.name]; }));
    var time = page.field(T('paper.time'), { name: 'time', type: 'datetime-local' });
    function tell_time() {
      var at = new Date(time.input.value).getTime();
      if (isNaN(at)) page.tell(T('paper.time_first'), true);
      return isNaN(at) ? null : at;
    }
    function row(one) {
      var send = page.button('paper_row', T('paper.send'), function () {
        var at = tell_time();
        if (at === null) return;
        page.act(send, { kind: 'enter_paper', unit: one.unit, number: one.number, clerk: clerk.input.value,
                         handed_over_at: at }, ['paper_entered', 'paper_conflicted'], function (answer) {
          if (answer.kind === 'paper_entered') page.tell(T('paper.done'));
          else page.tell(T(answer.lapsed ? 'paper.lapsed' : 'paper.conflict', { when: page.when(answer.at) }), true);
          load();
        });
      }, 'small');
      return el('p', { class: 'line' }, el('span', null, page.number_text(one.number) + ' ' + one.name + ' · '
                                           + one.prize), send);
    }
    function load() {
      xiaoer.ask({ kind: 'pickups' }, function (answer) {
        if (answer.kind !== 'pickups') return page.trouble(answer);
        page.fill(list, answer.rows.length ? answer.rows.map(row) : T('pickup.nothing'));
      });
    }
    load();
    return [page.back_line(), page.head(T('paper.title'), T('paper.hint')), clerk, time,
            el('div', { class: 'card' }, list), page.print_button('paper')];
  };

  // ---- one's own PIN and badge ---------------------------------------------------------------------------------

  page.views.pin = function () {
    function secret(label, name) {
      return page.field(label, { name: name, class: 'secret', inputmode: 'numeric', maxlength: 12, autocomplete: 'off' });
    }
    var before = secret(T('pin.old'), 'old'), fresh = secret(T('pin.new'), 'new');
    var send = page.button('send', T('pin.send'), function () {
      send.disabled = true;
      xiaoer.ask({ kind: 'change_pin', old_pin: before.input.value.trim(), new_pin: fresh.input.value.trim() },
                 function (answer) {
        send.disabled = false;
        before.input.value = fresh.input.value = '';
        if (answer.kind !== 'pin_set') return answer.kind === 'error' && answer.what === 'invalid'
          ? page.tell(T('pin.weak'), true) : page.trouble(answer);
        page.tell(T('pin.done'));
        page.home();
      });
    });
    return [page.back_line(), page.head(T('pin.title'), page.state().name), before, fresh,
            el('p', { class: 'soft' }, T('pin.hint')), send, el('h2', null, T('pin.badge')),
            el('p', { class: 'soft' }, T('pin.badge_hint')), page.print_button('badge')];
  };
})();
