// Commands: who may give them, what is refused, and that a refusal leaves nothing.
import assert from 'node:assert/strict';
import {createHash} from 'node:crypto';
import {after, before, test} from 'node:test';

import {Client, openRound, passphrase, Server, slug} from './server.mjs';

let server;
let round;
let voter;

before(async () => {
    server = await Server.start();
    round = await openRound(server);
    voter = await server.person('resident');
});
after(() => server.end());

const cast = (...choices) => ({type : 'CastBallot', round : round.id, choices});
const ballotPath = () => `/api/v1/${slug}/rounds/${round.id}/ballot`;
const checkpoint = async () => (await voter.get(`/api/v1/${slug}/checkpoint`)).text;

// Asserts a problem, and that nothing was stored by what caused it.
async function refused(act, status, code, field) {
    const recordBefore = await checkpoint();
    const ballotBefore = (await voter.get(ballotPath())).text;
    const answer = await act();
    assert.equal(answer.status, status, answer.text);
    assert.equal(answer.headers['content-type'], 'application/problem+json');
    assert.equal(answer.json.code, code);
    assert.equal(answer.json.status, status);
    if (field !== undefined) assert.equal(answer.json.field, field);
    assert.equal(await checkpoint(), recordBefore);
    assert.equal((await voter.get(ballotPath())).text, ballotBefore);
    return answer;
}

test('a ballot is kept under its receipt, and replaced by the next', async () => {
    const [a, b] = round.projects.map((project) => project.id);
    const first = await voter.command(cast(a));
    assert.equal(first.status, 200);
    assert.match(first.json.receipt, /^[0-9a-f]{64}$/);
    const kept = (await voter.get(ballotPath())).json;
    assert.deepEqual(kept.choices, [ a ]);
    assert.equal(kept.receipt, first.json.receipt);
    const text = JSON.stringify({choices : [ a ], round : round.id});
    const commitment = createHash('sha256').update(Buffer.from(kept.salt, 'hex')).update(text).digest('hex');
    assert.equal(commitment, kept.receipt);
    const second = await voter.command(cast(a, b));
    assert.equal(second.status, 200);
    assert.notEqual(second.json.receipt, first.json.receipt);
    assert.deepEqual((await voter.get(ballotPath())).json.choices, [ a, b ]);
});

test('the same key and command are answered alike; another command under it is refused', async () => {
    const [a, b] = round.projects.map((project) => project.id);
    const key = 'once';
    const first = await voter.command(cast(a), {key});
    assert.equal((await voter.command(cast(a), {key})).text, first.text);
    await refused(() => voter.command(cast(b), {key}), 422, 'idempotency_key_reused', 'Idempotency-Key');
    const other = await server.person('resident');
    assert.equal((await other.command(cast(b), {key})).status, 200);  // Each account has its own keys.
});

test('a key is needed, of visible characters, not too long', async () => {
    for (const key of ['', 'x'.repeat(129), 'a b']) {
        await refused(() => voter.command(cast(round.projects[0].id), {key}), 400, 'missing_idempotency_key',
            'Idempotency-Key');
    }
    assert.equal((await voter.command(cast(round.projects[0].id), {key : 'x'.repeat(128)})).status, 200);
    const body = JSON.stringify(cast(round.projects[0].id));
    await refused(
        () => voter.post('/api/v1/commands', body, {'x-csrf-token' : voter.csrf}), 400, 'missing_idempotency_key');
});

test('a session and its token are needed', async () => {
    const visitor = new Client(server);
    await refused(() => visitor.command(cast(1)), 401, 'session_needed');
    const thief = new Client(server);
    thief.cookies.set('gongyi_session', 'A'.repeat(43));
    await refused(() => thief.command(cast(1)), 401, 'session_needed');
    thief.cookies.set('gongyi_session', 'short');
    await refused(() => thief.command(cast(1)), 401, 'session_needed');
    const other = await server.person('resident');
    for (const token of ['', 'x', other.csrf]) {
        await refused(
            () => voter.command(cast(1), {'x-csrf-token' : token}), 403, 'csrf_token_wrong', 'X-CSRF-Token');
    }
});

