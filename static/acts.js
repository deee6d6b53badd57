// The forms of the decision flow, which post to /act. Each is decided here first, so that a refusal shows at once, in
// the page as the server would send it back; then it is posted, once for however many presses, and the page goes
// where the server says. What the server does not accept the browser posts once more by itself, to show the server's
// page: the form again with what was wrong, or the page to sign in, which leads back to it. Without this file, or
// where the core does not run, the browser posts it straight away; then the server knows a form that comes twice by
// its field `seen`.
import {forget_form} from './form-drafts.js';
import {morph, render_request} from './view.js';

const form_of = (event) => event.target.closest?.('main form.command[action="/act"]');

// What the form would send, as names and values; the session's token is no field of the command.
const fields_of = (form) => [...new FormData(form)].filter(([name]) => name !== 'csrf');

const show_refusal = (page) => {
    morph(page.html, 'main');
    const place = document.querySelector('main .faulty') ?? document.querySelector('main [role=alert]:not([hidden])');
    place?.scrollIntoView({block: 'center'});
    place?.querySelector('input, select, textarea')?.focus({preventScroll: true});
};

// What was written stays where it is, with the sentence that the page holds for this.
const show_offline = (form) => {
    const sentence = document.querySelector('[data-form-offline]');
    form.append(sentence);
    sentence.hidden = false;
    sentence.scrollIntoView({block: 'center'});
};

// The browser says it at the field, and does not send what the server would not take.
const check_size = (input) => input.setCustomValidity(
    input.files[0]?.size > Number(input.dataset.bytesMax) ? input.dataset.tooLarge : '');

// Posts the form; whether the server has done what it asks, and then the page is already on its way to where that is.
// Throws what fetch throws without a network: a browser that posts without one shows a page of its own, and the words
// are gone.
const post = async (form) => {
    const fields = new FormData(form);
    const response = await fetch(form.action, {method: 'POST', headers: {Accept: 'text/html'},
        body: form.enctype === 'multipart/form-data' ? fields : new URLSearchParams(fields)});
    if (!response.redirected) return false;
    forget_form(form);
    const place = new URL(response.url);
    // The address that the server answered is known without what stands behind '#'.
    const back = new URL(fields.get('back') ?? place, location.href);
    if (back.pathname === place.pathname) place.hash = back.hash;
    if (place.hash && place.pathname + place.search === location.pathname + location.search) {
        history.replaceState(history.state, '', place);
        location.reload();
    } else {
        location.assign(place);
    }
    return true;
};

export class Acts {
    // `live` reads on.
    constructor(engine, live) {
        this.engine = engine;
        this.live = live;
        this.sending = false;
        document.addEventListener('submit', (event) => this.submitted(event));
        document.addEventListener('change', ({target}) => target.matches('[data-bytes-max]') && check_size(target));
        // A page that the browser kept for the way back can send again.
        addEventListener('pageshow', () => { this.sending = false; });
    }

    async submitted(event) {
        const form = form_of(event);
        if (!form || !this.engine.worker) return;
        event.preventDefault();
        if (this.sending) return;
        this.sending = true;
        // A document's fingerprint is worked out by the server.
        const refusal = form.enctype === 'multipart/form-data' ? null : await this.refusal_of(form);
        try {
            if (refusal) show_refusal(refusal);
            else if (await post(form)) return;
            else return form.submit();
        } catch {
            show_offline(form);
        }
        this.sending = false;
    }

    // The page with the refused form, or null. What is refused here by a record that has grown since may be fine: so
    // this browser reads on and asks again. What the core cannot read the server judges.
    async refusal_of(form) {
        const ask = () => this.engine.ask('try_form', render_request(location, {filled: fields_of(form)}));
        try {
            const refusal = await ask();
            if (!refusal) return null;
            await this.live.read_on();
            return await ask();
        } catch {
            return null;
        }
    }
}
