// The evening programme: a week's plan for the chat group, shown on the counter's screen and posted on its day.
(function () {
  'use strict';
  var T = page.T, el = page.el;
  var most = 28;

  function two(n) { return (n < 10 ? '0' : '') + n; }
  function minute_of(text) {
    var found = /^(\d{1,2}):(\d{2})/.exec(text);
    return found && found[1] < 24 && found[2] < 60 ? Number(found[1]) * 60 + Number(found[2]) : -1;
  }
  function clean(text) { return text.replace(/\s+/g, ' ').trim(); }

  function evening_card(evening, i, remove) {
    var day = page.choice(T('programme.day'), boss.days_and_names(), evening.weekday);
    var time = page.field(T('programme.time'), { type: 'time', name: 'time', required: true });
    var title = page.field(T('programme.name'), { name: 'title', maxlength: 40, autocomplete: 'off',
                                                  placeholder: T('programme.example') });
    var text = el('textarea', { name: 'text', rows: 2, maxlength: 500, 'aria-label': T('programme.text') });
    time.input.value = two(Math.floor(evening.minute / 60)) + ':' + two(evening.minute % 60);
    title.input.value = evening.title;
    text.value = evening.text;
    day.input.addEventListener('change', function () { evening.weekday = Number(day.input.value); });
    time.input.addEventListener('input', function () { evening.minute = minute_of(time.input.value); });
    title.input.addEventListener('input', function () { evening.title = clean(title.input.value); });
    text.addEventListener('input', function () { evening.text = clean(text.value); });
    return el('section', { class: 'card evening' }, el('div', { class: 'pair' }, day, time), title,
              el('label', { class: 'field' }, el('b', null, T('programme.text'),
                                                 el('span', null, ' ' + T('optional'))), text),
              el('button', { class: 'small', type: 'button', 'aria-label': T('programme.remove', { n: i + 1 }),
                             onclick: remove }, T('programme.gone')));
  }

  page.views.programme = function () {
    var settings = boss.copy(page.state().settings), box = el('div');
    function draw() {
      box.textContent = '';
      settings.programme.forEach(function (evening, i) {
        box.appendChild(evening_card(evening, i, function () { settings.programme.splice(i, 1), draw(); }));
      });
      if (settings.programme.length < most) {
        box.appendChild(page.button('add_evening', T('programme.add'), function () {
          settings.programme.push({ weekday: new Date(page.state().now).getDay(), minute: 19 * 60 + 30, title: '',
                                    text: '' });
          draw();
        }, 'act plain'));
      }
    }
    draw();
    var send = page.button('save', T('save'), function () {
      var bad = settings.programme.some(function (one) { return !one.title || one.minute < 0; });
      if (bad) return page.tell(T('refused.programme'), true);
      boss.save(send, settings, function () {
        page.tell(T('saved'));
        history.back();
      });
    });
    return [page.back_line(), page.head(T('programme.title'), T('programme.what')), box,
            el('p', { class: 'last' }, send)];
  };
})();
