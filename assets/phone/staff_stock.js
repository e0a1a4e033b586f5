// Cards printed in advance: a sheet without numbers, from the counter's printer or this page; each becomes somebody's
// when the desk scans it.
(function () {
  'use strict';
  var T = page.T, el = page.el;

  function card(svg) {
    return el('div', { class: 'stock-card' }, el('b', null, page.state().shop),
              el('img', { src: 'data:image/svg+xml;utf8,' + encodeURIComponent(svg), alt: T('stock.alt'), width: 132,
                          height: 132 }),
              el('p', null, T('stock.number')), el('p', null, T('stock.code')));
  }
  page.views.stock = function () {
    var counts = [12], sheet = el('div', { class: 'sheet' });
    var count = boss.chips([[6, '6'], [12, '12'], [24, '24']], counts, true);
    var print = page.button('print_page', T('stock.print_page'), function () { window.print(); }, 'act plain');
    var make = page.button('make', T('stock.make'), function () {
      page.act(make, { kind: 'prepare_cards', count: counts[0] }, ['cards_ready'], function (answer) {
        make.className = 'act plain';
        page.fill(sheet, answer.codes.map(card));
        print.hidden = false;
        page.tell(T('stock.made', { n: answer.codes.length }));
      });
    });
    print.hidden = true;
    return [page.back_line(), page.head(T('stock.title')), el('p', { class: 'soft under' }, T('stock.what')),
            el('section', { class: 'card' }, boss.labelled(T('stock.count'), count)), make, print, sheet];
  };
})();
