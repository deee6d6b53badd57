// A browser and a portal for the tests of a file, or of one `describe`, with the people in them.
import {after, before} from 'node:test';
import {launch, Person} from './browser.mjs';
import {Portal} from './program.mjs';

// Starts both before the tests and ends both after them, whatever else fails: one that is left open would keep the
// file from ending. `first` is done once both run, `last` before they end: hooks of a file's own do not wait for these.
// The other options are Portal.start()'s.
export function set_up({first = () => {}, last = () => {}, ...options} = {}) {
    const setting = {
        browser: null,
        portal: null,
        // Somebody with a browser of their own; the options are Person.open()'s.
        open: (of) => Person.open(setting.browser, setting.portal, of),
    };
    before(async () => {
        setting.browser = await launch();
        setting.portal = await Portal.start(options);
        await first();
    });
    after(async () => {
        try {
            await last();
        } finally {
            await setting.browser?.close();
            await setting.portal?.stop();
        }
    });
    return setting;
}
