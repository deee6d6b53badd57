// Receipts on this device: shown with what was chosen, saved as a file, opened again, removed.
import {forget_round, read_cast, read_receipt, write_cast, write_receipt} from './drafts.js';
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
        document.addEventListener('click', ({target}) => {
            if (target.closest('[data-receipt-save]')) this.save();
            if (target.closest('[data-receipt-load]')) this.load();
            if (target.closest('[data-receipt-forget]')) this.forget();
        });
    }

    // After a receipt page has come, and whenever the record has grown.
    async show() {
        const round = round_of();
        const commitment = commitment_of();
        const own = read_receipt(this.community, round);
        if (!commitment && own) {
            location.replace(`?commitment=${own}`);
            return;
        }
        const cast = commitment && read_cast(this.community, round, commitment);
        const more = cast ? {is_live: true, filled: [
            ...cast.choices.map((choice) => ['choice', String(choice)]),
            ['promised_until', String(cast.deadline)],
        ]} : {};
        const page = await this.engine.ask('render', render_request(location, more));
        morph(page.html, 'main');
    }

    save() {
        const cast = read_cast(this.community, round_of(), commitment_of());
        if (!cast) return;
        download(`${this.community}-${round_of()}-${commitment_of().slice(0, 8)}.json`,
            file_of(this.community, round_of(), cast));
    }

    async load() {
        const failed = document.querySelector('[data-receipt-load-failed]');
        failed.hidden = true;
        const file = await chosen_file();
        if (!file) return;
        try {
            const {choices, commitment, deadline, promise, salt, text} =
                await this.engine.ask('read_receipt', {receipt: await file.text(), round: round_of()});
            write_cast(this.community, round_of(), commitment, {choices, deadline, promise, salt, text});
            write_receipt(this.community, round_of(), commitment);
            location.assign(`?commitment=${commitment}`);
        } catch {
            failed.hidden = false;
        }
    }

    forget() {
        forget_round(this.community, round_of());
        location.assign(location.pathname);
    }
}
