// The worker that owns the core: the page asks, it answers, and no page ever waits for it.
//
// Asked with {id, method, argument}; answers {id, value} or {id, error: {name, message, kind, notes}}; tells
// {progress} meanwhile.
import {Core, CoreFault, operation, status} from './core.js';
import {BrokenRecord, UnsignedRecord, open_record, pull, pull_and_keep} from './record.js';
import {read_kept} from './store.js';

// The core refused; the message is the refusal's code.
class CoreRefusal extends Error {}

const state = {community: '', core: null};

// The worker's name is the language of its page.
const open_core = () => Core.open({language: self.name});
const open_counting_core = () => Core.open({language: self.name, on_count: tell_count()});

const tell = (progress) => self.postMessage({progress});

// A core's thousandths as the worker's progress, not more often than a bar can show.
const tell_count = () => {
    let told_at = 0;
    return (per_mille) => {
        if (performance.now() - told_at < 30) return;
        told_at = performance.now();
        tell({step: 'tally', done: per_mille, total: 1000});
    };
};

// "200\n<!doctype…"
const page_of = ({text}) => {
    const end = text.indexOf('\n');
    return {status: Number(text.slice(0, end)), html: text.slice(end + 1)};
};

// So many ballots are checked between two words about the progress.
const audit_step = 50;

// Checks the credentials and signatures of a round; see wasm/core/ballot.h.
const audit = (core, round) => {
    for (;;) {
        const report = core.ask(operation.step_audit, {count: audit_step, round});
        tell({step: 'audit', done: report.done, total: report.total});
        if (report.done >= report.total) return report;
    }
};

// A method of the core that says what it has to say in a refusal.
const or_refusal = (number) => (request) => {
    const answer = state.core.call(number, request);
    if (answer.status === status.refused) throw new CoreRefusal(JSON.parse(answer.text).code);
    return JSON.parse(answer.text);
};

// Counts a round here, from nothing: the whole record comes from the server anew and goes into a core of its own.
// With `has_credentials` each ballot's credential and signature is checked too.
const recount = async ({community, round, has_credentials}) => {
    const core = await Core.open({on_count: tell_count()});
    core.keeps_texts = false;  // They count nothing.
    try {
        await pull(core, community, await read_kept(community), {
            progress: (done, stated) => tell({step: 'replay', done, total: Math.max(done, stated)}),
        });
        tell({step: 'tally', done: 0, total: 1});
        const counted = core.ask(operation.recount, {round});
        return round === null || !has_credentials ? counted : {...audit(core, round), ...counted};
    } finally {
        core.close();
    }
};

// Answered at once.
const quick_methods = {
    summary: () => state.core.ask(operation.summary),
    compare: (shown) => state.core.ask(operation.compare, shown),
    // The refusal, or null.
    decide: (request) => {
        const answer = state.core.call(operation.decide, request);
        return answer.status === status.refused ? JSON.parse(answer.text) : null;
    },
    render: (request) => page_of(state.core.call(operation.render, request)),
    // The page with the form as it would come back, or null: its command would be accepted.
    try_form: (request) => {
        const answer = state.core.call(operation.try_form, request);
        return answer.status === status.refused ? page_of(answer) : null;
    },
    prepare_ballot: or_refusal(operation.prepare_ballot),
    accept_credential: or_refusal(operation.accept_credential),
    sign_ballot: or_refusal(operation.sign_ballot),
    check_promise: or_refusal(operation.check_promise),
    read_receipt: or_refusal(operation.read_receipt),
};

// The record that was believed, and what its witnesses say of it (wasm/core/operation.h).
const found = () => ({...quick_methods.summary(), witness: state.core.witness});

// These wait for the network; one begins when the one before is done.
const slow_methods = {
    // Opens the record of a community and brings it up to date.
    start: async ({community}) => {
        state.community = community;
        const before = await read_kept(community);
        state.core = await open_record(open_core, community);
        return {...found(), before: before && Number(before.note.split('\n')[1])};
    },
    // Reads on. When the record does not follow from what is here any more, it is opened anew.
    pull: async () => {
        try {
            await pull_and_keep(state.core, state.community);
        } catch (error) {
            if (!(error instanceof BrokenRecord)) throw error;
            state.core.close();
            state.core = null;
            state.core = await open_record(open_core, state.community);
        }
        return found();
    },
    recount,
    // A page that asks what if. The core, with the election that it holds, stays for the next question; it reads on
    // only when the page knows of more `entries` than it has.
    what_if: async ({community, entries, request}) => {
        state.core ??= await open_record(open_counting_core, community);
        if (quick_methods.summary().entries < entries) await pull_and_keep(state.core, community);
        return page_of(state.core.call(operation.what_if, request));
    },
};

const names = [[BrokenRecord, 'BrokenRecord'], [UnsignedRecord, 'UnsignedRecord'], [CoreFault, 'CoreFault'],
    [CoreRefusal, 'CoreRefusal']];
const name_of = (error) => names.find(([type]) => error instanceof type)?.[1] ?? 'Error';

const answer = async (id, method, argument) => {
    try {
        self.postMessage({id, value: await method(argument)});
    } catch (error) {
        self.postMessage({id, error: {name: name_of(error), message: error.message, kind: error.kind,
            notes: error.notes}});
    }
};

let last = Promise.resolve();
self.onmessage = ({data: {id, method, argument}}) => {
    if (method in quick_methods) return answer(id, quick_methods[method], argument);
    last = last.then(() => answer(id, slow_methods[method], argument));
};
