// The staff page: one page, its views, and what every view needs. Text from the shop is only ever set as text.
var page = (function () {
  'use strict';

  var texts = {};
  var state = null;
  var views = {};
  var view = document.getElementById('view');
  var said = document.getElementById('said');
  var said_timer = 0;

  function T(key, values) {
    var text = texts[key] === undefined ? key : texts[key];
    for (var name in values || {}) text = text.split('{' + name + '}').join(String(values[name]));
    return text;
  }
  function has(key) { return texts[key] !== undefined; }

  // el('p', {class: 'soft', onclick: f}, 'text', el('b'), …)
  function el(tag, attributes) {
    var element = document.createElement(tag);
    for (var name in attributes || {}) {
      var value = attributes[name];
      if (name.indexOf('on') === 0) element.addEventListener(name.slice(2), value);
      else if (value === true) element.setAttribute(name, '');
      else if (value !== false && value !== undefined && value !== null) element.setAttribute(name, value);
    }
    for (var i = 2; i < arguments.length; i++) add(element, arguments[i]);
    return element;
  }
  function add(element, child) {
    if (child === null || child === undefined || child === false) return;
    if (Array.isArray(child)) child.forEach(function (one) { add(element, one); });
    else element.appendChild(typeof child === 'object' ? child : document.createTextNode(String(child)));
  }
  function fill(element, child) {
    element.textContent = '';
    add(element, child);
  }
  function field(label, attributes, hint) {
    var input = el('input', attributes);
    var box = el('label', { class: 'field' }, el('b', null, label, hint ? el('span', null, ' ' + hint) : null),
                 input);
    box.input = input;
    return box;
  }
  function choice(label, values, chosen) {
    var select = el('select', null, values.map(function (one) {
      return el('option', { value: one[0], selected: String(one[0]) === String(chosen) }, one[1]);
    }));
    var box = el('label', { class: 'field' }, el('b', null, label), select);
    box.input = select;
    return box;
  }
  function head(title, soft) {
    return el('div', { class: 'head' }, el('h1', null, title), soft ? el('p', { class: 'soft' }, soft) : null);
  }
  function back_line() {
    return el('p', null, el('button', { class: 'back', type: 'button', onclick: function () { history.back(); } },
                            '‹ ' + T('back')));
  }
  function tile(name, title, hint, act, first) {
    return el('button', { class: first ? 'tile first' : 'tile', type: 'button', 'data-act': name, onclick: act },
              el('b', null, title), hint ? el('span', null, hint) : null);
  }
  function button(name, title, act, kind) {
    return el('button', { class: kind || 'act', type: 'button', 'data-act': name, onclick: act }, title);
  }

  function tell(text, bad) {
    clearTimeout(said_timer);
    said.textContent = text;
    said.className = bad ? 'no' : '';
    said.hidden = false;
    said_timer = setTimeout(function () { said.hidden = true; }, bad ? 6000 : 3500);
  }
  // What came of a wish that went no further, in words.
  function why(answer) {
    if (answer.kind === 'error') return T(has('error.' + answer.what) ? 'error.' + answer.what : 'error.other');
    if (answer.kind === 'refused') return T(has('refused.' + answer.why) ? 'refused.' + answer.why : 'error.invalid');
    if (answer.kind === 'not_recognised') return T('scan.' + answer.problem);
    return T(has('outcome.' + answer.kind) ? 'outcome.' + answer.kind : 'error.other', answer);
  }

  // A wish by a button: the button waits, and the same wish pressed again after a lost answer is the same command.
  function act(pressed, wish, expected, done) {
    var text = JSON.stringify(wish);
    if (pressed.disabled) return;
    if (pressed.wish_text !== text) {
      pressed.wish_text = text;
      pressed.wish_id = xiaoer.fresh_id();
    }
    pressed.disabled = true;
    xiaoer.wish(pressed.wish_id, wish, function (answer) {
      pressed.disabled = false;
      if (answer.kind !== 'error') pressed.wish_text = '';
      if (expected.indexOf(answer.kind) < 0) return trouble(answer);
      done(answer);
    });
  }
  function trouble(answer) {
    if (answer.kind === 'error' && answer.what === 'not_paired') return show('not_paired');
    tell(why(answer), true);
  }
  function refresh(done) {
    xiaoer.ask({ kind: 'state' }, function (answer) {
      if (answer.kind !== 'state') return trouble(answer);
      state = answer.state;
      if (done) done();
    });
  }
  // After a change: the shop's new picture comes within a moment.
  function after_change(done) { setTimeout(function () { refresh(done); }, 80); }

  // Views that most days do not need are fetched when the first of them is opened, with their texts. A view of the
  // draws says so by its name.
  function file_of(view) { return view.indexOf('draw_') === 0 ? 'staff_draws' : 'staff_later'; }
  function fetched(file, done, failed) {
    var request = new XMLHttpRequest();
    request.open('GET', document.body.getAttribute('data-assets') + file);
    request.onload = function () {
      if (request.status === 200) done(request.responseText); else failed();
    };
    request.onerror = failed;
    request.send();
  }
  function offline() { show('offline'); }
  function load(file, done) {
    fetched(file + '.' + document.documentElement.lang + '.json', function (text) {
      var more = JSON.parse(text), script = el('script', { src: document.body.getAttribute('data-assets') + file
                                                           + '.js' });
      for (var key in more) texts[key] = more[key];
      script.onload = done;
      script.onerror = offline;
      document.head.appendChild(script);
    }, offline);
  }
  function show(name, argument) {
    if (!views[name]) return load(file_of(name), function () { show(name, argument); });
    view.textContent = '';
    view.setAttribute('data-view', name);
    add(view, views[name](argument));
    window.scrollTo(0, 0);
  }
  function go(name, argument) {
    history.pushState({ name: name, argument: argument }, '', '/s');
    show(name, argument);
  }
  function home() {
    history.replaceState(null, '', '/s');
    show(state.role === 'clerk' ? 'desk' : 'home');
  }
  window.addEventListener('popstate', function (event) {
    if (!state) return;
    var there = event.state;
    refresh(function () { if (there) show(there.name, there.argument); else home(); });
  });

  // ---- words for figures ------------------------------------------------------------------------------------

  var no_minor = { JPY: 1, KRW: 1, VND: 1 };
  function places() { return no_minor[state.currency] ? 0 : 2; }
  function money(minor) {
    var figure = (minor / Math.pow(10, places())).toFixed(places()).replace(/\.00$/, '');
    figure = figure.replace(/^\d+/, function (whole) { return whole.replace(/\B(?=(\d{3})+$)/g, ','); });
    return state.currency === 'CNY' ? T('yuan', { n: figure }) : figure + ' ' + state.currency;
  }
  // Minor units; null for what is no amount.
  function minor_of(text) {
    var clean = text.trim();
    var allowed = places() === 0 ? /^\d{1,10}$/ : /^\d{1,9}(\.\d{1,2})?$/;
    return allowed.test(clean) ? Math.round(Number(clean) * Math.pow(10, places())) : null;
  }
  function number_of(text) { return /^\d{1,8}$/.test(text.trim()) ? Number(text.trim()) : null; }
  function number_text(number) { return ('000' + number).slice(-Math.max(4, String(number).length)); }
  function two(n) { return (n < 10 ? '0' : '') + n; }
  function clock(ms) { var d = new Date(ms); return d.getHours() + ':' + two(d.getMinutes()); }
  function day(ms) { var d = new Date(ms); return T('date', { month: d.getMonth() + 1, day: d.getDate() }); }
  function hour_words(hour) { return T('hours').split(',')[hour]; }
  function day_words(weekday) { return T('days').split(',')[weekday]; }
  function when(ms) {
    var d = new Date(ms);
    return day(ms) + ' ' + day_words(d.getDay()) + ' ' + (d.getMinutes() ? clock(ms) : hour_words(d.getHours()));
  }

  // ---- the way in -------------------------------------------------------------------------------------------

  function notice(key) {
    return [head(T(key + '.title')), el('p', { class: 'card' }, T(key + '.text'))];
  }
  views.not_paired = function () { return notice('not_paired'); };
  views.pairing = function () { return notice('pairing'); };
  views.pairing_failed = function (what) { return notice(has('pair.' + what + '.title') ? 'pair.'
                                                         + what : 'pair.other'); };
  views.offline = function () {
    return [notice('offline'), button('again', T('again'), start)];
  };

  function start() {
    if (!xiaoer.paired()) return show('not_paired');
    xiaoer.ask({ kind: 'state' }, function (answer) {
      if (answer.kind === 'error' && answer.what === 'not_paired') return show('not_paired');
      if (answer.kind !== 'state') return show('offline');
      state = answer.state;
      var step = localStorage.getItem('xiaoer.set_up'), tried = localStorage.getItem('xiaoer.tried');
      if (tried !== null && state.role !== 'clerk') show('tried', tried);
      else if (step !== null && state.role === 'merchant') show('set_up', Number(step));
      else home();
    });
  }
  function begin() {
    var code = /^\/s\/([0-9a-f]{32})$/.exec(location.pathname);
    var key = location.hash.slice(1);
    if (!code || !/^[0-9a-f]{64}$/.test(key) || code[1] === xiaoer.phone()) {
      if (code) history.replaceState(null, '', '/s');
      return start();
    }
    var moved = /^\?lang=[a-zA-Z-]+&old=([0-9a-f]{32})(?:&step=(\d))?(&hot=1)?$/.exec(location.search);
    show('pairing');
    xiaoer.pair(code[1], key, function (problem) {
      history.replaceState(null, '', '/s');
      if (problem) return show('pairing_failed', problem);
      if (moved) return arrive(moved[1], moved[2], moved[3]);
      xiaoer.ask({ kind: 'state' }, function (answer) {
        var fresh = answer.kind === 'state' && answer.state.role === 'merchant' && answer.state.phones.length === 1;
        if (fresh) localStorage.setItem('xiaoer.set_up', '0');
        start();
      });
    });
  }
  // This phone came from another address of the same kiosk (staff_network.js): what it was called there is taken back,
  // and a hotspot through which it came is kept.
  function arrive(old, step, by_hotspot) {
    localStorage.setItem('xiaoer.tried', location.origin);
    if (step !== undefined) localStorage.setItem('xiaoer.set_up', step);
    xiaoer.wish(xiaoer.fresh_id(), { kind: 'revoke_phone', phone: old }, function () {
      if (!by_hotspot) return start();
      xiaoer.ask({ kind: 'hotspot', what: 'keep' }, function (answer) {
        if (answer.kind !== 'done') trouble(answer);
        start();
      });
    });
  }
  // Back from an address that did not answer, a browser may show the page as it was left.
  window.addEventListener('pageshow', function (event) {
    if (event.persisted && localStorage.getItem('xiaoer.tried') !== null) start();
  });
  document.addEventListener('DOMContentLoaded', function () {
    fetched('staff.' + document.documentElement.lang + '.json', function (text) {
      texts = JSON.parse(text);
      begin();
    }, function () { setTimeout(function () { location.reload(); }, 3000); });  // there are no words yet to say more
  });

  return {
    T: T, has: has, el: el, fill: fill, field: field, choice: choice, head: head, back_line: back_line, tile: tile,
        button: button,
    tell: tell, why: why, act: act, trouble: trouble, refresh: refresh, after_change: after_change, show: show,
        go: go,
    home: home, views: views, money: money, minor_of: minor_of, places: places, number_of: number_of,
    number_text: number_text, clock: clock, day: day, when: when, hour_words: hour_words, day_words: day_words,
    state: function () { return state; }
  };
})();
