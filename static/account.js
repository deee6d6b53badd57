// Whose page this is, and that it goes from the screen when they do: in every window, and on the way back.
import {account, forget_tab, is_shared_device, tidy} from './kept.js';
import {viewer} from './view.js';

const left_key = 'gongyi-left';  // In the tab: who has just signed out here.

const tab = {
    read: () => {
        try {
            return Number(sessionStorage.getItem(left_key) ?? 0);
        } catch {
            return 0;
        }
    },
    write: (who) => {
        try {
            if (who) sessionStorage.setItem(left_key, String(who));
            else sessionStorage.removeItem(left_key);
        } catch {
            // Then other windows learn of it when they next ask the server.
        }
    },
};

// Whoever is signed in with this browser now.
const present_account = async () => {
    const response = await fetch('/api/v1/me', {cache: 'no-store'});
    return (await response.json()).order_seed || 0;
};

// The other windows of this browser: of somebody who has signed out, or whom another has followed, they show nothing
// any more. A session that ended by itself leaves them alone: there may be something written in them.
const watch_windows = (own) => {
    const left = tab.read();
    tab.write(0);
    if (!('BroadcastChannel' in window)) return;
    const windows = new BroadcastChannel('gongyi.account');
    windows.onmessage = ({data}) => {
        const has_left = data.left === own && data.account !== own;
        if (own && (has_left || (data.account && data.account !== own))) location.reload();
    };
    windows.postMessage({account: own, left});
};

// A page that the browser kept for the way back shows again only to whoever it was made for.
const watch_way_back = (own) => {
    if (!own) return;
    addEventListener('pagehide', ({persisted}) => { document.documentElement.hidden = persisted; });
    addEventListener('pageshow', async ({persisted}) => {
        if (!persisted) return;
        const present = await present_account().catch(() => 0);
        if (present !== own) return location.reload();
        document.documentElement.hidden = false;
    });
};

export const watch_account = () => {
    tidy();
    const own = account();
    watch_windows(own);
    watch_way_back(own);
    document.addEventListener('submit', ({target}) => {
        if (new URL(target.action).pathname !== '/signout') return;
        if (is_shared_device()) forget_tab();
        tab.write(viewer().order_seed);
    });
};

// A form that was carried through signing in stands at the address of that; here it gets its own back, from which the
// page can be made anew.
export const settle_address = () => {
    if (location.pathname !== '/signin' || document.querySelector('main[data-page=signin]')) return;
    const form = document.querySelector('main form[data-returned], main form[data-vote-form]');
    const back = form?.elements.back?.value ?? (form && new URL(form.action).pathname);
    if (back) history.replaceState(history.state, '', back);
};
