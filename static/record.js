// Bringing the public record here: only what is new, checked against the signed checkpoint and against what this
// browser saw before, and only then kept.
import {CoreFault, operation} from './core.js';
import {add_chunk, forget_chunks, keep_checkpoint, keep_texts, read_chunks, read_kept, read_texts} from './store.js';

// How often the record is read on when it grows while it is being read.
const rounds_of_reading_max = 8;
const line_feed = 10;

// The record that came is not to be believed. Of what kind the fault is:
//   differs      the entries do not fit the checkpoint, or one of them cannot be so;
//   forged       the community's key has not signed the checkpoint;
//   rewritten    the record does not go on from the checkpoint that this browser believed last;
//   key_changed  the key that this browser knows has been replaced without its word;
//   withheld     texts are missing, and the record does not say that they were taken down;
//   contradicted  a witness of the record signed another record than this one.
// `notes` are the checkpoints that do not go together: the one that was kept, the one that the server shows, the one
// that a witness signed.
export class BrokenRecord extends Error {
    constructor(kind, message, notes = {}) {
        super(message);
        this.kind = kind;
        this.notes = notes;
    }
}

// The server has the record but cannot sign for it now.
export class UnsignedRecord extends Error {}

const address = (community, what) => `/api/v1/${encodeURIComponent(community)}/${what}`;

const fetched = async (path, signal) => {
    const response = await fetch(path, {signal, cache: 'no-store'});
    if (response.status === 503) throw new UnsignedRecord(path);
    if (!response.ok) throw new Error(`${path}: HTTP ${response.status}`);
    return response;
};

const joined = (parts) => {
    const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of parts) {
        whole.set(part, at);
        at += part.length;
    }
    return whole;
};

const append = (core, bytes) => {
    try {
        return core.ask(operation.append, bytes).entries;
    } catch (error) {
        if (error instanceof CoreFault) throw new BrokenRecord('differs', error.message);
        throw error;
    }
};

// What people wrote, in entries that the core has.
const supply = (core, lines) => {
    try {
        core.ask(operation.supply, lines);
    } catch (error) {
        if (error instanceof CoreFault) throw new BrokenRecord('differs', error.message);
        throw error;
    }
};

const fetch_texts = async (community, first, signal) =>
    (await fetched(address(community, `texts?from=${first}`), signal)).text();

// Reads the entries from `first` on as they arrive; `deliver` gets them in pieces of whole lines. Returns them as one.
const read_entries = async (community, first, signal, deliver) => {
    const response = await fetched(address(community, `record?from=${first}`), signal);
    const reader = response.body.getReader();
    const kept = [];
    let rest = new Uint8Array(0);
    for (;;) {
        const {done, value} = await reader.read();
        if (done) break;
        const bytes = rest.length === 0 ? value : joined([rest, value]);
        const end = bytes.lastIndexOf(line_feed) + 1;
        if (end > 0) {
            const lines = bytes.slice(0, end);
            deliver(lines);
            kept.push(lines);
        }
        rest = bytes.slice(end);
    }
    if (rest.length > 0) throw new BrokenRecord('differs', 'the record ends in the middle of an entry');
    return joined(kept);
};

// The newest checkpoint that enough witnesses signed; empty where there is none yet.
const fetch_witnessed = async (community, signal) => {
    const response = await fetch(address(community, 'checkpoint/witnessed'), {signal, cache: 'no-store'});
    return response.ok ? response.text() : '';
};

const check = (core, kept, note, witnessed) => {
    try {
        return core.ask(operation.check, {kept, note, now_ms: Date.now(), witnessed: witnessed ?? ''});
    } catch (error) {
        if (error instanceof CoreFault) throw new BrokenRecord('forged', error.message);
        throw error;
    }
};

// Throws unless a record that equals its checkpoint is to be believed (wasm/core/operation.h).
const believe = ({signature, continues, trust, witness}, notes) => {
    if (signature !== 'good') throw new BrokenRecord('forged', `the signature is ${signature}`, notes);
    if (trust === 'replaced') throw new BrokenRecord('key_changed', 'the key has no word of the one before it', notes);
    if (trust === 'unknown' || !['first', 'yes'].includes(continues)) {
        throw new BrokenRecord('rewritten', `goes on from what was here: ${continues}, its key: ${trust}`, notes);
    }
    if (witness === 'contradicted') throw new BrokenRecord('contradicted', 'a witness signed another record', notes);
};

