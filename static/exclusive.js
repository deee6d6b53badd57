// One at a time, over all windows of this browser.

// A lock that is not renewed for so long was left by a window that is gone.
const lease_ms = 10_000;
const look_again_ms = 40;

const pause = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

// Where the browser has no locks (not over TLS, or an old one): a row that says who works and until when. Two windows
// that write it in the same moment see, after a while, who wrote last.
const leased = async (name, work) => {
    const key = `gongyi-lock.${name}`;
    const me = Array.from(crypto.getRandomValues(new Uint32Array(3))).join('-');
    const take = () => localStorage.setItem(key, JSON.stringify({me, until: Date.now() + lease_ms}));
    const held = () => JSON.parse(localStorage.getItem(key) ?? 'null');
    for (;;) {
        const lease = held();
        if (!lease || lease.until < Date.now() || lease.until > Date.now() + 2 * lease_ms) {
            take();
            await pause(look_again_ms);
            if (held()?.me === me) break;
        }
        await pause(look_again_ms * (1 + Math.random()));
    }
    const renewing = setInterval(take, lease_ms / 4);
    try {
        return await work();
    } finally {
        clearInterval(renewing);
        localStorage.removeItem(key);
    }
};

const lasts = new Map();  // Of each name, what is done last on this page.

// Resolves to what `work` does, after all others of this name are done.
export const exclusive = async (name, work) => {
    if (navigator.locks) return navigator.locks.request(`gongyi.${name}`, work);
    const mine = (lasts.get(name) ?? Promise.resolve()).then(() => {
        try {
            localStorage.getItem('');
        } catch {
            return work();  // Nothing is kept beyond this page, so no other window has any part in it.
        }
        return leased(name, work);
    });
    lasts.set(name, mine.catch(() => {}));
    return mine;
};
