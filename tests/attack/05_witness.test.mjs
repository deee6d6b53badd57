// Attack 5: an operator who shows two people two records, each of them signed by the community's own key.
//
// The fork is made as an operator would make it: the data folder is copied before a command, and both copies are
// served. The key alone cannot tell the two apart. A witness that somebody else runs signs one of them, whatever it is
// asked, and even when it is killed in between; and whoever checks the other one is told.
import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {createHash} from 'node:crypto';
import {cp, rm, writeFile} from 'node:fs/promises';
import http from 'node:http';
import path from 'node:path';
import {createInterface} from 'node:readline';
import {after, before, test} from 'node:test';
import {Client, makeFolder, program, root, run, Server, slug} from '../api/server.mjs';
import {endWithProcess} from '../support/running.mjs';

class Witness {
    static async start({data, logs, listen = '127.0.0.1:0', options = []}) {
        const witness = new Witness();
        const words = ['witness', '--data', data, '--name', 'witness.example/street-office', '--listen', listen,
            ...logs.flatMap((log) => ['--log', log]), ...options];
        witness.child = spawn(program, words, {cwd : root});
        witness.err = '';
        witness.child.stderr.on('data', (piece) => (witness.err += piece));
        for await (const line of createInterface({input : witness.child.stdout})) {
            witness.option = line.match(/--witness "([^"]+)"/)?.[1];
            if (witness.option) break;
        }
        if (!witness.option) throw new Error(`the witness did not start: ${witness.err}`);
        witness.origin = witness.option.split(' ')[1];
        witness.ended = endWithProcess(witness.child);
        return witness;
    }
    async end(signal = 'SIGTERM') {
        this.child.kill(signal);
        await this.ended();
    }
    // Answers {status, type, text}.
    ask(method, target, body) {
        return new Promise((resolve, reject) => {
            const asked = http.request(this.origin + target, {method, agent : false}, (response) => {
                let text = '';
                response.setEncoding('utf8');
                response.on('data', (piece) => (text += piece));
                response.on('end', () => resolve(
                    {status : response.statusCode, type : response.headers['content-type'], text}));
            });
            asked.on('error', reject);
            asked.end(body);
        });
    }
}

// Polls until `look` gives something.
const until = async (what, look) => {
    const deadline = Date.now() + 60_000;
    for (;;) {
        const found = await look();
        if (found) return found;
        if (Date.now() > deadline) throw new Error(`it did not come: ${what}`);
        await new Promise((resolve) => setTimeout(resolve, 50));
    }
};

const checkpointOf = async (server) => (await new Client(server).get(`/api/v1/${slug}/checkpoint`)).text;
const sizeOf = (note) => Number(note.split('\n')[1]);
const witnessedOf = async (server) => {
    const answer = await new Client(server).get(`/api/v1/${slug}/checkpoint/witnessed`);
    return answer.status === 200 ? answer.text : null;
};
const draft = (title) => ({
    type : 'DraftRound', title, year : 2031, budget_fen : 10_000_000, official_rule : 'greedy', tie_seed : 7,
    opens_at : 3_999_000_000_000, closes_at : 4_000_000_000_000,
    ballot : {form : 'approval', choices_min : 1, choices_max : 2},
    electorate : {
        age_years_min : 18, residence_months_min : 12, includes_non_hukou : true, includes_hong_kong_macau : true,
        includes_works_here : false
    }
});

const folder = await makeFolder();
const at = (name) => path.join(folder, name);
const running = [];
const started = (one) => {
    running.push(one);
    return one;
};
let key;

before(async () => {
    const server = await Server.start({data : at('first')});
    const record = (await new Client(server).get(`/api/v1/${slug}/record`)).text.trim().split('\n');
    key = record.map((line) => JSON.parse(line)).findLast(({type}) => type === 'RecordKeyAnnounced').data.key;
    await server.end();
});

after(async () => {
    for (const one of running) {
        if (one.child.exitCode === null && one.child.signalCode === null) await one.end('SIGKILL');
    }
    await rm(folder, {recursive : true, force : true});
});

