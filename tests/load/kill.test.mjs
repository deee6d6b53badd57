// Kills the server with SIGKILL while residents vote, again and again, and compares what was promised with what is
// there afterwards. GONGYI_ROUNDS says how often (default 8), GONGYI_SEED what the moments are drawn from.
import assert from 'node:assert/strict';
import {rm} from 'node:fs/promises';
import {test} from 'node:test';

import {makeFolder, openRound, Server, slug} from '../api/server.mjs';
import {commitmentOf, Voter} from '../api/voter.mjs';

const rounds = Number(process.env.GONGYI_ROUNDS ?? 8);
const seed = Number(process.env.GONGYI_SEED ?? Date.now() % 1_000_000);
const voterCount = 12;
const versionsMax = 20;

let state = seed >>> 0;
const random = (bound) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * bound);
};

// Votes until the server is gone, or as often as one may. What was promised goes into `promised`.
async function voteUntilKilled(voter, round, counters, promised) {
    while (voter.version < versionsMax) {
        const ballot = voter.ballot([ round.projects[random(round.projects.length)].id ]);
        let answer;
        try {
            answer = await voter.post(ballot.body);
        } catch {
            return;  // The connection broke: this one was not promised, though it may be there.
        }
        assert.equal(answer.status, 200, answer.text);
        voter.version += 1;
        promised.push(ballot.commitment);
        counters.acknowledged += 1;
        counters.told();
    }
    await counters.killed;
}

// The last promised version is there: another ballot under its number is refused. One that was under way may be there
// beyond it.
async function compare(voter, round) {
    if (voter.version === 0) return;
    const other = voter.ballot([ round.projects[0].id ], {version : voter.version});
    const answer = await voter.post(other.body);
    assert.equal(answer.status, 409, 'a promised ballot is gone');
    assert.equal(answer.json.code, 'ballot_version_superseded');
    const {value : latest} = answer.json.figures.find(({name}) => name === 'latest');
    assert.ok(latest === voter.version || latest === voter.version + 1);
    voter.version = latest;
}

test('nothing promised is lost when the server is killed', {timeout : 600_000}, async (t) => {
    t.diagnostic(`seed ${seed}, ${rounds} rounds`);
    const data = await makeFolder();
    let server = await Server.start({data});
    t.after(() => server.child.kill('SIGKILL'));
    const round = await openRound(server);
    const voters = [];
    for (let i = 0; i < voterCount; ++i) {
        const voter = new Voter(await server.person('resident'), round);
        voter.accept(await voter.issue());
        voters.push(voter);
    }
    const promised = [];
    const checkpoint = (await voters[0].person.get(`/api/v1/${slug}/checkpoint`)).text;
    for (let i = 0; i < rounds; ++i) {
        // The moment is a number of acknowledgements, so that it lies in the middle of the work on any machine.
        const killAfter = 1 + random(2 * voterCount);
        const counters = {acknowledged : 0, killed : server.ended()};
        counters.told = () => {
            if (counters.acknowledged === killAfter) server.child.kill('SIGKILL');
        };
        await Promise.all(voters.map((voter) => voteUntilKilled(voter, round, counters, promised)));
        await server.ended();

        server = await Server.start({data});
        for (const voter of voters) {
            voter.person.server = server;
            await compare(voter, round);
        }
        assert.equal((await voters[0].person.get(`/api/v1/${slug}/checkpoint`)).text, checkpoint);
    }
    t.diagnostic(`${promised.length} ballots promised, ${rounds} kills, none lost`);

    // Entries of the record too: the round is closed, the server killed at once, and the outcome is there.
    const staff = await server.person('staff');
    const closed = await staff.command({type : 'CloseVoting', round : round.id, reason : '演习'});
    server.child.kill('SIGKILL');
    assert.equal(closed.status, 200);
    await server.ended();
    server = await Server.start({data});
    staff.server = server;
    const size = Number((await staff.get(`/api/v1/${slug}/checkpoint`)).text.split('\n')[1]);
    assert.equal(size, closed.json.entries[1] + 1);
    // Every ballot that was promised is published.
    const record = (await staff.get(`/api/v1/${slug}/record`)).text.trim().split('\n').map((line) => JSON.parse(line));
    const published = new Set(
        record.filter((entry) => entry.type === 'BallotsOpened' && entry.data.round === round.id)
            .flatMap((entry) => entry.data.ballots)
            .map(({choices, credential, salt, version}) => commitmentOf(
                     salt, JSON.stringify({choices, credential, round : round.id, version}))));
    for (const commitment of promised) assert.ok(published.has(commitment), 'a promised ballot is not published');
    assert.equal(await server.end(), 0);
    await rm(data, {recursive : true, force : true});
});
