// Documents of matters: filed with their bytes, downloaded by anybody, added later, taken down.
import assert from 'node:assert/strict';
import {createHash} from 'node:crypto';
import {rm} from 'node:fs/promises';
import {after, before, describe, test} from 'node:test';

import {filesWith} from '../support/forensics.mjs';
import {Client, makeFolder, multipart, run, Server, slug} from './server.mjs';

const documentBytesMax = 8 * 1024 * 1024;
const fingerprint = (bytes) => createHash('sha256').update(bytes).digest('hex');
const pdf = Buffer.from(`%PDF-1.7\n坡道施工图，联系人王五 13800007719\n${'\0\r\n--'.repeat(50)}`);

let data;
let server;
let staff;
let resident;
let visitor;
let matter;
before(async () => {
    data = await makeFolder();
    server = await Server.start({data, options : [ '--log' ]});
    staff = await server.person('staff');
    resident = await server.person('resident');
    visitor = new Client(server);
    matter = await openMatter('加装坡道');
});
after(async () => {
    await server.end();
    await rm(data, {recursive : true, force : true});
});

async function openMatter(title) {
    const opened = await resident.form('/act', {
        type : 'OpenMatter', back : '/matters/new', title, text : '加装坡道。', origin : 'residents',
        profile : 'cn.rc.2026', amount_fen : '30000', csrf : resident.csrf
    });
    return opened.headers.location.split('/').pop();
}
const send = (person, target, fields, file) => {
    const {body, headers} = multipart({csrf : person.csrf, ...fields}, file);
    return person.request('POST', target, {headers, body});
};
const fileDocument = (person, fields, file) => send(person, '/act',
    {type : 'FileDocument', back : `/matters/${matter}`, matter, kind : 'draft', title : '坡道施工图', ...fields}, file);
const filed = async () => (await visitor.get(`/api/v1/${slug}/record`)).text.split('\n')
    .filter((line) => line.includes('"DocumentFiled"') && line.includes(`"matter":${matter},`)).map(JSON.parse);
const download = async (hash) => {
    const answer = await fetch(`http://127.0.0.1:${server.port}/documents/${hash}`, {redirect : 'manual'});
    return {status : answer.status, headers : answer.headers, bytes : Buffer.from(await answer.arrayBuffer())};
};

