// Free text beside the record: taken down it is gone from the data folder and from every answer, and the record still
// verifies and says so.
import assert from 'node:assert/strict';
import {after, before, describe, test} from 'node:test';
import {createHash} from 'node:crypto';
import {writeFile} from 'node:fs/promises';
import path from 'node:path';

import {filesWith} from '../support/forensics.mjs';
import {Client, Server, makeFolder, run, slug} from './server.mjs';

// What the objection of a neighbour gives away; unlike anything else that the server stores.
const detail = '身份证尾号7719-王五家在三栋1204';
const other = '另一条异议：请公开报价';

let data;
let server;
let resident;
let staff;
let visitor;
const api = `/api/v1/${slug}`;
const act = (person, fields) => person.form('/act', {csrf: person.csrf, ...fields});
const lines = async (what) => (await visitor.get(`${api}/${what}`)).text.trim().split('\n').map(JSON.parse);

// Every file of the data folder that holds the bytes.
const files_with = (words) => filesWith(data, words);

before(async () => {
    data = await makeFolder();
    server = await Server.start({data});
    resident = await server.person('resident');
    staff = await server.person('staff');
    visitor = new Client(server);
    for (const text of [detail, other]) {
        const answer = await act(resident, {type: 'FileObjection', back: '/notices/6', notice: '6', text});
        assert.equal(answer.status, 303);
    }
});
after(async () => {
    await server.end();
});

