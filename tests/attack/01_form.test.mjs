// One form must not stop the portal for everybody: every field of every form, with what breaks readers.
//
// The commands and their fields come from the API's own document, so that a new one is attacked too.
import assert from 'node:assert/strict';
import http from 'node:http';
import {after, before, test} from 'node:test';

import {Client, openRound, Server, slug} from '../api/server.mjs';

let server;
let resident;
let staff;
let round;
let neighbour;  // Has the feed of events open all the time.
let hasLostNeighbour = false;

before(async () => {
    server = await Server.start();
    resident = await server.person('resident');
    staff = await server.person('staff');
    round = await openRound(server);
    await new Promise((resolve, reject) => {
        neighbour = http.get(`${server.origin}/api/v1/${slug}/events`, (answer) => {
            answer.once('data', resolve);
            answer.on('close', () => (hasLostNeighbour = true));
            answer.on('error', () => (hasLostNeighbour = true));
        });
        neighbour.on('error', reject);
    });
});
after(async () => {
    neighbour?.destroy();
    await server.end();
});

// Bytes, percent-encoded: URLSearchParams would mend them.
const encode = (value) =>
    [...Buffer.from(value, 'latin1')].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
const utf8 = (text) => Buffer.from(text, 'utf8').toString('latin1');
const form = (person, target, fields) => person.request('POST', target, {
    headers: {'content-type': 'application/x-www-form-urlencoded'},
    body: Object.entries({csrf: person.csrf, ...fields})
        .map(([name, value]) => `${encodeURIComponent(name)}=${encode(value)}`)
        .join('&'),
});

const numbers = ['9007199254740992', '9223372036854775807', '9223372036854775808', '99999999999999999999999',
    '-9223372036854775809', '\xff'];
const bytes = ['\xff', 'a\xc3', '\xed\xa0\x80', '\xf4\x90\x80\x80'];
const words = [...bytes, 'a\0b', utf8('a\u202eb'), utf8('a\u2028b'), 'x'.repeat(10_001)];

// The fields of a command as a form has them: [name, a good value, values that must come back].
function leaves(schema, path = '') {
    if (schema.const !== undefined) return [];
    const name = path.split('.').at(-1);
    if (schema.enum) return [[path, schema.enum[0], ['\xff', 'nobody']]];
    if (schema.type === 'boolean') return [[path, '1', []]];
    if (schema.type === 'integer') {
        if (name === 'at') return [[path, '2026-12-01T19:30', ['9999-12-31T23:59', '0001-01-01T00:00', '\xff']]];
        if (name.endsWith('_fen')) return [[path, '1', ['99999999999999', ...numbers]]];
        const good = Math.min(Math.max(schema.minimum, 1), schema.maximum);
        return [[path, String(good), [String(BigInt(schema.maximum) + 1n), ...numbers]]];
    }
    if (schema.type === 'string') {
        if (schema.format === 'date') return [[path, '2026-11-21', ['9999-12-31', '0001-01-01', '\xff']]];
        if (schema.pattern) return [[path, 'a5'.repeat(32), bytes]];
        const isCode = schema.minLength === 0 && schema.maxLength !== 10_000;
        return [[path, 'x', isCode ? bytes : words]];
    }
    if (schema.type === 'array') {
        if (schema.items.type === 'object') return leaves(schema.items, `${path}.0`);
        return leaves(schema.items, path);
    }
    return Object.entries(schema.properties)
        .flatMap(([key, inner]) => leaves(inner, path ? `${path}.${key}` : key));
}

const size = async () =>
    Number((await new Client(server).get(`/api/v1/${slug}/checkpoint`)).text.split('\n')[1]);

async function assertServes() {
    assert.equal(server.child.exitCode, null, server.err);
    assert.equal(server.child.signalCode, null, server.err);
    assert.equal((await new Client(server).get('/healthz')).status, 200);
    assert.ok(!hasLostNeighbour, 'who was connected still is');
    assert.doesNotMatch(server.err, /broken invariant/);
}

test('a resident\'s opinion that is no text comes back', async () => {
    const answer = await form(resident, '/act', {type: 'GiveOpinion', matter: '7', text: '\xff', back: '/matters/7'});
    assert.equal(answer.status, 422);
    await assertServes();
});

test('an amount of fourteen nines is a typing error', async () => {
    const answer = await form(resident, '/act', {
        type: 'OpenMatter', title: 'x', text: 'x', origin: 'residents', profile: 'cn.rc.2026',
        amount_fen: '99999999999999', back: '/matters/new',
    });
    assert.equal(answer.status, 422);
    assert.ok(answer.text.includes('value="99999999999999"'), 'what was typed is still there');
    assert.ok(answer.text.includes('太大、太小或者太长'));
    await assertServes();
});

