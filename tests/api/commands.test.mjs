// Commands: who may give them, what is refused, and that a refusal leaves nothing.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';

import {Client, openRound, passphrase, Server, slug} from './server.mjs';
import {castAs} from './voter.mjs';

let server;
let round;
let voter;
let staff;
let drafted;

before(async () => {
    server = await Server.start();
    round = await openRound(server);
    voter = await server.person('resident');
    staff = await server.person('staff');
    drafted = round.record.filter((entry) => entry.type === 'RoundDrafted').at(-1).data.id;
});
after(() => server.end());

// A command that makes an entry.
const add = (title = '路灯') => ({
    type : 'AddProject',
    round : drafted,
    title,
    place : '北门',
    need : '夜里太暗',
    topic : '便民',
    category : 'works',
    beneficiaries : 30,
    cost_lines : [ {item : '路灯', amount_fen : 4_000} ]
});
const checkpoint = async () => (await voter.get(`/api/v1/${slug}/checkpoint`)).text;

// Asserts a problem, and that nothing was stored by what caused it.
async function refused(act, status, code, field) {
    const recordBefore = await checkpoint();
    const answer = await act();
    assert.equal(answer.status, status, answer.text);
    assert.equal(answer.headers['content-type'], 'application/problem+json');
    assert.equal(answer.json.code, code);
    assert.equal(answer.json.status, status);
    if (field !== undefined) assert.equal(answer.json.field, field);
    assert.equal(await checkpoint(), recordBefore);
    return answer;
}

test('the same key and command are answered alike; another command under it is refused', async () => {
    const key = 'once';
    const first = await staff.command(add(), {key});
    assert.equal(first.status, 200, first.text);
    assert.equal((await staff.command(add(), {key})).text, first.text);
    await refused(() => staff.command(add('长椅'), {key}), 422, 'idempotency_key_reused', 'Idempotency-Key');
    const other = await server.person('staff');
    assert.equal((await other.command(add('长椅'), {key})).status, 200);  // Each account has its own keys.
});

test('a key is needed, of visible characters, not too long', async () => {
    for (const key of ['', 'x'.repeat(129), 'a b']) {
        await refused(() => staff.command(add(), {key}), 400, 'missing_idempotency_key',
            'Idempotency-Key');
    }
    assert.equal((await staff.command(add('路灯二号'), {key : 'x'.repeat(128)})).status, 200);
    const body = JSON.stringify(add());
    await refused(
        () => staff.post('/api/v1/commands', body, {'x-csrf-token' : staff.csrf}), 400, 'missing_idempotency_key');
});

test('a session and its token are needed', async () => {
    const visitor = new Client(server);
    await refused(() => visitor.command(add()), 401, 'session_needed');
    const thief = new Client(server);
    thief.cookies.set('gongyi_session', 'A'.repeat(43));
    await refused(() => thief.command(add()), 401, 'session_needed');
    thief.cookies.set('gongyi_session', 'short');
    await refused(() => thief.command(add()), 401, 'session_needed');
    const other = await server.person('staff');
    for (const token of ['', 'x', other.csrf]) {
        await refused(
            () => staff.command(add(), {'x-csrf-token' : token}), 403, 'csrf_token_wrong', 'X-CSRF-Token');
    }
});

test('another site cannot give commands', async () => {
    for (const headers of [{origin : 'http://evil.example'}, {'sec-fetch-site' : 'cross-site'}, {origin : 'null'}]) {
        await refused(() => staff.command(add(), headers), 403, 'cross_site');
    }
    const ours = {origin : server.origin, 'sec-fetch-site' : 'same-origin'};
    assert.equal((await staff.command(add('路灯三号'), ours)).status, 200);
});

