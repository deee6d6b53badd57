// What this browser keeps of a vote: the draft until it is sent; for the secret ballot what makes it, and what was cast
// (ballots.js). In localStorage, by community and round; where that is refused, nothing is kept beyond the page, and
// voting works all the same.

const key_of = (kind, community, round) => `gongyi.${kind}.${community}.${round}`;

const in_page = new Map();  // What could not be kept elsewhere.

const read = (key) => {
    if (in_page.has(key)) return in_page.get(key);
    try {
        return JSON.parse(localStorage.getItem(key));
    } catch {
        return null;
    }
};

const write = (key, value) => {
    in_page.delete(key);
    try {
        if (value === null) localStorage.removeItem(key);
        else localStorage.setItem(key, JSON.stringify(value));
    } catch {
        if (value !== null) in_page.set(key, value);
    }
};

// {choices}: project ids as texts.
export const read_draft = (community, round) => read(key_of('draft', community, round));
export const write_draft = (community, round, draft) => write(key_of('draft', community, round), draft);

// The commitment of the ballot that was cast last from here: 64 hexadecimal digits.
export const read_receipt = (community, round) => read(key_of('receipt', community, round));
export const write_receipt = (community, round, receipt) => write(key_of('receipt', community, round), receipt);

// One viewer's {secret, blinded, credential, version, choices, pending} for a round; see ballots.js.
export const read_kept = (community, round, person) => read(key_of(`ballot.${person}`, community, round));
export const write_kept = (community, round, person, kept) =>
    write(key_of(`ballot.${person}`, community, round), kept);

// A ballot that was cast: {choices, deadline, promise, salt, text}.
export const read_cast = (community, round, commitment) => read(key_of(`cast.${commitment}`, community, round));
export const write_cast = (community, round, commitment, cast) =>
    write(key_of(`cast.${commitment}`, community, round), cast);

// Everything about a round.
export const forget_round = (community, round) => {
    const end = `.${community}.${round}`;
    try {
        for (const key of Object.keys(localStorage)) {
            if (key.startsWith('gongyi.') && key.endsWith(end)) localStorage.removeItem(key);
        }
    } catch {
        // Nothing was kept there, then.
    }
    for (const key of in_page.keys()) if (key.endsWith(end)) in_page.delete(key);
};
