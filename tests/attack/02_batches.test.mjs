// Attack 2: a neighbour who knows when somebody voted reads the vote after the close, from public data alone.
//
// Goal: to link voters to their ballots. Method: people vote at known moments, each in a window of their own, one of
// them twice. Meanwhile the neighbour listens to /events and asks for the record and the pages again and again. For
// each moment the candidates are the ballots that entered the record first after it; where there is one, it is linked.
// After the close the candidates' ballots are public. And what is told at a cast, before anything enters the record?
import assert from 'node:assert/strict';
import http from 'node:http';
import {after, before, test} from 'node:test';

import {Client, openRound, run, Server, slug} from '../api/server.mjs';
import {commitmentOf, openPromise, Voter} from '../api/voter.mjs';

const windowMs = 300;
const clockMs = 250;  // How often the server looks at its clock.
const batchMin = 20;  // The rules' (sz.micro.2020).

let server;
let round;

before(async () => {
    server = await Server.start({options : [ '--ballot-window-ms', String(windowMs) ]});
    round = await openRound(server);
});
after(() => server.end());

const recordOf = async (client) =>
    (await client.get(`/api/v1/${slug}/record`)).text.trim().split('\n').map((line) => JSON.parse(line));

// The neighbour: no account, every public door.
class Neighbour extends Client {
    constructor() {
        super(server);
        this.events = [];
    }

    listen() {
        const options = {host : '127.0.0.1', port : server.port, path : `/api/v1/${slug}/events`, agent : false};
        return new Promise((resolve) => http.get(options, (response) => {
            this.stream = response;
            let text = '';
            response.setEncoding('utf8');
            response.on('data', (piece) => {
                text += piece;
                for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
                    const data = text.slice(0, end).match(/^data: (.*)$/m);
                    if (data) this.events.push(JSON.parse(data[1]));
                    text = text.slice(end + 2);
                    resolve();
                }
            });
            response.on('error', () => {});
        }));
    }

    // The batches of the round: [{at, commitments}].
    async batches() {
        return (await recordOf(this))
            .filter(({type, data}) => type === 'BallotsCommitted' && data.round === round.id)
            .map(({at, data}) => ({at, commitments : data.commitments}));
    }

    // What pages and API say, but for the clock.
    async look() {
        const paths = [ '/', '/rounds', `/rounds/${round.id}`, `/rounds/${round.id}/outcome`, '/record', '/api/v1/me' ];
        const told = {};
        for (const path of paths) told[path] = (await this.get(path)).text.replace(/"now":\d+/g, '');
        return told;
    }

    // Watches until the window is over and the clock has been looked at.
    async watchWindow() {
        const over = (Math.floor(Date.now() / windowMs) + 1) * windowMs + 2 * clockMs;
        while (Date.now() < over) await this.get(`/api/v1/${slug}/checkpoint`);
    }
}

test('attack: linking ballots to voters whose moments are known', async (t) => {
    const neighbour = new Neighbour();
    await neighbour.listen();
    const voters = [];
    for (let i = 0; i < 3; ++i) voters.push(new Voter(await server.person('resident'), round));
    for (const voter of voters) voter.accept(await voter.issue());
    await neighbour.watchWindow();

    const known = [];    // Of each moment: {commitment, before: how many batches there were}.
    const changed = [];  // What told of a cast at once.
    for (const [index, voter] of [...voters, voters[0]].entries()) {
        const before = (await neighbour.batches()).length;
        const said = await neighbour.look();
        const {status, text, json, ballot} = await voter.vote([ round.projects[index].id ]);
        assert.equal(status, 200, text);
        if ((await neighbour.batches()).length === before) {
            const now = await neighbour.look();
            for (const path of Object.keys(now)) if (now[path] !== said[path]) changed.push(path);
        }
        const promise = openPromise(json.promise, round.record);
        known.push({commitment : ballot.commitment, before, deadline : promise.deadline});
        await neighbour.watchWindow();
    }
    const staff = await server.person('staff');
    const close = await staff.command({type : 'CloseVoting', round : round.id, reason : '演习'});
    assert.equal(close.status, 200, close.text);

    const batches = await neighbour.batches();
    const candidates = known.map(({before}) => batches[before]?.commitments ?? []);
    const linked = known.filter(({commitment}, i) => candidates[i].length === 1 && candidates[i][0] === commitment);
    t.diagnostic(`linked ${linked.length} of ${known.length}; candidates ${candidates.map((one) => one.length)}`);
    assert.equal(linked.length, 0, `${linked.length} of ${known.length} ballots are linked to their voters`);
    for (const one of candidates) assert.ok(one.length >= batchMin, `${one.length} candidates`);
    assert.deepEqual(changed, [], 'pages and API told of a cast');
    // Every event came with a record that had grown: none because of a cast.
    const sizes = neighbour.events.map(({size}) => size);
    assert.deepEqual(sizes, [...new Set(sizes) ], 'an event without an entry');
    neighbour.stream.destroy();

    // All of them are there, by the one deadline that all were promised.
    const opened = (await recordOf(neighbour))
                       .filter(({type, data}) => type === 'BallotsOpened' && data.round === round.id)
                       .flatMap(({data}) => data.ballots);
    const published = new Set(opened.map(({choices, credential, salt, version}) => commitmentOf(
        salt, JSON.stringify({choices, credential, round : round.id, version}))));
    for (const {commitment} of known) assert.ok(published.has(commitment));
    assert.equal(new Set(known.map(({deadline}) => deadline)).size, 1, 'a deadline that tells the moment');
    assert.ok(known[0].deadline > round.drafted.closes_at);

    // A credential's two ballots: the later one came with the close, as every later one.
    const last = new Set(batches.at(-1).commitments);
    assert.ok(last.has(known[3].commitment));

    // Anybody's check says how well the worst hidden ballot is hidden.
    const verified = await run('verify', server.origin);
    const said = verified.out.match(/round 3[^\n]*smallest batch (\d+)/i);
    assert.ok(said, verified.out + verified.err);
    assert.ok(Number(said[1]) >= batchMin);
});

test('a round in which too few may vote for that says so before it opens', async () => {
    const staff = await server.person('staff');
    const open = async (years) => {
        const drafted = await staff.command({
            type : 'DraftRound', title : `${years}`, year : 2050, budget_fen : 100_000, official_rule : 'greedy',
            tie_seed : 1, opens_at : Date.now() + 3_600_000, closes_at : Date.now() + 86_400_000,
            ballot : {form : 'approval', choices_min : 1, choices_max : 1},
            electorate : {
                age_years_min : years, residence_months_min : 0, includes_non_hukou : true,
                includes_hong_kong_macau : true, includes_works_here : true,
            },
        });
        assert.equal(drafted.status, 200, drafted.text);
        const {id} = (await recordOf(staff)).filter(({type}) => type === 'RoundDrafted').at(-1).data;
        return (await staff.get(`/rounds/${id}/open`)).text;
    };
    const warning = new RegExp(`\\d+ 人，不满 ${2 * batchMin} 人`);
    assert.doesNotMatch(await open(18), warning);
    assert.match(await open(100), warning);
});
