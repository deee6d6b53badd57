// The beginning: a page that the server wrote already reads and works; from here on it does so faster, offline too, and
// checks what it shows.
import {settle_address, watch_account} from './account.js';
import {Acts} from './acts.js';
import {watch_countdowns} from './countdown.js';
import {Engine} from './engine.js';
import {restore_forms, watch_forms} from './form-drafts.js';
import {read_receipt} from './kept.js';
import {Live} from './live.js';
import {Navigation} from './navigation.js';
import {Receipts} from './receipts.js';
import {compare_entry, show_checking, show_fault, show_verified, show_visit, watch_forgetting}
    from './record-status.js';
import {Recounts} from './recount.js';
import {dress} from './states.js';
import {morph, note_record, page_name, render_request, set_clock, viewer} from './view.js';
import {Vote} from './vote.js';
import {WhatIf} from './what-if.js';

// The checkpoint's first line is "gongyi/" and the community's name in addresses.
const community_of = ({checkpoint}) => checkpoint.split('\n')[0].replace(/^gongyi\//, '');

const watch_small_buttons = () => document.addEventListener('click', async (event) => {
    const button = event.target.closest('[data-print], [data-copy]');
    if (!button) return;
    if (button.matches('[data-print]')) return print();
    await navigator.clipboard.writeText(button.dataset.copy);
    for (const each of button.querySelectorAll('[data-when]')) each.hidden = each.dataset.when !== 'copied';
});

// On the outcome page, this browser's own receipt is looked for among the opened ballots without being asked.
const look_for_receipt = async (engine, community) => {
    const round = document.querySelector('[data-recount]')?.dataset.round;
    const receipt = round && read_receipt(community, round);
    if (!receipt || new URLSearchParams(location.search).has('receipt')) return;
    const page = await engine.ask('render', {...render_request(), query: `receipt=${receipt}`});
    morph(page.html, 'main');
};

const begin = async () => {
    if (!document.getElementById('viewer')) return;  // A page about an error has none.
    const community = community_of(viewer());
    set_clock(viewer().now);
    settle_address();
    watch_account();
    watch_forms(community);
    restore_forms();  // Whether the core comes or not.
    const engine = new Engine();
    const vote = new Vote(engine, community);
    const receipts = new Receipts(engine, community);
    const recounts = new Recounts(community);
    const what_if = new WhatIf(community);
    const arrived = async () => {
        recounts.stop();
        what_if.arrived();
        restore_forms();
        if (page_name() === 'vote') await vote.arrived();
        if (page_name() === 'receipt') await receipts.show();
        if (page_name() === 'outcome') await look_for_receipt(engine, community);
        if (page_name() === 'entry') await compare_entry(engine);
    };
    watch_forgetting(community);
    show_checking();
    let record;
    try {
        record = await engine.ask('start', {community});
        note_record(record);
        show_verified(record);
        show_visit(record);
    } catch (error) {
        engine.stop();
        show_fault(error);
        document.documentElement.dataset.core = 'failed';  // vote-guard.js
        return;
    }
    performance.mark('gongyi-ready');
    document.documentElement.dataset.core = 'ready';
    new Navigation(engine, arrived);
    const live = new Live({engine, community, vote, receipts, size: record.entries});
    live.wait_for_witnesses(record);
    watch_countdowns(() => live.refresh());
    new Acts(engine, live);
    await arrived();
};

dress(document);
watch_small_buttons();
// After the first paint: what a person came to read comes before what checks it.
requestAnimationFrame(() => setTimeout(begin));
