// What a browser keeps belongs to one person. Goal: who signs in next sees nothing of it, its owner finds it again, and
// a shared device keeps nothing; what was written survives a closed tab and an ended session. Method: one browser, two
// people one after the other, for each kind of thing that is kept.
import assert from 'node:assert/strict';
import {afterEach, beforeEach, test} from 'node:test';
import {set_up} from './support/setting.mjs';

const round = 3;
const vote_path = `/rounds/${round}/vote`;
const passphrase = '四季花城的一句口令';

let phone;  // One browser, whoever holds it.
let serial = 0;
const setting = set_up();
beforeEach(async () => { phone = await setting.open({size: 'phone'}); });
afterEach(() => phone.close());

const sign_in = async (name, {shared = false} = {}) => {
    await phone.page.goto('/signin');
    await phone.page.fill('input[name=name]', name);
    await phone.page.fill('input[name=passphrase]', passphrase);
    if (shared) await phone.page.check('input[name=shared_device]');
    await phone.submit('main form [type=submit]');
};
const sign_out = async () => {
    await phone.goto('/me');
    await phone.submit('main form[action="/signout"] [type=submit]');
};
// Somebody new, whose account exists and who is not signed in.
const newcomer = async () => {
    serial += 1;
    const name = `共用手机的人${serial}`;
    await phone.claim('resident', name, passphrase);
    await sign_out();
    return name;
};
const rows = () => phone.page.evaluate(() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)]
    .filter((key) => key.startsWith('gongyi')));
const ticked = () => phone.page.locator('input[name=choice]:checked').count();
const tick = async () => {
    await phone.goto(vote_path);
    await phone.page.locator('label.pick').first().click();
    await phone.page.locator('.vote-bar').getByText('已选 1 项').waitFor();
};
const cast = async () => {
    await tick();
    await phone.page.click('[data-vote-review]');
    await phone.page.waitForSelector('dialog[open]');
    await Promise.all([phone.page.waitForURL(/\/receipt/), phone.page.click('dialog[open] [type=submit]')]);
    await phone.settled();
    await phone.page.locator('.costs tbody tr').first().waitFor();
};
const write_matter = async (words) => {
    await phone.goto('/matters/new');
    await phone.page.fill('input[name=title]', '楼道里的灯');
    await phone.page.fill('textarea[name=text]', words);
    await phone.page.evaluate(() => dispatchEvent(new Event('pagehide')));  // As leaving the page does.
};
const matter_words = () => phone.page.inputValue('textarea[name=text]');

test('ticks, receipt, ballot and words of one show to nobody else, and to their owner again', async () => {
    const [one, other] = [await newcomer(), await newcomer()];
    await sign_in(one);
    await cast();
    await write_matter('第一个人写的');
    await tick().catch(() => {});
    await sign_out();
    assert.equal(await phone.page.locator('main').getByText('第一个人写的').count(), 0);

    for (const visit of [() => {}, () => sign_in(other)]) {
        await visit();
        await phone.goto(`/rounds/${round}/receipt`);
        assert.equal(await phone.page.locator('.receipt-code').count(), 0);
    }
    await phone.goto(vote_path);
    assert.equal(await ticked(), 0);
    await phone.goto('/matters/new');
    assert.equal(await matter_words(), '');
    await sign_out();

    await sign_in(one);
    await phone.page.goto(`/rounds/${round}/receipt`);
    await phone.page.locator('.receipt-code').waitFor();
    await phone.page.locator('.costs tbody tr').first().waitFor();
    await phone.goto('/matters/new');
    assert.equal(await matter_words(), '第一个人写的');
});

test('ticks that were not sent are not ticked for the next', async () => {
    const [one, other] = [await newcomer(), await newcomer()];
    await sign_in(one);
    await tick();
    await sign_out();
    await sign_in(other);
    await phone.goto(vote_path);
    assert.equal(await ticked(), 0);
    await sign_out();
    await sign_in(one);
    await phone.goto(vote_path);
    await phone.page.locator('input[name=choice]:checked').first().waitFor({state: 'attached'});
    assert.equal(await ticked(), 1);
});

test('a shared device keeps nothing at all after signing out', async () => {
    const one = await newcomer();
    await sign_in(one);
    await tick();  // Before they called it shared.
    await sign_out();
    assert.notDeepEqual(await rows(), []);
    await sign_in(one, {shared: true});
    const [cookie] = (await phone.context.cookies()).filter(({name}) => /session/.test(name));
    assert.equal(cookie.expires, -1, 'it goes with the window');
    await phone.goto(vote_path);
    assert.match(await phone.text(), /公用的设备/);
    await phone.page.locator('input[name=choice]:checked').first().waitFor({state: 'attached'});
    await phone.page.click('[data-vote-review]');
    await phone.page.waitForSelector('dialog[open]');
    await Promise.all([phone.page.waitForURL(/\/receipt/), phone.page.click('dialog[open] [type=submit]')]);
    await phone.settled();
    await phone.page.locator('.costs tbody tr').first().waitFor();
    assert.equal(new URL(phone.page.url()).search, '', 'the address, which is remembered, does not name the ballot');
    await phone.screenshot('receipt-shared-device');
    await write_matter('在公用设备上写的');
    assert.deepEqual((await phone.page.evaluate(() => Object.keys(localStorage)))
        .filter((key) => key.startsWith('gongyi.')), []);
    await phone.goto('/me');
    assert.match(await phone.text(), /退出以后，回执就没有了/);
    await phone.screenshot('me-shared-device');
    await sign_out();
    assert.deepEqual(await rows(), []);
    await sign_in(one);
    await phone.goto('/matters/new');
    assert.equal(await matter_words(), '');
});

