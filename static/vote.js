// Voting: what fits shows at once, a ballot is decided here first, then sent.
//
// Without this file the same form posts the same ballot. Whatever cannot be done here ends in that plain post.
import {read_draft, write_draft, write_receipt} from './drafts.js';
import {morph, now_ms, painted, render_request, viewer, viewer_text} from './view.js';

const retry_ms_first = 2_000;
const retry_ms_max = 60_000;

const form_of = () => document.querySelector('form[data-vote-form]');
const dialog_of = () => document.querySelector('dialog[data-vote-dialog]');
const choices_of = (form) => new FormData(form).getAll('choice');
const same = (left, right) => left.length === right.length && left.every((each) => right.includes(each));

const new_key = () => Array.from(crypto.getRandomValues(new Uint8Array(16)),
    (byte) => byte.toString(16).padStart(2, '0')).join('');

// Fields that the page shows again as they are.
const filled = (form) => [...new FormData(form)].filter(([name]) => name === 'choice' || name === 'sort');

export class Vote {
    constructor(engine, community) {
        this.engine = engine;
        this.community = community;
        this.latest = 0;     // Counts requests to render: an answer that a newer one has overtaken is dropped.
        this.retry_ms = retry_ms_first;
        this.sending = false;
        this.touched = false;
        document.addEventListener('change', (event) => this.changed(event));
        document.addEventListener('submit', (event) => this.submitted(event));
        document.addEventListener('click', (event) => this.clicked(event));
        addEventListener('online', () => this.send_again());
    }

    // After a page has come: a draft that was left here goes into an untouched form.
    async arrived() {
        const form = form_of();
        if (!form) return;
        this.touched = false;
        const draft = read_draft(this.community, form.dataset.round);
        if (draft) {
            for (const input of form.querySelectorAll('input[name=choice]')) {
                input.checked = draft.choices.includes(input.value);
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
        write_draft(this.community, form.dataset.round, {choices: choices_of(form), key: null});
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
        const choices = choices_of(form).map(Number);
        return JSON.stringify({type: 'CastBallot', round: Number(form.dataset.round), choices});
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

    // Sends the ballot, and again later if the server cannot be reached. One key for one filling: however often it is
    // sent, it is one vote.
    async send(form) {
        const {round} = form.dataset;
        const choices = choices_of(form);
        const draft = read_draft(this.community, round);
        const key = draft?.key && same(draft.choices, choices) ? draft.key : new_key();
        write_draft(this.community, round, {choices, key});
        this.waiting(true);
        let response;
        try {
            response = await fetch('/api/v1/commands', {
                method: 'POST',
                headers: {
                    'Content-Type': 'application/json',
                    'X-CSRF-Token': viewer().csrf,
                    'Idempotency-Key': key,
                },
                body: this.command(form),
            });
        } catch {
            this.send_later();
            return;
        }
        this.waiting(false);
        await this.answered(form, response);
    }

    async answered(form, response) {
        if (response.ok) {
            const {receipt} = await response.json();
            write_draft(this.community, form.dataset.round, null);
            write_receipt(this.community, form.dataset.round, receipt);
            location.assign(`/rounds/${form.dataset.round}/receipt`);
            return;
        }
        // What the core here could not know (a session that ended, a period cut short), the plain post says in words.
        form.submit();
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
