// A voter's browser without our code: credentials by another implementation of RFC 9497 (@noble/curves), ballots by
// what ARCHITECTURE.md says of their bytes. What agrees with this agrees with the documents.
import {ed25519, ristretto255_oprf} from '@noble/curves/ed25519.js';
import assert from 'node:assert/strict';
import {createHash, createPublicKey, randomBytes, verify} from 'node:crypto';

import {Client, slug} from './server.mjs';

const {voprf} = ristretto255_oprf;
const hex = (bytes) => Buffer.from(bytes).toString('hex');
const bytes = (text) => Uint8Array.from(Buffer.from(text, 'hex'));
const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();

// The public key that `round` was opened with.
export const roundKey = ({record, id}) =>
    record.find((entry) => entry.type === 'VotingOpened' && entry.data.round === id).data.ballot_key;

export const ballotText = ({round, credential, version, choices}) =>
    JSON.stringify({choices, credential, round, version});
export const commitmentOf = (salt, text) => hex(sha256(bytes(salt), text));

// One person and one round. `person` is a signed-in Client of server.mjs, `round` what openRound() gives.
export class Voter {
    constructor(person, round) {
        this.person = person;
        this.round = round;
        this.version = 0;
        this.secretKey = randomBytes(32);
        this.input = ed25519.getPublicKey(this.secretKey);
        this.blinding = voprf.blind(this.input);
    }

    // The request as it is sent; asked again it is the same.
    issue({blinded = hex(this.blinding.blinded), ...more} = {}) {
        return this.person.post('/api/v1/credentials',
            {blinded, round : this.round.id, type : 'IssueCredential', ...more}, {'x-csrf-token' : this.person.csrf});
    }

    // Takes the answer, checks its proof against the key in the record, and keeps the credential.
    accept(answer) {
        assert.equal(answer.status, 200, answer.text);
        const {evaluation} = answer.json;
        const output = voprf.finalize(this.input, this.blinding.blind, bytes(evaluation.slice(0, 64)),
            this.blinding.blinded, bytes(roundKey(this.round)), bytes(evaluation.slice(64)));
        this.credential = hex(this.input) + hex(output);
    }

    // A ballot ready to be posted, with what fixes it.
    ballot(choices, {version = this.version + 1, round = this.round.id, credential = this.credential} = {}) {
        const salt = hex(randomBytes(16));
        const text = ballotText({round, credential, version, choices});
        const commitment = commitmentOf(salt, text);
        const signed = Buffer.concat([ Buffer.from(`gongyi-ballot/1\n${slug}\n`), bytes(commitment) ]);
        const signature = hex(ed25519.sign(signed, this.secretKey));
        return {
            text,
            commitment,
            body : {choices, credential, round, salt, signature, type : 'CastBallot', version}
        };
    }

    // Casts without an account: by a client that has no cookies.
    post(body) { return new Client(this.person.server).post('/api/v1/ballots', body); }

    // Everything: a credential if there is none yet, then a ballot.
    async vote(choices) {
        if (!this.credential) this.accept(await this.issue());
        const ballot = this.ballot(choices);
        const answer = await this.post(ballot.body);
        if (answer.status === 200) this.version += 1;
        return {...answer, ballot};
    }
}

// Somebody new who votes.
export async function castAs(person, round, choices) { return new Voter(person, round).vote(choices); }

// Checks a promise by what C2SP says of signed notes: its text, and the Ed25519 signature of the key in the record.
export function openPromise(note, record) {
    const [text, signatures] = [ note.slice(0, note.indexOf('\n\n') + 1), note.slice(note.indexOf('\n\n') + 2) ];
    const key = record.findLast((entry) => entry.type === 'RecordKeyAnnounced').data.key;
    const raw = Buffer.from(key.split('+').slice(2).join('+'), 'base64').subarray(1);  // Base64 has '+' too.
    const publicKey = createPublicKey(
        {key : {kty : 'OKP', crv : 'Ed25519', x : raw.toString('base64url')}, format : 'jwk'});
    const line = signatures.split('\n').find((one) => one.startsWith(`— gongyi/${slug} `));
    const signature = Buffer.from(line.split(' ')[2], 'base64').subarray(4);
    assert.ok(verify(null, Buffer.from(text), publicKey, signature), 'the promise is signed');
    const [origin, round, commitment, deadline] = text.split('\n');
    assert.equal(origin, `gongyi/${slug}/ballot-promise/1`);
    return {
        round : Number(round),
        commitment : Buffer.from(commitment, 'base64').toString('hex'),
        deadline : Number(deadline)
    };
}