test('another site cannot give commands', async () => {
    for (const headers of [{origin : 'http://evil.example'}, {'sec-fetch-site' : 'cross-site'}, {origin : 'null'}]) {
        await refused(() => voter.command(cast(1), headers), 403, 'cross_site');
    }
    const ours = {origin : server.origin, 'sec-fetch-site' : 'same-origin'};
    assert.equal((await voter.command(cast(round.projects[0].id), ours)).status, 200);
});

test('a body must be JSON, of the right form, to the last field', async () => {
    const good = cast(round.projects[0].id);
    await refused(
        () => voter.command(good, {'content-type' : 'text/plain'}), 415, 'unsupported_media_type', 'Content-Type');
    await refused(() => voter.command(good, {'content-type' : 'application/x-www-form-urlencoded'}), 415,
        'unsupported_media_type');
    for (const [body, field] of [[ '', '' ], [ '{', '' ], [ '[]', '' ], [ 'null', '' ],
             [ '{"type":"CastBallot"', '' ], [ '{}', '/type' ], [ {type : 'Dance'}, '/type' ],
             [ {type : 'Tick'}, '/type' ], [ {type : 'ImportRound'}, '/type' ], [ {...good, extra : 1}, '/extra' ],
             [ {...good, round : '3'}, '/round' ], [ {...good, round : -1}, '/round' ],
             [ {...good, round : 1.5}, '/round' ], [ {...good, choices : 'all'}, '/choices' ],
             [ {...good, choices : [ null ]}, '/choices/0' ], [ '{"type":"CastBallot","type":"CastBallot"}', '' ],
             [ '{"type":"CastBallot","round":1,"choices":[1]}x', '' ]]) {
        const answer = await refused(() => voter.command(body), 400, 'invalid_input');
        if (field) assert.equal(answer.json.field, field, JSON.stringify(body));
        assert.match(answer.json.detail, /^wanted: /);
    }
});

test('a choice must be one of the round, once, and within the limits', async () => {
    const ids = round.projects.map((project) => project.id);
    const {form, choices_max : most} = round.drafted.ballot;
    await refused(() => voter.command(cast()), 422, 'no_choice', '/choices');
    await refused(() => voter.command(cast(ids[0], ids[0])), 422, 'choice_repeated');
    await refused(() => voter.command(cast(1)), 404, 'no_such_project');  // A project of another round.
    await refused(
        () => voter.command({type : 'CastBallot', round : 999, choices : [ 1 ]}), 404, 'no_such_round', '/round');
    await refused(() => voter.command(cast(...ids)), 422, most < ids.length ? 'too_many_choices' : 'budget_exceeded');
    if (form === 'knapsack') {
        const dear = [...round.projects ].sort((x, y) => y.cost_fen - x.cost_fen);
        const over = [];
        for (let sum = 0; sum <= round.drafted.budget_fen; sum += dear[over.length - 1].cost_fen)
            over.push(dear[over.length]);
        const answer =
            await refused(() => voter.command(cast(...over.map((project) => project.id))), 422, 'budget_exceeded');
        const figures = Object.fromEntries(answer.json.figures.map(({name, value}) => [name, value]));
        assert.equal(figures.budget_fen, round.drafted.budget_fen);
        assert.equal(figures.over_fen, figures.cost_fen - figures.budget_fen);
    }
});

test('a refusal is said in the language of the reader', async () => {
    const chinese = await voter.command(cast());
    const english = await voter.command(cast(), {'accept-language' : 'en'});
    assert.match(chinese.json.detail, /[\u4e00-\u9fff]/);
    assert.match(english.json.detail, /^[\x20-\x7e\u2018\u2019\u2013\u2014]+$/);
});

