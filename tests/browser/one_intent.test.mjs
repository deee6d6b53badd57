// One intent is one ballot, and no ballot leaves the browser but sealed. Goal: double taps on a slow line, two windows,
// ended sessions and cores that do not run never cast twice, and never post the choices without the person's word.
// Method: the real portal, with answers held back or refused on the way.
import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {set_up} from './support/setting.mjs';

const round = 3;  // The demo's: a knapsack.
const vote_path = `/rounds/${round}/vote`;
const latency_ms = 200;

const setting = set_up();

// What is sent of ballots from now on: bodies of casts, and whether the choices were ever posted as a form.
const listen = (page) => {
    const sent = {casts: [], forms: []};
    page.on('request', (request) => {
        const {pathname} = new URL(request.url());
        if (request.method() !== 'POST') return;
        if (pathname === '/api/v1/ballots') sent.casts.push(request.postData());
        if (pathname === vote_path) sent.forms.push(request.postData());
    });
    return sent;
};
const slow = (page) => page.route('**/api/v1/**', async (way) => {
    await new Promise((resolve) => { setTimeout(resolve, latency_ms); });
    await way.continue().catch(() => {});
});
const tick = (page, index = 0) => page.locator('label.pick').nth(index).click();
const review = async (page) => {
    await page.click('[data-vote-review]');
    await page.waitForSelector('dialog[data-vote-dialog][open]');
};
const confirm = 'dialog[data-vote-dialog] [type=submit]';
const code_of = (page) => page.locator('.receipt-code').innerText().then((text) => text.replace(/\s/g, ''));
const settled = (page) => page.waitForSelector('html[data-core=ready]', {state: 'attached'});
const no_locks = () => Object.defineProperty(Navigator.prototype, 'locks', {value: undefined});

for (const gap_ms of [0, 60, 90, 120]) {
    test(`two taps on confirm, ${gap_ms} ms apart, are one ballot`, async () => {
        const person = await setting.open({size: 'phone'});
        await person.claim('resident', `双击${gap_ms}`);
        await person.goto(vote_path);
        await slow(person.page);
        const sent = listen(person.page);
        await tick(person.page);
        await review(person.page);
        await Promise.all([person.page.waitForURL(/\/receipt/), person.page.evaluate(async ([selector, gap]) => {
            const button = document.querySelector(selector);
            button.click();
            await new Promise((resolve) => { setTimeout(resolve, gap); });
            button.click();
        }, [confirm, gap_ms])]);
        await person.settled();
        assert.equal(sent.casts.length, 1);
        assert.deepEqual(sent.forms, []);
        assert.equal(JSON.parse(sent.casts[0]).version, 1);
        await person.close();
    });
}

for (const locks of [true, false]) {
    test(`two windows confirm at once, ${locks ? 'with' : 'without'} the browser's locks`, async () => {
        const person = await setting.open({size: 'phone'});
        if (!locks) await person.context.addInitScript(no_locks);
        await person.claim('resident', `两个窗口${locks}`);
        const pages = [person.page, await person.context.newPage()];
        const sent = [];
        for (const page of pages) {
            await page.bringToFront();  // A window behind another draws nothing.
            await page.goto(vote_path);
            await settled(page);
            await slow(page);
            sent.push(listen(page));
            // The second window finds the ticks of the first.
            if (!sent[1]) await tick(page);
            await page.locator('.vote-bar').getByText('已选 1 项').waitFor();
            await review(page);
        }
        await Promise.all(pages.map((page) => Promise.all([page.waitForURL(/\/receipt/),
            page.evaluate((selector) => document.querySelector(selector).click(), confirm)])));
        // The same ballot, whoever was quicker; the server answers it twice.
        assert.equal(new Set(sent.flatMap(({casts}) => casts)).size, 1);
        for (const page of pages) await page.locator('.receipt-code').waitFor();
        assert.equal(await code_of(pages[0]), await code_of(pages[1]));

        // Another choice in one of them is another intent: both windows show the receipt of that one.
        const first = await code_of(pages[0]);
        await pages[1].goto(vote_path);
        await settled(pages[1]);
        await tick(pages[1], 1);
        await pages[1].locator('.vote-bar').getByText('已选 2 项').waitFor();
        await review(pages[1]);
        await Promise.all([pages[1].waitForURL(/\/receipt/), pages[1].click(confirm)]);
        await pages[1].locator('.receipt-code').waitFor();
        const second = await code_of(pages[1]);
        assert.notEqual(second, first);
        await pages[0].waitForFunction((code) =>
            document.querySelector('.receipt-code')?.textContent.replace(/\s/g, '') === code, second, {polling: 100});
        await person.close();
    });
}

