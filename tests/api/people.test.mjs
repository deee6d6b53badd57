// People's life in the portal, as staff look after it: appointed, suspended, corrected, moved away, helped with a
// forgotten passphrase. All but suspending takes two.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';

import {Client, openRound, passphrase, run, Server} from './server.mjs';
import {castAs, Voter} from './voter.mjs';

let server;
let round;
let first;
let second;
let watcher;  // Of the supervision committee.

before(async () => {
    server = await Server.start();
    round = await openRound(server);
    first = await server.person('staff');
    second = await server.person('staff');
    watcher = await known('supervisor');
});
after(() => server.end());

const post = (person, target, fields) => person.form(target, {csrf : person.csrf, ...fields});
const words = (page) => page.text.replace(/<script[\s\S]*?<\/script>/g, '').replace(/<[^>]*>/g, '');

// Somebody whose name nobody else has, with an account: {person, name, number, path}.
async function known(role = 'resident') {
    for (;;) {
        const {code, name} = server.takeCode(role);
        const found = await post(second, '/staff/people', {who : name});
        const numbers = [...found.text.matchAll(/href="\/staff\/people\/(\d+)"/g) ].map(([, id]) => id);
        if (numbers.length !== 1) continue;
        const person = new Client(server);
        person.name = `名-${code}`;
        const claimed = await person.post('/api/v1/claim', {code, name : person.name, passphrase});
        assert.equal(claimed.status, 201, claimed.text);
        person.csrf = claimed.json.csrf;
        return {person, name, code, number : numbers[0], path : `/staff/people/${numbers[0]}`};
    }
}

async function confirm(person = second) {
    const page = await person.get('/staff/second');
    const [, target] = [...page.text.matchAll(/action="(\/staff\/second\/\d+)"/g) ].at(-1);
    return post(person, target, {verdict : 'confirm'});
}
async function by_two(path, fields) {
    const asked = await post(first, path, fields);
    assert.equal(asked.headers.location, '/staff/second?done=kept', words(asked).slice(0, 400));
    const done = await confirm();
    assert.equal(done.status === 200 ? 303 : done.status, 303, words(done).slice(0, 400));
    return done;
}
const role_of = async (person) => (await person.get('/api/v1/me')).json.role;

test('the page is for staff, who find whole names and are noted', async () => {
    const {person, name, path} = await known();
    for (const target of ['/staff/people', path]) {
        assert.equal((await person.get(target)).status, 403, target);
        assert.equal((await new Client(server).get(target)).status, 303, target);
        assert.equal((await post(person, target, {who : name, deed : 'suspend'})).status, 403, target);
    }
    assert.match((await first.get('/staff')).text, /href="\/staff\/people"/);
    assert.match(words(await first.get(path)), new RegExp(name));
    assert.match(words(await first.get('/staff/people/1')), /查不到这个编号/);
    assert.match(words(await post(first, '/staff/people', {who : name.slice(0, 1)})), /没有找到/);
    assert.equal((await post(first, '/staff/people', {who : ''})).status, 422);
    assert.match(words(await watcher.person.get('/journal')), /查名册/);
});

test('a role is given by two, and taken away; both count from the next click', async () => {
    const {person, path} = await known();
    assert.equal((await post(first, path, {deed : 'appoint', role : 'supervisor'})).status, 422);
    assert.equal((await post(first, path, {deed : 'appoint', role : 'system'})).status, 422);
    assert.equal((await post(first, path, {deed : 'nonsense'})).status, 422);
    await by_two(path, {deed : 'appoint', role : 'staff'});
    assert.equal(await role_of(person), 'staff');
    assert.equal((await person.get('/staff/people')).status, 200);
    // Nobody is their own second, nor changes themselves.
    const own = await post(person, path, {deed : 'appoint', role : 'council'});
    assert.equal(own.status, 422);
    assert.equal((await post(first, path, {deed : 'appoint', role : 'resident'})).status, 303);
    const themselves = await confirm(person);
    assert.equal(themselves.status, 422, 'whoever is dismissed does not confirm it');
    assert.equal((await confirm()).status, 303);
    assert.equal(await role_of(person), 'resident');
    assert.equal((await person.get('/staff')).status, 403);
});

