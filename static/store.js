// The browser's own copy of the public record, in IndexedDB: chunks of whole lines, keyed by community and the index of
// their first entry; and the checkpoint that was believed last, with the key that signed it. Only what was checked is
// put here. Without IndexedDB (a private window may refuse it) everything still works, from the network, but nothing is
// remembered that a later visit could compare.

const database_version = 2;

const settled = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
});

const open_database = () => {
    const request = indexedDB.open('gongyi', database_version);
    request.onupgradeneeded = ({oldVersion}) => {
        if (oldVersion < 1) request.result.createObjectStore('record', {keyPath: ['community', 'first']});
        if (oldVersion < 2) request.result.createObjectStore('checkpoint', {keyPath: 'community'});
    };
    return settled(request);
};

const chunks_of = (community) => IDBKeyRange.bound([community, 0], [community, Number.MAX_SAFE_INTEGER]);

// The stored chunks in order, each {first, count, bytes}; none when there is no store.
export const read_chunks = async (community) => {
    try {
        const database = await open_database();
        return await settled(database.transaction('record').objectStore('record').getAll(chunks_of(community)));
    } catch {
        return [];
    }
};

export const add_chunk = async (community, first, count, bytes) => {
    try {
        const database = await open_database();
        await settled(database.transaction('record', 'readwrite').objectStore('record')
            .put({community, first, count, bytes}));
    } catch {
        // The next visit fetches these entries again.
    }
};

export const forget_chunks = async (community) => {
    try {
        const database = await open_database();
        await settled(database.transaction('record', 'readwrite').objectStore('record').delete(chunks_of(community)));
    } catch {
        // Nothing was stored, then.
    }
};

// The checkpoint that was believed last, {key, note}; null when there is none.
export const read_kept = async (community) => {
    try {
        const database = await open_database();
        const found = await settled(database.transaction('checkpoint').objectStore('checkpoint').get(community));
        return found ? {key: found.key, note: found.note} : null;
    } catch {
        return null;
    }
};

export const keep_checkpoint = async (community, {key, note}) => {
    try {
        const database = await open_database();
        await settled(database.transaction('checkpoint', 'readwrite').objectStore('checkpoint')
            .put({community, key, note}));
    } catch {
        // The next visit has nothing to compare with, as the first.
    }
};

export const forget_checkpoint = async (community) => {
    try {
        const database = await open_database();
        await settled(database.transaction('checkpoint', 'readwrite').objectStore('checkpoint').delete(community));
    } catch {
        // Nothing was stored, then.
    }
};
