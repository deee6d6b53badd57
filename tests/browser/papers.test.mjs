// A paper ballot that a resident never asked for, on phones: noted at the desk against the letter, read by the resident
// on their page, taken back by two of staff, and the vote is theirs again. Goal: each of them can do it by thumb, with
// scripts and without, and nobody is surprised.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {launch, Person} from './support/browser.mjs';
import {Portal} from './support/program.mjs';

let browser;
let portal;
before(async () => {
    browser = await launch();
    portal = await Portal.start();
});
after(async () => {
    await browser?.close();
    await portal?.stop();
});

// Fills in the form that posts to `action` and sends it.
async function give(person, action, fields) {
    const form = `main form[action="${action}"]`;
    for (const [name, value] of Object.entries(fields)) {
        const control = person.page.locator(`${form} [name=${name}]`);
        const is_select = await control.evaluate((element) => element.localName === 'select');
        await (is_select ? control.selectOption(value) : control.fill(value));
    }
    await person.submit(`${form} [type=submit]`);
}

for (const scripts of [true, false]) {
    test(`a paper noted for the wrong person is undone, ${scripts ? 'with scripts' : 'without'}`, async () => {
        const open = () => Person.open(browser, portal, {size: 'phone', scripts});
        const [resident, hands, helper] = [await open(), await open(), await open()];
        const letter = portal.code('resident');
        await resident.claim_with(letter, `没领过票的人${scripts}`);
        await hands.claim('staff', `值班的甲${scripts}`);
        await helper.claim('staff', `值班的乙${scripts}`);

        // From the menu to the desk; where sheets are registered first.
        await hands.goto('/staff');
        await hands.submit('main a[href$="/desk"]');
        const desk = new URL(hands.page.url()).pathname;
        const round = desk.replace('/desk', '');
        const series = scripts ? 'A' : 'B';
        await give(hands, `${desk}/sheets`, {place: '东门岗亭', series, first: '1', last: '20'});
        await hands.look('papers-desk');
        await give(hands, `${desk}/letter`, {code: '0000-0000-0000', place: '0'});
        assert.match(await hands.text(), /没有这个领取码/);
        assert.equal(await hands.page.inputValue(`main form[action="${desk}/sheets"] [name=place]`), '',
            'what was written into one form stays out of the others');
        await hands.look('papers-no-such-letter');
        hands.faults = [];  // The refused request.
        await give(hands, `${desk}/letter`, {code: letter, place: '0'});
        assert.match(await hands.text(), /已经记在名册上/);

        // The resident finds out, and reads what to do. On the phone they cannot vote.
        await resident.goto('/me');
        assert.match(await resident.text(), /东门岗亭 的 \d+ 号工位记下您领了一张纸质选票/);
        await resident.look('papers-me');
        const [, number] = (await resident.text()).match(/公开记录里您是 ([\d,]+) 号/);
        await resident.goto(`${round}/vote`);
        assert.match(await resident.text(), /领的是纸质选票[^]*没有领过？/);
        assert.equal(await resident.page.locator('main input[name=choice]').count(), 0);
        await resident.look('papers-may-not-vote');

        // They bring the number; one of staff asks, another confirms.
        await give(hands, `${desk}/back`, {voter: number.replaceAll(',', ''), reason: 'never_asked'});
        assert.match(await hands.text(), /等另一位同事确认/);
        assert.equal(await hands.page.locator('main button', {hasText: '核对过'}).count(), 0, 'not one alone');
        await resident.goto('/me');
        assert.match(await resident.text(), /记下您领了一张纸质选票/, 'nothing has happened yet');
        await helper.goto('/staff');
        await helper.submit('main a[href="/staff/second"]');
        assert.match(await helper.text(), /本人没有来领过/);
        await helper.look('papers-to-confirm');
        await helper.submit('main form:has(input[value=confirm]) [type=submit]');

        await resident.goto('/me');
        assert.doesNotMatch(await resident.text(), /记下您领了一张纸质选票/);
        await resident.goto(`${round}/vote`);
        assert.notEqual(await resident.page.locator('main input[name=choice]').count(), 0, 'the vote is theirs again');
        for (const person of [resident, hands, helper]) await person.close();
    });
}
