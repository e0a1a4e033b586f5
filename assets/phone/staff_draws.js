// The draws in the boss's hand: what is open, the public value, and how draws come about. Fetched when it is first
// needed, with its own texts (page.load in staff.js).
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
  function soft(text) { return text ? el('p', { class: 'soft' }, text) : null; }
  function title(draw) { return T('dr.number', { n: draw.number }) + (draw.name ? ' · ' + draw.name : ''); }
  function armed(name, words, sure, act, kind) {
    var button = page.button(name, T(words), function () {
      if (button.armed) return act(button);
      button.armed = true;
      button.textContent = T(sure);
    }, kind || 'small');
    return button;
  }
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
         draw.state === 'announced' && page.state().role !== 'clerk' ? armed('cancel', 'dr.cancel', 'dr.cancel_sure', function (pressed) {
           page.act(pressed, { kind: 'cancel_draw', draw: draw.draw }, ['done'],
                    function () { again('dr.cancelled'); });
         }) : null));
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

  // ---- how draws come about ---------------------------------------------------------------------------------

  function group_name(interest) { return page.has('interest.' + interest) ? T('interest.' + interest) : interest; }
  function groups() {
    return [['', T('dr.everybody')]].concat(page.state().settings.interests.map(function (one) {
      return [one, group_name(one)];
    }));
  }
  function named(kind, values) { return values.map(function (one) { return [one, T(kind + one)]; }); }
  function one_of(label, values, chosen) {
    var picked = [chosen];
    var parts = boss.labelled(label, boss.chips(values, picked, true));
    return { parts: parts, value: function () { return picked[0]; } };
  }
  function saver(settings, problem) {
    var save = page.button('save', T('dr.save'), function () {
      var bad = problem();
      if (bad) return page.tell(bad, true);
      boss.save(save, settings, boss.saved);
    });
    return el('p', { class: 'last' }, save);
  }
  function dates_of(text) { return text.split(/[\s,，、]+/).filter(function (one) { return one; }); }

  page.views.draw_series = function () {
    var series = page.state().settings.series;
    return [page.back_line(), page.head(T('dr.series')), soft(T('dr.series_what')),
      series.map(function (one, i) {
        return page.tile('series', one.name, one.rule, function () { page.go('draw_one_series', i); });
      }),
      el('p', { class: 'last' }, page.button('add', T('dr.series_add'),
                                             function () { page.go('draw_one_series', series.length); }))];
  };
  page.views.draw_one_series = function (index) {
    var settings = boss.copy(page.state().settings), is_new = index >= settings.series.length;
    var one = settings.series[index] || {
      id: 's' + Date.now().toString(36), name: '', rule: 'FREQ=WEEKLY;BYDAY=TH;BYHOUR=20', starts: '', except: [],
      form: 'closed_shop', close_before_ms: settings.close_before_ms, prizes: [{ name: '', quantity: 1, value_minor: 0 }],
      interest: '', entropy: 'dice', unclaimed: 'next_draw'
    };
    if (is_new) settings.series.push(one);
    var name = page.field(T('dr.name'), { name: 'name', maxlength: 40, autocomplete: 'off', value: one.name });
    var rule = page.field(T('dr.rule'), { name: 'rule', autocomplete: 'off', spellcheck: 'false', value: one.rule }, T('dr.rule_hint'));
    var starts = page.field(T('dr.starts'), { name: 'starts', type: 'date', value: one.starts });
    var except = page.field(T('dr.except'), { name: 'except', autocomplete: 'off', value: one.except.join(' ') },
                            T('dr.dates_hint'));
    var form = one_of(T('draws.form'), named('form.', ['staffed', 'closed_shop', 'online']), one.form);
    var entropy = one_of(T('dr.entropy'), named('dr.entropy.', ['dice', 'lottery', 'drand']), one.entropy);
    var interest = page.choice(T('dr.who'), groups(), one.interest);
    var unclaimed = one_of(T('dr.unclaimed'), named('dr.unclaimed.', ['next_draw', 'redraw']), one.unclaimed);
    var gone = is_new ? null : armed('remove', 'dr.series_remove', 'dr.series_remove_sure', function (pressed) {
      settings.series.splice(index, 1);
      boss.save(pressed, settings, boss.saved);
    }, 'act plain');
    return [page.back_line(), page.head(one.name || T('dr.series_add')),
      el('section', { class: 'card' }, name, rule, starts, except, interest, form.parts, entropy.parts,
         unclaimed.parts),
      el('section', { class: 'card' }, el('h3', null, T('prizes')), boss.prize_list(one)), gone,
      saver(settings, function () {
        one.name = name.input.value.trim();
        one.rule = rule.input.value.trim();
        one.starts = starts.input.value;
        one.except = dates_of(except.input.value);
        one.interest = interest.input.value;
        one.form = form.value();
        one.entropy = entropy.value();
        one.unclaimed = unclaimed.value();
        return one.name && boss.good_prizes(one.prizes) ? '' : T(one.name ? 'refused.prizes' : 'dr.no_name');
      })];
  };

  page.views.draw_once = function () {
    var settings = boss.copy(page.state().settings), what = { prizes: [{ name: '', quantity: 1, value_minor: 0 }] };
    function time(key) { return page.field(T(key), { name: key.slice(3), type: 'datetime-local' }); }
    var name = page.field(T('dr.name'), { name: 'name', maxlength: 40, autocomplete: 'off' });
    var closes = time('dr.closes'), draws = time('dr.draws'), claim = time('dr.claim');
    var form = one_of(T('draws.form'), named('form.', ['staffed', 'closed_shop', 'online']), settings.draw_form);
    var entropy = one_of(T('dr.entropy'), named('dr.entropy.', ['dice', 'lottery', 'drand']), 'dice');
    var interest = page.choice(T('dr.who'), groups(), '');
    var send = page.button('announce', T('announce.publish'), function () {
      var at = [closes, draws, claim].map(function (one) { return new Date(one.input.value).getTime(); });
      if (at.some(isNaN)) return page.tell(T('refused.draw_terms'), true);
      if (!boss.good_prizes(what.prizes)) return page.tell(T('refused.prizes'), true);
      page.act(send, { kind: 'announce_draw', closes_at: at[0], draws_at: at[1], claim_by: at[2],
                       prizes: what.prizes, dice_throws: 10, entropy_source: '', name: name.input.value.trim(),
                       form: form.value(), entropy: entropy.value(), interest: interest.input.value },
               ['draw_announced'], function () {
        page.tell(T('announce.published'));
        page.after_change(function () { history.back(); });
      });
    });
    return [page.back_line(), page.head(T('dr.once')), soft(T('dr.once_what')),
      el('section', { class: 'card' }, name, closes, draws, claim, interest, form.parts, entropy.parts),
      el('section', { class: 'card' }, el('h3', null, T('prizes')), boss.prize_list(what)),
      el('p', { class: 'last' }, send)];
  };

  page.views.draw_rules = function () {
    var settings = boss.copy(page.state().settings);
    var off = page.field(T('dr.days_off'), { name: 'days_off', autocomplete: 'off', value: settings.days_off.join(' ') },
                         T('dr.dates_hint'));
    var entropy = one_of(T('dr.entropy'), named('dr.entropy.', ['dice', 'lottery', 'drand']), settings.draw_entropy);
    var lottery = page.field(T('dr.lottery'), { name: 'lottery', maxlength: 40, autocomplete: 'off', value: settings.lottery });
    var digits = page.field(T('dr.lottery_digits'), { name: 'digits', inputmode: 'numeric', maxlength: 2,
                                                      value: settings.lottery_digits });
    var unclaimed = one_of(T('dr.unclaimed'), named('dr.unclaimed.', ['next_draw', 'redraw']), settings.unclaimed);
    var every = page.choice(T('dr.markets'), [[0, T('dr.markets_weekdays')]].concat([5, 6, 7].map(function (n) {
      return [n, T('dr.markets_every', { n: n })];
    })), settings.market_every_days);
    var from = page.field(T('dr.market_from'), { name: 'market_from', type: 'date', value: settings.market_from });
    var organiser = page.field(T('dr.organiser'), { name: 'organiser', maxlength: 60, value: settings.organiser });
    var cap = page.field(T('dr.cap'), { name: 'cap', inputmode: 'decimal', maxlength: 12,
                                        value: settings.top_prize_max_minor / Math.pow(10, page.places()) });
    return [page.back_line(), page.head(T('dr.rules')),
      el('section', { class: 'card' }, off, soft(T('dr.missed'))),
      el('section', { class: 'card' }, entropy.parts, lottery, digits),
      el('section', { class: 'card' }, unclaimed.parts, every, from),
      el('section', { class: 'card' }, organiser, cap),
      saver(settings, function () {
        settings.days_off = dates_of(off.input.value);
        settings.draw_entropy = entropy.value();
        settings.lottery = lottery.input.value.trim();
        settings.lottery_digits = page.number_of(digits.input.value) || 0;
        settings.unclaimed = unclaimed.value();
        settings.market_every_days = Number(every.input.value);
        settings.market_from = from.input.value;
        settings.organiser = organiser.input.value.trim();
        var most = page.minor_of(cap.input.value);
        settings.top_prize_max_minor = most === null ? -1 : most;
        return '';
      })];
  };

  page.views.draw_tickets = function () {
    var settings = boss.copy(page.state().settings);
    function count(key, name) {
      return page.field(T('dr.' + key), { name: key, inputmode: 'numeric', maxlength: 4, value: settings[name] });
    }
    var sum = page.field(T('dr.per_amount'), { name: 'sum', inputmode: 'decimal', maxlength: 9,
                                               value: settings.minor_per_ticket / Math.pow(10, page.places()) });
    var fields = [['per_visit', 'tickets_per_visit'], ['per_check_in', 'check_in_tickets'],
                  ['per_referral', 'referral_tickets'], ['per_purchase_max', 'tickets_per_purchase_max'],
                  ['per_day_max', 'tickets_per_day_max'], ['per_draw_max', 'max_weight']];
    var inputs = fields.map(function (one) { return count(one[0], one[1]); });
    var free = el('input', { type: 'checkbox', name: 'free', checked: settings.free_ticket_for_members });
    var seats = el('input', { type: 'checkbox', name: 'seats', checked: settings.free_ticket_for_seats });
    return [page.back_line(), page.head(T('dr.tickets')), soft(T('dr.tickets_what')),
      el('section', { class: 'card' }, sum, inputs, el('label', { class: 'tick' }, free, el('span', null, T('dr.free'))),
         el('label', { class: 'tick' }, seats, el('span', null, T('dr.free_seats')))),
      saver(settings, function () {
        var bad = false;
        settings.minor_per_ticket = page.minor_of(sum.input.value) || 0;
        fields.forEach(function (one, i) {
          var n = page.number_of(inputs[i].input.value);
          if (n === null) bad = true;
          else settings[one[1]] = n;
        });
        settings.free_ticket_for_members = free.checked;
        settings.free_ticket_for_seats = seats.checked;
        return bad ? T('dr.bad_number') : '';
      })];
  };

  // ---- the scratch card -------------------------------------------------------------------------------------

  function instant_row(prize, remove) {
    function input(name, value, take) {
      var box = el('input', { class: name === 'name' ? 'name' : 'count', name: name,
                              inputmode: name === 'name' ? 'text' : 'decimal', 'aria-label': T('dr.in.' + name) });
      box.value = value;
      box.addEventListener('input', function () { take(box.value); });
      return name === 'name' ? box : el('label', { class: 'sum' }, T('dr.in.' + name), ' ', box);
    }
    function whole(key) { return function (text) { prize[key] = page.number_of(text) || 0; }; }
    return el('div', { class: 'prize' },
      input('name', prize.name, function (text) { prize.name = text.trim(); }),
      el('button', { class: 'small', type: 'button', 'aria-label': T('dr.in.remove'), onclick: remove }, '×'),
      input('value', prize.value_minor / Math.pow(10, page.places()), function (text) {
        var minor = page.minor_of(text);
        prize.value_minor = minor === null ? -1 : minor;
      }),
      input('odds', prize.of_10000, whole('of_10000')), input('stock', prize.stock, whole('stock')));
  }
  page.views.draw_instant = function () {
    var settings = boss.copy(page.state().settings), rule = settings.instant, list = el('div');
    var on = el('input', { type: 'checkbox', name: 'on', checked: rule.on });
    var above = page.field(T('dr.in.above'), { name: 'above', inputmode: 'decimal', maxlength: 9,
                                               value: rule.above_minor / Math.pow(10, page.places()) });
    var look = one_of(T('dr.in.look'), named('dr.in.', ['card', 'wheel']), rule.look);
    function draw() {
      page.fill(list, rule.prizes.map(function (prize, i) {
        return instant_row(prize, function () { rule.prizes.splice(i, 1); draw(); });
      }));
      list.appendChild(page.button('add_prize', T('prize.add'), function () {
        rule.prizes.push({ name: '', value_minor: 0, of_10000: 500, stock: 10 });
        draw();
      }, 'small'));
    }
    draw();
    return [page.back_line(), page.head(T('dr.instant')), soft(T('dr.in.what')),
      el('section', { class: 'card' }, el('label', { class: 'tick' }, on, el('span', null, T('dr.in.on'))), above,
         look.parts),
      el('section', { class: 'card' }, el('h3', null, T('prizes')), list),
      saver(settings, function () {
        rule.on = on.checked;
        rule.above_minor = page.minor_of(above.input.value) || 0;
        rule.look = look.value();
        return '';
      })];
  };
})();
