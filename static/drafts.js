// What this browser keeps of a vote: the draft until it is sent, the receipt afterwards. In localStorage, by community
// and round; where that is refused, nothing is kept and voting works all the same.

const key_of = (kind, community, round) => `gongyi.${kind}.${community}.${round}`;

const read = (key) => {
    try {
        return JSON.parse(localStorage.getItem(key));
    } catch {
        return null;
    }
};

const write = (key, value) => {
    try {
        if (value === null) localStorage.removeItem(key);
        else localStorage.setItem(key, JSON.stringify(value));
    } catch {
        // Kept in the page alone, then.
    }
};

// {choices, key}: project ids as texts, and the Idempotency-Key under which they were or will be sent, if any.
export const read_draft = (community, round) => read(key_of('draft', community, round));
export const write_draft = (community, round, draft) => write(key_of('draft', community, round), draft);

// The receipt of the ballot that was cast last from here: 64 hexadecimal digits.
export const read_receipt = (community, round) => read(key_of('receipt', community, round));
export const write_receipt = (community, round, receipt) => write(key_of('receipt', community, round), receipt);
