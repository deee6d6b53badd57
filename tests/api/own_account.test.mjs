// One's own account, by the pages' forms and by the API: passphrase, name, sessions, data, its end. Each form asks who
// it is, and nothing of it works for anybody else.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';

import {Client, openRound, passphrase, Server, slug} from './server.mjs';
import {Voter} from './voter.mjs';

let server;
before(async () => { server = await Server.start(); });
after(() => server.end());

const other_words = '三角梅开在二楼的阳台';
const sign_in = (name, word = passphrase, more = {}) =>
    new Client(server).post('/api/v1/session', {name, passphrase: word, ...more});
// Another session of the same person.
async function again(person, word = passphrase) {
    const client = new Client(server);
    const answer = await client.post('/api/v1/session', {name: person.name, passphrase: word});
    assert.equal(answer.status, 201, answer.text);
    client.csrf = answer.json.csrf;
    return client;
}
const role_of = async (client) => (await client.get('/api/v1/me')).json.role;
const form = (person, target, fields) => person.form(target, {csrf: person.csrf, ...fields});
const change = (person, fields) => form(person, '/me/passphrase', {
    passphrase_now: passphrase, passphrase: other_words, passphrase_again: other_words, ...fields
});

test('a new passphrase opens, the old one does not, and every other session has ended', async () => {
    const person = await server.person('resident');
    const elsewhere = await again(person);
    const before = await server.person('resident');
    for (const [fields, fault] of [
             [{passphrase_now: ''}, /请填上/], [{passphrase_now: other_words}, /口令不对/], [{passphrase: 'short'}, /至少要 8/],
             [{passphrase: 'woaini1314', passphrase_again: 'woaini1314'}, /一猜就中/],
             [{passphrase_again: passphrase}, /不一样/]]) {
        const page = await change(person, fields);
        assert.equal(page.status, 422, JSON.stringify(fields));
        assert.match(page.text, fault);
        assert.ok(!page.text.includes(other_words) && !page.text.includes(passphrase), 'no passphrase on a page');
    }
    assert.equal((await sign_in(person.name)).status, 201, 'nothing was changed');
    const done = await change(person, {});
    assert.equal(done.status, 303);
    assert.match((await person.get(done.headers.location)).text, /口令换好了/);
    assert.equal(await role_of(person), 'resident');
    assert.equal(await role_of(elsewhere), 'visitor');
    assert.equal(await role_of(before), 'resident', 'of others none');
    assert.equal((await sign_in(person.name)).status, 401);
    assert.equal((await sign_in(person.name, other_words)).status, 201);
});

test('what concerns the own account needs its session and its token', async () => {
    const person = await server.person('resident');
    const other = await server.person('resident');
    for (const page of ['passphrase', 'name', 'devices', 'delete', 'second-step', 'second-step/off', 'confirm']) {
        const target = `/me/${page}`;
        assert.equal((await new Client(server).form(target, {passphrase_now: passphrase})).status, 401, target);
        const fields = {csrf: other.csrf, passphrase_now: passphrase};
        // Of a form that is somebody else's nothing is shown: what asked for a proof is not there any more.
        const refused = page === 'confirm' ? 303 : 403;
        assert.equal((await person.form(target, fields)).status, refused, target);
        assert.ok([303, 404, 405].includes((await new Client(server).get(target)).status), target);
    }
    assert.equal((await new Client(server).get('/me/export')).status, 303);
    // What is typed for one's own account goes through no page to sign in.
    const late = await new Client(server).form('/me/passphrase', {
        csrf: person.csrf, passphrase_now: passphrase, passphrase: other_words, passphrase_again: other_words
    });
    assert.ok(!late.text.includes(passphrase) && !late.text.includes(other_words));
});

test('another name: the old one is free, the new one is theirs', async () => {
    const person = await server.person('resident');
    const other = await server.person('resident');
    const rename = (who, name) => form(who, '/me/name', {passphrase_now: passphrase, name});
    for (const [name, fault] of [[other.name, /有人用了/], ['admin', /职务/], ['12', /数字/], ['', /请填上/]]) {
        const page = await rename(person, name);
        assert.equal(page.status, 422, name);
        assert.match(page.text, fault);
    }
    const done = await rename(person, 'Neuer Name');
    assert.equal(done.status, 303);
    assert.match((await person.get(done.headers.location)).text, /“Neuer Name”/);
    assert.equal((await sign_in('neuer name')).status, 201);
    assert.equal((await sign_in(person.name)).status, 401);
    assert.equal((await rename(person, 'NEUER name')).status, 303, 'their own in other letters');
    assert.equal((await rename(other, person.name)).status, 303, 'what nobody has any more');
});

