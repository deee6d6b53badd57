// Durable commands and pages served, beside the same by Fastify with better-sqlite3, with wrk, in one run: the
// machine's noise is the same for both, so what counts is the ratio. Then the secret ballot: credentials issued, and
// ballots cast, each checked and durable. Prints the median and the extremes of each.
//   node tests/load/bench.mjs [SECONDS_A_MEASUREMENT]
import { ed25519, ristretto255_oprf } from '@noble/curves/ed25519.js';
import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

import { Client, Server, openRound, slug } from '../api/server.mjs';
import { commitmentOf, Voter } from '../api/voter.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const seconds = Number(process.argv[2] ?? 5);
const repeats = 3;
const connections = 32;
const wrkThreads = 2;
const clientCount = 32;
// Enough rounds to add projects to, and ballots to cast, for as long as is measured.
const draftCount = 180;
const projectsARound = 1_000;
const castCount = 12_000;
const castSeconds = 2;

class Peer {
    static async start(folder, pageBytes) {
        const peer = new Peer();
        const file = path.join(folder, 'peer.sqlite');
        peer.child = spawn('node', [path.join(here, 'peer/peer.mjs'), file, String(pageBytes)],
            { stdio: ['ignore', 'pipe', 'inherit'] });
        for await (const line of createInterface({ input: peer.child.stdout })) {
            peer.origin = line;
            return peer;
        }
        throw new Error('the peer did not start');
    }

    async end() {
        this.child.kill();
        await once(this.child, 'exit');
    }
}

// A wrk script: every request has the next of `headers`, and the next line of the file `bodies` as its body, each of
// which is sent once before any is sent again. `%d` in a header stands for a number that no other request has.
function postScript(target, headers, bodies, first = 0) {
    const lua = (value) => JSON.stringify(value).replaceAll('\\/', '/');
    const table = (entries) => `{${entries.map(([name, value]) => `[${lua(name)}]=${lua(value)}`).join(',')}}`;
    return `
local senders = {${headers.map((one) => table(Object.entries(one))).join(',')}}
local threads = 0
function setup(thread) thread:set('number', threads); threads = threads + 1 end
local bodies, at, count = {}, 0, 0
function init()
    for line in io.lines(${lua(bodies)}) do bodies[#bodies + 1] = line end
    at = ${first} + number
end
function request()
    count = count + 1
    local headers = {['Content-Type'] = 'application/json'}
    for name, value in pairs(senders[count % #senders + 1]) do
        headers[name] = (value:gsub('%%d', '${Date.now()}-' .. number .. '-' .. count))
    end
    local body = bodies[at % #bodies + 1]
    at = at + ${wrkThreads}
    return wrk.format('POST', '${target}', headers, body)
end
function done(summary)
    local errors = summary.errors
    io.write('errors ' .. errors.status + errors.connect + errors.read + errors.write + errors.timeout .. '\\n')
end
`;
}

function wrk(url, options = [], duration = seconds) {
    const out = execFileSync('wrk', [`-t${wrkThreads}`, `-c${connections}`, `-d${duration}s`, ...options, url],
        { encoding: 'utf8' });
    const errors = Number(out.match(/^errors (\d+)/m)?.[1] ?? out.match(/Non-2xx or 3xx responses: (\d+)/)?.[1] ?? 0);
    if (errors > 0) throw new Error(`${url}: ${errors} requests failed\n${out}`);
    return Number(out.match(/Requests\/sec:\s+([\d.]+)/)[1]);
}

function summary(rates) {
    const sorted = [...rates].sort((a, b) => a - b);
    return { median: sorted[Math.floor(sorted.length / 2)], least: sorted[0], most: sorted.at(-1) };
}

const show = (s) => `${Math.round(s.median)}/s (${Math.round(s.least)} to ${Math.round(s.most)})`;

function report(what, ours, theirs, wanted) {
    const [a, b] = [summary(ours), summary(theirs)];
    const ratio = a.median / b.median;
    const verdict = ratio >= wanted ? 'met' : 'MISSED';
    const times = `${ratio.toFixed(2)} times, wanted ${wanted}`;
    console.log(`${what}: gongyi ${show(a)}, Fastify ${show(b)}: ${times}: ${verdict}`);
}

function reportRate(what, rates, wanted) {
    const s = summary(rates);
    console.log(`${what}: ${show(s)}, wanted ${wanted}/s: ${s.median >= wanted ? 'met' : 'MISSED'}`);
}

