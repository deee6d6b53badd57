// The census on its page: a file is looked at, what is doubtful decided, and then it is imported; its claim codes are
// given in that one answer. Everything without scripts.
import assert from 'node:assert/strict';
import {rm} from 'node:fs/promises';
import {after, before, test} from 'node:test';

import {filesWith} from '../support/forensics.mjs';
import {Client, makeFolder, multipart, passphrase, Server} from './server.mjs';

const fileBytesMax = 8 * 1024 * 1024;
const head = 'name,born,since,class,household,building,home,area_m2,owner\r\n';

let data;
let server;
let staff;
let colleague;
let resident;
before(async () => {
    data = await makeFolder();
    server = await Server.start({data, options : [ '--log' ]});
    staff = await server.person('staff');
    colleague = await server.person('staff');
    resident = await server.person('resident');
});
after(async () => {
    await server.end();
    await rm(data, {recursive : true, force : true});
});

const post = (person, fields, bytes) => {
    const {body, headers} = multipart({csrf : person.csrf, ...fields},
        bytes !== undefined && {field : 'file', name : '名册.csv', bytes : Buffer.from(bytes)});
    return person.request('POST', '/staff/census', {headers, body});
};
// Whoever looked at a file asks for its import, and another imports it: `second` confirms the newest that waits.
async function confirm(second) {
    const waiting = await second.get('/staff/second');
    const [, target] = [...waiting.text.matchAll(/action="(\/staff\/second\/\d+)"/g) ].at(-1);
    return second.form(target, {csrf : second.csrf, verdict : 'confirm'});
}
// Name and value of a field that nobody fills in.
const hidden = (text, name) => text.match(new RegExp(`<input[^>]*name="${name}"[^>]*value="([^"]*)"`))?.[1];
const figure = (text, words) => Number(
    text.match(new RegExp(`<dt[^>]*>${words}</dt>\\s*<dd[^>]*>([\\d,]+)`))[1].replaceAll(',', ''));
const codesIn = (text) => {
    const [, encoded] = text.match(/href="data:text\/csv;charset=utf-8;base64,([^"]+)"/) ?? [];
    return encoded && Buffer.from(encoded, 'base64').toString();
};

test('the page is for staff alone, and their list leads to it', async () => {
    assert.equal((await new Client(server).get('/staff/census')).headers.location, '/signin?back=/staff/census');
    assert.equal((await resident.get('/staff/census')).status, 403);
    assert.equal((await post(resident, {}, head)).status, 403);
    assert.equal((await post(new Client(server), {}, head)).status, 401);
    const page = await staff.get('/staff/census');
    assert.equal(page.status, 200);
    assert.ok(figure(page.text, '户籍居民') > 0);
    assert.ok(figure(page.text, '家庭') > 0);
    assert.match((await staff.get('/staff')).text, /href="\/staff\/census"/);
    for (const language of ['zh-Hant', 'en']) {
        const shown = await staff.get('/staff/census', {'accept-language' : language});
        assert.equal(shown.status, 200);
        assert.doesNotMatch(shown.text, /<dt[^>]*>户籍居民/);
    }
});

test('a file that is not good names each line and column, and changes nothing', async () => {
    const before = (await staff.get('/staff/census')).text;
    const wrong = await post(staff, {},
        `${head}张三,1961/3/8 16:00,2009-05-01,hukou,1栋101,,,,\r\n李四,1961/3/8,2009-05-01,farmer,1栋101,,,,\r\n`);
    assert.equal(wrong.status, 200);
    assert.match(wrong.text, /第 2 行 born: 只要日期，不要时间/);
    assert.match(wrong.text, /第 3 行 class: 只能是 hukou/);
    assert.equal(hidden(wrong.text, 'type'), undefined, 'nothing to confirm');
    const after = (await staff.get('/staff/census')).text;
    assert.equal(figure(after, '户籍居民'), figure(before, '户籍居民'));
    for (const nothing of [undefined, '']) {
        const none = await post(staff, {}, nothing);
        assert.match(none.text, nothing === undefined ? /请填上这一项/ : /里面一个人也没有/);
    }
    // Nor does a file that comes with the word to import it: nobody has looked at it.
    await post(staff, {type : 'confirm'}, `${head}张三,1961/3/8,2009-05-01,hukou,1栋101,,,,\r\n`);
    assert.equal(figure((await staff.get('/staff/census')).text, '户籍居民'), figure(before, '户籍居民'));
});

