// People write words of any length. Goal: on a phone no page is wider than the screen for them, and a poster stays on
// its sheet. Method: a matter with such a title on the pages that show it; and on every page each text in turn with
// such a word, since rounds, meetings, notices and bodies are shown by the same style sheet.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {set_up} from './support/setting.mjs';

const long_words = ['路灯'.repeat(30), 'Donaudampfschifffahrtsgesellschaftskapitaenswitwenrentenamt1', 'W'.repeat(60)];

let staff;
const setting = set_up({
    first: async () => {
        // Without scripts: pages as the server writes them are what a browser makes, too.
        staff = await setting.open({size: 'phone', scripts: false});
        await staff.claim('staff', 'W'.repeat(40));
    },
    last: () => staff.close(),
});

const led_to = async (list, count) => {
    await staff.goto(list);
    const found = await staff.page.locator(`main a[href^="${list}/"]`)
        .evaluateAll((links) => links.map((link) => link.getAttribute('href')));
    return [...new Set(found)].filter((path) => /\/\d+$/.test(path)).slice(0, count);
};

// What sticks out furthest, for whoever has to mend it.
const widest = () => staff.page.evaluate(() => {
    const wide = [...document.querySelectorAll('body *')].filter((each) =>
        each.getBoundingClientRect().right > document.documentElement.clientWidth + 1);
    return wide.slice(-3).map((each) => each.outerHTML.slice(0, 120)).join('\n');
});

test('a matter with a title in one long word', async () => {
    for (const word of long_words) {
        await staff.goto('/matters/new');
        await staff.page.fill('input[name=title]', word);
        await staff.page.fill('textarea[name=text]', word);
        await staff.page.fill('[name=amount_fen]', '300');
        await staff.submit('main form.command [type=submit]');
        const {pathname} = new URL(staff.page.url());
        assert.match(pathname, /^\/matters\/\d+$/, await staff.text());
        await staff.screenshot(`long-word-${long_words.indexOf(word)}`);
        for (const page of [pathname, '/matters', '/', '/staff', '/record', '/me']) {
            await staff.goto(page);
            assert.equal(await staff.overhang(), 0, `${page} with ${word}:\n${await widest()}`);
        }
    }
    await staff.goto('/matters');
    await staff.screenshot('long-words-matters');
});

test('every page, with a long word in each of its texts', async () => {
    const pages = ['/', '/rounds', '/rounds/1', '/rounds/2', '/rounds/3', '/rounds/4', '/rounds/3/projects/60',
        '/rounds/2/outcome', '/rounds/2/outcome/steps', '/rounds/2/outcome/projects/20',
        '/rounds/2/what-if?budget=1500000&rule=greedy', '/rounds/3/desk', '/rounds/3/close', '/rounds/4/open',
        '/rounds/2/poster', '/matters', '/matters/new', '/meetings', '/notices', '/bodies', '/bodies/1', '/community',
        '/record', '/staff', '/me', ...await led_to('/matters', 6), ...await led_to('/notices', 3)];
    for (const meeting of await led_to('/meetings', 4)) pages.push(meeting, `${meeting}/screen`);
    for (const notice of await led_to('/notices', 2)) pages.push(`${notice}/poster`);
    const found = [];
    for (const page of pages) {
        await staff.goto(page);
        // Not in what is never a person's word: buttons, badges, figures and the like, which must stay whole.
        await staff.page.evaluate((word) => {
            const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
            while (walker.nextNode()) {
                const {currentNode: text} = walker;
                const of = text.parentElement;
                const is_fixed = of.closest('button, .button, .badge, .number, .figure, .beside-bar, .unseen, ' +
                    '.support, thead, svg, option, script, noscript, style, dt');
                if (!text.data.trim() || is_fixed || getComputedStyle(of).whiteSpace === 'nowrap') continue;
                text.data = word;
            }
        }, long_words[2]);
        const overhang = await staff.overhang();
        if (overhang !== 0) found.push(`${page}: ${overhang} px:\n${await widest()}`);
    }
    assert.equal(found.join('\n'), '');
});

// Each page of the file is an object of its own.
const sheets = (pdf) => pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g).length;

test('posters print on one sheet', async () => {
    const posters = ['/rounds/2/poster', ...(await led_to('/notices', 2)).map((notice) => `${notice}/poster`)];
    assert.ok(posters.length > 1);
    for (const poster of posters) {
        await staff.goto(poster);
        const print = () => staff.page.pdf({format: 'A4', printBackground: true, preferCSSPageSize: true});
        assert.equal(sheets(await print()), 1, poster);
        // With a title in one long word as well.
        await staff.page.evaluate((word) => { document.querySelector('main h1, main h2').textContent = word; },
            long_words[1]);
        assert.equal(sheets(await print()), 1, `${poster} with a long word`);
    }
});
