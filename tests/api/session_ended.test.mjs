// A form that comes after its session has ended, as a browser without scripts sends it. Goal: its writer is back where
// they were with all that they wrote, once signed in again, and nobody else sees a word of it. Before: the words were
// gone with the page to sign in; and a form of somebody else's session came back with what they had written.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';

import {Client, openRound, passphrase, Server} from './server.mjs';

let server;
let round;
before(async () => {
    server = await Server.start();
    round = await openRound(server);
});
after(() => server.end());

const unescaped = (text) => text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"')
                                .replace(/&#39;/g, '\'').replace(/&#10;/g, '\n').replace(/&#13;/g, '\r')
                                .replace(/&amp;/g, '&');
const hidden_of = (page) => [...page.text.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g) ].map(
    ([, name, value]) => [name, unescaped(value)]);
const words = `第一段 <b>"引号" & 'x'\n第二段，${'很长'.repeat(500)}`;
const matter = (person, text = words) => ({
    csrf : person.csrf, type : 'OpenMatter', back : '/matters/new', seen : '1', title : '路灯', text,
    amount_fen : '300', origin : 'residents', profile : 'cn.rc.2026'
});
const textarea_of = (page) => unescaped(page.text.match(/<textarea[^>]*name="text"[^>]*>([^<]*)</)?.[1] ?? '');

// What signing in on `page` sends, beside name and passphrase.
const sign_in = (page, person, more = []) => new Client(server).form('/signin',
    [...hidden_of(page), [ 'name', person.name ], [ 'passphrase', passphrase ], ...more ]);

async function sent_too_late(person, fields) {
    const late = new Client(server);  // The cookie is gone.
    const page = await late.form('/act', fields);
    assert.equal(page.status, 401);
    assert.equal(page.headers['cache-control'], 'no-store');
    return page;
}

test('after signing in the form is back with all that was written, and nothing has been done', async () => {
    const author = await server.person('resident');
    const page = await sent_too_late(author, matter(author));
    assert.match(page.text, /您写的内容还在/);
    // A wrong passphrase loses nothing either.
    const wrong = await new Client(server).form(
        '/signin', [...hidden_of(page), [ 'name', author.name ], [ 'passphrase', 'not this one' ] ]);
    assert.equal(wrong.status, 422);
    const again = await sign_in(wrong, author);
    assert.equal(again.status, 200, again.text.slice(0, 300));
    assert.equal(again.headers['cache-control'], 'no-store');
    assert.match(again.headers['set-cookie'].join(), /gongyi_session=/);
    assert.equal(textarea_of(again).replace(/\r\n/g, '\n'), words);
    assert.match(again.text, /还没有发出去/);
    assert.ok(!(await new Client(server).get('/matters')).text.includes('路灯'));
});

test('who signs in instead sees nothing of it', async () => {
    const author = await server.person('resident');
    const other = await server.person('resident');
    const answer = await sign_in(await sent_too_late(author, matter(author)), other);
    assert.equal(answer.status, 303);
    assert.equal(answer.headers.location, '/matters/new');
    // Nor when the form of one comes with the session of the other.
    const mixed = await other.form('/act', matter(author));
    assert.equal(mixed.status, 403);
    assert.ok(!mixed.text.includes('很长'));
    assert.match(mixed.text, /别人登录/);
});

test('a ballot\'s choices come back to their voter alone, and nothing is cast', async () => {
    const voter = await server.person('resident');
    const other = await server.person('resident');
    const path = `/rounds/${round.id}/vote`;
    const choice = String(round.projects[0].id);
    const page = await new Client(server).form(path, {csrf : voter.csrf, choice});
    assert.equal(page.status, 401);
    assert.equal((await sign_in(page, other)).status, 303);
    const again = await sign_in(page, voter);
    assert.equal(again.status, 200);
    assert.match(again.text, new RegExp(`value="${choice}" checked`));
    const standing = (await voter.get('/api/v1/me')).json.standings.find((one) => one.round === round.id);
    assert.equal(standing.roll, 'none');
});

test('what is too long to be carried is said, at the limit', async () => {
    const body_max = 128 * 1024;
    const author = await server.person('resident');
    for (const [count, is_kept] of [[ 100_000, true ], [ body_max - 2_000, false ]]) {
        const page = await sent_too_late(author, matter(author, 'a'.repeat(count)));
        assert.equal(page.text.includes('name="held.text"'), is_kept, String(count));
        assert.equal(page.text.includes('太长'), !is_kept);
    }
});

test('a shared device: a cookie without a lifetime, and the page says to keep nothing', async () => {
    const person = await server.person('resident');
    const fields = {name : person.name, passphrase};
    const own = await new Client(server).form('/signin', fields);
    assert.match(own.headers['set-cookie'].join(), /Max-Age=\d{4}/);
    const client = new Client(server);
    const shared = await client.form('/signin', {...fields, shared_device : '1'});
    assert.equal(shared.status, 303);
    assert.doesNotMatch(shared.headers['set-cookie'].join(), /Max-Age|Expires/);
    const me = (await client.get('/api/v1/me')).json;
    assert.equal(me.shared, true);
    const page = await client.get('/me');
    assert.match(page.text, /"shared":true/);
    assert.equal(page.headers['cache-control'], 'no-store');
    client.csrf = me.csrf;
    assert.equal((await client.form('/signout', {csrf : me.csrf})).status, 303);
    assert.equal((await client.get('/api/v1/me')).json.role, 'visitor');
});
