// The forms of the decision flow as a browser without scripts sends them, the notices on paper, and `gongyi matter`.
import assert from 'node:assert/strict';
import {after, before, describe, test} from 'node:test';
import {writeFile} from 'node:fs/promises';
import path from 'node:path';

import {Client, Server, run, slug} from './server.mjs';

let server;
let resident;
let staff;
let visitor;
before(async () => {
    server = await Server.start();
    resident = await server.person('resident');
    staff = await server.person('staff');
    visitor = new Client(server);
});
after(() => server.end());

const proposal = {
    type: 'OpenMatter', back: '/matters/new', title: '8栋门口加装无障碍坡道', text: '一、加装坡道。\r\n二、装扶手。',
    origin: 'residents', profile: 'cn.rc.2026', amount_fen: '30000',
};
const act = (person, fields) => person.form('/act', {csrf: person.csrf, ...fields});
const viewerOf = (page) => page.text.match(/<script type="application\/json" id="viewer">(.*?)<\/script>/s)[1];
const matters = async () =>
    (await visitor.get(`/api/v1/${slug}/record`)).text.split('\n').filter((line) => /"MatterOpened"/.test(line)).length;

describe('forms', () => {
    test('a form makes what it names, and leads to it', async () => {
        const answer = await act(resident, proposal);
        assert.equal(answer.status, 303);
        assert.match(answer.headers.location, /^\/matters\/\d+$/);
        const page = await visitor.get(answer.headers.location);
        assert.equal(page.status, 200);
        assert.match(page.text, /8栋门口加装无障碍坡道/);
        assert.match(page.text, /一、加装坡道。<br>二、装扶手。/);
    });

    test('the same form sent twice from one page makes one matter', async () => {
        const before = await matters();
        const fields = {...proposal, title: '按了两次', seen: '944'};
        const [first, second] = await Promise.all([act(resident, fields), act(resident, fields)]);
        assert.deepEqual([first.status, second.status], [303, 303]);
        assert.equal(await matters(), before + 1);
        // From a page made later it is meant, and said already.
        const again = await act(resident, {...fields, seen: '945'});
        assert.equal(again.status, 422);
        assert.match(again.text, /同样的话您在这里已经写过了/);
        assert.equal((await act(resident, {...fields, title: '又一件', seen: '945'})).status, 303);
        assert.equal(await matters(), before + 2);
    });

    test('visitors are sent to sign in, and nothing happens without the token', async () => {
        const before = await matters();
        assert.equal((await visitor.form('/act', proposal)).status, 401);
        const forged = await resident.form('/act', {...proposal, csrf: 'x'});
        assert.equal(forged.status, 403);
        assert.match(forged.text, /一、加装坡道。/);
        const foreign = {origin: 'https://elsewhere.example'};
        assert.equal((await resident.form('/act', {...proposal, csrf: resident.csrf}, foreign)).status, 403);
        assert.equal(await matters(), before);
    });

    test('a form with a fault comes back with what was typed', async () => {
        const missing = await act(resident, {...proposal, title: ''});
        assert.equal(missing.status, 422);
        assert.match(missing.text, /请填上这一项/);
        assert.match(missing.text, /二、装扶手。<\/textarea>/);
        const long = await act(resident, {...proposal, title: '长'.repeat(61)});
        assert.equal(long.status, 422);
        assert.equal((await act(staff, {...proposal, title: '长'.repeat(60)})).status, 303);
    });

    test('a refusal is a sentence on the page of the form', async () => {
        const answer = await act(staff, {type: 'CloseGate', back: '/matters/4', matter: '4'});
        assert.equal(answer.status, 422);
        assert.match(answer.text, /公示期还没有满/);
        const role = await act(resident, {type: 'CloseGate', back: '/matters/4', matter: '4'});
        assert.equal(role.status, 422);
        assert.match(role.text, /您的账号不能做这件事/);
    });

    test('nonsense is turned away', async () => {
        for (const fields of [{}, {type: 'Nonsense'}, {type: 'CloseGate'}, {type: 'CloseGate', matter: 'x'},
            {type: 'CloseGate', matter: '99999999999999999999'}, {type: 'CastBallot', round: '3'}]) {
            assert.equal((await act(staff, fields)).status, 422, JSON.stringify(fields));
        }
        // No way out of this site.
        const away = await act(resident, {...proposal, title: '去别处', text: '', back: '//elsewhere.example/'});
        assert.equal(away.status, 422);
        assert.doesNotMatch(away.text, /elsewhere/);
    });
});

