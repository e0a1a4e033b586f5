// The shop's settings, and the set-up that walks the owner of a fresh machine through them.
(function () {
  'use strict';
  var T = page.T, el = page.el;
  var copy = boss.copy, save = boss.save, saved = boss.saved, chips = boss.chips, labelled = boss.labelled;
  var days_and_names = boss.days_and_names, draw_form = boss.draw_form;
  var staff_list = boss.staff_list, add_staff_form = boss.add_staff_form;

  // ---- the shop ---------------------------------------------------------------------------------------------

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
    return [labelled(T('shop.market_days'), chips(days_and_names(), settings.market_days)),
            labelled(T('market.until'), chosen)];
  }
  page.views.shop = function () {
    var settings = copy(page.state().settings);
    var fields = shop_fields(settings);
    var sums = ['minor_per_ticket', 'redeem_code_above_minor', 'manager_above_minor'].map(function (key) {
      return sum_field(settings, key);
    });
    var shows = el('input', { type: 'checkbox', name: 'show_amount' });
    shows.checked = settings.show_amount;
    var send = page.button('save', T('save'), function () {
      settings.show_amount = shows.checked;
      if (!take_all(fields.concat(sums))) return page.tell(T('amount.wrong'), true);
      save(send, settings, saved);
    });
    return [page.back_line(), page.head(T('shop.title')), el('section', { class: 'card' }, fields),
            el('section', { class: 'card' }, market_part(settings)), el('section', { class: 'card' }, sums,
            el('label', { class: 'tick' }, shows, el('span', null, T('shop.show_amount')))), el('p',
                { class: 'last' }, send)];
  };

  // ---- set-up -----------------------------------------------------------------------------------------------

  function set_up_form(fields, settings, step) {
    var next = page.button('next', T('next'), function () {
      if (!take_all(fields)) return page.tell(T('amount.wrong'), true);
      save(next, settings, function () { to_step(step + 1); });
    });
    return next;
  }
  function to_step(step) {
    localStorage.setItem('xiaoer.set_up', String(step));
    page.show('set_up', step);
  }
  function print(pressed, recovery) {
    pressed.disabled = true;
    xiaoer.ask({ kind: 'print', recovery: recovery }, function (answer) {
      pressed.disabled = false;
      if (answer.kind !== 'printed') return page.trouble(answer);
      page.tell(T(answer.printed ? 'set_up.printed' : 'set_up.not_printed'), !answer.printed);
    });
  }
  var steps = [
    function (step) {
      var settings = copy(page.state().settings), fields = shop_fields(settings);
      if (settings.shop === '小店') fields[0].input.value = '';
      return [fields, set_up_form(fields, settings, step)];
    },
    function (step) {
      var settings = copy(page.state().settings), fields = [sum_field(settings, 'minor_per_ticket')];
      return [el('section', { class: 'card' }, market_part(settings)), fields, set_up_form(fields, settings, step)];
    },
    function (step) {
      var settings = copy(page.state().settings);
      if (!settings.prizes.length) settings.prizes = [{ name: '', quantity: 1, value_minor: 0 }];
      var form = draw_form(settings);
      var next = page.button('next', T('next'), function () {
        var problem = form.take();
        if (problem) return page.tell(problem, true);
        save(next, settings, function () { to_step(step + 1); });
      });
      return [form.parts, next];
    },
    function (step) {
      return [el('section', { class: 'card' }, staff_list(page.state())),
              el('section', { class: 'card' }, add_staff_form(function () { to_step(step); })),
              page.button('next', T('next'), function () { to_step(step + 1); })];
    },
    test_scan_and_print
  ];
  function test_scan_and_print() {
    var before = page.state().desk.scanned_at;
    var scanned = el('p', { class: 'soft', role: 'status' }, T('set_up.scan_waits'));
    var timer = setInterval(function () {
      if (!document.body.contains(scanned)) return clearInterval(timer);
      page.refresh(function () {
        if (page.state().desk.scanned_at === before) return;
        clearInterval(timer);
        scanned.className = 'hear';
        scanned.textContent = T('set_up.scan_seen');
      });
    }, 3000);
    var test = page.button('print', T('set_up.print'), function () { print(test, false); }, 'act plain');
    var sheet = page.button('sheet', T('set_up.sheet'), function () { print(sheet, true); }, 'act plain');
    var finish = page.button('finish', T('set_up.finish'), function () {
      localStorage.removeItem('xiaoer.set_up');
      page.refresh(page.home);
    });
    return [el('section', { class: 'card' }, el('h3', null, T('set_up.print_title')), test),
            el('section', { class: 'card' }, el('h3', null, T('set_up.scan_title')), scanned),
            el('section', { class: 'card' }, el('h3', null, T('set_up.sheet_title')),
               el('p', { class: 'soft' }, T('set_up.sheet_what')), sheet), finish];
  }
  page.views.set_up = function (step) {
    var at = Math.min(step || 0, steps.length - 1);
    return [page.head(T('set_up.step_' + (at + 1)), (at + 1) + ' / ' + steps.length), steps[at](at),
            at > 0 ? el('p', null, page.button('before', T('back'), function () { to_step(at - 1); },
                                               'back')) : null];
  };
})();
