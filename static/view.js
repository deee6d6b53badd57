// The page as it stands: rendering it anew from the core and morphing it into place.
import {Idiomorph} from './idiomorph.js';
import {dress} from './states.js';

const parser = new DOMParser();

// What the server said of the viewer, as text for the core and as a value.
export const viewer_text = () => document.getElementById('viewer').textContent;
export const viewer = () => JSON.parse(viewer_text());
export const page_name = (root = document) => root.querySelector('main')?.dataset.page;
export const follows_record = () => document.querySelector('main')?.dataset.followsRecord !== undefined;

// Notes what has changed since the server wrote the page.
export const note = (changes) => {
    document.getElementById('viewer').textContent = JSON.stringify({...viewer(), ...changes});
};
// The record's state as the worker found and checked it, in the form of a checkpoint.
export const note_record = ({entries, root}) => {
    const [origin] = viewer().checkpoint.split('\n');
    note({checkpoint: `${origin}\n${entries}\n${root}\n`});
};

// The server's clock minus this device's, in milliseconds: devices' clocks are off, and periods end by the server's.
let clock_offset_ms = 0;
export const set_clock = (server_ms) => { clock_offset_ms = server_ms - Date.now(); };
export const now_ms = () => Math.max(0, Math.round(Date.now() + clock_offset_ms));

// Resolves when the present frame is on the screen: what the browser shows by itself comes before what follows from it.
export const painted = () => new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve));
});

const callbacks = {
    // What the person holds open stays open.
    beforeAttributeUpdated: (name, element) => !(name === 'open' && element.matches('dialog, details')),
    // The viewer's data is the server's word; pages rendered here hold a copy of it. What is the same already need not
    // be walked through: of a ballot's many cards, a tick changes a few.
    beforeNodeMorphed: (node, fresh) => node.id !== 'viewer' && !node.isEqualNode(fresh),
};

// Morphs what the core rendered into the document. `part` is 'main', or 'body' when the person goes to another page.
export const morph = (html, part) => {
    const fresh = parser.parseFromString(html, 'text/html');
    dress(fresh);
    document.title = fresh.title;
    Idiomorph.morph(document.querySelector(part), fresh.querySelector(part), {
        morphStyle: 'outerHTML',
        // What is being typed stays. Idiomorph leaves alone what is inside the focused element, too: after going to a
        // page that is <main>, which must change.
        ignoreActiveValue: document.activeElement?.matches('input, select, textarea') ?? false,
        restoreFocus: true,
        callbacks,
    });
};

// What the core needs to render the page at `location`, with `more` for a form.
export const render_request = (url = location, more = {}) => ({
    origin: location.origin,
    path: decodeURIComponent(url.pathname),
    query: url.search.slice(1),
    viewer: viewer_text(),
    now_ms: now_ms(),
    filled: [],
    is_live: false,
    command: null,
    ...more,
});
