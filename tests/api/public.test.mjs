// What anyone may read: pages, record, checkpoint, events, document, files.
import assert from 'node:assert/strict';
import {createHash} from 'node:crypto';
import http from 'node:http';
import {after, before, test} from 'node:test';

import {Client, openRound, raw, Server, slug} from './server.mjs';
import {castAs} from './voter.mjs';

let server;
let visitor;

before(async () => {
    server = await Server.start();
    visitor = new Client(server);
});
after(() => server.end());

const leaf = (entry) =>
    createHash('sha256').update(Buffer.concat([ Buffer.from([ 0 ]), Buffer.from(entry) ])).digest();
const node = (left, right) =>
    createHash('sha256').update(Buffer.concat([ Buffer.from([ 1 ]), left, right ])).digest();

// RFC 9162 section 2.1.1, as it stands there.
function root(leaves) {
    if (leaves.length === 0) return createHash('sha256').digest();
    if (leaves.length === 1) return leaves[0];
    let split = 1;
    while (split * 2 < leaves.length) split *= 2;
    return node(root(leaves.slice(0, split)), root(leaves.slice(split)));
}

test('the server is well, and says how long the record is', async () => {
    const answer = await visitor.get('/healthz');
    assert.equal(answer.status, 200);
    assert.equal(answer.json.status, 'ok');
    assert.ok(answer.json.entries > 0);
});

test('the record hashes to its checkpoint', async () => {
    const checkpoint = await visitor.get(`/api/v1/${slug}/checkpoint`);
    assert.match(checkpoint.headers['content-type'], /^text\/plain/);
    const [origin, size, hash] = checkpoint.text.split('\n');
    const record = await visitor.get(`/api/v1/${slug}/record`);
    assert.equal(record.headers['content-type'], 'application/x-ndjson');
    assert.equal(record.headers['gongyi-record-size'], size);
    const entries = record.text.split('\n').slice(0, -1);
    assert.equal(origin, `gongyi/${slug}`);
    assert.equal(entries.length, Number(size));
    assert.equal(root(entries.map(leaf)).toString('base64'), hash);
});

test('the record is read from any entry on, and no other', async () => {
    const all = (await visitor.get(`/api/v1/${slug}/record`)).text.split('\n').slice(0, -1);
    const rest = await visitor.get(`/api/v1/${slug}/record?from=${all.length - 2}`);
    assert.deepEqual(rest.text.split('\n').slice(0, -1), all.slice(-2));
    assert.equal((await visitor.get(`/api/v1/${slug}/record?from=${all.length}`)).text, '');
    for (const from of [all.length + 1, '-1', '01', '1.5', 'x', '', '99999999999999999999']) {
        const answer = await visitor.get(`/api/v1/${slug}/record?from=${from}`);
        assert.equal(answer.status, 400, `from=${from}`);
        assert.equal(answer.json.code, 'invalid_input');
        assert.equal(answer.json.field, 'from');
    }
});

test('another community is not here', async () => {
    for (const part of ['record', 'checkpoint', 'events', 'rounds/1/ballot']) {
        const answer = await visitor.get(`/api/v1/elsewhere/${part}`);
        assert.equal(answer.status, 404);
        assert.equal(answer.headers['content-type'], 'application/problem+json');
    }
});

test('every page of a visitor is a document with a strict policy', async () => {
    const {id, projects} = await openRound(server);
    const pages = [
        '/', '/rounds', `/rounds/${id}`, `/rounds/${id}/projects/${projects[0].id}`, '/rounds/1/outcome',
        '/rounds/1/poster', '/record', '/record/terms', '/record/entries/0',
        '/claim', '/signin', '/workbench', '/about'
    ];
    for (const path of pages) {
        const answer = await visitor.get(path);
        assert.equal(answer.status, 200, path);
        assert.equal(answer.headers['content-type'], 'text/html; charset=utf-8');
        assert.match(answer.headers['content-security-policy'], /^default-src 'none';.*frame-ancestors 'none'/);
        assert.equal(answer.headers['x-content-type-options'], 'nosniff');
        assert.match(answer.text, /^<!doctype html>/i);
        assert.doesNotMatch(answer.text, /\sstyle=|\son[a-z]+=|javascript:/i);
        assert.equal(answer.headers['set-cookie'], undefined);
    }
});

