// The machine's clock jumps 400 days ahead (a virtual machine, NTP). Nothing may close because of it, no entry may
// carry that time, and it is believed when somebody says so. Debian's libfaketime plays the clock, for the server
// alone.
import assert from 'node:assert/strict';
import {access, readFile, rm, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {after, before, test} from 'node:test';

import {Client, makeFolder, run, Server, slug} from '../api/server.mjs';

const library = '/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1';
let folder;
let offset;

before(async () => {
    await access(library);  // .dev/packages test installs it.
    folder = await makeFolder();
    offset = path.join(folder, 'offset');
});
after(() => rm(folder, {recursive : true, force : true}));

const until = async (what, holds) => {
    const end = performance.now() + 30_000;
    while (!(await holds())) {
        if (performance.now() > end) assert.fail(`waited for: ${what}`);
        await new Promise((resolve) => setTimeout(resolve, 50));
    }
};

// A server whose clock is the machine's plus what the file `offset` says: "+400d".
const start = async (options) => {
    const own = {
        LD_PRELOAD : library,
        FAKETIME_TIMESTAMP_FILE : offset,
        FAKETIME_NO_CACHE : '1',
        FAKETIME_DONT_FAKE_MONOTONIC : '1'
    };
    Object.assign(process.env, own);
    try {
        return await Server.start(options);
    } finally {
        for (const name of Object.keys(own)) delete process.env[name];
    }
};
const record = async (server) => (await new Client(server).get(`/api/v1/${slug}/record`))
                                     .text.trim().split('\n').map((line) => JSON.parse(line));
const health = async (server) => (await new Client(server).get('/healthz'));
const closed = (entries) => entries.filter(({type}) => type === 'VotingClosed').length;

test('a clock that jumps ahead closes nothing and dates nothing, until staff say that it is right', async () => {
    await writeFile(offset, '+0d');
    const server = await start({data : path.join(folder, 'jump')});
    const before_jump = await record(server);
    assert.equal((await health(server)).status, 200);
    const staff = await server.person('staff');

    await writeFile(offset, '+400d');
    await until('the clock to be doubted', async () => (await health(server)).status === 503);
    const answer = await health(server);
    assert.equal(answer.headers['content-type'], 'application/problem+json');
    assert.equal(answer.json.field, 'clock');
    assert.match(answer.json.detail, /400 days ahead/);
    const moved = await staff.form('/act', {
        csrf : staff.csrf, type : 'OpenMatter', back : '/matters/new', title : '加一盏路灯', text : '北门太暗。',
        origin : 'residents', profile : 'cn.rc.2026', amount_fen : '30000'
    });
    assert.equal(moved.status, 303, moved.text);
    const entries = await record(server);
    assert.equal(closed(entries), closed(before_jump));
    assert.equal(entries.at(-1).type, 'MatterOpened');
    assert.ok(entries.at(-1).at < Date.now() + 86_400_000);

    // The clock comes back by itself.
    await writeFile(offset, '+0d');
    await until('the clock to be believed again', async () => (await health(server)).status === 200);

    // It jumps again, and staff say that it is right.
    await writeFile(offset, '+400d');
    await until('the clock to be doubted', async () => (await health(server)).status === 503);
    assert.match((await staff.get('/staff')).text, /href="\/staff\/clock"/);
    const page = (await staff.get('/staff/clock')).text;
    const shown = page.match(/name="shown" value="(\d+)"/)[1];
    assert.equal((await new Client(server).form('/staff/clock', {shown})).status, 401);
    assert.equal((await health(server)).status, 503);  // A visitor's yes is none.
    const stale = String(Number(shown) - 601_000);
    await staff.form('/staff/clock', {csrf : staff.csrf, shown : stale});
    assert.equal((await health(server)).status, 503);  // Nor one about another time.
    await staff.form('/staff/clock', {csrf : staff.csrf, shown});
    await until('the vote to close', async () => closed(await record(server)) > closed(before_jump));
    assert.equal((await health(server)).status, 200);
    await server.end();
});

// What a start remembers, as if the machine had been restarted since.
const remember = (data, ms) => writeFile(path.join(data, 'clock.seen'), `${ms} 5 another-start\n`);

test('a start with a clock far ahead of the last time seen says so, and waits for a yes', async () => {
    await writeFile(offset, '+0d');
    const data = path.join(folder, 'start');
    await (await start({data})).end();
    assert.match(await readFile(path.join(data, 'clock.seen'), 'utf8'), /^\d{13} \d+ \S+\n$/);
    await remember(data, Date.now());
    await writeFile(offset, '+400d');
    let server = await start({data, demo : false});
    assert.match(server.err, /the machine's clock shows .* UTC, 400 days ahead of .* UTC, which the portal goes by/);
    assert.match(server.err, /gongyi clock accept/);
    assert.equal((await health(server)).json.field, 'clock');
    const open = closed(await record(server));
    await server.end();

    // The same the next time: nothing was learnt from the wrong clock.
    server = await start({data, demo : false});
    assert.equal((await health(server)).json.field, 'clock');
    await writeFile(path.join(data, 'clock.accept'), `${Date.now()}\n`);  // A yes to another time.
    await until('that yes to be refused', () => /changed nothing/.test(server.err));
    assert.equal(closed(await record(server)), open);
    await writeFile(path.join(data, 'clock.accept'), `${Date.now() + 400 * 86_400_000}\n`);
    await until('the vote to close', async () => closed(await record(server)) > open);
    await until('health', async () => (await health(server)).status === 200);
    await server.end();
});

test('a clock behind what was seen is not believed either, and the command line can say yes', async () => {
    await writeFile(offset, '+0d');
    const data = path.join(folder, 'behind');
    await (await start({data})).end();
    await remember(data, Date.now() + 5 * 86_400_000);
    let server = await Server.start({data, demo : false});
    assert.match(server.err, /days behind/);
    assert.equal((await health(server)).status, 503);
    const said = await run('clock', 'accept', '--data', data);
    assert.equal(said.status, 0, said.err);
    await until('the yes to arrive', async () => (await health(server)).status === 200);
    await server.end();
    await remember(data, Date.now() + 5 * 86_400_000);
    server = await Server.start({data, demo : false, options : [ '--clock-is-right' ]});
    assert.match(server.err, /the command line says that it is right/);
    assert.equal((await health(server)).status, 200);
    await server.end();
});
