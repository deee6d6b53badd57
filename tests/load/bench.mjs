// Durable votes and pages served, beside the same by Fastify with better-sqlite3, with wrk, in one run: the machine's
// noise is the same for both, so what counts is the ratio. Prints the median and the extremes of each.
//   node tests/load/bench.mjs [SECONDS_A_MEASUREMENT]
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

import { Client, Server, openRound } from '../api/server.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const seconds = Number(process.argv[2] ?? 5);
const repeats = 3;
const connections = 32;
const voterCount = 32;

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

// A wrk script: every request is a vote by the next of `voters`, each with the headers that make it that voter's.
// `%d` in a header stands for a number that no other request has.
function voteScript(target, voters, bodies) {
    const lua = (value) => JSON.stringify(value).replaceAll('\\/', '/');
    const table = (entries) => `{${entries.map(([name, value]) => `[${lua(name)}]=${lua(value)}`).join(',')}}`;
    const headers = voters.map((voter) => table(Object.entries(voter)));
    return `
local voters = {${headers.join(',')}}
local bodies = {${bodies.map(lua).join(',')}}
local threads = 0
function setup(thread) thread:set('thread', threads); threads = threads + 1 end
local count = 0
function request()
    count = count + 1
    local voter = voters[count % #voters + 1]
    local headers = {['Content-Type'] = 'application/json'}
    for name, value in pairs(voter) do
        headers[name] = (value:gsub('%%d', '${Date.now()}-' .. thread .. '-' .. count))
    end
    return wrk.format('POST', '${target}', headers, bodies[count % #bodies + 1])
end
function done(summary)
    local errors = summary.errors
    io.write('errors ' .. errors.status + errors.connect + errors.read + errors.write + errors.timeout .. '\\n')
end
`;
}

function wrk(url, ...options) {
    const out = execFileSync('wrk', ['-t2', `-c${connections}`, `-d${seconds}s`, ...options, url],
        { encoding: 'utf8' });
    const errors = Number(out.match(/^errors (\d+)/m)?.[1] ?? out.match(/Non-2xx or 3xx responses: (\d+)/)?.[1] ?? 0);
    if (errors > 0) throw new Error(`${url}: ${errors} requests failed\n${out}`);
    return Number(out.match(/Requests\/sec:\s+([\d.]+)/)[1]);
}

function summary(rates) {
    const sorted = [...rates].sort((a, b) => a - b);
    return { median: sorted[Math.floor(sorted.length / 2)], least: sorted[0], most: sorted.at(-1) };
}

function report(what, ours, theirs, wanted) {
    const [a, b] = [summary(ours), summary(theirs)];
    const show = (s) => `${Math.round(s.median)}/s (${Math.round(s.least)} to ${Math.round(s.most)})`;
    const ratio = a.median / b.median;
    const verdict = ratio >= wanted ? 'met' : 'MISSED';
    const times = `${ratio.toFixed(2)} times, wanted ${wanted}`;
    console.log(`${what}: gongyi ${show(a)}, Fastify ${show(b)}: ${times}: ${verdict}`);
}

execFileSync(path.join(here, 'peer/install'), { stdio: 'inherit' });
const folder = await mkdtemp(path.join(tmpdir(), 'gongyi-bench-'));
const server = await Server.start();
let peer;
try {
    const page = await new Client(server).get('/');
    peer = await Peer.start(folder, Buffer.byteLength(page.text));

    const round = await openRound(server);
    const bodies = round.projects.slice(0, 8).map((project) =>
        JSON.stringify({ choices: [project.id], round: round.id, type: 'CastBallot' }));
    const voters = [];
    for (let i = 0; i < voterCount; ++i) {
        const person = await server.person('resident');
        const cookie = [...person.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
        voters.push({ Cookie: cookie, 'X-CSRF-Token': person.csrf, 'Idempotency-Key': '%d' });
    }
    const ourScript = path.join(folder, 'ours.lua');
    const theirScript = path.join(folder, 'theirs.lua');
    await writeFile(ourScript, voteScript('/api/v1/commands', voters, bodies));
    await writeFile(theirScript, voteScript('/vote', voters.map((_, i) => ({ 'X-Voter': String(i) })), bodies));

    const rates = { page: { ours: [], theirs: [] }, vote: { ours: [], theirs: [] } };
    for (let i = 0; i < repeats; ++i) {
        rates.page.ours.push(wrk(`${server.origin}/`));
        rates.page.theirs.push(wrk(`${peer.origin}/`));
        rates.vote.ours.push(wrk(server.origin, '-s', ourScript));
        rates.vote.theirs.push(wrk(peer.origin, '-s', theirScript));
    }
    console.log(`wrk, ${connections} connections, ${repeats} times ${seconds} s each, alternating; median (extremes)`);
    report(`front page, ${Buffer.byteLength(page.text)} bytes`, rates.page.ours, rates.page.theirs, 2.5);
    report('durable votes', rates.vote.ours, rates.vote.theirs, 4);
} finally {
    await peer?.end();
    await server.end();
    await rm(folder, { recursive: true, force: true });
}
