// The way into the chat group: the group's own code, which lives seven days and lets 200 people in; and the warning when
// the owner's way has taken its place (kiosk/domain/group_way.h).
(function () {
  'use strict';
  var T = page.T, el = page.el;
  var numbers = ['group_code_safe_days', 'group_members_safe', 'group_code_days', 'group_members_max'];

  function state_words() {
    var group = page.state().group;
    return T('group.' + group.state, { days: group.days, n: group.members });
  }
  function in_trouble() {
    var group = page.state().group;
    return group && (group.state === 'old' || group.state === 'full');
  }
  // Where the boss looks anyway: what has happened already, and the way to a new code.
  page.group_card = function () {
    if (!in_trouble()) return null;
    var state = page.state(), unreachable = !state.settings.owner_contact;
    return el('section', { class: 'card alarm', role: 'alert', 'data-card': 'group' }, el('p', null, state_words()),
              unreachable ? el('p', null, T('group.no_owner')) : null,
              page.button('group', T('group.change'), function () { page.go('part', 'group'); }, 'act plain'));
  };
  page.group_hint = function () { return state_words(); };

  function two(n) { return (n < 10 ? '0' : '') + n; }
  function date_text(ms) {
    var d = new Date(ms);
    return d.getFullYear() + '-' + two(d.getMonth() + 1) + '-' + two(d.getDate());
  }
  // The start of that day; null for what is no day.
  function date_in(text) {
    var parts = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text.trim());
    return parts ? new Date(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3])).getTime() : null;
  }
  function limit_fields(settings) {
    return numbers.map(function (key) {
      var box = page.field(T('group.' + key), { name: key, inputmode: 'numeric', maxlength: 6 });
      box.input.value = settings[key];
      box.take = function () {
        var typed = page.number_of(box.input.value);
        if (typed === null) return false;
        settings[key] = typed;
        return true;
      };
      return box;
    });
  }

  set_up.parts.group = function (visit) {
    var settings = set_up.copy(page.state().settings), was = settings.group_code;
    var code = el('textarea', { class: 'paste', name: 'group_code', rows: 3, 'aria-label': T('group.code'),
                                placeholder: 'https://', autocomplete: 'off' });
    var made = page.field(T('group.made'), { name: 'made', type: 'date' });
    var members = page.field(T('group.members'), { name: 'members', inputmode: 'numeric', maxlength: 6 });
    var limits = limit_fields(settings);
    code.value = was;
    made.input.value = date_text(was ? settings.group_code_made_at : page.state().now);
    members.input.value = was ? settings.group_members : '';
    // A new code was made today, as long as nobody says otherwise.
    code.addEventListener('input', function () {
      if (code.value.trim() !== was) made.input.value = date_text(page.state().now);
    });
    function take() {
      var day = date_in(made.input.value), count = page.number_of(members.input.value || '0');
      var fine = limits.filter(function (box) { return box.take(); }).length === limits.length;
      settings.group_code = code.value.trim();
      if (!settings.group_code) return fine ? '' : T('refused.group_limits');
      if (day === null) return T('group.no_day');
      if (count === null || !members.input.value.trim()) return T('group.no_members');
      settings.group_code_made_at = day;
      settings.group_members = count;
      return fine ? '' : T('refused.group_limits');
    }
    var send = page.button('save', T('save'), function () {
      var problem = take();
      if (problem) return page.tell(problem, true);
      set_up.save(send, settings, function () {
        page.tell(T('saved'));
        visit.finish();
      });
    });
    return [el('p', { class: in_trouble() ? 'card alarm' : 'card' }, state_words()),
            el('p', { class: 'soft under' }, T('group.what')),
            el('h2', null, T('group.code')), code, made, members,
            el('details', null, el('summary', null, T('group.limits')), limits),
            el('p', { class: 'last' }, send)];
  };
})();
