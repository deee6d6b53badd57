// Titles, texts and names that hide something, and days that no calendar of a community holds: refused where they come
// in, by the form and by the API alike.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';

import {Client, passphrase, Server, slug} from '../api/server.mjs';

let server;
let resident;
let staff;

before(async () => {
    server = await Server.start();
    resident = await server.person('resident');
    staff = await server.person('staff');
});
after(() => server.end());

const tags = [...'secret'].map((c) => String.fromCodePoint(0xe0000 + c.codePointAt(0))).join('');
const hostile = {
    'right-to-left mark': '同意\u200f反对',
    'Arabic letter mark': '同意\u061c反对',
    'line separator': '第一行\u2028第二行',
    'paragraph separator': '第一行\u2029第二行',
    'tag characters': `坡道${tags}\u{e007f}`,
    '59 marks': `坡${'\u0301'.repeat(59)}`,
    'five marks': `坡${'\u0301'.repeat(5)}道`,
    'override': '坡道\u202e反',
    'isolate': '坡道\u2067反',
    'zero width space': '坡\u200b道',
    'byte order mark': '\ufeff坡道',
    'word joiner': '坡\u2060道',
    'soft hyphen': '坡\u00ad道',
    'joiner between ideographs': '王\u200d芳',
    'ideographic selector': '葛\u{e0100}',
    'filler': '\u3164',
    'braille blank': '\u2800',
    'private use': '王\ue815',
    'noncharacter': '坡道\ufffe',
    'object replacement': '坡道\ufffc',
    'annotation': '\ufff9坡\ufffa道\ufffb',
};
const good = {
    'Vietnamese, taken apart': 'Nguye\u0302\u0303n đề nghị',
    'Persian': 'می\u200cخواهم',
    'emoji': '坡道 👨\u200d👩\u200d👧 ❤\ufe0f 1\ufe0f\u20e3',
    'rare ideographs': '王㐱䶮𠮷',
    'Tibetan': 'བོད་སྐད རྐྱེན',
    'four marks': `坡${'\u0301'.repeat(4)}道`,
};

const matter = {type: 'OpenMatter', title: '坡道', text: '坡道', origin: 'residents', profile: 'cn.rc.2026'};
const asForm = (more, person = resident) =>
    person.form('/act', {csrf: person.csrf, back: '/matters/new', ...matter, ...more});
const asJson = (more, person = resident) =>
    person.command({...matter, amount_fen: 0, major_ticks: [], round: 0, ...more});
const size = async () =>
    Number((await new Client(server).get(`/api/v1/${slug}/checkpoint`)).text.split('\n')[1]);

for (const [name, text] of Object.entries(hostile)) {
    test(`refused: ${name}`, async () => {
        const before = await size();
        for (const field of ['title', 'text']) {
            const page = await asForm({[field]: text});
            assert.equal(page.status, 422, `${field} by form`);
            assert.ok(page.text.includes('看不见的字符'), `${field} says why`);
            const answer = await asJson({[field]: text});
            assert.equal(answer.status, 400, `${field} by JSON`);
            assert.equal(answer.json.field, `/${field}`);
        }
        assert.equal(await size(), before);
    });
}

for (const [name, text] of Object.entries(good)) {
    test(`taken: ${name}`, async () => {
        // By the desk, which raises more than one resident may.
        assert.equal((await asForm({title: text, text}, staff)).status, 303);
        assert.equal((await asJson({title: text, text: `${text}。`}, staff)).status, 200);
    });
}

test('a text of paragraphs may have line breaks, a title not', async () => {
    assert.equal((await asForm({text: '一\r\n\r\n二'})).status, 303);
    assert.equal((await asForm({title: '一\r\n二'})).status, 422);
});

test('nobody signs in with a name that looks like another', async () => {
    const {code} = server.takeCode('resident');
    const visitor = new Client(server);
    for (const text of Object.values(hostile)) {
        const page = await visitor.form('/claim', {code, name: text, passphrase, passphrase_again: passphrase});
        assert.equal(page.status, 422, JSON.stringify(text));
        const answer = await visitor.post('/api/v1/claim', {code, name: text, passphrase});
        assert.equal(answer.status, 422, JSON.stringify(text));
        assert.equal(answer.json.field, '/name');
    }
    assert.equal((await visitor.post('/api/v1/claim', {code, name: '王㐱', passphrase})).status, 201);
});

test('days and times lie where a community can use them', async () => {
    const body = {type: 'EstablishBody', kind: 'council', name: '议事会', constituencies: []};
    const establish = (from, to) => staff.command({...body, term_from: from, term_to: to});
    for (const [from, to, field] of [
             ['1899-12-31', '2026-12-31', '/term_from'], ['0001-01-01', '2026-12-31', '/term_from'],
             ['2026-01-01', '2101-01-01', '/term_to'], ['2026-01-01', '9999-12-31', '/term_to']]) {
        const answer = await establish(from, to);
        assert.equal(answer.status, 400, `${from} to ${to}`);
        assert.equal(answer.json.field, field);
    }
    assert.notEqual((await establish('1900-01-01', '2100-12-31')).status, 400);
    const meeting = {
        type: 'ConveneMeeting', body: '1', profile: 'cn.rc.2026', form: 'council', place: '会议室',
        'agenda.0.title': '坡道', back: '/meetings',
    };
    for (const at of ['9999-12-31T23:59', '2100-01-01T08:01', '1999-12-31T23:59', '0001-01-01T00:00']) {
        const page = await staff.form('/act', {csrf: staff.csrf, ...meeting, at});
        assert.equal(page.status, 422);
        assert.ok(page.text.includes('太大、太小或者太长'), at);
    }
    const round = {
        type: 'DraftRound', ballot: {choices_max: 2, choices_min: 1, form: 'approval'}, budget_fen: 1,
        electorate: {}, official_rule: 'greedy', opens_at: 1_800_000_000_000, closes_at: 253_402_300_799_999,
        tie_seed: 1, title: '一轮', year: 2026,
    };
    const answer = await staff.command(round);
    assert.equal(answer.status, 400);
    assert.equal(answer.json.field, '/closes_at');
});
