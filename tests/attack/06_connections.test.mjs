// Whoever takes all there is: connections, listeners' places, memory, the thread for passphrases. The attackers here
// come from addresses of 127.0.0.0/8, each of which is somebody else to the server.
import assert from 'node:assert/strict';
import {once} from 'node:events';
import {readFile} from 'node:fs/promises';
import {connect} from 'node:net';
import {test} from 'node:test';

import {Client, passphrase, Server, slug} from '../api/server.mjs';

const connectionsMax = 4_000;
const connectionsEach = 1_000;
const listenersEach = 250;

// A socket from that address; `received` is what came, `closed` whether it ended.
async function open(server, from, bytes = '', {reads = true} = {}) {
    const socket = connect({host : '127.0.0.1', port : server.port, localAddress : from});
    socket.received = '';
    socket.isClosed = false;
    socket.on('error', () => {});
    socket.on('close', () => (socket.isClosed = true));
    await once(socket, 'connect');
    if (reads) socket.on('data', (piece) => (socket.received += piece)).on('end', () => socket.destroy());
    if (bytes) await new Promise((resolve) => socket.write(bytes, resolve));
    return socket;
}

async function openMany(server, count, addressOf, bytes, options) {
    const sockets = [];
    for (let i = 0; i < count;) {
        const group = [];
        for (let j = 0; j < 100 && i < count; ++j, ++i) group.push(open(server, addressOf(i), bytes, options));
        sockets.push(...await Promise.all(group));
    }
    return sockets;
}

// Ends with its test, also with one that failed.
async function start(t, options) {
    const server = await Server.start(options);
    t.after(() => server.child.kill('SIGKILL'));
    return server;
}

const closeAll = (sockets) => sockets.forEach((socket) => socket.destroy());
const head = (target) => `GET ${target} HTTP/1.1\r\nHost: localhost\r\n\r\n`;
const uploadHead = (person, length) => `POST /act HTTP/1.1\r\nHost: localhost\r\nCookie: ${person.cookie}\r\n` +
    `Content-Type: multipart/form-data; boundary=x\r\nContent-Length: ${length}\r\n\r\n`;
const statusOf = (text) => Number(text.match(/^HTTP\/1\.1 (\d+)/)?.[1]);

// Until it holds; looks again after whatever the event loop has to do.
async function until(what, holds, ms = 20_000) {
    const end = Date.now() + ms;
    for (;;) {
        if (await holds()) return;
        if (Date.now() > end) assert.fail(`not within ${ms} ms: ${what}`);
        await new Promise((resolve) => setImmediate(resolve));
    }
}

// The status of one GET from that address; 0 when the connection was closed without an answer.
async function get(server, from, target = '/about') {
    const socket = await open(server, from, head(target)).catch(() => undefined);
    if (!socket) return 0;
    await until('an answer', () => socket.isClosed || /\r\n\r\n/.test(socket.received));
    socket.destroy();
    return statusOf(socket.received) || 0;
}

async function residentMegabytes(server) {
    const status = await readFile(`/proc/${server.child.pid}/status`, 'utf8');
    return Number(status.match(/^VmRSS:\s+(\d+) kB/m)[1]) / 1024;
}

test('one address that opens every connection takes its part, and makes room among its own', async (t) => {
    const server = await start(t);
    const attackers = await openMany(server, connectionsEach, () => '127.0.0.2', head('/about'));
    await until('all are answered', () => attackers.every((one) => statusOf(one.received) === 200));
    assert.equal(attackers.filter((one) => one.isClosed).length, 0);
    // One beyond: the one of theirs that has waited longest goes.
    attackers.push(await open(server, '127.0.0.2', head('/about')));
    await until('it is answered', () => statusOf(attackers.at(-1).received) === 200);
    await until('one goes', () => attackers.filter((one) => one.isClosed).length === 1);
    attackers.push(...await openMany(server, connectionsMax - connectionsEach, () => '127.0.0.2', head('/about')));
    for (const target of ['/about', '/healthz']) assert.equal(await get(server, '127.0.0.3', target), 200, target);
    assert.ok(attackers.filter((one) => !one.isClosed).length <= connectionsEach);
    closeAll(attackers);
    assert.equal(await server.end(), 0);
});

