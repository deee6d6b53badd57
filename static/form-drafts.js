// What is written in a form with room for a long text, kept until it is sent: a tab that is closed, or a session that
// ends, loses none of it. For each account, page and form; not what is private to the page (a ballot's choices, the
// papers of an urn), no passphrases, no files.
import {account, read_form, thin_forms, write_form} from './kept.js';

const pause_ms = 400;  // Typing is waited for.
const forms_max = 20;
const kept_ms_max = 30 * 24 * 3_600_000;
const bytes_max = 100_000;

const is_kept_form = (form) => form?.matches('main form[method=post]') && form.querySelector('textarea') &&
    !form.matches('[data-vote-form], [action*="/desk/"]');
const unkept = /^(hidden|password|file|submit|button)$/;
const controls_of = (form) => [...form.elements].filter(({name, type}) => name && !unkept.test(type));
const is_box = ({type}) => type === 'checkbox' || type === 'radio';

// What tells this form from all others: its page, and what it is about.
const id_of = (form) => {
    const about = [...form.elements].filter(({type, name}) =>
        type === 'hidden' && !['csrf', 'seen', 'back'].includes(name)).map(({name, value}) => `${name}=${value}`);
    const page = form.elements.back?.value ?? new URL(form.action).pathname;
    return [page.split('#')[0], ...about].join(' ');
};

// Whether a control still is as the page came.
const is_untouched = (control) => {
    if (is_box(control)) return control.checked === control.defaultChecked;
    if (control.type !== 'select-one') return control.value === control.defaultValue;
    const first = [...control.options].find((option) => option.defaultSelected) ?? control.options[0];
    return control.value === first?.value;
};

const written_in = (form) => controls_of(form).map((control) =>
    [control.name, control.value, is_box(control) ? control.checked : null]);

let community = '';
let timer = 0;
const waiting = new Set();  // Forms to be kept after the pause.
const done = new WeakSet();  // Forms that were sent: what still stands in them is not kept again.

const keep = (form) => {
    if (done.has(form)) return;
    if (controls_of(form).every(is_untouched)) return write_form(community, id_of(form), null);
    const fields = written_in(form);
    if (JSON.stringify(fields).length > bytes_max) return;
    write_form(community, id_of(form), {at: Date.now(), fields});
};

const keep_waiting = () => {
    clearTimeout(timer);
    for (const form of waiting) if (form.isConnected) keep(form);
    waiting.clear();
};

const changed = ({target}) => {
    if (!is_kept_form(target.form)) return;
    waiting.add(target.form);
    clearTimeout(timer);
    timer = setTimeout(keep_waiting, pause_ms);
};

// Fills the form with what was kept; whether that changed anything.
const fill = (form, fields) => {
    let has_changed = false;
    for (const control of controls_of(form)) {
        const [, value, checked] = fields.find(([name, kept]) =>
            name === control.name && (!is_box(control) || kept === control.value)) ?? [];
        if (value === undefined) continue;
        if (is_box(control) ? control.checked === checked : control.value === value) continue;
        if (is_box(control)) control.checked = checked;
        else control.value = value;
        has_changed = true;
    }
    return has_changed;
};

// The sentence that the page holds for this, at the top of the form.
const tell = (form) => {
    const sentence = document.querySelector('main > [data-form-restored]')?.cloneNode(true);
    if (!sentence) return;
    sentence.hidden = false;
    form.prepend(sentence);
    const folded = form.closest('details');
    if (folded) folded.open = true;
};

const discard = (form) => {
    waiting.delete(form);
    write_form(community, id_of(form), null);
    form.reset();
    form.querySelector('[data-form-restored]')?.remove();
};

// The form's words have arrived where they were to go.
export const forget_form = (form) => {
    if (!is_kept_form(form)) return;
    waiting.delete(form);
    done.add(form);
    write_form(community, id_of(form), null);
};

// After each page.
export const restore_forms = () => {
    if (!account()) return;
    for (const form of document.querySelectorAll('main form')) {
        // What came back from the server is what was sent.
        const is_shown = form.matches('[data-returned]') || form.querySelector('[data-form-restored]');
        if (!is_kept_form(form) || is_shown) continue;
        const kept = read_form(community, id_of(form));
        if (kept && fill(form, kept.fields)) tell(form);
    }
};

export const watch_forms = (of) => {
    community = of;
    if (account()) thin_forms(community, forms_max, Date.now() - kept_ms_max);
    document.addEventListener('input', changed);
    document.addEventListener('change', changed);
    document.addEventListener('click', ({target}) =>
        target.matches('[data-form-discard]') && discard(target.closest('form')));
    document.addEventListener('visibilitychange', () => document.hidden && keep_waiting());
    addEventListener('pagehide', keep_waiting);
};
