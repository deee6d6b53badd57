// The program: its command line, its data folder, what survives a restart, what its options change.
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {readFile, rm, stat, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {after, before, test} from 'node:test';

import {Client, makeFolder, openRound, passphrase, root, run, Server, slug} from './server.mjs';
import {Voter} from './voter.mjs';

let folder;

before(async () => {
    folder = await makeFolder();
});
after(() => rm(folder, {recursive : true, force : true}));

test('every subcommand explains itself, and what is not understood is said', async () => {
    const help = await run('--help');
    assert.equal(help.status, 0);
    for (const name of ['serve', 'demo', 'import', 'keys', 'verify']) {
        assert.ok(help.out.includes(name));
        const own = await run(name, '--help');
        assert.equal(own.status, 0);
        assert.match(own.out, new RegExp(`^Usage: gongyi ${name}`));
        assert.equal(own.err, '');
        const wrong = await run(name, '--nonsense');
        assert.equal(wrong.status, 2);
        assert.match(wrong.err, /there is no option --nonsense/);
    }
    for (const words of [[], [ 'dance' ], [ 'serve', 'extra' ], [ 'serve', '--listen', 'x' ],
             [ 'serve', '--listen', '127.0.0.1:99999' ], [ 'serve', '--threads', '0' ],
             [ 'serve', '--session-hours', '-1' ], [ 'demo', '--seed', 'x' ], [ 'import' ], [ 'import', 'csv', 'x' ],
             [ 'import', 'pb' ], [ 'import', 'pb', 'x', '--year', '12' ], [ 'import', 'pb', 'x', '--title', '' ],
             ...[ '101%', '0.005%', '-1', '2000001', '' ]
                 .map((floor) => [ 'import', 'pb', 'x', '--min-support', floor ])]) {
        const answer = await run(...words);
        assert.equal(answer.status, 2, words.join(' '));
        assert.match(answer.err, /^gongyi.*: .*\. See gongyi.* --help\.\n$/);
        assert.equal(answer.out, '');
    }
});

test('without a community there is nothing to serve', async () => {
    const answer = await run('serve', '--data', path.join(folder, 'none'));
    assert.equal(answer.status, 1);
    assert.match(answer.err, /there is no .*gongyi\.sqlite.*gongyi demo/);
    const bad = await run('serve', '--demo', '--data', path.join(folder, 'bad'), '--listen', '203.0.113.1:1');
    assert.equal(bad.status, 1);
    assert.match(bad.err, /cannot bind to 203\.0\.113\.1:1/);
});

test('the same seed makes the same people and codes; a community is not made twice', async () => {
    const [first, second] = [ path.join(folder, 'one'), path.join(folder, 'two') ];
    const made = await run('demo', '--data', first, '--seed', '7', '--codes', '2');
    assert.equal(made.status, 0);
    // Which residents have not voted yet depends on the moment as well; the others are the same for ever.
    const codes = (text) => [...text.matchAll(/^ {2}[0-9A-Z-]{14} {2}.*$/gm)].map(String).filter(
        (line) => !line.includes('resident'));
    // Whoever presides over a body stands behind the first two: of the council one.
    assert.equal(codes(made.out).length, 7);
    assert.equal(made.out.match(/ resident .*$/gm).filter((line) => !line.includes('presides')).length, 2);
    const again = await run('demo', '--data', second, '--seed', '7', '--codes', '2');
    assert.deepEqual(codes(again.out), codes(made.out));
    const other = await run('demo', '--data', path.join(folder, 'three'), '--seed', '8', '--codes', '2');
    assert.notDeepEqual(codes(other.out), codes(made.out));
    const twice = await run('demo', '--data', first);
    assert.equal(twice.status, 1);
    assert.match(twice.err, /holds a community already/);
    const {mode} = await stat(path.join(first, 'gongyi.sqlite'));
    assert.equal(mode & 0o777, 0o600);
});

test('what was acknowledged is there after a restart: session, ballot, answer, language of the codes', async () => {
    const data = path.join(folder, 'restart');
    let server = await Server.start({data});
    const round = await openRound(server);
    const voter = await server.person('resident');
    const browser = new Voter(voter, round);
    const first = await browser.vote([ round.projects[0].id ]);
    assert.equal(first.status, 200, first.text);
    const staff = await server.person('staff');
    const opening = {type : 'OpenVoting', round : 4, reason : '场地提前腾出来了'};
    const opened = await staff.command(opening, {key : 'k'});
    assert.equal(opened.status, 200, opened.text);
    const checkpoint = (await voter.get(`/api/v1/${slug}/checkpoint`)).text;
    assert.equal(await server.end(), 0);

    server = await Server.start({data});
    voter.server = server;
    assert.equal((await voter.get('/api/v1/me')).json.role, 'resident');
    // The ballot is there: sent again it is answered as well, and another under its number is refused.
    assert.equal((await browser.post(first.ballot.body)).json.commitment, first.json.commitment);
    const other = browser.ballot([ round.projects[1].id ], {version : 1});
    assert.equal((await browser.post(other.body)).json.code, 'ballot_version_superseded');
    staff.server = server;
    assert.equal((await staff.command(opening, {key : 'k'})).text, opened.text);
    assert.equal((await staff.command({...opening, round : 1}, {key : 'k'})).status, 422);
    assert.equal((await voter.get(`/api/v1/${slug}/checkpoint`)).text, checkpoint);
    assert.ok(server.codes.length > 0);
    assert.equal(await server.end(), 0);
});

test('one process owns the data folder', async () => {
    const data = path.join(folder, 'owned');
    const server = await Server.start({data});
    for (const words of [[ 'serve', '--data', data, '--listen', '127.0.0.1:0' ],
             [ 'import', 'pb', 'tests/api/small.pb', '--data', data ]]) {
        const answer = await run(...words);
        assert.equal(answer.status, 1);
        assert.match(answer.err, /in use by another gongyi process/);
    }
    assert.equal(await server.end(), 0);
});

test('a broken record is named, and nothing is served', async () => {
    const data = path.join(folder, 'broken');
    assert.equal((await run('demo', '--data', data)).status, 0);
    const file = path.join(data, 'gongyi.sqlite');
    const sql = (text) => execFileSync('sqlite3', [ file, text ]);
    sql('UPDATE entry SET bytes = replace(bytes, \'"at":\', \'"at": \') WHERE position = 5');
    const answer = await run('serve', '--data', data, '--listen', '127.0.0.1:0');
    assert.equal(answer.status, 1);
    assert.match(answer.err, /broken at entry 5/);
    sql('PRAGMA user_version = 99');
    const newer = await run('serve', '--data', data, '--listen', '127.0.0.1:0');
    assert.equal(newer.status, 1);
    assert.match(newer.err, /newer version/);
});

test('a .pb file becomes a closed round', async () => {
    const data = path.join(folder, 'import');
    assert.equal((await run('demo', '--data', data)).status, 0);
    const imported =
        await run('import', 'pb', 'tests/api/small.pb', '--data', data, '--title', '外地一轮', '--year', '2024');
    assert.equal(imported.status, 0, imported.err);
    const [, id] = imported.out.match(/^Round (\d+) "外地一轮": 3 projects, 4 ballots/);
    const server = await Server.start({data});
    const client = new Client(server);
    const outcome = await client.get(`/rounds/${id}/outcome`);
    assert.equal(outcome.status, 200);
    assert.ok(outcome.text.includes('外地一轮'));
    assert.equal(await server.end(), 0);

    // The floor of support: of 4 ballots 3 name the benches, 2 the trees, 1 the lights.
    const imports = async (floor) => {
        const again = await run('import', 'pb', 'tests/api/small.pb', '--data', data, '--title', `起点 ${floor}`,
            '--min-support', floor);
        assert.equal(again.status, 0, again.err);
        const entry = execFileSync('sqlite3', [ path.join(data, 'gongyi.sqlite'),
            `SELECT bytes FROM entry WHERE bytes LIKE '%"title":"起点 ${floor}"%'` ]).toString();
        return [ /"support_min_votes":(\d+)/, /"support_min_share":(\d+)/ ].map((of) => entry.match(of)?.[1]);
    };
    assert.deepEqual(await imports('3'), [ '3', undefined ]);
    assert.deepEqual(await imports('2000000'), [ '2000000', undefined ]);
    assert.deepEqual(await imports('62.5%'), [ '1', '6250' ]);
    assert.deepEqual(await imports('0%'), [ undefined, undefined ]);
});

test('a faulty .pb file is named with line and column, and nothing is stored', async () => {
    const data = path.join(folder, 'faulty');
    assert.equal((await run('demo', '--data', data)).status, 0);
    const entries = () =>
        execFileSync('sqlite3', [ path.join(data, 'gongyi.sqlite'), 'SELECT count(*) FROM entry' ]).toString();
    const before = entries();
    const good = await readFile(path.join(root, 'tests/api/small.pb'), 'utf8');
    const file = path.join(folder, 'faulty.pb');
    for (const [text, where] of [[ good.replace('5000;', 'much;'), /faulty\.pb:\d+:\d+: /],
             [ good.replace('v1;', ''), /faulty\.pb:\d+:\d+: /], [ 'nonsense', /faulty\.pb:1:1: /],
             [ '', /faulty\.pb:\d+:\d+: /]]) {
        await writeFile(file, text);
        const answer = await run('import', 'pb', file, '--data', data);
        assert.equal(answer.status, 1, text.slice(0, 30));
        assert.match(answer.err, where);
        assert.equal(entries(), before);
    }
    const absent = await run('import', 'pb', path.join(folder, 'absent.pb'), '--data', data);
    assert.equal(absent.status, 1);
    assert.match(absent.err, /cannot read/);
});

test('an expired session is nobody', async () => {
    const server = await Server.start({options : [ '--session-hours', '0' ]});
    const round = await openRound(server);
    const voter = await server.person('resident');
    const me = (await voter.get('/api/v1/me')).json;
    assert.equal(me.role, 'visitor');
    const answer = await voter.command({type : 'OpenVoting', round : round.id});
    assert.equal(answer.status, 401);
    assert.equal(answer.json.code, 'session_needed');
    assert.equal((await voter.get('/me')).status, 303);
    assert.equal(await server.end(), 0);
});

test('too many commands, claims and sign-ins are slowed down', async () => {
    const server = await Server.start({options : [ '--command-limit', '3', '--attempt-limit', '6' ]});
    const round = await openRound(server);
    const voter = await server.person('resident');
    const opening = {type : 'OpenVoting', round : round.id};
    const statuses = [];
    for (let i = 0; i < 4; ++i) statuses.push((await voter.command(opening)).status);
    assert.deepEqual(statuses, [ 403, 403, 403, 429 ]);
    assert.equal((await new Voter(voter, round).issue()).status, 429);
    const limited = await voter.command(opening);
    assert.equal(limited.json.code, 'too_many_requests');
    assert.ok(Number(limited.headers['retry-after']) > 0);
    const guesses = [];
    for (let i = 0; i < 6; ++i) {
        guesses.push(
            (await voter.post('/api/v1/session', {name : voter.name, passphrase : `guess number ${i}`})).status);
    }
    assert.deepEqual(guesses, [ 401, 401, 429, 429, 429, 429 ]);
    // The tries of this device are no other's, and the other way round.
    const stranger = new Client(server);
    for (let i = 0; i < 2; ++i) {
        assert.equal((await stranger.form('/signin', {name : voter.name, passphrase : 'a wrong guess'})).status, 422);
    }
    const form = await stranger.form('/signin', {name : voter.name, passphrase});
    assert.equal(form.status, 429);
    // Two tries a minute: the page says the same number as the header, and it is true.
    const seconds = Number(form.headers['retry-after']);
    assert.ok(seconds > 20 && seconds <= 30, `${seconds}`);
    assert.match(form.text, new RegExp(`请等 ${seconds} 秒`));
    assert.equal(await server.end(), 0);
});

test('behind TLS cookies are secure; the log names no one', async () => {
    const server = await Server.start({options : [ '--secure-cookies', '--log' ]});
    const {code} = server.takeCode('resident');
    const client = new Client(server);
    const answer = await client.post('/api/v1/claim', {code, name : 'Zhang', passphrase});
    assert.match(answer.headers['set-cookie'][0], /^__Host-gongyi_session=[\w-]{43}; .*Path=\/; .*; Secure$/);
    assert.match(answer.headers['set-cookie'][1], /^__Host-gongyi_device=[0-9a-f]{32}; .*Path=\/; .*; Secure$/);
    assert.match(answer.headers['strict-transport-security'], /^max-age=\d{8}$/);
    await client.get('/signin?back=/secret-place');
    assert.equal(await server.end(), 0);
    assert.match(server.err, /^POST \/api\/v1\/claim 201 [\d.]+ ms$/m);
    assert.match(server.err, /^GET \/signin 200|^GET \/signin 303/m);
    for (const secret
             of [code, passphrase, 'Zhang', '127.0.0.1', 'secret-place', client.cookies.get('__Host-gongyi_session')]) {
        assert.ok(!server.err.includes(secret));
    }
});
