// One staff account decides a round: it looks everybody up, marks them as handed a paper, and enters the papers.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';

import {Client, openRound, run, Server, slug} from '../api/server.mjs';

let server;
let round;
let staff;
let desk;

before(async () => {
    server = await Server.start();
    round = await openRound(server);
    staff = [];
    for (let i = 0; i < 4; ++i) staff.push(await server.person('staff'));
    desk = `/rounds/${round.id}/desk`;
    const sheets = {csrf : staff[0].csrf, place : '社区服务站', series : 'A', first : 1, last : 999};
    assert.equal((await staff[0].form(`${desk}/sheets`, sheets)).status, 303);
    assert.equal((await staff[0].form(`${desk}/sheets`, {...sheets, series : 'B'})).status, 303);
});
after(() => server.end());

const post = (person, target, fields) => person.form(target, {csrf : person.csrf, ...fields});
const names_on = (page) => [...page.text.matchAll(/name="voter" value="(\d+)"/g) ].map(([, id]) => id);
const residents = () => server.codes.filter(({role}) => role === 'resident');
const counted = async () => {
    const [, issued, entered] = (await staff[0].get(desk)).text.match(/<dd>(\d+)<\/dd>[\s\S]*?<dd>(\d+)<\/dd>/);
    return {issued : Number(issued), entered : Number(entered)};
};

test('the search is no list of residents: no home, no surname, and 60 a day', async () => {
    const found = new Set();
    let refused = 0;
    // Everything that 273 requests found 1,201 people by.
    for (const who of ['栋', '花', '园', '1', '2', '3', ...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗'.split('') ]) {
        for (let number = 1; number <= 12; ++number) {
            const page = await post(staff[0], `${desk}/find`, {who : `${who}${number > 1 ? number : ''}`});
            for (const id of names_on(page)) found.add(id);
            refused += /次数用完了/.test(page.text) ? 1 : 0;
        }
    }
    assert.ok(found.size <= 60, `${found.size} people were found`);
    assert.ok(refused > 200);
});

test('marking residents who never came takes another account each time', async () => {
    // Twice each: a place that is another one makes it another act.
    const marked = new Set();
    for (const {name} of residents()) {
        for (const voter of names_on(await post(staff[1], `${desk}/find`, {who : name}))) {
            marked.add(voter);
            for (const place of [0, 1]) await post(staff[0], `${desk}/paper`, {voter, place});
        }
    }
    assert.ok(marked.size >= 30, `${marked.size} people`);
    assert.deepEqual(await counted(), {issued : 0, entered : 0}, 'nobody lost their vote');
    // Confirming one's own does not help, nor does a resident's or a supervisor's account.
    const acts = [...(await staff[0].get('/staff/second')).text.matchAll(/action="(\/staff\/second\/\d+)"/g) ];
    assert.equal(new Set(acts.map(([, target]) => target)).size, 50, 'so many wait for one person at most');
    for (const person of [ staff[0], await server.person('supervisor'), await server.person('resident') ]) {
        for (const [, target] of acts.slice(0, 10)) await post(person, target, {verdict : 'confirm'});
    }
    assert.deepEqual(await counted(), {issued : 0, entered : 0});
});

test('guessing letters does not work either', async () => {
    for (const code of ['AAAA-AAAA-AAAA', '0000-0000-0001', '', '1'.repeat(12) ]) {
        assert.equal((await post(staff[1], `${desk}/letter`, {code, place : 0})).status, 422);
    }
});

test('with three accounts it can be done, and the record and the journal say whose they were', async () => {
    for (const {code} of residents().slice(0, 6)) {
        assert.equal((await post(staff[0], `${desk}/letter`, {code, place : 0})).status, 303);
    }
    const papers = Array.from({length : 6}, (_, i) => `A-000${i + 1},${round.projects[0].id}`).join('\n');
    assert.equal((await post(staff[0], `${desk}/urn`, {papers})).status, 422, 'not by who handed them out');
    assert.equal((await post(staff[1], `${desk}/urn`, {papers})).headers.location, '/staff/second?done=kept');
    const [, after_papers] = (await staff[2].get('/staff/second')).text.split('A-0001');
    const [, act] = after_papers.match(/action="(\/staff\/second\/\d+)"/);
    assert.equal((await post(staff[1], act, {verdict : 'confirm'})).status, 422, 'not by who entered them');
    assert.equal((await post(staff[0], act, {verdict : 'confirm'})).status, 422, 'not by who handed them out');
    assert.deepEqual(await counted(), {issued : 6, entered : 0});
    assert.equal((await post(staff[2], act, {verdict : 'confirm'})).headers.location, '/staff/second?done=confirmed');
    assert.equal((await staff[3].command({type : 'CloseVoting', round : round.id, reason : '演练'})).status, 200);
    const record = (await new Client(server).get(`/api/v1/${slug}/record`)).text.trim().split('\n').map(JSON.parse);
    const closes = record.filter(({type}) => type === 'VotingClosed');
    const {data, desk : closed_by} = closes.find((entry) => entry.data.round === round.id);
    const [entered] = data.papers_entered;
    const hands = [ data.paper_days[0].desk, entered.desk, entered.second_desk, closed_by ];
    assert.equal(new Set(hands).size, 4, JSON.stringify(hands));
    assert.equal((await run('verify', server.origin)).status, 0);
    const supervisor = await server.person('supervisor');
    const lines = (await supervisor.get('/journal/lines')).text.trim().split('\n').map(JSON.parse);
    const deeds = new Map();
    for (const {deed, actor} of lines) deeds.set(deed, (deeds.get(deed) ?? new Set()).add(actor));
    assert.equal(deeds.get('paper_handed_out').size, 1);
    assert.equal(deeds.get('papers_entered').size, 1);
    assert.ok(lines.filter(({deed}) => deed === 'people_looked_up').length >= 60);
    assert.equal(lines.find(({deed}) => deed === 'papers_entered').second !== undefined, true);
    assert.ok(lines.some(({deed, detail}) => deed === 'command' && detail === 'CloseVoting'));
});
