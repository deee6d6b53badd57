// What a stranger can learn from how they are refused, and whom they can keep out. Goal: whoever types names, numbers
// and codes that are not theirs sees the same answer after the same time whatever is right of it, is stopped after the
// same number of tries, and stops nobody else.
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {Client, passphrase, Server} from '../api/server.mjs';

const tries_max = 30;  // --attempt-limit: of an address; a name or code from one address has a third of them.
const limited = {options: ['--attempt-limit', String(tries_max)]};
const wide = (text) => text.replace(/[!-~]/g, (c) => String.fromCodePoint(c.codePointAt(0) + 0xfee0));
const wrong = 'entirely wrong 77';

const sign_in = (server, name, from, word = wrong) =>
    new Client(server, {from}).post('/api/v1/session', {name, passphrase: word});
const claim = (server, code, name, from, word = wrong) =>
    new Client(server, {from}).post('/api/v1/claim', {code, name, passphrase: word});

// Somebody with a name of their own choice, and the code that they used.
async function settle(server, name) {
    const {code} = server.takeCode('resident');
    const person = new Client(server);
    assert.equal((await person.post('/api/v1/claim', {code, name, passphrase})).status, 201);
    person.id = (await person.get('/api/v1/me')).json.id;
    return {code, name, person};
}

test('a number of the record stands for nobody\'s way in', async () => {
    const server = await Server.start(limited);
    const {name, person} = await settle(server, '老陈 3 栋');
    const written = [`${person.id}`, `person ${person.id}`, `name ${person.id}`, `${person.id} `, wide(`${person.id}`)];
    for (const [at, text] of written.entries()) {
        for (let i = 0; i < 12; ++i) await sign_in(server, text, `127.0.0.${20 + at}`);
    }
    // The owner comes from another device, which nobody has seen before.
    assert.equal((await sign_in(server, name, '127.0.0.9', passphrase)).status, 201);
    await server.end();
});

test('after so many tries every spelling of a name is refused, whether or not somebody has it', async () => {
    const server = await Server.start(limited);
    await settle(server, 'Café 王芳');
    const spellings = (name) => [name, name.toUpperCase(), wide(name), name.normalize('NFD'),
                                 `  ${name.toLowerCase()} `, name.replace(' ', '\u3000'), wide(name.toUpperCase()),
                                 `${name}\n`];
    const seen = {};
    for (const [at, name] of ['Café 王芳', 'Café 王芬'].entries()) {
        const statuses = [];
        for (let i = 0; i < 16; ++i) {
            statuses.push((await sign_in(server, spellings(name)[i % 8], `127.0.0.${30 + at}`)).status);
        }
        seen[name] = statuses.join();
    }
    assert.equal(seen['Café 王芳'], seen['Café 王芬']);
    assert.match(seen['Café 王芳'], /^(401,){10}(429,?)+$/);
    await server.end();
});

test('names that share their compared form, from before that was refused, are no exception', async () => {
    const {execFileSync} = await import('node:child_process');
    const path = await import('node:path');
    let server = await Server.start();
    const data = server.data;
    server.ownsData = false;
    for (const name of ['first', 'second']) await settle(server, name);
    await server.end();
    const sql = `UPDATE account SET name = 'kl1', name_key = NULL WHERE name = 'first';
                 UPDATE account SET name = '${wide('kl1')}', name_key = NULL WHERE name = 'second';`;
    execFileSync('sqlite3', [path.join(data, 'gongyi.sqlite'), sql]);
    server = await Server.start({data, demo: false, ...limited});
    const tries = async (first, second, from) => {
        const statuses = [];
        for (let i = 0; i < 10; ++i) statuses.push((await sign_in(server, first, from)).status);
        statuses.push((await sign_in(server, second, from)).status);
        return statuses.join();
    };
    const taken = await tries('kl1', wide('kl1'), '127.0.0.40');
    assert.equal(taken, await tries('km1', wide('km1'), '127.0.0.41'));
    server.ownsData = true;
    await server.end();
});