test('the session has ended: nothing is posted, and after signing in the ticks are there', async () => {
    const person = await setting.open({size: 'phone'});
    await person.claim('resident', '登录过期的人', '四季花城的一句口令');
    await person.goto(vote_path);
    const sent = listen(person.page);
    await tick(person.page, 1);
    await review(person.page);
    await person.context.clearCookies();
    await person.page.click(confirm);
    await person.page.locator('[data-vote-failed=session]').waitFor();
    await person.screenshot('vote-session-ended', {fullPage: false});
    assert.deepEqual(sent, {casts: [], forms: []});
    await person.page.locator('[data-vote-failed=session] a').click();
    await person.page.fill('input[name=name]', '登录过期的人');
    await person.page.fill('input[name=passphrase]', '四季花城的一句口令');
    await person.submit('main form [type=submit]');
    assert.equal(new URL(person.page.url()).pathname, vote_path);
    await person.page.locator('input[name=choice]:checked').waitFor({state: 'attached'});
    assert.equal(await person.page.locator('input[name=choice]:checked').count(), 1);
    person.faults = [];  // The refused request.
    await person.close();
});

test('the credential was issued elsewhere: the server makes the ballot only after a yes', async () => {
    const plain = await setting.open({scripts: false});
    await plain.claim('resident', '先没有脚本', '四季花城的一句口令');
    await plain.goto(vote_path);
    await tick(plain.page);
    await plain.submit('[data-vote-review]');
    const person = await setting.open({size: 'phone'});
    await person.page.goto('/signin');
    await person.page.fill('input[name=name]', '先没有脚本');
    await person.page.fill('input[name=passphrase]', '四季花城的一句口令');
    await person.submit('main form [type=submit]');
    await person.goto(vote_path);
    const sent = listen(person.page);
    await tick(person.page, 2);
    await review(person.page);
    await person.page.click(confirm);
    await person.page.locator('[data-vote-failed=elsewhere]').waitFor();
    await person.screenshot('vote-elsewhere', {fullPage: false});
    assert.deepEqual(sent, {casts: [], forms: []});
    await Promise.all([person.page.waitForEvent('load'),
        person.page.click('[data-vote-failed=elsewhere] [data-vote-on-behalf]')]);
    assert.equal(sent.forms.length, 1);
    await person.page.locator('.receipt-code').waitFor();
    person.faults = [];  // The refused request.
    await person.close();
    await plain.close();
});

describe('where the core does not run', () => {
    let person;
    let sent;
    const arrive = async (name, pattern, answer) => {
        person = await setting.open({size: 'phone'});
        await person.claim('resident', name);
        await person.context.route(pattern, answer);
        sent = listen(person.page);
        await person.page.goto(vote_path, {waitUntil: 'commit'});  // A script may be held back.
    };

    test('it is said, and nothing is posted before a yes', async () => {
        await arrive('核心坏了', '**/assets/core.*', (way) => way.abort());
        await person.page.waitForSelector('html[data-core=failed]', {state: 'attached'});
        await tick(person.page);
        await person.page.click('[data-vote-review]');
        await person.page.locator('[data-vote-failed=core]').waitFor();
        await person.screenshot('vote-no-core', {fullPage: false});
        assert.deepEqual(sent, {casts: [], forms: []});
        await Promise.all([person.page.waitForEvent('load'),
            person.page.click('[data-vote-failed=core] [data-vote-on-behalf]')]);
        assert.equal(sent.forms.length, 1);
        person.faults = [];
        await person.close();
    });

    test('before it has come the form waits', async () => {
        let let_go;
        const held = new Promise((resolve) => { let_go = resolve; });
        await arrive('太快的人', '**/assets/vote.js', async (way) => {
            await held;
            await way.continue();
        });
        await tick(person.page);
        await person.page.click('[data-vote-review]');
        await person.page.locator('[data-vote-failed=starting]').waitFor();
        assert.deepEqual(sent, {casts: [], forms: []});
        let_go();
        await person.settled();
        await review(person.page);
        await Promise.all([person.page.waitForURL(/\/receipt/), person.page.click(confirm)]);
        assert.deepEqual(sent.forms, []);
        await person.close();
    });

    test('a script that does not come at all is said as well', async () => {
        await arrive('脚本没来', '**/assets/vote.js', (way) => way.abort());
        await person.page.waitForSelector('html[data-core=failed]', {state: 'attached'});
        await tick(person.page);
        await person.page.click('[data-vote-review]');
        await person.page.locator('[data-vote-failed=core]').waitFor();
        assert.deepEqual(sent, {casts: [], forms: []});
        person.faults = [];
        await person.close();
    });
});
