// Voting: what fits shows at once, a ballot is decided here first, then made and cast (ballots.js).
//
// Without scripts the same form posts the choices, and the server makes the ballot: then its secrecy rests on the
// server's word. A browser with scripts posts them only where it cannot make the ballot itself (the core does not run,
// or the credential was issued elsewhere), and only after the person has read that and pressed the button that says yes
// to it. Before this file runs, vote-guard.js holds the form back.
import {Ballots, Distrust, Refused} from './ballots.js';
import {is_shared_device, read_draft, write_draft} from './kept.js';
import {morph, now_ms, painted, render_request, viewer_text} from './view.js';

const retry_ms_first = 2_000;
const retry_ms_max = 60_000;

const form_of = () => document.querySelector('form[data-vote-form]');
const dialog_of = () => document.querySelector('dialog[data-vote-dialog]');
const numbers_of = (form) => choices_of(form).map(Number).sort((a, b) => a - b);
const choices_of = (form) => new FormData(form).getAll('choice');

// A command for the core's judgement of the choices, before there is a credential to cast them with.
const zeros = (bytes) => '00'.repeat(bytes);

// On a shared device the address, which the browser remembers, does not name the ballot.
const receipt_address = (round, commitment) =>
    `/rounds/${round}/receipt${is_shared_device() ? '' : `?commitment=${commitment}`}`;

// Fields that the page shows again as they are.
const filled = (form) => [...new FormData(form)].filter(([name]) => name === 'choice' || name === 'sort');

export class Vote {
    constructor(engine, community) {
        this.engine = engine;
        this.community = community;
        this.ballots = new Ballots(engine, community);
        this.latest = 0;     // Counts requests to render: an answer that a newer one has overtaken is dropped.
        this.wanted = null;  // The choices to cast, as numbers, from the press on until their receipt shows.
        this.touched = false;
        this.wake = () => {};
        document.addEventListener('change', (event) => this.changed(event));
        document.addEventListener('submit', (event) => this.submitted(event));
        document.addEventListener('click', (event) => this.clicked(event));
        addEventListener('online', () => this.wake());
        // A page that the browser kept for the way back can vote again.
        addEventListener('pageshow', ({persisted}) => { if (persisted) this.finished(); });
    }

    // After a page has come: a draft that was left here, or the ballot that was cast, goes into an untouched form.
    async arrived() {
        const form = form_of();
        if (!form) return;
        this.touched = false;
        // Ticks of a form that came back are those that were sent.
        const is_filled = form.querySelector('input[name=choice]:checked');
        const choices = is_filled ? null :
            read_draft(this.community, form.dataset.round)?.choices ??
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
        return this.wanted !== null || this.touched;
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
        // The person has read that the server will see the choices, and says yes.
        if (event.target.closest('[data-vote-on-behalf]')) form_of().submit();
    }

    async submitted(event) {
        const form = form_of();
        if (event.target !== form) return;
        event.preventDefault();
        if (!this.engine.worker) return this.tell('core');
        try {
            if (event.submitter?.matches('[data-vote-review]')) await this.review(form);
            else await this.send(form);
        } catch (error) {
            this.finished();
            this.failed(error);
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
        if (!dialog) return this.send(form);
        if (!dialog.open) dialog.showModal();
    }

    // Casts what is ticked, and again later if the server cannot be reached: however often this is called meanwhile, it
    // is one ballot, of what was ticked last.
    async send(form) {
        const is_under_way = this.wanted !== null;
        this.wanted = numbers_of(form);
        this.touched = true;
        write_draft(this.community, form.dataset.round, {choices: this.wanted.map(String)});
        if (is_under_way) return this.wake();
        this.waiting(true);
        const round = Number(form.dataset.round);
        let cast;
        let commitment;
        do {
            cast = this.wanted;
            commitment = await this.cast_patiently(round);
        } while (String(cast) !== String(this.wanted));
        write_draft(this.community, form.dataset.round, null);
        if (!form_of()) return this.finished();  // They have gone on to another page.
        // Until that page has come, another press is still the same one.
        location.assign(receipt_address(round, commitment));
    }

    // Resolves to the commitment. Waits and tries again for as long as the server cannot be reached, or is not well.
    async cast_patiently(round) {
        for (let wait_ms = retry_ms_first; ; wait_ms = Math.min(2 * wait_ms, retry_ms_max)) {
            try {
                return await this.ballots.cast(round, this.wanted);
            } catch (error) {
                // TypeError is what fetch throws without a network.
                const is_passing = error instanceof TypeError || error.problem?.code?.startsWith('http_5');
                if (!is_passing) throw error;
            }
            await new Promise((resolve) => {
                this.wake = resolve;
                setTimeout(resolve, wait_ms);
            });
        }
    }

    // Whatever failed, nothing of the ballot goes anywhere: the person is told, and decides.
    failed(error) {
        dialog_of()?.close();
        if (error instanceof Distrust) return this.tell(error.what);
        if (!(error instanceof Refused)) return this.tell('core');
        const {code, detail} = error.problem;
        if (code === 'session_needed' || code === 'csrf_token_wrong') {
            return this.tell('session');  // The ticks are kept.
        }
        if (code === 'credential_already_issued') return this.tell('elsewhere');
        if (!detail) return this.tell('core');
        this.tell('refused', detail);
    }

    // Shows a sentence that the page holds, or that the server rendered.
    tell(what, text = null) {
        for (const each of document.querySelectorAll('[data-vote-failed]')) {
            each.hidden = each.dataset.voteFailed !== what;
            if (each.hidden) continue;
            if (text !== null) each.textContent = text;
            each.scrollIntoView({block: 'center'});
        }
    }

    finished() {
        this.wanted = null;
        this.waiting(false);
    }

    waiting(is_waiting) {
        for (const each of document.querySelectorAll('[data-vote-waiting]')) each.hidden = !is_waiting;
    }
}
