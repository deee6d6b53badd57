// Debian's Chromium, at the sizes of a phone and a desktop, with scripts and without.
import assert from 'node:assert/strict';
import {mkdir, readFile} from 'node:fs/promises';
import {createRequire} from 'node:module';
import path from 'node:path';
import {chromium} from 'playwright-core';
import {source_dir} from './program.mjs';

const screenshot_dir = path.join(source_dir, 'build/screenshots');
const axe_source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export const sizes = {
    phone: {viewport: {width: 390, height: 844}, deviceScaleFactor: 2, isMobile: true, hasTouch: true},
    desktop: {viewport: {width: 1280, height: 900}},
};

export const launch = () => chromium.launch({
    executablePath: process.env.GONGYI_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking',
        '--disable-component-update', '--disable-sync', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'],
});

// A person's browser: a context of its own, and what went wrong in it.
export class Person {
    static async open(browser, portal, {size = 'desktop', scripts = true, ...options} = {}) {
        const person = new Person();
        person.portal = portal;
        person.size = size;
        person.scripts = scripts;
        person.context = await browser.newContext({...sizes[size], javaScriptEnabled: scripts, locale: 'zh-CN',
            baseURL: portal.origin, ...options});
        person.context.setDefaultTimeout(15_000);
        person.page = await person.context.newPage();
        person.faults = [];
        person.page.on('pageerror', (error) => person.faults.push(String(error)));
        person.page.on('console', (message) => {
            if (message.type() === 'error') person.faults.push(`${message.text()} (${message.location().url})`);
        });
        return person;
    }

    // Goes to a page; with scripts, waits until the core has taken it over.
    async goto(where) {
        const response = await this.page.goto(where);
        await this.settled();
        return response;
    }

    async settled() {
        if (this.scripts) await this.page.waitForSelector('html[data-core=ready]', {state: 'attached'});
    }

    // What is on the page and visible.
    text() {
        return this.page.locator('main').innerText();
    }

    claim(role, name, passphrase) {
        return this.claim_with(this.portal.code(role), name, passphrase);
    }

    async claim_with(code, name, passphrase = '四季花城的一句口令') {
        await this.page.goto('/claim');
        await this.page.fill('input[name=code]', code);
        await this.page.fill('input[name=name]', name);
        await this.page.fill('input[name=passphrase]', passphrase);
        await this.page.fill('input[name=passphrase_again]', passphrase);
        await this.submit('main form [type=submit]');
        assert.notEqual(new URL(this.page.url()).pathname, '/claim', await this.text());
    }

    // Presses a button that leads to another page of the server.
    async submit(selector) {
        await Promise.all([this.page.waitForEvent('load'), this.page.click(selector)]);
        await this.settled();
    }

    // The whole page, or what is in the window; a pixel of the picture is one of the style sheet's.
    async screenshot(name, {fullPage = true} = {}) {
        await mkdir(screenshot_dir, {recursive: true});
        const file = path.join(screenshot_dir, `${name}-${this.size}.png`);
        await this.page.screenshot({path: file, fullPage, scale: 'css'});
    }

    // What axe-core has against the page as it stands.
    async violations() {
        const found = await this.page.evaluate(`${axe_source}; axe.run(document, {resultTypes: ['violations']})`);
        const place = ({html, failureSummary}) => `    ${html}\n    ${failureSummary}`;
        return found.violations.map(({id, help, nodes}) =>
            [`${id}: ${help}`, ...nodes.slice(0, 3).map(place)].join('\n'));
    }

    // The page as it stands: nothing sticks out, and axe has nothing against it. Keeps its picture.
    async look(name) {
        assert.equal(await this.overhang(), 0, `${name} is wider than the window`);
        if (this.scripts) assert.deepEqual(await this.violations(), [], name);
        await this.screenshot(this.scripts ? name : `${name}-plain`);
    }

    // How many pixels stick out sideways.
    overhang() {
        return this.page.evaluate(() =>
            document.documentElement.scrollWidth - document.documentElement.clientWidth);
    }

    async close() {
        // A stand-in for the server that is still at work would find its answer gone.
        await this.context.unrouteAll({behavior: 'wait'});
        await this.context.close();
        assert.deepEqual(this.faults, [], 'errors in the browser');
    }
}
