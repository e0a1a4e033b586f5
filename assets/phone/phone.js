// What a page does beyond links and forms, for browsers from about 2014 on. Every page works without it.
(function () {
  'use strict';

  function send(method, path, body, done) {
    var request = new XMLHttpRequest();
    request.open(method, path);
    request.timeout = 12000;
    if (body !== null) request.setRequestHeader('Content-Type', 'application/x-www-form-urlencoded');
    request.onload = function () { done(request); };
    request.onerror = request.ontimeout = function () { done(null); };
    request.send(body);
    return request;
  }

  function encoded(form) {
    var pairs = [];
    for (var i = 0; i < form.elements.length; i++) {
      var field = form.elements[i];
      if (!field.name || (field.type === 'checkbox' && !field.checked)) continue;
      pairs.push(encodeURIComponent(field.name) + '=' + encodeURIComponent(field.value));
    }
    return pairs.join('&');
  }

  // A form is sent without leaving the page: on a bad Wi-Fi what was typed stays, and the answer of the server, a whole
  // page, takes this one's place. Sent twice, the same form is one join.
  document.addEventListener('submit', function (event) {
    var form = event.target;
    var button = form.querySelector('button');
    var problem = form.querySelector('.problem');
    event.preventDefault();
    if (button.disabled) return;
    button.disabled = true;
    problem.textContent = '';
    send('POST', form.getAttribute('action'), encoded(form), function (answer) {
      button.disabled = false;
      var page = answer && new DOMParser().parseFromString(answer.responseText, 'text/html').getElementById('page');
      if (!page) {
        problem.textContent = form.getAttribute('data-offline');
        return;
      }
      var old = document.getElementById('page');
      old.parentNode.replaceChild(document.importNode(page, true), old);
      window.scrollTo(0, 0);
      wait_for_clerk();
    });
  });

  // Four digits were shown to the clerk: once they are typed, this phone has its number, and opens it by itself.
  function wait_for_clerk() {
    var waits = document.querySelector('.waits');
    if (!waits) return;
    send('GET', '/api/me', null, function (answer) {
      // The phone may have another number until then.
      var known = answer && answer.status === 200 && JSON.parse(answer.responseText).number;
      if (known === Number(waits.getAttribute('data-number'))) location.href = '/m';
      else setTimeout(wait_for_clerk, 3000);
    });
  }

  // The living pass: a bar shows how long it still counts, and a new one comes before its end. With no answer
  // the old one fades, so that nobody holds a dead code to the scanner.
  var pass = document.querySelector('.pass');
  if (!pass) return;
  var qr = pass.querySelector('.qr');
  var bar = pass.querySelector('.bar i');
  var problem = pass.querySelector('.problem');
  var token = pass.getAttribute('data-token');
  var lifetime = Number(pass.getAttribute('data-lifetime'));
  var born = Date.now();
  var asking = false;
  var next_try = 0;

  function refresh() {
    asking = true;
    send('POST', '/api/pass', 'token=' + encodeURIComponent(token), function (answer) {
      asking = false;
      next_try = Date.now() + 2000;
      if (answer && (answer.status === 401 || answer.status === 403)) {
        location.href = '/';
        return;
      }
      if (!answer || answer.status !== 200) return;
      var fresh = JSON.parse(answer.responseText);
      qr.innerHTML = fresh.svg;
      lifetime = fresh.lifetime_ms;
      born = Date.now();
    });
  }

  function tick() {
    var left = Math.max(0, Math.min(1, 1 - (Date.now() - born) / lifetime));
    bar.style.width = left * 100 + '%';
    problem.hidden = left > 0;
    if (left > 0) pass.classList.remove('stale'); else pass.classList.add('stale');
    if (left * lifetime < 6000 && !asking && Date.now() > next_try && !document.hidden) refresh();
  }
  setInterval(tick, 250);
  document.addEventListener('visibilitychange', tick);
  tick();
})();