describe('a document', () => {
    test('is filed with its file: the server works out the fingerprint that the record names', async () => {
        const answer = await fileDocument(staff, {hash : ''}, {field : 'file', name : '图.pdf', bytes : pdf});
        assert.equal(answer.status, 303, answer.text.slice(0, 500));
        const entries = await filed();
        assert.equal(entries.length, 1);
        assert.equal(entries[0].data.hash, fingerprint(pdf));
        const page = await visitor.get(`/matters/${matter}`);
        assert.match(page.text, new RegExp(`href="/record/texts/${fingerprint(pdf)}"[^>]*>坡道施工图`));
    });

    test('is downloaded by anybody, byte for byte, and nothing of it runs', async () => {
        const page = await visitor.get(`/record/texts/${fingerprint(pdf)}`);
        assert.equal(page.status, 200);
        assert.match(page.text, new RegExp(`href="/documents/${fingerprint(pdf)}"`));
        const {status, headers, bytes} = await download(fingerprint(pdf));
        assert.equal(status, 200);
        assert.ok(bytes.equals(pdf));
        assert.equal(headers.get('content-type'), 'application/pdf');
        assert.equal(headers.get('content-disposition'),
            `attachment; filename*=UTF-8''${encodeURIComponent('坡道施工图')}.pdf`);
        assert.match(headers.get('content-security-policy'), /sandbox/);
        assert.equal(headers.get('x-content-type-options'), 'nosniff');
        assert.equal(headers.get('cache-control'), 'no-store');
    });

    test('is saved under the ending that it came with, whatever its title', async () => {
        const list = Buffer.from('name,born\r\n');
        const kept = await fileDocument(staff, {title : '名单', hash : ''},
            {field : 'file', name : '王芳家的名单.CSV', bytes : list});
        assert.equal(kept.status, 303, kept.text.slice(0, 500));
        const {headers} = await download(fingerprint(list));
        assert.equal(headers.get('content-disposition'),
            `attachment; filename*=UTF-8''${encodeURIComponent('名单')}.csv`);
        // One of a type that runs is not: it stays what it was.
        const page = Buffer.from('<script>1</script>');
        await fileDocument(staff, {title : '页面', hash : ''}, {field : 'file', name : 'a.html', bytes : page});
        assert.match((await download(fingerprint(page))).headers.get('content-disposition'), /\.txt$/);
        assert.deepEqual(await filesWith(data, '王芳家的'), []);
    });

    test('that nobody filed is not there', async () => {
        for (const name of ['0'.repeat(64), 'x', fingerprint('else')]) {
            assert.equal((await download(name)).status, 404, name);
        }
        const lost = await send(staff, `/documents/${'0'.repeat(64)}`, {}, {field : 'file', name : 'a', bytes : pdf});
        assert.equal(lost.status, 404);
    });

    test('that is kept elsewhere says so, and its file alone can be added later', async () => {
        const paper = Buffer.from('纸质材料的扫描件');
        assert.equal((await fileDocument(staff, {title : '扫描件', hash : fingerprint(paper)})).status, 303);
        const hash = fingerprint(paper);
        const away = await download(hash);
        assert.equal(away.status, 303);
        assert.match((await visitor.get(away.headers.get('location'))).text, /没有存在这里/);

        const add = (person, bytes, name = 'a.bin') =>
            send(person, `/documents/${hash}`, {}, bytes && {field : 'file', name, bytes});
        assert.equal((await add(resident, paper)).status, 403);
        assert.equal((await add(visitor, paper)).status, 401);
        const wrong = await add(staff, Buffer.from('别的文件'));
        assert.equal(wrong.status, 422);
        assert.match(wrong.text, /指纹不一样/);
        assert.match((await add(staff, null)).text, /请填上这一项/);
        assert.equal((await add(staff, paper, '')).status, 422, 'no file was chosen');
        assert.equal((await download(hash)).status, 303, 'nothing was kept of those');

        const added = await add(staff, paper);
        assert.equal(added.status, 303);
        assert.match((await staff.get(added.headers.location)).text, /文件收好了/);
        assert.ok((await download(hash)).bytes.equals(paper));
        assert.equal((await add(staff, paper)).status, 303, 'again is no harm');
    });

    test('is as large as the limit, and not a byte more', async () => {
        matter = await openMatter('加装扶手');
        const most = Buffer.alloc(documentBytesMax, 7);
        const over = Buffer.concat([ most, Buffer.from([ 7 ]) ]);
        const refused = await fileDocument(staff, {title : '太大'}, {field : 'file', name : 'a', bytes : over});
        assert.equal(refused.status, 413);
        assert.match(refused.text, /超过 8 MB/);
        assert.match(refused.text, /value="太大"/, 'what was typed is not lost');
        assert.equal((await filed()).length, 0);
        const kept = await fileDocument(staff, {title : '大文件'}, {field : 'file', name : 'a', bytes : most});
        assert.equal(kept.status, 303);
        assert.ok((await download(fingerprint(most))).bytes.equals(most));
    });

    test('of megabytes is taken from nobody but those who may file', async () => {
        const large = {field : 'file', name : 'a', bytes : Buffer.alloc(1 << 20)};
        for (const person of [resident, visitor]) {
            const answer = await send(person, '/act', {type : 'FileDocument'}, large).catch(({code}) => code);
            if (answer.status) assert.match(answer.headers['content-type'], /text\/html/, 'a page');
            assert.ok(answer.status === 413 || answer === 'ECONNRESET' || answer === 'EPIPE', JSON.stringify(answer));
        }
        const elsewhere = await send(staff, '/signin', {}, large).catch(({code}) => code);
        assert.ok(elsewhere.status === 413 || elsewhere === 'ECONNRESET' || elsewhere === 'EPIPE');
    });

    test('in a form that is broken is refused, and leaves nothing', async () => {
        const before = (await filed()).length;
        const good = multipart({csrf : staff.csrf, type : 'FileDocument', matter, kind : 'draft', title : 'x'},
            {field : 'file', name : 'a', bytes : pdf});
        const sent = (body, type = good.headers['content-type']) =>
            staff.request('POST', '/act', {headers : {'content-type' : type}, body});
        assert.equal((await sent(good.body.subarray(0, good.body.length - 30))).status, 400);
        assert.equal((await sent(good.body, 'multipart/form-data')).status, 400);
        assert.equal((await sent(good.body, 'multipart/form-data; boundary=other')).status, 400);
        assert.equal((await sent(Buffer.alloc(0))).status, 400);
        assert.equal((await filed()).length, before);
    });

    test('that says too much is taken down: gone from answers and disk, and the record verifies', async () => {
        const hash = fingerprint(pdf);
        const takeDown = (person) => person.form('/act', {
            csrf : person.csrf, type : 'TakeDownText', back : `/record/texts/${hash}`, commitment : hash,
            ground : 'personal_information'
        });
        assert.equal((await takeDown(resident)).status, 422);
        assert.equal((await takeDown(staff)).status, 303);
        const gone = await download(hash);
        assert.equal(gone.status, 303);
        const page = await visitor.get(gone.headers.get('location'));
        assert.match(page.text, /这份材料已于.*撤下，理由：含有个人信息/);
        const back = await send(staff, `/documents/${hash}`, {}, {field : 'file', name : 'a', bytes : pdf});
        assert.equal(back.status, 303);
        assert.equal((await download(hash)).status, 303, 'it does not come back');
        matter = await openMatter('再交一次');
        const again = await fileDocument(staff, {hash : ''}, {field : 'file', name : '图.pdf', bytes : pdf});
        assert.equal(again.status, 303);
        assert.equal((await download(hash)).status, 303, 'nor when it is filed again');
        assert.deepEqual(await filesWith(data, '13800007719'), []);
        assert.ok(!server.err.includes('坡道施工图'));
        const verified = await run('verify', `http://127.0.0.1:${server.port}`);
        assert.equal(verified.status, 0, verified.out + verified.err);
    });
});
