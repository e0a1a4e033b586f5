// Sealed calls of a staff phone (the other side: kiosk/phone/staff_call.h). For browsers from about 2014 on.
var xiaoer = (function () {
  'use strict';

  function hex(bytes) {
    var text = '';
    for (var i = 0; i < bytes.length; i++) text += (bytes[i] < 16 ? '0' : '') + bytes[i].toString(16);
    return text;
  }
  function bytes(text) {
    var list = new Uint8Array(text.length / 2);
    for (var i = 0; i < list.length; i++) list[i] = parseInt(text.substr(2 * i, 2), 16);
    return list;
  }
  function encode(value) {
    var text = unescape(encodeURIComponent(JSON.stringify(value)));
    var list = new Uint8Array(text.length);
    for (var i = 0; i < list.length; i++) list[i] = text.charCodeAt(i);
    return list;
  }
  function decode(list) {
    var text = '';
    for (var i = 0; i < list.length; i++) text += String.fromCharCode(list[i]);
    return JSON.parse(decodeURIComponent(escape(text)));
  }

  function post(call, done) {
    var request = new XMLHttpRequest();
    request.open('POST', '/api/staff');
    request.timeout = 15000;
    request.setRequestHeader('Content-Type', 'application/json');
    request.setRequestHeader('Accept', 'application/json');
    request.onload = function () {
      var answer = null;
      try { answer = JSON.parse(request.responseText); } catch (e) { /* no answer of ours */ }
      done(answer || { error: 'offline' });
    };
    request.onerror = request.ontimeout = function () { done({ error: 'offline' }); };
    request.send(JSON.stringify(call));
  }
  // What is in the answer's box; null when it is not the answer to this call.
  function opened(answer, key, nonce) {
    if (!answer.box) return null;
    var plain = nacl.secretbox.open(bytes(answer.box), bytes(answer.nonce), key);
    var said = plain && decode(plain);
    return said && said.to === nonce ? said : null;
  }

  // Greater than in every call before, also after the browser lost count: its clock goes on.
  function next_counter() {
    var counter = Math.max(Number(localStorage.getItem('xiaoer.counter') || 0) + 1, Date.now());
    localStorage.setItem('xiaoer.counter', String(counter));
    return counter;
  }

  // `done` gets '' or what is wrong.
  function pair(pairing, code, done) {
    var key = bytes(code);
    var own = nacl.box.keyPair();
    var nonce = nacl.randomBytes(24);
    var call = { pairing: pairing, nonce: hex(nonce),
                 box: hex(nacl.secretbox(encode({ public: hex(own.publicKey) }), nonce, key)) };
    var tries = 0;
    function once() {
      post(call, function (answer) {
        var said = opened(answer, key, call.nonce);
        if (!said && answer.error === 'offline' && ++tries < 3) return setTimeout(once, 1500);
        if (!said) return done(answer.error || 'altered');
        localStorage.setItem('xiaoer.key', hex(nacl.box.before(bytes(said.public), own.secretKey)));
        localStorage.setItem('xiaoer.phone', pairing);
        done('');
      });
    }
    once();
  }

  // One after the other, because counters must arrive in order.
  var waiting = [];
  var under_way = false;
  function send_next() {
    if (under_way || waiting.length === 0) return;
    under_way = true;
    var next = waiting.shift();
    var key = bytes(localStorage.getItem('xiaoer.key') || '');
    if (key.length !== 32) return finish({ kind: 'error', what: 'not_paired' });
    next.body.counter = next_counter();
    var nonce = nacl.randomBytes(24);
    var call = { phone: localStorage.getItem('xiaoer.phone'), nonce: hex(nonce),
                 box: hex(nacl.secretbox(encode(next.body), nonce, key)) };
    post(call, function (answer) {
      var said = opened(answer, key, call.nonce);
      finish(said ? said.answer : { kind: 'error', what: answer.error || 'altered' });
    });
    function finish(answer) {
      under_way = false;
      next.done(answer);
      send_next();
    }
  }
  function say(body, done) {
    waiting.push({ body: body, done: done });
    send_next();
  }
  function fresh_id() { return hex(nacl.randomBytes(16)); }

  return {
    pair: pair,
    paired: function () { return !!localStorage.getItem('xiaoer.key'); },
    phone: function () { return localStorage.getItem('xiaoer.phone'); },
    forget: function () {
      localStorage.removeItem('xiaoer.key');
      localStorage.removeItem('xiaoer.phone');
    },
    fresh_id: fresh_id,
    ask: function (ask, done) { say({ id: fresh_id(), ask: ask }, done); },
    // `id`: the same for the same wish said again.
    wish: function (id, wish, done) { say({ id: id, wish: wish }, done); }
  };
})();
