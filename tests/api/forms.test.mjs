// The pages' forms, as a browser without scripts sends them.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';

import {Client, openRound, passphrase, Server, slug} from './server.mjs';

let server;
let round;

before(async () => {
    server = await Server.start();
    round = await openRound(server);
});
after(() => server.end());

// The hidden token in a page's first form.
const token = (page) => page.text.match(/name="csrf" value="([0-9a-f]+)"/)?.[1] ?? '';
// Where the receipt of a ballot that was just cast by a form can be looked up later.
const receiptOf = (page) => page.text.match(/href="(\/rounds\/\d+\/receipt\?commitment=[0-9a-f]{64})"/)?.[1];
const hasWarning = (page) => /role="alert"|notice/.test(page.text);

async function claimed(role, name) {
    const {code} = server.takeCode(role);
    const client = new Client(server);
    const answer = await client.form(
        '/claim', {code, name, passphrase, passphrase_again : passphrase, back : `/rounds/${round.id}/vote`});
    assert.equal(answer.status, 303, answer.text.slice(0, 300));
    return {client, code, answer};
}

test('from the letter to the receipt without a script', async () => {
    const {client, answer} = await claimed('resident', '陈阿姨');
    assert.equal(answer.headers.location, `/rounds/${round.id}/vote`);
    const form = await client.get(`/rounds/${round.id}/vote`);
    assert.equal(form.status, 200);
    assert.equal(form.headers['cache-control'], 'no-store');
    const ids = [...form.text.matchAll(/name="choice"[^>]*value="(\d+)"/g) ].map((match) => match[1]);
    assert.equal(ids.length, round.projects.length);
    const cheap =
        [...round.projects ].sort((a, b) => a.cost_fen - b.cost_fen).slice(0, 2).map((project) => String(project.id));
    const fields = [ [ 'csrf', token(form) ], ...cheap.map((id) => ['choice', id]) ];
    const sent = await client.form(`/rounds/${round.id}/vote`, fields);
    assert.equal(sent.status, 200, sent.text.slice(0, 300));
    const where = receiptOf(sent);
    const commitment = where.split('=')[1];
    assert.ok(sent.text.includes(`回执码 ${commitment}`));
    const titles = cheap.map((id) => round.projects.find((project) => String(project.id) === id).title);

    // The whole receipt to print, in this one answer that nobody keeps, and whose word secrecy rests on.
    assert.equal(sent.headers['cache-control'], 'no-store');
    assert.match(sent.text, /class="receipt-square"/);
    assert.match(sent.text, /靠它守信/);
    for (const title of titles) assert.ok(sent.text.includes(title));
    // Whoever asks later, with the session too, sees where the ballot is and never what it says.
    for (const person of [client, new Client(server)]) {
        const receipt = await person.get(where);
        assert.equal(receipt.status, 200);
        assert.ok(receipt.text.includes(`回执码 ${commitment}`));
        assert.doesNotMatch(receipt.text, /class="receipt-square"/);
        for (const title of titles) assert.ok(!receipt.text.includes(title));
    }

    // The same form again, as a double click sends it: the receipt stays as it is.
    const again = await client.form(`/rounds/${round.id}/vote`, fields);
    assert.equal(receiptOf(again), where);
    assert.match(again.text, /class="receipt-square"/);

    // Another choice replaces it.
    const other =
        await client.form(`/rounds/${round.id}/vote`, [ [ 'csrf', token(form) ], [ 'choice', cheap[0] ] ]);
    assert.equal(other.status, 200);
    assert.notEqual(receiptOf(other), where);
});

test('a refused ballot comes back with its choices and the reason', async () => {
    const {client} = await claimed('resident', '林师傅');
    const path = `/rounds/${round.id}/vote`;
    const csrf = token(await client.get(path));
    const all = round.projects.map((project) => ['choice', String(project.id)]);
    for (const [fields, status] of [[ [ [ 'csrf', csrf ] ], 422 ], [ [ [ 'csrf', csrf ], ...all ], 422 ],
             [ [ [ 'csrf', csrf ], [ 'choice', 'x' ] ], 422 ], [ [ [ 'csrf', csrf ], [ 'choice', '' ] ], 422 ],
             [ [ [ 'csrf', csrf ], [ 'choice', '999999' ] ], 422 ], [ [ [ 'csrf', csrf ], [ 'choice', '-1' ] ], 422 ],
             [ [ all[0] ], 403 ], [ [ [ 'csrf', 'x' ], all[0] ], 403 ]]) {
        const answer = await client.form(path, fields);
        assert.equal(answer.status, status, JSON.stringify(fields).slice(0, 80));
        assert.match(answer.headers['content-type'], /^text\/html/);
        assert.ok(hasWarning(answer));
    }
    // A form that cannot count uses up no credential.
    assert.equal((await client.get('/api/v1/me')).json.standings.find((one) => one.round === round.id).roll, 'none');
    const back = await client.form(path, [ [ 'csrf', csrf ], ...all ]);
    assert.ok([...back.text.matchAll(/name="choice"[^>]*\schecked/g) ].length >= 1);
});

test('a form without a session leads to signing in, and back', async () => {
    const path = `/rounds/${round.id}/vote`;
    const {client} = await claimed('resident', '早退');
    const csrf = token(await client.get(path));
    client.cookies.clear();
    const answer = await client.form(path, [ [ 'csrf', csrf ], [ 'choice', String(round.projects[0].id) ] ]);
    assert.equal(answer.status, 401);
    assert.match(answer.text, new RegExp(`name="back"[^>]*value="${path}"`));
});

