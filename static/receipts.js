// Receipts on this device: shown with what was chosen, saved as a file, opened again, removed.
import {forget_round, is_shared_device, read_cast, read_receipt, watch_receipt} from './kept.js';
import {morph, render_request} from './view.js';

const round_of = () => Number(location.pathname.match(/^\/rounds\/(\d+)\/receipt$/)?.[1] ?? 0);
const commitment_of = () => (new URLSearchParams(location.search).get('commitment') ?? '').toLowerCase();

// The file that portal/receipt.h reads.
const file_of = (community, round, {promise, salt, text}) =>
    JSON.stringify({ballot: text, community, format: 'gongyi-receipt/1', promise, round, salt});

const download = (name, text) => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([text], {type: 'application/json'}));
    link.download = name;
    link.click();
    URL.revokeObjectURL(link.href);
};

const chosen_file = () => new Promise((resolve) => {
    const input = Object.assign(document.createElement('input'), {type: 'file', accept: '.json,application/json'});
    input.addEventListener('change', () => resolve(input.files[0] ?? null));
    input.click();
});

export class Receipts {
    constructor(engine, community) {
        this.engine = engine;
        this.community = community;
        // What a QR code or a file told: {round, commitment, cast}. It is not kept: the phone may be another's, and the
        // receipt too. Whose own it is has it here, or has the file.
        this.scanned = null;
        this.refused = false;  // Whether what was scanned or opened last is no receipt of the round.
        addEventListener('hashchange', () => round_of() && this.show());
        watch_receipt(community, round_of, () => this.show_newest());
        document.addEventListener('click', ({target}) => {
            if (target.closest('[data-receipt-save]')) this.save();
            if (target.closest('[data-receipt-load]')) this.load();
            if (target.closest('[data-receipt-forget]')) this.forget();
        });
    }

    // After a receipt page has come, and whenever the record has grown.
    async show() {
        const round = round_of();
        if (location.hash) await this.take_scanned(round);
        const own = read_receipt(this.community, round);
        const is_own = !commitment_of() && own && !this.refused;
        if (is_own && !is_shared_device()) {
            location.replace(`?commitment=${own}`);
            return;
        }
        const commitment = this.shown();
        const cast = commitment && this.cast_of(round, commitment);
        const filled = [];
        if (cast) {
            filled.push(...cast.choices.map((choice) => ['choice', String(choice)]),
                ['promised_until', String(cast.deadline)], ['receipt_file', file_of(this.community, round, cast)]);
        }
        const page = await this.engine.ask('render', render_request(location,
            {is_live: true, filled, ...(is_own ? {query: `commitment=${commitment}`} : {})}));
        morph(page.html, 'main');
        this.tell_refused();
    }

    // The commitment of the receipt that the page is about: the address's, else one's own; '' when it is about none.
    shown() {
        if (commitment_of() || this.refused) return commitment_of();
        return (is_shared_device() && read_receipt(this.community, round_of())) || '';
    }

    // Another window of this browser has voted again: a receipt of one's own that is shown is replaced by the newest.
    async show_newest() {
        const own = read_receipt(this.community, round_of());
        if (!round_of() || !own || !read_cast(this.community, round_of(), this.shown())) return;
        if (commitment_of()) history.replaceState(history.state, '', `?commitment=${own}`);
        await this.show();
    }

    tell_refused() {
        const sentence = document.querySelector('[data-receipt-load-failed]');
        if (sentence) sentence.hidden = !this.refused;
    }

    cast_of(round, commitment) {
        const {scanned} = this;
        return read_cast(this.community, round, commitment) ??
            (scanned?.round === round && scanned.commitment === commitment ? scanned.cast : null);
    }

    // Takes what a QR code led here with out of the address: it must not stay in what a browser remembers and sends.
    async take_scanned(round) {
        const [, kind, value] = location.hash.match(/^#(receipt|commitment)=([\w-]+)$/) ?? [];
        if (!kind) return;
        this.refused = false;
        history.replaceState(history.state, '', location.pathname);
        let commitment = value;
        if (kind === 'receipt') {
            try {
                const {commitment: found, ...cast} = await this.engine.ask('read_receipt', {receipt: value, round});
                this.scanned = {round, commitment: found, cast};
                commitment = found;
            } catch {
                this.refused = true;
                return;
            }
        }
        history.replaceState(history.state, '', `?commitment=${commitment}`);
    }

    save() {
        const cast = this.cast_of(round_of(), this.shown());
        if (!cast) return;
        download(`${this.community}-${round_of()}-${this.shown().slice(0, 8)}.json`,
            file_of(this.community, round_of(), cast));
    }

    async load() {
        this.refused = false;
        this.tell_refused();
        const file = await chosen_file();
        if (!file) return;
        try {
            const {choices, commitment, deadline, promise, salt, text} =
                await this.engine.ask('read_receipt', {receipt: await file.text(), round: round_of()});
            this.scanned = {round: round_of(), commitment, cast: {choices, deadline, promise, salt, text}};
            history.replaceState(history.state, '', `?commitment=${commitment}`);
            await this.show();
        } catch {
            this.refused = true;
            this.tell_refused();
        }
    }

    forget() {
        forget_round(this.community, round_of());
        location.assign(location.pathname);
    }
}
