// What the browser does not take on trust, and what the server does not take from the browser.
import assert from 'node:assert/strict';
import {afterEach, beforeEach, describe, test} from 'node:test';
import {set_up} from './support/setting.mjs';

const record_address = /\/api\/v1\/sijihuacheng\/record/;
const open_round = 3;

describe('trust', () => {
    let person;
    const setting = set_up();
    beforeEach(async () => { person = await setting.open(); });
    afterEach(async () => { await person.context.close(); });

    // Serves the record with `change` made to its text.
    const tamper = (change) => person.context.route(record_address, async (route) => {
        const response = await route.fetch();
        await route.fulfill({response, body: change(await response.text())});
    });

    const recount = async () => {
        await person.page.click('[data-recount-start]');
        const frame = person.page.locator('[data-recount]');
        await frame.locator('[data-when=working]').first().waitFor({state: 'hidden'});
        return frame.getAttribute('data-recount');
    };

    test('a record with one byte changed is not counted as equal', async () => {
        await person.goto('/rounds/2/outcome');
        // The first project is added to the first ballot, or taken from it.
        await tamper((text) => text.replace(/"choices":\[(1,)?/, (_, one) => one ? '"choices":[' : '"choices":[1,'));
        assert.equal(await recount(), 'differs');
        assert.match(await person.page.locator('[data-recount] [data-when=differs]').innerText(), /不一样/);
    });

    test('an outcome that nobody counts is not taken as equal, even under a root that fits', async () => {
        // A server that lies consistently: entry and checkpoint agree, the outcome is not the ballots'.
        const {createHash} = await import('node:crypto');
        const sha = (...parts) => createHash('sha256').update(Buffer.concat(parts)).digest();
        const root_of = (leaves) => {
            if (leaves.length === 1) return leaves[0];
            const half = 2 ** Math.floor(Math.log2(leaves.length - 1));
            return sha(Buffer.from([1]), root_of(leaves.slice(0, half)), root_of(leaves.slice(half)));
        };
        const text = await (await fetch(`${setting.portal.origin}/api/v1/sijihuacheng/record?from=0`)).text();
        const lines = text.trimEnd().split('\n').map((line) => {
            const entry = JSON.parse(line);
            if (entry.type !== 'RoundTallied' || entry.data.round !== 2) return line;
            for (const outcome of entry.data.outcomes) outcome.selected.reverse();
            return JSON.stringify(entry);
        });
        assert.notEqual(lines.join('\n'), text.trimEnd());
        const root = root_of(lines.map((line) => sha(Buffer.from([0]), Buffer.from(line)))).toString('base64');
        const note = await setting.portal.sign(`gongyi/sijihuacheng\n${lines.length}\n${root}\n`);
        await tamper(() => `${lines.join('\n')}\n`);
        await person.context.route(/\/checkpoint$/, (route) => route.fulfill({contentType: 'text/plain', body: note}));
        // Whoever looks for the first time has nothing to compare with: the count itself must tell.
        await person.goto('/rounds/2/outcome');
        assert.equal(await recount(), 'differs');
    });

    test('a record that cannot be fetched is told apart from one that differs', async () => {
        await person.goto('/rounds/2/outcome');
        await person.context.route(record_address, (route) => route.abort());
        assert.equal(await recount(), 'failed');
    });

    test('a recount can be stopped', async () => {
        await person.goto('/rounds/2/outcome');
        await person.context.route(record_address, () => {});  // Never answers.
        await person.page.click('[data-recount-start]');
        await person.page.locator('progress').waitFor();
        await person.page.click('[data-recount-cancel]');
        await person.page.waitForSelector('[data-recount=idle] [data-recount-start]');
        assert.equal(await person.page.locator('[data-recount-cancel]').isVisible(), false);
    });

    test('a page over a broken record says so, and is not taken over', async () => {
        await tamper((text) => text.replace('四季花城', '三季花城'));
        await person.page.goto('/');
        await person.page.waitForSelector('[data-record-status=differs]');
        assert.equal(await person.page.locator('html[data-core=ready]').count(), 0);
    });

    test('only new entries are fetched on the next visit', async () => {
        await person.goto('/');
        const asked = [];
        person.page.on('request', (request) => record_address.test(request.url()) && asked.push(request.url()));
        await person.goto('/rounds');
        assert.deepEqual(asked, []);
    });

    test('a stored copy that does not fit any more is read anew', async () => {
        await person.goto('/');
        await person.page.evaluate(async () => {
            const database = await new Promise((resolve) => {
                const request = indexedDB.open('gongyi');
                request.onsuccess = () => resolve(request.result);
            });
            const store = database.transaction('record', 'readwrite').objectStore('record');
            const all = store.getAll();
            await new Promise((resolve) => { all.onsuccess = resolve; });
            const [chunk] = all.result;
            chunk.bytes[200] ^= 1;
            await new Promise((resolve) => { store.put(chunk).onsuccess = resolve; });
            database.close();
        });
        await person.goto('/');
        await person.page.waitForSelector('[data-record-status=verified]');
    });

    test('the server refuses what the page would not let through', async () => {
        await person.claim('resident', '绕过浏览器');
        await person.goto(`/rounds/${open_round}/vote`);
        const post = (command) => person.page.evaluate(async (body) => {
            const response = await fetch('/api/v1/ballots', {method: 'POST', body, credentials: 'omit',
                headers: {'Content-Type': 'application/json'}});
            return {status: response.status, type: response.headers.get('content-type'), body: await response.json()};
        }, JSON.stringify(command));
        const ballot = (choices) => ({choices: choices.sort((a, b) => a - b), credential: '0'.repeat(192),
            round: open_round, salt: '0'.repeat(32), signature: '0'.repeat(128), type: 'CastBallot', version: 1});
        const all = await person.page.locator('[data-project]').evaluateAll((cards) =>
            cards.map((each) => ({id: Number(each.dataset.project), cost: Number(each.dataset.costFen)})));
        const dearest = all.sort((left, right) => right.cost - left.cost).slice(0, 10).map(({id}) => id);
        const over = await post(ballot(dearest));
        assert.ok(over.status >= 400 && over.status < 500, JSON.stringify(over));
        assert.match(over.type, /application\/problem\+json/);
        assert.equal(over.body.code, 'budget_exceeded');
        const forged = await post(ballot([all.at(-1).id]));
        assert.equal(forged.status, 403);
        assert.equal(forged.body.code, 'credential_not_genuine');
    });

    test('without a network the ballot waits, and is sent once there is one', async () => {
        await person.claim('resident', '断网的人');
        await person.goto(`/rounds/${open_round}/vote`);
        await person.page.locator('label.pick').first().click();
        await person.page.locator('input[name=choice]:checked').first().waitFor({state: 'attached'});
        await person.page.click('[data-vote-review]');
        await person.page.waitForSelector('dialog[open]');
        await person.context.setOffline(true);
        await person.page.click('dialog[open] [type=submit]');
        await person.page.locator('dialog[open] [data-vote-waiting]').waitFor();
        await Promise.all([person.page.waitForURL(/\/receipt\?commitment=/), person.context.setOffline(false)]);
    });

    test('a draft outlives the page', async () => {
        await person.claim('resident', '改天再投');
        await person.goto(`/rounds/${open_round}/vote`);
        await person.page.locator('label.pick').nth(1).click();
        const project = await person.page.locator('[data-project]:has(input:checked)').getAttribute('data-project');
        await person.goto(`/rounds/${open_round}/vote`);
        await person.page.waitForSelector(`[data-project="${project}"] input:checked`, {state: 'attached'});
    });

    test('what others do shows by itself, and leaves a voter alone', async () => {
        await person.claim('resident', '看着的人');
        await person.goto(`/rounds/${open_round}`);
        const voter = await setting.open();
        await voter.claim('resident', '投票的人');
        const turnout = (await person.text()).match(/至少 \d+ 人/)[0];
        await voter.goto(`/rounds/${open_round}/vote`);
        await voter.page.locator('label.pick').first().click();
        const chosen = await voter.page.locator('[data-project]:has(input:checked)').getAttribute('data-project');
        const cast = await voter.page.evaluate(async (round) => {
            const {csrf} = JSON.parse(document.getElementById('viewer').textContent);
            const choice = document.querySelector('[data-project]').dataset.project;
            return (await fetch(`/rounds/${round}/vote`, {method: 'POST',
                body: new URLSearchParams({csrf, choice})})).status;
        }, open_round);
        assert.equal(cast, 200);
        assert.match(await person.text(), new RegExp(turnout));  // Of a cast nobody hears.

        const staff = await setting.open();
        await staff.claim('staff', '关闭的人');
        await staff.goto(`/rounds/${open_round}/close`);
        await staff.page.fill('[name=reason]', '供演示');
        await staff.submit('main form [type=submit]');
        // Whoever reads sees the outcome; whoever chooses keeps the form.
        await person.page.waitForSelector(`main a[href="/rounds/${open_round}/outcome"]`);
        await voter.page.waitForSelector('[data-record-status=verified]');
        await voter.page.waitForSelector(`[data-project="${chosen}"] input:checked`, {state: 'attached'});
        await staff.context.close();
        await voter.context.close();
    });

    // Goal: nothing that a script can hand to the module stops it. Method: seeded bytes and ill-formed JSON to every
    // operation and some that do not exist; it must answer each, and still know its record.
    test('no input stops the core', async () => {
        await person.goto('/');
        const answers = await person.page.evaluate(async () => {
            const {Core, CoreFault} = await import('/assets/core.js');
            const core = await Core.open();
            let seed = 1;
            const random = () => { seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0; return seed >>> 8; };
            const inputs = ['', '\n', '{', 'null', '['.repeat(100_000), '{"viewer":'.repeat(10_000), '{"round":-1}',
                '{"round":1e999}', '{"path":"\\ud800"}', '{}\n'];
            for (let count = 0; count < 300; count += 1) {
                inputs.push(Uint8Array.from({length: random() % 200}, () => random() % 256));
            }
            let refused = 0;
            for (const input of inputs) {
                for (const number of [0, 1, 2, 3, 4, 5, 7, 4294967295]) {
                    try {
                        core.call(number, input);
                    } catch (error) {
                        if (!(error instanceof CoreFault)) throw error;
                        refused += 1;
                    }
                }
            }
            return {asked: inputs.length * 8, refused, entries: core.ask(6).entries};
        });
        // Empty bytes are no entries, and no fault: at most the operation append may take them.
        assert.ok(answers.refused > answers.asked - 10, JSON.stringify(answers));
        assert.equal(answers.entries, 0);
    });

    test('pages come from here once the core is ready', async () => {
        await person.goto('/');
        const documents = [];
        person.page.on('request', (request) => request.isNavigationRequest() && documents.push(request.url()));
        await person.page.click('nav.sections a[href="/rounds"]');
        await person.page.waitForSelector('main[data-page=rounds]');
        assert.equal(new URL(person.page.url()).pathname, '/rounds');
        assert.match(await person.page.title(), /微实事/);
        await person.page.goBack();
        await person.page.waitForSelector('main[data-page=front]');
        assert.deepEqual(documents, []);
    });
});
