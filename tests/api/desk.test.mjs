// The service desk, as a browser without scripts uses it: sheets are registered, papers handed out against a letter
// or by two, entered and confirmed by others, taken back; one vote a person whichever way, and all of it in one audit.
import assert from 'node:assert/strict';
import {rm, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {after, before, test} from 'node:test';

import {Client, makeFolder, openRound, run, Server, slug} from './server.mjs';
import {castAs, Voter} from './voter.mjs';

const at_once = 5;
const day_ms = 86_400_000;

let data;
let ahead;
let server;
let round;
let hands;     // Hands papers out,
let helper;    // confirms that,
let enters;    // enters the urn,
let confirms;  // confirms that.
let desk;

before(async () => {
    data = await makeFolder();
    ahead = path.join(data, 'ahead');
    server = await Server.start({data, options : [ '--clock-ahead', ahead, '--session-hours', '8760', '--log' ]});
    round = await openRound(server);
    hands = await server.person('staff');
    helper = await server.person('staff');
    enters = await server.person('staff');
    confirms = await server.person('staff');
    desk = `/rounds/${round.id}/desk`;
});
after(async () => {
    await server.end();
    await rm(data, {recursive : true, force : true});
});

const post = (what, fields, person = hands) => person.form(`${desk}/${what}`, {csrf : person.csrf, ...fields});
const words = (page) => page.text.replace(/<script[\s\S]*?<\/script>/g, '').replace(/<[^>]*>/g, '');
const project = (index) => round.projects[index].id;
const urn = (papers) => papers.map(([serial, ...chosen]) => `${serial},${chosen.join(' ')}`).join('\r\n');
// The acts that wait for somebody: their numbers.
const waiting = async (person) =>
    [...new Set([...(await person.get('/staff/second')).text.matchAll(/action="\/staff\/second\/(\d+)"/g) ].map(
        ([, id]) => id))];
const say = (person, id, verdict) => person.form(`/staff/second/${id}`, {csrf : person.csrf, verdict});
// The newest act that waits, confirmed by `person`.
async function confirm(person) {
    const answer = await say(person, (await waiting(person)).at(-1), 'confirm');
    return answer;
}
const letter = () => server.takeCode('resident');
const offered = (page) => [...page.text.matchAll(/name="voter" value="(\d+)"/g) ].map(([, id]) => id);

async function record() {
    const text = (await new Client(server).get(`/api/v1/${slug}/record`)).text;
    return text.trim().split('\n').map((line) => JSON.parse(line));
}

test('the desk is staff\'s alone, and its forms need the token', async () => {
    assert.equal((await new Client(server).get(desk)).status, 303);
    const resident = await server.person('resident');
    for (const page of [desk, '/staff/second', '/journal']) assert.equal((await resident.get(page)).status, 403, page);
    const forms = [
        [ 'find', {who : '花'} ], [ 'paper', {voter : '1'} ], [ 'urn', {papers : 'A-0001,1'} ],
        [ 'letter', {code : 'x'} ], [ 'back', {voter : '1', reason : 'spoilt'} ],
        [ 'sheets', {place : 'x', series : 'A', first : 1, last : 2} ]
    ];
    for (const [what, fields] of forms) {
        assert.equal((await post(what, fields, resident)).status, 403, what);
        assert.equal((await hands.form(`${desk}/${what}`, fields)).status, 403, what);
        assert.equal((await new Client(server).form(`${desk}/${what}`, fields)).status, 401, what);
    }
    const page = await hands.get(desk);
    assert.equal(page.status, 200);
    assert.equal(page.headers['cache-control'], 'no-store');
    assert.match(words(page), /靠人守信/);
    assert.match((await hands.get('/staff')).text, new RegExp(`href="${desk}"`));
    // Papers come over the desk's forms alone.
    for (const type of ['EnterPapers', 'TakePaperBack']) {
        assert.equal((await hands.command({type, round : round.id, roll : [], papers : []})).status, 400, type);
    }
});

test('no paper is handed out before its sheets are in the record, each number once', async () => {
    assert.match(words(await hands.get(desk)), /还没有登记印了哪些选票/);
    const early = await post('letter', {code : server.codes.find(({role}) => role === 'resident').code, place : 0});
    assert.equal(early.status, 422);
    assert.match(words(early), /还没有登记印了哪些选票/);
    const sheets = {place : '东门岗亭', series : 'A', first : 1, last : 8};
    for (const wrong of [{series : 'a'}, {series : 'ABCDE'}, {first : 0}, {first : 9}, {last : 10_000}, {place : ''},
             {place : '长'.repeat(41)} ]) {
        assert.equal((await post('sheets', {...sheets, ...wrong})).status, 422, JSON.stringify(wrong));
    }
    assert.equal((await post('sheets', sheets)).status, 303);
    const again = await post('sheets', {...sheets, first : 8, last : 9});
    assert.equal(again.status, 422);
    assert.match(words(again), /已经登记过/);
    assert.equal((await post('sheets', {...sheets, place : '长'.repeat(40), series : 'B', last : 1})).status, 303);
    const entry = (await record()).findLast(({type}) => type === 'SheetsRegistered');
    assert.deepEqual(entry.data, {first : 1, last : 1, place : '长'.repeat(40), round : round.id, series : 'B'});
    assert.equal(entry.by, 'staff');
    assert.ok(Number.isInteger(entry.desk));
    const printed = await hands.get(`${desk}/sheets?of=0`);
    assert.equal(printed.status, 200);
    assert.deepEqual([...new Set(printed.text.match(/A-\d{4}/g))].length, 8);
    assert.equal((await hands.get(`${desk}/sheets?of=2`)).status, 404);
});

let handed = 0;  // That are on the roll.

test('whoever shows the letter is handed a paper by one, and reads on their page who noted it', async () => {
    const {code} = letter();
    const person = new Client(server);
    const claimed = await person.post('/api/v1/claim', {code, name : '领票人', passphrase : '一句自己的话 2026'});
    assert.equal(claimed.status, 201);
    // The code serves after it was claimed, too.
    const done = await post('letter', {code, place : 0, seen : 1});
    assert.equal(done.status, 303, words(done).slice(0, 300));
    handed += 1;
    assert.match(words(await hands.get(done.headers.location)), /记在名册上/);
    const own = words(await person.get('/me'));
    assert.match(own, /东门岗亭 的 \d+ 号工位记下您领了一张纸质选票/);
    assert.match(own, /没有领过？/);
    const twice = await post('letter', {code, place : 0, seen : 2});
    assert.equal(twice.status, 422);
    assert.match(words(twice), /已经领过纸质选票/);
    assert.match(words(await post('letter', {code : '0000-0000-0000', place : 0})), /没有这个领取码/);
    assert.equal((await post('letter', {code : '', place : 0})).status, 422);
    assert.equal((await post('letter', {code : letter().code, place : 7})).status, 422);
    person.csrf = claimed.json.csrf;
    const issued = await new Voter(person, round).issue();
    assert.equal(issued.json.code, 'paper_already_issued');
    const form = await person.form(`/rounds/${round.id}/vote`, {csrf : person.csrf, choice : project(0)});
    assert.equal(form.status, 422);
});

test('without the letter it takes a second person; whole names alone are found; look-ups are noted', async () => {
    assert.deepEqual(offered(await post('find', {who : '栋'})), [], 'a home finds nobody');
    const {name} = letter();
    assert.deepEqual(offered(await post('find', {who : name.slice(0, 1)})), [], 'nor does a part of a name');
    const found = await post('find', {who : name});
    assert.equal(found.headers['cache-control'], 'no-store');
    const [voter] = offered(found);
    assert.ok(voter, name);
    assert.equal((await post('find', {who : ''})).status, 422);
    assert.equal((await post('find', {who : 'x'.repeat(201)})).status, 422);
    assert.ok(!server.err.includes(name) && !server.err.includes('who='));

    const asked = await post('paper', {voter, place : 0});
    assert.equal(asked.status, 303);
    assert.equal(asked.headers.location, '/staff/second?done=kept');
    assert.match(words(await hands.get(asked.headers.location)), /等另一位同事确认/);
    const [id] = await waiting(hands);
    const alone = await say(hands, id, 'confirm');
    assert.equal(alone.status, 422);
    assert.match(words(alone), /自己提的，不能自己确认/);
    assert.match(words(await helper.get('/staff')), /待确认 1 件/);
    assert.match(words(await helper.get('/staff/second')), new RegExp(`发一张纸质选票给 ${name}`));
    assert.equal((await say(await server.person('resident'), id, 'confirm')).status, 403);
    assert.equal((await say(helper, id, 'confirm')).headers.location, '/staff/second?done=confirmed');
    handed += 1;
    assert.deepEqual(await waiting(helper), []);
    // Again, of what is gone.
    assert.equal((await say(helper, id, 'confirm')).status, 303);
    assert.match(words(await post('paper', {voter, place : 0})), /已经领过纸质选票/);
    for (const wrong of ['', '0', 'x', '999999999']) {
        assert.equal((await post('paper', {voter : wrong, place : 0})).status, 422, wrong);
    }
});

test('what a colleague does not confirm is not done', async () => {
    const {name} = letter();
    const [voter] = offered(await post('find', {who : name}));
    assert.equal((await post('paper', {voter, place : 0})).status, 303);
    assert.equal((await post('paper', {voter, place : 0})).status, 303, 'a double tap asks once');
    const open = await waiting(helper);
    assert.equal(open.length, 1);
    assert.equal((await say(helper, open[0], 'drop')).headers.location, '/staff/second?done=dropped');
    assert.deepEqual(await waiting(helper), []);
    assert.equal((await post('back', {voter, reason : 'never_asked'})).status, 422, 'no paper was handed out');
});

test('whoever voted online is handed no paper', async () => {
    const {code} = letter();
    const person = new Client(server);
    const claimed = await person.post('/api/v1/claim', {code, name : '网上投', passphrase : '一句自己的话 2026'});
    person.csrf = claimed.json.csrf;
    assert.equal((await castAs(person, round, [ project(0) ])).status, 200);
    const refused = await post('letter', {code, place : 0});
    assert.equal(refused.status, 422);
    assert.match(words(refused), /已经在网上领了投票凭证/);
});

test('a paper is taken back by two: its voter may vote, and the sheet is void', async () => {
    const {code} = letter();
    assert.equal((await post('letter', {code, place : 0, seen : 11})).status, 303);
    const back = {voter : code, reason : 'votes_online', serial : 'A-0008'};
    assert.equal((await post('back', {...back, reason : 'x'})).status, 422);
    assert.equal((await post('back', {...back, voter : 'x'})).status, 422);
    assert.match(words(await post('back', {...back, serial : 'A-0009'})), /不在登记过的选票里/);
    assert.equal((await post('back', back)).headers.location, '/staff/second?done=kept');
    assert.match(words(await helper.get('/staff/second')), /本人改在网上投/);
    assert.equal((await confirm(helper)).headers.location, '/staff/second?done=confirmed');
    const person = new Client(server);
    const claimed = await person.post('/api/v1/claim', {code, name : '改网上', passphrase : '一句自己的话 2026'});
    person.csrf = claimed.json.csrf;
    assert.equal((await castAs(person, round, [ project(1) ])).status, 200);
});

test('whoever is about to end the vote learns how many papers are not entered', async () => {
    const page = await hands.get(`/rounds/${round.id}/close`);
    assert.match(words(page), new RegExp(`还有 ${handed} 张发出去的纸质选票没有录入`));
});

test('the urn is entered by others, all or nothing; a fault names its line', async () => {
    while (handed < at_once + 1) {
        const {code} = letter();
        assert.equal((await post('letter', {code, place : 0, seen : 100 + handed})).status, 303);
        handed += 1;
    }
    const papers = [];
    for (let i = 1; i <= at_once; ++i) papers.push([ `A-000${i}`, project(i % 2) ]);
    const refused = async (lines, pattern, person = enters) => {
        const answer = await post('urn', {papers : lines}, person);
        assert.equal(answer.status, 422, words(answer).slice(0, 500));
        assert.match(words(answer), pattern);
        // The fault stands once; and how many papers there are stands on this page too.
        assert.equal(words(answer).match(new RegExp(pattern, 'g')).length, 1);
        assert.match(words(answer), /已经录入\d+还没录入\d/);
        return answer;
    };
    await refused(urn(papers), /发过票的人不能录入/, hands);
    await refused(urn(papers), /发过票的人不能录入/, helper);
    await refused(urn(papers.slice(1)), new RegExp(`一次至少要录入 ${at_once} 张，这里只有 ${at_once - 1} 张`));
    await refused('', /还没填|请填/);
    const kept = await refused(urn(papers).replace('A-0003,', 'A-0003 '), /第 3 行：看不懂/);
    assert.ok(kept.text.includes('A-0003 '), 'what was typed is not lost');
    await refused(urn([...papers.slice(0, 4), [ 'A-0005', 999_999 ] ]), /第 5 行/);
    await refused(urn([...papers.slice(0, 4), papers[0] ]), /第 5 行：.*编号一样/);
    await refused(urn([...papers.slice(0, 4), [ 'A-0009', project(0) ] ]), /第 5 行：.*不在登记过的选票里/);
    await refused(urn([...papers.slice(0, 4), [ 'A-0008', project(0) ] ]), /第 5 行：.*收回作废/);
    await refused(urn([...papers, [ 'A-0006', project(0) ], [ 'A-0007', project(0) ] ]), /领票的只有 6 人/);
    const asked = await post('urn', {papers : urn(papers)}, enters);
    assert.equal(asked.headers.location, '/staff/second?done=kept');
    const seen = words(await confirms.get('/staff/second'));
    assert.match(seen, /录入 5 张纸质选票/);
    for (const [serial] of papers) assert.ok(seen.includes(serial), serial);
    const mixed = await confirm(helper);
    assert.equal(mixed.status, 422);
    assert.match(words(mixed), /发过票的人不能录入/);
    assert.equal((await confirm(confirms)).headers.location, '/staff/second?done=confirmed');
    assert.match(words(await enters.get(desk)), /已经录入5还没录入1/);
    await refused(urn(papers), /领票的只有 6 人/);
    // Nor does whoever entered papers hand any out afterwards.
    assert.match(words(await post('letter', {code : letter().code, place : 0}, enters)), /发过票的人不能录入/);
});

test('more papers than sheets cannot be handed out', async () => {
    for (let i = 0; i < 2; ++i) {
        assert.equal((await post('letter', {code : letter().code, place : 0, seen : 200 + i})).status, 303);
        handed += 1;
    }
    // Eight and one, of which one is void.
    const beyond = await post('letter', {code : letter().code, place : 0});
    assert.equal(beyond.status, 422);
    assert.match(words(beyond), /登记过的选票有 9 张，发出去的会变成 10 张/);
});

test('so many look-ups a day, and then none', async () => {
    // Four were made above.
    for (let i = 4; i < 60; ++i) assert.match(words(await post('find', {who : '没有这个人'})), /没有找到/, String(i));
    assert.match(words(await post('find', {who : '没有这个人'})), /今天查名册的次数用完了（每天 60 次）/);
    assert.match(words(await post('find', {who : '没有这个人'}, helper)), /没有找到/, 'a colleague has their own');
});

test('in the last hours fewer may be entered; then everything adds up for everybody', async () => {
    const last = urn([ [ 'A-0006', project(1) ] ]);
    assert.equal((await post('urn', {papers : last}, enters)).status, 422);
    const until_end = round.drafted.closes_at - Date.now();
    await writeFile(ahead, String(until_end - 3_600_000));
    assert.equal((await post('urn', {papers : last}, enters)).status, 303);
    assert.equal((await confirm(confirms)).headers.location, '/staff/second?done=confirmed');
    const closed = await hands.command({type : 'CloseVoting', round : round.id, reason : '演习'});
    assert.equal(closed.status, 200, closed.text);
    assert.match(words(await hands.get(desk)), /没有在投票/);

    const entries = await record();
    const end = entries.find((entry) => entry.type === 'VotingClosed' && entry.data.round === round.id);
    assert.equal(end.data.papers_issued, handed);
    assert.deepEqual(end.data.paper_voided, [ 'A-0008' ]);
    assert.equal(end.data.paper_days.reduce((sum, day) => sum + day.handed - day.returned, 0), handed);
    assert.deepEqual(end.data.papers_entered.map(({count}) => count), [ at_once + 1 ]);
    const desks = new Set([...end.data.paper_days.map((one) => one.desk), end.data.papers_entered[0].desk,
        end.data.papers_entered[0].second_desk]);
    assert.equal(desks.size, 3, 'three hands');
    const opened = entries.filter((entry) => entry.type === 'BallotsOpened' && entry.data.round === round.id)
                       .flatMap((entry) => entry.data.ballots);
    const serials = opened.filter((ballot) => ballot.paper).map((ballot) => ballot.paper);
    assert.deepEqual(serials.toSorted(), [ 'A-0001', 'A-0002', 'A-0003', 'A-0004', 'A-0005', 'A-0006' ]);
    // Neither who was handed which paper nor when any of it happened is anywhere in the record.
    assert.ok(!JSON.stringify(opened).includes('"voter"'));
    const outcome = words(await new Client(server).get(`/rounds/${round.id}/outcome`));
    assert.match(outcome, /纸质选票靠谁的话/);
    assert.match(words(await new Client(server).get(`/rounds/${round.id}/papers`)), /号工位录入 6 张/);
    assert.equal((await new Client(server).get('/rounds/1/papers')).status, 404, 'where there were none');
    const verified = await run('verify', server.origin);
    assert.equal(verified.status, 0, verified.out + verified.err);
});

test('the journal says who did it, whole and in order, and the record fixes it the next day', async () => {
    const supervisor = await server.person('supervisor');
    const page = words(await supervisor.get('/journal'));
    for (const deed of [/查名册/, /开箱录入/, /撤销发票/, /请另一位确认/, /没有确认/, /截止投票/]) {
        let text = page;
        for (let at = page; !deed.test(text);) {
            const older = at.match(/before=(\d+)/) ?? (await supervisor.get('/journal')).text.match(/before=(\d+)/);
            assert.ok(older, `no ${deed}`);
            at = (await supervisor.get(`/journal?before=${older[1]}`)).text;
            text += at.replace(/<[^>]*>/g, '');
            if (!/before=/.test(at)) break;
        }
        assert.match(text, deed);
    }
    for (const person of [ hands, await server.person('resident') ]) {
        for (const target of ['/journal', '/journal/lines']) assert.equal((await person.get(target)).status, 403);
    }
    const before = (await record()).length;
    await writeFile(ahead, String(round.drafted.closes_at - Date.now() + 2 * day_ms));
    let entries = [];
    do entries = await record();
    while (entries.length === before);
    const published = entries.findLast(({type}) => type === 'JournalHeadPublished');
    const file = path.join(data, 'journal.ndjson');
    const lines = (await supervisor.get('/journal/lines')).text;
    await writeFile(file, lines);
    const good = await run('journal', 'check', file, '--record', server.origin);
    assert.equal(good.status, 0, good.out + good.err);
    assert.match(good.out, new RegExp(`the last over ${published.data.lines} lines`));
    const all = lines.trim().split('\n');
    for (const [what, changed] of [
             [ 'changed', all.map((line, i) => (i === 2 ? line.replace(/"actor":\d+/, '"actor":1') : line)) ],
             [ 'left out', all.toSpliced(3, 1) ], [ 'put in', all.toSpliced(3, 0, all[3]) ],
             [ 'cut off', all.slice(0, 4) ] ]) {
        await writeFile(file, changed.join('\n') + '\n');
        const bad = await run('journal', 'check', file, '--record', server.origin);
        assert.equal(bad.status, 1, what);
        assert.match(bad.err, /the journal is not the one/, what);
    }
});
