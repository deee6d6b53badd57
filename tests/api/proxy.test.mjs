// Behind a proxy everybody comes from its address: whose request it is, and how long whoever is too quick has to wait.
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {Client, passphrase, run, Server} from './server.mjs';

const limit = 6;  // A minute and address; a third of it at one account.
const options =
    [ '--attempt-limit', String(limit), '--trusted-proxy', '127.0.0.0/29', '--trusted-proxy', '10.0.0.0/8' ];

// A try that is counted for the address alone, and hashes nothing: a claim code that is none.
const guess = (client, headers) =>
    client.post('/api/v1/claim', {code : 'nonsense', name : 'nobody', passphrase : 'a wrong guess'}, headers);

// Uses up the address's allowance; the header by which the proxy names it.
async function exhaust(client, headers) {
    for (let i = 0; i < limit; ++i) assert.equal((await guess(client, headers)).status, 400, `try ${i + 1}`);
    const refused = await guess(client, headers);
    assert.equal(refused.status, 429);
    return refused;
}

test('a whole community behind a trusted proxy is many addresses', async () => {
    const server = await Server.start({options});
    const proxy = new Client(server);
    const refused = await exhaust(proxy, {'x-forwarded-for' : '198.51.100.1'});
    // Six a minute: the next in ten seconds at most, less what has passed.
    const seconds = Number(refused.headers['retry-after']);
    assert.ok(seconds > 0 && seconds <= 10, `${seconds}`);
    for (let i = 2; i < 40; ++i)
        assert.equal((await guess(proxy, {'x-forwarded-for' : `198.51.100.${i}`})).status, 400);
    // What a client writes to the left of what the proxy adds is not believed, hops of trusted ones are skipped.
    for (const list of ['203.0.113.9, 198.51.100.1', '198.51.100.1, 10.1.2.3', '198.51.100.1:4711'])
        assert.equal((await guess(proxy, {'x-forwarded-for' : list})).status, 429, list);
    // By the other header, and by neither in words that agree.
    assert.equal((await guess(proxy, {forwarded : 'for=6.6.6.6, for=198.51.100.1;proto=https'})).status, 429);
    assert.equal((await guess(proxy, {forwarded : 'for="198.51.100.77:1"'})).status, 400);
    // A home of IPv6 has more addresses than one.
    await exhaust(proxy, {'x-forwarded-for' : '2001:db8:0:1::1'});
    assert.equal((await guess(proxy, {'x-forwarded-for' : '2001:db8:0:1:ffff::2'})).status, 429);
    assert.equal((await guess(proxy, {forwarded : 'for="[2001:db8:0:2::1]"'})).status, 400);
    assert.equal(await server.end(), 0);
});

test('whoever is no trusted proxy speaks for nobody else', async () => {
    const server = await Server.start({options});
    const stranger = new Client(server, {from : '127.0.0.9'});
    for (let i = 0; i < limit; ++i)
        assert.equal((await guess(stranger, {'x-forwarded-for' : `198.51.100.${i}`})).status, 400);
    assert.equal((await guess(stranger, {'x-forwarded-for' : '198.51.100.99'})).status, 429);
    assert.equal((await guess(stranger, {forwarded : 'for=198.51.100.99'})).status, 429);
    assert.equal((await guess(new Client(server), {'x-forwarded-for' : '198.51.100.99'})).status, 400);
    // A proxy keeps one of the two headers; the other is as the client sent it, and who sends one that says something
    // else counts for the proxy.
    const proxy = new Client(server);
    for (let i = 0; i < limit; ++i) {
        const headers = {'x-forwarded-for' : '198.51.100.50', forwarded : `for=203.0.113.${i}`};
        assert.equal((await guess(proxy, headers)).status, 400);
    }
    const again = {'x-forwarded-for' : '198.51.100.50', forwarded : 'for=203.0.113.99'};
    assert.equal((await guess(proxy, again)).status, 429);
    assert.equal((await guess(proxy, {'x-forwarded-for' : '198.51.100.50'})).status, 400);
    assert.equal(await server.end(), 0);
});