test('what was kept before rows had owners goes to its owner, and what has none goes', async () => {
    const [one, other] = [await newcomer(), await newcomer()];
    await sign_in(one);
    await cast();
    // As it was kept before.
    await phone.page.evaluate((number) => {
        for (const key of Object.keys(localStorage).filter((each) => each.startsWith('gongyi.'))) {
            const [, kind, , community, , commitment] = key.split('.');
            const old = {cast: `gongyi.cast.${commitment}.${community}.${number}`,
                receipt: `gongyi.receipt.${community}.${number}`}[kind];
            if (!old) continue;
            localStorage.setItem(old, localStorage.getItem(key));
            localStorage.removeItem(key);
        }
        const [community] = Object.keys(localStorage).filter((key) => /^gongyi\.ballot\./.test(key))
            .map((key) => key.split('.')[3]);
        localStorage.setItem(`gongyi.draft.${community}.${number}`, '{"choices":["1"]}');
    }, round);
    await sign_out();
    await sign_in(other);
    await phone.goto(`/rounds/${round}/receipt`);
    assert.equal(await phone.page.locator('.receipt-code').count(), 0);
    assert.equal((await rows()).some((key) => /^gongyi\.draft\.[^.]+\.\d+$/.test(key)), false);
    await sign_out();
    await sign_in(one);
    await phone.page.goto(`/rounds/${round}/receipt`);
    await phone.page.locator('.costs tbody tr').first().waitFor();
    const old = /^gongyi\.(receipt\.[^.]+\.\d+|cast\.[0-9a-f]{64}\..*)$/;
    assert.equal((await rows()).some((key) => old.test(key)), false);
});

test('other windows, and the way back, show nothing of who has signed out', async () => {
    const one = await newcomer();
    await sign_in(one);
    await phone.goto('/me');
    const window = await phone.context.newPage();
    await window.goto('/me');
    await window.waitForSelector('html[data-core=ready]', {state: 'attached'});
    await phone.submit('main form[action="/signout"] [type=submit]');
    await window.waitForURL(/\/signin/);
    await phone.page.goBack();
    await phone.page.waitForFunction((name) => !document.body.innerText.includes(name), one);
    assert.equal(await phone.page.locator('form[action="/signout"]').count(), 0);
});

test('what is written survives a closed tab, until it is sent or discarded', async () => {
    await sign_in(await newcomer());
    await write_matter('写了很久的一段话');
    await phone.page.close();
    phone.page = await phone.context.newPage();
    await phone.goto('/matters/new');
    await phone.page.locator('form [data-form-restored]').waitFor();
    assert.equal(await matter_words(), '写了很久的一段话');
    await phone.screenshot('form-restored');
    assert.deepEqual(await phone.violations(), []);
    await phone.page.click('[data-form-discard]');
    assert.equal(await matter_words(), '');
    await phone.goto('/matters/new');
    assert.equal(await matter_words(), '');

    await write_matter('这一段要发出去');
    await phone.page.fill('[name=amount_fen]', '300');
    await Promise.all([phone.page.waitForURL(/\/matters\/\d+$/),
        phone.page.click('main form.command [type=submit]')]);
    await phone.goto('/matters/new');
    assert.equal(await matter_words(), '');
});

for (const scripts of [true, false]) {
    test(`a form sent after the session ended is back after signing in, scripts ${scripts}`, async () => {
        const name = await newcomer();
        const person = scripts ? phone : await setting.open({size: 'phone', scripts});
        const [held, there] = [phone, person];
        phone = there;
        try {
            await sign_in(name);
            await phone.goto('/matters/new');
            await phone.page.fill('input[name=title]', '楼道里的灯');
            await phone.page.fill('textarea[name=text]', '登录过期以前写的\n第二行');
            await phone.page.fill('[name=amount_fen]', '300');
            await phone.context.clearCookies();
            await phone.page.click('main form.command [type=submit]');
            await phone.page.locator('main[data-page=signin]').waitFor();
            assert.match(await phone.text(), /您写的内容还在/);
            await phone.screenshot(`signin-kept-${scripts}`);
            await phone.page.fill('input[name=name]', name);
            await phone.page.fill('input[name=passphrase]', passphrase);
            await phone.submit('main form [type=submit]');
            assert.equal(await matter_words(), '登录过期以前写的\n第二行');
            assert.equal(await phone.page.inputValue('input[name=title]'), '楼道里的灯');
            await phone.screenshot(`form-after-signin-${scripts}`);
            await Promise.all([phone.page.waitForURL(/\/matters\/\d+$/),
                phone.page.click('main form.command [type=submit]')]);
            assert.match(await phone.text(), /登录过期以前写的/);
            phone.faults = [];  // The answer 401.
        } finally {
            phone = held;
            if (!scripts) {
                there.faults = [];
                await there.close();
            }
        }
    });
}
