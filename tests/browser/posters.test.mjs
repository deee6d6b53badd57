// What is hung on a notice board fits on one sheet of A4: each poster of the demo is printed, its pages are counted.
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {Server} from '../api/server.mjs';
import {launch} from './support/browser.mjs';

const numbersIn = async (server, list) => {
    const page = await (await fetch(server.origin + list)).text();
    const links = page.matchAll(new RegExp(`href="${list}/(\\d+)"`, 'g'));
    return [...new Set([...links].map((match) => match[1]))];
};
// Every page of a PDF is an object of the type Page; those that hold them are of the type Pages.
const pageCount = (pdf) => (pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g) ?? []).length;

test('every poster of the demo prints on one page', async (t) => {
    const server = await Server.start();
    t.after(() => server.end());
    const browser = await launch();
    t.after(() => browser.close());
    const page = await browser.newPage({locale: 'zh-CN'});
    const rounds = (await numbersIn(server, '/rounds')).map((number) => `/rounds/${number}/poster`);
    const notices = (await numbersIn(server, '/notices')).map((number) => `/notices/${number}/poster`);
    let count = 0;
    for (const poster of [...rounds, ...notices]) {
        const answer = await page.goto(server.origin + poster);
        if (answer.status() !== 200) continue;  // A round that is open has none yet.
        count += 1;
        assert.equal(pageCount(await page.pdf({preferCSSPageSize: true})), 1, poster);
    }
    assert.ok(count >= 8, `only ${count} posters`);
});
