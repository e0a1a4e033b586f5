// What was done at the counter, for managers: by number, by clerk, by day; as a table to keep.
(function () {
  'use strict';
  var T = page.T, el = page.el;

  function ask_in(number, staff, days, most) {
    var ask = { kind: 'pickup_audit', days: days, most: most };
    if (number !== null) ask.number = number;
    if (staff) ask.staff = staff;
    return ask;
  }
  function act_words(row) { return T('audit.act.' + row.act); }
  function line(row) {
    var detail = row.detail && page.has('audit.detail.' + row.detail) ? T('audit.detail.' + row.detail) : '';
    var people = [row.clerk, row.manager && row.manager !== row.clerk ? T('audit.by', { name: row.manager }) : '', detail];
    var shown = el('div');
    var look = row.signature ? page.button('signature', T('audit.signature'), function () {
      xiaoer.ask({ kind: 'signature', signature: row.signature }, function (answer) {
        page.fill(shown, answer.kind === 'signature' ? drawn(answer.strokes) : T('audit.no_signature'));
      });
    }, 'small') : null;
    var bad = row.act === 'paper_conflict';
    return el('div', { class: bad ? 'card alarm' : 'card', 'data-audit': row.act },
              el('p', { class: 'line' }, el('b', null, (row.number ? page.number_text(row.number) + ' ' : '')
                                            + act_words(row)), el('span', null, page.when(row.at))),
              el('p', { class: 'soft' }, [row.prize].concat(people).filter(Boolean).join(' · ')), look,
              row.unit ? page.print_button('slip', row.unit, 'small') : null, shown);
  }
  function drawn(strokes) {
    var field = el('canvas', { width: 1000, height: 400, class: 'sign' }), pen = field.getContext('2d');
    pen.lineWidth = 8;
    pen.lineCap = pen.lineJoin = 'round';
    strokes.split(';').forEach(function (stroke) {
      pen.beginPath();
      stroke.split(' ').forEach(function (point, i) {
        var at = point.split(',').map(Number);
        if (i) pen.lineTo(at[0], at[1]);
        else pen.moveTo(at[0], at[1]);
      });
      pen.stroke();
    });
    return field;
  }
  function keep(csv) {
    var link = el('a', { href: URL.createObjectURL(new Blob([csv], { type: 'text/csv' })), download: 'pickups.csv' });
    document.body.appendChild(link);
    link.click();
    document.body.removeChild(link);
  }

  page.views.audit = function () {
    var number = page.field(T('number'), { name: 'number', inputmode: 'numeric', maxlength: 8, autocomplete: 'off' });
    var people = [['', T('audit.everybody')]].concat(page.state().staff.map(function (one) {
      return [one.staff, one.name];
    }));
    var staff = page.choice(T('audit.staff'), people), list = el('div');
    var days = page.choice(T('audit.days'), [1, 7, 31, 366].map(function (n) { return [n, T('audit.last', { n: n })]; }), 7);
    function asked(most) {
      var typed = number.input.value.trim();
      return ask_in(typed ? page.number_of(typed) : null, staff.input.value, Number(days.input.value), most);
    }
    function load() {
      xiaoer.ask(asked(60), function (answer) {
        if (answer.kind !== 'pickup_audit') return page.trouble(answer);
        page.fill(list, [answer.warnings.map(function (one) {
          return el('p', { class: 'card alarm', role: 'alert' },
                    T('audit.friend', { name: one.clerk, number: page.number_text(one.number), n: one.sales }));
        }), answer.rows.length ? answer.rows.map(line) : el('p', { class: 'card' }, T('audit.none')),
          answer.more ? el('p', { class: 'soft' }, T('audit.more')) : null]);
      });
    }
    var csv = page.button('csv', T('audit.csv'), function () {
      var ask = asked(1000);
      ask.csv = true;
      xiaoer.ask(ask, function (answer) {
        if (answer.kind === 'pickup_csv') keep(answer.csv);
        else page.trouble(answer);
      });
    }, 'act plain');
    load();
    return [page.back_line(), page.head(T('audit.title'), T('audit.hint')), number, staff, days,
            page.button('find', T('pickup.find'), load, 'act plain'), list, csv];
  };
})();