test('when every connection is taken, whoever merely waits makes room', async (t) => {
    const server = await start(t);
    const from = (i) => `127.0.0.${10 + Math.floor(i / connectionsEach)}`;
    // Half of them have asked and keep the connection, half never finish their first request.
    const idle = await openMany(server, connectionsMax / 2, from, head('/about'));
    const half = await openMany(server, connectionsMax / 2, (i) => from(i + connectionsMax / 2),
        'GET / HTTP/1.1\r\nHost: local');
    const closedCount = () => [...idle, ...half ].filter((one) => one.isClosed).length;
    await until('all are answered', () => idle.every((one) => statusOf(one.received) === 200));
    assert.equal(closedCount(), 0);
    // One beyond.
    assert.equal(await get(server, '127.0.0.3'), 200);
    await until('one makes room', () => closedCount() === 1);
    for (let i = 0; i < 20; ++i) assert.equal(await get(server, '127.0.0.3'), 200);
    assert.equal(await get(server, '127.0.0.3', '/healthz'), 200);
    closeAll([...idle, ...half ]);
    assert.equal(await server.end(), 0);
});

test('a place is kept for the question whether the server is well', async (t) => {
    const server = await start(t, {options : [ '--connections', '4', '--connections-each', '4' ]});
    const listening = await openMany(server, 4, () => '127.0.0.2', head(`/api/v1/${slug}/events`));
    await until('all listen', () => listening.every((one) => /event: checkpoint/.test(one.received)));
    const refused = await open(server, '127.0.0.3', head('/about'));
    await until('an answer', () => /\r\n\r\n/.test(refused.received));
    assert.equal(statusOf(refused.received), 503);
    assert.match(refused.received, /\r\nRetry-After: [1-9]\d*\r\n/);
    await until('it is closed', () => refused.isClosed);
    assert.equal(await get(server, '127.0.0.3', '/healthz'), 200);
    // Who sits in the reserve without asking is gone after two seconds; sixteen of them are all there is.
    const sitting = await openMany(server, 16, () => '127.0.0.4');
    await until('there is no seventeenth', async () => await get(server, '127.0.0.3', '/healthz') !== 200);
    // And none of them makes room for somebody who would then have a place beyond all: four listen, nobody else does.
    assert.equal(await get(server, '127.0.0.5', `/api/v1/${slug}/events`), 503);
    assert.ok(sitting.every((one) => !one.isClosed));
    await until('they are gone', () => sitting.every((one) => one.isClosed));
    assert.equal(await get(server, '127.0.0.3', '/healthz'), 200);
    // Not for what a proxy on this machine hands on.
    const proxied = await open(server, '127.0.0.3',
        'GET /healthz HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: 192.0.2.1\r\n\r\n');
    await until('an answer', () => /\r\n\r\n/.test(proxied.received));
    assert.equal(statusOf(proxied.received), 503);
    closeAll([...listening, proxied ]);
    assert.equal(await server.end(), 0);
});

