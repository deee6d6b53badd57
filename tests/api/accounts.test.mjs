// Accounts by whatever keyboard: a name, a passphrase and a code are the same in full width, in any form of Unicode and
// with any blanks; what only looks like somebody's name cannot be claimed.
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {rm} from 'node:fs/promises';
import path from 'node:path';
import {test} from 'node:test';

import {Client, makeFolder, Server} from './server.mjs';

const wide = (text) => text.replace(/[!-~]/g, (c) => String.fromCodePoint(c.codePointAt(0) + 0xfee0));

test('what was claimed in one spelling is signed in with in another', async () => {
    const server = await Server.start();
    const claim = (code, name, passphrase) =>
        new Client(server).post('/api/v1/claim', {code, name, passphrase});
    const signIn = (name, passphrase) => new Client(server).post('/api/v1/session', {name, passphrase});
    const {code} = server.takeCode('resident');
    const typed = `${wide(code).replace(/－/, '–')}\n`;
    assert.equal((await claim(typed, '王芳１２　', 'Café 小区 2026')).status, 201);
    assert.equal((await claim(typed, '王芳12', 'Café 小区 2026'.normalize('NFD'))).status, 201);  // Sent twice.
    for (const name of ['王芳12', '王芳１２', '　王芳12 ', '王芳12\n']) {
        for (const passphrase of ['Café 小区 2026', 'Café 小区 2026'.normalize('NFD'), wide('Café　小区　2026')]) {
            const answer = await signIn(name, passphrase);
            assert.equal(answer.status, 201, `${name} ${passphrase}`);
        }
    }
    assert.equal((await signIn('王芳12', 'café 小区 2026')).status, 401);
    assert.equal((await signIn('王芳1２l', 'Café 小区 2026')).status, 401);
    const other = server.takeCode('resident').code;
    for (const name of ['王芳12', '王芳１２', '王芳l2', '王芳І2']) {
        const answer = await claim(other, name, 'another one');
        assert.equal(answer.status, 422, name);
        assert.equal(answer.json.field, '/name');
    }
    assert.equal((await claim(other, '王芳34', 'another one')).status, 201);
    await server.end();
});

test('a passphrase that was kept as it was typed still opens, and is known by every spelling then', async () => {
    const data = await makeFolder();
    let server = await Server.start({data});
    const {code} = server.takeCode('resident');
    const plain = (await new Client(server).post('/api/v1/claim', {code, name : '老陈', passphrase : 'cafe 2026'}));
    assert.equal(plain.status, 201);
    await server.end();
    // As it was before: the hash of the bytes that were typed, in full width. It is another account's, made so here.
    const sql = (text) =>
        execFileSync('sqlite3', [ path.join(data, 'gongyi.sqlite'), text ], {encoding : 'utf8'}).trim();
    // Argon2id of "ｃａｆｅ　２０２６" as UTF-8, with libsodium's interactive costs.
    const raw = '$argon2id$v=19$m=65536,t=2,p=1$yOb1x2kaOQFq/eo9pRAN0w$/rWauhI7Dc8ULgVgpMBMopszNQygCELtNR+q+nCA0TI';
    sql(`UPDATE account SET passphrase_hash = '${raw}' WHERE name = '老陈'`);
    server = await Server.start({data, demo : false});
    const signIn = (passphrase) => new Client(server).post('/api/v1/session', {name : '老陈', passphrase});
    assert.equal((await signIn('cafe 2026')).status, 401);
    assert.equal((await signIn(wide('cafe') + '　' + wide('2026'))).status, 201);
    assert.notEqual(sql(`SELECT passphrase_hash FROM account WHERE name = '老陈'`), raw);
    assert.equal((await signIn('cafe 2026')).status, 201);
    assert.equal((await signIn(wide('cafe') + '　' + wide('2026'))).status, 201);
    await server.end();
    await rm(data, {recursive : true, force : true});
});
