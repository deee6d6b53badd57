// Going from page to page without asking the server: links are followed here where the core can render their page.
// Which pages those are the build writes from the table of pages (page_table.inc).
import {browser_pages} from './pages.js';
import {morph, render_request} from './view.js';

const is_plain_click = (event) => event.button === 0 && !event.defaultPrevented &&
    !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;

const target_of = (event) => {
    const link = event.target.closest('a[href]');
    if (!link || link.target || link.hasAttribute('download')) return null;
    const url = new URL(link.href);
    if (url.origin !== location.origin || !browser_pages.test(url.pathname)) return null;
    const is_jump = url.hash && url.pathname === location.pathname && url.search === location.search;
    return is_jump ? null : url;
};

export class Navigation {
    // `arrived` is called after each page that came from here.
    constructor(engine, arrived) {
        this.engine = engine;
        this.arrived = arrived;
        document.addEventListener('click', (event) => {
            const url = is_plain_click(event) && target_of(event);
            if (!url) return;
            event.preventDefault();
            this.go(url);
        });
        addEventListener('popstate', () => this.show(new URL(location.href), history.state?.scroll ?? 0));
    }

    async go(url) {
        history.replaceState({...history.state, scroll: scrollY}, '');
        await this.show(url, 0, () => history.pushState({scroll: 0}, '', url));
    }

    async show(url, scroll, enter = () => {}) {
        try {
            const page = await this.engine.ask('render', render_request(url));
            if (page.status !== 200) throw new Error(`status ${page.status}`);
            enter();
            morph(page.html, 'body');
        } catch {
            location.assign(url);
            return;
        }
        const goal = url.hash && document.getElementById(url.hash.slice(1));
        if (goal) goal.scrollIntoView();
        else scrollTo(0, scroll);
        // A reader that speaks begins at the new page, not where the link was.
        document.querySelector('main').focus({preventScroll: true});
        await this.arrived();
    }
}