test('a listener that is gone gives its place back at once; too many of one address give way in turn', async (t) => {
    const server = await start(t, {options : [ '--connections', '260', '--connections-each', '260' ]});
    const events = head(`/api/v1/${slug}/events`);
    const first = await open(server, '127.0.0.2', events);
    await until('it listens', () => /event: checkpoint/.test(first.received));
    const rest = await openMany(server, listenersEach - 1, () => '127.0.0.2', events);
    await until('all listen', () => rest.every((one) => /event: checkpoint/.test(one.received)));
    assert.doesNotMatch(first.received, /retry:/);
    const next = await open(server, '127.0.0.2', events);
    await until('it listens', () => /event: checkpoint/.test(next.received));
    await until('the first gives way', () => /retry: 60000\n\n\r\n0\r\n\r\n$/.test(first.received));
    assert.ok(rest.every((one) => !/retry:/.test(one.received)));
    // The dead: their connections can be taken again long before the next sign of life would be due.
    closeAll([first, next, ...rest ]);
    let again = [];
    const began = Date.now();
    await until('their places are free', async () => {
        closeAll(again);
        again = await openMany(server, 260, () => '127.0.0.3', events);
        await until('answers', () => again.every((one) => /\r\n\r\n/.test(one.received) || one.isClosed));
        return again.every((one) => statusOf(one.received) === 200);
    });
    assert.ok(Date.now() - began < 8_000);
    closeAll(again);
    assert.equal(await server.end(), 0);
});

test('a hundred half documents of one session are not held', async (t) => {
    const server = await start(t);
    const staff = await server.person('staff');
    const upload = uploadHead(staff, 8 << 20);
    const before = await residentMegabytes(server);
    // Two of the longest are one account's; the third is told to come back.
    const uploads = await openMany(server, 2, (i) => `127.0.0.${2 + i}`, upload);
    for (const one of uploads) await new Promise((resolve) => one.write(Buffer.alloc(5 << 20, 97), resolve));
    const third = await open(server, '127.0.0.5', upload);
    await until('it is refused', () => statusOf(third.received) === 429);
    assert.match(third.received, /\r\nRetry-After: [1-9]\d*\r\n/);
    for (let i = 0; i < 98; ++i) {
        const one = await open(server, `127.0.0.${2 + i % 50}`, upload);
        one.write(Buffer.alloc(5 << 20, 97));
        uploads.push(one);
    }
    const isRefused = (one) => statusOf(one.received) === 429 || one.isClosed;
    await until('the rest are refused', () => uploads.slice(2).every(isRefused));
    const during = await residentMegabytes(server);
    closeAll([...uploads, third ]);
    assert.ok(during - before < 64, `${before} MB grew to ${during} MB`);
    // And the account may send again.
    await until('a place is free', async () => {
        const one = await open(server, '127.0.0.5', upload);
        await new Promise((resolve) => one.write(Buffer.alloc(1 << 20, 97), resolve));
        one.destroy();
        return !one.received;
    });
    await until('memory is back', async () => await residentMegabytes(server) - before < 32);
    assert.equal(await server.end(), 0);
});

test('an upload is as slow as a bad line is, and no slower', async (t) => {
    const server = await start(t);
    const staff = await server.person('staff');
    const [standing, slow, steady] = await openMany(server, 3, () => '127.0.0.2', uploadHead(staff, 4 << 20));
    const began = Date.now();
    // Ten seconds are free; after them each second costs 8 KiB.
    const write = (one, kilobytes) => one.isClosed || one.write(Buffer.alloc(kilobytes << 10, 97));
    const pace = setInterval(() => (write(slow, 2), write(steady, 16)), 1_000);
    t.after(() => clearInterval(pace));
    await until('whoever stands still is closed', () => standing.isClosed, 16_000);
    const standingMs = Date.now() - began;
    assert.ok(standingMs >= 9_500, `${standingMs} ms`);
    assert.equal(statusOf(standing.received), 408);
    await until('who is too slow is closed, too', () => slow.isClosed, 16_000 - standingMs);
    assert.ok(Date.now() - began > standingMs);
    assert.equal(steady.isClosed, false);
    closeAll([ steady ]);
    assert.equal(await server.end(), 0);
});

