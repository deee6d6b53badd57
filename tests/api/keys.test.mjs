// The key that signs the record, from the command line and over HTTP. Signatures are checked with node's own Ed25519.
import assert from 'node:assert/strict';
import {createHash, createPublicKey, verify} from 'node:crypto';
import {chmod, copyFile, mkdir, readFile, rm, stat, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {after, before, test} from 'node:test';

import {Client, makeFolder, run, Server, slug} from './server.mjs';

let folder;

before(async () => {
    folder = await makeFolder();
});
after(() => rm(folder, {recursive : true, force : true}));

// The key in "name+id+base64", by C2SP signed-note.
function read_key(text) {
    const [name, id, ...rest] = text.split('+');
    const bytes = Buffer.from(rest.join('+'), 'base64');
    assert.equal(bytes[0], 1);
    const expected = createHash('sha256').update(`${name}\n`).update(bytes).digest().subarray(0, 4);
    assert.equal(id, expected.toString('hex'));
    const der = Buffer.concat([ Buffer.from('302a300506032b6570032100', 'hex'), bytes.subarray(1) ]);
    return {name, id : expected, key : createPublicKey({key : der, format : 'der', type : 'spki'})};
}

// Whether the note carries a good signature of the key.
function is_signed(note, text_of_key) {
    const {name, id, key} = read_key(text_of_key);
    const end = note.lastIndexOf('\n\n');
    const text = note.slice(0, end + 1);
    return note.slice(end + 2).trimEnd().split('\n').some((line) => {
        const [dash, signer, base64] = line.split(' ');
        const bytes = Buffer.from(base64, 'base64');
        return dash === '—' && signer === name && bytes.subarray(0, 4).equals(id) &&
            verify(null, Buffer.from(text), key, bytes.subarray(4));
    });
}

const announced = (server) => new Client(server).get(`/api/v1/${slug}/record`)
    .then(({text}) => text.trim().split('\n').map((line) => JSON.parse(line)).filter(
        ({type}) => type === 'RecordKeyAnnounced').map(({data}) => data));
const checkpoint = async (server) => (await new Client(server).get(`/api/v1/${slug}/checkpoint`)).text;

test('the checkpoint is signed by the key that the record announces, and that the operator can show', async () => {
    const data = path.join(folder, 'signed');
    const server = await Server.start({data});
    const keys = await announced(server);
    assert.equal(keys.length, 1);
    assert.equal(keys[0].previous, '');
    assert.ok(is_signed(await checkpoint(server), keys[0].key));
    const shown = await run('keys', 'show', '--data', data);
    assert.equal(shown.out, `${keys[0].key}\n`);
    assert.equal((await stat(path.join(data, 'record.key'))).mode & 0o777, 0o600);
    assert.equal(await server.end(), 0);
});

test('the demo has its key from the start, and a second start changes nothing', async () => {
    const data = path.join(folder, 'demo');
    assert.equal((await run('demo', '--data', data)).status, 0);
    const file = path.join(data, 'record.key');
    const before_start = await readFile(file, 'utf8');
    const server = await Server.start({data});
    assert.equal((await announced(server)).length, 1);
    assert.equal(await server.end(), 0);
    assert.equal(await readFile(file, 'utf8'), before_start);
});

test('a lost key stops the start; the backup or a new key lets it go on', async () => {
    const data = path.join(folder, 'lost');
    const file = path.join(data, 'record.key');
    const backup = path.join(folder, 'backup.key');
    assert.equal((await run('demo', '--data', data)).status, 0);
    const made = await run('keys', 'backup', backup, '--data', data);
    assert.equal(made.status, 0, made.err);
    assert.equal((await stat(backup)).mode & 0o777, 0o600);
    assert.equal((await run('keys', 'backup', backup, '--data', data)).status, 1, 'a backup is not overwritten');
    await rm(file);
    const refused = await run('serve', '--data', data, '--listen', '127.0.0.1:0');
    assert.equal(refused.status, 1);
    assert.match(refused.err, /record\.key.*backup.*gongyi keys rotate/s);
    assert.equal((await run('keys', 'show', '--data', data)).status, 1);

    await copyFile(backup, file);
    await chmod(file, 0o644);
    const open_to_all = await run('serve', '--data', data, '--listen', '127.0.0.1:0');
    assert.equal(open_to_all.status, 1);
    assert.match(open_to_all.err, /read or changed by others.*chmod 600/);
    await chmod(file, 0o600);
    let server = await Server.start({data});
    assert.equal((await announced(server)).length, 1);
    assert.equal(await server.end(), 0);

    await rm(file);
    const rotated = await run('keys', 'rotate', '--data', data);
    assert.equal(rotated.status, 0, rotated.err);
    assert.match(rotated.err, /was not there to sign/);
    server = await Server.start({data});
    const keys = await announced(server);
    assert.equal(keys.length, 2);
    assert.equal(keys[1].endorsement, '');
    assert.ok(is_signed(await checkpoint(server), keys[1].key));
    assert.ok(!is_signed(await checkpoint(server), keys[0].key));
    assert.equal(await server.end(), 0);
});

test('a key that is replaced has the word of the one before it, and both sign', async () => {
    const data = path.join(folder, 'rotated');
    assert.equal((await run('demo', '--data', data)).status, 0);
    const rotated = await run('keys', 'rotate', '--data', data);
    assert.equal(rotated.status, 0);
    assert.equal(rotated.err, '');
    const server = await Server.start({data});
    const [first, second] = await announced(server);
    assert.equal(rotated.out, `${second.key}\n`);
    assert.equal(second.previous, first.key);
    assert.equal(second.endorsement.split('\n\n')[0], `gongyi record key\n${second.key}`);
    assert.ok(is_signed(second.endorsement, first.key));
    const note = await checkpoint(server);
    assert.ok(is_signed(note, first.key) && is_signed(note, second.key));
    const meanwhile = await run('keys', 'rotate', '--data', data);
    assert.equal(meanwhile.status, 1);
    assert.match(meanwhile.err, /in use by another gongyi process/);
    assert.equal(await server.end(), 0);
});

test('the program that is served is in the record, and again only when it changes', async () => {
    const data = path.join(folder, 'program');
    const web = path.join(folder, 'web');
    const sha = (bytes) => createHash('sha256').update(bytes).digest('hex');
    await mkdir(web);
    await writeFile(path.join(web, 'core.wasm'), 'module');
    await writeFile(path.join(web, 'app.js'), 'script');
    const programs = async () => {
        const server = await Server.start({data, web});
        const {text} = await new Client(server).get(`/api/v1/${slug}/record`);
        assert.equal(await server.end(), 0);
        return text.trim().split('\n').map((line) => JSON.parse(line))
            .filter(({type}) => type === 'ProgramAnnounced').map(({data : told}) => told);
    };
    const files = (script) => sha(`${sha(script)}  app.js\n${sha('module')}  core.wasm\n`);
    const first = {core_sha256 : sha('module'), files_sha256 : files('script')};
    assert.deepEqual(await programs(), [ first ]);
    assert.deepEqual(await programs(), [ first ]);
    await writeFile(path.join(web, 'app.js'), 'another');
    assert.deepEqual(await programs(), [ first, {...first, files_sha256 : files('another')} ]);
});

test('keys says what it needs', async () => {
    for (const words of [[], [ 'sing' ], [ 'backup' ], [ 'show', 'x' ], [ 'rotate', 'x' ]]) {
        assert.equal((await run('keys', ...words)).status, 2, words.join(' '));
    }
});
