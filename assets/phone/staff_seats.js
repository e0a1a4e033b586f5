// The people of the chat group get their numbers: a pasted roll-call, what becomes of each line, and the numbers.
(function () {
  'use strict';
  var T = page.T, el = page.el;
  // As kiosk/domain/roll_call.h bounds them; what is longer is cut here, so that no megabyte goes through the air.
  var lines_most = 10001, line_most = 420, text_most = 600000, piece_most = 4500, decisions_most = 800;
  var draft = { text: '', sent: null, cut: false, decisions: {} };  // kept while the page is open

  function bounded(text) {
    var lines = text.split(/\r\n|\r|\n/);
    draft.cut = lines.length > lines_most;
    var all = lines.slice(0, lines_most).map(function (line) { return line.slice(0, line_most); }).join('\n');
    draft.cut = draft.cut || all.length > text_most;
    // Half a character, which no text on the wire may have, becomes a mark that says so.
    return all.slice(0, text_most).replace(/[\ud800-\udbff][\udc00-\udfff]|[\ud800-\udfff]/g, function (found) {
      return found.length === 2 ? found : '\ufffd';
    });
  }
  function decisions() {
    return Object.keys(draft.decisions).map(function (line) {
      return { line: Number(line), take: draft.decisions[line] };
    });
  }

  // In pieces, because a call is short; each says where it begins, so that one sent again changes nothing. A newer
  // text stops an older one on its way.
  var sendings = 0;
  function send_text(text, done) {
    if (draft.sent === text) return done(null);
    draft.sent = null;
    var mine = ++sendings;
    function next(from, at) {
      if (mine !== sendings) return;
      if (from >= text.length) {
        draft.sent = text;
        return done(null);
      }
      var to = Math.min(from + piece_most, text.length);
      if (/[\ud800-\udbff]/.test(text.charAt(to - 1))) to -= 1;
      xiaoer.ask({ kind: 'roll_call', at: at, text: text.slice(from, to) }, function (answer) {
        var too_often = answer.kind === 'error' && answer.what === 'too_often';
        if (too_often) return setTimeout(function () { next(from, at); }, 1000);
        if (answer.kind !== 'roll_call') return done(answer);
        next(to, answer.length);
      });
    }
    next(0, 0);
  }
  // Says a wish about the text that was sent; sends it again when the kiosk forgot it.
  function say(id, kind, done, again) {
    send_text(bounded(draft.text), function (problem) {
      if (problem) return done(problem);
      xiaoer.wish(id, { kind: kind, text: '', decisions: decisions() }, function (answer) {
        var gone = answer.kind === 'error' && answer.what === 'roll_call_gone';
        if (gone && !again) {
          draft.sent = null;
          return say(id, kind, done, true);
        }
        done(answer);
      });
    });
  }

  // ---- the preview ------------------------------------------------------------------------------------------

  function fate(seat) {
    if (seat.fate === 'same_name' && seat.problem === 'twice') return T('seats.fate.twice');
    if (seat.fate === 'unread' && page.has('seats.problem.' + seat.problem)) return T('seats.problem.' + seat.problem);
    return T('seats.fate.' + seat.fate);
  }
  function seat_row(seat, decide) {
    var who = seat.nickname || (seat.phone_tail ? '…' + seat.phone_tail : T('seats.line', { n: seat.line }));
    var number = seat.number ? page.number_text(seat.number) : '';
    var open = seat.fate === 'same_name' || seat.fate === 'unread';
    var can_take = seat.fate === 'same_name' || seat.nickname || seat.phone_tail;
    var buttons = open && el('p', { class: 'links' },
        can_take ? page.button('take', T('seats.take.' + seat.fate), function () { decide(seat.line, true); },
                               'small') : null,
        page.button('leave', T('seats.leave.' + seat.fate), function () { decide(seat.line, false); }, 'small'));
    return el('div', { class: 'seat', 'data-line': seat.line },
              el('p', { class: 'line' }, el('span', null, number ? el('b', null, number + '　') : null, who),
                 el('span', { class: open ? 'look' : 'soft' }, fate(seat))), buttons);
  }
  function counts_line(preview) {
    var n = preview.counts, parts = [];
    if (n.already) parts.push(T('seats.already', { n: n.already }));
    if (n.same_name) parts.push(T('seats.same_name', { n: n.same_name }));
    if (n.unread) parts.push(T('seats.unread', { n: n.unread }));
    if (n.left_out) parts.push(T('seats.left_out', { n: n.left_out }));
    return el('p', { class: 'card jade', role: 'status' }, el('b', null, T('seats.read',
                                                                          { n: n.fresh + n.already })),
              parts.map(function (part) { return T('comma') + part; }));
  }

  page.views.seats = function () {
    var paste = el('textarea', { class: 'paste', name: 'roll', rows: 7, 'aria-label': T('seats.title'),
                                 autocomplete: 'off', spellcheck: 'false', placeholder: T('seats.example') });
    var found = el('div', { 'aria-live': 'polite' });
    var give = page.button('give', '', function () { import_all(give, paste); }, 'act');
    var timer = 0, round = 0;
    paste.value = draft.text;
    give.hidden = true;

    function show_preview(preview) {
      var fresh = preview.counts.fresh;
      page.fill(found, [
        counts_line(preview),
        draft.cut || preview.cut ? el('p', { class: 'card alarm' }, T('seats.cut')) : null,
        preview.lines.length ? el('div', { class: 'card seats' }, preview.lines.map(function (seat) {
          return seat_row(seat, decide);
        }), preview.lines.length === 200 ? el('p', { class: 'soft' }, T('seats.first_200')) : null) : null
      ]);
      var gift = page.state().settings.free_ticket_for_seats;
      give.textContent = T(gift ? 'seats.give_and_ticket' : 'seats.give', { n: fresh });
      give.hidden = fresh === 0;
    }
    function look() {
      var mine = ++round;
      give.hidden = true;
      if (!paste.value.trim()) return page.fill(found, []);
      page.fill(found, el('p', { class: 'soft' }, T('seats.reading')));
      say(xiaoer.fresh_id(), 'preview_seats', function (answer) {
        if (mine !== round) return;
        if (answer.kind !== 'seats_previewed') {
          page.fill(found, []);
          return page.trouble(answer);
        }
        show_preview(answer);
      });
    }
    function soon() {
      clearTimeout(timer);
      timer = setTimeout(look, 400);
    }
    function decide(line, take) {
      if (Object.keys(draft.decisions).length >= decisions_most) return page.tell(T('seats.enough'), true);
      draft.decisions[line] = take;
      soon();
    }
    paste.addEventListener('input', function () {
      draft.text = paste.value;
      draft.decisions = {};  // they are about lines of another text
      soon();
    });
    if (draft.text) setTimeout(look, 0);
    return [page.back_line(), page.head(T('seats.title')), el('p', { class: 'soft under' }, T('seats.how')), paste,
            found, el('p', { class: 'last' }, give)];
  };

  // ---- the numbers ------------------------------------------------------------------------------------------

  // A thousand a command, until none is left; a command whose answer was lost is said again as it was.
  function import_all(pressed, paste) {
    if (pressed.disabled) return;
    pressed.disabled = paste.disabled = true;
    var sum = pressed.given || { made: 0, first: 0, last: 0 };
    function next() {
      pressed.wish_id = pressed.wish_id || xiaoer.fresh_id();
      say(pressed.wish_id, 'import_seats', function (answer) {
        if (answer.kind !== 'seats_imported') {
          pressed.disabled = paste.disabled = false;
          pressed.given = sum;
          return page.trouble(answer);
        }
        pressed.wish_id = '';
        sum.made += answer.counts.fresh;
        sum.first = sum.first || answer.first;
        sum.last = answer.last || sum.last;
        if (answer.left > 0 && answer.counts.fresh > 0) {
          pressed.textContent = T('seats.giving', { n: sum.made });
          return next();
        }
        draft = { text: '', sent: null, cut: false, decisions: {} };
        page.refresh(function () { page.show('seats_given', sum); });
      });
    }
    next();
  }
  page.views.seats_given = function (sum) {
    var settings = page.state().settings;
    var post = T(settings.free_ticket_for_seats ? 'seats.post_and_ticket' : 'seats.post');
    return [page.head(T('seats.given')),
            el('div', { class: 'card gold' }, el('p', { class: 'big' }, T('seats.given_count', { n: sum.made })),
               el('p', { class: 'center' }, T('seats.given_numbers', { first: page.number_text(sum.first),
                                                                       last: page.number_text(sum.last) }))),
            el('div', { class: 'card' }, el('h3', null, T('seats.tell_group')), el('p', { class: 'words' }, post),
               el('p', { class: 'links' }, page.copy_button(post))),
            el('p', { class: 'last' }, page.button('done', T('done'), page.home))];
  };
})();
