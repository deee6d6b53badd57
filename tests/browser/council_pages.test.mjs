// The pages of matters, meetings, notices, bodies and places as the demo has them: looked at by axe-core in light and
// dark, at the sizes of a phone and a desktop.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {set_up} from './support/setting.mjs';

const setting = set_up();

// The addresses below `list` to which the list leads: every stage that the demo has is among the first ones.
async function led_to(person, list, count) {
    await person.goto(list);
    const found = await person.page.locator(`main a[href^="${list}/"]`)
        .evaluateAll((links) => links.map((link) => link.getAttribute('href')));
    return [...new Set(found)].slice(0, count);
}

for (const colorScheme of ['light', 'dark']) {
    for (const size of ['phone', 'desktop']) {
        test(`the pages of the decision flow, ${colorScheme}, ${size}`, async () => {
            const staff = await setting.open({size, colorScheme});
            await staff.claim('staff', `李静 ${colorScheme} ${size}`);
            const pages = ['/matters', '/matters/new', '/matters/new?round=1&project=1', '/meetings', '/notices',
                '/bodies', '/bodies/1', '/community', '/staff', '/rounds/1', '/rounds/1/desk',
                '/rounds/1/projects/1', ...await led_to(staff, '/matters', 6),
                ...await led_to(staff, '/meetings', 3), ...await led_to(staff, '/notices', 3)];
            for (const page of pages) {
                await staff.goto(page);
                assert.deepEqual(await staff.violations(), [], page);
                assert.ok(await staff.overhang() <= 0, `${page} sticks out`);
            }
            await staff.close();
        });
    }
}