test('what was asked for lapses with the asker\'s own role', async () => {
    const {person, path} = await known();
    const other = await known();
    await by_two(path, {deed : 'appoint', role : 'staff'});
    assert.equal((await post(person, other.path, {deed : 'move_away'})).status, 303);
    await by_two(path, {deed : 'appoint', role : 'resident'});
    const refused = await confirm();
    assert.equal(refused.status, 422);
    assert.equal((await other.person.get('/me')).status, 200);
    const [, target] = (await second.get('/staff/second')).text.match(/action="(\/staff\/second\/\d+)"/);
    assert.equal((await post(second, target, {verdict : 'drop'})).status, 303);
});

test('suspending is one person\'s act and ends every session at once; restoring takes two', async () => {
    const {person, path} = await known();
    const elsewhere = new Client(server);
    assert.equal((await elsewhere.post('/api/v1/session', {name : person.name, passphrase})).status, 201);
    assert.equal((await post(first, path, {deed : 'suspend'})).headers.location, `${path}?done=confirmed`);
    for (const client of [ person, elsewhere ]) assert.equal((await client.get('/me')).status, 303);
    const wrong = await elsewhere.post('/api/v1/session', {name : person.name, passphrase : '别的一句话'});
    const right = await elsewhere.post('/api/v1/session', {name : person.name, passphrase});
    assert.equal(wrong.json.code, 'signin_failed');
    assert.equal(right.status, 401);
    assert.equal(right.json.code, 'account_closed', 'told to whoever knows the passphrase alone');
    assert.match(words(await elsewhere.form('/signin', {name : person.name, passphrase})), /号停用了/);
    await by_two(path, {deed : 'restore'});
    assert.equal((await elsewhere.post('/api/v1/session', {name : person.name, passphrase})).status, 201);
});

test('whoever moved away is given nothing more; what they took before stays good', async () => {
    const before_it = await known();
    assert.equal((await castAs(before_it.person, round, [ round.projects[0].id ])).status, 200);
    await by_two(before_it.path, {deed : 'move_away'});
    assert.equal((await before_it.person.get('/me')).status, 303);
    assert.equal((await new Voter(before_it.person, round).issue()).status, 401);

    const without = await known();
    await by_two(without.path, {deed : 'move_away'});
    const desk = `/rounds/${round.id}/desk`;
    await post(first, `${desk}/sheets`, {place : '岗亭', series : 'A', first : 1, last : 5});
    const paper = await post(first, `${desk}/letter`, {code : without.code, place : 0});
    assert.equal(paper.status, 422);
    assert.match(words(paper), /查不到人/);
    await by_two(without.path, {deed : 'restore'});
    assert.equal((await post(first, `${desk}/letter`, {code : without.code, place : 0, seen : 1})).status, 303);
});

test('the census is corrected by two; the journal says which fields, not what stands in them', async () => {
    const {name, path} = await known();
    const page = await first.get(path);
    const value = (field) => page.text.match(new RegExp(`name="${field}"[^>]*value="([^"]*)"`))[1];
    const now = {
        name : value('name'),
        household : value('household'),
        born : value('born'),
        resident_since : value('resident_since')
    };
    assert.equal(now.name, name);
    for (const wrong of [{name : ''}, {name : '长'.repeat(41)}, {household : '长'.repeat(61)}, {born : '1899-12-31'},
             {born : 'x'}, {resident_since : '2101-01-01'} ]) {
        const answer = await post(first, path, {deed : 'correct', ...now, ...wrong});
        assert.equal(answer.status, 422, JSON.stringify(wrong));
    }
    await by_two(path, {deed : 'correct', ...now, name : '新名字', household : '长'.repeat(60)});
    assert.match(words(await first.get(path)), /新名字/);
    const lines = (await watcher.person.get('/journal/lines')).text;
    assert.match(lines, /"deed":"person_corrected","detail":"name household"/);
    assert.ok(!lines.includes('新名字') && !lines.includes(name));
});

