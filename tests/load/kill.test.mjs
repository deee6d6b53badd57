// Kills the server with SIGKILL while residents vote, again and again, and compares what was acknowledged with what
// is there afterwards. GONGYI_ROUNDS says how often (default 8), GONGYI_SEED what the moments are drawn from.
import assert from 'node:assert/strict';
import {rm} from 'node:fs/promises';
import {test} from 'node:test';

import {makeFolder, openRound, Server, slug} from '../api/server.mjs';

const rounds = Number(process.env.GONGYI_ROUNDS ?? 8);
const seed = Number(process.env.GONGYI_SEED ?? Date.now() % 1_000_000);
const voterCount = 12;

let state = seed >>> 0;
const random = (bound) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * bound);
};

// Votes until the server is gone. What was sent, in order, with the receipt of what was acknowledged.
async function voteUntilKilled(voter, round, counters) {
    for (;;) {
        const project = round.projects[random(round.projects.length)].id;
        const sent = {project, key : crypto.randomUUID(), receipt : undefined};
        voter.sent.push(sent);
        let answer;
        try {
            answer =
                await voter.command({type : 'CastBallot', round : round.id, choices : [ project ]}, {key : sent.key});
        } catch {
            return;  // The connection broke: this one was not acknowledged.
        }
        assert.equal(answer.status, 200, answer.text);
        sent.receipt = answer.json.receipt;
        counters.acknowledged += 1;
        counters.told();
    }
}

// What is stored for a voter is the last acknowledged ballot, or one that was under way after it.
async function compare(voter, round) {
    const kept = await voter.get(`/api/v1/${slug}/rounds/${round.id}/ballot`);
    let last = voter.sent.length - 1;
    while (last >= 0 && !voter.sent[last].receipt) --last;
    if (last < 0) {
        if (kept.status === 404) return;
    } else {
        assert.equal(kept.status, 200, 'an acknowledged ballot is gone');
        if (kept.json.receipt === voter.sent[last].receipt) return;
    }
    const later = voter.sent.slice(last + 1);
    assert.equal(kept.status, 200);
    assert.ok(later.some((sent) => sent.project === kept.json.choices[0]),
        'the stored ballot was never sent after the acknowledged one');
    // Repeating what was under way, with its key, is answered with what is stored.
    const [sent] = later.filter((one) => one.project === kept.json.choices[0]);
    const repeated =
        await voter.command({type : 'CastBallot', round : round.id, choices : [ sent.project ]}, {key : sent.key});
    assert.equal(repeated.json.receipt, kept.json.receipt);
}

test('nothing acknowledged is lost when the server is killed', {timeout : 600_000}, async (t) => {
    t.diagnostic(`seed ${seed}, ${rounds} rounds`);
    const data = await makeFolder();
    let server = await Server.start({data});
    const round = await openRound(server);
    const voters = [];
    for (let i = 0; i < voterCount; ++i) {
        const voter = await server.person('resident');
        voter.sent = [];
        voters.push(voter);
    }
    let checkpoint = (await voters[0].get(`/api/v1/${slug}/checkpoint`)).text;
    let total = 0;
    for (let i = 0; i < rounds; ++i) {
        for (const voter of voters) voter.server = server;
        // The moment is a number of acknowledgements, so that it lies in the middle of the work on any machine.
        const killAfter = 1 + random(400);
        const counters = {acknowledged : 0, told : () => {}};
        counters.told = () => {
            if (counters.acknowledged === killAfter) server.child.kill('SIGKILL');
        };
        await Promise.all(voters.map((voter) => voteUntilKilled(voter, round, counters)));
        await server.ended;
        assert.ok(counters.acknowledged >= killAfter);
        total += counters.acknowledged;

        server = await Server.start({data});
        for (const voter of voters) {
            voter.server = server;
            await compare(voter, round);
            // What is stored now is what was last acknowledged, for the next round.
            const kept = await voter.get(`/api/v1/${slug}/rounds/${round.id}/ballot`);
            voter.sent = kept.status === 200 ? [ {project : kept.json.choices[0], receipt : kept.json.receipt} ] : [];
        }
        assert.equal((await voters[0].get(`/api/v1/${slug}/checkpoint`)).text, checkpoint);
        checkpoint = (await voters[0].get(`/api/v1/${slug}/checkpoint`)).text;
    }
    t.diagnostic(`${total} ballots acknowledged, ${rounds} kills, none lost`);

    // Entries of the record too: the round is closed, the server killed at once, and the outcome is there.
    const staff = await server.person('staff');
    const closed = await staff.command({type : 'CloseVoting', round : round.id, reason : '演习'});
    server.child.kill('SIGKILL');
    assert.equal(closed.status, 200);
    await server.ended;
    server = await Server.start({data});
    staff.server = server;
    const size = Number((await staff.get(`/api/v1/${slug}/checkpoint`)).text.split('\n')[1]);
    assert.equal(size, closed.json.entries[1] + 1);
    assert.equal(await server.end(), 0);
    await rm(data, {recursive : true, force : true});
});
