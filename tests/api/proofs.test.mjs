// Proofs over HTTP, checked by the program's own command line and by RFC 9162 as it stands; and a download that is cut.
import assert from 'node:assert/strict';
import {createHash} from 'node:crypto';
import http from 'node:http';
import {after, before, test} from 'node:test';

import {Client, run, Server, slug} from './server.mjs';

let server;
let visitor;
let entries;
let size;

before(async () => {
    server = await Server.start();
    visitor = new Client(server);
    entries = (await visitor.get(`/api/v1/${slug}/record`)).text.split('\n').slice(0, -1);
    size = entries.length;
});
after(() => server.end());

const inclusion = async (index, at) =>
    (await visitor.get(`/api/v1/${slug}/proof/inclusion?index=${index}&size=${at}`)).json;
const verify = ({index, size : at, leaf, root, path}, changes = {}) => {
    const words = {index, size : at, leaf, root, path : path.join(','), ...changes};
    return run('proof', 'verify', ...Object.entries(words).flatMap(([ name, value ]) => [`--${name}`, `${value}`]));
};
const continues = (proof, changes = {}) => {
    const words = {
        old : proof.old,
        new : proof.new,
        'old-root' : proof.old_root,
        'new-root' : proof.new_root,
        path : proof.path.join(','),
        ...changes
    };
    return run('proof', 'verify-consistency',
        ...Object.entries(words).flatMap(([ name, value ]) => [`--${name}`, `${value}`]));
};

test('an entry, its leaf and its proof belong together', async () => {
    const root = (await visitor.get(`/api/v1/${slug}/checkpoint`)).text.split('\n')[2];
    for (const index of [0, 1, Math.floor(size / 2), size - 1]) {
        const entry = await visitor.get(`/api/v1/${slug}/entries/${index}`);
        assert.equal(entry.text, entries[index]);
        const proof = await inclusion(index, size);
        const leaf = createHash('sha256').update(Buffer.from([ 0 ])).update(entry.text).digest('base64');
        assert.equal(proof.leaf, leaf);
        assert.equal(proof.root, root);
        const verdict = await verify(proof);
        assert.equal(verdict.status, 0, verdict.out + verdict.err);
    }
});

test('a proof that was tampered with is refused', async () => {
    const proof = await inclusion(3, size);
    const {path} = proof;
    const swapped = [ path[1], path[0], ...path.slice(2) ];
    const attacks = {
        'a hash more' : {path : [...path, path[0] ].join(',')},
        'a hash less' : {path : path.slice(1).join(',')},
        'the last missing' : {path : path.slice(0, -1).join(',')},
        'two swapped' : {path : swapped.join(',')},
        'another entry' : {leaf : (await inclusion(4, size)).leaf},
        'another place' : {index : 4},
        'another root' : {root : path[0]},
        'an index beyond the size' : {index : size},
        'a huge size' : {size : '18446744073709551615'},
        'a huge index' : {index : '18446744073709551614', size : '18446744073709551615'},
    };
    for (const [name, changes] of Object.entries(attacks)) {
        const verdict = await verify(proof, changes);
        assert.equal(verdict.status, 1, `${name}: ${verdict.out}${verdict.err}`);
    }
});

test('a record continues each of its beginnings, and no other record', async () => {
    const proof = (await visitor.get(`/api/v1/${slug}/proof/consistency?old=5&new=${size}`)).json;
    assert.equal((await continues(proof)).status, 0);
    const attacks = {
        'another beginning' : {'old-root' : (await inclusion(0, 4)).root},
        'another size' : {old : 6},
        'a hash more' : {path : [...proof.path, proof.path[0] ].join(',')},
        'a hash less' : {path : proof.path.slice(1).join(',')},
        'old and new swapped' : {old : size, new : 5},
        'from nothing' : {old : 0},
        'a huge size' : {new : '18446744073709551615'},
    };
    for (const [name, changes] of Object.entries(attacks)) {
        const verdict = await continues(proof, changes);
        assert.equal(verdict.status, 1, `${name}: ${verdict.out}${verdict.err}`);
    }
});

test('new entries have proofs at once, and the record continues what it was', async () => {
    const staff = await server.person('staff');
    const before_size = size;
    const draft = JSON.parse(entries.find((line) => line.includes('"RoundDrafted"'))).data;
    const answer = await staff.command({
        type : 'DraftRound',
        ballot : {choices_max : 2, choices_min : 1, form : 'approval'},
        budget_fen : 100_000,
        closes_at : 4_000_000_000_000,
        electorate : draft.electorate ?? draft.round?.electorate,
        official_rule : 'greedy',
        opens_at : 3_999_000_000_000,
        tie_seed : 1,
        title : '证明用的一轮',
        year : 2096,
    });
    assert.equal(answer.status, 200, answer.text);
    const now = Number((await visitor.get(`/api/v1/${slug}/checkpoint`)).text.split('\n')[1]);
    assert.equal(now, before_size + 1);
    assert.equal((await verify(await inclusion(now - 1, now))).status, 0);
    const proof = (await visitor.get(`/api/v1/${slug}/proof/consistency?old=${before_size}&new=${now}`)).json;
    assert.equal((await continues(proof)).status, 0);
});

test('what cannot be proved is a problem with its place', async () => {
    for (const [target, field] of [[ 'proof/inclusion', 'index' ], [ 'proof/inclusion?index=0', 'size' ],
             [ `proof/inclusion?index=0&size=${10 ** 9}`, 'size' ], [ 'proof/inclusion?index=2&size=2', 'index' ],
             [ 'proof/consistency?old=0&new=1', 'old' ], [ 'proof/consistency?old=2&new=1', 'old' ],
             [ 'proof/consistency?old=1&new=18446744073709551616', 'new' ], [ 'entries/x', 'index' ],
             [ 'entries/-1', 'index' ], [ 'entries/01', 'index' ]]) {
        const answer = await visitor.get(`/api/v1/${slug}/${target}`);
        assert.equal(answer.status, 400, target);
        assert.equal(answer.headers['content-type'], 'application/problem+json');
        assert.equal(answer.json.code, 'invalid_input');
        assert.equal(answer.json.field, field, target);
    }
    assert.equal((await visitor.get(`/api/v1/${slug}/entries/99999999`)).status, 404);
});

test('a download that is cut goes on where it stopped', async () => {
    const target = `/api/v1/${slug}/record`;
    const whole = (await visitor.get(target)).text;
    // Hangs up as soon as something has come.
    const cut = await new Promise((resolve, reject) => {
        const asked = http.get({host : '127.0.0.1', port : server.port, path : target, agent : false}, (response) => {
            response.once('data', (piece) => {
                response.destroy();
                resolve(piece.toString('latin1'));
            });
        });
        asked.on('error', reject);
    });
    const bytes = Buffer.from(cut, 'latin1');
    const kept = bytes.subarray(0, bytes.lastIndexOf(10) + 1).toString();
    assert.ok(kept.length > 0 && kept.length < whole.length, 'the record is larger than what came first');
    const lines = kept.split('\n').length - 1;
    const rest = (await visitor.get(`${target}?from=${lines}`)).text;
    assert.equal(kept + rest, whole);
});