test('a forgotten passphrase is helped by two: the old way in is void, and the new code is shown once', async () => {
    const {person, name, code, path} = await known();
    const letter = await by_two(path, {deed : 'renew_letter'});
    assert.equal(letter.headers['cache-control'], 'no-store');
    const [, renewed] = letter.text.match(/([0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4})/);
    assert.ok(words(letter).includes(name));
    assert.ok(!words(await second.get('/staff/second')).includes(renewed));
    assert.equal((await person.get('/me')).status, 303, 'sessions of before have ended');
    const old = new Client(server);
    assert.equal((await old.post('/api/v1/session', {name : person.name, passphrase})).status, 401);
    assert.equal((await old.post('/api/v1/claim', {code, name : '旧信', passphrase})).status, 422);
    const claimed = await old.post('/api/v1/claim', {code : renewed, name : person.name, passphrase : '新的一句话 2026'});
    assert.equal(claimed.status, 201, claimed.text);
});

test('nobody takes an office\'s account over, or locks out whoever could confirm', async () => {
    const {id} = (await first.get('/api/v1/me')).json;
    const colleague = {person : first, path : `/staff/people/${id}`};
    for (const deed of ['suspend', 'move_away', 'renew_letter', 'appoint', 'restore']) {
        const answer = await post(second, watcher.path, {deed, role : 'resident'});
        assert.equal(answer.status, 422, deed);
        assert.match(words(answer), /没有权限|不能/, deed);
    }
    assert.equal((await post(second, colleague.path, {deed : 'renew_letter'})).status, 422);
    const asked = await post(second, colleague.path, {deed : 'suspend'});
    assert.equal(asked.headers.location, '/staff/second?done=kept', 'staff are suspended by two');
    assert.equal((await colleague.person.get('/staff')).status, 200);
    const [, target] = (await second.get('/staff/second')).text.match(/action="(\/staff\/second\/\d+)"/);
    assert.equal((await post(second, target, {verdict : 'drop'})).status, 303);
});

test('so many people a day are changed by one, and no more', async () => {
    const {path} = await known();
    // Once above; a suspension that changes nothing counts as well.
    for (let i = 1; i < 20; ++i) assert.equal((await post(second, path, {deed : 'suspend'})).status, 303, String(i));
    const beyond = await post(second, path, {deed : 'suspend'});
    assert.equal(beyond.status, 422);
    assert.match(words(beyond), /20/);
});

test('the operator appoints the first staff and the supervisors, while the server is stopped', async (t) => {
    const own = await Server.start();
    t.after(() => own.end());
    const staff = await own.person('staff');
    const {name} = own.codes.find(({role}) => role === 'resident');
    const found = await post(staff, '/staff/people', {who : name});
    const [, number] = found.text.match(/href="\/staff\/people\/(\d+)"/);
    const busy = await run('person', number, '--role', 'supervisor', '--data', own.data);
    assert.equal(busy.status, 1, 'the folder is in use');
    own.child.kill('SIGTERM');
    await own.ended();
    const done = await run('person', number, '--role', 'supervisor', '--data', own.data);
    assert.equal(done.status, 0, done.err);
    assert.match(done.out, new RegExp(`^${number}  ${name}  .*  supervisor\n$`));
    const letter = await run('person', number, '--new-letter', '--data', own.data);
    assert.match(letter.out, /\n[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\n$/);
    for (const words_of of [[ 'x', '--role', 'staff' ], [ number, '--role', 'system' ], []]) {
        assert.equal((await run('person', ...words_of, '--data', own.data)).status, 2);
    }
    assert.equal((await run('person', '3', '--data', own.data)).status, 1);
});
