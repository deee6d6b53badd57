// Trying another budget or rule: with scripts in a worker of its own, with a bar and a way to stop; without scripts by
// the server.
import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {set_up} from './support/setting.mjs';

const page = '/rounds/2/what-if';
const result = '[data-what-if-result]';

describe('what if', () => {
    const setting = set_up();

    // The text of the comparison for a question, from whoever counts.
    const answer = async (person) => {
        await person.page.waitForSelector(result);
        return person.page.locator(`${result} .trial`).innerText();
    };

    test('this device and the server say the same', async () => {
        const question = `${page}?budget=900000&rule=phragmen`;
        const without = await setting.open({scripts: false});
        await without.goto(question);
        const from_server = await answer(without);
        assert.match(from_server, /演算/);
        await without.close();
        const person = await setting.open();
        await person.goto(page);
        const form = person.page.locator('form[data-what-if-form]');
        await form.locator('select[name=rule]').selectOption('phragmen');
        await person.page.waitForSelector(result);
        await form.locator('input[name=budget]').fill('900000');
        await person.page.waitForFunction(() => location.search.includes('budget=900000'));
        await person.page.locator(`${result} .trial`).getByText('900,000').first().waitFor();
        assert.equal(await answer(person), from_server);
        assert.match(new URL(person.page.url()).search, /rule=phragmen/);
        // The form keeps what was typed, and says what it is.
        assert.equal(await form.locator('input[name=budget]').inputValue(), '900000');
        assert.match(await person.text(), /演算，不是正式结果/);
        await person.close();
    });

    test('without scripts the form asks the server', async () => {
        const person = await setting.open({size: 'phone', scripts: false});
        await person.goto(page);
        await person.page.fill('input[name=budget]', '1000000');
        await person.submit('form[data-what-if-form] [type=submit]');
        assert.match(await answer(person), /1,000,000/);
        await person.page.fill('input[name=budget]', '很多');
        await person.submit('form[data-what-if-form] [type=submit]');
        assert.match(await person.text(), /预算没看懂/);
        await person.screenshot('what-if-fault');
        person.faults = person.faults.filter((fault) => !/status of 422/.test(fault));
        await person.close();
    });

    test('a link with a budget is counted in the browser', async () => {
        const person = await setting.open();
        await person.goto(page);
        await person.page.locator('.try a').first().click();
        await person.page.waitForSelector(result);
        assert.match(await answer(person), /1,600,000/);
        await person.close();
    });

    test('a change is on the screen at once, and the newest question wins', async (t) => {
        const person = await setting.open({size: 'phone'});
        const session = await person.context.newCDPSession(person.page);
        await person.goto(page);
        await session.send('Emulation.setCPUThrottlingRate', {rate: 4});
        const delays = await person.page.evaluate(async () => {
            const select = document.querySelector('select[name=rule]');
            const found = [];
            for (const value of ['greedy', 'per-cost', 'phragmen', 'shares', 'greedy']) {
                const began = performance.now();
                select.value = value;
                select.dispatchEvent(new Event('input', {bubbles: true}));
                await new Promise((resolve) => { requestAnimationFrame(() => setTimeout(resolve)); });
                found.push(Math.round(performance.now() - began));
            }
            return found;
        });
        t.diagnostic(`choosing a rule, 4x slower: painted after ${delays.join(', ')} ms (budget 50)`);
        await person.page.waitForSelector(result);
        await person.page.waitForSelector('[data-what-if=idle]', {state: 'attached'});
        assert.match(new URL(person.page.url()).search, /rule=greedy/);
        assert.equal(await person.page.locator('select[name=rule]').inputValue(), 'greedy');
        await person.close();
    });
});
