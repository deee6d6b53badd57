// A resident votes, staff close, everybody recounts: at both sizes, with scripts and without.
import assert from 'node:assert/strict';
import {after, before, describe, test} from 'node:test';
import {launch, Person} from './support/browser.mjs';
import {Portal} from './support/program.mjs';

const open_round = 3;  // The demo's: a knapsack.
const draft_round = 4;  // Approval of at most three.

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

const box = (person, project) => person.page.locator(`[data-project="${project}"] input[name=choice]`);
const chosen = (person) => person.page.locator('input[name=choice]:checked');

// The boxes are drawn by their labels; a person presses those.
const press = async (person, project) => {
    await person.page.locator(`[data-project="${project}"] label.pick`).click();
};

// The projects' ids and costs, cheapest first.
const projects_of = async (person) => (await person.page.locator('[data-project]').evaluateAll((cards) =>
    cards.map((each) => ({id: each.dataset.project, cost: Number(each.dataset.costFen)}))))
    .sort((left, right) => left.cost - right.cost);

const receipt_code = async (person) =>
    (await person.page.locator('.receipt-code').innerText()).replace(/\s/g, '');

const send = async (person) => {
    if (!person.scripts) return person.submit('[data-vote-review]');
    await person.page.click('[data-vote-review]');
    await person.page.waitForSelector('dialog[data-vote-dialog][open]');
    await person.screenshot('vote-dialog', {fullPage: false});
    await person.submit('dialog[data-vote-dialog] [type=submit]');
};

const close_round = async (staff, round) => {
    await staff.goto(`/rounds/${round}/close`);
    const reason = staff.page.locator('[name=reason]');
    if (await reason.count()) await reason.fill('表决提前结束，供演示');
    await staff.submit('main form [type=submit]');
};

