// What this browser found out about the record, shown on every page and in full on the record's own.
import {set_state} from './states.js';
import {forget_checkpoint, forget_chunks} from './store.js';

const show = (state, figures) => {
    for (const place of ['[data-record-status]', '[data-record-found]']) set_state(place, state, figures);
};

export const show_checking = () => show('checking');

const minute_ms = 60_000;

export const show_verified = ({entries, witness}) => {
    show('verified', {entries});
    if (witness.state === 'none') return;
    const minutes = Math.max(0, Math.floor((Date.now() - witness.at_ms) / minute_ms));
    set_state('[data-witness-found]', witness.state, {witnessed: witness.size, minutes});
};

// The state for an error of the worker's.
const state_of = ({name, kind}) => {
    if (name === 'BrokenRecord') return kind;
    return name === 'UnsignedRecord' ? 'unsigned' : 'offline';
};

export const show_fault = (error) => {
    const {kept, shown, witness} = error.notes ?? {};
    show(state_of(error), {kept_note: kept ?? '–', shown_note: shown ?? '–', witness_note: witness || '–'});
    if (error.kind === 'contradicted') set_state('[data-witness-found]', 'contradicted');
};

// `before`: how many entries there were at the last visit; null at the first.
export const show_visit = ({before}) =>
    set_state('[data-record-visit]', before === null ? 'first' : 'again', {before: before ?? 0});

// Whoever has asked in person may let this browser begin anew with the record as it is now.
export const watch_forgetting = (community) => document.addEventListener('click', async ({target}) => {
    if (!target.closest('[data-record-forget]')) return;
    await Promise.all([forget_checkpoint(community), forget_chunks(community)]);
    location.reload();
});

// On an entry's page: whether the bytes shown are those of the record here.
export const compare_entry = async (engine) => {
    const card = document.querySelector('[data-entry-check]');
    const bytes = document.querySelector('[data-entry-bytes]');
    if (!card || !bytes) return;
    const selector = `[data-entry-check][data-index="${card.dataset.index}"]`;
    try {
        const {equal, entries} = await engine.ask('compare',
            {entry: bytes.textContent, index: Number(card.dataset.index)});
        set_state(selector, equal ? 'equal' : 'differs', {entries});
    } catch {
        set_state(selector, 'failed');
    }
};