test('what stands on a page for everybody does not come from whoever asked first', async () => {
    const meeting = (await visitor.get('/meetings')).text.match(/\/meetings\/\d+/)[0];
    const ask = (path) => raw(server, `GET ${path} HTTP/1.1\r\nHost: 192.0.2.7\r\nConnection: close\r\n\r\n`);
    for (const path of ['/', '/meetings', meeting, '/rounds/1/outcome', '/signin']) {
        assert.doesNotMatch(await ask(path), /192\.0\.2\.7|class="qr"/, path);
    }
    const code = (text) => text.match(/class="qr-dark" d="([^"]+)"/)[1];
    const screen = code(await ask(`${meeting}/screen`));
    assert.notEqual(code((await visitor.get(`${meeting}/screen`)).text), screen);
    assert.match(await ask('/rounds/1/poster'), /http:\/\/192\.0\.2\.7\/record\/entries\//);
});

test('a page comes again from the kept copy, and in the language asked for', async () => {
    const first = await visitor.get('/');
    assert.equal((await visitor.get('/')).text, first.text);
    assert.match(first.text, /<html lang="zh-Hans"/);
    const english = await visitor.get('/', {'accept-language' : 'en-GB,en;q=0.9'});
    assert.match(english.text, /<html lang="en"/);
    assert.match((await visitor.get('/')).text, /<html lang="zh-Hans"/);
});

test('the language is chosen with a cookie, and the way back stays on this site', async () => {
    const client = new Client(server);
    const chosen = await client.get('/lang?to=zh-Hant&back=/rounds');
    assert.equal(chosen.status, 303);
    assert.equal(chosen.headers.location, '/rounds');
    assert.match((await client.get('/rounds')).text, /<html lang="zh-Hant"/);
    assert.equal((await client.get('/lang?to=en&back=//evil.example/')).headers.location, '/');
    assert.equal((await client.get('/lang?to=tlh')).status, 400);
    assert.equal((await client.get('/lang')).status, 400);
});