test('one\'s sessions: begun, the day of last use, shared or not; ended one by one or all', async () => {
    const person = await server.person('resident');
    const shared = new Client(server);
    await shared.form('/signin', {name: person.name, passphrase, shared_device: '1'});
    const third = await again(person);
    const list = async () => (await person.get('/api/v1/sessions')).json.sessions;
    const sessions = await list();
    assert.equal(sessions.length, 3);
    assert.deepEqual(sessions.map((one) => one.shared).sort(), [false, false, true]);
    assert.equal(sessions.filter((one) => one.current).length, 1);
    for (const one of sessions) {
        assert.ok(Math.abs(one.begun_at - Date.now()) < 600_000);
        assert.equal((one.seen_at + 8 * 3_600_000) % 86_400_000, 0, 'a day in the community, no time of it');
        assert.deepEqual(Object.keys(one).sort(), ['begun_at', 'current', 'handle', 'seen_at', 'shared']);
    }
    const page = await person.get('/me/devices');
    assert.match(page.text, /公用的设备/);
    assert.match(page.text, /就是这里/);
    assert.ok(!/127\.0\.0/.test(page.text));
    const others = await server.person('resident');
    const {handle} = sessions.find((one) => one.shared);
    const remove = (who, target) => who.request('DELETE', target, {headers: {'x-csrf-token': who.csrf}});
    assert.equal((await remove(others, `/api/v1/sessions/${handle}`)).status, 404, 'somebody else\'s');
    const own = sessions.find((one) => one.current).handle;
    assert.equal((await remove(person, `/api/v1/sessions/${own}`)).status, 404, 'its own ends by signing out');
    assert.equal((await form(person, '/me/devices', {session: handle})).status, 303);
    assert.equal(await role_of(shared), 'visitor');
    assert.equal(await role_of(third), 'resident');
    assert.equal((await remove(person, '/api/v1/sessions')).status, 204);
    assert.equal(await role_of(third), 'visitor');
    assert.equal((await list()).length, 1);
    const fourth = await again(person);
    assert.equal((await form(person, '/me/devices', {session: 'others'})).status, 303);
    assert.equal(await role_of(fourth), 'visitor');
    assert.equal(await role_of(others), 'resident');
    assert.equal((await new Client(server).get('/api/v1/sessions')).status, 401);
});

test('one\'s data as a file: all of it, and of nobody else', async () => {
    const person = await server.person('resident');
    const round = await openRound(server);
    assert.equal((await new Voter(person, round).issue()).status, 200);
    const matter = {
        type: 'OpenMatter', title: '路灯', text: '三号楼前的路灯不亮', origin: 'residents', profile: 'cn.rc.2026',
        amount_fen: 0, major_ticks: [], round: 0
    };
    assert.equal((await person.command(matter)).status, 200);
    const answer = await person.get('/me/export');
    assert.equal(answer.status, 200);
    assert.match(answer.headers['content-disposition'], /attachment/);
    assert.equal(answer.headers['cache-control'], 'no-store');
    const data = answer.json;
    const me = (await person.get('/api/v1/me')).json;
    assert.equal(data.number, me.id);
    assert.equal(data.account.name, person.name);
    assert.match(data.census.born, /^\d{4}-\d\d-\d\d$/);
    assert.ok(data.census.household.length > 0);
    assert.deepEqual(data.roll, [{received: 'credential', round: round.id}]);
    assert.equal(data.sessions.length, 1);
    const entries = data.record.map((entry) => JSON.parse(entry));
    assert.ok(entries.some((entry) => entry.type === 'MatterOpened'));
    for (const entry of entries) assert.ok([entry.data.author, entry.data.holder].includes(me.id));
    const whole = (await new Client(server).get(`/api/v1/${slug}/record`)).text.trim().split('\n');
    const mine = whole.filter((line) => {
        const {data: of} = JSON.parse(line);
        return [of.author, of.holder].includes(me.id);
    });
    assert.deepEqual(data.record, mine);
    assert.ok(!answer.text.includes(passphrase) && !/argon2/.test(answer.text));
});