test('a body must be JSON, of the right form, to the last field', async () => {
    const good = add();
    await refused(
        () => staff.command(good, {'content-type' : 'text/plain'}), 415, 'unsupported_media_type', 'Content-Type');
    await refused(() => staff.command(good, {'content-type' : 'application/x-www-form-urlencoded'}), 415,
        'unsupported_media_type');
    for (const [body, field] of [[ '', '' ], [ '{', '' ], [ '[]', '' ], [ 'null', '' ],
             [ '{"type":"CastBallot"', '' ], [ '{}', '/type' ], [ {type : 'Dance'}, '/type' ],
             [ {type : 'Tick'}, '/type' ], [ {type : 'ImportRound'}, '/type' ], [ {...good, extra : 1}, '/extra' ],
             [ {...good, round : '3'}, '/round' ], [ {...good, round : -1}, '/round' ],
             [ {...good, round : 1.5}, '/round' ], [ {...good, category : 'all'}, '/category' ],
             [ {...good, cost_lines : [ null ]}, '/cost_lines/0' ], [ '{"type":"CastBallot","type":"CastBallot"}', '' ],
             [ '{"type":"CastBallot","round":1,"choices":[1]}x', '' ]]) {
        const answer = await refused(() => staff.command(body), 400, 'invalid_input');
        if (field) assert.equal(answer.json.field, field, JSON.stringify(body));
        assert.match(answer.json.detail, /^wanted: /);
    }
});

test('a refusal is said in the language of the reader', async () => {
    const opening = {type : 'OpenVoting', round : 1};
    const chinese = await staff.command(opening);
    const english = await staff.command(opening, {'accept-language' : 'en'});
    assert.match(chinese.json.detail, /[\u4e00-\u9fff]/);
    assert.match(english.json.detail, /^[\x20-\x7e\u2018\u2019\u2013\u2014]+$/);
});

test('only staff opens and closes', async () => {
    await refused(
        () => voter.command({type : 'CloseVoting', round : round.id, reason : 'because'}), 403, 'role_not_allowed');
    await refused(() => staff.command({type : 'OpenVoting', round : 1}), 409, 'round_not_in_draft');
    await refused(() => staff.command({type : 'CloseVoting', round : round.id, reason : ''}), 422,
        'closing_early_needs_reason');
    await refused(() => staff.command({type : 'CloseVoting', round : round.id, reason : '长'.repeat(501)}), 400,
        'invalid_input', '/reason');
});

test('staff drafts a round, adds projects and opens it', async () => {
    const now = Date.now();
    const draft = {
        type : 'DraftRound',
        title : '试验一轮',
        year : 2031,
        budget_fen : 10_000_000,
        official_rule : 'equal_shares',
        tie_seed : 7,
        opens_at : now,
        closes_at : now + 86_400_000,
        ballot : {form : 'approval', choices_min : 1, choices_max : 2},
        electorate : {
            age_years_min : 18,
            residence_months_min : 12,
            includes_non_hukou : true,
            includes_hong_kong_macau : true,
            includes_works_here : false
        }
    };
    const before = Number((await checkpoint()).split('\n')[1]);
    const answer = await staff.command(draft);
    assert.equal(answer.status, 200, answer.text);
    assert.deepEqual(answer.json, {entries : [ before, before ]});
    const entry = JSON.parse((await staff.get(`/api/v1/${slug}/record?from=${before}`)).text);
    assert.equal(entry.type, 'RoundDrafted');
    assert.equal(entry.by, 'staff');
    const added = (title) => ({
        type : 'AddProject',
        round : entry.data.id,
        title,
        place : '北门',
        need : '夜里太暗',
        topic : '便民',
        category : 'works',
        beneficiaries : 30,
        cost_lines : [ {item : '路灯', amount_fen : 4_000_000} ]
    });
    assert.equal((await staff.command(added('路灯一'))).status, 200);
    await refused(() => staff.command({type : 'OpenVoting', round : entry.data.id}), 422, 'too_few_projects');
    await refused(() => staff.command({...added('x'), title : '长'.repeat(61)}), 400, 'invalid_input', '/title');
    await refused(() => staff.command({...added('x'), cost_lines : [ {item : '楼', amount_fen : 9_000_000_000} ]}),
        422, 'project_above_cap');
    assert.equal((await staff.command(added('路灯二'))).status, 200);
    assert.equal((await staff.command({type : 'OpenVoting', round : entry.data.id})).status, 200);
    await refused(() => staff.command(added('路灯三')), 409, 'round_not_in_draft');
    const second = await server.person('resident');
    const {record} = await openRound(server);
    const projects = record.filter((one) => one.type === 'ProjectAdded' && one.data.round === entry.data.id);
    const both = projects.map((one) => one.data.project.id);
    assert.equal((await castAs(second, {id : entry.data.id, record}, both)).status, 200);
});

const electorate = {
    age_years_min : 18,
    residence_months_min : 12,
    includes_non_hukou : true,
    includes_hong_kong_macau : true,
    includes_works_here : false
};

