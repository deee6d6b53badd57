// The states that scripts show: which of the sentences that a page already holds is visible, and the figures in it.
//
// They are kept by selector, so that a page that was rendered anew can be dressed in them before it is morphed in; the
// contract with the pages is in shared/pages/hooks.h.

const hooks = ['data-record-status', 'data-record-found', 'data-recount', 'data-record-check', 'data-entry-check',
    'data-record-visit', 'data-what-if', 'data-witness-found'];
const known = new Map();  // Selector -> {state, figures}.

const grouped = new Intl.NumberFormat('en-US');
const written = (figure) => (typeof figure === 'number' ? grouped.format(figure) : figure);

const show = (element, {state, figures}) => {
    for (const name of hooks) if (element.hasAttribute(name)) element.setAttribute(name, state);
    for (const each of element.querySelectorAll('[data-when]')) {
        each.hidden = !each.dataset.when.split(' ').includes(state);
    }
    for (const [name, value] of Object.entries(figures)) {
        for (const each of element.querySelectorAll(`[data-figure="${name}"]`)) each.textContent = written(value);
    }
    const bar = element.querySelector('progress');
    if (!bar || figures.progress === undefined) return;
    if (figures.progress === null) bar.removeAttribute('value');
    else bar.value = figures.progress;
};

// Puts `root` (the document, or a page about to be morphed in) into the states known so far.
export const dress = (root) => {
    for (const each of root.querySelectorAll('[data-needs-script]')) each.hidden = false;
    for (const each of root.querySelectorAll('[data-without-script]')) each.hidden = true;
    for (const [selector, state] of known) {
        for (const element of root.querySelectorAll(selector)) show(element, state);
    }
};

// Shows `state` in the elements that `selector` finds, now and in every page to come.
//   figures  Numbers and texts for [data-figure]; `progress` is 0 to 1, or null while it cannot be told.
export const set_state = (selector, state, figures = {}) => {
    known.set(selector, {state, figures: {...known.get(selector)?.figures, ...figures}});
    for (const element of document.querySelectorAll(selector)) show(element, known.get(selector));
};

export const forget_state = (selector) => known.delete(selector);
