// Counting a round again, here, in a worker of its own: the button, the bar, and the plain answer.
import {Engine} from './engine.js';
import {set_state} from './states.js';

// Of the bar, how much reading the record takes; the rest is the tally.
const replay_share = 0.8;

const done_share = ({step, done, total}) => {
    const share = total > 0 ? done / total : 0;
    return step === 'replay' ? replay_share * share : replay_share + (1 - replay_share) * share;
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
        const engine = new Engine({on_progress: (progress) =>
            set_state(selector, 'working', {progress: done_share(progress)})});
        this.engine = engine;
        set_state(selector, 'working', {progress: 0});
        try {
            const round = document.querySelector(selector).dataset.round;
            const {equal, ...figures} = await engine.ask('recount',
                {community: this.community, round: round ? Number(round) : null});
            const milliseconds = Math.round(performance.now() - began);
            set_state(selector, equal ? 'equal' : 'differs', {...figures, milliseconds, progress: 1});
        } catch (error) {
            if (this.engine === engine) set_state(selector, state_after(error));
        } finally {
            engine.stop();
        }
    }
}
