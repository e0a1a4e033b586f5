// A proof file, read as strictly as docs/draw-v1.md asks: JSON by RFC 8259 without floats, repeated keys or integers
// beyond 2^53-1, and no key that the format does not know. JSON.parse forgives all of these. For browsers from about
// 2014 on. Whatever is wrong is thrown as a Refusal, whose `reason` is one sentence.
var xiaoer = {};
(function () {
  'use strict';

  var deepest = 64, longest_reason = 300;

  function Refusal(reason) { this.reason = reason; }
  function refuse(reason) { throw new Refusal(reason); }

  // ---- JSON, from bytes ----

  function Json(bytes) {
    this.bytes = bytes;
    this.at = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
    this.depth = 0;
  }
  Json.prototype.fail = function () { refuse('not JSON at byte ' + (this.at + 1)); };
  // The byte that comes next, past white space; undefined at the end.
  Json.prototype.peek = function () {
    var c = this.bytes[this.at];
    while (c === 0x20 || c === 0x0a || c === 0x0d || c === 0x09) c = this.bytes[++this.at];
    return c;
  };
  Json.prototype.take = function (character) {
    if (this.peek() !== character.charCodeAt(0)) this.fail();
    this.at++;
  };
  Json.prototype.took = function (character) {
    if (this.peek() !== character.charCodeAt(0)) return false;
    this.at++;
    return true;
  };
  Json.prototype.open = function () { if (++this.depth > deepest) refuse('nested too deep'); };

  Json.prototype.value = function () {
    switch (this.peek()) {
      case 0x7b: return this.object();
      case 0x5b: return this.list();
      case 0x22: return this.string();
      case 0x74: return this.word('true', true);
      case 0x66: return this.word('false', false);
      case 0x6e: return this.word('null', null);
    }
    return this.number();
  };
  Json.prototype.word = function (word, value) {
    for (var i = 0; i < word.length; i++, this.at++) {
      if (this.bytes[this.at] !== word.charCodeAt(i)) this.fail();
    }
    return value;
  };
  Json.prototype.number = function () {
    var text = '';
    for (; ; this.at++) {
      var c = this.bytes[this.at];
      if (!(c >= 0x30 && c <= 0x39 || c === 0x2d || c === 0x2b || c === 0x2e || c === 0x45 || c === 0x65)) break;
      text += String.fromCharCode(c);
    }
    if (!/^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(text)) this.fail();
    if (!isFinite(Number(text))) this.fail();
    if (/[.eE]/.test(text) || beyond_64_bits(text)) refuse('a number is not an integer');
    if (Number(text) > 9007199254740991) refuse('an integer is above 2^53-1');
    if (Number(text) < -9007199254740991) refuse('an integer is below -(2^53-1)');
    return Number(text) + 0;
  };
  function beyond_64_bits(text) {
    var digits = text.replace('-', ''), most = text[0] === '-' ? '9223372036854775808' : '18446744073709551615';
    return digits.length > most.length || digits.length === most.length && digits > most;
  }

  Json.prototype.string = function () {
    this.take('"');
    var out = '', raw = '', c, from = this.at, end = from;
    // Nearly all are short and plain.
    while ((c = this.bytes[end]) >= 0x20 && c < 0x80 && c !== 0x22 && c !== 0x5c && end - from < 200) end++;
    if (c === 0x22) {
      this.at = end + 1;
      return String.fromCharCode.apply(null, this.bytes.subarray(from, end));
    }
    while ((c = this.bytes[this.at]) !== 0x22) {
      if (!(c >= 0x20)) this.fail();
      if (c === 0x5c) {
        out += this.decoded(raw) + this.escape();
        raw = '';
      } else {
        if (c < 0x80 && c !== 0x25) {
          raw += String.fromCharCode(c);
        } else {
          raw += '%' + c.toString(16);
        }
        this.at++;
      }
    }
    this.at++;
    return out + this.decoded(raw);
  };
  // decodeURIComponent() refuses what is not UTF-8.
  Json.prototype.decoded = function (raw) {
    if (raw.indexOf('%') < 0) return raw;
    try {
      return decodeURIComponent(raw);
    } catch (not_utf8) {
      return this.fail();
    }
  };
  var escapes = { '"': '"', '\\': '\\', '/': '/', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };
  Json.prototype.escape = function () {
    var letter = String.fromCharCode(this.bytes[this.at + 1]);
    if (letter !== 'u') {
      if (!escapes.hasOwnProperty(letter)) this.fail();
      this.at += 2;
      return escapes[letter];
    }
    var first = this.unit();
    if (first < 0xd800 || first > 0xdfff) return String.fromCharCode(first);
    var second = first < 0xdc00 && this.bytes[this.at] === 0x5c && this.bytes[this.at + 1] === 0x75 ? this.unit() : 0;
    if (second < 0xdc00 || second > 0xdfff) this.fail();  // half of a pair is no character
    return String.fromCharCode(first, second);
  };
  Json.prototype.unit = function () {
    var digits = '';
    for (var i = 2; i < 6; i++) digits += String.fromCharCode(this.bytes[this.at + i]);
    if (!/^[0-9a-fA-F]{4}$/.test(digits)) this.fail();
    this.at += 6;
    return parseInt(digits, 16);
  };

  Json.prototype.key = function (object) {
    if (this.peek() !== 0x22) this.fail();
    var key = this.string();
    if (key in object) refuse('the key "' + key + '" is repeated');
    this.take(':');
    return key;
  };
  Json.prototype.object = function () {
    var object = Object.create(null);
    this.open();
    this.take('{');
    if (!this.took('}')) {
      do {
        var key = this.key(object);
        object[key] = this.value();
      } while (this.took(','));
      this.take('}');
    }
    this.depth--;
    return object;
  };
  Json.prototype.list = function () {
    var list = [];
    this.open();
    this.take('[');
    if (!this.took(']')) {
      do list.push(this.value()); while (this.took(','));
      this.take(']');
    }
    this.depth--;
    return list;
  };
  Json.prototype.end = function () { if (this.peek() !== undefined) this.fail(); };

  // ---- what a value must be ----

  function text(value) { return typeof value === 'string' ? value : refuse('expected text'); }
  function integer(value) { return typeof value === 'number' ? value : refuse('expected an integer in range'); }
  function time(value) { return typeof value === 'number' ? value : refuse('expected a time in milliseconds'); }
  function flag(value) { return typeof value === 'boolean' ? value : refuse('expected true or false'); }
  function hex(bytes) {
    return function (value) {
      if (typeof value !== 'string') refuse('expected hex');
      if (value.length % 2 !== 0) refuse('hex has an odd number of digits');
      if (!/^[0-9a-f]*$/.test(value)) refuse('not lower-case hex');
      if (value.length !== 2 * bytes) refuse('expected ' + 2 * bytes + ' hex digits');
      return value;
    };
  }
  function list_of(read) {
    return function (value) { return Array.isArray(value) ? value.map(read) : refuse('expected a list'); };
  }
  function is_object(value) { return value !== null && typeof value === 'object' && !Array.isArray(value); }

  // `fields`: name, how to read it, name, …; every one must be there, and nothing else but `beside`.
  function object_of(fields, beside) {
    return function (value) {
      if (!is_object(value)) refuse('expected an object');
      var known = Object.create(null);
      if (beside) known[beside] = true;
      for (var i = 0; i < fields.length; i += 2) {
        var name = fields[i];
        known[name] = true;
        if (!(name in value)) refuse('"' + name + '" is missing');
        try {
          fields[i + 1](value[name]);
        } catch (refusal) {
          if (!(refusal instanceof Refusal)) throw refusal;
          refuse('"' + name + '": ' + refusal.reason);
        }
      }
      Object.keys(value).sort().forEach(function (key) {
        if (!(key in known)) refuse('"' + key + '" is not known here');
      });
      return value;
    };
  }

  var kinds = {
    dice: object_of(['source', text, 'throws', integer], 'kind'),
    lottery: object_of(['digits', integer, 'issue', text, 'source', text], 'kind'),
    drand: object_of(['chain', text, 'round', integer], 'kind'),
    none: object_of([], 'kind')
  };
  function entropy(value) {
    if (!is_object(value) || typeof value.kind !== 'string') refuse('"kind" is missing');
    if (!kinds.hasOwnProperty(value.kind)) refuse('"' + value.kind + '" is not a known kind');
    return kinds[value.kind](value);
  }
  var prize = object_of(['name', text, 'quantity', integer, 'value_minor', integer]);
  var pick = object_of(['ticket', text, 'unit', integer]);
  var entry = object_of(['member', hex(8), 'ticket', text, 'weight', integer]);
  var announcement = object_of([
    'algorithm', text, 'claim_by', time, 'closes_at', time, 'commitment', hex(32), 'device', hex(32), 'draw', text,
    'entropy', entropy, 'max_weight', integer, 'number', integer, 'one_win_per_member', flag, 'opens_at', time,
    'previous', hex(32), 'prizes', list_of(prize), 'shop', text]);
  var round = object_of(['claim_by', time, 'entropy', entropy, 'entropy_value', text, 'picks', list_of(pick),
    'units', list_of(integer)]);
  var proof_file = object_of([
    'announcement', announcement, 'closing_signature', hex(64), 'entries', list_of(entry), 'entropy_value', text,
    'picks', list_of(pick), 'root', hex(32), 'rounds', list_of(round), 'seed', hex(32), 'v', integer]);

  // ---- the file, a piece at a time ----

  // Reads a proof file's bytes. read() goes on for a while and returns whether it is done; then `proof` is there, and
  // every entry of it was looked at on the way.
  function ProofReader(bytes) {
    this.json = new Json(bytes);
    this.size = bytes.length;
    this.proof = null;
    this.entries = [];
    this.state = 'start';
  }
  ProofReader.prototype.progress = function () { return this.size === 0 ? 1 : this.json.at / this.size; };
  ProofReader.prototype.read = function () {
    try {
      return this.go_on();
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      // The sentence may quote a key of the file, which anybody could have written.
      return refuse('not a proof file: ' + one_line(refusal.reason));
    }
  };
  ProofReader.prototype.go_on = function () {
    var json = this.json;
    if (this.state === 'start') {
      if (json.peek() !== 0x7b) {
        json.value();
        json.end();
        refuse('expected an object');
      }
      this.proof = Object.create(null);
      json.open();
      json.take('{');
      this.state = json.took('}') ? 'end' : 'member';
    } else if (this.state === 'member') {
      var key = json.key(this.proof), is_list = key === 'entries' && json.peek() === 0x5b;
      this.proof[key] = is_list ? [] : json.value();
      if (is_list) {
        json.open();
        json.take('[');
        this.state = json.took(']') ? 'list_end' : 'list';
      } else {
        this.next('member', '}', 'end');
      }
    } else if (this.state === 'list') {
      for (var i = 0; i < 100 && this.state === 'list'; i++) {
        this.entries.push(entry(json.value()));
        this.next('list', ']', 'list_end');
      }
    } else if (this.state === 'list_end') {
      json.depth--;
      this.next('member', '}', 'end');
    } else {
      json.end();
      proof_file(this.proof);
      if (this.proof.v !== 1) refuse('"v" is not 1');
      this.proof.entries = this.entries;
      return true;
    }
    return false;
  };
  ProofReader.prototype.next = function (more, bracket, end) {
    this.state = more;
    if (this.json.took(',')) return;
    this.json.take(bracket);
    this.state = end;
  };

  // Spaces as one, and nothing that hides or turns what stands beside it.
  var spaces = /[\s\u2000-\u200a\u3000]+/g;
  var unwanted = new RegExp('[\\u0000-\\u001f\\u007f-\\u009f\\u00ad\\u061c\\u180e\\u200b-\\u200f\\u2028-\\u202e' +
    '\\u2060-\\u206f\\ue000-\\uf8ff\\ufdd0-\\ufdef\\ufeff\\ufff0-\\uffff]', 'g');
  function one_line(reason) {
    return reason.replace(spaces, ' ').replace(unwanted, '').replace(/^ | $/g, '').slice(0, longest_reason);
  }

  xiaoer.Refusal = Refusal;
  xiaoer.refuse = refuse;
  xiaoer.ProofReader = ProofReader;
})();