test('a stranger keeps the owner of an account out neither at home nor on the usual device', async () => {
    const server = await Server.start({options});
    const owner = await server.person('resident');
    const guessAt = (client, from) => client.post('/api/v1/session', {name : owner.name, passphrase : 'a wrong guess'},
        {'x-forwarded-for' : from});
    const signIn = (client, from) =>
        client.post('/api/v1/session', {name : owner.name, passphrase}, {'x-forwarded-for' : from});
    const stranger = new Client(server);
    const statuses = [];
    for (let i = 0; i < 3; ++i) statuses.push((await guessAt(stranger, '203.0.113.1')).status);
    assert.deepEqual(statuses, [ 401, 401, 429 ]);
    // From elsewhere, on a new device: what one address tried is not counted for another.
    assert.equal((await signIn(new Client(server), '198.51.100.1')).status, 201);
    // Many addresses together use up what strangers have at this account,
    await Promise.all([2, 3, 4, 5, 6, 7].map((i) => guessAt(stranger, `203.0.113.${i}`)));
    const refused = await signIn(new Client(server), '198.51.100.2');
    assert.equal(refused.status, 429);
    assert.ok(Number(refused.headers['retry-after']) <= 10);
    // and the owner's own device does not care, wherever it is.
    for (let i = 0; i < 4; ++i) assert.equal((await signIn(owner, '203.0.113.1')).status, 201);
    // Its cookie opens nothing, and is no other account's.
    const thief = new Client(server);
    thief.cookies.set('gongyi_device', owner.cookies.get('gongyi_device'));
    assert.equal((await thief.get('/api/v1/me')).json.role, 'visitor');
    const guesses = [];
    for (let i = 0; i < 3; ++i) guesses.push((await guessAt(thief, '203.0.113.1')).status);
    assert.deepEqual(guesses, [ 401, 401, 429 ]);
    assert.equal(await server.end(), 0);
});

test('what succeeds is not counted: a meeting signs in behind one address', async () => {
    const server = await Server.start({options});
    const people = [];
    for (let i = 0; i < limit + 5; ++i) people.push(await server.person('resident'));
    const behind = {'x-forwarded-for' : '198.51.100.1'};
    for (const {name} of people)
        assert.equal((await new Client(server).post('/api/v1/session', {name, passphrase}, behind)).status, 201);
    assert.equal(await server.end(), 0);
});

test('the page and the header say the same seconds, and after these it goes on', async () => {
    const server = await Server.start({options : [ '--attempt-limit', '60' ]});
    const visitor = new Client(server);
    const ask = () => visitor.form('/claim', {code : 'nonsense'}, {'accept-language' : 'en'});
    let refused;
    for (let i = 0; i < 100 && refused?.status !== 429; ++i) refused = await ask();
    assert.equal(refused.status, 429);
    const seconds = Number(refused.headers['retry-after']);
    assert.equal(seconds, 1);
    assert.match(refused.text, /Wait 1 second, or come to the service desk/);
    const end = Date.now() + 1_000 * seconds;
    let next = refused;
    while (next.status === 429 && Date.now() < end + 5_000) {
        while (Date.now() < end) await new Promise((resolve) => setImmediate(resolve));
        next = await ask();
    }
    assert.equal(next.status, 422);
    assert.equal(await server.end(), 0);
});

test('what is no address and no network is refused at the start', async () => {
    for (const words of [['--trusted-proxy', '10.0.0.1/8'], ['--trusted-proxy', 'proxy.example'],
             ['--public-url', 'portal.example'], ['--public-url', 'https://portal.example/path'],
             ['--public-url', 'http://portal.example', '--secure-cookies'], ['--connections', '0']]) {
        const {status, err} = await run('serve', ...words);
        assert.equal(status, 2, words.join(' '));
        assert.match(err, /--(trusted-proxy|public-url|secure-cookies|connections) needs/);
    }
});
