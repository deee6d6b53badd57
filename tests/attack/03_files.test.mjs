// Attack: who copies the data folder, while people vote or afterwards, or keeps the log that the server writes, finds
// out in which order people took their credentials and in which order ballots came. As a browser asks for the
// credential right before it casts, both orders are one, and link every voter to a ballot.
//
// Method: 40 people vote one after the other, in an order drawn from GONGYI_SEED. Every file is read as SQLite and the
// disk wrote it, frame by frame and cell by cell. What it tells of the orders is to be what a drawn order would tell:
// half of the pairs, within sigmasMax; and of 40 links that it suggests, no more are right than chance gives.
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {cp, readFile, rm, stat} from 'node:fs/promises';
import path from 'node:path';
import {after, before, test} from 'node:test';

import {Client, makeFolder, openRound, Server} from '../api/server.mjs';
import {Voter} from '../api/voter.mjs';
import {linksTold, ordersTold, readFolder} from '../support/forensics.mjs';

const voterCount = 40;
// About a dozen figures are looked at: one of 20,000 runs fails by chance.
const sigmasMax = 4.5;
// One of 40 is right by chance; nine or more are in one run of a million.
const linksMax = 8;
// Fewer pairs tell too little to be judged.
const pairsMin = 20;
const paperCount = 3;
const seed = Number(process.env.GONGYI_SEED ?? Date.now() % 1_000_000);

let state = seed >>> 0;
const random = (bound) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * bound);
};
function shuffled(list) {
    const mixed = [...list ];
    for (let i = mixed.length - 1; i > 0; --i) {
        const j = random(i + 1);
        [mixed[i], mixed[j]] = [ mixed[j], mixed[i] ];
    }
    return mixed;
}

let folders;   // {during, after}, what was copied.
let marks;     // What the roll and the ballots are known by, in the order in which they came.
let ballots;
let log;       // What the server wrote between the last sign-in and the end of the voting.

const forms = (hex) => [ Buffer.from(hex, 'hex'), Buffer.from(hex, 'latin1') ];

before(async () => {
    const data = await makeFolder();
    const options = [ '--demo', '--codes', String(voterCount + 10), '--log' ];
    const server = await Server.start({data, demo : false, options});
    const round = await openRound(server);
    const staff = await server.person('staff');
    const people = [];
    for (let i = 0; i < voterCount; ++i) people.push(await server.person('resident'));
    const byForm = await server.person('resident');
    // The line of the last request is there once the next one is answered.
    const logged = async (marker) => {
        await new Client(server).get(`/no-such-page-${marker}`);
        while (!server.err.includes(`no-such-page-${marker}`)) await new Client(server).get('/healthz');
        return server.err.indexOf(`no-such-page-${marker}`);
    };
    const began = await logged('began');
    const voters = [];
    for (const [i, person] of shuffled(people).entries()) {
        const voter = new Voter(person, round);
        const answer = await voter.vote([ round.projects[i % round.projects.length].id ]);
        assert.equal(answer.status, 200, answer.text);
        voters.push({voter, ballot : answer.ballot});
    }
    const form = await byForm.form(
        `/rounds/${round.id}/vote`, {csrf : byForm.csrf, choice : String(round.projects[0].id)});
    assert.equal(form.status, 200);
    const desk = `/rounds/${round.id}/desk`;
    const sheets = {csrf : staff.csrf, place : '岗亭', series : 'A', first : 1, last : 99};
    assert.equal((await staff.form(`${desk}/sheets`, sheets)).status, 303);
    for (let i = 0, tried = 0; i < paperCount; ++tried) {
        const {code} = server.takeCode('resident');
        const handed = await staff.form(`${desk}/letter`, {csrf : staff.csrf, code, place : 0});
        if (handed.status === 303) ++i;
        assert.ok(tried < 10);
    }
    const ended = await logged('ended');
    log = server.err.slice(began, ended);
    folders = {during : await makeFolder(), after : await makeFolder()};
    await cp(data, folders.during, {recursive : true});
    const closed = await staff.command({type : 'CloseVoting', round : round.id, reason : '演习'});
    assert.equal(closed.status, 200, closed.text);
    await cp(data, folders.after, {recursive : true});
    await server.end();
    await rm(data, {recursive : true, force : true});
    marks = voters.map(({voter}) => forms(Buffer.from(voter.blinding.blinded).toString('hex')));
    // The commitment and the credential both tell a ballot.
    ballots = voters.map(({voter, ballot}) => [...forms(ballot.commitment), ...forms(voter.credential)]);
});
after(async () => {
    for (const folder of Object.values(folders ?? {})) await rm(folder, {recursive : true, force : true});
});

for (const when of ['during', 'after']) {
    test(`a copy of the data folder ${when} the vote tells no order and no links`, async (t) => {
        t.diagnostic(`seed ${seed}, ${voterCount} voters`);
        const files = await readFolder(folders[when]);
        const told = (events) => ordersTold(files, events, pairsMin, random);
        const all = {marks : told(marks), ballots : told(ballots)};
        const faults = [];
        for (const [what, orders] of Object.entries(all)) {
            // Somewhere it must be, or nothing was looked at.
            assert.ok(orders.some(({count}) => count === voterCount), `no file holds the ${what}`);
            for (const one of orders) {
                const off = (one.share - 0.5) / one.sigma;
                const line = `${one.file}, ${one.what} of ${one.count} ${what}: ${(100 * one.share).toFixed(1)} % ` +
                    `of ${one.pairs} pairs in order, ${off.toFixed(1)} sigma`;
                t.diagnostic(line);
                if (Math.abs(off) > sigmasMax) faults.push(line);
            }
        }
        const {right, file} = linksTold(files, marks, ballots);
        t.diagnostic(`${right} of ${voterCount} voters are linked to their ballot by ${file}`);
        if (right > linksMax) faults.push(`${right} of ${voterCount} voters are linked to their ballot by ${file}`);
        assert.deepEqual(faults, []);
    });
}

test('the log says nothing of anything on the way to a vote', (t) => {
    const lines = log.split('\n').slice(1, -1);  // The first and the last are those that mark the time.
    t.diagnostic(`${lines.length} lines while ${voterCount + 1} people voted and ${paperCount} were handed a paper`);
    assert.deepEqual([...new Set(lines.map((line) => line.replace(/ \d+ [\d.]+ ms$/, '').replace(/\d+/g, 'N')))]
                         .filter((line) => !line.includes('no-such-page') && !line.includes('/healthz')),
        []);
});

test('nothing on the disk says when somebody was handed a paper, and nobody else may read it', async () => {
    const database = path.join(folders.during, 'gongyi.sqlite');
    const sql = (text) => execFileSync('sqlite3', [ database, text ]).toString().trim();
    assert.equal(sql('SELECT count(*) FROM answer'), '0');
    const {mode} = await stat(path.join(folders.during, 'open-rounds.slots'));
    assert.equal(mode & 0o777, 0o600);
    // The roll of the open round is in the one file that tells no order, and in no other.
    assert.equal(sql("SELECT count(*) FROM sqlite_schema WHERE name = 'sealed'"), '0');
    const kept = await readFile(path.join(folders.after, 'open-rounds.slots'));
    assert.equal(kept.subarray(4096).findIndex((byte) => byte !== 0), -1, 'after the close it is empty');
});
