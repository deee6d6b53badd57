// The browser's own copy of the public record, in IndexedDB: chunks of whole lines, keyed by community and the index
// of their first entry; its texts, each by its commitment, so that one that is taken down goes; and the checkpoint
// that was believed last, with the key that signed it. Only what was checked is put here. Without IndexedDB (a private
// window may refuse it) everything still works, from the network, but nothing is remembered that a later visit could
// compare.

const database_version = 3;

const settled = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
});

const open_database = () => {
    const request = indexedDB.open('gongyi', database_version);
    request.onupgradeneeded = ({oldVersion}) => {
        if (oldVersion < 1) request.result.createObjectStore('record', {keyPath: ['community', 'first']});
        if (oldVersion < 2) request.result.createObjectStore('checkpoint', {keyPath: 'community'});
        if (oldVersion < 3) request.result.createObjectStore('text', {keyPath: ['community', 'commitment']});
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
        await settled(database.transaction('text', 'readwrite').objectStore('text').delete(texts_of(community)));
    } catch {
        // Nothing was stored, then.
    }
};

const texts_of = (community) => IDBKeyRange.bound([community, ''], [community, '\uffff']);

// The stored texts as the server sends them, one a line.
export const read_texts = async (community) => {
    try {
        const database = await open_database();
        const texts = await settled(database.transaction('text').objectStore('text').getAll(texts_of(community)));
        return texts.map(({line}) => `${line}\n`).join('');
    } catch {
        return '';
    }
};

// Keeps new ones, and forgets those that were taken down.
export const keep_texts = async (community, lines, taken_down) => {
    try {
        const database = await open_database();
        const transaction = database.transaction('text', 'readwrite');
        const store = transaction.objectStore('text');
        for (const line of lines.split('\n')) {
            if (line) store.put({community, commitment: JSON.parse(line).commitment, line});
        }
        for (const commitment of taken_down) store.delete([community, commitment]);
        await new Promise((resolve, reject) => {
            transaction.oncomplete = resolve;
            transaction.onerror = transaction.onabort = reject;
        });
    } catch {
        // The next visit fetches these texts again.
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