test('the account\'s end: nothing opens any more, and what stays is said', async () => {
    const {code} = server.takeCode('resident');
    const person = new Client(server);
    const claimed = await person.post('/api/v1/claim', {code, name: '要走的人', passphrase});
    person.csrf = claimed.json.csrf;
    person.name = '要走的人';
    const elsewhere = await again(person);
    const page = await person.get('/me/delete');
    for (const words of [/选民名册/, /公开记录/, /住户册/, /撤下/]) assert.match(page.text, words);
    assert.equal((await form(person, '/me/delete', {passphrase_now: 'not this one'})).status, 422);
    const done = await form(person, '/me/delete', {passphrase_now: passphrase});
    assert.equal(done.status, 303);
    assert.match((await person.get(done.headers.location)).text, /已经注销/);
    for (const client of [person, elsewhere]) assert.equal(await role_of(client), 'visitor');
    assert.equal((await sign_in('要走的人')).status, 401);
    const again_claimed = await new Client(server).post('/api/v1/claim', {code, name: '要走的人', passphrase});
    assert.equal(again_claimed.status, 422, 'the letter\'s code was used');
    const free = server.takeCode('resident').code;
    assert.equal((await new Client(server).post('/api/v1/claim', {code: free, name: '要走的人', passphrase})).status, 201);
});

test('each of these acts is a line of the journal, which holds nothing that was typed', async () => {
    const {execFileSync} = await import('node:child_process');
    const path = await import('node:path');
    const {code_of} = await import('../support/totp.mjs');
    const staff = await server.person('staff');
    const {id} = (await staff.get('/api/v1/me')).json;
    await again(staff);
    assert.equal((await form(staff, '/me/devices', {session: 'others'})).status, 303);
    assert.equal((await form(staff, '/me/name', {passphrase_now: passphrase, name: '值班的人'})).status, 303);
    assert.equal((await change(staff, {})).status, 303);
    const secret = (await staff.get('/me/second-step')).text.match(/name="secret" value="([A-Z2-7]{32})"/)[1];
    const on = await form(staff, '/me/second-step', {secret, otp: code_of(secret), passphrase_now: other_words});
    const codes = [...on.text.matchAll(/<li class="code">([0-9A-Z-]{14})</g)].map(([, one]) => one);
    assert.equal((await form(staff, '/me/second-step/off', {passphrase_now: other_words, otp: codes[0]})).status, 303);
    assert.equal((await staff.get('/me/export')).status, 200);
    assert.equal((await form(staff, '/me/delete', {passphrase_now: other_words})).status, 303);
    const lines = execFileSync('sqlite3', [path.join(server.data, 'gongyi.sqlite'), 'SELECT bytes FROM journal'],
        {encoding: 'utf8'});
    const deeds = lines.trim().split('\n').map((line) => JSON.parse(line)).filter((line) => line.actor === id)
                       .map((line) => line.deed);
    for (const deed of ['signed_in', 'sessions_ended', 'name_changed', 'passphrase_changed', 'second_factor_set_up',
                        'recovery_code_used', 'second_factor_removed', 'data_exported', 'account_deleted']) {
        assert.ok(deeds.includes(deed), `${deed} of ${deeds}`);
    }
    for (const typed of [passphrase, other_words, secret, codes[0], '值班的人', staff.name]) {
        assert.ok(!lines.includes(typed));
    }
});

test('all of it outlasts a restart', async () => {
    const first = await Server.start();
    first.ownsData = false;
    const person = await first.person('resident');
    const leaver = await first.person('resident');
    assert.equal((await person.form('/me/passphrase', {
        csrf: person.csrf, passphrase_now: passphrase, passphrase: other_words, passphrase_again: other_words
    })).status, 303);
    assert.equal((await person.form('/me/name', {csrf: person.csrf, passphrase_now: other_words, name: '改过的名'})).status,
        303);
    assert.equal((await leaver.form('/me/delete', {csrf: leaver.csrf, passphrase_now: passphrase})).status, 303);
    const sessions = (await person.get('/api/v1/sessions')).json;
    await first.end();
    const second = await Server.start({data: first.data, demo: false});
    second.ownsData = true;
    person.server = second;
    assert.deepEqual((await person.get('/api/v1/sessions')).json, sessions);
    const try_name = (name, word) => new Client(second).post('/api/v1/session', {name, passphrase: word});
    assert.equal((await try_name('改过的名', other_words)).status, 201);
    assert.equal((await try_name(person.name, other_words)).status, 401);
    assert.equal((await try_name(leaver.name, passphrase)).status, 401);
    await second.end();
});
