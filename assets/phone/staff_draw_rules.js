// How draws come about: series, single draws, rules, tickets and scratch cards. Part of staff_draws.js.
(function () {
  'use strict';
  var T = page.T, el = page.el, group_name = page.group_name;

  function soft(text) { return text ? el('p', { class: 'soft' }, text) : null; }
  var armed = page.armed_button;

  // ---- how draws come about ---------------------------------------------------------------------------------

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
      form: 'closed_shop', close_before_ms: settings.close_before_ms,
      prizes: [{ name: '', quantity: 1, value_minor: 0 }], interest: '', entropy: 'dice', unclaimed: 'next_draw'
    };
    if (is_new) settings.series.push(one);
    var name = page.field(T('dr.name'), { name: 'name', maxlength: 40, autocomplete: 'off', value: one.name });
    var rule = page.field(T('dr.rule'), { name: 'rule', autocomplete: 'off', spellcheck: 'false', value: one.rule },
                          T('dr.rule_hint'));
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
    var off = page.field(T('dr.days_off'), { name: 'days_off', autocomplete: 'off',
                                             value: settings.days_off.join(' ') },
                         T('dr.dates_hint'));
    var entropy = one_of(T('dr.entropy'), named('dr.entropy.', ['dice', 'lottery', 'drand']), settings.draw_entropy);
    var lottery = page.field(T('dr.lottery'), { name: 'lottery', maxlength: 40, autocomplete: 'off',
                                                value: settings.lottery });
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
      el('section', { class: 'card' }, sum, inputs,
         el('label', { class: 'tick' }, free, el('span', null, T('dr.free'))),
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
