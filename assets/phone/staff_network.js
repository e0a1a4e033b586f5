// The shop's fixed address, tried with this very phone: its page is loaded anew from there. What the page cannot tell,
// because it did not come, is told when the phone is back at the old address.
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
    lines.push(el('p', { class: 'soft under' }, T(network.wireless ? 'network.radio' : 'network.no_radio')));
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
    // At another address this phone is another to the browser: it pairs itself there anew, and takes back the old one.
    pressed.disabled = true;
    xiaoer.ask({ kind: 'pairing' }, function (answer) {
      pressed.disabled = false;
      if (answer.kind !== 'pairing') return page.trouble(answer);
      var code = /\/s\/([0-9a-f]+)#([0-9a-f]+)$/.exec(answer.url), step = localStorage.getItem('xiaoer.set_up');
      location.href = url + '/s/' + code[1] + '?old=' + xiaoer.phone() + (step === null ? '' : '&step=' + step)
          + '#' + code[2];
    });
  }

  set_up.parts.network = function () {
    var network = { addresses: [], wireless: false }, told = el('div');
    var address = page.field(T('network.address'), { name: 'address', autocomplete: 'off', maxlength: 80,
                                                     inputmode: 'url' });
    address.input.value = short(page.state().settings.base_url || location.origin);
    xiaoer.ask({ kind: 'network' }, function (answer) {
      if (answer.kind !== 'network') return;
      network = answer;
      told.appendChild(el('div', null, machine_words(answer)));
    });
    var send = page.button('try', T('network.try'), function () {
      var url = url_of(address.input.value), problem = objection(url, network);
      if (problem) return page.tell(problem, true);
      go_there(send, url);
    });
    return [el('p', { class: 'soft under' }, T('network.what')), told, address,
            el('p', { class: 'last' }, send)];
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
