// gongyi verify: a record from a file or a server, each attack in its line, and the exit status.
import assert from 'node:assert/strict';
import {createHash, createPrivateKey, sign} from 'node:crypto';
import {execFileSync} from 'node:child_process';
import http from 'node:http';
import https from 'node:https';
import {readFile, rm, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {after, before, test} from 'node:test';

import {Client, makeFolder, run, Server, slug} from './server.mjs';

let folder;
let server;
let lines;
let note;
let key;

before(async () => {
    folder = await makeFolder();
    server = await Server.start({data : path.join(folder, 'data')});
    const visitor = new Client(server);
    lines = (await visitor.get(`/api/v1/${slug}/record`)).text.trimEnd().split('\n');
    note = (await visitor.get(`/api/v1/${slug}/checkpoint`)).text;
    key = lines.map((line) => JSON.parse(line)).find(({type}) => type === 'RecordKeyAnnounced').data.key;
});
after(async () => {
    await server.end();
    await rm(folder, {recursive : true, force : true});
});

const sha = (...parts) => createHash('sha256').update(Buffer.concat(parts)).digest();
function root_of(leaves) {
    if (leaves.length === 1) return leaves[0];
    const half = 2 ** Math.floor(Math.log2(leaves.length - 1));
    return sha(Buffer.from([ 1 ]), root_of(leaves.slice(0, half)), root_of(leaves.slice(half)));
}
// A checkpoint over `all`, signed with the community's own key: a server that lies consistently.
async function signed(all) {
    const root = root_of(all.map((line) => sha(Buffer.from([ 0 ]), Buffer.from(line)))).toString('base64');
    const text = `gongyi/${slug}\n${all.length}\n${root}\n`;
    const file = await readFile(path.join(folder, 'data/record.key'), 'utf8');
    const [public_key, seed] = file.trimEnd().split('\n').at(-1).split(' ');
    const [name, id] = public_key.split('+');
    const der = Buffer.from(`302e020100300506032b657004220420${seed}`, 'hex');
    const signature = sign(null, Buffer.from(text), createPrivateKey({key : der, format : 'der', type : 'pkcs8'}));
    return `${text}\n— ${name} ${Buffer.concat([ Buffer.from(id, 'hex'), signature ]).toString('base64')}\n`;
}

let count = 0;
async function file_of(text) {
    const file = path.join(folder, `file-${count += 1}`);
    await writeFile(file, text);
    return file;
}
const text_of = (all) => all.map((line) => `${line}\n`).join('');
const verify = async (all, under, ...more) =>
    run('verify', await file_of(text_of(all)), '--checkpoint', await file_of(under), ...more);
const wrongs = ({out}) => out.split('\n').filter((line) => line.startsWith('WRONG')).map(
    (line) => line.match(/^WRONG +([a-z ]+[0-9]*)/)[1].trim());

test('a good record is good, from a file and from the server', async () => {
    for (const answer of [await verify(lines, note, '--key', key), await run('verify', server.origin),
             await run('verify', `${server.origin}/`, '--checkpoint', await file_of(note), '--key', key)]) {
        assert.equal(answer.status, 0, answer.out + answer.err);
        assert.match(answer.out, /^ok +entries: \d+, each/m);
        assert.match(answer.out, /^ok +checkpoint: /m);
        assert.match(answer.out, /^ok +checkpoint signature: by gongyi\//m);
        assert.match(answer.out, /^ok +round 1: \d+ ballots counted again by equal shares/m);
        assert.match(answer.out, /^ok +round 2: \d+ ballots counted again by most votes first/m);
        assert.match(answer.out, /^ok +round 2: \d+ ballots of \d+ credentials .*signatures are good/m);
        assert.deepEqual(wrongs(answer), []);
    }
    const alone = await run('verify', await file_of(text_of(lines)));
    assert.equal(alone.status, 0);
    assert.match(alone.out, /^left out +checkpoint: /m);
});

test('each attack on the entries is found', async () => {
    const forge = (line) => line.replace('"title":"', '"title":"伪');
    const attacks = {
        'changed' : lines.with(4, forge(lines[4])),
        'removed' : lines.toSpliced(6, 1),
        'the last removed' : lines.slice(0, -1),
        'inserted' : lines.toSpliced(6, 0, lines[5]),
        'reordered' : lines.with(6, lines[7]).with(7, lines[6]),
    };
    for (const [name, all] of Object.entries(attacks)) {
        const answer = await verify(all, note);
        assert.equal(answer.status, 1, `${name}: ${answer.out}`);
    }
    const cut = await run('verify', await file_of(text_of(lines).slice(0, -1)));
    assert.equal(cut.status, 1);
    assert.match(cut.out, /cut off/);
});

test('a forged checkpoint, a wrong key and a record that was rewritten are told apart', async () => {
    const forged = note.replace(/.{12}\n$/, 'AAAAAAAAAAA=\n');
    assert.deepEqual(wrongs(await verify(lines, forged)), [ 'checkpoint signature' ]);
    const stranger = `${key.slice(0, -4)}AAA=`;
    const wrong_key = await verify(lines, note, '--key', stranger);
    assert.ok(wrong_key.status !== 0);
    const other = lines.with(4, lines[4].replace('"title":"', '"title":"伪'));
    // Signed by the community itself, and yet not what somebody kept.
    const consistent = await verify(other, await signed(other));
    assert.equal(consistent.status, 0, consistent.out);
    const split = await verify(other, note);
    assert.equal(split.status, 1);
    assert.deepEqual(wrongs(split), [ 'checkpoint' ]);
    assert.match(split.out, /another root/);
    // A checkpoint of an earlier size is good for a record that has grown.
    const earlier = await signed(lines.slice(0, -1));
    assert.match((await verify(lines, earlier)).out, /^ok +checkpoint: the record has that root at/m);
});

test('a published result that nobody counts is wrong, whoever signed it', async () => {
    const lying = lines.map((line) => {
        const entry = JSON.parse(line);
        if (entry.type !== 'RoundTallied' || entry.data.round !== 2) return line;
        for (const outcome of entry.data.outcomes) outcome.selected.reverse();
        return JSON.stringify(entry);
    });
    const answer = await verify(lying, await signed(lying));
    assert.equal(answer.status, 1);
    assert.deepEqual([...new Set(wrongs(answer))], [ 'round 2' ]);
});

test('a server that shows another history than it did is found with a kept checkpoint', async (t) => {
    const other = lines.with(4, lines[4].replace('"title":"', '"title":"伪'));
    const answers = {
        '/api/v1/me' : JSON.stringify({checkpoint : `gongyi/${slug}\n1\nx\n`}),
        [`/api/v1/${slug}/record`] : text_of(other),
        [`/api/v1/${slug}/checkpoint`] : await signed(other),
        [`/api/v1/${slug}/texts`] : (await new Client(server).get(`/api/v1/${slug}/texts`)).text,
    };
    const liar = http.createServer((request, response) => response.end(answers[request.url]));
    await new Promise((resolve) => liar.listen(0, '127.0.0.1', resolve));
    t.after(() => liar.close());
    const address = `http://127.0.0.1:${liar.address().port}`;
    assert.equal((await run('verify', address)).status, 0, 'nobody who looks for the first time can tell');
    const answer = await run('verify', address, '--checkpoint', await file_of(note));
    assert.equal(answer.status, 1);
    assert.deepEqual(wrongs(answer), [ 'kept checkpoint' ]);
});

test('what cannot be checked is said, and is not called wrong', async () => {
    for (const words of [[], [ 'a', 'b' ], [ path.join(folder, 'none') ], [ 'https://' ], [ 'http://' ],
             [ 'http://127.0.0.1:1' ], [ await file_of(''), '--key', 'x' ],
             [ await file_of(''), '--checkpoint', path.join(folder, 'none') ]]) {
        const answer = await run('verify', ...words);
        assert.equal(answer.status, 2, words.join(' '));
        assert.ok(answer.err.startsWith('gongyi verify: '), answer.err);
        assert.equal(answer.out, '');
    }
});

// Goal: an address with https is believed only with a certificate for its host that leads to a trusted one. Method: a
// server with TLS in front of the portal, under a certificate that is made here and trusted by SSL_CERT_FILE alone.
test('over https the certificate must be trusted, and be for this host', async () => {
    const made = (name, ...more) => {
        const key_file = path.join(folder, `${name}.key`);
        const file = path.join(folder, `${name}.pem`);
        execFileSync('openssl', [ 'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes',
            '-keyout', key_file, '-out', file, '-subj', '/CN=gongyi test', ...more ], {stdio : 'ignore'});
        return {file, key_file};
    };
    const mine = made('mine', '-days', '2', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1');
    const elsewhere = made('elsewhere', '-days', '2', '-addext', 'subjectAltName=DNS:gongyi.example');

    const behind = new Client(server);
    const serve = async ({file, key_file}) => {
        const front = https.createServer({cert : await readFile(file), key : await readFile(key_file)},
            async (request, response) => {
                const {status, text} = await behind.get(request.url);
                response.writeHead(status).end(text);
            });
        await new Promise((resolve) => { front.listen(0, '127.0.0.1', resolve); });
        front.unref();
        return {port : front.address().port, end : () => new Promise((resolve) => { front.close(resolve); })};
    };
    const verified = async (certificate, host, trusted) => {
        const front = await serve(certificate);
        const before = process.env.SSL_CERT_FILE;
        if (trusted) process.env.SSL_CERT_FILE = trusted.file;
        const answer = await run('verify', `https://${host}:${front.port}`);
        if (before === undefined) delete process.env.SSL_CERT_FILE;
        else process.env.SSL_CERT_FILE = before;
        await front.end();
        return answer;
    };
    for (const host of ['localhost', '127.0.0.1']) {
        const good = await verified(mine, host, mine);
        assert.equal(good.status, 0, good.err + good.out);
        assert.match(good.out, /^ok +checkpoint signature/m);
    }
    for (const [certificate, host, trusted, why] of [
        [ mine, 'localhost', null, /self-signed certificate/ ],
        [ elsewhere, 'localhost', elsewhere, /not to be trusted|no secure connection/ ],
    ]) {
        const bad = await verified(certificate, host, trusted);
        assert.equal(bad.status, 2, bad.out);
        assert.match(bad.err, why);
        assert.equal(bad.out, '');
    }
    // Not TLS at all behind the address.
    const plain = await run('verify', server.origin.replace('http:', 'https:'));
    assert.equal(plain.status, 2);
    assert.match(plain.err, /no secure connection/);
});
