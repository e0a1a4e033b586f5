// The page of one draw: fetches the proof, or finds it in the page itself where the page was published, has it checked
// in slices so that the phone stays awake to its owner, and says what came out. Needs verify.js before it.
(function () {
  'use strict';
  if (typeof document === 'undefined') return;
  var card = document.querySelector('.verify');
  if (!card) return;
  var slice_ms = 30;
  var checks = ['seed', 'list', 'signature', 'picks'];
  var began = Date.now(), longest_pause = 0;
  var path = '/d/' + card.getAttribute('data-draw');
  var is_long = card.hasAttribute('data-long');
  var own = document.querySelector('.own');
  var verdict = null;  // of the check, once it is there
  var published = (/closing=([0-9a-f]{64})$/.exec(location.hash) || ['', ''])[1];

  function word(name, values, one) {
    var text = one === 1 && card.getAttribute('data-' + name + '-one') || card.getAttribute('data-' + name);
    return text.replace(/\{(\w+)\}/g, function (hole, key) { return values && key in values ? values[key] : hole; });
  }
  function part(css) { return card.querySelector(css); }
  function show_bar(share) { part('.bar i').style.width = Math.round(share * 100) + '%'; }
  function say(text, good) {
    var heading = part('.verdict');
    heading.textContent = text;
    heading.className = 'verdict' + (good === undefined ? '' : good ? ' good' : ' wrong');
    part('.bar').hidden = true;
    card.setAttribute('data-ms', String(Date.now() - began));
    card.setAttribute('data-pause-ms', String(longest_pause));
  }
  // The lines before the one that is wrong are right; those after it were not looked at.
  function mark(wrong) {
    var reached = checks.indexOf(wrong);
    checks.forEach(function (name, i) {
      var line = part('[data-check=' + name + ']');
      if (line && (reached < 0 || i <= reached)) line.className = i === reached ? 'wrong' : 'good';
    });
  }
  // The lines are there once it is known what they speak of.
  function fill(values) {
    part('ul').hidden = false;
    [].forEach.call(card.querySelectorAll('[data-check]'), function (line) {
      line.textContent = line.textContent.replace(/\{(\w+)\}/g, function (hole, key) {
        return key in values ? values[key] : hole;
      });
    });
  }

  // Which of the lines a reason of verify.js belongs to; '' for what makes the whole file worthless.
  function line_of(reason) {
    var start = reason.split(':')[0];
    if (start === 'seed') return 'seed';
    if (start === 'entries' || start === 'root' || start === 'closing hash' || start === 'path') return 'list';
    if (start === 'closing_signature') return 'signature';
    return /^(entropy_value|picks|round )/.test(start) ? 'picks' : '';
  }
  function refused(problem) {
    if (!(problem instanceof xiaoer.Refusal)) return unreadable();
    var line = line_of(problem.reason);
    if (line !== '') mark(line);
    part('.reason').hidden = false;
    part('.reason').textContent = word('reason', { reason: problem.reason });
    say(word('bad'), false);
  }
  function unreadable() {
    part('ul').hidden = true;
    say(word('failed'));
  }
  function agreed(found, entries) {
    verdict = found;
    mark('');
    if (found.weaker) part('.weaker').hidden = false;
    if (is_long) say(word('part', { entries: entries }), true);
    else say(word('good', { n: found.winners }, found.winners), true);
    var witness = document.querySelector('.witness');
    witness.hidden = false;
    if (found.witnessed) answer_witness(true);
  }

  // ---- the 64 digits in the customer's hand ----

  function answer_witness(same, text) {
    var answer = document.querySelector('.witness .answer');
    answer.className = 'answer ' + (same ? 'done' : 'problem');
    answer.textContent = text || word(same ? 'same' : 'other');
  }
  document.querySelector('.witness button').addEventListener('click', function () {
    var digits = document.querySelector('.witness input').value.replace(/[^0-9a-zA-Z]/g, '').toLowerCase();
    if (!/^[0-9a-f]{64}$/.test(digits)) return answer_witness(false, word('short', { n: digits.length }));
    var same = digits === verdict.closing;
    answer_witness(same);
    if (!same) {
      mark('list');
      say(word('bad'), false);
    }
  });

  // ---- the customer's own tickets ----

  // `held`: {known, mine: [{entry, index}], more}; `picks` and `entries` of the proof, where it was read.
  function show_own(held, proof) {
    if (!held.known) return;
    var heading = own.querySelector('h3'), list = own.querySelector('ul'), count = held.mine.length + held.more;
    var missing = held.mine.filter(function (mine) {
      var entry = proof && proof.entries[mine.index];
      return proof && !(entry && entry.ticket === mine.entry.ticket && entry.member === mine.entry.member);
    });
    own.hidden = false;
    heading.textContent = word(count === 0 ? 'own-none' : 'own-all', { n: count }, count);
    held.mine.forEach(function (mine) {
      var line = list.appendChild(document.createElement('li'));
      var won = proof && proof.picks.concat.apply(proof.picks, proof.rounds.map(function (round) {
        return round.picks;
      })).some(function (pick) { return pick.ticket === mine.entry.ticket; });
      line.textContent = mine.entry.ticket + (won ? ' ' + word('own-won') : '');
      line.className = missing.indexOf(mine) < 0 ? 'good' : 'wrong';
    });
    if (held.more > 0) list.appendChild(document.createElement('li')).textContent = '+ ' + held.more;
    if (missing.length === 0) return;
    heading.textContent = word('own-missing', { ticket: missing[0].entry.ticket });
    say(word('bad'), false);
  }

  // ---- the work ----

  function paused(since) { longest_pause = Math.max(longest_pause, Date.now() - since); }

  function run(bytes, done) {
    var check = new xiaoer.Check(bytes, published);
    (function turn() {
      var from = Date.now(), until = from + slice_ms;
      try {
        do {
          var done_with_all = check.step();
          if (check.proof && part('ul').hidden)
            fill({ entries: check.proof.entries.length, value: check.proof.entropy_value });
          if (!done_with_all) continue;
          paused(from);
          agreed(check.verdict, check.proof.entries.length);
          return done(check.proof);
        } while (Date.now() < until);
      } catch (problem) {
        return refused(problem);
      }
      paused(from);
      show_bar(check.progress());
      setTimeout(turn, 0);
    })();
  }
  function get(address, type, done) {
    var request = new XMLHttpRequest();
    request.open('GET', address);
    request.responseType = type;
    request.onload = function () { if (request.status === 200) done(request.response); else unreadable(); };
    request.onerror = unreadable;
    request.send();
  }

  card.hidden = false;
  show_bar(0);
  var inside = document.getElementById('proof');
  if (inside) {
    run(xiaoer.bytes_of(inside.textContent), function () {});
  } else if (is_long) {
    get(path + '/mine.json', 'text', function (text) {
      var held = JSON.parse(text);
      fill({ entries: held.closing.count });
      try {
        agreed(xiaoer.check_part(held, published), held.closing.count);
      } catch (problem) {
        return refused(problem);
      }
      show_own(held, null);
    });
  } else {
    get(path + '/proof.json', 'arraybuffer', function (bytes) {
      run(new Uint8Array(bytes), function (proof) {
        get(path + '/mine.json', 'text', function (text) { show_own(JSON.parse(text), proof); });
      });
    });
  }
})();