test('voting opens early with a published reason alone, and by itself at its announced time', async () => {
    const draft = (title, opens_at) => ({
        type : 'DraftRound', title, year : 2032, budget_fen : 10_000, official_rule : 'greedy', tie_seed : 7, opens_at,
        closes_at : Date.now() + 86_400_000, ballot : {form : 'approval', choices_min : 1, choices_max : 2}, electorate
    });
    const make = async (title, opens_at) => {
        const {json} = await staff.command(draft(title, opens_at));
        const {text} = await staff.get(`/api/v1/${slug}/record?from=${json.entries[0]}`);
        const entry = JSON.parse(text.split('\n')[0]);
        assert.equal(entry.data.support_min_votes, 1);
        for (const project of ['甲', '乙']) {
            const added = await staff.command({...add(project), round : entry.data.id});
            assert.equal(added.status, 200, added.text);
        }
        await refused(() => staff.command({...add('甲'), round : entry.data.id}), 422, 'title_taken', '/title');
        return entry.data.id;
    };
    const openings = async (id) => (await staff.get(`/api/v1/${slug}/record`)).text.trim().split('\n')
        .map((line) => JSON.parse(line)).filter((entry) => entry.type === 'VotingOpened' && entry.data.round === id);
    const early = await make('提前的一轮', Date.now() + 3_600_000);
    await refused(() => staff.command(draft('提前的一轮', Date.now())), 422, 'title_taken', '/title');
    await refused(() => staff.command({...draft('过去的一轮', 1_700_000_000_000), closes_at : 1_700_000_000_001}), 422,
        'period_in_the_past', '/closes_at');
    const opening = {type : 'OpenVoting', round : early};
    await refused(() => staff.command(opening), 422, 'opening_early_needs_reason', '/reason');
    assert.equal((await staff.command({...opening, reason : '场地提前腾出来了'})).status, 200);
    const [reasoned] = await openings(early);
    assert.equal(reasoned.data.reason, '场地提前腾出来了');
    const planned = await make('准时的一轮', Date.now() + 8_000);
    let opened = [];
    for (const end = Date.now() + 60_000; opened.length === 0 && Date.now() < end;) opened = await openings(planned);
    assert.equal(opened.length, 1);
    assert.equal(opened[0].by, 'system');
    assert.equal(opened[0].data.reason, undefined);
});

test('one key racing from two devices is one command', async () => {
    const answers = await Promise.all(Array.from({length : 24}, () => staff.command(add('比赛'), {key : 'race'})));
    assert.equal(new Set(answers.map((answer) => answer.text)).size, 1);
    assert.equal(answers[0].status, 200);
});

test('while voting goes on, nothing tells how it stands', async () => {
    const person = await server.person('resident');
    const favourite = round.projects[0];
    assert.equal((await castAs(person, round, [ favourite.id ])).status, 200);
    const visitor = new Client(server);
    const record =
        (await visitor.get(`/api/v1/${slug}/record`)).text.trim().split('\n').map((line) => JSON.parse(line));
    assert.ok(record.every(
        (entry) => entry.data.round !== round.id || !['BallotsOpened', 'RoundTallied'].includes(entry.type)));
    const me = (await visitor.get('/api/v1/me')).json;
    assert.equal(me.turnouts, undefined);  // How many have voted the record tells, in the steps of its batches.
    // A page of a project whose supporters just changed is the page that it was.
    for (const path of [`/rounds/${round.id}/projects/${favourite.id}`, `/rounds/${round.id}/outcome`]) {
        const stranger = await server.person('resident');
        const plain = (text) => text.replace(/<script type="application\/json"[^]*?<\/script>/, '');
        const shown = plain((await visitor.get(path)).text);
        assert.equal((await castAs(stranger, round, [ favourite.id ])).status, 200);
        assert.equal(plain((await visitor.get(path)).text), shown, path);
    }
});

