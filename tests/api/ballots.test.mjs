// The secret ballot over HTTP, by a client that shares no code with the server; and what people might try against it.
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {randomBytes} from 'node:crypto';
import {readFile, stat} from 'node:fs/promises';
import path from 'node:path';
import {after, before, test} from 'node:test';

import {readFolder} from '../support/forensics.mjs';
import {Client, makeFolder, openRound, Server, slug} from './server.mjs';
import {castAs, commitmentOf, openPromise, Voter} from './voter.mjs';

let server;
let round;
let ids;

const record = async (client) =>
    (await client.get(`/api/v1/${slug}/record`)).text.trim().split('\n').map((line) => JSON.parse(line));

before(async () => {
    server = await Server.start({options : [ '--ballot-window-ms', '300' ]});
    round = await openRound(server);
    ids = round.projects.map((project) => project.id);
});
after(() => server.end());

async function refused(answer, status, code, field) {
    const given = await answer;
    assert.equal(given.status, status, given.text);
    assert.equal(given.headers['content-type'], 'application/problem+json');
    assert.equal(given.json.code, code);
    if (field !== undefined) assert.equal(given.json.field, field);
    return given;
}

test('a ballot is cast without an account, and promised by the deadline that all are promised', async () => {
    const voter = new Voter(await server.person('resident'), round);
    const answer = await voter.vote([ ids[0] ]);
    assert.equal(answer.status, 200, answer.text);
    assert.equal(answer.json.commitment, answer.ballot.commitment);
    const promise = openPromise(answer.json.promise, await record(voter.person));
    assert.deepEqual(promise,
        {round : round.id, commitment : answer.ballot.commitment, deadline : answer.json.deadline});
    assert.equal(promise.deadline, round.drafted.closes_at + 10 * 60 * 1000);
    const entry = (await record(voter.person)).find(({type}) => type === 'BallotsCommitted');
    const sorted = [...entry.data.commitments ].sort();
    assert.deepEqual(entry.data.commitments, sorted);
    assert.deepEqual(Object.keys(entry.data), [ 'commitments', 'round' ]);  // Nobody, and no time of its own.
    const {standings} = (await voter.person.get('/api/v1/me')).json;
    assert.deepEqual(standings.find((one) => one.round === round.id),
        {refusal : null, roll : 'credential', round : round.id});
});

test('the same request is answered alike, the same ballot as well, and a newer one replaces it', async () => {
    const voter = new Voter(await server.person('resident'), round);
    const first = await voter.issue();
    assert.equal((await voter.issue()).text, first.text);
    voter.accept(first);
    const ballot = voter.ballot([ ids[0] ]);
    const once = await voter.post(ballot.body);
    const twice = await voter.post(ballot.body);
    assert.equal(once.status, 200);
    assert.equal(twice.status, 200);
    assert.equal(openPromise(twice.json.promise, await record(voter.person)).commitment, ballot.commitment);
    voter.version = 1;
    assert.equal((await voter.vote([ ids[1] ])).status, 200);
    // What was replaced can be sent again, but not another ballot under its number.
    assert.equal((await voter.post(ballot.body)).status, 200);
    const stale = voter.ballot([ ids[2] ], {version : 1});
    const answer = await refused(voter.post(stale.body), 409, 'ballot_version_superseded', '/version');
    assert.deepEqual(answer.json.figures, [ {name : 'version', value : 1}, {name : 'latest', value : 2} ]);
});

test('attack: a second credential', async () => {
    const person = await server.person('resident');
    const first = new Voter(person, round);
    first.accept(await first.issue());
    await refused(new Voter(person, round).issue(), 409, 'credential_already_issued');
    // Asked for by many devices at once, there is one.
    const racing = await server.person('resident');
    const devices = Array.from({length : 8}, () => new Voter(racing, round));
    const answers = await Promise.all(devices.map((device) => device.issue()));
    assert.equal(answers.filter((answer) => answer.status === 200).length, 1);
});

