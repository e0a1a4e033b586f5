// The shop's settings, one part after the other: a fresh machine's owner is led through them, and finds them all again
// under 店里. Trying an address: staff_network.js.
var set_up = (function () {
  'use strict';
  var T = page.T, el = page.el;
  var copy = boss.copy, save = boss.save, chips = boss.chips, labelled = boss.labelled;
  var walk = ['shop', 'network', 'market', 'draws', 'people', 'takings', 'devices', 'try_draw', 'sheet'];
  // Of each part: what stands on its page. `finish` is called when it is done: the next part, or back.
  var parts = {};

  function later(name) { return { name: name, finish: function () { history.back(); }, walks: false }; }
  function walking(step) {
    return { name: walk[step], finish: function () { to_step(step + 1); }, walks: true };
  }
  function to_step(step) {
    localStorage.setItem('xiaoer.set_up', String(step));
    page.refresh(function () { page.show('set_up', step); });
  }
  // The button below a form: `take` puts what was typed into the settings and says what is wrong with it.
  function save_button(visit, settings, take) {
    var send = page.button(visit.walks ? 'next' : 'save', T(visit.walks ? 'next' : 'save'), function () {
      var problem = take();
      if (problem) return page.tell(problem, true);
      save(send, settings, function () {
        if (!visit.walks) page.tell(T('saved'));
        visit.finish();
      });
    });
    return el('p', { class: 'last' }, send);
  }
  function next_button(visit) {
    return visit.walks ? el('p', { class: 'last' }, page.button('next', T('next'), visit.finish)) : null;
  }
  function fields_problem(fields) { return take_all(fields) ? '' : T('amount.wrong'); }

  // ---- forms ------------------------------------------------------------------------------------------------

  function text_field(settings, key, most, hint) {
    var box = page.field(T('shop.' + key), { name: key, maxlength: most, autocomplete: 'off' }, hint);
    box.input.value = settings[key];
    box.take = function () { settings[key] = box.input.value.trim(); return true; };
    return box;
  }
  function sum_field(settings, key) {
    var box = page.field(T('shop.' + key), { name: key, inputmode: 'decimal', maxlength: 9 });
    box.input.value = settings[key] / Math.pow(10, page.places());
    box.take = function () {
      var minor = page.minor_of(box.input.value);
      if (minor === null) return false;
      settings[key] = minor;
      return true;
    };
    return box;
  }
  function take_all(fields) {
    return fields.filter(function (box) { return !box.take(); }).map(function (box) {
      box.input.focus();
      return box;
    }).length === 0;
  }
  function shop_fields(settings) {
    return [text_field(settings, 'shop', 40), text_field(settings, 'branch', 40, T('optional')),
            text_field(settings, 'wifi_name', 32), text_field(settings, 'wifi_password', 63),
            text_field(settings, 'owner_contact', 80, T('optional'))];
  }
  function market_part(settings) {
    var nth = [settings.market_days_to_claim];
    var chosen = chips([[1, T('market.first')], [2, T('market.second')]], nth, true);
    chosen.addEventListener('change', function () { settings.market_days_to_claim = nth[0]; });
    return [labelled(T('shop.market_days'), chips(boss.days_and_names(), settings.market_days)),
            labelled(T('market.until'), chosen)];
  }

  // ---- parts ------------------------------------------------------------------------------------------------

  parts.shop = function (visit) {
    var settings = copy(page.state().settings), fields = shop_fields(settings);
    if (visit.walks && settings.shop === '小店') fields[0].input.value = '';
    return [fields, save_button(visit, settings, function () { return fields_problem(fields); })];
  };
  parts.market = function (visit) {
    var settings = copy(page.state().settings), fields = [sum_field(settings, 'minor_per_ticket')];
    return [el('section', { class: 'card' }, market_part(settings)), fields,
            save_button(visit, settings, function () { return fields_problem(fields); })];
  };
  parts.rules = function (visit) {
    var settings = copy(page.state().settings), shows = el('input', { type: 'checkbox', name: 'show_amount' });
    var fields = ['redeem_code_above_minor', 'manager_above_minor'].map(function (key) {
      return sum_field(settings, key);
    });
    shows.checked = settings.show_amount;
    return [fields, el('label', { class: 'tick' }, shows, el('span', null, T('shop.show_amount'))),
            save_button(visit, settings, function () {
              settings.show_amount = shows.checked;
              return fields_problem(fields);
            })];
  };
  parts.draws = function (visit) {
    var settings = copy(page.state().settings);
    if (!settings.prizes.length) settings.prizes = [{ name: '', quantity: 1, value_minor: 0 }];
    var form = boss.draw_form(settings);
    return [form.parts, save_button(visit, settings, form.take)];
  };
  parts.people = function (visit) {
    return [el('section', { class: 'card' }, boss.staff_list(page.state())),
            el('section', { class: 'card' }, boss.add_staff_form(function () { page.show('set_up', walk.indexOf('people')); })),
            next_button(visit)];
  };

  // The last three months before there was a kiosk: their mean is what the book compares with.
  parts.takings = function (visit) {
    var settings = copy(page.state().settings), month = new Date(page.state().now).getMonth();
    var fields = [1, 2, 3].map(function (back) {
      return page.field(T('takings.month', { month: (month - back + 12) % 12 + 1 }),
                        { name: 'month_' + back, inputmode: 'decimal', autocomplete: 'off', maxlength: 11 });
    });
    function take() {
      var typed = fields.map(function (box) { return box.input.value.trim(); }).filter(Boolean);
      var sums = typed.map(page.minor_of);
      if (sums.indexOf(null) >= 0) return T('amount.wrong');
      if (sums.length) {
        var all = sums.reduce(function (a, b) { return a + b; });
        settings.baseline_month_minor = Math.round(all / sums.length);
      }
      return '';
    }
    return [el('p', { class: 'soft under' }, T('takings.what')),
            settings.baseline_month_minor
                ? el('p', { class: 'card gold' }, T('takings.now', { sum: page.money(settings.baseline_month_minor) }))
                : null,
            fields, save_button(visit, settings, take)];
  };

  // ---- trying -----------------------------------------------------------------------------------------------

  function print(pressed, recovery) {
    pressed.disabled = true;
    xiaoer.ask({ kind: 'print', recovery: recovery }, function (answer) {
      pressed.disabled = false;
      if (answer.kind !== 'printed') return page.trouble(answer);
      page.tell(T(answer.printed ? 'set_up.printed' : 'set_up.not_printed'), !answer.printed);
    });
  }
  // Tells when the counter's scanner has read anything since this page stood.
  function watch_scanner(line) {
    var before = page.state().desk.scanned_at;
    var timer = setInterval(function () {
      if (!document.body.contains(line)) return clearInterval(timer);
      page.refresh(function () {
        if (page.state().desk.scanned_at === before) return;
        clearInterval(timer);
        line.className = 'hear';
        line.textContent = T('set_up.scan_seen');
      });
    }, 3000);
  }
  parts.devices = function (visit) {
    var scanned = el('p', { class: 'soft', role: 'status' }, T('set_up.scan_waits')), code = el('div', { class: 'code' });
    var test = page.button('print', T('set_up.print'), function () { print(test, false); }, 'act plain');
    xiaoer.ask({ kind: 'test_code' }, function (answer) {
      if (answer.kind !== 'test_code') return;
      code.appendChild(el('img', { src: 'data:image/svg+xml;utf8,' + encodeURIComponent(answer.svg),
                                   alt: T('set_up.scan_title') }));
    });
    watch_scanner(scanned);
    return [el('section', { class: 'card' }, el('h3', null, T('set_up.print_title')), test),
            el('section', { class: 'card' }, el('h3', null, T('set_up.scan_title')), scanned, code), next_button(visit)];
  };
  function winner_line(one) {
    var tier = T('tiers').split(',')[Math.min(one.tier, 5)];
    return el('p', { class: 'line' }, el('span', null, tier + '　' + one.prize),
              el('b', null, T('try_draw.ticket', { n: one.ticket })));
  }
  parts.try_draw = function (visit) {
    var throws = page.field(T('try_draw.throws'), { name: 'throws', inputmode: 'numeric', autocomplete: 'off',
                                                    maxlength: 10 }, T('try_draw.throws_hint'));
    var result = el('div', { role: 'status' });
    var roll = page.button('roll', T('try_draw.roll'), function () {
      var typed = throws.input.value.trim();
      if (!/^[1-6]{10}$/.test(typed)) return page.tell(T('try_draw.wrong'), true);
      roll.disabled = true;
      xiaoer.ask({ kind: 'test_draw', throws: typed }, function (answer) {
        roll.disabled = false;
        if (answer.kind !== 'test_draw') return page.trouble(answer);
        result.textContent = '';
        result.appendChild(el('section', { class: 'card' }, answer.winners.map(winner_line),
                              el('p', { class: answer.verified ? 'hear' : 'ask' },
                                 T(answer.verified ? 'try_draw.verified' : 'try_draw.failed',
                                   { n: answer.winners.length }))));
      });
    }, 'act plain');
    return [el('p', { class: 'soft under' }, T('try_draw.what')), throws, roll, result, next_button(visit)];
  };
  parts.sheet = function (visit) {
    var sheet = page.button('sheet', T('set_up.sheet'), function () { print(sheet, true); }, 'act plain');
    var finish = page.button('finish', T('set_up.finish'), function () {
      localStorage.removeItem('xiaoer.set_up');
      page.refresh(page.home);
    });
    return [el('section', { class: 'card' }, el('p', null, T('set_up.sheet_what')), sheet),
            visit.walks ? el('p', { class: 'last' }, finish) : null];
  };

  // ---- pages ------------------------------------------------------------------------------------------------

  page.views.set_up = function (step) {
    var at = Math.min(step || 0, walk.length - 1), visit = walking(at);
    return [page.head(T('part.' + visit.name), (at + 1) + ' / ' + walk.length), parts[visit.name](visit),
            at > 0 ? el('p', null, page.button('before', T('back'), function () { to_step(at - 1); },
                                               'back')) : null];
  };
  page.views.part = function (name) {
    return [page.back_line(), page.head(T('part.' + name)), parts[name](later(name))];
  };
  // Everything that set-up asked, to be changed later.
  page.views.shop = function () {
    var settings = page.state().settings, merchant = page.state().role === 'merchant';
    function tile(name, hint) {
      return page.tile('part_' + name, T('part.' + name), hint, function () { page.go('part', name); });
    }
    return [page.back_line(), page.head(T('shop.title')), page.group_card(),
            tile('shop', settings.shop + (settings.branch ? ' · ' + settings.branch : '')),
            tile('group', page.group_hint()),
            tile('network', settings.base_url.replace(/^http:\/\//, '')),
            tile('market', settings.market_days.map(page.day_words).join(T('and'))),
            tile('rules', T('rules.hint', { sum: page.money(settings.redeem_code_above_minor) })),
            page.tile('programme', T('programme.title'),
                      settings.programme.map(function (one) { return one.title; }).join(T('and')) || T('programme.none'),
                      function () { page.go('programme'); }),
            tile('takings', settings.baseline_month_minor
                                ? T('takings.now', { sum: page.money(settings.baseline_month_minor) })
                                : T('takings.none')),
            page.tile('stock', T('stock.title'), T('stock.hint'), function () { page.go('stock'); }),
            tile('devices', T('devices.hint')), tile('try_draw', T('try_draw.hint')),
            merchant ? tile('sheet', T('set_up.sheet_what')) : null];
  };

  return { parts: parts, save: save, copy: copy, next_button: next_button, to_step: to_step };
})();
