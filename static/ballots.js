// What this browser keeps of the secret ballot, and how a ballot is made and cast.
//
// The secret of a round, and what was voted, never leave this browser: they are kept (kept.js) before anything is
// asked of the server, at once and without waiting. Whoever searches this browser's store can read them there, so the
// receipt page can remove them, and a shared device keeps nothing.
//
// One intent is one ballot: casts of one person in one round wait for each other, over all windows, and the same
// choices again are the same ballot again. So the receipt that is kept is that of the ballot that counts.
import {exclusive} from './exclusive.js';
import {account, read_ballot, write_ballot, write_cast, write_receipt} from './kept.js';
import {viewer} from './view.js';

const hex = (length) => Array.from(crypto.getRandomValues(new Uint8Array(length)),
    (byte) => byte.toString(16).padStart(2, '0')).join('');

// The server said no. `problem` is its problem+json.
export class Refused extends Error {
    constructor(problem) {
        super(problem.code);
        this.problem = problem;
    }
}

// What the server answered is not what it should be: its proof or its promise is wrong. `what` is 'proof' or 'promise'.
export class Distrust extends Error {
    constructor(what) {
        super(what);
        this.what = what;
    }
}

// Throws Refused for what the server refuses; what fetch throws means that it could not be reached.
const post = async (path, body, options) => {
    const response = await fetch(path, {method: 'POST', body, ...options,
        headers: {'Content-Type': 'application/json', 'Accept-Language': viewer().locale, ...options.headers}});
    if (response.ok) return response.json();
    throw new Refused(await response.json().catch(() => ({code: `http_${response.status}`})));
};

const or_distrust = (what) => (error) => {
    throw error.name === 'CoreRefusal' ? new Distrust(what) : error;
};

export class Ballots {
    constructor(engine, community) {
        this.engine = engine;
        this.community = community;
    }

    kept(round) {
        return read_ballot(this.community, round);
    }

    keep(round, kept) {
        write_ballot(this.community, round, kept);
    }

    // The choices that were cast last from here, as texts; nothing if there are none.
    last_choices(round) {
        return this.kept(round)?.choices ?? null;
    }

    // The credential of the round: from here, or issued now.
    async with_credential(round) {
        let kept = this.kept(round);
        if (!kept) {
            const {secret, blinded} = await this.engine.ask('prepare_ballot', {blind: hex(64), seed: hex(32)});
            kept = {secret, blinded, credential: null, version: 0, choices: null, pending: null, last: null};
            this.keep(round, kept);  // Before it is asked for: the server answers this one alone.
        }
        if (kept.credential) return kept;
        const {evaluation} = await post('/api/v1/credentials',
            JSON.stringify({blinded: kept.blinded, round, type: 'IssueCredential'}),
            {headers: {'X-CSRF-Token': viewer().csrf}});
        const {credential} = await this.engine.ask('accept_credential', {evaluation, round, secret: kept.secret})
            .catch(or_distrust('proof'));
        kept.credential = credential;
        this.keep(round, kept);
        return kept;
    }

    // Casts `choices`, numbers; resolves to the commitment. What is under way, and what was cast last, is sent again as
    // it was, however often this is called and from whichever window, until the choices change.
    cast(round, choices) {
        return exclusive(`ballot.${account()}.${this.community}.${round}`, () => this.cast_alone(round, choices));
    }

    async cast_alone(round, choices) {
        const kept = await this.with_credential(round);
        const last = kept.pending ?? kept.last;
        const is_same = last && JSON.stringify(last.choices) === JSON.stringify(choices);
        const ballot = is_same ? last : await this.sign(round, kept, choices);
        let answer;
        try {
            // Without cookies: nothing tells the server whose it is.
            answer = await post('/api/v1/ballots', ballot.command,
                {credentials: 'omit', referrerPolicy: 'no-referrer'});
        } catch (error) {
            if (error.problem?.code !== 'ballot_version_superseded') throw error;
            // What this browser does not know of was cast with the same credential; the next version replaces it.
            const latest = error.problem.figures.find(({name}) => name === 'latest').value;
            this.keep(round, {...kept, version: Math.max(kept.version, latest), pending: null, last: null});
            return this.cast_alone(round, choices);
        }
        const {deadline} = await this.engine.ask('check_promise',
            {commitment: ballot.commitment, promise: answer.promise, round}).catch(or_distrust('promise'));
        write_cast(this.community, round, ballot.commitment,
            {choices, deadline, promise: answer.promise, salt: ballot.salt, text: ballot.text});
        write_receipt(this.community, round, ballot.commitment);
        this.keep(round, {...kept, version: ballot.version, choices: choices.map(String), pending: null, last: ballot});
        return ballot.commitment;
    }

    // Makes the next version, and keeps it before it is sent.
    async sign(round, kept, choices) {
        const salt = hex(16);
        const version = Math.max(kept.version, kept.pending?.version ?? 0) + 1;
        const signed = await this.engine.ask('sign_ballot',
            {choices, credential: kept.credential, round, salt, secret: kept.secret, version});
        kept.pending = {...signed, choices, salt, version};
        this.keep(round, kept);
        return kept.pending;
    }
}