test('pages about a person send visitors to sign in', async () => {
    const {id} = await openRound(server);
    for (const path of ['/me', '/staff', `/rounds/${id}/vote`, `/rounds/${id}/close`]) {
        const answer = await visitor.get(path);
        assert.equal(answer.status, 303, path);
        assert.match(answer.headers.location, /^\/signin\?back=\//);
    }
});

test('what is not there is said as a page, and under /api as a problem', async () => {
    for (const path of ['/nothing', '/rounds/999', '/rounds/x', '/rounds/1/nothing', '/assets/none.css',
             '/assets/..%2fREADME.md', '/assets/../README.md', '/index.php']) {
        const answer = await visitor.get(path);
        assert.equal(answer.status, 404, path);
        assert.match(answer.headers['content-type'], /^text\/html/);
    }
    for (const path of ['/api', '/api/v1', '/api/v1/nothing', '/api/v2/commands']) {
        const answer = await visitor.get(path);
        assert.equal(answer.status, 404, path);
        assert.equal(answer.json.code, 'not_found');
    }
});

test('a wrong method is told which ones are right', async () => {
    for (const [method, path, allow] of [[ 'GET', '/api/v1/commands', 'POST' ],
             [ 'PUT', '/api/v1/session', 'POST, DELETE' ], [ 'POST', `/api/v1/${slug}/record`, 'GET, HEAD' ],
             [ 'DELETE', '/', 'GET, HEAD' ], [ 'PATCH', '/signout', 'POST' ],
             [ 'PUT', '/signin', 'GET, HEAD, POST' ]]) {
        const answer = await visitor.request(method, path);
        assert.equal(answer.status, 405, `${method} ${path}`);
        assert.equal(answer.headers.allow, allow);
        assert.equal(/json/.test(answer.headers['content-type']), path.startsWith('/api'));
    }
});

test('HEAD is GET without the body', async () => {
    const page = await visitor.get('/about');
    const head = await visitor.request('HEAD', '/about');
    assert.equal(head.status, 200);
    assert.equal(head.text, '');
    assert.equal(head.headers['content-length'], String(Buffer.byteLength(page.text)));
});

test('files have a tag, and are not sent twice', async () => {
    const file = await visitor.get('/assets/app.css');
    assert.equal(file.status, 200);
    assert.equal(file.headers['content-type'], 'text/css; charset=utf-8');
    assert.equal(file.headers['cache-control'], 'no-cache');
    const again = await visitor.get('/assets/app.css', {'if-none-match' : file.headers.etag});
    assert.equal(again.status, 304);
    assert.equal(again.text, '');
});

test('the document is OpenAPI, and its paths are there', async () => {
    const document = (await visitor.get('/api/v1/openapi.json')).json;
    assert.equal(document.openapi, '3.1.0');
    for (const [path, methods] of Object.entries(document.paths)) {
        const target = path.replace('{community}', slug).replace('{round}', '1');
        for (const method of Object.keys(methods)) {
            if (target.endsWith('/events')) continue;  // Never ends; has its own test.
            const answer = await visitor.request(method.toUpperCase(), target);
            assert.notEqual(answer.status, 405, `${method} ${path}`);
            assert.ok(methods[method].responses[answer.status], `${method} ${path} answered ${answer.status}`);
        }
    }
});

test('who I am is nobody, until I sign in', async () => {
    const {json : me} = await visitor.get('/api/v1/me');
    assert.equal(me.role, 'visitor');
    assert.equal(me.csrf, '');
    assert.deepEqual(me.standings, []);
    assert.match(me.checkpoint, new RegExp(`^gongyi/${slug}\\n`));
});

// A listener's events, one at a time.
async function* listen(headers = {}) {
    const response = await new Promise((resolve, reject) => {
        http.get({host : '127.0.0.1', port : server.port, path : `/api/v1/${slug}/events`, agent : false, headers},
                resolve)
            .on('error', reject);
    });
    assert.equal(response.headers['content-type'], 'text/event-stream');
    let text = '';
    try {
        for await (const piece of response) {
            text += piece;
            for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
                const event = Object.fromEntries(text.slice(0, end).split('\n').map((line) => line.split(/: (.*)/s)));
                text = text.slice(end + 2);
                if (event.data) yield {...event, data : JSON.parse(event.data)};
            }
        }
    } finally {
        response.destroy();
    }
}

test('who listens hears the present first, then each growth of the record, and of no cast', async () => {
    const round = await openRound(server);
    const {id, projects} = round;
    const events = listen({'last-event-id' : '1'});
    const {value : present} = await events.next();
    assert.equal(present.event, 'checkpoint');
    const before = present.data.voted[id];
    assert.ok(present.data.size > 0);
    assert.ok(before >= 0);
    const voter = await server.person('resident');
    assert.equal((await castAs(voter, round, [ projects[0].id ])).status, 200);
    const staff = await server.person('staff');
    const drafted = await staff.command({
        type : 'DraftRound',
        ballot : {choices_max : 2, choices_min : 1, form : 'approval'},
        budget_fen : 1000,
        closes_at : Date.UTC(2040, 1, 1),
        electorate : round.drafted.electorate,
        official_rule : 'greedy',
        opens_at : Date.UTC(2040, 0, 1),
        tie_seed : 1,
        title : '听得到的一轮',
        year : 2040
    });
    assert.equal(drafted.status, 200, drafted.text);
    const {value : changed} = await events.next();
    assert.equal(changed.data.size, present.data.size + 1);
    assert.equal(changed.data.voted[id], before);
    assert.deepEqual(Object.keys(changed.data), [ 'size', 'voted' ]);
    await events.return();
});

test('the program stops when told to, listeners or not', async () => {
    const other = await Server.start();
    const response = await new Promise((resolve) => {
        http.get({host : '127.0.0.1', port : other.port, path : `/api/v1/${slug}/events`, agent : false}, resolve);
    });
    await new Promise((resolve) => response.once('data', resolve));
    response.on('error', () => {});
    assert.equal(await other.end('SIGTERM'), 0);
    assert.equal(other.err, '');
});