test('no field of any command stops the portal, whoever posts it', async () => {
    const before = await size();
    const {schemas} = (await resident.get('/api/v1/openapi.json')).json.components;
    const names = schemas.Deliberation.oneOf.map((one) => one.$ref.split('/').at(-1));
    assert.ok(names.length >= 36);
    const posts = [];
    for (const type of names) {
        const fields = leaves(schemas[type]);
        const good = Object.fromEntries(fields.map(([name, value]) => [name, value]));
        for (const [name, , hostile] of fields) {
            for (const value of hostile) {
                posts.push({type, name, value, fields: {...good, type, back: '/matters', [name]: value}});
            }
        }
    }
    assert.ok(posts.length > 800, `${posts.length} posts`);
    // Each of them from one of the two; a few at once, as a crowd would.
    const persons = [resident, staff];
    let next = 0;
    const work = async () => {
        while (next < posts.length) {
            const index = next++;
            const {type, name, value, fields} = posts[index];
            const answer = await form(persons[index % 2], '/act', fields);
            assert.equal(answer.status, 422, `${type} ${name}=${JSON.stringify(value.slice(0, 40))}: ${answer.status}`);
        }
    };
    await Promise.all([work(), work(), work(), work()]);
    assert.equal(await size(), before);
    await assertServes();
});

test('nor do the forms that are no commands', async () => {
    const before = await size();
    const at = (rest) => `/rounds/${round.id}/${rest}`;
    const visitor = new Client(server);
    const posts = [];
    for (const value of [...numbers, ...words]) {
        posts.push([visitor, '/claim', {code: value, name: value, passphrase: value, passphrase_again: value}]);
        const {code} = server.codes[0];
        posts.push([visitor, '/claim', {code, name: value, passphrase: 'abcdefgh', passphrase_again: value}]);
        posts.push([visitor, '/signin', {name: value, passphrase: value}]);
        posts.push([resident, at('vote'), {choice: value}]);
        posts.push([staff, at('close'), {reason: value}]);
        posts.push([staff, at('desk/find'), {who: value}]);
        posts.push([staff, at('desk/paper'), {voter: value}]);
        posts.push([staff, at('desk/urn'), {papers: `A-1,${value}`}]);
        posts.push([staff, at('desk/urn'), {papers: `${value},1`}]);
        posts.push([staff, at('desk/letter'), {code: value, place: value}]);
        posts.push([staff, at('desk/back'), {voter: value, serial: value, reason: 'spoilt'}]);
        posts.push([staff, at('desk/back'), {voter: '1', serial: value, reason: value}]);
        posts.push([staff, at('desk/sheets'), {place: value, series: value, first: value, last: value}]);
        posts.push([staff, at('desk/sheets'), {place: '岗亭', series: value, first: '1', last: '2'}]);
        posts.push([staff, '/staff/second/1', {verdict: value}]);
        posts.push([staff, '/staff/people', {who: value}]);
        posts.push([staff, '/staff/people/1', {deed: value, role: value}]);
        posts.push([staff, '/act', {type: value, back: value}]);
        posts.push([staff, '/act', {[value]: value, type: 'OpenMeeting', seen: value}]);
    }
    for (const [person, target, fields] of posts) {
        // A reason that is a good text would close the round.
        if (target.endsWith('/close') && numbers.slice(0, -1).includes(fields.reason)) continue;
        const answer = await form(person, target, fields);
        assert.ok(answer.status >= 200 && answer.status < 500,
            `${target} ${JSON.stringify(Object.values(fields)[0].slice(0, 40))}: ${answer.status}`);
    }
    assert.equal(await size(), before);
    await assertServes();
});

test('nor do addresses', async () => {
    const visitor = new Client(server);
    const values = ['%ff', '18446744073709551615', '9007199254740993', '-1', '99999999999999999999999', '%00',
        'x'.repeat(300)];
    for (const value of values) {
        for (const target of [`/rounds/${value}`, `/rounds/${round.id}/projects/${value}`, `/matters/${value}`,
                 `/meetings/${value}`, `/notices/${value}`, `/bodies/${value}`, `/record/entries/${value}`,
                 `/record/texts/${value}`, `/documents/${value}`, `/community?on=${value}`,
                 `/lang?to=${value}&back=${value}`, `/rounds/1/what-if?budget=${value}&rule=${value}`,
                 `/rounds/${round.id}/receipt?commitment=${value}`, `/api/v1/${slug}/record?from=${value}`,
                 `/api/v1/${slug}/proof/inclusion?index=${value}&size=${value}`,
                 `/api/v1/${slug}/proof/consistency?old=${value}&new=${value}`, `/api/v1/${slug}/entries/${value}`]) {
            const answer = await visitor.get(target);
            assert.ok(answer.status < 500, `${target}: ${answer.status}`);
        }
    }
    await assertServes();
});

test('JSON has the limits of the forms', async () => {
    const before = await size();
    const send = (text) => resident.command(text, {'content-type': 'application/json'});
    for (const number of numbers.slice(0, -1)) {
        const answer = await send(`{"type":"GiveOpinion","matter":${number},"text":"x"}`);
        assert.equal(answer.status, 400, number);
        assert.equal(answer.json.field, '/matter');
    }
    for (const text of ['\\u0000', 'a\\u202eb', 'a\\u2028b', '\\ud800', 'x'.repeat(10_001)]) {
        assert.equal((await send(`{"type":"GiveOpinion","matter":7,"text":"${text}"}`)).status, 400, text.slice(0, 20));
    }
    assert.equal(await size(), before);
    await assertServes();
});
