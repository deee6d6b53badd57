// The workbench in Debian's Chromium: drawn from the public record, counted in a worker, asked through its summary.
import assert from 'node:assert/strict';
import {after, afterEach, before, beforeEach, describe, test} from 'node:test';
import {launch, Person} from './support/browser.mjs';
import {Portal} from './support/program.mjs';

const summary = (page) => page.evaluate(() => document.querySelector('#workbench').workbench?.summary() ?? null);
// Until `look()` finds something; asked from here, for the page's policy forbids to evaluate texts in it.
const until = async (look, what) => {
    const deadline = Date.now() + 60_000;
    for (;;) {
        const found = await look();
        if (found) return found;
        if (Date.now() > deadline) throw new Error(`waited in vain: ${what}`);
        await new Promise((resolve) => setTimeout(resolve, 30));
    }
};
// Until the summary fulfils `wish`; returns it.
const until_shown = async (page, wish) => {
    let shown;
    const look = async () => (shown = await summary(page)) && wish(shown);
    await until(look, wish).catch(({message}) => { throw new Error(`${message}, last: ${JSON.stringify(shown)}`); });
    return shown;
};
// While the browser itself shows so many frames, sixty of them a second.
const frames_pass = (page, count) => page.evaluate((left) => new Promise((done) => {
    const next = () => (left-- > 0 ? requestAnimationFrame(next) : done());
    next();
}), count);
// Until two looks fifteen of the browser's frames apart see the same number drawn.
const at_rest = async (page) => {
    for (let looks = 0; looks < 40; looks += 1) {
        const {frames} = await summary(page);
        await frames_pass(page, 15);
        if ((await summary(page)).frames === frames) return frames;
    }
    throw new Error('it never stops drawing');
};
// A place of the summary, in the page's own pixels.
const box_of = async (page, name) => {
    const place = (await summary(page))[name];
    const {canvas, ratio} = await page.evaluate(() => {
        const {left, top} = document.querySelector('#workbench').getBoundingClientRect();
        return {canvas: {left, top}, ratio: devicePixelRatio};
    });
    const [left, top, right, bottom] = place.map((edge) => edge / ratio);
    return {x: canvas.left + left, y: canvas.top + top, width: right - left, height: bottom - top};
};
const middle = ({x, y, width, height}) => [x + width / 2, y + height / 2];
// How many colours the canvas shows: one when it is blank.
const colours = (page) => page.evaluate(async () => {
    const canvas = document.querySelector('#workbench');
    canvas.workbench.draw();
    const bitmap = await createImageBitmap(canvas);
    const copy = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
    copy.drawImage(bitmap, 0, 0);
    return new Set(new Uint32Array(copy.getImageData(0, 0, bitmap.width, bitmap.height).data.buffer)).size;
});
const closed_round = async (page) => {
    const {rounds} = await summary(page);
    const closed = rounds.find(({is_counted}) => is_counted);
    await page.evaluate((round) => document.querySelector('#workbench').workbench.show(round), closed.id);
    await until_shown(page, (s) => s.round === closed.id && s.rules.length === 2);
    await at_rest(page);
};