describe('notices', () => {
    test('an objection stands on the notice without a name', async () => {
        const answer = await act(resident,
            {type: 'FileObjection', back: '/notices/6', notice: '6', text: '费用明细要写清楚<b>'});
        assert.equal(answer.status, 303);
        const page = await visitor.get('/notices/6');
        assert.match(page.text, /费用明细要写清楚&lt;b&gt;/);
        const record = (await visitor.get(`/api/v1/${slug}/record`)).text;
        const entry = record.trim().split('\n').at(-1);
        const {data} = JSON.parse(entry);
        assert.deepEqual(Object.keys(data).sort(), ['answer_due', 'is_late', 'notice', 'person', 'text']);
        // The number is for this notice alone: it says nothing of who it is.
        assert.notEqual(data.person, JSON.parse(viewerOf(await resident.get('/me'))).id);
        assert.doesNotMatch(record, /费用明细要写清楚/);
    });

    test('a poster is made for a notice that is there', async () => {
        const poster = await visitor.get('/notices/1/poster');
        assert.equal(poster.status, 200);
        assert.match(poster.text, /class="qr"/);
        assert.match(poster.text, new RegExp(`${server.origin}/record/entries/\\d+<`));
        for (const number of ['99', '0', 'x', '01']) {
            assert.equal((await visitor.get(`/notices/${number}/poster`)).status, 404);
        }
    });
});

describe('gongyi matter', () => {
    test('explains a closed matter from a portal or a file, by number or title', async () => {
        const byNumber = await run('matter', '1', '--explain', '--record', server.origin);
        assert.equal(byNumber.status, 0, byNumber.err);
        assert.match(byNumber.out, /stage {2}completed/);
        assert.match(byNumber.out, /quorum {2}heads: needed 14, got 21, entry \d+/);
        assert.equal(byNumber.out.match(/^\d\. /gm).length, 7);
        const file = path.join(server.data, 'entries.ndjson');
        await writeFile(file, (await visitor.get(`/api/v1/${slug}/record`)).text);
        const texts = path.join(server.data, 'texts.ndjson');
        await writeFile(texts, (await visitor.get(`/api/v1/${slug}/texts`)).text);
        const told = (...args) => run('matter', ...args, '--record', file, '--texts', texts);
        const byTitle = await told('无障碍坡道', '--explain');
        assert.equal(byTitle.status, 1);  // Those of this test and the demo's fit.
        assert.match(byTitle.err, /fits several matters/);
        const whole = await told('3栋、5栋门口加装无障碍坡道', '--explain');
        assert.equal(whole.out, byNumber.out);
        assert.equal((await told('雨水管')).status, 0);
        // Titles stand beside the record.
        const untitled = await run('matter', '1', '--record', file);
        assert.match(untitled.out, /^matter 1 {2}\(title missing\)$/m);
        await writeFile(texts, '{}');
        assert.match((await told('1')).err, /the texts are not the record's/);
    });

    test('says what is wrong', async () => {
        assert.equal((await run('matter', 'nothing like it', '--record', server.origin)).status, 1);
        assert.equal((await run('matter')).status, 2);
        assert.equal((await run('matter', '1', '--nonsense')).status, 2);
        assert.equal((await run('matter', '1', '--record', '/nowhere/at/all')).status, 1);
    });
});
