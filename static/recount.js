// Counting a round again, here, in a worker of its own: the button, the bar, and the plain answer.
import {Engine} from './engine.js';
import {set_state} from './states.js';

// Of the bar, where each step begins and ends. A round with credentials spends most of its time on them.
const steps = {replay: [0, 0.8], tally: [0.8, 1]};
const steps_with_audit = {replay: [0, 0.2], tally: [0.2, 0.25], audit: [0.25, 1]};

const done_share = ({step, done, total}, has_credentials) => {
    const [begin, end] = (has_credentials ? steps_with_audit : steps)[step];
    return begin + (end - begin) * (total > 0 ? done / total : 0);
};

const state_after = (error) => (error.name === 'BrokenRecord' ? 'differs' : 'failed');

const selector_of = ({dataset}) =>
    (dataset.round ? `[data-recount][data-round="${dataset.round}"]` : '[data-record-check]');

// One recount at a time; starting another, or leaving the page, ends the one under way.
export class Recounts {
    constructor(community) {
        this.community = community;
        this.engine = null;
        document.addEventListener('click', ({target}) => {
            const button = target.closest('[data-recount-start], [data-recount-cancel]');
            if (!button) return;
            const selector = selector_of(button.closest('[data-recount], [data-record-check]'));
            if (button.matches('[data-recount-start]')) return this.run(selector);
            this.stop();
            set_state(selector, 'idle');
        });
    }

    stop() {
        this.engine?.stop();
        this.engine = null;
    }

    async run(selector) {
        this.stop();
        const began = performance.now();
        const has_credentials = document.querySelector(selector).hasAttribute('data-has-credentials');
        const engine = new Engine({on_progress: (progress) =>
            set_state(selector, 'working', {progress: done_share(progress, has_credentials)})});
        this.engine = engine;
        set_state(selector, 'working', {progress: 0});
        try {
            const round = document.querySelector(selector).dataset.round;
            const {equal, faults = 0, ...figures} = await engine.ask('recount',
                {community: this.community, round: round ? Number(round) : null, has_credentials});
            const milliseconds = Math.round(performance.now() - began);
            set_state(selector, equal && faults === 0 ? 'equal' : 'differs', {...figures, milliseconds, progress: 1});
        } catch (error) {
            if (this.engine === engine) set_state(selector, state_after(error));
        } finally {
            engine.stop();
        }
    }
}