const headersOf = (person) => ({
    Cookie: [...person.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
    'X-CSRF-Token': person.csrf,
});

// Rounds that are being drafted, and projects for them: plain commands, each of which makes an entry.
async function addProjectBodies(staff) {
    const bodies = [];
    for (let number = 0; number < draftCount; ++number) {
        const drafted = await staff.command({
            type: 'DraftRound', title: `${number}`, year: 2099, budget_fen: 100_000,
            official_rule: 'greedy', tie_seed: 1,
            opens_at: 4_000_000_000_000, closes_at: 4_050_000_000_000,
            ballot: { form: 'approval', choices_min: 1, choices_max: 1 },
            electorate: {
                age_years_min: 18, residence_months_min: 0, includes_non_hukou: true,
                includes_hong_kong_macau: true, includes_works_here: true,
            },
        });
        if (drafted.status !== 200) throw new Error(drafted.text);
        const [entry] = (await staff.get(`/api/v1/${slug}/record?from=${drafted.json.entries[0]}`)).text.split('\n');
        const round = JSON.parse(entry).data.id;
        for (let i = 0; i < projectsARound; ++i) {
            bodies.push({
                beneficiaries: 1, category: 'goods', cost_lines: [{ amount_fen: 100, item: 'x' }], need: 'x',
                place: 'x', round, title: `${i}`, topic: '', type: 'AddProject',
            });
        }
    }
    return bodies;
}

// Ballots of as many credentials, all different. Asking for each would take an account each; so they are made with the
// round's key, which follows from the seed in the data folder (RFC 9497 section 3.2.1).
async function castBodies(server, round) {
    const seed = Buffer.from((await readFile(path.join(server.data, 'ballot-seed'), 'utf8')).trim(), 'hex');
    const info = Buffer.from(`gongyi ballot box: ${slug}/rounds/${round.id}`);
    const { secretKey } = ristretto255_oprf.voprf.deriveKeyPair(seed, info);
    const bodies = [];
    for (let i = 0; i < castCount; ++i) {
        const voter = randomBytes(32);
        const input = ed25519.getPublicKey(voter);
        const output = ristretto255_oprf.voprf.evaluate(secretKey, input);
        const credential = Buffer.concat([input, output]).toString('hex');
        const choices = [round.projects[i % round.projects.length].id];
        const salt = randomBytes(16).toString('hex');
        const text = JSON.stringify({ choices, credential, round: round.id, version: 1 });
        const signed = Buffer.concat([Buffer.from(`gongyi-ballot/1\n${slug}\n`),
            Buffer.from(commitmentOf(salt, text), 'hex')]);
        const signature = Buffer.from(ed25519.sign(signed, voter)).toString('hex');
        bodies.push({ choices, credential, round: round.id, salt, signature, type: 'CastBallot', version: 1 });
    }
    return bodies;
}

execFileSync(path.join(here, 'peer/install'), { stdio: 'inherit' });
const folder = await mkdtemp(path.join(tmpdir(), 'gongyi-bench-'));
const server = await Server.start();
let peer;
try {
    const page = await new Client(server).get('/');
    peer = await Peer.start(folder, Buffer.byteLength(page.text));

    const script = async (name, target, headers, bodies, first) => {
        const lines = path.join(folder, `${name}.txt`);
        await writeFile(lines, `${bodies.map((body) => JSON.stringify(body)).join('\n')}\n`);
        const file = path.join(folder, `${name}-${first ?? 0}.lua`);
        await writeFile(file, postScript(target, headers, lines, first));
        return ['-s', file];
    };
    const staff = await server.person('staff');
    const projects = await addProjectBodies(staff);
    const round = await openRound(server);
    const people = [];
    for (let i = 0; i < clientCount; ++i) people.push(await server.person('resident'));
    const senders = [{ ...headersOf(staff), 'Idempotency-Key': '%d' }];
    const theirScript = await script('theirs', '/vote', people.map((_, i) => ({ 'X-Voter': String(i) })),
        round.projects.slice(0, 8).map(({ id }) => ({ choices: [id], round: round.id, type: 'CastBallot' })));
    const asked = people.map((person) => new Voter(person, round));
    const casts = await castBodies(server, round);

    const rates = { page: { ours: [], theirs: [] }, command: { ours: [], theirs: [] }, credential: [], cast: [] };
    for (let i = 0; i < repeats; ++i) {
        rates.page.ours.push(wrk(`${server.origin}/`));
        rates.page.theirs.push(wrk(`${peer.origin}/`));
        const first = Math.floor(i * projects.length / repeats);
        rates.command.ours.push(
            wrk(server.origin, await script('ours', '/api/v1/commands', senders, projects, first), castSeconds));
        rates.command.theirs.push(wrk(peer.origin, theirScript, castSeconds));
        // Each of the clients asks again and again for one person: the element is evaluated and proved each time.
        const voter = asked[i];
        const body = { blinded: Buffer.from(voter.blinding.blinded).toString('hex'), round: round.id,
            type: 'IssueCredential' };
        rates.credential.push(
            wrk(server.origin, await script(`ask-${i}`, '/api/v1/credentials', [headersOf(voter.person)], [body])));
    }
    rates.cast.push(wrk(server.origin, await script('cast', '/api/v1/ballots', [{}], casts), castSeconds));
    console.log(`wrk, ${connections} connections, ${repeats} times ${seconds} s each, alternating; median (extremes)`);
    report(`front page, ${Buffer.byteLength(page.text)} bytes`, rates.page.ours, rates.page.theirs, 2.5);
    report('plain durable commands', rates.command.ours, rates.command.theirs, 4);
    reportRate('credentials', rates.credential, 1_500);
    reportRate(`ballots cast, credentials checked, durable (${castSeconds} s)`, rates.cast, 3_000);
} finally {
    await peer?.end();
    await server.end();
    await rm(folder, { recursive: true, force: true });
}