describe('a text', () => {
    test('stands beside the record, which has its commitment', async () => {
        const record = (await visitor.get(`${api}/record`)).text;
        assert.doesNotMatch(record, /王五家/);
        const texts = await lines('texts');
        const mine = texts.find(({text}) => text === detail);
        const entry = JSON.parse(record.split('\n')[mine.entry]);
        assert.equal(entry.v, 3);
        assert.equal(entry.type, 'ObjectionFiled');
        assert.deepEqual(entry.data.text, {commitment: mine.commitment});
        // As anybody would check it.
        const hash = createHash('sha256').update(Buffer.from(mine.salt, 'hex')).update(mine.text).digest('hex');
        assert.equal(hash, mine.commitment);
        assert.deepEqual((await lines(`texts?from=${mine.entry + 1}`)).map(({text}) => text), [other]);
        assert.match((await visitor.get('/notices/6')).text, /王五家/);
        const proof = await visitor.get(`/record/entries/${mine.entry}`);
        assert.match(proof.text, /王五家/);
        assert.match(proof.text, new RegExp(mine.commitment));
        assert.match(proof.text, /sha256sum/);
    });

    test('asked for wrongly is refused', async () => {
        assert.equal((await visitor.get(`${api}/texts?from=x`)).status, 400);
        assert.equal((await visitor.get(`${api}/texts?from=99999999`)).status, 400);
        assert.equal((await visitor.get('/api/v1/elsewhere/texts')).status, 404);
        assert.equal((await visitor.get(`/record/texts/${'0'.repeat(64)}`)).status, 404);
        assert.equal((await visitor.get('/record/texts/x')).status, 404);
    });

    test('is taken down by the staff alone, for a ground, and once', async () => {
        const {commitment} = (await lines('texts')).find(({text}) => text === detail);
        const page = `/record/texts/${commitment}`;
        assert.match((await staff.get('/notices/6')).text, new RegExp(`href="${page}"`));
        assert.doesNotMatch((await resident.get('/notices/6')).text, new RegExp(page));
        assert.doesNotMatch((await resident.get(page)).text, /TakeDownText/);
        assert.match((await staff.get(page)).text, /name="type" value="TakeDownText"/);
        const fields = {type: 'TakeDownText', back: page, commitment, ground: 'personal_information'};
        assert.equal((await act(resident, fields)).status, 422);
        assert.equal((await act(staff, {...fields, ground: ''})).status, 422);
        assert.equal((await act(staff, {...fields, commitment: 'f'.repeat(64)})).status, 422);
        const done = await act(staff, fields);
        assert.equal(done.status, 303);
        assert.equal(done.headers.location, page);
        const again = await act(staff, fields);
        assert.equal(again.status, 422);
        assert.match(again.text, /已经撤下了/);
    });

    test('is then in no file of the data folder and in no answer', async () => {
        assert.deepEqual(await files_with('王五家'), []);
        assert.deepEqual(await files_with(detail), []);
        // The method can find: the other one is there.
        assert.deepEqual(await files_with('请公开报价'), ['gongyi.sqlite']);
        assert.doesNotMatch(server.err, /王五家/);
        const record = await lines('record');
        const last = record.at(-1);
        assert.equal(last.type, 'TextTakenDown');
        assert.equal(last.data.ground, 'personal_information');
        const entry = record.findIndex(({data: {text}}) => text?.commitment === last.data.commitment);
        for (const person of [visitor, resident, staff]) {
            for (const address of [`${api}/record`, `${api}/texts`, `${api}/entries/${entry}`, '/notices/6', '/notices',
                '/notices/6/poster', '/record', `/record/entries/${entry}`, `/record/texts/${last.data.commitment}`,
                '/', '/matters', '/staff']) {
                assert.doesNotMatch((await person.get(address)).text, /王五家/, address);
            }
        }
        const notice = (await visitor.get('/notices/6')).text;
        assert.match(notice, /撤下，理由：含有个人信息/);
        assert.match(notice, new RegExp(`/record/entries/${record.length - 1}"`));
        assert.match(notice, /另一条异议/);
        const english = await visitor.get('/notices/6', {'accept-language': 'en'});
        assert.match(english.text, /it contains personal information/);
    });

    test('may be a title, that of a matter and its meetings, or that of a document', async () => {
        const title = '张三家门口的坡道';
        const opened = await act(resident, {type: 'OpenMatter', back: '/matters/new', title, text: '一、加装坡道。',
            origin: 'residents', profile: 'cn.rc.2026', amount_fen: '30000'});
        assert.equal(opened.status, 303);
        const matter = opened.headers.location.match(/\/matters\/\d+/)[0];
        const file = (fields) => act(staff, {type: 'FileDocument', back: matter, matter: matter.split('/').at(-1),
            kind: 'draft', ...fields});
        assert.equal((await file({title: '张三家门口的照片', hash: 'a'.repeat(64)})).status, 303);
        assert.doesNotMatch((await visitor.get(`${api}/record`)).text, /张三家/);
        const document = `/record/texts/${'a'.repeat(64)}`;
        for (const [words, page] of [[title, matter], ['张三家门口的照片', document]]) {
            const {commitment} = (await lines('texts')).find(({text}) => text === words);
            assert.match((await staff.get(page)).text, new RegExp(`href="/record/texts/${commitment}"`));
            assert.match((await visitor.get(matter)).text, new RegExp(words));
            const taken = await act(staff, {type: 'TakeDownText', back: `/record/texts/${commitment}`, commitment,
                ground: 'personal_information'});
            assert.equal(taken.status, 303);
        }
        assert.deepEqual(await files_with('张三家'), []);
        for (const address of [matter, document, '/matters', '/meetings', '/staff', `${api}/texts`]) {
            assert.doesNotMatch((await staff.get(address)).text, /张三家/, address);
        }
        const page = (await visitor.get(matter)).text;
        assert.match(page, /事项第 \d+ 号（标题已撤下）/);
        assert.match(page, /撤下，理由：含有个人信息/);
        assert.match((await visitor.get('/matters')).text, /事项第 \d+ 号（标题已撤下）/);
        const told = await run('matter', matter.split('/').at(-1), '--record', server.origin);
        assert.match(told.out, /\(title taken down\)/);
    });

    test('leaves a record that verifies, and says which, when and why', async () => {
        const there = await run('verify', server.origin);
        assert.equal(there.status, 0, there.out);
        assert.match(there.out, /text of entry \d+: taken down by entry \d+ on \d{4}-\d\d-\d\d: personal_information/);
        assert.match(there.out, /ok {8}texts: \d+, each fits its commitment/);

        const folder = await makeFolder();
        const file = path.join(folder, 'record.ndjson');
        const beside = path.join(folder, 'texts.ndjson');
        await writeFile(file, (await visitor.get(`${api}/record`)).text);
        const texts = (await visitor.get(`${api}/texts`)).text;
        await writeFile(beside, texts);
        assert.equal((await run('verify', file, '--texts', beside)).status, 0);
        const without = await run('verify', file);
        assert.equal(without.status, 0, without.out);
        assert.match(without.out, /left out {2}texts: \d+ were not given/);

        await writeFile(beside, texts.split('\n').filter((line) => !line.includes(other)).join('\n'));
        const withheld = await run('verify', file, '--texts', beside);
        assert.equal(withheld.status, 1);
        assert.match(withheld.out, /WRONG {5}text of entry \d+: withheld without a tombstone/);
        await writeFile(beside, texts.replace(other, other + '！'));
        const changed = await run('verify', file, '--texts', beside);
        assert.equal(changed.status, 1);
        assert.match(changed.out, /WRONG {5}texts: one is not what its commitment says/);
        assert.equal((await run('verify', file, '--texts', '/nowhere/at/all')).status, 2);
    });

    test('is gone after the server was started anew, too', async () => {
        await server.end();
        server = await Server.start({data, demo: false});
        visitor = new Client(server);
        assert.deepEqual(await files_with('王五家'), []);
        const notice = (await visitor.get('/notices/6')).text;
        assert.match(notice, /撤下，理由：含有个人信息/);
        assert.match(notice, /另一条异议/);
        assert.equal(server.err, '');
    });
});