test('attack: forged, foreign and misused credentials', async () => {
    const voter = new Voter(await server.person('resident'), round);
    await voter.vote([ ids[0] ]);
    const output = randomBytes(64).toString('hex');
    const forged = voter.ballot([ ids[0] ], {credential : voter.credential.slice(0, 64) + output});
    await refused(voter.post(forged.body), 403, 'credential_not_genuine', '/credential');
    // Somebody who saw the ballot shows its credential with a signature of their own.
    const thief = new Voter(voter.person, round);
    thief.credential = voter.credential;
    const stolen = thief.ballot([ ids[1] ], {version : 2});
    await refused(thief.post(stolen.body), 403, 'ballot_signature_wrong', '/signature');
    // The ballot's own signature under other choices.
    const changed = {...voter.ballot([ ids[0] ]).body, choices : [ ids[1] ]};
    await refused(voter.post(changed), 403, 'ballot_signature_wrong', '/signature');
    // A closed round takes none; the draft of next year takes none.
    await refused(voter.post(voter.ballot([ 1 ], {round : 1}).body), 409, 'voting_ended', '/round');
    await refused(voter.post(voter.ballot([ 1 ], {round : 4}).body), 409, 'voting_not_open', '/round');
    await refused(voter.post(voter.ballot([ 1 ], {round : 99}).body), 404, 'no_such_round', '/round');
});

test('a ballot must be one that the round allows, and of the right form', async () => {
    const voter = new Voter(await server.person('resident'), round);
    await voter.vote([ ids[0] ]);
    await refused(voter.post(voter.ballot([]).body), 422, 'no_choice', '/choices');
    await refused(voter.post(voter.ballot([ ids[0], ids[0] ]).body), 422, 'choice_repeated');
    await refused(voter.post(voter.ballot([ 1 ]).body), 404, 'no_such_project');
    const often = voter.ballot([ ids[0] ], {version : 21});
    await refused(voter.post(often.body), 422, 'too_many_ballot_versions', '/version');
    const good = voter.ballot([ ids[0], ids[1] ]).body;
    for (const [change, field] of [[ {choices : [ ids[1], ids[0] ]}, '/choices' ], [ {version : 0}, '/version' ],
             [ {salt : 'a5'}, '/salt' ], [ {credential : good.credential.toUpperCase()}, '/credential' ],
             [ {voter : 7}, '/voter' ], [ {type : 'OpenVoting'}, undefined ] ]) {
        await refused(voter.post({...good, ...change}), 400, 'invalid_input', field);
    }
    await refused(voter.issue({blinded : '00'.repeat(32)}), 400, 'invalid_input', '/blinded');
    await refused(voter.issue({blinded : 'ff'.repeat(32)}), 400, 'invalid_input', '/blinded');
    const visitor = new Voter(new Client(server), round);
    await refused(visitor.issue(), 401, 'session_needed');
    for (const type of ['CastBallot', 'IssueCredential']) {
        const body = type === 'CastBallot' ? good : {blinded : '00'.repeat(32), round : round.id, type};
        await refused(voter.person.command(body), 400, 'invalid_input', '/type');  // They have their own addresses.
    }
});

test('without scripts the server makes the ballot, which can be changed until it ends', async () => {
    const person = await server.person('resident');
    const vote = (...choices) => person.form(
        `/rounds/${round.id}/vote`, [ [ 'csrf', person.csrf ], ...choices.map((choice) => [ 'choice', choice ]) ]);
    const first = await vote(ids[0]);
    const receiptOf = (answer) => answer.text.match(/href="(\/rounds\/\d+\/receipt\?commitment=[0-9a-f]{64})"/)?.[1];
    assert.equal(first.status, 200, first.text);
    assert.match(receiptOf(first), new RegExp(`^/rounds/${round.id}/receipt`));
    assert.equal(receiptOf(await vote(ids[0])), receiptOf(first));  // Sent twice.
    const second = await vote(ids[1]);
    assert.notEqual(receiptOf(second), receiptOf(first));
    // Anybody can look where it is, for a changed one until the close nowhere; nobody sees what it says.
    const page = await new Client(server).get(receiptOf(second));
    assert.match(page.text, /公开记录里还没有它/);
    const title = round.projects.find((project) => project.id === ids[1]).title;
    assert.ok(!page.text.includes(title));
    // A browser that comes afterwards has another key.
    await refused(new Voter(person, round).issue(), 409, 'credential_already_issued');
});

