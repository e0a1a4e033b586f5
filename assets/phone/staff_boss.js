// The boss's pages: home, draws, people and their phones. The shop itself: staff_set_up.js.
var boss = (function () {
  'use strict';
  var T = page.T, el = page.el;
  var weekdays = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];

  function copy(value) { return JSON.parse(JSON.stringify(value)); }
  function save(pressed, settings, done) {
    page.act(pressed, { kind: 'change_settings', settings: settings }, ['done'],
             function () { page.after_change(done); });
  }
  function saved() {
    page.tell(T('saved'));
    history.back();
  }
  // Buttons that are on or off; `chosen` is changed in place.
  function chips(values, chosen, one_only) {
    var box = el('div', { class: 'chips', role: 'group' });
    values.forEach(function (one) {
      var chip = el('button', { type: 'button', 'aria-pressed': String(chosen.indexOf(one[0]) >= 0),
                                'data-value': one[0] }, one[1]);
      chip.addEventListener('click', function () {
        var at = chosen.indexOf(one[0]);
        if (one_only) chosen.splice(0, chosen.length, one[0]);
        else if (at >= 0) chosen.splice(at, 1);
        else chosen.push(one[0]);
        [].forEach.call(box.children, function (other, i) {
          other.setAttribute('aria-pressed', String(chosen.indexOf(values[i][0]) >= 0));
        });
        box.dispatchEvent(new Event('change'));
      });
      box.appendChild(chip);
    });
    return box;
  }
  function labelled(label, element) {
    element.setAttribute('aria-label', label);
    return [el('h3', null, label), element];
  }
  function days_and_names() {
    return [1, 2, 3, 4, 5, 6, 0].map(function (day) { return [day, page.day_words(day)]; });
  }
  function hours_and_names() {
    var list = [];
    for (var hour = 0; hour < 24; hour++) list.push([hour, page.hour_words(hour)]);
    return list;
  }

  // ---- home -------------------------------------------------------------------------------------------------

  function alarms(state) {
    return state.phones.filter(function (phone) { return phone.second_scans > 0; }).map(function (phone) {
      return el('p', { class: 'card alarm', role: 'alert' },
                T('alarm.second_scan', { name: phone.name, n: phone.second_scans }));
    });
  }
  function clock_question(state) {
    var confirm = page.button('clock', T('clock.right'), function () {
      page.act(confirm, { kind: 'confirm_clock', shown: state.now }, ['done'], function () {
        page.tell(T('clock.done'));
        page.after_change(function () { page.go('home'); });
      });
    }, 'act plain');
    return el('section', { class: 'card alarm', role: 'alert' },
              el('p', null, T('health.clock', { date: new Date(state.now).getFullYear() + ' ' + page.day(state.now) })),
              confirm);
  }
  // Only of a shop with several kiosks, or one that syncs.
  function sync_card() {
    var box = el('div');
    xiaoer.ask({ kind: 'sync' }, function (sync) {
      if (sync.kind !== 'sync' || (sync.kiosks < 2 && sync.at === null)) return;
      var lines = sync.set_aside.map(function (line) { return el('li', null, line); });
      page.fill(box, el('section', { class: 'card' + (sync.problem ? ' alarm' : ''), 'data-part': 'sync' },
        el('h3', null, T('sync.title')),
        el('p', null, sync.worked === null ? T('sync.never') : T('sync.worked', { when: page.when(sync.worked) })),
        sync.problem ? el('p', null, T('sync.problem', { why: sync.problem })) : null,
        sync.to_tell > 0 ? el('p', { class: 'soft' }, T('sync.to_tell', { n: sync.to_tell })) : null,
        lines.length ? [el('p', null, T('sync.aside')), el('ul', { class: 'soft' }, lines)] : null));
    });
    return box;
  }
  page.views.home = function () {
    var state = page.state(), desk = state.desk, draw = state.next_draw;
    function way(view, title, kind) {
      return page.button(view, T(title), function () { page.go(view); }, kind);
    }
    return [
      page.head(T('home.title'), state.shop + (state.branch ? ' · ' + state.branch : '')),
      alarms(state),
      state.health === 'good' ? null : el('p', { class: 'card alarm' }, T('health.' + state.health)),
      state.clock_doubted ? clock_question(state) : null,
      page.group_card(),
      page.week_card(),
      page.outbox_card(),
      sync_card(),
      el('section', { class: 'card' }, el('h3', null, T('home.next')),
         el('p', null, draw ? page.when(draw.draws_at) : T('home.no_draw')),
         draw ? el('p', { class: 'soft' }, T('home.entered', { members: draw.members,
                                                               tickets: draw.tickets })) : null,
         el('h3', { class: 'gap' }, T('home.today')),
         el('p', null, T('home.figures', { picked_up: desk.picked_up, again: desk.bought_again, joined: desk.joined,
                                            open: desk.open_pickups })),
         el('p', null, T('home.takings', { sum: page.money(desk.takings_minor) }))),
      el('div', { class: 'pair three' }, way('desk', 'desk.title', 'act plain'),
         way('shop', 'shop.title', 'act plain'), way('people', 'people.title', 'act plain')),
      el('div', { class: 'pair three dock' }, way('draw_house', 'home.draws', 'act'),
         way('members', 'members.title', 'act plain'), way('book', 'book.title', 'act plain'))
    ];
  };

  // ---- draws ------------------------------------------------------------------------------------------------

  function rule_of(settings) {
    var days = /BYDAY=([A-Z,]+)/.exec(settings.draw_rule), hour = /BYHOUR=(\d+)/.exec(settings.draw_rule);
    if (settings.draw_rule.indexOf('FREQ=WEEKLY') !== 0 || !days || !hour) return { days: [3, 6], hour: 20 };
    return { days: days[1].split(',').map(function (day) { return weekdays.indexOf(day); }), hour: Number(hour[1]) };
  }
  function rule_text(days, hour) {
    var named = days.slice().sort().map(function (day) { return weekdays[day]; });
    return 'FREQ=WEEKLY;BYDAY=' + named.join(',') + ';BYHOUR=' + hour;
  }
  function tier(i) { return T('tiers').split(',')[Math.min(i, 5)]; }
  function deadline(settings) {
    return T('deadline', { n: settings.market_days_to_claim, hour: page.hour_words(settings.claim_hour) });
  }

  function prize_row(prize, i, remove) {
    var name = el('input', { class: 'name', maxlength: 40, 'aria-label': T('prize.name', { n: i + 1 }),
                             name: 'prize' });
    var count = el('input', { class: 'count', inputmode: 'numeric', maxlength: 5,
                              'aria-label': T('prize.count') + ' ' + (i + 1) });
    var value = el('input', { class: 'value', inputmode: 'decimal', maxlength: 9,
                              'aria-label': T('prize.value') + ' ' + (i + 1) });
    name.value = prize.name;
    count.value = prize.quantity;
    value.value = prize.value_minor / Math.pow(10, page.places());
    name.addEventListener('input', function () { prize.name = name.value; });
    count.addEventListener('input', function () { prize.quantity = page.number_of(count.value) || 0; });
    value.addEventListener('input', function () {
      var minor = page.minor_of(value.value);
      prize.value_minor = minor === null ? -1 : minor;
    });
    var gone = el('button', { class: 'small', type: 'button', 'aria-label': T('prize.remove', { n: i + 1 }),
                              onclick: remove }, '×');
    return el('div', { class: 'prize' }, name, gone,
              el('label', { class: 'sum' }, count, T('prize.count')),
              el('label', { class: 'sum' }, T('prize.value'), value));
  }
  function prize_list(settings) {
    var box = el('div');
    function draw() {
      box.textContent = '';
      settings.prizes.forEach(function (prize, i) {
        box.appendChild(prize_row(prize, i, function () { settings.prizes.splice(i, 1), draw(); }));
      });
      box.appendChild(page.button('add_prize', T('prize.add'), function () {
        settings.prizes.push({ name: '', quantity: 1, value_minor: 0 });
        draw();
      }, 'small'));
    }
    draw();
    return box;
  }
  function good_prizes(prizes) {
    prizes.forEach(function (prize) { prize.name = prize.name.trim(); });
    return prizes.every(function (one) { return one.name && one.quantity >= 1 && one.value_minor >= 0; });
  }
  function draw_form(settings) {
    var rule = rule_of(settings), form = [settings.draw_form];
    var hour = page.choice(T('draws.hour'), hours_and_names(), rule.hour);
    var form_words = el('p', { class: 'soft' }, T('form.' + form[0] + '.what'));
    var forms = chips(['staffed', 'closed_shop', 'online'].map(function (one) { return [one, T('form.' + one)]; }),
                      form, true);
    forms.addEventListener('change', function () { form_words.textContent = T('form.' + form[0] + '.what'); });
    return {
      parts: [el('section', { class: 'card' }, labelled(T('draws.days'), chips(days_and_names(), rule.days)), hour,
                 labelled(T('draws.form'), forms), form_words),
              el('section', { class: 'card' }, el('h3', null, T('prizes')), prize_list(settings),
                 el('p', { class: 'soft' }, deadline(settings)))],
      take: function () {
        settings.draw_rule = rule_text(rule.days, hour.input.value);
        settings.draw_form = form[0];
        if (form[0] === 'online' && settings.draw_entropy === 'dice') settings.draw_entropy = 'drand';
        if (!rule.days.length) return T('draws.no_day');
        if (!good_prizes(settings.prizes)) return T('refused.prizes');
        return '';
      }
    };
  }
  page.views.draws = function (changed) {
    var settings = changed || copy(page.state().settings);
    var form = draw_form(settings);
    var look = page.button('look', T('draws.look'), function () {
      var problem = form.take();
      if (problem) return page.tell(problem, true);
      history.replaceState({ name: 'draws', argument: settings }, '', '/s');  // the way back keeps what was typed
      page.go('announcement', settings);
    });
    return [page.back_line(), page.head(T('draws.title')), form.parts, el('p', { class: 'last' }, look)];
  };
  function announcement(settings) {
    var rule = rule_of(settings);
    var days = rule.days.slice().sort().map(page.day_words).join(T('and'));
    return [el('p', null, T('announce.when', { days: days, hour: page.hour_words(rule.hour) })),
            settings.prizes.map(function (prize, i) {
              return el('p', { class: 'line' }, el('span', null, tier(i) + '　' + prize.name),
                        el('b', null, T('announce.count', { n: prize.quantity })));
            }),
            el('p', null, deadline(settings)), el('p', { class: 'soft' }, T('form.' + settings.draw_form + '.what'))];
  }
  page.views.announcement = function (settings) {
    var draw = page.state().next_draw;
    var publish = page.button('publish', T('announce.publish'), function () {
      save(publish, settings, function () {
        page.tell(T('announce.published'));
        page.home();
      });
    });
    return [page.back_line(), page.head(T('announce.title')), el('section', { class: 'card' },
                                                                 announcement(settings)),
            draw ? el('p', { class: 'soft' }, T('announce.later', { when: page.when(draw.draws_at) })) : null,
            el('p', { class: 'last' }, publish)];
  };

  // ---- people and phones ------------------------------------------------------------------------------------

  function offer(staff) {
    xiaoer.ask({ kind: 'pairing', staff: staff }, function (answer) {
      if (answer.kind === 'pairing') page.go('offer', answer.svg); else page.trouble(answer);
    });
  }
  page.views.offer = function (svg) {
    var picture = 'data:image/svg+xml;utf8,' + encodeURIComponent(svg);
    return [page.back_line(), page.head(T('offer.title')), el('p', { class: 'soft under' }, T('offer.text')),
            el('div', { class: 'card code' }, el('img', { src: picture, alt: T('offer.title') }))];
  };
  function phone_row(phone) {
    var own = phone.phone === xiaoer.phone();
    var gone = page.button('revoke', T('people.revoke'), function () {
      if (gone.armed !== true) {
        gone.armed = true;
        gone.textContent = T('people.revoke_sure');
        return;
      }
      page.act(gone, { kind: 'revoke_phone', phone: phone.phone }, ['done'], function () {
        page.after_change(function () { page.show('people'); });
      });
    }, 'small');
    return el('p', { class: 'line' }, el('span', null,
                                         phone.name + ' · ' + page.day(phone.paired_at) + ' '
                                             + page.clock(phone.paired_at)),
              own ? el('b', null, T('people.this_phone')) : page.state().role === 'merchant' ? gone : null);
  }
  function add_staff_form(done) {
    var name = page.field(T('people.name'), { name: 'name', maxlength: 20, autocomplete: 'off' });
    var pin = page.field('PIN', { name: 'pin', inputmode: 'numeric', maxlength: 12, autocomplete: 'off' },
                         T('people.pin_hint'));
    var manager = el('input', { type: 'checkbox', name: 'manager' });
    var send = page.button('add', T('people.add'), function () {
      send.disabled = true;
      xiaoer.ask({ kind: 'add_staff', name: name.input.value, manager: manager.checked,
                   pin: pin.input.value.trim() }, function (answer) {
        send.disabled = false;
        if (answer.kind === 'error' && answer.what === 'invalid') return page.tell(T('people.pin_bad'), true);
        if (answer.kind !== 'staff_added') return page.trouble(answer);
        page.tell(T('people.added'));
        page.after_change(done);
      });
    }, 'act plain');
    return [name, pin, el('label', { class: 'tick' }, manager, el('span', null, T('people.manager'))), send];
  }
  function staff_list(state) {
    return state.staff.map(function (one) {
      var link = state.role === 'merchant' ? page.button('pair', T('people.pair'),
                                                         function () { offer(one.staff); }, 'small') : null;
      return el('p', { class: 'line' }, el('span', null,
                                           one.name + (one.manager ? ' · ' + T('people.is_manager') : '')), link);
    });
  }
  page.views.people = function () {
    var state = page.state();
    return [page.back_line(), page.head(T('people.title')),
            el('section', { class: 'card' }, el('h3', null, T('people.staff')), staff_list(state)),
            ['audit', 'paper'].map(function (name) {
              return page.tile(name, T(name + '.title'), T(name + '.hint'), function () { page.go(name); });
            }),
            el('section', { class: 'card' }, el('h3', null, T('people.phones')), state.phones.map(phone_row)),
            el('section', { class: 'card' }, el('h3', null, T('people.new')),
               add_staff_form(function () { page.show('people'); }))];
  };

  return {
    copy: copy, save: save, saved: saved, chips: chips, labelled: labelled, days_and_names: days_and_names,
    draw_form: draw_form, prize_list: prize_list, good_prizes: good_prizes,
    staff_list: staff_list, add_staff_form: add_staff_form
  };
})();
