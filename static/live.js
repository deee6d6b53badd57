// What happens elsewhere shows here: the server says when the record grows, the worker reads on, the page is rendered
// anew. Someone in the middle of a form is left alone.
import {show_checking, show_fault, show_verified} from './record-status.js';
import {follows_record, morph, note_record, page_name, render_request} from './view.js';

// Whether something stands in a form that is not sent yet, or that came back: making the page anew would lose it.
const is_filling = () =>
    document.querySelector('main form.command[data-returned] :is(input:not([type=hidden]), select, textarea)') ||
    [...document.querySelectorAll('main form.command :is(input:not([type=hidden]), textarea)')].some((each) =>
        each.value !== each.defaultValue || each.checked !== each.defaultChecked);

const witness_wait_ms = 30_000;

export class Live {
    // `size` is the number of entries that the worker holds.
    constructor({engine, community, vote, receipts, size}) {
        this.engine = engine;
        this.vote = vote;
        this.receipts = receipts;
        this.size = size;
        this.newest = null;
        this.is_busy = false;
        this.address = `/api/v1/${encodeURIComponent(community)}/events`;
        this.listen();
        // A page that the browser keeps for the way back must not hold a connection.
        addEventListener('pagehide', () => this.source.close());
        addEventListener('pageshow', ({persisted}) => persisted && this.listen());
    }

    listen() {
        this.source = new EventSource(this.address);
        this.source.addEventListener('checkpoint', ({data}) => this.heard(JSON.parse(data)));
    }

    // One after the other; of those that come meanwhile, the newest stands for all.
    async heard(event) {
        this.newest = event;
        if (this.is_busy) return;
        this.is_busy = true;
        try {
            while (this.newest) {
                const next = this.newest;
                this.newest = null;
                await this.follow(next);
            }
        } finally {
            this.is_busy = false;
        }
    }

    async follow({size}) {
        if (size !== this.size && await this.read_on() && follows_record()) await this.render();
    }

    // Whether the record could be brought up to date.
    async read_on({is_quiet = false} = {}) {
        if (!is_quiet) show_checking();
        try {
            const record = await this.engine.ask('pull');
            this.size = record.entries;
            note_record(record);
            show_verified(record);
            this.wait_for_witnesses(record);
            return true;
        } catch (error) {
            show_fault(error);
            return false;
        }
    }

    // Witnesses see what is new some seconds later: so it is looked at once more.
    wait_for_witnesses({witness}) {
        clearTimeout(this.again);
        if (witness.state === 'fresh') this.again = setTimeout(() => this.read_on({is_quiet: true}), witness_wait_ms);
    }

    // Makes the page anew from the record as it is known: time alone may have changed what can be done.
    async refresh() {
        if (follows_record()) await this.render();
    }

    async render() {
        if (is_filling()) return;
        if (page_name() === 'vote') return this.vote.is_busy() ? undefined : this.vote.show();
        if (page_name() === 'receipt') return this.receipts.show();
        const page = await this.engine.ask('render', render_request());
        morph(page.html, 'main');
    }
}