// Goal: who has the data folder of a finished round, all of it, cannot tell who voted what. Method: people vote in a
// known order, which is not that of their numbers; the round is closed; then every file is searched for what a ballot
// says of itself, and for the order in which ballots came: as the server left them, and again after VACUUM, which
// writes the database anew and would bring to light an order that only the places of rows in the file tell. (What
// deleting leaves, a unit test of the store looks at.)
test('attack: linking voter and choice by what is left of a finished round', async () => {
    const data = await makeFolder();
    const one = await Server.start({data, options : [ '--ballot-window-ms', '200', '--log' ]});
    const open = await openRound(one);
    const people = [];
    for (let i = 0; i < 12; ++i) people.push(await one.person('resident'));
    const voters = [];
    for (let i = 0; i < people.length; ++i) {
        const voter = new Voter(people[(i * 5 + 3) % people.length], open);
        const answer = await voter.vote([ open.projects[i % 3].id ]);
        assert.equal(answer.status, 200, answer.text);
        voters.push({voter, ballot : answer.ballot});
    }
    const staff = await one.person('staff');
    const closed = await staff.command({type : 'CloseVoting', round : open.id, reason : '演习'});
    assert.equal(closed.status, 200, closed.text);
    const entries = await record(staff);
    assert.equal(await one.end(), 0);

    // The log names requests, and none of those with a ballot.
    assert.match(one.err, /POST \/api\/v1\/claim/);
    assert.ok(!one.err.includes('/api/v1/ballots'));

    const check = (all) => {
        for (const [name, content] of Object.entries(all)) {
            const text = content.toString('latin1');
            for (const {voter, ballot} of voters) {
                // What the server never had: the blind. What is published: credential and commitment, in the record
                // alone, which names nobody.
                assert.ok(!text.includes(Buffer.from(voter.blinding.blind).toString('latin1')), name);
                const at = text.indexOf(voter.credential);
                if (at < 0) continue;
                assert.equal(name, 'gongyi.sqlite');
                assert.equal(text.indexOf(voter.credential, at + 1), -1, 'the credential is in one place');
                assert.ok(text.indexOf(ballot.commitment) >= 0);
            }
        }
    };
    check(await readFolder(data));
    const database = path.join(data, 'gongyi.sqlite');
    const sql = (text) => execFileSync('sqlite3', [ '-quote', database, text ], {maxBuffer : 1 << 28}).toString();
    const names = (text) => sql(text).trim().split('\n').map((name) => name.slice(1, -1));
    const tables = names("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name");
    const rows = () => Object.fromEntries(tables.map((name) => [name, sql(`SELECT * FROM "${name}"`)]));
    const asLeft = rows();
    const size = (await stat(database)).size;
    sql('VACUUM');
    assert.deepEqual(names('PRAGMA integrity_check'), [ 'ok' ]);
    check(await readFolder(data));
    // Nothing lies in another order than before, nothing waited in free pages to be told apart.
    assert.deepEqual(rows(), asLeft);
    assert.ok((await stat(database)).size <= size);
    // Of the voting itself there is nothing but the roll, by people: it tells no order of asking.
    const slots = (await readFile(path.join(data, 'open-rounds.slots'))).subarray(4096);
    assert.ok(slots.every((byte) => byte === 0), 'something is left of the open round');
    const roll = sql(`SELECT voter FROM roll WHERE round = ${open.id}`).trim().split('\n').map(Number);
    assert.ok(roll.length >= voters.length);  // The demo community has voted, too.
    assert.deepEqual(roll, [...roll ].sort((a, b) => a - b));
    // No time but the day on which staff handed somebody a paper.
    const columns = [ 'round', 'voter', 'blinded', 'handed_by', 'confirmed_by', 'handed_on', 'place' ];
    assert.deepEqual(names("SELECT name FROM pragma_table_info('roll')"), columns);
    assert.equal(sql('SELECT count(*) FROM roll WHERE blinded IS NOT NULL AND handed_on IS NOT NULL').trim(), '0');
    // No row but the record's own holds anything of a ballot.
    for (const [name, text] of Object.entries(asLeft)) {
        if (name === 'entry') continue;
        for (const {voter, ballot} of voters) {
            const {credential} = voter;
            for (const secret of [credential, credential.slice(0, 64), ballot.commitment, ballot.body.salt]) {
                assert.ok(!text.toLowerCase().includes(secret), `${name} holds something of a ballot`);
            }
        }
    }
    // By order: the published order is that of the commitments, and not that of voting.
    const opened = entries.filter((entry) => entry.type === 'BallotsOpened' && entry.data.round === open.id)
                       .flatMap((entry) => entry.data.ballots);
    const published = opened.map((ballot) => commitmentOf(ballot.salt, JSON.stringify(
        {choices : ballot.choices, credential : ballot.credential, round : open.id, version : ballot.version})));
    assert.deepEqual(published, [...published ].sort());
    // By time and size: no ballot says either.
    for (const ballot of opened) {
        assert.deepEqual(Object.keys(ballot).sort(), [ 'choices', 'credential', 'salt', 'signature', 'version' ]);
    }
    for (const {ballot} of voters) assert.ok(published.includes(ballot.commitment));
});