// Reads on until what the core holds is what the server's checkpoint states, and believes it. Resolves to
// {size, bytes, kept}: what was read, and what to keep of the checkpoint; throws BrokenRecord.
// A core that keeps texts gets those, too: `texts` are the ones that were read, as lines.
//   kept      What was kept last, or null.
//   progress  Called with the counts of entries read and stated, as they arrive. Without it all new entries go into the
//             core at once, so that nobody who asks the core meanwhile sees half of them.
export const pull = async (core, community, kept, {signal, progress} = {}) => {
    const parts = [];
    let texts = '';
    let is_asked_for_all = false;
    let relation;
    let witnessed = null;
    for (let round = 0; round < rounds_of_reading_max; round += 1) {
        const note = await (await fetched(address(community, 'checkpoint'), signal)).text();
        const answer = check(core, kept, note, witnessed);
        const {size, stated, key, withheld} = answer;
        relation = answer.relation;
        if (relation === 'equal') {
            const notes = {kept: kept?.note, shown: note, witness: witnessed};
            believe(answer, notes);
            // Asked for before the checkpoint that it is compared with, so that it is never the newer one.
            if (answer.witness !== 'none' && witnessed === null) {
                witnessed = await fetch_witnessed(community, signal);
                continue;
            }
            core.witness = {state: answer.witness, at_ms: answer.witness_at_ms, size: answer.witness_size};
            if (!core.keeps_texts || withheld === 0) return {size, bytes: joined(parts), texts, kept: {key, note}};
            // A text may have been taken down since: then the next checkpoint has the entry that says so.
            if (is_asked_for_all) throw new BrokenRecord('withheld', `${withheld} texts are missing`, notes);
            is_asked_for_all = true;
            const all = await fetch_texts(community, 0, signal);
            supply(core, all);
            texts += all;
            continue;
        }
        // Ahead: more was appended between the two requests, and the next checkpoint tells; unless the record shrank.
        if (relation === 'ahead' && round > 0) continue;
        if (relation !== 'behind') throw new BrokenRecord('differs', `the record is ${relation}`);
        const deliver = (lines) => progress?.(append(core, lines), stated);
        const bytes = await read_entries(community, size, signal, progress ? deliver : () => {});
        if (bytes.length === 0) throw new BrokenRecord('differs', 'the record is shorter than its checkpoint');
        // Behind the entries, so that none is missing here that was there with its entry.
        const lines = core.keeps_texts ? await fetch_texts(community, size, signal) : '';
        if (!progress) append(core, bytes);
        if (lines) supply(core, lines);
        texts += lines;
        parts.push(bytes);
    }
    if (relation === 'ahead') throw new BrokenRecord('differs', 'entries that no checkpoint states');
    throw new Error('the record grows faster than it can be read');
};

const taken_down = (core) => core.ask(operation.taken_down).commitments;

// Opens the stored copy in a new core and brings it up to date. A copy that does not fit any more (a damaged disk, or
// another record at the same address) is forgotten, and the whole record is read anew. Not so the checkpoint that was
// kept beside it: if the record read anew does not go on from that, the server has shown two histories.
export const open_record = async (make_core, community) => {
    const [core, chunks, texts] = await Promise.all([make_core(), read_chunks(community), read_texts(community)]);
    try {
        for (const chunk of chunks) append(core, chunk.bytes);
        supply(core, texts);
        await pull_and_keep(core, community);
        return core;
    } catch (error) {
        core.close();
        if (!(error instanceof BrokenRecord) || error.kind !== 'differs' || chunks.length === 0) throw error;
    }
    const anew = await make_core();
    const {size, bytes, texts: all, kept} = await pull(anew, community, await read_kept(community));
    await forget_chunks(community);
    await add_chunk(community, 0, size, bytes);
    await keep_texts(community, all, taken_down(anew));
    await keep_checkpoint(community, kept);
    return anew;
};

// Like pull, and what came and was checked is kept for the next visit. Resolves to the record's size.
export const pull_and_keep = async (core, community) => {
    const before = core.ask(operation.summary).entries;
    const {size, bytes, texts, kept} = await pull(core, community, await read_kept(community));
    if (size > before) await add_chunk(community, before, size - before, bytes);
    await keep_texts(community, texts, taken_down(core));
    await keep_checkpoint(community, kept);
    return size;
};
