// Trying another budget or rule on a closed round: the form's address is counted in a worker of its own, and the page
// that comes back is morphed in. The page's own worker stays free.
import {Engine} from './engine.js';
import {set_state} from './states.js';
import {morph, page_name, render_request, viewer} from './view.js';

// Typing is waited for; a choice is not.
const typing_pause_ms = 250;
// A count that is no longer wanted may take so long; then its worker is ended, with the election that it held.
const patience_ms = 1000;
const hook = '[data-what-if]';

const form = () => document.querySelector('form[data-what-if-form]');

const address_of = (element) => {
    const url = new URL(element.action);
    url.search = new URLSearchParams(new FormData(element)).toString();
    return url;
};

export class WhatIf {
    constructor(community) {
        this.community = community;
        this.engine = null;
        this.is_counting = false;
        this.wanted = null;  // The address to count next; the newest stands for all.
        this.timer = 0;
        this.impatience = 0;
        document.addEventListener('input', ({target}) => {
            if (target.closest('form[data-what-if-form]')) this.soon(target.type === 'text' ? typing_pause_ms : 0);
        });
        document.addEventListener('submit', (event) => {
            if (!event.target.matches('form[data-what-if-form]')) return;
            event.preventDefault();
            this.soon(0);
        });
        document.addEventListener('click', ({target}) => {
            if (!target.closest('[data-what-if-cancel]')) return;
            this.stop();
            set_state(hook, 'idle');
        });
    }

    // After each page: a question in the address that the page does not answer yet is counted; leaving ends all.
    arrived() {
        if (page_name() !== 'what-if') return this.stop();
        if (location.search && !document.querySelector('[data-what-if-result]')) this.ask(new URL(location.href));
    }

    soon(delay_ms) {
        clearTimeout(this.timer);
        this.timer = setTimeout(() => {
            const url = address_of(form());
            history.replaceState(history.state, '', url);
            this.ask(url);
        }, delay_ms);
    }

    stop() {
        clearTimeout(this.timer);
        clearTimeout(this.impatience);
        this.engine?.stop();
        this.engine = null;
        this.wanted = null;
        this.is_counting = false;
    }

    async ask(url) {
        this.wanted = url;
        if (this.is_counting) {
            clearTimeout(this.impatience);
            this.impatience = setTimeout(() => {
                this.stop();
                this.ask(url);
            }, patience_ms);
            return;
        }
        this.is_counting = true;
        this.engine ??= new Engine({on_progress: ({done, total}) =>
            set_state(hook, 'working', {progress: done / total})});
        const {engine} = this;
        try {
            while (this.engine === engine && this.wanted) await this.show(engine);
        } catch {
            if (this.engine !== engine) return;
            this.stop();
            set_state(hook, 'failed');
        } finally {
            if (this.engine === engine) this.is_counting = false;
        }
    }

    async show(engine) {
        const url = this.wanted;
        this.wanted = null;
        set_state(hook, 'working', {progress: 0});
        const entries = Number(viewer().checkpoint.split('\n')[1]);
        const {html} = await engine.ask('what_if',
            {community: this.community, entries, request: render_request(url)});
        clearTimeout(this.impatience);
        if (this.engine !== engine || page_name() !== 'what-if') return;
        if (this.wanted) return;
        set_state(hook, 'idle');
        morph(html, 'main');
    }
}
