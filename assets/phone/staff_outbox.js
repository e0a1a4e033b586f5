// 转发篮: each post is two taps away from the chat group, its picture and its text; and what is done there by hand.
(function () {
  'use strict';
  var T = page.T, el = page.el;

  // ---- copying ----------------------------------------------------------------------------------------------

  // Pages on plain http have no clipboard: then the text is selected and the browser is asked; when that is refused,
  // too, it stays selected under `near`, to be copied by hand.
  function copy_by_hand(near, text, done) {
    var box = el('textarea', { class: 'copied', readonly: true, rows: 4, 'aria-label': T('copy.text') });
    box.value = text;
    near.parentNode.insertBefore(box, near.nextSibling);
    box.focus();
    box.select();
    box.setSelectionRange(0, text.length);
    var copied = false;
    try { copied = document.execCommand('copy'); } catch (e) { /* refused */ }
    if (!copied) return page.tell(T('copy.by_hand'));
    near.parentNode.removeChild(box);
    done();
  }
  page.copy = function (near, text, done) {
    function copied() {
      page.tell(T('copy.done'));
      if (done) done();
    }
    if (!navigator.clipboard) return copy_by_hand(near, text, copied);
    navigator.clipboard.writeText(text).then(copied, function () { copy_by_hand(near, text, copied); });
  };
  page.copy_button = function (text, done, words) {
    var copy = page.button('copy', words || T('outbox.copy'), function () { page.copy(copy, text, done); }, 'link');
    return copy;
  };

  // ---- posts ------------------------------------------------------------------------------------------------

  function mark(id, done) {
    xiaoer.wish(xiaoer.fresh_id(), { kind: 'mark_forwarded', post: id }, function (answer) {
      if (answer.kind !== 'done') return page.trouble(answer);
      done();
    });
  }
  function file_of(blob, name) {
    try { return new File([blob], name, { type: 'image/png' }); } catch (e) { return null; }
  }
  // Hands the picture to the phone's own list of apps, where it has one; else `otherwise`.
  function share(address, name, done, otherwise) {
    var request = new XMLHttpRequest();
    request.open('GET', address);
    request.responseType = 'blob';
    request.onload = function () {
      var file = request.status === 200 && file_of(request.response, name);
      if (!file || !navigator.canShare({ files: [file] })) return otherwise();
      navigator.share({ files: [file] }).then(done, function (problem) {
        if (problem.name !== 'AbortError') otherwise();
      });
    };
    request.onerror = otherwise;
    request.send();
  }
  function picture_link(post, address, done, words) {
    var link = el('a', { class: 'link', href: address, download: post.id + '.png', 'data-act': 'picture' },
                  words || T('outbox.picture'));
    var plain = !navigator.share || !navigator.canShare;
    link.addEventListener('click', function (event) {
      if (plain) return done();
      event.preventDefault();
      share(address, post.id + '.png', done, function () {
        plain = true;
        link.click();
      });
    });
    return link;
  }

  function post_row(post, pictures, with_text) {
    var address = '/p/' + post.id + '.png';
    var tick = el('span', { class: 'done once', role: 'status' });
    function forwarded() {
      if (post.forwarded) return;
      mark(post.id, function () {
        post.forwarded = true;
        tick.textContent = T('outbox.forwarded');
      });
    }
    var poster = pictures ? el('img', { class: 'poster', src: address, alt: '', width: 66, height: 88 }) : null;
    var links = el('p', { class: 'links' }, pictures ? picture_link(post, address, forwarded) : null,
                   page.copy_button(post.text, forwarded), tick);
    if (poster) poster.addEventListener('error', function () { poster.hidden = links.firstChild.hidden = true; });
    return el('div', { class: 'post', 'data-post': post.id }, poster,
              el('div', null, el('p', null, post.title), links,
                 with_text ? el('details', null, el('summary', null, T('outbox.words')),
                                el('p', { class: 'words' }, post.text),
                                other_language(post, pictures, address, forwarded),
                                self_checking_page(post)) : null));
  }
  var other = 'en';  // as the shop told with the outbox
  // The same for who reads another language better.
  function other_language(post, pictures, address, done) {
    var name = T('outbox.other.' + other);
    return el('p', { class: 'links', 'data-act': 'other' },
              pictures ? picture_link(post, address + '?lang=' + other, done,
                                      T('outbox.other_picture', { language: name })) : null,
              page.copy_button(post.other_text, done, T('outbox.other_copy', { language: name })));
  }
  // People at home open it, and it checks the draw by itself.
  function self_checking_page(post) {
    var draw = /^(?:results|redrawn)-(d-\d+-\d+)/.exec(post.id);
    return draw && el('p', { class: 'links' }, el('a', { class: 'link', href: '/d/' + draw[1] + '/page.html',
      download: draw[1] + '.html', 'data-act': 'page' }, T('outbox.page')));
  }
  function waiting(posts) { return posts.filter(function (post) { return !post.forwarded; }); }

  // People to add to the group or to remove from it; `done_words` when that was done by hand.
  function by_hand(people, key) {
    var named = people.map(function (one) { return page.number_text(one.number) + ' ' + one.name; });
    var row = el('div', { class: 'post' });
    var done = page.button(key, T('outbox.' + key + '_done'), function () {
      done.disabled = true;
      var left = people.length;
      people.forEach(function (one) {
        mark(one.mark, function () {
          left -= 1;
          if (left === 0) row.textContent = '✓ ' + T('outbox.' + key + '_done');
        });
      });
    }, 'link');
    row.appendChild(el('div', null, el('p', null, T('outbox.' + key) + named.join(T('and'))),
                       el('p', { class: 'links' }, done)));
    return row;
  }
  page.group_work = function (outbox) {
    return [outbox.to_remove.length ? by_hand(outbox.to_remove, 'remove') : null,
            outbox.to_add.length ? by_hand(outbox.to_add, 'add') : null];
  };

  // ---- where they stand -------------------------------------------------------------------------------------

  page.ask_outbox = function (done) {
    xiaoer.ask({ kind: 'outbox' }, function (answer) {
      if (answer.kind !== 'outbox') return page.trouble(answer);
      other = answer.other;
      done(answer);
    });
  };
  // The card on the first page: the newest that wait, and the way to the rest.
  page.outbox_card = function () {
    var card = el('section', { class: 'card posts', 'data-card': 'outbox' });
    var most = 3;
    page.ask_outbox(function (outbox) {
      var posts = waiting(outbox.posts);
      page.fill(card, [
        el('div', { class: 'head' }, el('h3', null, T('outbox.count', { n: posts.length })),
           outbox.posts.length ? page.button('outbox', T('outbox.all'), function () { page.go('outbox'); },
                                             'link') : null),
        posts.length || outbox.to_add.length || outbox.to_remove.length ? null
            : el('p', { class: 'soft' }, T('outbox.none')),
        posts.slice(0, most).map(function (post) { return post_row(post, outbox.pictures, false); }),
        page.group_work(outbox)
      ]);
    });
    return card;
  };
  page.views.outbox = function () {
    var fresh = el('section', { class: 'card posts' }, el('p', { class: 'soft' }, T('wait')));
    var old = el('section', { class: 'card posts', hidden: true });
    page.ask_outbox(function (outbox) {
      var posts = waiting(outbox.posts);
      var rest = outbox.posts.filter(function (post) { return post.forwarded; });
      function row(post) { return post_row(post, outbox.pictures, true); }
      page.fill(fresh, [posts.length ? posts.map(row) : el('p', { class: 'soft' }, T('outbox.none')),
                        page.group_work(outbox)]);
      page.fill(old, [el('h3', null, T('outbox.old')), rest.map(row)]);
      old.hidden = rest.length === 0;
    });
    return [page.back_line(), page.head(T('outbox.title')), page.group_card(), el('p', { class: 'soft under' }, T('outbox.how')), fresh,
            old];
  };
})();
