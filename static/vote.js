// Voting: what fits shows at once, a ballot is decided here first, then made and cast (ballots.js).
//
// Without this file the same form posts the choices, and the server makes the ballot: then its secrecy rests on the
// server's word. So that happens only where this browser cannot make it: the core does not run, or the credential was
// issued elsewhere.
import {Ballots, Distrust, Refused} from './ballots.js';
import {read_draft, write_draft} from './drafts.js';
import {morph, now_ms, painted, render_request, viewer_text} from './view.js';

const retry_ms_first = 2_000;
const retry_ms_max = 60_000;

const form_of = () => document.querySelector('form[data-vote-form]');
const dialog_of = () => document.querySelector('dialog[data-vote-dialog]');
const numbers_of = (form) => choices_of(form).map(Number).sort((a, b) => a - b);
const choices_of = (form) => new FormData(form).getAll('choice');

// A command for the core's judgement of the choices, before there is a credential to cast them with.
const zeros = (bytes) => '00'.repeat(bytes);

// Fields that the page shows again as they are.
const filled = (form) => [...new FormData(form)].filter(([name]) => name === 'choice' || name === 'sort');

export class Vote {
    constructor(engine, community) {
        this.engine = engine;
        this.community = community;
        this.ballots = new Ballots(engine, community);
        this.latest = 0;     // Counts requests to render: an answer that a newer one has overtaken is dropped.
        this.retry_ms = retry_ms_first;
        this.sending = false;
        this.touched = false;
        document.addEventListener('change', (event) => this.changed(event));
        document.addEventListener('submit', (event) => this.submitted(event));
        document.addEventListener('click', (event) => this.clicked(event));
        addEventListener('online', () => this.send_again());
    }

    // After a page has come: a draft that was left here, or the ballot that was cast, goes into an untouched form.
    async arrived() {
        const form = form_of();
        if (!form) return;
        this.touched = false;
        const choices = read_draft(this.community, form.dataset.round)?.choices ??
            this.ballots.last_choices(Number(form.dataset.round));
        if (choices) {
            for (const input of form.querySelectorAll('input[name=choice]')) {
                input.checked = choices.includes(input.value);
            }
        }
        await this.show();
    }

    // Renders the form as it is filled now, and what does not fit.
    async show(command = null) {
        const form = form_of();
        if (!form) return;
        this.latest += 1;
        const asked = this.latest;
        const [page] = await Promise.all([
            this.engine.ask('render', render_request(location, {filled: filled(form), is_live: true, command})),
            painted(),
        ]);
        if (asked === this.latest && form_of()) morph(page.html, 'main');
    }

    // Whether someone is in the middle of the form.
    is_busy() {
        return this.sending || this.touched;
    }

    async changed(event) {
        const form = form_of();
        if (!form?.contains(event.target)) return;
        this.touched = true;
        write_draft(this.community, form.dataset.round, {choices: choices_of(form)});
        await this.show().catch(() => {});
    }

    clicked(event) {
        if (event.target.closest('[data-dialog-close]')) {
            event.preventDefault();
            event.target.closest('dialog').close();
        }
    }

    async submitted(event) {
        const form = form_of();
        if (event.target !== form || !this.engine.worker) return;
        event.preventDefault();
        try {
            if (event.submitter?.matches('[data-vote-review]')) await this.review(form);
            else await this.send(form);
        } catch {
            form.submit();
        }
    }

    command(form) {
        const choices = numbers_of(form);
        return JSON.stringify({choices, credential: zeros(96), round: Number(form.dataset.round), salt: zeros(16),
            signature: zeros(64), type: 'CastBallot', version: 1});
    }

    // Decided here; the dialog opens only for a ballot that the rules allow.
    async review(form) {
        const command = this.command(form);
        const refusal = await this.engine.ask('decide', {command, viewer: viewer_text(), now_ms: now_ms()});
        if (refusal) {
            await this.show(command);
            document.querySelector('[role=alert]')?.scrollIntoView({block: 'center'});
            return;
        }
        const dialog = dialog_of();
        if (dialog) dialog.showModal();
        else await this.send(form);
    }

    // Casts the ballot, and again later if the server cannot be reached: however often it is sent, it is one vote.
    async send(form) {
        this.waiting(true);
        const round = Number(form.dataset.round);
        try {
            const commitment = await this.ballots.cast(round, numbers_of(form));
            write_draft(this.community, form.dataset.round, null);
            this.waiting(false);
            location.assign(`/rounds/${round}/receipt?commitment=${commitment}`);
        } catch (error) {
            if (error instanceof TypeError) return this.send_later();  // What fetch throws without a network.
            this.waiting(false);
            if (!(error instanceof Refused || error instanceof Distrust)) throw error;
            this.failed(form, error);
        }
    }

    failed(form, error) {
        dialog_of()?.close();
        if (error instanceof Distrust) return this.tell(`[data-vote-failed=${error.what}]`);
        // The credential was issued to the server on the voter's behalf, or to another browser: the server knows which,
        // and a session that has ended leads to signing in.
        const {code, detail} = error.problem;
        if (!detail || code === 'credential_already_issued') return form.submit();
        this.tell('[data-vote-failed=refused]', detail);
    }

    // Shows a sentence that the page holds, or that the server rendered.
    tell(selector, text = null) {
        const place = document.querySelector(selector);
        if (text !== null) place.textContent = text;
        place.hidden = false;
        place.scrollIntoView({block: 'center'});
    }

    waiting(is_waiting) {
        this.sending = is_waiting;
        for (const each of document.querySelectorAll('[data-vote-waiting]')) each.hidden = !is_waiting;
    }

    send_later() {
        clearTimeout(this.timer);
        this.timer = setTimeout(() => this.send_again(), this.retry_ms);
        this.retry_ms = Math.min(2 * this.retry_ms, retry_ms_max);
    }

    async send_again() {
        const form = form_of();
        if (!this.sending || !form) return;
        clearTimeout(this.timer);
        await this.send(form).catch(() => form.submit());
    }
}
