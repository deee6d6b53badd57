// How the browser sends a form of the decision flow: tried by the core first, then posted. Goal: what is written is
// never lost, and nothing is posted twice or in vain. Method: static/acts.js on a small page, with a stand-in for the
// core that gives the answers that the test sets; the core's own answers are tested in tests/unit/core_api_test.cc.
import assert from 'node:assert/strict';
import {readFile} from 'node:fs/promises';
import http from 'node:http';
import path from 'node:path';
import {after, before, test} from 'node:test';
import {launch} from './support/browser.mjs';
import {source_dir} from './support/program.mjs';

const web_dir = process.env.GONGYI_WEB ?? path.join(source_dir, 'build/web');

const form_page = ({value = '', fault = '', done = false} = {}) => `<!doctype html><title>t</title>
<main id="main" data-page="meeting" tabindex="-1">
${fault && `<div role="alert">${fault}</div>`}${done ? '<p id="done">done</p>' : ''}
<form class="command" method="post" action="/act"><input type="hidden" name="csrf" value="token">
<input type="hidden" name="type" value="PutMotion">
<div class="field${fault && ' faulty'}"><textarea name="text">${value}</textarea></div><button>send</button></form>
<p data-form-offline hidden>not sent</p></main>
<script type="application/json" id="viewer">{"checkpoint":"gongyi/x\\n1\\nr\\n","now":1}</script>
<script type="module">
import {Acts} from '/assets/acts.js';
window.asked = [];
window.answers = [];
window.pulls = 0;
const ask = async (method, request) => {
    window.asked.push({method, filled: request.filled});
    return window.answers.shift() ?? null;
};
new Acts({worker: {}, ask}, {read_on: async () => { window.pulls += 1; }});
window.ready = true;
</script>`;

let browser, page, posted, network, answer;
const server = http.createServer(async (request, response) => {
    const {pathname} = new URL(request.url, 'http://localhost');
    if (pathname.startsWith('/assets/')) {
        const name = pathname.slice('/assets/'.length);
        const file = name === 'idiomorph.js' ? path.join(web_dir, name) : path.join(source_dir, 'static', name);
        return response.setHeader('content-type', 'text/javascript').end(await readFile(file));
    }
    if (!network) return request.socket.destroy();
    if (pathname === '/healthz') return response.end();
    response.setHeader('content-type', 'text/html');
    if (request.method !== 'POST') return response.end(form_page({done: posted.length > 0}));
    let body = '';
    for await (const part of request) body += part;
    posted.push(body);
    if (answer !== 422) return response.writeHead(303, {location: '/meetings/1'}).end();
    response.statusCode = 422;
    response.end(form_page({value: new URLSearchParams(body).get('text'), fault: 'the server says no'}));
});

before(async () => {
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    browser = await launch();
    page = await browser.newPage();
});
after(async () => {
    await browser.close();
    server.close();
});

// The form with something in it, and what the core will say, one answer after the other.
const begin = async (words, answers = []) => {
    [posted, network, answer] = [[], true, 303];
    await page.goto(`http://127.0.0.1:${server.address().port}/meetings/1`);
    await page.waitForFunction('window.ready');
    await page.fill('textarea', words);
    await page.evaluate((given) => { window.answers = given; }, answers);
};
const refused = {status: 422, html: form_page({value: 'words', fault: 'the core says no'})};

test('what the core refuses comes back at once, after a second look, and is not posted', async () => {
    await begin('words', [refused, refused]);
    await page.click('button');
    await page.waitForSelector('.faulty');
    assert.deepEqual(posted, []);
    assert.match(await page.innerText('main'), /the core says no/);
    assert.equal(await page.inputValue('textarea'), 'words');
    assert.equal(await page.evaluate('document.activeElement.name'), 'text');
    assert.equal(await page.evaluate('window.pulls'), 1);
    const asked = {method: 'try_form', filled: [['type', 'PutMotion'], ['text', 'words']]};  // No token.
    assert.deepEqual(await page.evaluate('window.asked'), [asked, asked]);
});

test('what is refused by an older record alone is posted, once', async () => {
    await begin('words', [refused, null]);
    await page.evaluate(() => {
        document.querySelector('button').click();
        document.querySelector('button').click();
    });
    await page.waitForSelector('#done');
    assert.deepEqual(posted, ['csrf=token&type=PutMotion&text=words']);
});

test('without a network the words stay with the sentence that says so, and can be sent later', async () => {
    await begin('words');
    network = false;
    await page.click('button');
    await page.waitForSelector('form [data-form-offline]:visible');
    assert.equal(await page.inputValue('textarea'), 'words');
    assert.deepEqual(posted, []);
    network = true;
    await page.click('button');
    await page.waitForSelector('#done');
    assert.deepEqual(posted, ['csrf=token&type=PutMotion&text=words']);
});

test('what the server alone refuses is its page', async () => {
    await begin('words');
    answer = 422;
    await page.click('button');
    await page.waitForSelector('.faulty');
    assert.match(await page.innerText('main'), /the server says no/);
    assert.equal(await page.inputValue('textarea'), 'words');
});
