// Requests that somebody in between could read otherwise, hosts and origins that are not ours, and what browsers are
// told.
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {Client, passphrase, raw, Server, slug} from '../api/server.mjs';

const statusOf = (answer) => Number(answer.match(/^HTTP\/1\.1 (\d+)/)?.[1]);
const publicUrl = [ '--public-url', 'https://portal.example', '--public-url', 'http://127.0.0.1:8080' ];

test('what could be framed in two ways is refused, and ends the connection', async () => {
    const server = await Server.start();
    const post = 'POST /api/v1/session HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n';
    // Were the body taken for none, this would be a second request.
    const smuggled = 'GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n';
    const refused = [
        [ 'Transfer-Encoding: gzip\r\n', 400 ],
        [ 'Transfer-Encoding: xchunked\r\n', 400 ],
        [ 'Transfer-Encoding: chunked, identity\r\n', 400 ],
        [ 'Transfer-Encoding: identity, chunked\r\n', 501 ],
        [ 'Transfer-Encoding: gzip, chunked\r\n', 501 ],
        [ 'Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n', 400 ],
        [ 'Transfer-Encoding: chunked\r\nContent-Length: 3\r\n', 400 ],
        [ 'Content-Length: 3\r\nTransfer-Encoding: chunked\r\n', 400 ],
        [ 'Content-Length: 0\r\nContent-Length: 0\r\n', 400 ],
        [ 'Content-Length: 0, 0\r\n', 400 ],
        [ 'Content-Length : 0\r\n', 400 ],
        [ 'X: a\r\n Transfer-Encoding: chunked\r\nContent-Length: 0\r\n', 400 ],
        [ 'X: a\nContent-Length: 0\r\n', 400 ],
        [ 'Host: localhost\r\nContent-Length: 0\r\n', 400 ],
        [ 'Host: evil.example\r\nContent-Length: 0\r\n', 400 ],
    ];
    for (const [lines, status] of refused) {
        const answer = await raw(server, `${post}${lines}\r\n${smuggled}`);
        assert.equal(statusOf(answer), status, `${JSON.stringify(lines)} -> ${answer.slice(0, 60)}`);
        assert.equal(answer.match(/HTTP\/1\.1 \d/g).length, 1, lines);
        assert.match(answer, /\r\nConnection: close\r\n/);
    }
    assert.equal(statusOf(await raw(server, 'GET /about HTTP/1.1\r\n\r\n')), 400);
    assert.equal(statusOf(await raw(server, 'GET /about HTTP/1.1\r\nHost: a b\r\n\r\n')), 400);
    assert.equal(statusOf(await raw(server, 'GET /about HTTP/1.0\r\n\r\n')), 200);
    assert.equal(statusOf(await raw(server, 'CONNECT localhost:443 HTTP/1.1\r\nHost: localhost\r\n\r\n')), 501);
    const options = await raw(server, 'OPTIONS * HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n');
    assert.equal(statusOf(options), 405);
    const absolute = await raw(
        server, 'GET http://localhost/about HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n');
    assert.equal(statusOf(absolute), 200);
    // The address names the host, whatever the header says.
    const other = await raw(
        server, 'GET http://evil.example/about HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n');
    assert.equal(statusOf(other), 421);
    assert.equal(await server.end(), 0);
});

test('a name that somebody points here is not this server, and is printed nowhere', async () => {
    const server = await Server.start();
    for (const target of ['/', '/about', '/rounds/1/poster', `/api/v1/${slug}/record`]) {
        const answer = await raw(server, `GET ${target} HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n`);
        assert.equal(statusOf(answer), 421, target);
        assert.doesNotMatch(answer, /evil\.example/);
    }
    const {code} = server.takeCode('resident');
    const claim = {code, name : 'rebound', passphrase};
    const ask = (headers) => new Client(server).post('/api/v1/claim', claim, headers);
    assert.equal((await ask({host : 'evil.example', origin : 'http://evil.example'})).status, 421);
    const {host} = new URL(server.origin);
    for (const origin of [`https://${host}`, 'http://127.0.0.1', 'http://evil.example', 'null']) {
        const answer = await ask({origin});
        assert.equal(answer.status, 403, origin);
        assert.equal(answer.json.code, 'cross_site');
    }
    assert.equal((await ask({referer : 'http://evil.example/'})).status, 403);
    // Forms of pages too; and health is asked by whatever address the server has.
    assert.equal((await new Client(server).form('/signin', {}, {origin : 'http://evil.example'})).status, 403);
    assert.equal((await new Client(server).get('/healthz', {host : 'evil.example'})).status, 200);
    // A phone of the same network, trying the demo by the machine's address.
    assert.equal((await new Client(server).get('/about', {host : '192.168.1.20:8080'})).status, 200);
    assert.equal((await ask({host : '192.168.1.20:8080', origin : 'http://192.168.1.20:8080'})).status, 201);
    assert.equal(await server.end(), 0);
});