test('a closed round takes no ballot, and only staff opens and closes', async () => {
    await refused(() => voter.command({type : 'CastBallot', round : 1, choices : [ 1 ]}), 409, 'voting_ended');
    const drafted = round.record.filter((entry) => entry.type === 'RoundDrafted').at(-1).data.id;
    assert.notEqual(drafted, round.id);
    await refused(
        () => voter.command({type : 'CastBallot', round : drafted, choices : [ 1 ]}), 409, 'voting_not_open');
    await refused(
        () => voter.command({type : 'CloseVoting', round : round.id, reason : 'because'}), 403, 'role_not_allowed');
    const staff = await server.person('staff');
    await refused(() => staff.command({type : 'OpenVoting', round : 1}), 409, 'round_not_in_draft');
    await refused(() => staff.command({type : 'CloseVoting', round : round.id, reason : ''}), 422,
        'closing_early_needs_reason');
    await refused(() => staff.command({type : 'CloseVoting', round : round.id, reason : '长'.repeat(501)}), 400,
        'invalid_input', '/reason');
});

test('staff drafts a round, adds projects and opens it', async () => {
    const staff = await server.person('staff');
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
    const drafted = await staff.command(draft);
    assert.equal(drafted.status, 200, drafted.text);
    assert.deepEqual(drafted.json, {entries : [ before, before ]});
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
    const projects = (await openRound(server)).record.filter((one) => one.type === 'ProjectAdded').slice(-2);
    const both = {type : 'CastBallot', round : entry.data.id, choices : projects.map((one) => one.data.project.id)};
    assert.equal((await second.command(both)).status, 200);
});

test('one person racing from two devices ends with one ballot', async () => {
    const person = await server.person('resident');
    const ids = round.projects.map((project) => project.id);
    const before = (await voter.get('/api/v1/me')).json;
    const answers = await Promise.all(Array.from({length : 24}, (_, i) => person.command(cast(ids[i % ids.length]))));
    for (const answer of answers) assert.equal(answer.status, 200);
    const kept = (await person.get(ballotPath())).json;
    assert.ok(answers.some((answer) => answer.json.receipt === kept.receipt));
    assert.ok(before);
});

test('one key racing from two devices is one command', async () => {
    const person = await server.person('resident');
    const answers = await Promise.all(
        Array.from({length : 24}, () => person.command(cast(round.projects[0].id), {key : 'race'})));
    assert.equal(new Set(answers.map((answer) => answer.text)).size, 1);
    assert.equal(answers[0].status, 200);
});

test('while voting goes on, nothing tells how it stands', async () => {
    const person = await server.person('resident');
    const favourite = round.projects[0];
    assert.equal((await person.command(cast(favourite.id))).status, 200);
    const visitor = new Client(server);
    const record =
        (await visitor.get(`/api/v1/${slug}/record`)).text.trim().split('\n').map((line) => JSON.parse(line));
    assert.ok(record.every(
        (entry) => entry.data.round !== round.id || !['BallotsOpened', 'RoundTallied'].includes(entry.type)));
    const me = (await visitor.get('/api/v1/me')).json;
    const turnout = me.turnouts.find((one) => one.round === round.id);
    assert.deepEqual(Object.keys(turnout), [ 'round', 'voted' ]);
    // A page of a project whose supporters just changed is the page that it was.
    for (const path of [`/rounds/${round.id}/projects/${favourite.id}`, `/rounds/${round.id}/outcome`]) {
        const stranger = await server.person('resident');
        const plain = (text) => text.replace(/<script type="application\/json"[^]*?<\/script>/, '')
                                    .replace(/\d+ ?(人|people|位)[^<]*/g, '');
        const shown = plain((await visitor.get(path)).text);
        assert.equal((await stranger.command(cast(favourite.id))).status, 200);
        assert.equal(plain((await visitor.get(path)).text), shown, path);
    }
    assert.equal((await visitor.get(ballotPath())).status, 401);
    const nobody = await server.person('supervisor');
    assert.equal((await nobody.get(ballotPath())).status, 404);
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
             [ {name : 'a\u0000b'}, 400, 'invalid_input', '/name' ],
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
    assert.equal(client.cookies.size, 0);
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
