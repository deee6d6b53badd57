// The time that is left of a speaker's turn. The page says when the turn ends, here it runs: [data-countdown=MS] holds
// m:ss until then. When it is over, another control may be the chair's, so the page is asked for anew.
import {now_ms} from './view.js';

const tick_ms = 250;

const written = (left_ms) => {
    const seconds = Math.ceil(left_ms / 1000);
    return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
};

// Calls `ended` once for each turn that comes to its end while it is shown.
export const watch_countdowns = (ended) => {
    let running = 0;  // The end of the turn that was seen running.
    setInterval(() => {
        const shown = document.querySelectorAll('[data-countdown]');
        for (const each of shown) {
            const left_ms = Math.max(0, Number(each.dataset.countdown) - now_ms());
            const text = written(left_ms);
            if (each.textContent !== text) each.textContent = text;
            each.classList.toggle('over', left_ms === 0);
        }
        const end = Number(shown[0]?.dataset.countdown ?? 0);
        if (running && running === end && now_ms() >= end) {
            running = 0;
            ended();
        } else if (end > now_ms()) {
            running = end;
        }
    }, tick_ms);
};