for (const size of ['phone', 'desktop']) {
    for (const scripts of [true, false]) {
        describe(`${size}, scripts ${scripts ? 'on' : 'off'}`, () => {
            let portal;
            let resident;
            let staff;
            let first_receipt;
            let last_receipt;

            before(async () => {
                portal = await Portal.start();
                resident = await Person.open(browser, portal, {size, scripts});
                staff = await Person.open(browser, portal, {size, scripts});
            });
            after(async () => {
                await portal.stop();
            });

            test('the front page reads, and leads to the open round', async () => {
                const response = await resident.goto('/');
                assert.equal(response.status(), 200);
                assert.match(await resident.text(), /微实事/);
                await resident.page.locator(`main a[href^="/rounds/${open_round}"]`).first().waitFor();
                assert.equal(await resident.overhang(), 0);
            });

            test('a resident claims an account', async () => {
                await resident.claim('resident', `居民${size}${scripts}`);
                await resident.goto('/me');
                assert.match(await resident.text(), new RegExp(`居民${size}${scripts}`));
            });

            test('choosing shows the budget, and what does not fit', {skip: !scripts}, async () => {
                await resident.goto(`/rounds/${open_round}/vote`);
                const projects = await projects_of(resident);
                const dearest = projects.at(-1);
                // Fill up from the dear end until something no longer fits. What a press leads to is drawn after it,
                // cards and bar together: only then is known what can be pressed next.
                await press(resident, dearest.id);
                await resident.page.locator('.vote-bar').getByText('已选 1 项').waitFor();
                for (const project of projects.slice(0, -1).reverse()) {
                    if (await resident.page.locator('[data-project].over').count()) break;
                    await press(resident, project.id);
                    const count = await chosen(resident).count();
                    await resident.page.locator('.vote-bar').getByText(`已选 ${count} 项`).waitFor();
                }
                const over = resident.page.locator('[data-project].over').first();
                await over.waitFor();
                assert.match(await over.innerText(), /超出|最多/);
                assert.equal(await over.locator('input[name=choice]').isDisabled(), true);
                await resident.screenshot('vote-over', {fullPage: false});
                // Start anew for the next test.
                while (await chosen(resident).count()) {
                    const before_count = await chosen(resident).count();
                    await resident.page.locator('[data-project]:has(input:checked) label.pick').first().click();
                    await resident.page.waitForFunction((count) =>
                        document.querySelectorAll('input[name=choice]:checked').length < count, before_count);
                }
            });

            test('an empty ballot is refused at once, in words', async () => {
                await resident.goto(`/rounds/${open_round}/vote`);
                const requests = [];
                resident.page.on('request', (request) => request.method() === 'POST' && requests.push(request.url()));
                if (scripts) await resident.page.click('[data-vote-review]');
                else await resident.submit('[data-vote-review]');
                const alert = resident.page.locator('main [role=alert]').first();
                await alert.waitFor();
                assert.match(await alert.innerText(), /至少选/);
                assert.equal(requests.length, scripts ? 0 : 1, 'with scripts the core refuses, not the server');
                if (!scripts) resident.faults = [];
            });

            test('a ballot is sent, and there is a receipt', async () => {
                await resident.goto(`/rounds/${open_round}/vote`);
                const projects = await projects_of(resident);
                await press(resident, projects[0].id);
                await press(resident, projects[1].id);
                assert.equal(await chosen(resident).count(), 2);
                await send(resident);
                // Without scripts the answer to the form is the receipt, which is shown this once.
                assert.equal(new URL(resident.page.url()).pathname,
                    `/rounds/${open_round}/${scripts ? 'receipt' : 'vote'}`);
                await resident.page.locator('.receipt-square svg').waitFor();
                first_receipt = await receipt_code(resident);
                assert.match(first_receipt, /^[0-9a-f]{64}$/);
            });

            test('voting again replaces the ballot', async () => {
                await resident.goto(`/rounds/${open_round}/vote`);
                const projects = await projects_of(resident);
                if (scripts) {
                    // The browser knows what was cast from here.
                    await chosen(resident).nth(1).waitFor({state: 'attached'});
                    await press(resident, projects[2].id);
                } else {
                    // The server does not.
                    assert.equal(await chosen(resident).count(), 0);
                    for (const {id} of projects.slice(0, 3)) await press(resident, id);
                }
                await send(resident);
                last_receipt = await receipt_code(resident);
                assert.notEqual(last_receipt, first_receipt);
                // What was chosen shows from the browser's own store, or in the answer to the form.
                await resident.page.locator('.costs tbody tr').nth(2).waitFor();
            });

            test('running totals are sealed', async () => {
                await resident.goto(`/rounds/${open_round}/outcome`);
                assert.equal(await resident.page.locator('table.outcome').count(), 0);
                const record = await (await fetch(`${portal.origin}/api/v1/sijihuacheng/record?from=0`)).text();
                const entries = record.trim().split('\n').map((line) => JSON.parse(line));
                const ballots = entries.filter(({type, data}) => type === 'BallotsOpened' && data.round === open_round);
                assert.deepEqual(ballots, []);
            });

            test('what is acknowledged survives SIGKILL', async () => {
                await portal.kill();
                await portal.spawn();
                // A browser with scripts knows its own receipt; without, the address holds it.
                const query = scripts ? '' : `?commitment=${last_receipt}`;
                await resident.goto(`/rounds/${open_round}/receipt${query}`);
                await resident.page.waitForSelector('.receipt-code');
                assert.equal(await receipt_code(resident), last_receipt);
                resident.faults = resident.faults.filter((fault) => !/events|ERR_|Failed to fetch/.test(fault));
            });

            test('staff open the next round and close this one', async () => {
                await staff.claim('staff', `工作人员${size}${scripts}`);
                await staff.goto(`/rounds/${draft_round}/open`);
                await staff.page.fill('[name=reason]', '场地提前腾出来了');
                await staff.submit('main form [type=submit]');
                await close_round(staff, open_round);
                await staff.goto('/staff');
                assert.match(await staff.text(), /看结果/);
            });

            test('approval allows only so many', {skip: !scripts}, async () => {
                await resident.goto(`/rounds/${draft_round}/vote`);
                const projects = await projects_of(resident);
                for (const {id} of projects.slice(0, 3)) await press(resident, id);
                await resident.page.locator('[data-project].over').first().waitFor();
                assert.equal(await resident.page.locator('input[name=choice]:not(:checked):enabled').count(), 0);
            });

            test('the outcome shows both rules, and this browser finds its ballot', async () => {
                await resident.goto(`/rounds/${open_round}/outcome${scripts ? '' : `?receipt=${last_receipt}`}`);
                assert.equal(await resident.page.locator('.card.rule').count(), 2);
                const found = resident.page.locator('#find .notice');
                await found.waitFor();
                assert.match(await found.innerText(), /找到了/);
                assert.equal(await resident.overhang(), 0);
            });

            test('counted here, the result is the same', {skip: !scripts}, async () => {
                for (const round of [1, 2, open_round]) {
                    await resident.goto(`/rounds/${round}/outcome`);
                    await resident.page.click('[data-recount-start]');
                    await resident.page.waitForSelector('[data-recount=equal]');
                    assert.match(await resident.page.locator('[data-recount] .verified-line').innerText(), /一样/);
                    assert.match(await resident.page.locator('[data-figure=ballots]').innerText(), /^[\d,]+$/);
                }
                await resident.page.locator('[data-recount]').scrollIntoViewIfNeeded();
                await resident.screenshot('recounted', {fullPage: false});
            });

            test('nothing went wrong in the browsers', async () => {
                await resident.close();
                await staff.close();
            });
        });
    }
}
