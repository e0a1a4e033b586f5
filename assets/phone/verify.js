// Checks a draw by the rules of docs/draw-v1.md in whoever's browser, from the proof file alone: its own code in
// another language than the kiosk's, by other ways (the tree level by level, numbers below 2^53 only). Only Ed25519 is
// another's: TweetNaCl's. Needs proof_json.js and proof_bytes.js before it.
//
// The work is cut into steps of a few milliseconds, so that whoever runs them can draw between two of them. A
// difference is thrown as xiaoer.Refusal, the first one in the order in which a draw happens, in the words of `xiaoer
// draw verify`.
(function () {
  'use strict';
  var refuse = xiaoer.refuse, sha = xiaoer.sha, hash_into = xiaoer.hash_into, bytes_of = xiaoer.bytes_of;
  var from_hex = xiaoer.from_hex, to_hex = xiaoer.to_hex, u64be = xiaoer.u64be, canon = xiaoer.canon;
  var most = 9007199254740991;  // 2^53-1

  // ---- the announcement and the public value ----

  function check_text(field, text) { if (text === '') refuse(field + ' is empty'); }
  function check_range(field, value, least) { if (value < least) refuse(field + ' is below ' + least); }
  function check_entropy(entropy) {
    if (entropy.kind === 'dice') {
      check_text('entropy.source', entropy.source);
      check_range('entropy.throws', entropy.throws, 10);
    } else if (entropy.kind === 'lottery') {
      check_text('entropy.source', entropy.source);
      check_text('entropy.issue', entropy.issue);
      check_range('entropy.digits', entropy.digits, 8);
    } else if (entropy.kind === 'drand') {
      check_text('entropy.chain', entropy.chain);
      check_range('entropy.round', entropy.round, 1);
    }
  }
  function check_value(entropy, value) {
    var length = { dice: entropy.throws, lottery: entropy.digits }[entropy.kind];
    if (length !== undefined && bytes_of(value).length !== length)
      refuse('the public value must be exactly ' + length + ' characters, nothing between');
    if (entropy.kind === 'dice' && !/^[1-6]*$/.test(value))
      refuse('the public value of dice has only the digits 1 to 6');
    if (entropy.kind === 'lottery' && !/^[0-9]*$/.test(value)) refuse('the public value of a lottery has only digits');
    if (entropy.kind === 'drand' && !/^[0-9a-f]{64}$/.test(value))
      refuse('the public value of drand is 64 lower-case hex digits');
    if (entropy.kind === 'none' && value !== '') refuse('a draw without entropy has an empty public value');
  }
  function check_announcement(draw) {
    if (draw.algorithm !== 'xiaoer-draw-v1') refuse('algorithm is not xiaoer-draw-v1');
    check_text('draw', draw.draw);
    check_text('shop', draw.shop);
    check_range('number', draw.number, 1);
    check_range('max_weight', draw.max_weight, 1);
    var zeros = /^0*$/.test(draw.previous);
    if (draw.number === 1 && !zeros) refuse("previous is not zeros in the device's first draw");
    if (draw.number !== 1 && zeros) refuse("previous is zeros though this is not the device's first draw");
    if (draw.closes_at < draw.opens_at) refuse('closes_at is before opens_at');
    if (draw.claim_by < draw.closes_at) refuse('claim_by is before closes_at');
    if (draw.prizes.length === 0) refuse('prizes is empty');
    draw.prizes.reduce(function (units, prize) {
      check_text('prizes.name', prize.name);
      check_range('prizes.quantity', prize.quantity, 1);
      check_range('prizes.value_minor', prize.value_minor, 0);
      if (prize.quantity > most - units) refuse('prizes have more than 2^53-1 units');
      return units + prize.quantity;
    }, 0);
    check_entropy(draw.entropy);
  }
  function check_seed(draw, seed) {
    if (to_hex(sha('xiaoer-seed-v1\n', from_hex(seed))) !== draw.commitment)
      refuse('seed: not the one that the announcement committed to');
  }
  // What is wrong in `part` is said with its name.
  function within(part, check) {
    try {
      check();
    } catch (refusal) {
      if (refusal instanceof xiaoer.Refusal) refusal.reason = part + ': ' + refusal.reason;
      throw refusal;
    }
  }

  // ---- the list: each entry, its leaf, and the root of RFC 6962 §2.1 ----

  function check_entry(entry, before, i, total) {
    var refuse_it = function (what) { refuse('entries: number ' + (i + 1) + ' ' + what); };
    if (!/^[0-9a-z-]{1,40}$/.test(entry.ticket)) refuse_it('has a ticket that is not [0-9a-z-]{1,40}');
    if (before && entry.ticket === before.ticket) refuse_it('repeats a ticket');
    if (before && entry.ticket < before.ticket) refuse_it('is not in the order of tickets');
    if (entry.weight < 1) refuse_it('has a weight below 1');
    if (entry.weight > most - total) refuse_it('brings the total weight to 2^53 or more');
  }
  var line = new Uint8Array(160);  // canon(entry) is shorter: a ticket has at most 40 characters
  function leaf_into(out, to, entry) {
    var text = '\u0000{"member":"' + entry.member + '","ticket":"' + entry.ticket + '","weight":' + entry.weight + '}';
    for (var i = 0; i < text.length; i++) line[i] = text.charCodeAt(i);
    hash_into(out, to, line, text.length);
  }
  function leaf_of(entry) {
    var out = new Uint8Array(32);
    leaf_into(out, 0, entry);
    return out;
  }
  var pair = new Uint8Array(65);
  pair[0] = 1;
  // Joins `count` hashes of `level` in place, two by two; an odd one at the end goes up as it is. Starts at the pair
  // `from` and does at most 200; returns the pair after the last one.
  function join_level(level, count, from) {
    var pairs = Math.ceil(count / 2), to = Math.min(from + 200, pairs);
    for (var i = from; i < to; i++) {
      var two = level.subarray(64 * i, 64 * i + 64);
      if (2 * i + 1 < count) {
        pair.set(two, 1);
        hash_into(level, 32 * i, pair, 65);
      } else {
        level.set(two.subarray(0, 32), 32 * i);
      }
    }
    return to;
  }
  // The root that a leaf leads to along its siblings, the nearest first: RFC 9162 §2.1.3.2. null: it leads nowhere.
  function root_along(leaf, index, count, path) {
    var last = count - 1, hash = leaf;
    if (!(index >= 0 && index < count)) return null;
    for (var i = 0; i < path.length; i++) {
      var sibling = from_hex(path[i]);
      if (last === 0) return null;
      if (index % 2 === 1 || index === last) {
        hash = sha('\u0001', sibling, hash);
        while (index % 2 === 0 && index !== 0) {
          index /= 2;
          last = Math.floor(last / 2);
        }
      } else {
        hash = sha('\u0001', hash, sibling);
      }
      index = Math.floor(index / 2);
      last = Math.floor(last / 2);
    }
    return last === 0 ? to_hex(hash) : null;
  }

  function closing_of(draw, count, root, total) {
    var announcement = to_hex(sha('xiaoer-announcement-v1\n', canon(draw)));
    return sha('xiaoer-closing-v1\n',
      canon({ announcement: announcement, count: count, root: root, total_weight: total }));
  }
  function check_published(closing, published) {
    if (published && to_hex(closing) !== published)
      refuse("closing hash: this draw's is " + to_hex(closing) + ', the published one is ' + published);
  }
  // The second half of a signature is a number below the order of the curve's group (RFC 8032 §5.1.7), which TweetNaCl
  // does not ask for.
  var order = '1000000000000000000000000000000014def9dea2f79cd65812631a5cf5d3ed';
  function check_signature(draw, closing, signature) {
    var bytes = from_hex(signature), number = to_hex([].slice.call(bytes, 32).reverse());
    if (!(number < order) || !nacl.sign.detached.verify(closing, bytes, from_hex(draw.device)))
      refuse("closing_signature: not the device's over this announcement and these entries");
  }

  // ---- the picks ----

  // The first 8 bytes of SHA(key || i) as a position among `total`; -1 when that x is not taken.
  function position(key, i, total) {
    var x = sha(key, u64be(i)), rest = 0, above = 0, k, bit;
    for (k = 0; k < 8; k++) {
      for (bit = 7; bit >= 0; bit--) {
        rest = added(rest, rest, total);
        if (x[k] >> bit & 1) rest = added(rest, 1 % total, total);
      }
      above = above * 256 + (255 - x[k]);
    }
    // x lies in the last, partial stretch when fewer than total - rest values from x on are left below 2^64. Where
    // `above` is no longer exact it is far more than any total.
    return above + 1 + rest >= total ? rest : -1;
  }
  function added(a, b, total) { return a >= total - b ? a - (total - b) : a + b; }  // without going beyond 2^53

  // The list that picks are taken from. Weights are summed in blocks, so that a pick passes a few hundred numbers.
  function Walk(entries, one_win) {
    this.entries = entries;
    this.block = Math.max(1, Math.ceil(Math.sqrt(entries.length)));
    this.sums = [];
    this.total = 0;
    this.weights = new Float64Array(entries.length);
    this.held = one_win ? Object.create(null) : null;  // by member: which entries
    for (var i = 0; i < entries.length; i++) {
      var at = Math.floor(i / this.block), weight = entries[i].weight, member = entries[i].member;
      this.weights[i] = weight;
      this.sums[at] = (this.sums[at] || 0) + weight;
      this.total += weight;
      if (one_win) (this.held[member] = this.held[member] || []).push(i);
    }
  }
  Walk.prototype.at = function (t) {
    for (var block = 0; t >= this.sums[block]; block++) t -= this.sums[block];
    for (var i = block * this.block; t >= this.weights[i]; i++) t -= this.weights[i];
    return i;
  };
  Walk.prototype.take_out = function (winner) {
    var gone = this.held ? this.held[this.entries[winner].member] : [winner];
    for (var k = 0; k < gone.length; k++) {
      this.sums[Math.floor(gone[k] / this.block)] -= this.weights[gone[k]];
      this.total -= this.weights[gone[k]];
      this.weights[gone[k]] = 0;
    }
  };

  // Compares `picks` with what the key gives for `units`, one unit a step.
  function Picking(walk, key, units, picks) {
    var i = 0, done = 0;
    this.step = function () {
      if (done === units.length || walk.total === 0) {
        if (done < picks.length) refuse('picks: the file has more than the draw gives');
        return true;
      }
      var t, unit = units[done], pick = picks[done];
      do t = position(key, i++, walk.total); while (t < 0);
      var winner = walk.at(t), ticket = walk.entries[winner].ticket;
      var expected = 'picks: unit ' + unit + ' is won by ticket ' + ticket + ', but the file ';
      if (!pick) refuse(expected + 'ends before it');
      if (pick.ticket !== ticket || pick.unit !== unit)
        refuse(expected + 'says unit ' + pick.unit + ' and ticket ' + pick.ticket);
      walk.take_out(winner);
      done++;
      return false;
    };
  }
  function unit_count(draw) { return draw.prizes.reduce(function (sum, prize) { return sum + prize.quantity; }, 0); }
  function check_units(draw, units) {
    if (units.length === 0) refuse('units is empty');
    for (var i = 1; i < units.length; i++) if (units[i] <= units[i - 1]) refuse('units are not ascending');
    if (units[0] < 0 || units[units.length - 1] >= unit_count(draw))
      refuse('units name a unit that was not announced');
  }
  function winner_count(proof) {
    var won = Object.create(null);
    proof.picks.forEach(function (pick) { won[pick.unit] = true; });
    proof.rounds.forEach(function (round) {
      round.units.forEach(function (unit) { delete won[unit]; });
      round.picks.forEach(function (pick) { won[pick.unit] = true; });
    });
    return Object.keys(won).length;
  }

  // ---- a whole proof ----

  // step() until it returns true; then `verdict` is {closing, winners, witnessed, weaker} and `proof` what was read.
  // `published`: the 64 digits from the poster or the slip, or '' when nobody gave them.
  function Check(bytes, published) {
    this.published = published;
    this.reader = new xiaoer.ProofReader(bytes);
    this.proof = null;
    this.verdict = null;
    this.total = 0;
    this.at = 0;
    this.shares = Object.create(null);
    this.todo = [this.read, this.begin, this.entries, this.leaves, this.tree, this.close, this.settle];
    this.stages = this.todo.length;
    this.doing = 0;
  }
  Check.prototype.progress = function () {
    var n = this.proof ? this.proof.entries.length : 0, part = 0;
    if (this.doing === 0) part = this.reader.progress();
    if (this.doing === 2 || this.doing === 3) part = n === 0 ? 1 : this.at / n;
    return (Math.min(this.doing, this.stages) + part) / (this.stages + 1);
  };
  Check.prototype.step = function () {
    if (this.doing < this.todo.length && this.todo[this.doing].call(this)) this.doing++;
    return this.doing === this.todo.length;
  };
  Check.prototype.read = function () {
    var done = this.reader.read();
    if (done) this.proof = this.reader.proof;
    return done;
  };
  Check.prototype.begin = function () {
    var proof = this.proof, draw = proof.announcement;
    within('announcement', function () { check_announcement(draw); });
    check_seed(draw, proof.seed);
    return true;
  };
  Check.prototype.entries = function () {
    var list = this.proof.entries, to = Math.min(this.at + 500, list.length);
    for (; this.at < to; this.at++) {
      var one = list[this.at];
      check_entry(one, list[this.at - 1], this.at, this.total);
      this.total += one.weight;
      this.shares[one.member] = (this.shares[one.member] || 0) + one.weight;
    }
    if (to < list.length) return false;
    var limit = this.proof.announcement.max_weight, shares = this.shares;
    Object.keys(shares).sort().forEach(function (member) {
      if (shares[member] > limit) refuse('entries: member ' + member + ' holds more than max_weight');
    });
    this.level = new Uint8Array(32 * list.length);
    this.at = 0;
    return true;
  };
  Check.prototype.leaves = function () {
    var list = this.proof.entries, to = Math.min(this.at + 200, list.length);
    for (; this.at < to; this.at++) leaf_into(this.level, 32 * this.at, list[this.at]);
    if (to < list.length) return false;
    this.left = list.length;
    this.joined = 0;
    return true;
  };
  Check.prototype.tree = function () {
    if (this.left > 1) {
      this.joined = join_level(this.level, this.left, this.joined);
      if (this.joined === Math.ceil(this.left / 2)) {
        this.left = this.joined;
        this.joined = 0;
      }
      return false;
    }
    var root = to_hex(this.left === 0 ? sha() : this.level.subarray(0, 32));
    if (root !== this.proof.root) refuse('root: the entries give ' + root + ', the file says ' + this.proof.root);
    return true;
  };
  Check.prototype.close = function () {
    var proof = this.proof, draw = proof.announcement;
    var closing = closing_of(draw, proof.entries.length, proof.root, this.total);
    check_published(closing, this.published);
    check_signature(draw, closing, proof.closing_signature);
    within('entropy_value', function () { check_value(draw.entropy, proof.entropy_value); });
    this.verdict = { closing: to_hex(closing), winners: 0, witnessed: !!this.published,
      weaker: draw.entropy.kind === 'none' };
    this.key = sha('xiaoer-draw-v1\n', from_hex(proof.seed), closing, sha(proof.entropy_value));
    this.walk = new Walk(proof.entries, draw.one_win_per_member);
    var units = [], count = Math.min(unit_count(draw), proof.entries.length);
    while (units.length < count) units.push(units.length);
    this.picking = new Picking(this.walk, this.key, units, proof.picks);
    this.round = 0;
    return true;
  };
  // The settlement first, then each round; the picks of both are compared a unit at a time.
  Check.prototype.settle = function () {
    var self = this, proof = this.proof, done = false;
    function go_on() { done = self.picking.step(); }
    if (this.round === 0) go_on(); else within('round ' + this.round, go_on);
    if (!done) return false;
    if (this.round === proof.rounds.length) {
      this.verdict.winners = winner_count(proof);
      return true;
    }
    var round = proof.rounds[this.round++];
    within('round ' + this.round, function () { self.begin_round(round); });
    return false;
  };
  Check.prototype.begin_round = function (round) {
    check_units(this.proof.announcement, round.units);
    check_entropy(round.entropy);
    within('entropy_value', function () { check_value(round.entropy, round.entropy_value); });
    if (round.entropy.kind === 'none') this.verdict.weaker = true;
    var head = canon({ claim_by: round.claim_by, entropy: round.entropy, units: round.units });
    var key = sha('xiaoer-redraw-v1\n', this.key, u64be(this.round), sha(head), sha(round.entropy_value));
    this.picking = new Picking(this.walk, key, round.units, round.picks);
  };

  // ---- a list too long for a phone ----

  // `part`: {announcement, closing:{count,root,total_weight}, closing_signature, seed, mine:[{entry,index,path}]}, all
  // as the shop tells it. Returns the same verdict, without winners: who won follows from the whole list only.
  function check_part(part, published) {
    var draw = part.announcement, closing = part.closing;
    within('announcement', function () { check_announcement(draw); });
    check_seed(draw, part.seed);
    var hash = closing_of(draw, closing.count, closing.root, closing.total_weight);
    check_published(hash, published);
    check_signature(draw, hash, part.closing_signature);
    part.mine.forEach(function (mine) {
      check_entry(mine.entry, null, mine.index, 0);
      if (root_along(leaf_of(mine.entry), mine.index, closing.count, mine.path) !== closing.root)
        refuse('path: ticket ' + mine.entry.ticket + ' does not lead to the root');
    });
    return { closing: to_hex(hash), winners: 0, witnessed: !!published, weaker: draw.entropy.kind === 'none' };
  }

  xiaoer.Check = Check;
  xiaoer.check_part = check_part;
})();
