// The shop's fixed address, or the kiosk's own hotspot, tried with this very phone: its page is loaded anew from there.
// What the page cannot tell, because it did not come, is told when the phone is back at the old address.
(function () {
  'use strict';
  var T = page.T, el = page.el;

  function short(url) { return url.replace(/^http:\/\//, ''); }
  function url_of(typed) {
    var text = typed.trim().replace(/\/+$/, '').toLowerCase();
    if (text && text.indexOf('://') < 0) text = 'http://' + text;
    return /^https?:\/\/[a-z0-9.-]+(:\d{1,5})?$/.test(text) ? text : '';
  }
  function is_digits(url) { return /^http:\/\/[\d.]+(:\d+)?$/.test(url); }

  // What the machine says of itself: its addresses, and whether they will last.
  function machine_words(network) {
    var lines = network.addresses.map(function (one) {
      return el('p', { class: one.lent ? 'card gold' : 'card' },
                T(one.lent ? 'network.lent' : 'network.fixed', { address: short(one.url) }));
    });
    if (!lines.length) lines.push(el('p', { class: 'card gold' }, T('network.unknown')));
    return lines;
  }
  // Why it cannot be this address, before the phone goes there; '' when it may be.
  function objection(url, network) {
    var own = network.addresses.map(function (one) { return one.url; });
    if (!url) return T('network.no_address');
    if (!is_digits(url) || !own.length || own.indexOf(url) >= 0 || url === location.origin) return '';
    return T('network.elsewhere', { address: short(url), own: own.map(short).join(T('and')) });
  }
  function go_there(pressed, url) {
    localStorage.setItem('xiaoer.tried', url);
    if (url === location.origin) return location.reload();
    way_to(pressed, url, '', function (address) { location.href = address; });
  }
  // At another address this phone is another to the browser: it pairs itself there anew, and takes back the old one.
  function way_to(pressed, url, more, done) {
    pressed.disabled = true;
    xiaoer.ask({ kind: 'pairing' }, function (answer) {
      pressed.disabled = false;
      if (answer.kind !== 'pairing') return page.trouble(answer);
      var code = /\/s\/([0-9a-f]+)#([0-9a-f]+)$/.exec(answer.url), step = localStorage.getItem('xiaoer.set_up');
      done(url + '/s/' + code[1] + '?lang=' + document.documentElement.lang + '&old=' + xiaoer.phone() + (step === null ? '' : '&step=' + step) + more + '#'
           + code[2]);
    });
  }

  // ---- the kiosk's own hotspot --------------------------------------------------------------------------------

  // Digits, which every keyboard shows first.
  function fresh_password() {
    var text = '', byte;
    while (text.length < 8) {
      byte = nacl.randomBytes(1)[0];
      if (byte < 250) text += byte % 10;
    }
    return text;
  }
  function hotspot_form(url) {
    var name = page.field(T('hotspot.name'), { name: 'hotspot', maxlength: 32, autocomplete: 'off', value: 'XIAOER' });
    var password = page.field(T('hotspot.password'), { name: 'hotspot_password', maxlength: 63, autocomplete: 'off',
                                                       value: fresh_password() });
    var channel = page.choice(T('hotspot.channel'), [[0, T('hotspot.channel_auto')], [1, 1], [6, 6], [11, 11]], 0);
    var send = page.button('try_hotspot', T('hotspot.try'), function () {
      way_to(send, url, '&hot=1', function (address) {
        var ask = { kind: 'hotspot', what: 'try', name: name.input.value, password: password.input.value };
        if (channel.input.value !== '0') ask.channel = Number(channel.input.value);
        send.disabled = true;
        xiaoer.ask(ask, function (answer) {
          send.disabled = false;
          if (answer.kind === 'error' && answer.what === 'invalid') return page.tell(T('hotspot.wrong'), true);
          if (answer.kind !== 'done') return page.trouble(answer);
          localStorage.setItem('xiaoer.tried', url);
          page.show('hotspot', { name: ask.name, password: ask.password, address: address });
        });
      });
    }, 'act plain');
    return [el('p', { class: 'soft' }, T('hotspot.what')), name, password, channel, send];
  }
  function hotspot_on() {
    var close = page.button('close_hotspot', T('hotspot.close'), function () {
      xiaoer.ask({ kind: 'hotspot', what: 'close' }, function (answer) {
        if (answer.kind !== 'done') return page.trouble(answer);
        page.tell(T('hotspot.closed'));
      });
    }, 'act plain');
    return [el('p', null, T('hotspot.on')), close];
  }
  function hotspot_card(hotspot) {
    var ended = hotspot.trial === 'failed' || hotspot.trial === 'gone_back';
    return el('section', { class: 'card', 'data-card': 'hotspot' }, el('h3', null, T('hotspot.title')),
              ended ? el('p', { class: 'problem', role: 'alert' }, T('hotspot.' + hotspot.trial, hotspot)) : null,
              hotspot.state === 'ready' ? hotspot_form(hotspot.url)
                                        : hotspot.state === 'on' ? hotspot_on()
                                                                 : el('p', { class: 'soft' },
                                                                      T('hotspot.' + hotspot.state)));
  }
  // The phone has to change its Wi-Fi by hand; then it goes on from here.
  page.views.hotspot = function (plan) {
    return [page.head(T('hotspot.waits')),
            el('section', { class: 'card' }, el('p', { class: 'soft' }, T('hotspot.name')),
               el('p', { class: 'ask' }, plan.name), el('p', { class: 'soft' }, T('hotspot.password')),
               el('p', { class: 'ask' }, plan.password)),
            el('p', null, T('hotspot.how')), el('p', { class: 'soft' }, T('hotspot.goes')),
            el('p', { class: 'last' }, page.button('joined', T('hotspot.joined'),
                                                   function () { location.href = plan.address; }))];
  };

  // ---- pages --------------------------------------------------------------------------------------------------

  set_up.parts.network = function () {
    var network = { addresses: [] }, told = el('div'), own = el('div', { class: 'gap' });
    var address = page.field(T('network.address'), { name: 'address', autocomplete: 'off', maxlength: 80,
                                                     inputmode: 'url' });
    address.input.value = short(page.state().settings.base_url || location.origin);
    xiaoer.ask({ kind: 'network' }, function (answer) {
      if (answer.kind !== 'network') return;
      network = answer;
      told.appendChild(el('div', null, machine_words(answer)));
      own.appendChild(hotspot_card(answer.hotspot));
    });
    var send = page.button('try', T('network.try'), function () {
      var url = url_of(address.input.value), problem = objection(url, network);
      if (problem) return page.tell(problem, true);
      go_there(send, url);
    });
    return [el('p', { class: 'soft under' }, T('network.what')), told, address,
            el('p', { class: 'last' }, send), own];
  };

  // The page that was loaded after a try: either it came from that address, or the phone is back where it was.
  page.views.tried = function (url) {
    localStorage.removeItem('xiaoer.tried');
    var step = localStorage.getItem('xiaoer.set_up');
    function go_on() {
      if (step !== null) set_up.to_step(Number(step) + 1); else page.home();
    }
    function again() {
      if (step !== null) page.show('set_up', Number(step)); else page.go('part', 'network');
    }
    if (url !== location.origin) {
      return [page.head(T('network.failed')),
              el('p', { class: 'card alarm', role: 'alert' }, T('network.failed_at', { address: short(url) })),
              el('section', { class: 'card' }, T('network.reasons').split('|').map(function (reason) {
                return el('p', null, '· ' + reason);
              })),
              page.button('again', T('again'), again)];
    }
    var settings = set_up.copy(page.state().settings), next = page.button('next', T('next'), go_on);
    if (settings.base_url !== url) {
      settings.base_url = url;
      next = page.button('next', T('next'), function () { set_up.save(next, settings, go_on); });
    }
    return [page.head(T('network.works')),
            el('p', { class: 'card hear', role: 'status' }, T('network.works_at', { address: short(url) })),
            el('p', { class: 'last' }, next)];
  };
})();
