// What the files of a data folder tell of the order in which things were written: SQLite's log frame by frame, the
// places of cells in its pages, the places in any other file. Knows the formats from sqlite.org/fileformat2.html and
// nothing of our code.
import {readdir, readFile} from 'node:fs/promises';
import path from 'node:path';

const walHeadBytes = 32;
const walFrameHeadBytes = 24;

// {'gongyi.sqlite': bytes, …} of all files of a folder and the folders in it, by their paths. A server may be at work
// there: when a file is renamed under the reader, the whole is read again.
export async function readFolder(folder) {
    for (;;) {
        const entries = await readdir(folder, {recursive: true, withFileTypes: true});
        try {
            const files = {};
            for (const entry of entries) {
                const name = path.join(entry.parentPath ?? entry.path, entry.name);
                if (entry.isFile()) files[path.relative(folder, name)] = await readFile(name);
            }
            return files;
        } catch (fault) {
            if (fault.code !== 'ENOENT') throw fault;
        }
    }
}

// The names of those that hold the words.
export async function filesWith(folder, words) {
    const files = Object.entries(await readFolder(folder));
    return files.filter(([, bytes]) => bytes.includes(words)).map(([name]) => name);
}

// The pieces of a file that were written as one: the frames of a log, in the order of writing; the pages of a
// database; else slots of 512 bytes.
export function piecesOf(name, bytes) {
    const pieces = [];
    const cut = (from, head, size) => {
        for (let at = from; at + head + size <= bytes.length; at += head + size) {
            pieces.push(bytes.subarray(at + head, at + head + size));
        }
        return pieces;
    };
    if (name.endsWith('-wal')) {
        return bytes.length < walHeadBytes ? [] : cut(walHeadBytes, walFrameHeadBytes, bytes.readUInt32BE(8));
    }
    if (bytes.subarray(0, 15).toString('latin1') === 'SQLite format 3') {
        const size = bytes.readUInt16BE(16);
        return cut(0, 0, size === 1 ? 65_536 : size);
    }
    return cut(0, 0, 512);
}

// Where each of `needles` (lists of Buffers, any of which will do) first is: [piece, place in it], or nothing.
export function findFirst(pieces, needles) {
    const found = needles.map(() => undefined);
    for (const [number, piece] of pieces.entries()) {
        for (const [i, forms] of needles.entries()) {
            if (found[i]) continue;
            const at = Math.max(...forms.map((form) => piece.indexOf(form)));
            if (at >= 0) found[i] = [number, at];
        }
    }
    return found;
}

const byPlace = (a, b) => a[0] - b[0] || a[1] - b[1];
// A page of a database is filled with cells from its end: what was inserted first lies last. Where pages were split
// this says nothing of cells of different ones.
const byCell = (a, b) => a[0] === b[0] ? b[1] - a[1] : 0;

// Of all pairs of things that happened in the order of `found` and of which the file tells an order, the share that it
// tells right (Kendall).
function agreement(found, compare) {
    let agreeing = 0;
    let pairs = 0;
    for (let i = 0; i < found.length; ++i) {
        for (let j = i + 1; j < found.length; ++j) {
            const order = compare(found[i], found[j]);
            pairs += order === 0 ? 0 : 1;
            agreeing += order < 0 ? 1 : 0;
        }
    }
    return {pairs, share : agreeing / pairs};
}

// The standard deviation of that share, had things happened in a drawn order.
function spread(found, compare, random) {
    const draws = 400;
    let squares = 0;
    for (let draw = 0; draw < draws; ++draw) {
        const mixed = [...found ];
        for (let i = mixed.length - 1; i > 0; --i) {
            const j = random(i + 1);
            [mixed[i], mixed[j]] = [ mixed[j], mixed[i] ];
        }
        squares += (agreement(mixed, compare).share - 0.5) ** 2;
    }
    return Math.sqrt(squares / draws);
}

// What each file of a folder tells of the order of `events`, which are needles in the order in which they happened:
// [{file, what, count, pairs, share, sigma}]. Fewer than `pairsMin` pairs are left out. `random(n)` draws from 0 to
// n - 1.
export function ordersTold(files, events, pairsMin, random) {
    const told = [];
    for (const [file, bytes] of Object.entries(files)) {
        const found = findFirst(piecesOf(file, bytes), events).filter((place) => place);
        for (const [what, compare] of [[ 'places', byPlace ], [ 'cells', byCell ]]) {
            const one = agreement(found, compare);
            if (one.pairs < pairsMin) continue;
            told.push({file, what, count : found.length, ...one, sigma : spread(found, compare, random)});
        }
    }
    return told;
}

// Guesses which ballot is whose from a file alone, in the ways that an order or a neighbourhood offers; how many of
// them are right at best. `marks[i]` and `ballots[i]` are of the same person. By chance it is one, at times a few.
export function linksTold(files, marks, ballots) {
    let best = {right : 0, file : 'no file'};
    for (const [file, bytes] of Object.entries(files)) {
        const pieces = piecesOf(file, bytes);
        const [places, others] = [ findFirst(pieces, marks), findFirst(pieces, ballots) ];
        if (places.some((place) => !place) || others.some((place) => !place)) continue;
        const people = [...marks.keys() ];
        const ranked = (list, compare) => people.toSorted((a, b) => compare(list[a], list[b]));
        const byCellBackwards = (a, b) => a[0] - b[0] || b[1] - a[1];
        const guesses = [ byPlace, byCellBackwards ].map((compare) => {
            const [left, right] = [ ranked(places, compare), ranked(others, compare) ];
            return left.filter((person, rank) => person === right[rank]).length;
        });
        const nearest = (person) => people.reduce((near, other) => {
            const distance = (one) => Math.abs(others[one][0] - places[person][0]);
            return distance(other) < distance(near) ? other : near;
        });
        guesses.push(people.filter((person) => nearest(person) === person).length);
        const right = Math.max(...guesses);
        if (right > best.right) best = {right, file};
    }
    return best;
}