test('an account is claimed once, by its code', async () => {
    const {code} = server.takeCode('resident');
    const client = new Client(server);
    const claim = (change) => client.post('/api/v1/claim', {code, name : '新邻居', passphrase, ...change});
    for (const [change, status, problem, field] of [[ {code : '0000-0000-0000'}, 422, 'account_refused', '/code' ],
             [ {code : ''}, 400, 'invalid_input', '/code' ],
             [ {code : 'nonsense'}, 400, 'invalid_input', '/code' ],
             [ {code : 7}, 400, 'invalid_input', '/code' ],
             [ {name : ''}, 400, 'invalid_input', '/name' ],
             [ {name : '长'.repeat(41)}, 422, 'account_refused', '/name' ],
             [ {name : 'a\u0000b'}, 422, 'account_refused', '/name' ],
             [ {name : voter.name.toUpperCase()}, 422, 'account_refused', '/name' ],
             [ {passphrase : 'short'}, 422, 'account_refused', '/passphrase' ],
             [ {passphrase : 'x'.repeat(129)}, 422, 'account_refused', '/passphrase' ],
             [ {passphrase : 'y'.repeat(3_000)}, 400, 'invalid_input', '/passphrase' ],
             [ {more : 1}, 400, 'invalid_input', '/more' ],
    ]) {
        const answer = await claim(change);
        assert.equal(answer.status, status, `${JSON.stringify(change).slice(0, 60)} ${answer.text}`);
        assert.equal(answer.json.code, problem);
        assert.equal(answer.json.field, field);
        assert.equal(client.cookies.size, 0);
    }
    const claimed = await claim({});
    assert.equal(claimed.status, 201);
    assert.match(
        claimed.headers['set-cookie'][0], /^gongyi_session=[\w-]{43}; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Lax$/);
    assert.equal((await claim({name : '别人'})).status, 422);
    assert.equal((await claim({passphrase : 'another one'})).status, 422);
    assert.equal((await claim({})).status, 201);  // The same form, sent twice.
});

test('two who claim with one code at once: one gets it', async () => {
    const {code} = server.takeCode('resident');
    const answers = await Promise.all(Array.from(
        {length : 4}, (_, i) => new Client(server).post('/api/v1/claim', {code, name : `赛跑${i}`, passphrase})));
    assert.equal(answers.filter((answer) => answer.status === 201).length, 1);
    assert.equal(answers.filter((answer) => answer.status === 422).length, 3);
});

test('signing in takes the name and the passphrase, and says not which was wrong', async () => {
    const client = new Client(server);
    const wrong = await client.post('/api/v1/session', {name : voter.name, passphrase : 'not this one'});
    const unknown = await client.post('/api/v1/session', {name : 'nobody here', passphrase});
    assert.equal(wrong.status, 401);
    assert.equal(wrong.text, unknown.text);
    assert.equal((await client.post('/api/v1/session', {name : voter.name})).status, 400);
    const right = await client.post('/api/v1/session', {name : voter.name, passphrase});
    assert.equal(right.status, 201);
    assert.equal(right.json.role, 'resident');
    const me = (await client.get('/api/v1/me')).json;
    assert.equal(me.role, 'resident');
    assert.equal(me.csrf, right.json.csrf);
    assert.equal(me.name, voter.name);
});

test('signing out ends this session alone', async () => {
    const client = new Client(server);
    const {json} = await client.post('/api/v1/session', {name : voter.name, passphrase});
    const kept = client.cookies.get('gongyi_session');
    assert.equal((await client.request('DELETE', '/api/v1/session')).status, 403);
    assert.equal(
        (await client.request('DELETE', '/api/v1/session', {headers : {'x-csrf-token' : json.csrf}})).status, 204);
    assert.ok(!client.cookies.has('gongyi_session'));
    client.cookies.set('gongyi_session', kept);
    assert.equal((await client.get('/api/v1/me')).json.role, 'visitor');
    assert.equal((await voter.get('/api/v1/me')).json.role, 'resident');
});

test('everything that was answered is in the document', async () => {
    const document = (await voter.get('/api/v1/openapi.json')).json;
    // The parser's own answers and 405 are stated once, in the document's description.
    const everywhere = new Set([ 400, 405, 408, 413, 414, 431, 500, 505 ]);
    const paths =
        Object.keys(document.paths).map((path) => [path, new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`)]);
    let compared = 0;
    for (const {method, path, status} of server.seen) {
        const found = paths.find(([, pattern ]) => pattern.test(path));
        if (!found || everywhere.has(status)) continue;
        const operation = document.paths[found[0]][method.toLowerCase()];
        assert.ok(operation?.responses[status], `${method} ${path} answered ${status}`);
        compared += 1;
    }
    assert.ok(compared > 50);
});
