// The forms of the decision flow, which post to /act. Each is decided here first, so that a refusal shows at once, in
// the page as the server would send it back; then the browser posts it. Without this file, or where the core does not
// run, the browser posts it straight away.
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

// A browser that posts a form without a network shows a page of its own instead, and the words are gone.
const is_online = async () => {
    try {
        await fetch('/healthz', {cache: 'no-store'});
        return true;
    } catch {
        return false;
    }
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
        const is_sent = !refusal && await is_online();
        if (is_sent) return form.submit();
        this.sending = false;
        if (refusal) show_refusal(refusal);
        else show_offline(form);
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
