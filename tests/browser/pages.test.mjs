// Every page, light and dark, phone and desktop: axe-core finds nothing, nothing sticks out, and there is a screenshot
// to look at in build/screenshots. Also what the pages' speed is, printed and not judged.
import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {set_up} from './support/setting.mjs';

const public_pages = {
    front: '/', rounds: '/rounds', 'round-open': '/rounds/3', 'round-closed': '/rounds/2',
    project: '/rounds/3/projects/60', outcome: '/rounds/2/outcome', 'outcome-sealed': '/rounds/3/outcome',
    steps: '/rounds/2/outcome/steps', 'what-if': '/rounds/2/what-if?budget=1500000&rule=greedy',
    why: '/rounds/2/outcome/projects/20',
    record: '/record', claim: '/claim', signin: '/signin', about: '/about',
    missing: '/nothing-here',
};
const resident_pages = {
    'front-resident': '/', vote: '/rounds/3/vote', me: '/me', 'receipt-ask': '/rounds/3/receipt', forbidden: '/staff',
    workbench: '/workbench',
};
const voter_pages = {'front-voted': '/', receipt: '/rounds/3/receipt', 'me-voted': '/me'};
const statuses = {missing: 404, forbidden: 403};
const staff_pages = {staff: '/staff', close: '/rounds/3/close', open: '/rounds/4/open'};

describe('pages', () => {
    const setting = set_up();

    const look_at = async (person, pages, scheme) => {
        const found = [];
        for (const [name, where] of Object.entries(pages)) {
            const response = await person.page.goto(where);
            assert.equal(response.status(), statuses[name] ?? 200, name);
            // The first state that is not passing by.
            await person.page.waitForSelector('[data-record-status=verified]');
            await person.screenshot(scheme === 'dark' ? `${name}-dark` : name);
            const overhang = await person.overhang();
            if (overhang !== 0) found.push(`${name}: ${overhang} px stick out`);
            for (const violation of await person.violations()) found.push(`${name}: ${violation}`);
        }
        assert.equal(found.join('\n'), '');
        person.faults = person.faults.filter((fault) => !/status of 40[34]/.test(fault));
    };

    for (const size of ['phone', 'desktop']) {
        for (const scheme of ['light', 'dark']) {
            test(`${size}, ${scheme}`, async () => {
                const options = {size, colorScheme: scheme};
                const visitor = await setting.open(options);
                await look_at(visitor, public_pages, scheme);
                await visitor.close();
                const resident = await setting.open(options);
                await resident.claim('resident', `看页面的${size}${scheme}`);
                await look_at(resident, resident_pages, scheme);
                await resident.goto('/rounds/3/vote');
                await resident.page.locator('label.pick').first().click();
                await resident.page.click('[data-vote-review]');
                await resident.page.waitForSelector('dialog[open]');
                assert.deepEqual(await resident.violations(), [], 'the dialog');
                await resident.submit('dialog[open] [type=submit]');
                await look_at(resident, voter_pages, scheme);
                await resident.close();
                const staff = await setting.open(options);
                await staff.claim('staff', `工作的${size}${scheme}`);
                await look_at(staff, staff_pages, scheme);
                await staff.close();
            });
        }
    }

    test('languages', async () => {
        for (const lang of ['zh-Hant', 'en']) {
            const person = await setting.open({size: 'phone'});
            await person.goto(`/lang?to=${lang}&back=/rounds/2/outcome`);
            assert.equal(await person.page.getAttribute('html', 'lang'), lang);
            await person.page.click('nav.sections a[href="/rounds"]');
            await person.page.waitForSelector('main[data-page=rounds]');
            assert.equal(await person.page.getAttribute('html', 'lang'), lang);
            assert.equal(await person.overhang(), 0);
            await person.screenshot(`rounds-${lang}`);
            await person.close();
        }
    });

    test('figures', async (t) => {
        const person = await setting.open({size: 'phone'});
        await person.claim('resident', '量时间的');
        const session = await person.context.newCDPSession(person.page);
        await session.send('Emulation.setCPUThrottlingRate', {rate: 4});
        for (const [name, where] of [['front', '/'], ['vote', '/rounds/3/vote'], ['outcome', '/rounds/2/outcome']]) {
            await person.goto(where);
            const [paint, ready] = await person.page.evaluate(() => new Promise((resolve) => {
                new PerformanceObserver((list) => resolve([list.getEntries().at(-1).startTime,
                    performance.getEntriesByName('gongyi-ready')[0].startTime]))
                    .observe({type: 'largest-contentful-paint', buffered: true});
            }));
            t.diagnostic(`${name}, 4x slower: largest paint ${Math.round(paint)} ms (budget 1000), ` +
                `core ready ${Math.round(ready)} ms (budget 2000)`);
        }
        await person.goto('/rounds/3/vote');
        const delays = [];
        for (let index = 0; index < 4; index += 1) {
            delays.push(await person.page.evaluate((at) => new Promise((resolve) => {
                const label = document.querySelectorAll('label.pick')[at];
                const began = performance.now();
                let to_paint;
                requestAnimationFrame(() => setTimeout(() => { to_paint = performance.now() - began; }));
                new MutationObserver((_, observer) => {
                    observer.disconnect();
                    requestAnimationFrame(() => setTimeout(() => resolve([to_paint, performance.now() - began])));
                }).observe(document.querySelector('.vote-bar'), {childList: true, subtree: true, characterData: true});
                label.click();
            }), index));
        }
        const list = (column) => delays.map((each) => Math.round(each[column])).join(', ');
        t.diagnostic(`ticking a box, 4x slower: painted after ${list(0)} ms (budget 50), all that follows from it ` +
            `(bar, cards that no longer fit) after ${list(1)} ms`);
        await person.close();
    });
});
