// The service desk, as a browser without scripts uses it: papers handed out, the urn entered, one vote a person
// whichever way, and all of it in the same audit.
import assert from 'node:assert/strict';
import {rm, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {after, before, test} from 'node:test';

import {Client, makeFolder, openRound, run, Server, slug} from './server.mjs';
import {castAs, Voter} from './voter.mjs';

const at_once = 5;

let data;
let ahead;
let server;
let round;
let staff;
let desk;

before(async () => {
    data = await makeFolder();
    ahead = path.join(data, 'ahead');
    server = await Server.start({data, options : [ '--clock-ahead', ahead, '--session-hours', '8760', '--log' ]});
    round = await openRound(server);
    staff = await server.person('staff');
    desk = `/rounds/${round.id}/desk`;
});
after(async () => {
    await server.end();
    await rm(data, {recursive : true, force : true});
});

const post = (what, fields, person = staff) => person.form(`${desk}/${what}`, {csrf : person.csrf, ...fields});
const words = (page) => page.text.replace(/<script[\s\S]*?<\/script>/g, '').replace(/<[^>]*>/g, '');
// Every resident that the page offers a paper to: [number, name].
const offered = (page) =>
    [...page.text.matchAll(/name="voter" value="(\d+)"[\s\S]*?：([^<]*)<\/button>/g) ].map(([, id, name]) => [id, name]);
const project = (index) => round.projects[index].id;
const urn = (papers) => papers.map(([serial, ...chosen]) => `${serial},${chosen.join(' ')}`).join('\r\n');

// Somebody with an account and the only one of that name, with the number that the roll has for them.
async function known_resident() {
    for (;;) {
        const {name} = server.codes.find(({role}) => role === 'resident');
        const found = offered(await post('find', {who : name}));
        if (found.length === 1) return {person : await server.person('resident'), number : found[0][0]};
        server.takeCode('resident');
    }
}

let residents;  // Numbers, from the roll.

test('the desk is staff\'s alone, and its forms need the token', async () => {
    assert.equal((await new Client(server).get(desk)).status, 303);
    const resident = await server.person('resident');
    assert.equal((await resident.get(desk)).status, 403);
    for (const [what, fields] of [[ 'find', {who : '花'} ], [ 'paper', {voter : '1'} ], [ 'urn', {papers : 'A-1,1'} ]]) {
        assert.equal((await post(what, fields, resident)).status, 403, what);
        assert.equal((await staff.form(`${desk}/${what}`, fields)).status, 403, what);
        assert.equal((await new Client(server).form(`${desk}/${what}`, fields)).status, 401, what);
    }
    const page = await staff.get(desk);
    assert.equal(page.status, 200);
    assert.equal(page.headers['cache-control'], 'no-store');
    assert.match(words(page), /靠人守信/);
    assert.match((await staff.get('/staff')).text, new RegExp(`href="${desk}"`));
    // Papers come over the desk's forms alone.
    const command = await staff.command({type : 'EnterPapers', round : round.id, roll : [], papers : []});
    assert.equal(command.status, 400);
});

test('a resident is looked up by home, name or number, and no address holds a name', async () => {
    const found = await post('find', {who : '栋'});
    assert.equal(found.status, 200);
    assert.equal(found.headers['cache-control'], 'no-store');
    residents = offered(found);
    assert.equal(residents.length, 20, 'so many at most');
    assert.match(words(found), /只列出前 20 位/);
    const [id, name] = residents[0];
    assert.ok(offered(await post('find', {who : name})).some(([one]) => one === id));
    assert.deepEqual(offered(await post('find', {who : id})).find(([one]) => one === id), [ id, name ]);
    assert.match(words(await post('find', {who : '没有这个人'})), /没有找到/);
    assert.equal((await post('find', {who : ''})).status, 422);
    assert.equal((await post('find', {who : 'x'.repeat(201)})).status, 422);
    assert.ok(!server.err.includes(name) && !server.err.includes('who='));
});

test('one vote a person, whichever way; the refusal names the other way', async () => {
    const online = await known_resident();
    assert.equal((await castAs(online.person, round, [ project(0) ])).status, 200);
    const refused = await post('paper', {voter : online.number});
    assert.equal(refused.status, 422);
    assert.match(words(refused), /已经在网上领了投票凭证/);

    const {person : on_paper, number} = await known_resident();
    const handed = await post('paper', {voter : number});
    assert.equal(handed.status, 303, handed.text.slice(0, 300));
    assert.match(words(await staff.get(handed.headers.location)), /记在名册上/);
    const twice = await post('paper', {voter : number});
    assert.equal(twice.status, 422);
    assert.match(words(twice), /已经领过纸质选票/);
    const issued = await new Voter(on_paper, round).issue();
    assert.equal(issued.status, 409);
    assert.equal(issued.json.code, 'paper_already_issued');
    const form = await on_paper.form(`/rounds/${round.id}/vote`, {csrf : on_paper.csrf, choice : project(0)});
    assert.equal(form.status, 422);
    for (const voter of ['', '0', 'x', '999999999']) assert.equal((await post('paper', {voter})).status, 422, voter);
});

test('whoever is about to end the vote learns how many papers are not entered', async () => {
    const page = await staff.get(`/rounds/${round.id}/close`);
    assert.match(words(page), /还有 1 张发出去的纸质选票没有录入/);
});

test('the urn is entered together, all or nothing, and a fault names its line', async () => {
    // With the one of before, a paper more than are entered at once.
    let handed = 1;
    for (const [voter] of residents) {
        if (handed <= at_once && (await post('paper', {voter})).status === 303) handed += 1;
    }
    assert.equal(handed, at_once + 1);
    const papers = [];
    for (let i = 0; i < at_once; ++i) papers.push([ `A-00${i}`, project(i % 2) ]);
    const refused = async (lines, pattern) => {
        const answer = await post('urn', {papers : lines});
        assert.equal(answer.status, 422);
        assert.match(words(answer), pattern);
        // The fault stands beside the field, once; and how many papers there are stands on this page too.
        assert.equal(words(answer).match(new RegExp(pattern, 'g')).length, 1);
        assert.match(words(answer), /已经录入\d+还没录入\d/);
        return answer;
    };
    await refused(urn(papers.slice(1)), new RegExp(`一次至少要录入 ${at_once} 张，这里只有 ${at_once - 1} 张`));
    await refused('', /还没填|请填/);
    const kept = await refused(urn(papers).replace('A-003,', 'A-003 '), /第 4 行：看不懂/);
    assert.ok(kept.text.includes('A-003 '), 'what was typed is not lost');
    await refused(urn([...papers.slice(0, 4), [ 'A-004', 999_999 ] ]), /第 5 行/);
    await refused(urn([...papers.slice(0, 4), papers[0] ]), /第 5 行：.*编号一样/);
    await refused(urn([...papers, [ 'B-1', project(0) ], [ 'B-2', project(0) ] ]), /领票的只有 6 人/);
    const entered = await post('urn', {papers : urn(papers)});
    assert.equal(entered.status, 303, entered.text.slice(0, 300));
    assert.match(words(await staff.get(entered.headers.location)), /已经录入/);
    await refused(urn(papers), /领票的只有 6 人/);  // The same form again.
});

test('in the last hours fewer may be entered; then everything adds up for everybody', async () => {
    const last = urn([ [ 'B-0001', project(1) ] ]);
    assert.equal((await post('urn', {papers : last})).status, 422);
    const until_end = round.drafted.closes_at - Date.now();
    await writeFile(ahead, String(until_end - 3_600_000));
    assert.equal((await post('urn', {papers : last})).status, 303);
    const closed = await staff.command({type : 'CloseVoting', round : round.id, reason : '演习'});
    assert.equal(closed.status, 200, closed.text);
    assert.match(words(await staff.get(desk)), /没有在投票/);

    const record =
        (await staff.get(`/api/v1/${slug}/record`)).text.trim().split('\n').map((line) => JSON.parse(line));
    const end = record.find((entry) => entry.type === 'VotingClosed' && entry.data.round === round.id).data;
    assert.equal(end.papers_issued, at_once + 1);
    const opened = record.filter((entry) => entry.type === 'BallotsOpened' && entry.data.round === round.id)
                       .flatMap((entry) => entry.data.ballots);
    const serials = opened.filter((ballot) => ballot.paper).map((ballot) => ballot.paper);
    assert.deepEqual(serials.toSorted(), [ 'A-000', 'A-001', 'A-002', 'A-003', 'A-004', 'B-0001' ]);
    // Neither who was handed which paper nor when any of it happened is anywhere in the record.
    assert.ok(!JSON.stringify(opened).includes('"voter"'));
    const verified = await run('verify', server.origin);
    assert.equal(verified.status, 0, verified.out + verified.err);
});