// Starts two servers on copies of `data` and lets each of them have another history.
const fork = async (data, options) => {
    await cp(data, `${data}-b`, {recursive : true});
    const first = started(await Server.start({data, options}));
    const staff = await first.person('staff');
    const done = await staff.command(draft('给大家看的一轮'));
    assert.equal(done.status, 200, done.text);
    const second = started(await Server.start({data : `${data}-b`, options}));
    const other = await second.person('staff');
    for (const title of ['只给一个人看的一轮', '还有一轮']) {
        const answer = await other.command(draft(title));
        assert.equal(answer.status, 200, answer.text);
    }
    return [first, second];
};

test('without a witness each of two records looks fine', async () => {
    await cp(at('first'), at('alone'), {recursive : true});
    const [first, second] = await fork(at('alone'), []);
    for (const server of [first, second]) {
        const found = await run('verify', server.origin, '--key', key);
        assert.equal(found.status, 0, found.out);
        assert.match(found.out, /left out {2}witnesses: the record names none/);
    }
    const [a, b] = await Promise.all([first, second].map(checkpointOf));
    assert.notEqual(a, b);
    await Promise.all([first.end(), second.end()]);
});

test('a witness signs one of them, and whoever is shown the other one is told', async () => {
    let witness = started(await Witness.start({data : at('witness'), logs : [key]}));
    const options = ['--witness', witness.option];
    await cp(at('first'), at('watched'), {recursive : true});
    // A beginning that both have, and that is witnessed.
    const common = started(await Server.start({data : at('watched'), options}));
    const shared = await until('the first cosignature', () => witnessedOf(common));
    await common.end();

    const [first, second] = await fork(at('watched'), options);
    const newest = await checkpointOf(first);
    // The witness is killed with no word, at a moment that is nobody's choice, and begins again where it was.
    const port = new URL(witness.origin).port;
    await witness.end('SIGKILL');
    witness = started(await Witness.start(
        {data : at('witness'), logs : [key], listen : `127.0.0.1:${port}`}));
    const witnessed = await until('the signature of one of the two', async () => {
        const notes = await Promise.all([first, second].map(witnessedOf));
        return notes.find((note) => note && sizeOf(note) > sizeOf(shared));
    });
    const seen = await witness.ask('GET', `/checkpoint/gongyi/${slug}`);
    assert.equal(seen.status, 200);

    // Which of the two was asked for first is nobody's choice either; the other one gets nothing any more.
    const roots = await Promise.all([first, second].map(
        async (server) => ((await run('verify', server.origin, '--witness', witness.origin)))));
    const good = roots.findIndex(({status}) => status === 0);
    assert.notEqual(good, -1, roots.map(({out}) => out).join('\n'));
    const [shown, lied] = good === 0 ? [first, second] : [second, first];
    assert.match(roots[good].out, /ok {8}the witness's checkpoint: the record has that root/);
    assert.match(roots[good].out, /ok {8}the witness's checkpoint cosignature: by witness\.example\/street-office/);
    assert.equal(roots[1 - good].status, 1);
    assert.match(roots[1 - good].out, /WRONG {5}the witness's checkpoint: (the record has another root|it states)/);
    assert.equal(sizeOf(witnessed), sizeOf(await until('the whole', async () => {
        const note = await witnessedOf(shown);
        return note && sizeOf(note) === sizeOf(await checkpointOf(shown)) ? note : null;
    })));
    assert.ok(newest);

    // The portal that lies cannot hide it: its own page of the record says that the witness refuses.
    const page = await until('the word of the portal', async () => {
        const text = (await new Client(lied).get('/record', {'accept-language' : 'en'})).text;
        return /It refuses to sign/.test(text) ? text : null;
    });
    assert.match(page, /witness\.example\/street-office/);
    const told = await run('verify', lied.origin);
    assert.match(told.out, /NOT YET WITNESSED/);

    // It may try by hand, too.
    const note = await checkpointOf(lied);
    const stranger = await witness.ask('POST', '/add-checkpoint', `old 0\n\n${note}`);
    assert.deepEqual([stranger.status, stranger.type], [409, 'text/x.tlog.size']);
    assert.equal(Number(stranger.text), sizeOf(seen.text));
    const bare = await witness.ask('POST', '/add-checkpoint', `old ${sizeOf(seen.text)}\n\n${note}`);
    assert.ok([400, 409, 422].includes(bare.status), `${bare.status}`);

    // And if it shows what the witness signed of the other record, that is the proof.
    const file = at('kept.txt');
    await writeFile(file, seen.text);
    const caught = await run('verify', lied.origin, '--checkpoint', file);
    assert.equal(caught.status, 1);
    assert.match(caught.out, /WRONG {5}kept checkpoint/);
    assert.match(caught.out, /ok {8}kept checkpoint cosignature: by witness\.example\/street-office/);
    await Promise.all([first.end(), second.end()]);
});

test('a witness that is out for longer than an hour is missed', async () => {
    const clock = at('clock');
    await writeFile(clock, String(-2 * 3_600_000));
    const witness = started(await Witness.start(
        {data : at('late'), logs : [key], options : ['--clock-ahead', clock]}));
    await cp(at('first'), at('missed'), {recursive : true});
    const server = started(await Server.start({data : at('missed'), options : ['--witness', witness.option]}));
    await until('the cosignature', () => witnessedOf(server));
    const found = await run('verify', server.origin);
    assert.equal(found.status, 1);
    assert.match(found.out, /WRONG {5}witnesses: none has signed for 12\d min/);
    await server.end();
});

test('a record cannot witness itself', async () => {
    const bytes = Buffer.from(key.split('+').slice(2).join('+'), 'base64');
    bytes[0] = 4;  // The record's own key, dressed up as a witness's.
    const name = 'witness.example/own';
    const id = createHash('sha256').update(`${name}\n`).update(bytes).digest('hex').slice(0, 8);
    await cp(at('first'), at('own'), {recursive : true});
    const witness = `${name}+${id}+${bytes.toString('base64')} http://127.0.0.1:1`;
    const ended = await run('serve', '--data', at('own'), '--listen', '127.0.0.1:0', '--witness', witness);
    assert.equal(ended.status, 1);
    assert.match(ended.err, /has the record's own key, and proves nothing/);
});

test('a dead witness holds nothing up', async () => {
    const witness = started(await Witness.start({data : at('dead'), logs : [key]}));
    await witness.end();
    await cp(at('first'), at('going'), {recursive : true});
    const server = started(await Server.start({data : at('going'), options : ['--witness', witness.option]}));
    const staff = await server.person('staff');
    assert.equal((await staff.command(draft('没有见证人也办得成'))).status, 200);
    assert.match(await until('the word of it', async () => {
        const text = (await new Client(server).get('/record', {'accept-language' : 'en'})).text;
        return /The server cannot reach it now/.test(text) ? text : null;
    }), /Has not signed yet/);
    await server.end();
    // Without the option the record's witnesses stay; "none" withdraws them, for everybody to see.
    const again = started(await Server.start({data : at('going'), options : ['--witness', 'none']}));
    const record = (await new Client(again).get(`/api/v1/${slug}/record`)).text.trim().split('\n').map(JSON.parse);
    assert.deepEqual(record.filter(({type}) => type === 'WitnessesNamed').map(({data}) => data.quorum), [1, 0]);
    assert.match((await run('verify', again.origin)).out, /has WITHDRAWN them/);
    await again.end();
});

test('a witness takes no large requests, and not too many', async () => {
    const witness = started(await Witness.start(
        {data : at('limited'), logs : [key], options : ['--request-limit', '3']}));
    assert.equal((await witness.ask('POST', '/add-checkpoint', 'x'.repeat(16 * 1024))).status, 400);
    assert.equal((await witness.ask('POST', '/add-checkpoint', 'x'.repeat(16 * 1024 + 1))).status, 413);
    const statuses = [];
    for (let i = 0; i < 4; i += 1) statuses.push((await witness.ask('POST', '/add-checkpoint', 'x')).status);
    assert.deepEqual(statuses, [400, 429, 429, 429]);  // The large ones count, too.
    const page = await witness.ask('GET', '/');
    assert.equal(page.status, 200);
    assert.match(page.text, /witness\.example\/street-office/);
    assert.match(page.text, /还没有给我们看过/);
    assert.ok(page.text.includes(key));
    await witness.end();
});
