// Whoever knows a passphrase, or sits at a browser that was left open, acts for the community. Goal: with the second
// step the passphrase alone opens nothing; an act that weighs asks again who it is after half an hour, and loses
// nothing that was written; each code is good once.
import assert from 'node:assert/strict';
import {writeFileSync} from 'node:fs';
import path from 'node:path';
import {test} from 'node:test';

import {Client, makeFolder, passphrase, Server} from '../api/server.mjs';
import {code_of} from '../support/totp.mjs';

const step_ms = 30_000;
const secret_of = (page) => page.text.match(/name="secret" value="([A-Z2-7]{32})"/)[1];
const codes_of = (page) => [...page.text.matchAll(/<li class="code">([0-9A-Z-]{14})</g)].map(([, code]) => code);
const hidden_of = (page) => [...page.text.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(
    ([, name, value]) => [name, value.replaceAll('&quot;', '"').replaceAll('&amp;', '&')]);

// As by default.
const confirm = (options) => options.includes('--confirm-minutes') ? [] : ['--confirm-minutes', '30'];
// A server whose clock can be put forward, in milliseconds.
async function start(options = []) {
    const data = await makeFolder();
    const file = path.join(data, 'ahead');
    writeFileSync(file, '0');
    const server = await Server.start({data, options: ['--clock-ahead', file, ...confirm(options), ...options]});
    server.ownsData = true;
    server.ahead = 0;
    server.forward = (ms) => writeFileSync(file, String(server.ahead += ms));
    server.now = () => Date.now() + server.ahead;
    return server;
}
// Turns the second step on; the recovery codes.
async function turn_on(server, person) {
    const secret = secret_of(await person.get('/me/second-step'));
    const page = await person.form('/me/second-step', {
        csrf: person.csrf, secret, otp: code_of(secret, server.now()), passphrase_now: passphrase
    });
    assert.equal(page.status, 200, page.text.slice(0, 400));
    assert.equal(page.headers['cache-control'], 'no-store');
    person.secret = secret;
    server.forward(step_ms);  // The code is used up; the next one is another.
    return codes_of(page);
}
const api = (server, person, code) =>
    new Client(server).post('/api/v1/session', {name: person.name, passphrase, ...(code !== undefined && {code})});

test('the passphrase alone opens nothing, and each code is good once', async () => {
    const server = await start();
    const staff = await server.person('staff');
    assert.match((await staff.get('/staff')).text, /打开双重验证/);
    assert.match((await staff.get('/me')).text, /打开双重验证/);
    const recovery = await turn_on(server, staff);
    assert.equal(new Set(recovery).size, 10);
    assert.doesNotMatch((await staff.get('/staff')).text, /打开双重验证/);
    assert.match((await staff.get('/me/second-step')).text, /备用码还剩 10 个/);

    const without = await api(server, staff);
    assert.equal(without.status, 401);
    assert.equal(without.json.code, 'second_factor_needed');
    assert.equal((await api(server, staff, '000000')).json.code, 'second_factor_needed');
    const code = code_of(staff.secret, server.now());
    assert.equal((await api(server, staff, code)).status, 201);
    assert.equal((await api(server, staff, code)).status, 401, 'the same code again');
    server.forward(2 * step_ms);
    const next = code_of(staff.secret, server.now());
    const race = await Promise.all([1, 2, 3, 4].map(() => api(server, staff, next)));
    assert.equal(race.filter((one) => one.status === 201).length, 1, 'of four at once one');
    assert.equal((await api(server, staff, recovery[3])).status, 201);
    assert.equal((await api(server, staff, recovery[3])).status, 401);
    assert.equal((await api(server, staff, recovery[4].toLowerCase().replaceAll('-', ' '))).status, 201);
    assert.match((await staff.get('/me/second-step')).text, /备用码还剩 8 个/);
    // A wrong passphrase says nothing of the second step.
    const {name} = staff;
    const wrong = await new Client(server).post('/api/v1/session', {name, passphrase: 'not this one', code});
    assert.equal(wrong.json.code, 'signin_failed');
    await server.end();
});

test('by the pages: the step after the passphrase, with what was held', async () => {
    const server = await start();
    const staff = await server.person('staff');
    await turn_on(server, staff);
    const browser = new Client(server);
    const step = await browser.form('/signin', {name: staff.name, passphrase, back: '/staff', shared_device: '1'});
    assert.equal(step.status, 401);
    assert.equal(step.headers['cache-control'], 'no-store');
    assert.equal(step.headers['set-cookie'], undefined);
    assert.ok(!step.text.includes(passphrase));
    const send = (fields) => browser.form('/signin/code', [...hidden_of(step), ...Object.entries(fields)]);
    const wrong = await send({otp: '000000'});
    assert.equal(wrong.status, 422);
    assert.match(wrong.text, /这个数字不对/);
    assert.match(wrong.text, /name="ticket"/);
    const done = await send({otp: code_of(staff.secret, server.now())});
    assert.equal(done.status, 303, done.text.slice(0, 300));
    assert.equal(done.headers.location, '/staff');
    assert.doesNotMatch(done.headers['set-cookie'].join(), /gongyi_session=[^;]*; Max-Age=[1-9]/, 'a shared device');
    server.forward(step_ms);
    assert.equal((await send({otp: code_of(staff.secret, server.now())})).status, 422, 'a ticket is good once');

    // Five minutes later it is over; the ticket alone was never enough.
    const late = await new Client(server).form('/signin', {name: staff.name, passphrase});
    server.forward(5 * 60_000);
    const over = await new Client(server).form('/signin/code',
        [...hidden_of(late), ['otp', code_of(staff.secret, server.now())]]);
    assert.equal(over.status, 422);
    assert.match(over.text, /请从头登录/);
    await server.end();
});

test('codes are guessed at five times, then once a minute', async () => {
    const server = await start(['--attempt-limit', '30']);
    const staff = await server.person('staff');
    await turn_on(server, staff);
    const statuses = [];
    for (let i = 0; i < 8; ++i) statuses.push((await api(server, staff, `00000${i}`)).status);
    assert.deepEqual(statuses, [401, 401, 401, 401, 401, 429, 429, 429]);
    server.forward(61_000);
    assert.equal((await api(server, staff, code_of(staff.secret, server.now()))).status, 201);
    await server.end();
});

test('turning it off, and new recovery codes, take passphrase and code', async () => {
    const server = await start();
    const staff = await server.person('staff');
    const former = await turn_on(server, staff);
    const send = (target, fields) => staff.form(target, {csrf: staff.csrf, passphrase_now: passphrase, ...fields});
    for (const target of ['/me/second-step/off', '/me/second-step/codes', '/me/delete', '/me/passphrase', '/me/name']) {
        const more = {passphrase: '三角梅开在二楼', passphrase_again: '三角梅开在二楼', name: '另一个名字'};
        for (const otp of ['', '000000']) assert.equal((await send(target, {otp, ...more})).status, 422, target);
    }
    const page = await send('/me/second-step/codes', {otp: code_of(staff.secret, server.now())});
    const fresh = codes_of(page);
    assert.equal(fresh.length, 10);
    assert.equal((await api(server, staff, former[0])).status, 401);
    assert.equal((await api(server, staff, fresh[0])).status, 201);
    // Somebody's form does not replace the secret of one that is on.
    const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
    await send('/me/second-step', {secret, otp: code_of(secret, server.now())});
    assert.equal((await api(server, staff, code_of(secret, server.now()))).status, 401);
    const off = await send('/me/second-step/off', {otp: fresh[1]});
    assert.equal(off.status, 303);
    assert.match((await staff.get(off.headers.location)).text, /关掉了/);
    assert.equal((await api(server, staff)).status, 201);
    await server.end();
});

const body_form = (staff, fields = {}) => ({
    csrf: staff.csrf, type: 'EstablishBody', back: '/bodies', kind: 'council', name: '议事会 "夏"', term_from: '2026-01-01',
    term_to: '2027-12-31', 'constituencies.0.name': '业主', 'constituencies.0.seats': '3', ...fields
});

test('an act that weighs asks again who it is after half an hour, and loses nothing', async () => {
    const server = await start();
    const staff = await server.person('staff');
    const other = await server.person('staff');
    const matter = {
        csrf: staff.csrf, type: 'OpenMatter', back: '/matters/new', seen: '1', title: '路灯', text: '路灯',
        amount_fen: '300', origin: 'residents', profile: 'cn.rc.2026'
    };
    server.forward(30 * 60_000 + 1_000);
    assert.equal((await staff.form('/act', matter)).status, 303, 'this does not weigh');
    const asked = await staff.form('/act', body_form(staff));
    assert.equal(asked.status, 403);
    assert.match(asked.text, /请再输一次口令/);
    assert.match(asked.text, /name="held.name"/);
    const confirm = (who, fields, csrf = who.csrf) => who.form('/me/confirm',
        [...hidden_of(asked).filter(([name]) => name !== 'csrf'), ['csrf', csrf], ...Object.entries(fields)]);
    const wrong = await confirm(staff, {passphrase_now: 'not this one'});
    assert.equal(wrong.status, 422);
    assert.match(wrong.text, /name="held.name"/);
    // Of another person's words nobody sees anything.
    assert.equal((await confirm(other, {passphrase_now: passphrase})).status, 303);
    const back = await confirm(staff, {passphrase_now: passphrase});
    assert.equal(back.status, 200, back.text.slice(0, 300));
    assert.match(back.text, /还没有发出去/);
    assert.match(back.text, /议事会 &quot;夏&quot;/);
    assert.doesNotMatch((await new Client(server).get('/bodies')).text, /议事会 (&quot;|")夏/);
    // From now on it goes through, on this session; for another half hour.
    const json = {type: 'OpenVoting', round: 1};  // It is open, or over: refused for that once it is let through.
    assert.notEqual((await staff.command(json)).json?.code, 'confirmation_needed');
    server.forward(30 * 60_000 + 1_000);
    assert.equal((await staff.command(json)).json.code, 'confirmation_needed');
    const answer = await staff.post('/api/v1/session/confirm', {passphrase}, {'x-csrf-token': staff.csrf});
    assert.equal(answer.status, 204, answer.text);
    assert.notEqual((await staff.command(json)).json?.code, 'confirmation_needed');
    await server.end();
});

test('every form of staff that weighs asks, at once with --confirm-minutes 0', async () => {
    const server = await start(['--confirm-minutes', '0']);
    const staff = await server.person('staff');
    server.forward(1_000);
    const forms = [
        ['/rounds/1/open', {}], ['/rounds/1/close', {reason: '试'}], ['/staff/clock', {shown: '1'}],
        ['/rounds/3/desk/find', {who: '王'}], ['/rounds/3/desk/paper', {voter: '1'}],
        ['/rounds/3/desk/urn', {papers: ''}],
    ];
    for (const [target, fields] of forms) {
        const page = await staff.form(target, {csrf: staff.csrf, ...fields});
        // A step that is done already leads on.
        assert.ok(page.status === 403 || page.status === 303, `${target} ${page.status}`);
        if (page.status === 403) assert.match(page.text, /请再输一次口令/, target);
    }
    await server.end();
});

test('with --require-second-factor acts that weigh refuse without it', async () => {
    const server = await start(['--require-second-factor']);
    const staff = await server.person('staff');
    const refused = await staff.form('/act', body_form(staff));
    assert.equal(refused.status, 403);
    assert.match(refused.text, /要先在“我的”里打开双重验证/);
    const json = {type: 'OpenVoting', round: 1};  // It is open, or over: refused for that once it is let through.
    assert.equal((await staff.command(json)).json.code, 'second_factor_missing');
    await turn_on(server, staff);
    assert.notEqual((await staff.command(json)).json?.code, 'second_factor_missing');
    await server.end();
});

test('a new claim code takes a lost second step away', async () => {
    const server = await start();
    const staff = await server.person('staff');
    const recovery = await turn_on(server, staff);
    assert.equal((await staff.form('/me/delete', {
        csrf: staff.csrf, passphrase_now: passphrase, otp: recovery[0]
    })).status, 303);
    assert.equal((await api(server, staff, recovery[1])).status, 401);
    await server.end();
});
