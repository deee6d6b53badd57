// The census from a Chinese spreadsheet: read whatever its encoding, nobody twice, and what is written opens there.
import assert from 'node:assert/strict';
import {readFile, rm, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {after, before, test} from 'node:test';

import {makeFolder, run, Server} from './server.mjs';

let data;
let files;
before(async () => {
    data = await makeFolder();
    files = await makeFolder();
    await (await Server.start({data})).end();
});
after(() => Promise.all([ data, files ].map((folder) => rm(folder, {recursive : true, force : true}))));

const head = 'name,born,since,class,household,building,home,area_m2,owner\r\n';
let count = 0;
async function importCensus(bytes, ...options) {
    const file = path.join(files, `census-${++count}.csv`);
    const codes = path.join(files, `codes-${count}.csv`);
    await writeFile(file, bytes);
    const ended = await run('import', 'census', file, '--codes', codes, '--data', data, ...options);
    return {...ended, codes};
}

test('a file in GB18030 with days as Excel writes them, and codes that open there', async () => {
    // "张三,1961/3/8,2009/5/1,hukou,1栋101" and "=李四", with rows in which nothing stands at the end.
    const zhang = Buffer.from('d5c5c8fd', 'hex');
    const li = Buffer.from('c0eecbc4', 'hex');
    const home = Buffer.from('31b6b0313031', 'hex');
    const rest = Buffer.from(',1961/3/8,2009/5/1,hukou,');
    const bytes = Buffer.concat([
        Buffer.from(head), zhang, rest, home, Buffer.from(',,,,\r\n='), li, rest, home,
        Buffer.from(',,,,\r\n,,,,,,,,\r\n,,,,,,,,\r\n')
    ]);
    const {status, out, err, codes} = await importCensus(bytes);
    assert.equal(status, 0, err);
    assert.match(out, /^2 new people/);
    assert.match(err, /read as GB18030/);
    const written = await readFile(codes, 'utf8');
    assert.match(written, /^\ufeffname,household,code\r\n"张三","1栋101",[0-9A-Z-]{14}\r\n"'=李四","1栋101",/);
});

test('a blank or a width makes nobody twice, and who is only alike is asked about', async () => {
    const again = await importCensus(`${head}张　三,1961-03-08,2009-05-01,hukou,１栋１０１,,,,\r\n`);
    assert.equal(again.status, 0, again.err);
    assert.match(again.out, /^0 new people/);
    assert.match(again.err, /:2: the same person as somebody in the community, spelled otherwise/);
    const text = `${head}张三,1961-03-08,2009-05-01,hukou,1栋l01,,,,\r\n`;
    const asked = await importCensus(text);
    assert.notEqual(asked.status, 0);
    assert.match(asked.err, /:2: 张三, 1栋l01 is like somebody in the community: 张三, 1栋101/);
    const same = await importCensus(text, '--same', '2');
    assert.equal(same.status, 0, same.err);
    assert.match(same.out, /^0 new people/);
    const two = await importCensus(text, '--two', '2');
    assert.equal(two.status, 0, two.err);
    assert.match(two.out, /^1 new people/);
    assert.equal((await importCensus(text, '--two', 'x')).status, 2);
});

test('lines that differ by width alone are named, and a home that looks like another is asked about', async () => {
    const twice = await importCensus(`${head}周七,1971-03-08,2009-05-01,hukou,７栋１０１,,,,\r\n` +
        '周七,1971-03-08,2009-05-01,hukou,7栋101,,,,\r\n');
    assert.equal(twice.status, 0, twice.err);
    assert.match(twice.out, /^1 new people/);
    assert.match(twice.err, /:3: the same person as line 2, spelled otherwise/);
    const homes = `${head},,,,,,7栋101,89,unsold\r\n,,,,,,7栋l01,89,unsold\r\n`;
    const asked = await importCensus(homes);
    assert.notEqual(asked.status, 0);
    assert.match(asked.err, /:3: 7栋l01 is like line 2: 7栋101\n {4}--same 3:home, one home; --two 3:home, two homes/);
    assert.equal((await importCensus(homes, '--same', '3')).status, 1, 'that line has no person');
    const two = await importCensus(homes, '--two', '3:home');
    assert.match(two.out, /^0 new people, 2 homes/, two.err);
});

test('a file of Excel in UTF-16, with days as times, is read', async () => {
    const text = `${head}吴八,1961/3/8 0:00,2009/5/1 00:00:00,hukou,8栋101,,,,\r\n`.replaceAll(',', '\t');
    const marked = (bytes) => Buffer.concat([ Buffer.from([ 0xff, 0xfe ]), bytes ]);
    const read = await importCensus(marked(Buffer.from(text, 'utf16le')));
    assert.equal(read.status, 0, read.err);
    assert.match(read.err, /read as UTF-16/);
    const late = await importCensus(`${head}吴九,1961/3/8 16:00,2009/5/1,hukou,8栋101,,,,\r\n`);
    assert.match(late.err, /:2: born: a date without a time/);
    const broken = await importCensus(marked(Buffer.from(text, 'utf16le').subarray(0, -1)));
    assert.match(broken.err, /:3: character 1: not well-formed UTF-16|:2: character \d+: not well-formed UTF-16/);
});

test('what is neither UTF-8 nor GB18030 is named with its place', async () => {
    const bad = await importCensus(Buffer.concat([ Buffer.from(`${head}ab`), Buffer.from([ 0xff, 0x2c ]) ]));
    assert.notEqual(bad.status, 0);
    assert.match(bad.err, /:2: byte 3: neither UTF-8 nor GB18030/);
});