describe('workbench', () => {
    let browser;
    let portal;
    let person;
    const open = async (options) => {
        person = await Person.open(browser, portal, options);
        await person.page.goto('/workbench');
        await until_shown(person.page, (s) => s.is_loaded);
        return person.page;
    };

    before(async () => {
        [browser, portal] = await Promise.all([launch(), Portal.start()]);
    });
    after(async () => {
        await browser?.close();
        await portal?.stop();
    });
    beforeEach(() => { person = null; });
    afterEach(() => person?.close());

    for (const size of ['phone', 'desktop']) {
        test(`shows the open round first, on a ${size}`, async () => {
            const page = await open({size});
            const shown = await summary(page);
            assert.ok(shown.rounds.find(({id}) => id === shown.round).is_open);
            assert.ok(shown.rows >= 20, `${shown.rows} projects`);
            assert.ok(await colours(page) > 20, 'something is drawn');
            assert.equal(await page.locator('.workbench').getAttribute('data-workbench'), 'ready');
            const canvas = await page.locator('#workbench').evaluate(({width, clientWidth}) => width / clientWidth);
            assert.ok(Math.abs(canvas - await page.evaluate(() => devicePixelRatio)) < 0.01, 'drawn in device pixels');
            assert.deepEqual(await person.violations(), []);
            assert.equal(await person.overhang(), 0);
            await person.screenshot('workbench-open');
        });
    }

    test('draws nothing while nothing changes', async () => {
        const page = await open();
        await at_rest(page);
        // The time left is drawn anew once a minute; so of two seconds one is still.
        const seconds = [];
        for (let second = 0; second < 2; second += 1) {
            const {frames} = await summary(page);
            await frames_pass(page, 60);
            seconds.push((await summary(page)).frames - frames);
        }
        assert.ok(seconds.includes(0), `drew ${seconds} frames`);
        const {frames} = await summary(page);
        await page.mouse.move(...middle(await page.locator('#workbench').boundingBox()));
        await until_shown(page, (s) => s.frames > frames);
        await at_rest(page);
    });

    for (const size of ['phone', 'desktop']) {
        test(`counts a closed round again, and another budget as the slider moves, on a ${size}`, async () => {
            const page = await open({size});
            await closed_round(page);
            await until_shown(page, (s) => s.recount === 'equal');
            const official = await summary(page);
            assert.equal(official.is_what_if, false);
            await person.screenshot('workbench-outcome');
            const slider = await box_of(page, 'slider_place');
            const [x, y] = middle(slider);
            await page.mouse.move(x, y);
            await page.mouse.down();
            for (let step = 1; step <= 5; step += 1) await page.mouse.move(x - step * slider.width / 16, y);
            await page.mouse.up();
            await until_shown(page, (s) => s.is_what_if && !s.is_counting);
            const changed = await summary(page);
            for (const [rule, count] of changed.rules.entries()) {
                assert.ok(count.selected.length < official.rules[rule].selected.length, `${count.name} selects fewer`);
                assert.ok(count.selected.length > 0);
            }
            await at_rest(page);
            await person.screenshot('workbench-what-if');
        });
    }

    test('the keyboard moves the slider', async () => {
        const page = await open();
        await closed_round(page);
        await page.mouse.click(...middle(await box_of(page, 'slider_place')));
        assert.equal((await summary(page)).budget, '¥2,000,000');
        for (let press = 0; press < 3; press += 1) await page.keyboard.press('ArrowRight', {delay: 60});
        await until_shown(page, (s) => s.budget === '¥2,030,000' && !s.is_counting);
        for (let press = 0; press < 3; press += 1) await page.keyboard.press('ArrowLeft', {delay: 60});
        await until_shown(page, (s) => s.budget === '¥2,000,000' && !s.is_what_if);
    });

    test('finds projects by composed Chinese text, and lets Tab leave', async () => {
        const page = await open();
        await at_rest(page);
        const {rows} = await summary(page);
        await page.locator('#workbench').focus();
        await page.keyboard.press('/');
        await until(() => page.evaluate(() => document.activeElement.matches('#workbench + input')), 'the text box');
        // The browser ends a composition that begins before it knows itself where the text goes.
        await at_rest(page);
        const devtools = await person.context.newCDPSession(page);
        await devtools.send('Input.imeSetComposition', {text: 'po', selectionStart: 2, selectionEnd: 2});
        assert.equal((await summary(page)).search_words, '', 'what is being composed is not searched for yet');
        await devtools.send('Input.insertText', {text: '坡道'});
        await until_shown(page, (s) => s.search_words === '坡道' && s.rows > 0 && s.rows < rows);
        await page.keyboard.press('Backspace');
        await until_shown(page, (s) => s.search_words === '坡');
        await page.keyboard.press('Tab');
        assert.equal(await page.evaluate(() => document.activeElement.closest('.workbench')), null);
    });

    test('a click on a row shows the project, Escape or another click puts it away', async () => {
        const page = await open();
        await at_rest(page);
        const table = await box_of(page, 'table_place');
        await page.mouse.click(table.x + table.width / 3, table.y + 60);
        await until_shown(page, (s) => s.project > 0);
        await at_rest(page);
        await person.screenshot('workbench-project');
        await page.keyboard.press('Escape');
        await until_shown(page, (s) => s.project === 0);
    });

    test('is drawn again when the browser took the graphics away', async () => {
        const page = await open();
        await at_rest(page);
        const {loses} = await page.evaluate(() => {
            const context = document.querySelector('#workbench').getContext('webgl2');
            globalThis.loss = context.getExtension('WEBGL_lose_context');
            return {loses: Boolean(globalThis.loss)};
        });
        assert.ok(loses);
        await page.evaluate(() => globalThis.loss.loseContext());
        const is_lost = () => page.evaluate(() =>
            document.querySelector('#workbench').getContext('webgl2').isContextLost());
        await until(is_lost, 'the context to go');
        await page.evaluate(() => globalThis.loss.restoreContext());
        await until(async () => !await is_lost(), 'the context to come back');
        await at_rest(page);
        assert.ok(await colours(page) > 20);
        // Chromium itself says that the context was lost; nothing else went wrong.
        person.faults = person.faults.filter((fault) => !/CONTEXT_LOST|context (was )?lost/i.test(fault));
    });

    for (const [what, change] of [
        ['that the community has not signed', (note) => note.replace(/[^\n]{8}\n$/, 'AAAAAAA=\n')],
        ['with another root', (note) => note.replace(/^(.*\n\d+\n).*\n/, `$1${'A'.repeat(43)}=\n`)],
    ]) {
        test(`attack: a checkpoint ${what} is not believed, and nothing of the record is drawn`, async () => {
            person = await Person.open(browser, portal);
            await person.context.route(/\/checkpoint$/, async (route) => {
                const response = await route.fetch();
                await route.fulfill({response, body: change(await response.text())});
            });
            await person.page.goto('/workbench');
            const shown = await until_shown(person.page, (s) => s.failure !== '');
            assert.equal(shown.is_loaded, false);
            assert.equal(shown.rounds.length, 0);
        });
    }

    test('without WebGL 2 it says so and names the text pages', async () => {
        person = await Person.open(browser, portal);
        await person.page.addInitScript(() => {
            const get_context = HTMLCanvasElement.prototype.getContext;
            HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
                return kind.startsWith('webgl') ? null : get_context.call(this, kind, ...rest);
            };
        });
        await person.page.goto('/workbench');
        await person.page.waitForSelector('[data-workbench=failed]');
        assert.ok(await person.page.locator('[data-when=failed]').isVisible());
        assert.ok(await person.page.locator('main a[href="/rounds"], main a[href^="/rounds/"]').first().isVisible());
        assert.deepEqual(await person.violations(), []);
    });

    test('scrolls ten thousand projects at 60 frames a second', async () => {
        const page = await open();
        await page.evaluate(() => {
            const project = (_, index) => ({beneficiaries: index % 900, category: 'works', code: '', cost: index * 100,
                cost_lines: [], id: index + 1, need: '下雨天路滑', place: `${index % 90} 栋`, supporters: 0,
                title: `项目 ${index + 1}`, topic: '公共设施'});
            const round = {budget: 200_000_000, choices_max: 5, choices_min: 1, closes_at: Date.now() + 864e5,
                counts: [], currency: 'CNY', form: 'approval', id: 1, official_rule: 'greedy', stage: 'voting',
                title: '一万个项目', told_from: 0, voted: 0, voters: 0,
                projects: Array.from({length: 10_000}, project)};
            document.querySelector('#workbench').workbench.hear({kind: 'board', community: '', entry_count: 1, root: '',
                rounds: [round], zone: 480});
        });
        await until_shown(page, (s) => s.rows === 10000);
        await at_rest(page);
        const table = await box_of(page, 'table_place');
        await page.mouse.move(table.x + 50, table.y + 100);
        // The module's own share of a frame: what the graphics card, here a slow program, does with it is left out.
        const times = await page.evaluate(() => {
            const canvas = document.querySelector('#workbench');
            const scroll_and_draw = () => {
                canvas.dispatchEvent(new WheelEvent('wheel', {deltaY: 300, cancelable: true}));
                return canvas.workbench.draw();
            };
            return Array.from({length: 120}, scroll_and_draw).sort((a, b) => a - b);
        });
        const [median, most] = [times[60], times[119]];
        console.log(`10,000 rows: ${median.toFixed(2)} ms a frame, the slowest ${most.toFixed(2)} ms`);
        assert.ok(median < 1_000 / 60, `${median} ms a frame`);
    });
});
