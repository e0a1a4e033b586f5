// The draws in the boss's hand: what is open, the public value, and how draws come about. Fetched when it is first
// needed, with its own texts (load in staff.js). How draws come about: staff_draw_rules.js.
(function () {
  'use strict';
  var T = page.T, el = page.el;
  var asked = null;  // the last answer: the pages of one draw show it again on the way back

  function ask(done) {
    xiaoer.ask({ kind: 'draws' }, function (answer) {
      if (answer.kind !== 'draws') return page.trouble(answer);
      asked = answer;
      done(answer);
    });
  }
  function group_name(interest) { return page.has('interest.' + interest) ? T('interest.' + interest) : interest; }
  function soft(text) { return text ? el('p', { class: 'soft' }, text) : null; }
  page.group_name = group_name;
  function title(draw) { return T('dr.number', { n: draw.number }) + (draw.name ? ' · ' + draw.name : ''); }
  // A button that asks once more before it acts.
  function armed(name, words, sure, act, kind) {
    var button = page.button(name, T(words), function () {
      if (button.armed) return act(button);
      button.armed = true;
      button.textContent = T(sure);
    }, kind || 'small');
    return button;
  }
  page.armed_button = armed;
  // After something was settled, the picture comes within a moment.
  function again(words) {
    page.tell(T(words));
    page.after_change(function () { page.show('draw_house'); });
  }

  // ---- the list of draws ------------------------------------------------------------------------------------

  function state_words(draw) {
    if (draw.state === 'announced') return T('dr.open', { when: page.when(draw.closes_at) });
    if (draw.state === 'closed') return T('dr.locked', { members: draw.members, tickets: draw.tickets });
    return T('dr.' + draw.state);
  }
  function cancel_button(draw) {
    return armed('cancel', 'dr.cancel', 'dr.cancel_sure', function (pressed) {
      page.act(pressed, { kind: 'cancel_draw', draw: draw.draw }, ['done'], function () { again('dr.cancelled'); });
    });
  }
  function open_card(draw) {
    var waits = draw.state === 'closed';
    return el('section', { class: 'card', 'data-draw': draw.draw },
      el('h3', null, title(draw)),
      el('p', null, T('dr.show', { when: page.when(draw.draws_at) })),
      soft(state_words(draw)), draw.late ? soft(T('dr.late')) : null,
      draw.interest ? soft(T('dr.group', { group: group_name(draw.interest) })) : null,
      waits ? el('p', { class: 'hash' }, draw.closing_hash) : null,
      waits && draw.form === 'staffed' ? soft(T('dr.on_the_stage')) : null,
      el('p', { class: 'links' },
         waits ? page.button('value', T(draw.entered ? 'dr.confirm' : 'dr.enter'),
                             function () { page.go('draw_value', [draw.draw, 0]); }, 'small') : null,
         page.button('notice', T('dr.notice'), function () { page.go('draw_notice', draw.draw); }, 'small'),
         draw.state === 'announced' && page.state().role !== 'clerk' ? cancel_button(draw) : null));
  }
  function round_card(draw) {
    var round = draw.rounds[draw.rounds.length - 1];
    var names = round.was.map(function (one) { return page.number_text(one.number) + ' ' + one.prize; });
    return el('section', { class: 'card gold', 'data-round': draw.draw },
      el('h3', null, T('dr.round', { n: draw.number, units: round.units })),
      el('p', null, names.join(T('and'))), soft(T('dr.round_how', { value: round.value_words })),
      page.button('value', T(round.entered ? 'dr.confirm' : 'dr.enter'),
                  function () { page.go('draw_value', [draw.draw, round.round]); }, 'small'));
  }
  function last_card(draw) {
    if (!draw) return null;
    var manager = page.state().role !== 'clerk';
    return el('section', { class: 'card' }, el('h3', null, title(draw)), soft(T('dr.settled')),
      draw.winners.map(function (one) {
        var waits = one.state === 'waiting';
        return el('p', { class: 'line' },
          el('span', null, page.number_text(one.number) + ' ' + one.name + ' · ' + one.prize),
          waits && manager ? page.button('substitute', T('dr.ran_out'), function () {
            page.go('draw_substitute', [draw.draw, one.unit, one.prize]);
          }, 'small') : el('b', null, T('dr.unit.' + one.state)));
      }));
  }
  function all_rows(all) {
    return all.map(function (draw) {
      return el('p', { class: 'line' }, el('span', null, T('dr.number', { n: draw.number }) + ' · '
                                           + page.day(draw.draws_at)),
                el('b', null, T('dr.' + draw.state)));
    });
  }
  page.views.draw_house = function () {
    var box = el('div', null, soft(T('wait')));
    ask(function (answer) {
      page.fill(box, [
        answer.rounds.map(round_card), answer.open.map(open_card),
        answer.open.length || answer.rounds.length ? null : el('p', { class: 'card' }, T('dr.none')),
        last_card(answer.last),
        el('details', { class: 'card' }, el('summary', null, T('dr.all', { n: answer.all.length })),
           soft(T('dr.all_what')), all_rows(answer.all))
      ]);
    });
    function way(view, words) { return page.button(view, T(words), function () { page.go(view); }, 'act plain'); }
    return [page.back_line(), page.head(T('draws.title')), box,
            page.state().role === 'clerk' ? null : el('div', { class: 'pair' }, way('draws', 'dr.own'),
              way('draw_series', 'dr.series'), way('draw_once', 'dr.once'), way('draw_rules', 'dr.rules'),
              way('draw_tickets', 'dr.tickets'), way('draw_instant', 'dr.instant'))];
  };

  function find(id) {
    var here = null;
    ((asked || {}).open || []).concat((asked || {}).rounds || []).forEach(function (draw) {
      if (draw.draw === id) here = draw;
    });
    return here;
  }
  page.views.draw_notice = function (id) {
    var draw = find(id), box = el('section', { class: 'card' });
    function fill() {
      page.fill(box, [draw.notice.map(function (line) {
        return el('p', null, el('b', null, line.label + ' '), line.text);
      }), el('p', { class: 'soft' }, T('dr.commitment')), el('p', { class: 'hash' }, draw.commitment)]);
    }
    if (draw) fill();
    else ask(function () { draw = find(id); if (draw) fill(); });
    return [page.back_line(), page.head(T('dr.notice')), box];
  };

  // ---- the public value -------------------------------------------------------------------------------------

  // In groups that a voice reads out: "416 253 316 4".
  function grouped(value) { return value.replace(/(.{3})(?=.)/g, '$1 '); }

  function dice_pad(needed, enter) {
    var value = '', shown = el('p', { class: 'big', 'aria-live': 'polite' }), count = soft(' ');
    var send = page.button('enter', T('dr.enter_done'), function () { enter(send, value); });
    function draw() {
      shown.textContent = grouped(value) || '—';
      count.textContent = T('dr.throws', { n: value.length, of: needed });
      send.disabled = value.length !== needed;
    }
    var faces = ['1', '2', '3', '4', '5', '6'].map(function (face) {
      return el('button', { type: 'button', 'data-face': face, onclick: function () {
        if (value.length < needed) value += face;
        draw();
      } }, face);
    });
    draw();
    return [shown, count, el('div', { class: 'chips faces' }, faces),
            page.button('undo', T('dr.undo'), function () { value = value.slice(0, -1); draw(); }, 'act plain'), send];
  }
  function typed_value(entropy, enter) {
    var drand = entropy.kind === 'drand';
    var input = page.field(T(drand ? 'dr.randomness' : 'dr.lottery_number'),
                           { name: 'value', autocomplete: 'off', spellcheck: 'false',
                             inputmode: drand ? 'text' : 'numeric' });
    var send = page.button('enter', T('dr.enter_done'), function () {
      var value = input.input.value.replace(/\s+/g, '').toLowerCase();
      var good = drand ? /^[0-9a-f]{64}$/.test(value)
                       : /^[0-9]+$/.test(value) && value.length === entropy.digits;
      if (!good) return page.tell(T('refused.value_form'), true);
      enter(send, value);
    });
    var where = drand ? 'https://api.drand.sh/' + entropy.chain + '/public/' + entropy.round : '';
    return [where ? el('p', { class: 'hash' }, where) : null, input, send];
  }
  // Somebody else looks, on this phone with their PIN or on their own.
  function confirm(draw, round, entered, entropy) {
    var self = page.state().name === entered.by;
    var others = page.state().staff.filter(function (one) { return one.staff !== entered.staff; });
    var needs_pin = self && entropy.kind === 'dice' && others.length > 0;
    var who = page.choice(T('dr.second'), others.map(function (one) { return [one.staff, one.name]; }),
                          others.length ? others[0].staff : '');
    var pin = page.field('PIN', { class: 'secret', name: 'pin', inputmode: 'numeric', maxlength: 12,
                                  autocomplete: 'off' });
    var wish = { kind: 'confirm_value', draw: draw.draw, round: round, value: entered.value };
    function say(pressed, second) {
      if (second) wish.second = second;
      page.act(pressed, wish, ['draw_settled', 'round_settled'], function () {
        page.tell(T('dr.done'));
        page.after_change(function () { history.back(); });
      });
    }
    var yes = page.button('confirm', T('dr.same'), function () {
      if (!needs_pin) return say(yes);
      var typed = pin.input.value.trim();
      pin.input.value = '';
      yes.disabled = true;
      xiaoer.ask({ kind: 'prove', staff: who.input.value, pin: typed }, function (answer) {
        yes.disabled = false;
        if (answer.kind !== 'signed_in') return page.trouble(answer);
        say(yes, answer.session);
      });
    }, 'act yes');
    return el('section', { class: 'card' }, el('p', { class: 'ask' }, T('dr.read_back', { name: entered.by })),
              el('p', { class: entered.value.length > 20 ? 'hash' : 'big' }, grouped(entered.value)),
              needs_pin ? [soft(T('dr.second_why')), who, pin] : null, yes);
  }
  page.views.draw_value = function (of) {
    var box = el('div', null, soft(T('wait')));
    function fill(editing) {
      var draw = find(of[0]);
      if (!draw) return page.fill(box, el('p', { class: 'card' }, T('dr.no_value')));
      var round = null;
      draw.rounds.forEach(function (one) { if (one.round === of[1]) round = one; });
      var what = round || draw, entropy = what.entropy;
      function enter(pressed, value) {
        page.act(pressed, { kind: 'enter_value', draw: draw.draw, round: of[1], value: value }, ['value_kept'],
                 function () { setTimeout(function () { ask(function () { fill(false); }); }, 120); });
      }
      var may_enter = page.state().role !== 'clerk';
      var parts = [el('h2', null, title(draw)), soft(T('dr.value', { value: what.value_words }))];
      if (what.entered && !editing) {
        parts.push(confirm(draw, of[1], what.entered, entropy));
        if (may_enter) parts.push(page.button('correct', T('dr.correct'), function () { fill(true); }, 'act plain'));
      } else if (!may_enter) {
        parts.push(el('p', { class: 'card' }, T('dr.not_entered')));
      } else {
        parts.push(el('section', { class: 'card' },
                      entropy.kind === 'dice' ? dice_pad(entropy.throws, enter) : typed_value(entropy, enter)));
      }
      page.fill(box, parts);
    }
    ask(function () { fill(false); });
    return [page.back_line(), box];
  };
  page.views.draw_substitute = function (of) {
    var name = page.field(T('dr.instead'), { name: 'prize', maxlength: 40, autocomplete: 'off' });
    var value = page.field(T('prize.value'), { name: 'value', inputmode: 'decimal', maxlength: 9 });
    var send = page.button('send', T('dr.substitute'), function () {
      var minor = page.minor_of(value.input.value);
      if (!name.input.value.trim() || minor === null) return page.tell(T('refused.prizes'), true);
      page.act(send, { kind: 'substitute_prize', unit: { draw: of[0], unit: of[1] }, prize: name.input.value.trim(),
                       value_minor: minor }, ['done'], function () {
        page.tell(T('saved'));
        page.after_change(function () { history.back(); });
      });
    });
    return [page.back_line(), page.head(T('dr.ran_out')), el('section', { class: 'card' }, soft(of[2]), name, value,
            soft(T('dr.substitute_what'))), el('p', { class: 'last' }, send)];
  };
})();
