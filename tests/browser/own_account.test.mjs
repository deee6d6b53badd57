// One's own account on a phone: a passphrase that was seen by somebody is changed, the second step is turned on, used
// and asked for before an act that weighs; and a desktop's look at the same pages. Goal: every step can be done by
// thumb, with scripts and without, and nothing that was written is lost.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {code_of} from '../support/totp.mjs';
import {launch, Person} from './support/browser.mjs';
import {Portal} from './support/program.mjs';

const passphrase = '榕树下的一句口令';
const other_words = '三角梅开在二楼的阳台';

let browser;
let portal;
before(async () => {
    browser = await launch();
    portal = await Portal.start({options: ['--confirm-minutes', '0']});
});
after(async () => {
    await browser.close();
    await portal.stop();
});

const fill = async (person, fields) => {
    for (const [name, value] of Object.entries(fields)) await person.page.fill(`main input[name=${name}]`, value);
};
const sign_in = async (person, name, words) => {
    await person.page.goto('/signin');
    await fill(person, {name, passphrase: words});
    await person.submit('main form[action="/signin"] [type=submit]');
};

for (const scripts of [true, false]) {
    test(`a passphrase that was seen is changed, ${scripts ? 'with scripts' : 'without'}`, async () => {
        const name = `换口令的人${scripts}`;
        const phone = await Person.open(browser, portal, {size: 'phone', scripts});
        const tablet = await Person.open(browser, portal, {size: 'desktop', scripts});
        await phone.claim('resident', name, passphrase);
        await sign_in(tablet, name, passphrase);
        await phone.goto('/me');
        if (scripts) await phone.look('own-account-me');
        await phone.submit('main a[href="/me/devices"]');
        assert.match(await phone.text(), /就是这里/);
        if (scripts) await phone.look('own-account-devices');
        await phone.submit('main a[href="/me/passphrase"]');
        await fill(phone, {passphrase_now: passphrase, passphrase: 'woaini1314', passphrase_again: 'woaini1314'});
        await phone.submit('main form [type=submit]');
        assert.match(await phone.text(), /一猜就中/);
        phone.faults = [];  // The refused request.
        if (scripts) await phone.look('own-account-passphrase-refused');
        await fill(phone, {passphrase_now: passphrase, passphrase: other_words, passphrase_again: other_words});
        await phone.submit('main form [type=submit]');
        assert.match(await phone.text(), /口令换好了/);
        await tablet.page.goto('/me');
        assert.equal(new URL(tablet.page.url()).pathname, '/signin', 'the other session has ended');
        await sign_in(tablet, name, other_words);
        await tablet.goto('/me');
        if (scripts) {
            for (const page of ['', '/passphrase', '/devices', '/name', '/delete', '/second-step']) {
                await tablet.goto(`/me${page}`);
                await tablet.look(`own-account${page.replace('/', '-') || '-me'}`);
                await phone.goto(`/me${page}`);
                await phone.look(`own-account${page.replace('/', '-') || '-me'}`);
            }
        }
        await phone.close();
        await tablet.close();
    });
}

test('the second step: turned on, signed in with, asked for before an act that weighs', async () => {
    const name = '值班的人';
    const phone = await Person.open(browser, portal, {size: 'phone'});
    await phone.claim('staff', name, passphrase);
    await phone.goto('/staff');
    assert.match(await phone.text(), /打开双重验证/);
    await phone.look('second-step-advice');
    await phone.submit('main a[href="/me/second-step"]');
    const secret = await phone.page.inputValue('main input[name=secret]');
    await phone.look('second-step-set-up');
    await fill(phone, {otp: '000000', passphrase_now: passphrase});
    await phone.submit('main form [type=submit]');
    assert.match(await phone.text(), /这个数字不对/);
    phone.faults = [];  // The refused request.
    assert.equal(await phone.page.inputValue('main input[name=secret]'), secret, 'the phone has scanned this one');
    await fill(phone, {otp: code_of(secret), passphrase_now: passphrase});
    await phone.submit('main form [type=submit]');
    const codes = await phone.page.locator('main li.code').allInnerTexts();
    assert.equal(codes.length, 10);
    await phone.look('second-step-codes');
    await phone.submit('main a[href="/me/second-step"]');
    assert.match(await phone.text(), /备用码还剩 10 个/);
    await phone.look('second-step-on');

    // On another device, with a recovery code: the phone is at home.
    const desk = await Person.open(browser, portal, {size: 'desktop'});
    await sign_in(desk, name, passphrase);
    assert.match(await desk.text(), /还差一步/);
    await desk.look('second-step-signin');
    await fill(desk, {otp: codes[0]});
    await desk.submit('main form [type=submit]');
    await desk.goto('/bodies');
    const form = desk.page.locator('main form:has(input[name=type][value=EstablishBody])');
    await desk.page.evaluate(() => document.querySelectorAll('main details').forEach((one) => { one.open = true; }));
    await form.locator('select[name=kind]').selectOption('assembly');
    await form.locator('input[name=name]').first().fill('夏季纳凉议事会');
    await form.locator('input[name=term_to]').fill('2031-01-01');
    await Promise.all([desk.page.waitForEvent('load'), form.locator('[type=submit]').first().click()]);
    assert.match(await desk.text(), /请再输一次口令/);
    await desk.look('second-step-confirm');
    desk.faults = [];  // The first step alone, and the act without the proof.
    await fill(desk, {passphrase_now: passphrase, otp: codes[1]});
    await desk.submit('main form[action="/me/confirm"] [type=submit]');
    assert.match(await desk.text(), /还没有发出去/);
    assert.equal(await form.locator('input[name=name]').first().inputValue(), '夏季纳凉议事会');
    await desk.close();
    await phone.close();
});
