// One resident speaks for thousands: opinions, objections and matters without end, until nobody can say anything any
// more and a start takes seconds and hundreds of megabytes.
import assert from 'node:assert/strict';
import {readFile} from 'node:fs/promises';
import {after, before, test} from 'node:test';

import {Client, makeFolder, Server, slug} from '../api/server.mjs';

// FLOOD=9987 does all of what was done; a few hundred show the same.
const flood = Number(process.env.FLOOD ?? 150);
// As long as each may be, or shorter.
const letters = Number(process.env.FLOOD_LETTERS ?? 200);
const long = (most) => '字'.repeat(Math.min(letters, most - 10));

let data;
let server;
let loud;
let quiet;
let staff;
let begunWith;  // Entries.

before(async () => {
    data = await makeFolder();
    server = await Server.start({data});
    loud = await server.person('resident');
    quiet = await server.person('resident');
    staff = await server.person('staff');
    begunWith = (await record()).length;
});
after(() => server.end());

const record = async () => (await new Client(server).get(`/api/v1/${slug}/record`))
                               .text.trim().split('\n').map((line) => JSON.parse(line));
const words = (page) => page.text.replace(/<script[\s\S]*?<\/script>/g, '').replace(/<[^>]*>/g, '');
// Gives `count` commands; how many were taken, and what the others were told.
async function pour(person, count, command) {
    const codes = new Map();
    let next = 0;
    await Promise.all(Array.from({length : 16}, async () => {
        while (next < count) {
            const answer = await person.command(command(next++));
            const code = answer.status === 200 ? 'taken' : answer.json.code;
            codes.set(code, (codes.get(code) ?? 0) + 1);
        }
    }));
    return Object.fromEntries(codes);
}
const matterOf = (title, text) => ({
    type : 'OpenMatter', title, text, origin : 'residents', profile : 'cn.rc.2026', amount_fen : 0,
    major_ticks : [], round : 0
});

test('one resident\'s opinions stop at their share, and stand together; others go on', async () => {
    const raised = await staff.command(matterOf('东门路灯', '加两盏灯。'));
    assert.equal(raised.status, 200, raised.text);
    const matter = (await record()).at(-1).data.matter;
    assert.equal((await staff.command({type : 'OpenConsultation', matter, days : 7})).status, 200);
    const got = await pour(loud, flood, (i) => ({type : 'GiveOpinion', matter, text : `${i} ${long(500)}`}));
    console.log(`opinions: ${JSON.stringify(got)}`);
    assert.deepEqual(got, {taken : 10, own_share_used : flood - 10});
    const repeated = await quiet.command({type : 'GiveOpinion', matter, text : '请装暖光。'});
    assert.equal(repeated.status, 200);
    const again = await quiet.command({type : 'GiveOpinion', matter, text : '请装 暖光。\n'});
    assert.equal(again.json.code, 'said_already');
    const page = words(await new Client(server).get(`/matters/${matter}`));
    assert.match(page, /居民 1：10 条意见/);
    assert.match(page, /居民 2：1 条意见/);
    // The number is for this matter alone: it is not the person's.
    const given = (await record()).filter(({type, data}) => type === 'OpinionGiven' && data.matter === matter);
    assert.equal(new Set(given.map(({data}) => data.person)).size, 2);
    const told = words(await loud.form('/act', {
        csrf : loud.csrf, type : 'GiveOpinion', matter : String(matter), back : `/matters/${matter}`, text : '再说一条'
    }));
    assert.match(told, /您在这里已经写了 10 条，这是每人的上限/);
});

test('one resident\'s objections stop at their share', async () => {
    const open = (await record()).filter(({type}) => type === 'NoticePosted').map(({data}) => data.notice);
    let got;
    let notice;
    for (notice of open.reverse()) {
        got = await pour(loud, 1, () => ({type : 'FileObjection', notice, text : '异议'}));
        if (got.taken === 1) break;
    }
    got = await pour(loud, flood, (i) => ({type : 'FileObjection', notice, text : `${i} ${long(2_000)}`}));
    console.log(`objections: ${JSON.stringify(got)}`);
    assert.deepEqual(got, {taken : 2, own_share_used : flood - 2});
    assert.equal((await quiet.command({type : 'FileObjection', notice, text : '我有异议'})).status, 200);
});

test('one resident\'s matters stop at their share, and say from when on there is more', async () => {
    const got = await pour(loud, flood, (i) => matterOf(`事项 ${i}`, `${i} ${long(10_000)}`));
    console.log(`matters: ${JSON.stringify(got)}`);
    assert.deepEqual(got, {taken : 3, day_share_used : flood - 3});
    const beyond = await loud.command(matterOf('又一件', '又一件。'));
    assert.match(beyond.text, /from_ms/);
    const form = await loud.form('/act', {
        csrf : loud.csrf, type : 'OpenMatter', back : '/matters/new', title : '又一件', text : '又一件。',
        origin : 'residents', profile : 'cn.rc.2026'
    });
    assert.match(words(form), /您今天已经提了 3 次，这是每人每天的上限。.*以后可以再提/);
    assert.equal((await quiet.command(matterOf('我的事', '一、我的事。'))).status, 200);
});

test('lists come a page at a time', async () => {
    // The desk enters what came on paper; that has a share of its own.
    await pour(staff, 50, (i) => matterOf(`纸面 ${i}`, `${i}`));
    const visitor = new Client(server);
    const links = (page) => new Set([...page.text.matchAll(/href="\/matters\/(\d+)"/g)].map(([, id]) => id));
    const first = await visitor.get('/matters');
    assert.match(first.text, /href="\/matters\?open=2#open"/);
    const second = await visitor.get('/matters?open=2');
    assert.match(second.text, /href="\/matters\?open=1#open"/);
    assert.ok(links(first).size <= 100 && links(second).size > 0);
    assert.match(words(await staff.get('/staff')), /第 1 页，共 \d+ 页/);
});

test('a start with all of that takes no longer and no more memory', async () => {
    await server.end();
    const begun = performance.now();
    server = await Server.start({data, demo : false});
    const seconds = (performance.now() - begun) / 1000;
    const status = await readFile(`/proc/${server.child.pid}/status`, 'utf8');
    const megabytes = Number(status.match(/VmHWM:\s+(\d+)/)[1]) / 1024;
    const entries = (await record()).length;
    console.log(`start: ${seconds.toFixed(2)} s, ${megabytes.toFixed(0)} MB; ${entries} entries`);
    assert.ok(entries < begunWith + 100, `${entries} entries, of ${begunWith} before`);
});
