// Holds a ballot's form back until the rest has come (vote.js). A plain script in front of the form, in old words, so
// that it runs wherever any script does: pressing early must not post the choices to the server, which it would without
// scripts. Where the core cannot run, the page says so and asks.
(function () {
    'use strict';
    var root = document.documentElement;
    var tell = function (what) {
        var places = document.querySelectorAll('[data-vote-failed]');
        for (var i = 0; i < places.length; i += 1) {
            places[i].hidden = places[i].getAttribute('data-vote-failed') !== what;
            if (!places[i].hidden) places[i].scrollIntoView({block: 'center'});
        }
    };
    var is_vote_form = function (element) { return element.hasAttribute('data-vote-form'); };
    // Set by app.js to "ready" or "failed"; a browser without modules never runs that.
    var state = function () {
        return 'noModule' in HTMLScriptElement.prototype ? root.getAttribute('data-core') : 'failed';
    };
    document.addEventListener('submit', function (event) {
        if (!is_vote_form(event.target) || state() === 'ready') return;
        event.preventDefault();
        tell(state() === 'failed' ? 'core' : 'starting');
    });
    document.addEventListener('click', function (event) {
        if (state() === 'ready' || !event.target.hasAttribute('data-vote-on-behalf')) return;
        document.querySelector('form[data-vote-form]').submit();
    });
    // One of the scripts did not come.
    addEventListener('error', function (event) {
        if (event.target.tagName === 'SCRIPT') root.setAttribute('data-core', 'failed');
    }, true);
})();
