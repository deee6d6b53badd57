// Somebody changes the record in the database while the portal is down, or puts an older one back. The next start must
// not sign that without a word: it says what is wrong and with which entry, and goes on for a published reason alone.
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {cp, readFile, rm, stat} from 'node:fs/promises';
import path from 'node:path';
import {after, before, test} from 'node:test';

import {Client, makeFolder, run, Server, slug} from '../api/server.mjs';

let folder;
let genuine;
let entries;
let note;

const sql = (data, text) => execFileSync('sqlite3', [ path.join(data, 'gongyi.sqlite') ], {input : text}).toString();
const quoted = (text) => `'${text.replaceAll("'", "''")}'`;
const lines = async (server) => (await new Client(server).get(`/api/v1/${slug}/record`)).text.trim().split('\n');
const checkpoint = async (server) => (await new Client(server).get(`/api/v1/${slug}/checkpoint`)).text;

before(async () => {
    folder = await makeFolder();
    genuine = path.join(folder, 'genuine');
    const server = await Server.start({data : genuine});
    entries = await lines(server);
    note = await checkpoint(server);
    await server.end();
});
after(() => rm(folder, {recursive : true, force : true}));

let copies = 0;
const attacked = async (change) => {
    const data = path.join(folder, `copy-${++copies}`);
    await cp(genuine, data, {recursive : true});
    if (change) sql(data, change);
    return data;
};
// Removes what is kept beside the key.
const forget = (data) => Promise.all(
    ['record.checkpoint', 'record.checkpoint.live'].map((name) => rm(path.join(data, name))));
// What a start says when it refuses; a server that serves is the attack's success.
const refusal = async (data, options = []) => {
    let served;
    try {
        served = await Server.start({data, demo : false, options});
    } catch (error) {
        return error.message;
    }
    const signed = await checkpoint(served);
    await served.end();
    assert.fail(`it serves, and signed ${signed.split('\n').slice(1, 3).join(' ')}`);
};

// A count of the last vote that was closed: one more against, one less in favour.
const forgery = () => {
    const index = entries.findLastIndex((line) => line.includes('"type":"VoteClosed"'));
    const entry = JSON.parse(entries[index]);
    entry.data.counts.heads.in_favour -= 1;
    entry.data.counts.heads.against += 1;
    return {index, change : `UPDATE entry SET bytes = ${quoted(JSON.stringify(entry))} WHERE position = ${index};`};
};
const last_removed = 'DELETE FROM entry WHERE position = (SELECT max(position) FROM entry);';

test('what was signed last is kept beside the key, and a second start finds nothing', async () => {
    const file = path.join(genuine, 'record.checkpoint');
    assert.equal(await readFile(file, 'utf8'), note);
    assert.equal((await stat(file)).mode & 0o777, 0o600);
    const data = await attacked();
    const server = await Server.start({data, demo : false});
    assert.equal(server.err, '');
    assert.equal(await checkpoint(server), note);
    assert.equal((await new Client(server).get('/healthz')).status, 200);
    await server.end();
});

test('a vote that was changed is not signed: the start names the entry', async () => {
    const {index, change} = forgery();
    const said = await refusal(await attacked(change));
    assert.match(said, /the record was changed: its first \d+ entries are not those that were signed/);
    assert.match(said, new RegExp(`entry ${index} \\(VoteClosed\\) was changed: its stored hash is [0-9a-f]{16}…`));
    assert.match(said, /--accept-record/);
});

test('a record without its last entry is not signed, however well it was removed', async () => {
    const size = entries.length;
    const said = new RegExp(`rolled back from ${size} to ${size - 1} entries`);
    assert.match(await refusal(await attacked(last_removed)), said);
    // With the hashes as well.
    const nodes = `DELETE FROM node WHERE ((position + 1) << level) > ${size - 1};`;
    assert.match(await refusal(await attacked(last_removed + nodes)), said);
    // With the kept checkpoint instead.
    const data = await attacked(last_removed);
    await forget(data);
    assert.match(await refusal(data), said);
});

test('a changed vote is named by its stored hash even where the kept checkpoint is gone', async () => {
    const {index, change} = forgery();
    const data = await attacked(change);
    await forget(data);
    assert.match(await refusal(data), new RegExp(`entry ${index} \\(VoteClosed\\) was changed`));
});

test('a command of the operator refuses it as well', async () => {
    const data = await attacked(last_removed);
    const answer = await run('keys', 'rotate', '--data', data);
    assert.equal(answer.status, 1);
    assert.match(answer.err, /rolled back/);
});

test('only hashes were damaged: that is said, and mended', async () => {
    const server = await Server.start({
        data : await attacked("UPDATE node SET hash = zeroblob(32) WHERE level = 0 AND position = 3;"),
        demo : false
    });
    assert.match(server.err, /the stored hash of entry 3 was damaged; the entry is the one that was signed/);
    assert.equal(await checkpoint(server), note);
    await server.end();
});

test('a damaged database is not served', async () => {
    const data = await attacked('PRAGMA writable_schema = 1; UPDATE sqlite_schema SET rootpage = 3 WHERE name = ' +
        "'document'; PRAGMA writable_schema = 0;");
    assert.match(await refusal(data), /gongyi\.sqlite is damaged|gongyi\.sqlite cannot be checked|malformed/);
});

test('told with a reason it goes on, and everybody can read the reason', async () => {
    const size = entries.length;
    const reason = '硬盘坏了，用的是昨晚的备份';
    const data = await attacked(last_removed);
    let server = await Server.start({data, demo : false, options : [ '--accept-record', reason ]});
    const record = await lines(server);
    // It stands where the removed entry stood, before anything that is signed. (The key is announced again behind it.)
    const told = JSON.parse(record[size - 1]);
    assert.equal(told.type, 'RecordRestored');
    assert.equal(told.by, 'system');
    assert.equal(told.data.reason, reason);
    assert.equal(told.data.former_size, size);
    assert.equal(Buffer.from(told.data.former_root, 'hex').toString('base64'), note.split('\n')[2]);
    const visitor = new Client(server);
    assert.ok((await visitor.get('/record')).text.includes(reason));
    assert.ok((await visitor.get(`/record/entries/${size - 1}`)).text.includes(reason));
    const verified = await run('verify', server.origin);
    assert.match(verified.out, new RegExp(`entry ${size - 1} says that it does not continue one of ${size} entries`));
    assert.equal(await readFile(path.join(data, 'record.checkpoint.former'), 'utf8'), note);
    await server.end();
    // From then on it is the record; whoever kept the former checkpoint still sees that it is another one.
    server = await Server.start({data, demo : false});
    assert.equal(server.err, '');
    const kept = path.join(data, 'record.checkpoint.former');
    assert.equal((await run('verify', server.origin, '--checkpoint', kept)).status, 1);
    await server.end();
});

test('a reason is asked for when there is something to tell, and must be one line', async () => {
    const data = await attacked();
    const needless = await run('serve', '--data', data, '--listen', '127.0.0.1:0', '--accept-record', 'x');
    assert.equal(needless.status, 2);
    assert.match(needless.err, /--accept-record is for a record that was refused/);
    for (const wrong of ['', ' ', 'a\nb', '因'.repeat(501)]) {
        const answer = await run('serve', '--data', data, '--accept-record', wrong);
        assert.equal(answer.status, 2);
        assert.match(answer.err, /one line of at most 500 characters/);
    }
    const longest = await attacked(last_removed);
    const server = await Server.start(
        {data : longest, demo : false, options : [ '--accept-record', '因'.repeat(500) ]});
    await server.end();
});
