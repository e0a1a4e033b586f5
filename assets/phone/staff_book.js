// 账本: last week in one breath on the first page; behind it every figure, each with how it is counted.
(function () {
  'use strict';
  var T = page.T, el = page.el;

  function ask_book(when, done) {
    xiaoer.ask({ kind: 'book', when: when }, function (book) {
      if (book.kind !== 'book') return page.trouble(book);
      done(book);
    });
  }
  function strong(key, values, name) {
    // The text with one of its values in bold.
    var parts = T(key, values).split('{' + name + '}');
    return [parts[0], el('b', null, values.bold), parts.slice(1).join('')];
  }

  page.week_card = function () {
    var card = el('button', { class: 'card gold week', type: 'button', 'data-act': 'week',
                              onclick: function () { page.go('book', 'last_week'); } },
                  el('h2', null, T('book.last_week')));
    var words = el('p', { class: 'soft' }, T('wait'));
    card.appendChild(words);
    card.appendChild(el('p', { class: 'soft' }, T('book.card_how') + ' ›'));
    ask_book('last_week', function (book) {
      words.className = '';
      page.fill(words, strong('book.breath', {
        prizes: page.money(book.prizes_value_minor), came: book.came, back: book.back, newcomers: book.newcomers,
        lapsed: book.prizes_lapsed, bold: page.money(book.back_minor)
      }, 'sum'));
    });
    return card;
  };

  // ---- the figures ------------------------------------------------------------------------------------------

  function figure(name, value) {
    return el('p', { class: 'line' }, el('span', null, name), el('b', null, value));
  }
  function part(name, rows, how) {
    return el('section', { class: 'card', 'data-part': name }, el('h3', null, T('book.' + name)), rows,
              how.map(function (key) { return el('p', { class: 'soft how' }, T('book.how.' + key)); }));
  }
  function channel_words(channel) {
    if (channel === page.state().settings.join_channel) return T('book.channel.counter');
    return page.has('book.channel.' + channel) ? T('book.channel.' + channel) : T('book.channel.code',
                                                                                 { code: channel });
  }
  function percent(part_of, all) { return all > 0 ? Math.round(100 * part_of / all) + '%' : '—'; }
  function against_baseline(book) {
    if (book.baseline_minor <= 0) return el('p', { class: 'soft' }, T('book.no_baseline'));
    var more = book.sales_minor - book.baseline_minor;
    return [figure(T('book.baseline'), page.money(book.baseline_minor)),
            figure(T(more < 0 ? 'book.less' : 'book.more'),
                   page.money(Math.abs(more)) + ' · ' + percent(Math.abs(more), book.baseline_minor))];
  }
  function bar(book) {
    var share = book.sales_minor > 0 ? Math.min(100, Math.max(0, 100 * book.sales_with_number_minor
                                                               / book.sales_minor)) : 0;
    var filled = el('i');
    filled.style.width = share + '%';  // set as a property: the page's policy allows no style attribute
    return el('p', { class: 'share', 'aria-hidden': 'true' }, filled);
  }
  function parts_of(book) {
    return [
      part('prizes', [figure(T('book.given'), T('book.pieces', { n: book.prizes })),
                      figure(T('book.cost'), page.money(book.prizes_value_minor)),
                      figure(T('book.lapsed'), T('book.pieces', { n: book.prizes_lapsed }))], ['prizes', 'lapsed']),
      part('came', [figure(T('book.collected'), T('book.people', { n: book.came })),
                    figure(T('book.bought_again'), T('book.people', { n: book.back })),
                    figure(T('book.bought_for'), page.money(book.back_minor))], ['came', 'back']),
      part('newcomers', [figure(T('book.all'), T('book.people', { n: book.newcomers })),
                         book.channels.map(function (one) {
                           return figure(channel_words(one.channel), T('book.people', { n: one.newcomers }));
                         })], ['newcomers']),
      book.referrers.length ? part('referrers', book.referrers.map(function (one) {
        return figure(T('number.of', { number: page.number_text(one.number) }),
                      T('book.brought', { n: one.newcomers, bought: one.bought }));
      }), ['referrers']) : null,
      part('sales', [figure(T('book.sales_all', { n: book.sales }), page.money(book.sales_minor)),
                     figure(T('book.sales_number', { n: book.sales_with_number }),
                            page.money(book.sales_with_number_minor) + ' · '
                            + percent(book.sales_with_number_minor, book.sales_minor)),
                     bar(book), against_baseline(book)], ['sales', 'baseline']),
      part('credit', [figure(T('book.credit_issued'), page.money(book.credit_issued_minor)),
                      figure(T('book.credit_spent'), page.money(book.credit_spent_minor)),
                      figure(T('book.credit_expired'), page.money(book.credit_expired_minor)),
                      figure(T('book.check_ins'), T('book.times', { n: book.check_ins }))], ['credit'])
    ];
  }

  page.views.book = function (chosen) {
    var times = ['last_week', 'this_week', 'last_month', 'this_month'];
    var span = el('p', { class: 'soft under', role: 'status' }, T('wait'));
    var figures = el('div');
    var chips = el('div', { class: 'chips', role: 'group', 'aria-label': T('book.title') }, times.map(function (one) {
      return el('button', { type: 'button', 'data-value': one, 'aria-pressed': 'false',
                            onclick: function () { look(one); } }, T('book.' + one));
    }));
    function look(when) {
      history.replaceState({ name: 'book', argument: when }, '', '/s');
      [].forEach.call(chips.children, function (chip) {
        chip.setAttribute('aria-pressed', String(chip.getAttribute('data-value') === when));
      });
      ask_book(when, function (book) {
        // The last day is the one before the end, which is four in the morning.
        span.textContent = T('book.span', { from: page.day(book.from), to: page.day(book.to - 86400000) });
        page.fill(figures, parts_of(book));
      });
    }
    look(chosen || 'last_week');
    return [page.back_line(), page.head(T('book.title')), chips, span, figures,
            el('p', { class: 'soft' }, T('book.how.days'))];
  };
})();
