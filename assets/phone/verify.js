// Checks a draw on the customer's own phone: from the public proof file alone, by the rules of `xiaoer-draw-v1`, that the
// sealed number was not changed, that the list gives the closing hash the shop published, and that the throws
// pick exactly these winners. Its own code in another language than the kiosk's, for browsers from about 2014 on (no
// crypto.subtle on plain HTTP). It does not check the device's signature.
(function () {
  'use strict';

  // ---- bytes and SHA-256 (FIPS 180-4) ----

  function bytes_of(text) {
    var escaped = unescape(encodeURIComponent(text));
    var out = [];
    for (var i = 0; i < escaped.length; i++) out.push(escaped.charCodeAt(i));
    return out;
  }
  function from_hex(hex) {
    var out = [];
    for (var i = 0; i < hex.length; i += 2) out.push(parseInt(hex.substr(i, 2), 16));
    return out;
  }
  function to_hex(bytes) {
    return bytes.map(function (b) { return (b < 16 ? '0' : '') + b.toString(16); }).join('');
  }
  function u64be(n) {
    var out = [0, 0, 0, 0, 0, 0, 0, 0];
    for (var i = 7; n > 0; i--, n = Math.floor(n / 256)) out[i] = n % 256;
    return out;
  }

  var K = [], START = [];
  (function () {
    for (var n = 2; K.length < 64; n++) {
      var prime = true;
      for (var d = 2; d * d <= n; d++) if (n % d === 0) prime = false;
      if (!prime) continue;
      if (START.length < 8) START.push(fraction(Math.sqrt(n)));
      K.push(fraction(Math.pow(n, 1 / 3)));
    }
    function fraction(x) { return (x - Math.floor(x)) * 4294967296 | 0; }
  })();

  function sha(bytes) {
    var padded = bytes.concat([0x80]);
    while (padded.length % 64 !== 56) padded.push(0);
    padded = padded.concat(u64be(bytes.length * 8));
    var h = START.slice(), w = [];
    for (var at = 0; at < padded.length; at += 64) {
      for (var i = 0; i < 64; i++) {
        if (i < 16) {
          var p = at + 4 * i;
          w[i] = padded[p] << 24 | padded[p + 1] << 16 | padded[p + 2] << 8 | padded[p + 3];
        } else {
          var x = w[i - 15], y = w[i - 2];
          w[i] = (turn(x, 7) ^ turn(x, 18) ^ x >>> 3) + w[i - 7] + (turn(y, 17) ^ turn(y, 19) ^ y >>> 10) + w[i - 16] | 0;
        }
      }
      round(h, w);
    }
    var out = [];
    h.forEach(function (v) { out.push(v >>> 24, v >>> 16 & 255, v >>> 8 & 255, v & 255); });
    return out;
  }
  function turn(x, n) { return x >>> n | x << 32 - n; }
  function round(h, w) {
    var a = h[0], b = h[1], c = h[2], d = h[3], e = h[4], f = h[5], g = h[6], z = h[7];
    for (var i = 0; i < 64; i++) {
      var t = z + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + (e & f ^ ~e & g) + K[i] + w[i] | 0;
      var u = (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + (a & b ^ a & c ^ b & c) | 0;
      z = g; g = f; f = e; e = d + t | 0; d = c; c = b; b = a; a = t + u | 0;
    }
    [a, b, c, d, e, f, g, z].forEach(function (v, k) { h[k] = h[k] + v | 0; });
  }

  // ---- the formats ----

  // RFC 8785 for what a proof holds: JavaScript's own order of strings is by UTF-16 code units, as it asks.
  function canon(value) {
    if (Array.isArray(value)) return '[' + value.map(canon).join(',') + ']';
    if (value === null || typeof value !== 'object') return JSON.stringify(value);
    return '{' + Object.keys(value).sort().map(function (key) {
      return JSON.stringify(key) + ':' + canon(value[key]);
    }).join(',') + '}';
  }
  function labelled(label, bytes) { return sha(bytes_of(label + '\n').concat(bytes)); }

  // RFC 6962 §2.1
  function root_of(leaves) {
    if (leaves.length === 0) return sha([]);
    if (leaves.length === 1) return leaves[0];
    var split = 1;
    while (split * 2 < leaves.length) split *= 2;
    return sha([1].concat(root_of(leaves.slice(0, split)), root_of(leaves.slice(split))));
  }

  // The first 8 bytes of SHA(key || i) as a position among `total`; -1 when that x is not taken. For totals below 2^52.
  function position(key, i, total) {
    var x = sha(key.concat(u64be(i))).slice(0, 8);
    var rest = 0;
    x.forEach(function (b) {
      for (var bit = 7; bit >= 0; bit--) {
        rest = rest * 2 + (b >> bit & 1);
        if (rest >= total) rest -= total;
      }
    });
    // x lies in the last, partial stretch when fewer than total - rest values from x on are left below 2^64.
    var above = 0;
    x.forEach(function (b) { above = above * 256 + (255 - b); });
    return above + 1 + rest >= total ? rest : -1;
  }

  // Walks the list as the rules say; `left` loses whoever won.
  function pick(key, left, units, one_win) {
    var picks = [], i = 0;
    units.forEach(function (unit) {
      if (left.length === 0) return;
      var total = left.reduce(function (sum, entry) { return sum + entry.weight; }, 0), at;
      do at = position(key, i++, total); while (at < 0);
      var k = 0;
      while (at >= left[k].weight) at -= left[k++].weight;
      var won = left[k];
      picks.push({ ticket: won.ticket, unit: unit });
      for (var j = left.length - 1; j >= 0; j--) {
        if (one_win ? left[j].member === won.member : left[j].ticket === won.ticket) left.splice(j, 1);
      }
    });
    return picks;
  }

  // Which of the three claims hold, and how many won.
  function verify(proof, published) {
    var announcement = proof.announcement, seed = from_hex(proof.seed);
    var total = proof.entries.reduce(function (sum, entry) { return sum + entry.weight; }, 0);
    var root = to_hex(root_of(proof.entries.map(function (entry) { return sha([0].concat(bytes_of(canon(entry)))); })));
    var closing = labelled('xiaoer-closing-v1', bytes_of(canon({
      announcement: to_hex(labelled('xiaoer-announcement-v1', bytes_of(canon(announcement)))),
      count: proof.entries.length, root: root, total_weight: total
    })));
    var key = labelled('xiaoer-draw-v1', seed.concat(closing, sha(bytes_of(proof.entropy_value))));
    var units = [];
    announcement.prizes.forEach(function (prize) {
      for (var i = 0; i < prize.quantity; i++) units.push(units.length);
    });
    var left = proof.entries.slice(), one_win = announcement.one_win_per_member;
    var same = total < 4503599627370496 && canon(pick(key, left, units, one_win)) === canon(proof.picks);
    proof.rounds.forEach(function (again, r) {
      var head = canon({ claim_by: again.claim_by, entropy: again.entropy, units: again.units });
      var again_key = labelled('xiaoer-redraw-v1',
        key.concat(u64be(r + 1), sha(bytes_of(head)), sha(bytes_of(again.entropy_value))));
      same = same && canon(pick(again_key, left, again.units, one_win)) === canon(again.picks);
    });
    return {
      seed: to_hex(labelled('xiaoer-seed-v1', seed)) === announcement.commitment,
      entries: root === proof.root && to_hex(closing) === published,
      picks: same,
      values: { entries: proof.entries.length, throws: proof.entropy_value, n: proof.picks.length }
    };
  }

  // ---- the page ----

  function filled(text, values) {
    return text.replace(/\{(\w+)\}/g, function (hole, name) { return name in values ? values[name] : hole; });
  }
  function show(card, result) {
    var all = true;
    [].forEach.call(card.querySelectorAll('[data-check]'), function (line) {
      var good = result[line.getAttribute('data-check')];
      line.textContent = filled(line.textContent, result.values);
      line.className = good ? 'good' : 'wrong';
      all = all && good;
    });
    var verdict = card.querySelector('.verdict');
    verdict.textContent = filled(card.getAttribute(all ? 'data-good' : 'data-bad'), result.values);
    verdict.className = 'verdict ' + (all ? 'good' : 'wrong');
  }

  if (typeof document === 'undefined') { module.exports = verify; return; }
  var card = document.querySelector('.verify');
  if (!card) return;
  card.hidden = false;
  var request = new XMLHttpRequest();
  request.open('GET', '/d/' + card.getAttribute('data-draw') + '/proof.json');
  request.onload = request.onerror = function () {
    try {
      show(card, verify(JSON.parse(request.responseText), card.getAttribute('data-closing')));
    } catch (unreadable) {
      card.querySelector('.verdict').textContent = card.getAttribute('data-failed');
      card.querySelector('ul').hidden = true;
    }
  };
  request.send();
})();
