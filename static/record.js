// Bringing the public record here: only what is new, checked against the checkpoint before it is kept.
import {CoreFault, operation} from './core.js';
import {add_chunk, forget_chunks, read_chunks} from './store.js';

// How often the record is read on when it grows while it is being read.
const rounds_of_reading_max = 8;
const line_feed = 10;

// The record that came does not fit the checkpoint, or an entry in it cannot be so.
export class BrokenRecord extends Error {}

const address = (community, what) => `/api/v1/${encodeURIComponent(community)}/${what}`;

const fetched = async (path, signal) => {
    const response = await fetch(path, {signal, cache: 'no-store'});
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
        if (error instanceof CoreFault) throw new BrokenRecord(error.message);
        throw error;
    }
};

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
    if (rest.length > 0) throw new BrokenRecord('the record ends in the middle of an entry');
    return joined(kept);
};

// Reads on until what the core holds is what the server's checkpoint states. Resolves to {size, bytes}; throws
// BrokenRecord when it is not.
//   progress  Called with the counts of entries read and stated, as they arrive. Without it all new entries go into the
//             core at once, so that nobody who asks the core meanwhile sees half of them.
export const pull = async (core, community, {signal, progress} = {}) => {
    const parts = [];
    for (let round = 0; round < rounds_of_reading_max; round += 1) {
        const checkpoint = await (await fetched(address(community, 'checkpoint'), signal)).text();
        const {relation, size, stated} = core.ask(operation.check, checkpoint);
        if (relation === 'equal') return {size, bytes: joined(parts)};
        // Ahead: more was appended between the two requests, and the next checkpoint tells; unless the record shrank.
        if (relation === 'ahead' && round > 0) continue;
        if (relation !== 'behind') throw new BrokenRecord(`the record is ${relation}`);
        const deliver = (lines) => progress?.(append(core, lines), stated);
        const bytes = await read_entries(community, size, signal, progress ? deliver : () => {});
        if (bytes.length === 0) throw new BrokenRecord('the record is shorter than its checkpoint');
        if (!progress) append(core, bytes);
        parts.push(bytes);
    }
    throw new Error('the record grows faster than it can be read');
};

// Opens the stored copy in a new core and brings it up to date. A copy that does not fit any more (another record at
// the same address, a damaged disk) is forgotten, and the whole record is read anew: then a misfit is the server's.
export const open_record = async (make_core, community) => {
    const [core, chunks] = await Promise.all([make_core(), read_chunks(community)]);
    try {
        for (const chunk of chunks) append(core, chunk.bytes);
        await pull_and_keep(core, community);
        return core;
    } catch (error) {
        core.close();
        if (!(error instanceof BrokenRecord) || chunks.length === 0) throw error;
    }
    await forget_chunks(community);
    const anew = await make_core();
    await pull_and_keep(anew, community);
    return anew;
};

// Like pull, and what came and was checked is kept for the next visit. Resolves to the record's size.
export const pull_and_keep = async (core, community) => {
    const before = core.ask(operation.summary).entries;
    const {size, bytes} = await pull(core, community);
    if (size > before) await add_chunk(community, before, size - before, bytes);
    return size;
};