test('what is doubtful is decided by staff, then it is imported, and its codes are given once', async () => {
    const before = (await staff.get('/staff/census')).text;
    // Excel's "Unicode text": UTF-16 with tabs.
    const text = [
        head, '名册甲,1961/3/8 0:00,2009/5/1,hukou,9栋101,,9栋101,89,yes\r\n',
        '名册甲,1961/3/8,2009/5/1,hukou,9栋202,,9栋l01,89,\r\n', '名册乙,1970/1/1,2009/5/1,tenant,９栋303,,,,\r\n',
        '名册乙,1970/1/1,2009/5/1,tenant,9栋303,,,,\r\n', '=名册丙,1970/1/1,2009/5/1,tenant,9栋404,,,,\r\n'
    ].join('').replaceAll(',', '\t');
    const bytes = Buffer.concat([ Buffer.from([ 0xff, 0xfe ]), Buffer.from(text, 'utf16le') ]);
    const asked = await post(staff, {}, bytes);
    assert.equal(asked.status, 200);
    assert.match(asked.text, /第 3 行 “名册甲, 9栋202”像第 2 行：“名册甲, 9栋101”/);
    assert.match(asked.text, /第 3 行 “9栋l01”像第 2 行：“9栋101”/);
    assert.match(asked.text, /第 5 行 和第 4 行是同一个人，写法不一样/);
    assert.equal(hidden(asked.text, 'type'), undefined, 'nothing to confirm while something is doubtful');
    const held = hidden(asked.text, 'hash');
    assert.match(held, /^[0-9a-f]{64}\.\d+$/);
    const early = await post(staff, {hash : held, type : 'confirm'});
    assert.match(early.text, /是同一个，还是两个/);
    assert.equal(codesIn(early.text), undefined);

    const half = await post(staff, {hash : held, 'person-3' : 'two'});
    assert.doesNotMatch(half.text, /name="person-3"/);
    assert.match(half.text, /name="home-3"/);
    const ready = await post(staff, {hash : held, 'home-3' : 'same'});
    assert.equal(figure(ready.text, '新增的人'), 4);
    assert.equal(figure(ready.text, '新增或换了业主的房屋'), 1);
    assert.equal(hidden(ready.text, 'type'), 'confirm');
    assert.equal(figure((await staff.get('/staff/census')).text, '租户'), figure(before, '租户'), 'not yet');

    // By another, who sees how many it would add.
    const sent = await post(staff, {hash : held, type : 'confirm'});
    assert.equal(sent.headers.location, '/staff/second?done=kept');
    assert.equal((await confirm(staff)).status, 422, 'nobody makes voters alone');
    assert.match((await colleague.get('/staff/second')).text, /新增 4 人，房屋 1 处/);
    assert.equal(figure((await staff.get('/staff/census')).text, '租户'), figure(before, '租户'), 'not yet either');
    // Pressed twice: one import, and both answers have its codes.
    const [, target] = (await colleague.get('/staff/second')).text.match(/action="(\/staff\/second\/\d+)"/);
    const verdict = {csrf : colleague.csrf, verdict : 'confirm'};
    const [done, again] = await Promise.all([0, 1].map(() => colleague.form(target, verdict)));
    assert.equal(done.status, 200);
    assert.match(done.text, /新增 4 人/);
    assert.equal(done.headers['cache-control'], 'no-store');
    const codes = codesIn(done.text);
    assert.equal(codesIn(again.text), codes);
    assert.match(codes, /^\ufeffname,household,code\r\n"名册甲","9栋101",[0-9A-Z-]{14}\r\n/);
    assert.match(codes, /"'=名册丙","9栋404",/);
    assert.equal(codes.trim().split('\r\n').length, 5);
    const page = (await staff.get('/staff/census')).text;
    assert.equal(codesIn(page), undefined);
    assert.equal(figure(page, '租户'), figure(before, '租户') + 2);
    assert.equal(figure(page, '户籍居民'), figure(before, '户籍居民') + 2);
    assert.equal(figure(page, '房屋'), figure(before, '房屋') + 1);
    assert.deepEqual(await filesWith(data, codes.slice(-16, -2)), []);
    assert.ok(!server.err.includes('名册'), 'no person is in the log');

    // The server knows them: they claim their accounts, and the same file adds nobody.
    const [, code] = codes.match(/"名册乙","9栋303",(\S+)/);
    const claimed = await new Client(server).post('/api/v1/claim', {code, name : '名册里的乙', passphrase});
    assert.equal(claimed.status, 201, claimed.text);
    const same = await post(staff, {}, bytes);
    const repeated = await post(staff, {hash : hidden(same.text, 'hash'), 'home-3' : 'same'});
    assert.match(repeated.text, /名册里都有了/);
});

test('what is held for one of staff is shown to nobody else, and what is not held is asked for', async () => {
    const mine = await post(staff, {}, `${head}名册丁,1961/3/8,2009-05-01,hukou,9栋505,,,,\r\n`);
    const held = hidden(mine.text, 'hash');
    const other = await post(colleague, {hash : held, type : 'confirm'});
    assert.match(other.text, /这个文件已经不在这里了/);
    assert.equal(codesIn(other.text), undefined);
    assert.match((await post(staff, {hash : 'x', type : 'confirm'})).text, /这个文件已经不在这里了/);
});

test('a census that changed since it was looked at is looked at again', async () => {
    const one = `${head}名册戊,1961/3/8,2009-05-01,hukou,9栋606,,,,\r\n`;
    const two = `${one}名册庚,1961/3/8,2009-05-01,hukou,9栋606,,,,\r\n`;
    const [mine, theirs] = [await post(staff, {}, two), await post(colleague, {}, one)];
    const ask = (person, {text}) => post(person, {hash : hidden(text, 'hash'), type : 'confirm'});
    assert.equal((await ask(colleague, theirs)).status, 303);
    assert.match((await confirm(staff)).text, /新增 1 人/);
    const late = await ask(staff, mine);
    assert.match(late.text, /刚才名册变了/);
    assert.equal(codesIn(late.text), undefined);
    assert.equal(figure(late.text, '新增的人'), 1);
    assert.equal((await ask(staff, late)).status, 303);
    const done = await confirm(colleague);
    assert.match(done.text, /新增 1 人/);
    assert.match(codesIn(done.text), /"名册庚"/);
});

test('a file is as large as the limit, and not a byte more', async () => {
    const line = `${head}名册己,1961/3/8,2009-05-01,hukou,9栋707,,,,\r\n`;
    const most = Buffer.concat([ Buffer.from(line), Buffer.alloc(fileBytesMax - Buffer.byteLength(line), ' ') ]);
    assert.equal(most.length, fileBytesMax);
    const looked = await post(staff, {}, most);
    assert.equal(looked.status, 200);
    assert.equal(figure(looked.text, '新增的人'), 1);
    const refused = await post(staff, {}, Buffer.concat([ most, Buffer.from(' ') ]));
    assert.equal(refused.status, 413);
    assert.match(refused.text, /超过 8 MB/);
});