test('a used code can be guessed at no faster than its name, from however many addresses', async () => {
    const server = await Server.start(limited);
    const {code, name} = await settle(server, '住户甲');
    const tally = async (tried) => {
        let looked_at = 0;
        for (let i = 0; i < 60; ++i) {
            const answer = await tried(`127.0.1.${1 + i}`);
            if (answer.status !== 429) ++looked_at;
        }
        return looked_at;
    };
    const at_code = await tally((from) => claim(server, code, name, from));
    // One more may come for each two seconds that the tries took.
    assert.ok(at_code >= tries_max && at_code <= tries_max + 20, `${at_code} guesses of 60 were looked at`);
    // They were guesses at the name, too.
    const after = await Promise.all(['127.0.2.1', '127.0.2.2'].map((from) => sign_in(server, name, from)));
    assert.ok(after.some((one) => one.status === 429), after.map((one) => one.status).join());
    await server.end();
});

test('a known device keeps its owner\'s way in', async () => {
    const server = await Server.start(limited);
    const {code, name, person} = await settle(server, '住户乙');
    for (let i = 0; i < 40; ++i) {
        await sign_in(server, name, `127.0.3.${1 + i}`);
        await claim(server, code, name, `127.0.4.${1 + i}`);
    }
    assert.equal((await sign_in(server, name, '127.0.5.1', passphrase)).status, 429);
    assert.equal((await person.post('/api/v1/session', {name, passphrase})).status, 201);
    await server.end();
});

test('whoever is refused is refused alike', async () => {
    const server = await Server.start();
    const {code, name} = await settle(server, '住户丙');
    const unknown = '0000-0000-0000';
    const answers = async (ways) => {
        const seen = new Set();
        for (const way of ways) {
            const answer = await way();
            seen.add(`${answer.status} ${answer.headers['set-cookie'] ?? ''} ${answer.text}`);
        }
        return [...seen];
    };
    const claims = [[unknown, name], [unknown, 'nobody here'], [code, name], [code, 'nobody here']];
    assert.equal((await answers(claims.map(([one, whose]) => () => claim(server, one, whose)))).length, 1);
    assert.equal((await answers([name, 'nobody here'].map((whose) => () => sign_in(server, whose)))).length, 1);
    // The pages too, but for what was typed.
    const plain = (text, words) => words.reduce((left, word) => left.replaceAll(word, ''), text)
                                       .replace(/"now":\d+/g, '');
    const forms = async (target, ways) => {
        const pages = new Set();
        for (const fields of ways) {
            const page = await new Client(server).form(target, fields);
            pages.add(`${page.status} ${plain(page.text, [unknown, code, name, 'nobody here'])}`);
        }
        return pages.size;
    };
    const again = {passphrase: wrong, passphrase_again: wrong};
    assert.equal(await forms('/claim', claims.map(([one, whose]) => ({code: one, name: whose, ...again}))), 1);
    assert.equal(await forms('/signin', [name, 'nobody here'].map((whose) => ({name: whose, passphrase: wrong}))), 1);
    await server.end();
});

// Whether two ways take the same time: medians of samples taken in turns, so that whatever else the machine does meets
// all of them. Before, they were a hundred times apart; twice as long is no difference that counts here.
const samples = 11;
const ratio_max = 2;
const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];

test('whoever is refused waits as long', async () => {
    const server = await Server.start();
    const {code, name} = await settle(server, '住户丁');
    const ways = {
        'claim: unknown code, name of somebody': () => claim(server, '0000-0000-0000', name),
        'claim: unknown code, name of nobody': () => claim(server, '0000-0000-0001', 'nobody here'),
        'claim: used code, right name': () => claim(server, code, name),
        'claim: used code, wrong name': () => claim(server, code, 'nobody here'),
        'claim: used code, right passphrase, wrong name':
            () => claim(server, code, 'nobody here', undefined, passphrase),
        'sign in: name of somebody': () => sign_in(server, name),
        'sign in: name of nobody': () => sign_in(server, 'nobody here'),
    };
    const times = Object.fromEntries(Object.keys(ways).map((way) => [way, []]));
    for (let i = 0; i < samples + 1; ++i) {
        for (const [way, run] of Object.entries(ways)) {
            const begun = performance.now();
            await run();
            if (i > 0) times[way].push(performance.now() - begun);  // The first warms up.
        }
    }
    const medians = Object.entries(times).map(([way, list]) => [way, median(list)]);
    for (const [way, time] of medians) console.log(`  ${time.toFixed(1).padStart(7)} ms  ${way}`);
    const all = medians.map(([, time]) => time);
    assert.ok(Math.max(...all) / Math.min(...all) < ratio_max, 'one way is told from another by its time');
    await server.end();
});
