// 群友: one member by number, with what the boss decides about: the rules of the group, the moderators, store credit.
(function () {
  'use strict';
  var T = page.T, el = page.el;

  function strikes_max() { return page.state().settings.strikes_max; }

  // What is said in the group about an advertisement; at the last the person is removed by hand.
  function strike_words(member) {
    var key = member.strikes >= strikes_max() ? 'strike.post_out' : strikes_max() === 3 ? 'strike.post'
                                                                                       : 'strike.post_other';
    return T(key, { number: page.number_text(member.number), n: member.strikes, max: strikes_max() });
  }
  function strike_part(member, again) {
    var out = member.strikes >= strikes_max();
    var record = page.button('strike', T('strike.record'), function () {
      page.act(record, { kind: 'record_strike', number: member.number }, ['strike_counted'], again);
    }, 'small');
    var clear = page.button('clear', T('strike.clear'), function () {
      page.act(clear, { kind: 'clear_strikes', number: member.number }, ['done'], again);
    }, 'small');
    var post = member.strikes ? strike_words(member) : '';
    return el('section', { class: 'card', 'data-part': 'strikes' },
              el('div', { class: 'line' }, el('h3', null, T('strike.title')),
                 el('b', null, T('strike.count', { n: member.strikes, max: strikes_max() }))),
              out ? el('p', { class: 'look' }, T('strike.out', { number: page.number_text(member.number) })) : null,
              post ? [el('p', { class: 'words' }, post), el('p', { class: 'links' }, page.copy_button(post))] : null,
              el('p', { class: 'choices' }, record, member.strikes ? clear : null));
  }

  function role_part(member, again) {
    var is = member.role === 'moderator';
    var change = page.button('role', T(is ? 'role.end' : 'role.make'), function () {
      page.act(change, { kind: 'set_role', number: member.number, role: is ? 'member' : 'moderator' }, ['done'],
               again);
    }, 'small');
    return el('section', { class: 'card', 'data-part': 'role' }, el('h3', null, T(is ? 'role.is' : 'role.title')),
              el('p', { class: 'soft' }, T('role.what', { percent: discount_words() })),
              el('p', { class: 'choices' }, change));
  }
  function discount_words() {
    var permille = page.state().settings.moderator_discount_permille;
    var chinese = document.documentElement.lang !== 'en';
    return String(chinese ? (1000 - permille) / 100 : permille / 10);
  }

  // ---- store credit -----------------------------------------------------------------------------------------

  function act_row(one, again) {
    var undo = one.reversed || one.what === 'expired' ? null : page.button('reverse', T('credit.reverse'),
                                                                           function () {
      page.act(undo, { kind: 'reverse_credit', act: one.act }, ['credit_reversed'], again);
    }, 'small');
    var words = T('credit.' + one.what, { sum: page.money(one.amount_minor) });
    return el('p', { class: 'line' }, el('span', null, words, el('span', { class: 'soft' }, ' ' + page.day(one.at))),
              one.reversed ? el('span', { class: 'soft' }, T('credit.reversed')) : undo);
  }
  function credit_part(member, quoted, again) {
    var value = page.field(T('credit.value'), { name: 'value', inputmode: 'decimal', maxlength: 9,
                                                autocomplete: 'off' });
    var give = page.button('voucher', T('credit.give'), function () {
      var minor = page.minor_of(value.input.value);
      if (!minor) return page.tell(T('amount.wrong'), true);
      page.act(give, { kind: 'give_voucher', number: member.number, value_minor: minor }, ['voucher_given'],
               function (answer) {
        page.tell(T('credit.given', { sum: page.money(answer.value_minor), day: page.day(answer.expires_at) }));
        again();
      });
    }, 'act plain');
    return el('section', { class: 'card', 'data-part': 'credit' },
              el('div', { class: 'line' }, el('h3', null, T('credit.title')),
                 el('b', null, page.money(quoted.credit_minor))),
              value, give, quoted.acts.length ? el('div', { class: 'acts' }, quoted.acts.map(function (one) {
                return act_row(one, again);
              })) : null);
  }

  // ---- the member -------------------------------------------------------------------------------------------

  // Asks for the member and for their credit, and shows both; anew after each change.
  function show_member(box, number) {
    function again() { show_member(box, number); }
    xiaoer.ask({ kind: 'member', number: number }, function (member) {
      if (member.kind !== 'member') {
        page.fill(box, []);
        return page.trouble(member);
      }
      xiaoer.wish(xiaoer.fresh_id(), { kind: 'quote', who: { number: number } }, function (quoted) {
        if (quoted.kind !== 'quoted') return page.trouble(quoted);
        var known = member.seat ? T('member.seat') : T('member.purchases', { n: member.purchases });
        page.fill(box, [
          el('div', { class: 'card gold' }, el('h2', null, page.number_text(number) + ' ' + member.name),
             el('p', null, known)),
          page.photo_part(member, again), strike_part(member, again), role_part(member, again),
          credit_part(member, quoted, again)
        ]);
      });
    });
  }

  page.views.members = function (number) {
    var state = page.state();
    var field = page.field(T('number'), { name: 'number', inputmode: 'numeric', maxlength: 8, autocomplete: 'off' });
    var box = el('div', { 'aria-live': 'polite' });
    var find = page.button('find', T('pickup.find'), function () {
      var typed = page.number_of(field.input.value);
      if (typed === null) return page.tell(T('number.wrong'), true);
      history.replaceState({ name: 'members', argument: typed }, '', '/s');  // the way back keeps who was looked at
      show_member(box, typed);
    }, 'act plain');
    var work = el('section', { class: 'card posts', hidden: true });
    page.ask_outbox(function (outbox) {
      page.fill(work, page.group_work(outbox));
      work.hidden = !outbox.to_add.length && !outbox.to_remove.length;
    });
    if (number) {
      field.input.value = page.number_text(number);
      show_member(box, number);
    }
    return [page.back_line(), page.head(T('members.title'), T('members.count', { n: state.members })),
            page.tile('seats', T('seats.title'), T('seats.tile'), function () { page.go('seats'); }, true),
            el('section', { class: 'card' }, field, find), box, work];
  };
})();