test('half forms of one address and of all together have a limit', async (t) => {
    const server = await start(t);
    const bytes = 128 << 10;
    const form = 'POST /signin HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n' +
        `Content-Length: ${bytes}\r\n\r\na`;
    const each = (8 << 20) / bytes;
    const all = (32 << 20) / bytes;
    const held = await openMany(server, all, (i) => `127.0.0.${10 + Math.floor(i / each)}`, form);
    // The server has read them when it answers somebody who came later.
    for (let i = 0; i < 8; ++i) assert.equal(await get(server, '127.0.0.3'), 200);
    assert.ok(held.every((one) => !one.isClosed && !one.received));
    const oneMore = await open(server, '127.0.0.10', form);
    await until('the address has its part', () => statusOf(oneMore.received) === 429);
    const another = await open(server, '127.0.0.3', form);
    await until('all places are taken', () => statusOf(another.received) === 503);
    for (const one of [oneMore, another ]) assert.match(one.received, /\r\nRetry-After: [1-9]\d*\r\n/);
    closeAll(held);
    assert.equal(await server.end(), 0);
});

test('a device is known by the four accounts that signed in with it last', async (t) => {
    const server = await start(t);
    const people = [];
    for (let i = 0; i < 5; ++i) people.push(await server.person('resident'));
    const tablet = new Client(server);
    const marks = [];
    for (const {name} of people) {
        assert.equal((await tablet.post('/api/v1/session', {name, passphrase})).status, 201);
        const known = tablet.cookies.get('gongyi_device').split('.');
        marks.unshift(known[0]);
        assert.deepEqual(known, marks.slice(0, 4));
    }
    assert.equal(new Set(marks).size, 5);
    assert.equal(await server.end(), 0);
});

test('a thousand readers who do not read cost little, and nothing afterwards', async (t) => {
    const server = await start(t);
    await get(server, '127.0.0.3', `/api/v1/${slug}/record`);
    const before = await residentMegabytes(server);
    const asking = head(`/api/v1/${slug}/record`).repeat(10);
    const readers = await openMany(server, 1_000, () => '127.0.0.2', asking, {reads : false});
    let during = 0;
    for (let i = 0; i < 20; ++i) {
        assert.equal(await get(server, '127.0.0.3', '/healthz'), 200);
        during = Math.max(during, await residentMegabytes(server));
    }
    closeAll(readers);
    assert.ok(during - before < 120, `${before} MB grew to ${during} MB`);
    await until('memory is back', async () => await residentMegabytes(server) - before < 48);
    assert.equal(await server.end(), 0);
});

test('twenty addresses that keep the passphrases busy keep nobody out', async (t) => {
    const server = await start(t);
    const people = [];
    for (let i = 0; i < 3; ++i) people.push(await server.person('resident'));
    let isOver = false;
    let tries = 0;
    t.after(() => (isOver = true));
    const attack = async (from) => {
        const attacker = new Client(server, {from});
        while (!isOver) {
            await attacker.post('/api/v1/session', {name : `nobody ${++tries}`, passphrase : 'a wrong guess'})
                .catch(() => {});
        }
    };
    const attacks = [];
    for (let i = 0; i < 20; ++i) {
        for (let j = 0; j < 8; ++j) attacks.push(attack(`127.0.0.${2 + i}`));
    }
    await until('the attack runs', () => tries >= 20 * 8);
    // Twelve people on devices of their own, from four addresses.
    const answers = await Promise.all(Array.from({length : 12}, (_, i) => new Client(server, {
        from : `127.0.1.${1 + i % 4}`
    }).post('/api/v1/session', {name : people[i % 3].name, passphrase})));
    assert.deepEqual(answers.map((one) => one.status), Array(12).fill(201));
    // Whoever has been here before with this device takes turns with all the others together, even from the worst of
    // their addresses.
    people[0].from = '127.0.0.2';
    assert.equal((await people[0].post('/api/v1/session', {name : people[0].name, passphrase})).status, 201);
    isOver = true;
    await Promise.all(attacks);
    assert.equal(await server.end(), 0);
});
