// Nonsense on the wire: each gets its answer, nothing is stored, and the server goes on.
import assert from 'node:assert/strict';
import {connect} from 'node:net';
import {after, before, test} from 'node:test';

import {Client, openRound, raw, Server} from './server.mjs';

let server;

before(async () => {
    server = await Server.start();
});
after(async () => {
    assert.equal((await new Client(server).get('/healthz')).status, 200);
    assert.equal(await server.end(), 0);
    assert.equal(server.err, '');
});

const statusOf = (answer) => Number(answer.match(/^HTTP\/1\.1 (\d+)/)?.[1]);

test('what is not HTTP is told so, and the connection ends', async () => {
    for (const nonsense
             of ['hello\r\n\r\n', 'GET\r\n\r\n', 'GET / HTTP/1.1\r\nno colon here\r\n\r\n', '\0\0\0\0\r\n\r\n',
                 'GET / HTTP/1.1\r\nContent-Length: x\r\n\r\n', 'GET / HTTP/1.1\r\nContent-Length: -1\r\n\r\n',
                 'POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab',
                 'POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\r\n',
                 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n']) {
        const answer = await raw(server, nonsense);
        assert.ok([ 400, 505 ].includes(statusOf(answer)), `${JSON.stringify(nonsense)} -> ${answer.slice(0, 60)}`);
        // Who asked for a page sees a page.
        assert.match(answer, / \/ /.test(nonsense) ? /text\/html/ : /application\/problem\+json/);
        assert.match(answer, /Connection: close/);
    }
});

test('limits: address, header, body, and one below each', async () => {
    const get = (target, header = '') =>
        raw(server, `GET ${target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n${header}\r\n`);
    assert.equal(statusOf(await get(`/${'a'.repeat(2_047)}`)), 404);
    assert.equal(statusOf(await get(`/${'a'.repeat(2_048)}`)), 414);
    assert.equal(statusOf(await get('/about', `X: ${'a'.repeat(16_000)}\r\n`)), 200);
    assert.equal(statusOf(await get('/about', `X: ${'a'.repeat(17_000)}\r\n`)), 431);
    assert.equal(statusOf(await get('/about', 'X: a\r\n'.repeat(4_000))), 431);
    const client = new Client(server);
    const post = (size) => client.post('/api/v1/session', 'x'.repeat(size));
    assert.equal((await post(131_072)).status, 400);
    const large = await post(131_073);
    assert.equal(large.status, 413);
    assert.equal(large.json.code, 'body_too_large');
    assert.equal((await post(3_000_000)).status, 413);
    const chunk = `20000\r\n${'x'.repeat(131_072)}\r\n`;
    const chunked = await raw(server,
        'POST /api/v1/session HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n' +
            `${chunk}${chunk}0\r\n\r\n`);
    assert.equal(statusOf(chunked), 413);
});

test('requests one behind the other on a connection are answered in order', async () => {
    const one = 'GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n';
    const answer = await raw(server,
        one + 'HEAD /about HTTP/1.1\r\nHost: localhost\r\n\r\n' +
            'GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n');
    assert.equal(answer.match(/HTTP\/1\.1 200/g).length, 3);
});

test('HTTP/1.0 is answered, and closed', async () => {
    const answer = await raw(server, 'GET /api/v1/sijihuacheng/record?from=0 HTTP/1.0\r\n\r\n');
    assert.equal(statusOf(answer), 200);
    assert.doesNotMatch(answer, /Transfer-Encoding/);
    assert.match(answer, /CommunityFounded/);
});

test('a client that waits for 100 Continue gets it', async () => {
    const answer = await new Promise((resolve, reject) => {
        let text = '';
        const socket = connect(server.port, '127.0.0.1', () => {
            socket.write(
                'POST /api/v1/session HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\n' +
                'Content-Type: application/json\r\n' +
                'Content-Length: 2\r\nConnection: close\r\n\r\n');
        });
        socket.on('data', (piece) => {
            text += piece;
            if (text === 'HTTP/1.1 100 Continue\r\n\r\n') socket.write('{}');
        });
        socket.on('close', () => resolve(text));
        socket.on('error', reject);
    });
    assert.match(answer, /^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 400/);
});

test('a body in pieces, and a client that goes away in the middle', async () => {
    const chunked = await raw(server,
        'POST /api/v1/session HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nConnection: close\r\n' +
            'Transfer-Encoding: chunked\r\n\r\n5\r\n{"nam\r\n9\r\ne":"nix",\r\nd\r\n"passphrase":\r\n' +
            '3\r\n"y"\r\n1\r\n}\r\n0\r\n\r\n');
    assert.equal(statusOf(chunked), 401);
    for (const part of ['G', 'GET / HT', 'POST /api/v1/commands HTTP/1.1\r\nContent-Length: 100\r\n\r\n{']) {
        await new Promise((resolve) => {
            const socket = connect(server.port, '127.0.0.1', () => socket.write(part, () => socket.destroy()));
            socket.on('close', resolve);
        });
    }
    assert.equal((await new Client(server).get('/healthz')).status, 200);
});

test('random bytes never stop the server', async (t) => {
    let seed = Number(process.env.GONGYI_SEED ?? 20261121);
    t.diagnostic(`seed ${seed}`);
    const next = () => (seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0) / 2 ** 32;
    const words = [
        'GET', 'POST', ' ', '/', '/api/v1/commands', ' HTTP/1.1', '\r\n', 'Host: localhost', 'Content-Length: 5', ':',
        '\0', '{', '%', '\r', 'Transfer-Encoding: chunked', 'Cookie: gongyi_session=', '共', '\xff', '0',
        'Expect: 100-continue'
    ];
    for (let i = 0; i < 150; ++i) {
        let bytes = '';
        for (let count = Math.floor(next() * 20); count >= 0; --count)
            bytes += words[Math.floor(next() * words.length)];
        await new Promise((resolve) => {
            const socket = connect(server.port, '127.0.0.1', () => socket.end(bytes));
            socket.on('data', () => {});
            socket.on('error', () => {});
            socket.on('close', resolve);
        });
    }
    assert.ok((await openRound(server)).id > 0);
});
