// Two taps, sent as a browser without scripts sends them: the same form twice, without waiting for the first answer.
// Whichever answer the browser then shows must be that of the one act. Before: the urn's papers were entered twice; a
// ballot, a claim, a paper that was handed out and a step of staff's answered the second tap with a refusal.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';

import {Client, openRound, passphrase, Server, slug} from './server.mjs';

const at_once = 5;

let server;
let round;
let staff;
let desk;

before(async () => {
    server = await Server.start();
    round = await openRound(server);
    staff = await server.person('staff');
    desk = `/rounds/${round.id}/desk`;
});
after(() => server.end());

// The hidden fields of the page's form that posts to `action`, as pairs; `holds` must be in the form.
const hidden_of = (page, action, holds = '') => {
    const forms = page.text.match(/<form[\s\S]*?<\/form>/g)
                      .filter((form) => form.includes(`action="${action}"`) && form.includes(holds));
    assert.ok(forms.length > 0, `${action} ${holds}`);
    return [...forms[0].matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g) ].map(
        ([, name, value]) => [name, value]);
};
const twice = (person, path, fields) => Promise.all([ person.form(path, fields), person.form(path, fields) ]);
const counts = (page) => [...page.text.matchAll(/<dd[^>]*>(\d+)<\/dd>/g) ].map(([, count]) => Number(count));

test('a ballot that is sent twice at once is one ballot, and both answers are its receipt', async () => {
    const path = `/rounds/${round.id}/vote`;
    for (let i = 0; i < 8; i += 1) {
        const voter = await server.person('resident');
        const fields = [...hidden_of(await voter.get(path), path), [ 'choice', String(round.projects[i % 3].id) ] ];
        const answers = await twice(voter, path, fields);
        const receipts = answers.map((answer) => answer.text.match(/commitment=([0-9a-f]{64})/)?.[1]);
        assert.deepEqual(answers.map(({status}) => status), [ 200, 200 ]);
        assert.ok(receipts[0] && receipts[0] === receipts[1], receipts.join());
    }
});

test('a paper is handed out once, and the papers of the urn are entered once', async () => {
    const sheets = {csrf : staff.csrf, place : '岗亭', series : 'D', first : 1, last : 99};
    const registered = await twice(staff, `${desk}/sheets`, sheets);
    assert.deepEqual(registered.map(({status}) => status).toSorted(), [ 303, 422 ]);
    let handed = 0;
    while (handed < 2 * at_once) {
        const {code} = server.takeCode('resident');
        const fields = [...hidden_of(await staff.get(desk), `${desk}/letter`), [ 'code', code ], [ 'place', '0' ] ];
        const answers = await twice(staff, `${desk}/letter`, fields);
        if (answers.every(({status}) => status === 303)) handed += 1;
        else assert.deepEqual(answers.map(({status}) => status), [ 422, 422 ], 'one of two was refused');
    }
    const [enters, confirms] = [ await server.person('staff'), await server.person('staff') ];
    const papers =
        Array.from({length : at_once}, (_, i) => `D-000${i + 1},${round.projects[i % 2].id}`).join('\r\n');
    const before_page = await enters.get(desk);
    const fields = [...hidden_of(before_page, `${desk}/urn`), [ 'papers', papers ] ];
    for (const answer of await twice(enters, `${desk}/urn`, fields)) assert.equal(answer.status, 303);
    const waiting = await confirms.get('/staff/second');
    const acts = new Set([...waiting.text.matchAll(/action="(\/staff\/second\/\d+)"/g) ].map(([, target]) => target));
    assert.equal(acts.size, 1, 'a form that is sent twice asks once');
    const verdict = {csrf : confirms.csrf, verdict : 'confirm'};
    for (const answer of await twice(confirms, [...acts][0], verdict)) assert.equal(answer.status, 303);
    const [, was] = counts(before_page);
    const [issued, entered] = counts(await staff.get(desk));
    assert.equal(issued, 2 * at_once);
    assert.equal(entered - was, at_once, 'each paper is entered once');
});

test('an account is claimed once, and both taps are let in', async () => {
    for (let i = 0; i < 3; i += 1) {
        const {code} = server.takeCode('resident');
        const name = `双击${i}`;
        const fields = {code, name, passphrase, passphrase_again : passphrase};
        const answers = await twice(new Client(server), '/claim', fields);
        assert.deepEqual(answers.map(({status}) => status), [ 303, 303 ]);
    }
});

test('a step of staff\'s leads to where it led', async () => {
    const path = `/rounds/${round.id}/close`;
    const fields = [...hidden_of(await staff.get(path), path), [ 'reason', '提前结束' ] ];
    for (const answer of await twice(staff, path, fields)) {
        assert.equal(answer.status, 303);
        assert.equal(answer.headers.location, `/rounds/${round.id}/outcome`);
    }
    const record = (await new Client(server).get(`/api/v1/${slug}/record`)).text;
    assert.equal(record.split('\n').filter((line) => line.includes('"VotingClosed"') &&
        JSON.parse(line).data.round === round.id).length, 1);
});