test('a form from elsewhere, or not a form, is refused', async () => {
    const {client} = await claimed('resident', '何婆婆');
    const path = `/rounds/${round.id}/vote`;
    const fields = [ [ 'csrf', token(await client.get(path)) ], [ 'choice', String(round.projects[0].id) ] ];
    assert.equal((await client.form(path, fields, {origin : 'https://evil.example'})).status, 403);
    assert.equal((await client.form(path, fields, {'sec-fetch-site' : 'cross-site'})).status, 403);
    assert.equal((await client.form(path, fields, {'content-type' : 'text/plain'})).status, 415);
    const broken = await client.request(
        'POST', path, {headers : {'content-type' : 'application/x-www-form-urlencoded'}, body : 'choice=%zz'});
    assert.equal(broken.status, 400);
    assert.equal((await client.form('/rounds/999/vote', fields)).status, 404);
    assert.equal((await client.form('/rounds/x/vote', fields)).status, 404);
    assert.equal((await client.get('/api/v1/me')).json.standings.find((one) => one.round === round.id).roll, 'none');
});

test('a claim that is refused comes back without the passphrase', async () => {
    const {code} = server.takeCode('resident');
    const client = new Client(server);
    const good = {code, name : '黄叔', passphrase, passphrase_again : passphrase};
    for (const change of [{code : ''}, {code : '1234'}, {code : '0000-0000-0000'}, {name : ''},
             {passphrase : '', passphrase_again : ''}, {passphrase : 'short', passphrase_again : 'short'},
             {passphrase_again : 'something else'}, {name : 'n'.repeat(41)}]) {
        const answer = await client.form('/claim', {...good, ...change});
        assert.equal(answer.status, 422, JSON.stringify(change));
        assert.ok(hasWarning(answer));
        assert.ok(!answer.text.includes(passphrase));
        assert.equal(client.cookies.size, 0);
    }
    assert.equal((await client.form('/claim', good)).status, 303);
    client.cookies.clear();
    assert.equal((await client.form('/claim', good)).status, 303);  // Sent twice.
});

test('signing in, where it leads, and signing out', async () => {
    await claimed('resident', '张先生');
    const client = new Client(server);
    const wrong = await client.form('/signin', {name : '张先生', passphrase : 'not this one'});
    assert.equal(wrong.status, 422);
    assert.ok(wrong.text.includes('张先生'));
    assert.ok(!wrong.text.includes('not this one'));
    const right = await client.form('/signin', {name : ' 张先生 ', passphrase, back : '/rounds/1/outcome'});
    assert.equal(right.status, 303);
    assert.equal(right.headers.location, '/rounds/1/outcome');
    const away = await client.form('/signin', {name : '张先生', passphrase, back : 'https://evil.example/'});
    assert.equal(away.headers.location, '/');
    const me = await client.get('/me');
    assert.equal(me.status, 200);
    assert.ok(me.text.includes('张先生'));
    assert.equal((await client.form('/signout', {csrf : 'x'})).status, 403);
    const out = await client.form('/signout', {csrf : token(me)});
    assert.equal(out.status, 303);
    assert.ok(!client.cookies.has('gongyi_session'));
    assert.equal((await client.get('/me')).status, 303);
    assert.equal((await client.form('/signout', {})).status, 303);  // There is nobody to sign out: no harm.
});

test('residents see no staff page', async () => {
    const {client} = await claimed('resident', '好奇');
    const csrf = token(await client.get('/me'));
    assert.equal((await client.get('/staff')).status, 403);
    const answer = await client.form(`/rounds/${round.id}/close`, {csrf, reason : '好奇'});
    assert.equal(answer.status, 403);
    assert.ok((await openRound(server)).id === round.id);
});

test('staff closes the round with a reason, and everybody finds their ballot', async () => {
    const {client : voter} = await claimed('resident', '周女士');
    const chosen = String(round.projects[0].id);
    const voted = await voter.form(`/rounds/${round.id}/vote`,
        [ [ 'csrf', token(await voter.get(`/rounds/${round.id}/vote`)) ], [ 'choice', chosen ] ]);
    const receipt = receiptOf(voted).split('=')[1];

    const {client : staff} = await claimed('staff', '社区小李');
    const path = `/rounds/${round.id}/close`;
    const csrf = token(await staff.get(path));
    for (const reason of ['', '\u202e倒着', '长'.repeat(501)]) {
        const answer = await staff.form(path, {csrf, reason});
        assert.equal(answer.status, 422, reason.slice(0, 5));
        assert.ok(hasWarning(answer));
    }
    const closed = await staff.form(path, {csrf, reason : '台风“山竹”，全区停电'});
    assert.equal(closed.status, 303);
    assert.equal(closed.headers.location, `/rounds/${round.id}/outcome`);
    assert.equal((await staff.form(path, {csrf, reason : '再点一次'})).status, 303);  // Sent twice: it is closed.

    const outcome = await new Client(server).get(`/rounds/${round.id}/outcome`);
    assert.equal(outcome.status, 200);
    const found = await new Client(server).get(`/rounds/${round.id}/outcome?receipt=${receipt}`);
    assert.ok(found.text.includes(round.projects[0].title));
    const record =
        (await voter.get(`/api/v1/${slug}/record`)).text.trim().split('\n').map((line) => JSON.parse(line));
    const tallied = record.filter((entry) => entry.type === 'RoundTallied' && entry.data.round === round.id);
    assert.equal(tallied.length, 1);
    const late = await voter.form(
        `/rounds/${round.id}/vote`, [ [ 'csrf', token(await voter.get('/me')) ], [ 'choice', chosen ] ]);
    assert.equal(late.status, 422);
});