test('with its public addresses given, the portal answers to these alone, and shows the first', async () => {
    const server = await Server.start({options : publicUrl});
    const get = (host, target) =>
        raw(server, `GET ${target} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
    assert.equal(statusOf(await get('portal.example', '/about')), 200);
    for (const host of ['localhost', '127.0.0.1', 'evil.example', 'portal.example:8080'])
        assert.equal(statusOf(await get(host, '/about')), 421, host);
    const misdirected = await get('localhost', '/api/v1/me');
    assert.match(misdirected, /"code":"misdirected"/);
    for (const host of ['portal.example', 'portal.example:443', '127.0.0.1:8080'])
        assert.match(await get(host, '/rounds/1/poster'), /https:\/\/portal\.example\/record\/entries\//);
    const {code} = server.takeCode('resident');
    const ask = (host, origin) =>
        new Client(server).post('/api/v1/claim', {code, name : 'somebody', passphrase}, {host, origin});
    assert.equal((await ask('portal.example', 'http://portal.example')).status, 403);
    assert.equal((await ask('portal.example', 'https://portal.example:8443')).status, 403);
    assert.equal((await ask('portal.example', 'http://127.0.0.1:8080')).status, 403);
    assert.equal((await ask('portal.example', 'https://portal.example')).status, 201);
    assert.equal(await server.end(), 0);
});

test('behind TLS browsers are told to come by nothing else, and cookies are of this host alone', async () => {
    const server = await Server.start({options : publicUrl});
    const {code} = server.takeCode('resident');
    const client = new Client(server);
    const ours = {host : 'portal.example'};
    const claimed = await client.post('/api/v1/claim', {code, name : 'somebody', passphrase}, ours);
    assert.equal(claimed.status, 201);
    for (const cookie of claimed.headers['set-cookie'])
        assert.match(cookie, /^__Host-gongyi_(session|device)=.*; Path=\/; HttpOnly; SameSite=Lax; Secure$/);
    assert.equal((await client.get('/api/v1/me', ours)).json.role, 'resident');
    // The same token under the old name, which a neighbouring host could have set, opens nothing.
    const token = client.cookies.get('__Host-gongyi_session');
    const other = new Client(server);
    other.cookies.set('gongyi_session', token);
    assert.equal((await other.get('/api/v1/me', ours)).json.role, 'visitor');
    for (const target of ['/', '/api/v1/me', '/assets/app.css', '/no-such-page']) {
        const {headers} = await client.get(target, ours);
        assert.match(headers['strict-transport-security'] ?? '', /^max-age=[1-9]\d{7,}$/, target);
        assert.equal(headers['x-content-type-options'], 'nosniff');
        assert.equal(headers['cross-origin-resource-policy'], 'same-origin');
    }
    const {headers} = await client.get('/', ours);
    assert.equal(headers['cross-origin-opener-policy'], 'same-origin');
    assert.equal(headers['referrer-policy'], 'same-origin');
    for (const what of ['camera', 'microphone', 'geolocation', 'payment', 'usb'])
        assert.match(headers['permissions-policy'] ?? '', new RegExp(`(^|, )${what}=\\(\\)(,|$)`));
    assert.equal(await server.end(), 0);
});

test('without TLS nothing claims that there is', async () => {
    const server = await Server.start();
    const client = new Client(server);
    const {headers} = await client.get('/');
    assert.equal(headers['strict-transport-security'], undefined);
    assert.equal(headers['cross-origin-opener-policy'], 'same-origin');
    const {code} = server.takeCode('resident');
    const claimed = await client.post('/api/v1/claim', {code, name : 'somebody', passphrase});
    assert.match(claimed.headers['set-cookie'][0], /^gongyi_session=/);
    assert.doesNotMatch(claimed.headers['set-cookie'].join(), /Secure/);
    assert.equal(await server.end(), 0);
});
