// What this browser keeps for the person who is signed in: the ticks of a ballot that is not sent yet, what makes the
// secret ballot (ballots.js), what was cast, its receipt, and what was written in forms (form-drafts.js).
//
// Each row belongs to one account: its key holds the account's number, which says nothing about the person, and only
// that account's pages read it. So the next who signs in with this browser sees nothing of it, and its owner finds it
// again. On a device that the person called shared everything lies in the tab's sessionStorage instead, and goes when
// they sign out (account.js). For visitors nothing is kept beyond the page; nor for anybody where the browser refuses,
// and voting works all the same.
//
// Keys: gongyi.KIND.ACCOUNT.COMMUNITY.REST
import {viewer} from './view.js';

const in_page = new Map();  // What could not be kept elsewhere.

// 0 for visitors.
export const account = () => viewer().order_seed || 0;
export const is_shared_device = () => viewer().shared === true;

const key_of = (kind, ...rest) => ['gongyi', kind, account(), ...rest].join('.');

// Where this person's rows lie; null where none may be.
const store = () => {
    if (!account()) return null;
    try {
        return is_shared_device() ? sessionStorage : localStorage;
    } catch {
        return null;
    }
};

const read = (key) => {
    if (in_page.has(key)) return in_page.get(key);
    try {
        return JSON.parse(store()?.getItem(key) ?? null);
    } catch {
        return null;
    }
};

const write = (key, value) => {
    in_page.delete(key);
    try {
        if (value === null) store()?.removeItem(key);
        else if (store()) store().setItem(key, JSON.stringify(value));
        else in_page.set(key, value);
    } catch {
        if (value !== null) in_page.set(key, value);
    }
};

// {choices}: project ids as texts.
export const read_draft = (community, round) => read(key_of('draft', community, round));
export const write_draft = (community, round, draft) => write(key_of('draft', community, round), draft);

// The commitment of the ballot that was cast last from here: 64 hexadecimal digits.
const receipt_key = (community, round) => key_of('receipt', community, round);
export const read_receipt = (community, round) => read(receipt_key(community, round));
export const write_receipt = (community, round, receipt) => write(receipt_key(community, round), receipt);
// Calls `changed` when another window of this browser has cast a ballot for the same person.
export const watch_receipt = (community, round, changed) => addEventListener('storage', ({key}) => {
    if (key === receipt_key(community, round())) changed();
});

// {secret, blinded, credential, version, choices, pending, last} for a round; see ballots.js.
export const read_ballot = (community, round) => read(key_of('ballot', community, round));
export const write_ballot = (community, round, ballot) => write(key_of('ballot', community, round), ballot);

// A ballot that was cast: {choices, deadline, promise, salt, text}.
export const read_cast = (community, round, commitment) => read(key_of('cast', community, round, commitment));
export const write_cast = (community, round, commitment, cast) =>
    write(key_of('cast', community, round, commitment), cast);

// What stands in a form that is not sent: {at, fields}, see form-drafts.js. `form` is any text.
const form_start = (community) => `${key_of('form', community)}.`;
const form_key = (community, form) => form_start(community) + encodeURIComponent(form);
export const read_form = (community, form) => read(form_key(community, form));
export const write_form = (community, form, draft) => write(form_key(community, form), draft);

// Forgets all forms but the `count` newest, and those from before `since`.
export const thin_forms = (community, count, since) => {
    try {
        const area = store();
        const start = form_start(community);
        const rows = Object.keys(area ?? {}).filter((key) => key.startsWith(start))
            .map((key) => ({key, at: read(key)?.at ?? 0})).sort((left, right) => right.at - left.at);
        rows.forEach(({key, at}, index) => { if (index >= count || at < since) area.removeItem(key); });
    } catch {
        // Nothing was kept there, then.
    }
};

const forget_where = (area_of, is_gone) => {
    try {
        const area = area_of();
        for (const key of Object.keys(area ?? {})) if (key.startsWith('gongyi.') && is_gone(key)) area.removeItem(key);
    } catch {
        // Nothing was kept there, then.
    }
};

// Everything of this person's about a round.
export const forget_round = (community, round) => {
    const is_gone = (key) => {
        const [, kind, owner, of, number] = key.split('.');
        return kind !== 'form' && owner === String(account()) && of === community && number === String(round);
    };
    forget_where(store, is_gone);
    for (const key of in_page.keys()) if (is_gone(key)) in_page.delete(key);
};

// Everything that this tab alone holds: of a device that is shared, when whoever used it goes.
export const forget_tab = () => {
    in_page.clear();
    forget_where(() => sessionStorage, () => true);
};

// Rows from before each belonged to an account: gongyi.draft.C.R, gongyi.receipt.C.R, gongyi.cast.COMMITMENT.C.R.
const old_key = /^gongyi\.(?:(draft|receipt)|cast\.([0-9a-f]{64}))\.([^.]+)\.(\d+)$/;

// Gives those rows to their owner. Whose a ballot is follows from its credential, which its owner's row holds as well:
// what is this person's moves to them, what is another's waits until that person comes, and what nobody can be shown
// to own goes: ticks that were not sent, and receipts that were opened from a file, which is still there.
const adopt_old_rows = () => {
    const area = localStorage;
    const parsed = (key) => JSON.parse(area.getItem(key));
    const credential_of = (cast) => JSON.parse(cast.text).credential;
    for (const key of Object.keys(area)) {
        const [, kind, commitment, community, round] = key.match(old_key) ?? [];
        if (!community || kind === 'receipt') continue;
        try {
            if (kind === 'draft') throw new Error('whose it is was not written down');
            const credential = credential_of(parsed(key));
            const owner = Object.keys(area).map((each) => each.split('.')).find(([, is, , of, number], index, all) =>
                is === 'ballot' && of === community && number === round &&
                parsed(all[index].join('.'))?.credential === credential)?.[2];
            if (!owner) throw new Error('nobody here cast it');
            if (owner !== String(account())) continue;
            write_cast(community, round, commitment, parsed(key));
            const receipt = `gongyi.receipt.${community}.${round}`;
            if (area.getItem(receipt) !== null && parsed(receipt) === commitment) {
                write_receipt(community, round, commitment);
                area.removeItem(receipt);
            }
            area.removeItem(key);
        } catch {
            area.removeItem(key);
        }
    }
    // A receipt without its ballot shows nothing that the record does not show to all.
    for (const key of Object.keys(area)) {
        const [, kind, , community, round] = key.match(old_key) ?? [];
        if (kind !== 'receipt') continue;
        try {
            if (area.getItem(`gongyi.cast.${parsed(key)}.${community}.${round}`) === null) area.removeItem(key);
        } catch {
            area.removeItem(key);
        }
    }
};

// When a page has come: rows of earlier times find their owner; what a tab holds of somebody else goes; and what this
// person kept here before calling the device shared moves into the tab, to go with the rest.
export const tidy = () => {
    const is_own = (key) => key.split('.')[2] === String(account());
    forget_where(() => sessionStorage, (key) => !is_own(key) || !is_shared_device());
    try {
        adopt_old_rows();
        if (!account() || !is_shared_device()) return;
        for (const key of Object.keys(localStorage)) {
            if (!key.startsWith('gongyi.') || !is_own(key)) continue;
            sessionStorage.setItem(key, localStorage.getItem(key));
            localStorage.removeItem(key);
        }
    } catch {
        // Nothing is kept in this browser at all.
    }
};
