// The thank-you photo: somebody with the prize they have just collected, with their yes. It is made small here, which
// also leaves behind what the camera wrote into it, and goes to the kiosk in pieces, because a call is short.
(function () {
  'use strict';
  var T = page.T, el = page.el;
  var side_most = 1280, quality = 0.8, piece_most = 24000;

  // A JPEG in base64; null when the file is no picture that this phone can read.
  function shrink(file, done) {
    var reader = new FileReader();
    reader.onerror = function () { done(null); };
    reader.onload = function () {
      var image = new Image();
      image.onerror = function () { done(null); };
      image.onload = function () {
        var by = Math.min(1, side_most / Math.max(image.naturalWidth, image.naturalHeight));
        var canvas = document.createElement('canvas');
        canvas.width = Math.max(1, Math.round(image.naturalWidth * by));
        canvas.height = Math.max(1, Math.round(image.naturalHeight * by));
        canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
        done(canvas.toDataURL('image/jpeg', quality).split(',')[1] || null);
      };
      image.src = reader.result;
    };
    reader.readAsDataURL(file);
  }
  // `done` is called with null, or with what went wrong.
  function send(text, done) {
    function next(at) {
      if (at >= text.length) return done(null);
      xiaoer.ask({ kind: 'photo', at: at, text: text.slice(at, at + piece_most) }, function (answer) {
        var too_often = answer.kind === 'error' && answer.what === 'too_often';
        if (too_often) return setTimeout(function () { next(at); }, 1000);
        if (answer.kind !== 'photo') return done(answer);
        next(answer.length);
      });
    }
    next(0);
  }

  function kept_row(photo, again) {
    var back = page.button('photo_back', T('photo.back'), function () {
      page.act(back, { kind: 'take_back_photo', photo: photo.photo }, ['done'], again);
    }, 'small');
    return el('p', { class: 'line' }, el('span', null, page.day(photo.at) + ' ' + photo.prize), back);
  }
  // For whoever has collected something.
  page.photo_part = function (member, again) {
    if (!member.collected && !member.photos.length) return null;
    var agreed = el('input', { type: 'checkbox', name: 'photo_agreed' });
    var file = page.field(T('photo.file'), { type: 'file', name: 'photo', accept: 'image/*',
                                             capture: 'environment' });
    var keep = page.button('photo', T('photo.keep'), function () {
      if (!agreed.checked) return page.tell(T('refused.photo_consent'), true);
      if (!file.input.files.length) return page.tell(T('photo.none'), true);
      keep.disabled = true;
      function failed(problem) {
        keep.disabled = false;
        if (problem) page.trouble(problem); else page.tell(T('refused.photo_unreadable'), true);
      }
      shrink(file.input.files[0], function (text) {
        if (!text) return failed(null);
        send(text, function (problem) {
          if (problem) return failed(problem);
          keep.disabled = false;
          page.act(keep, { kind: 'keep_photo', number: member.number, agreed: true, photo: '' }, ['photo_kept'],
                   function () {
            page.tell(T('photo.kept'));
            again();
          });
        });
      });
    }, 'act plain');
    return el('section', { class: 'card', 'data-part': 'photo' }, el('h3', null, T('photo.title')),
              member.collected
                  ? [el('p', { class: 'ask' }, T('photo.ask')), file,
                     el('label', { class: 'tick' }, agreed, el('span', null, T('photo.agreed'))), keep]
                  : null,
              member.photos.map(function (photo) { return kept_row(photo, again); }));
  };
})();
