// What the format is made of: bytes, hex, SHA-256 and canonical JSON. For browsers from about 2014 on, whose pages over
// plain HTTP have no crypto.subtle.
(function () {
  'use strict';

  // ---- bytes and SHA-256 (FIPS 180-4) ----

  var K = new Int32Array([
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98,
    0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786,
    0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8,
    0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13,
    0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819,
    0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a,
    0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7,
    0xc67178f2]);
  var state = new Int32Array(8), words = new Int32Array(64), tail = new Uint8Array(128);

  function compress(data, at) {
    var i, t, u, x, y, w = words;
    for (i = 0; i < 16; i++, at += 4) w[i] = data[at] << 24 | data[at + 1] << 16 | data[at + 2] << 8 | data[at + 3];
    for (; i < 64; i++) {
      x = w[i - 15];
      y = w[i - 2];
      w[i] = ((x >>> 7 | x << 25) ^ (x >>> 18 | x << 14) ^ x >>> 3) + w[i - 7] +
        ((y >>> 17 | y << 15) ^ (y >>> 19 | y << 13) ^ y >>> 10) + w[i - 16] | 0;
    }
    var a = state[0], b = state[1], c = state[2], d = state[3], e = state[4], f = state[5], g = state[6], h = state[7];
    for (i = 0; i < 64; i++) {
      t = h + ((e >>> 6 | e << 26) ^ (e >>> 11 | e << 21) ^ (e >>> 25 | e << 7)) + (e & f ^ ~e & g) + K[i] + w[i] | 0;
      u = ((a >>> 2 | a << 30) ^ (a >>> 13 | a << 19) ^ (a >>> 22 | a << 10)) + (a & b ^ a & c ^ b & c) | 0;
      h = g;
      g = f;
      f = e;
      e = d + t | 0;
      d = c;
      c = b;
      b = a;
      a = t + u | 0;
    }
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
    state[4] += e;
    state[5] += f;
    state[6] += g;
    state[7] += h;
  }

  // The hash of the first `size` bytes of `data`, into `out` at `to`.
  function hash_into(out, to, data, size) {
    var i, at = 0;
    state.set([0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19]);
    for (; at + 64 <= size; at += 64) compress(data, at);
    var rest = size - at, padded = rest < 56 ? 64 : 128;
    for (i = 0; i < padded; i++) tail[i] = i < rest ? data[at + i] : 0;
    tail[rest] = 0x80;
    var bits = size * 8;
    for (i = padded - 1; bits > 0; i--, bits = Math.floor(bits / 256)) tail[i] = bits % 256;
    compress(tail, 0);
    if (padded === 128) compress(tail, 64);
    for (i = 0; i < 8; i++) {
      out[to + 4 * i] = state[i] >>> 24;
      out[to + 4 * i + 1] = state[i] >>> 16;
      out[to + 4 * i + 2] = state[i] >>> 8;
      out[to + 4 * i + 3] = state[i];
    }
  }
  // Of texts and bytes, joined.
  function sha() {
    var data = joined(arguments), out = new Uint8Array(32);
    hash_into(out, 0, data, data.length);
    return out;
  }
  function joined(parts) {
    var size = 0, i, at = 0;
    parts = [].map.call(parts, function (part) { return typeof part === 'string' ? bytes_of(part) : part; });
    for (i = 0; i < parts.length; i++) size += parts[i].length;
    var out = new Uint8Array(size);
    for (i = 0; i < parts.length; at += parts[i++].length) out.set(parts[i], at);
    return out;
  }
  function bytes_of(text) {
    if (typeof TextEncoder !== 'undefined') return new TextEncoder().encode(text);
    var utf8 = unescape(encodeURIComponent(text)), out = new Uint8Array(utf8.length);
    for (var i = 0; i < utf8.length; i++) out[i] = utf8.charCodeAt(i);
    return out;
  }
  function from_hex(hex) {
    var out = new Uint8Array(hex.length / 2);
    for (var i = 0; i < out.length; i++) out[i] = parseInt(hex.substr(2 * i, 2), 16);
    return out;
  }
  function to_hex(bytes) {
    return [].map.call(bytes, function (b) { return (b < 16 ? '0' : '') + b.toString(16); }).join('');
  }
  function u64be(n) {
    var out = new Uint8Array(8);
    for (var i = 7; n > 0; i--, n = Math.floor(n / 256)) out[i] = n % 256;
    return out;
  }
  // RFC 8785 for what a proof holds: JavaScript's own order of strings is by UTF-16 code units, as it asks.
  function canon(value) {
    if (Array.isArray(value)) return '[' + value.map(canon).join(',') + ']';
    if (value === null || typeof value !== 'object') return JSON.stringify(value);
    return '{' + Object.keys(value).sort().map(function (key) {
      return JSON.stringify(key) + ':' + canon(value[key]);
    }).join(',') + '}';
  }

  xiaoer.hash_into = hash_into;
  xiaoer.sha = sha;
  xiaoer.bytes_of = bytes_of;
  xiaoer.from_hex = from_hex;
  xiaoer.to_hex = to_hex;
  xiaoer.u64be = u64be;
  xiaoer.canon = canon;
})();
