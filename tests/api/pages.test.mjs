// Every page that the pages lead to is one that the server knows: it has a line in the table of routes. A page without
// one is still shown, as an address that nobody knows would be, but a form sent there is answered with the page.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';

import {Client, Server} from './server.mjs';

let server;
before(async () => (server = await Server.start()));
after(() => server.end());

// Where the links of a page lead on this site.
const links = (text) => [...text.matchAll(/ href="(\/[^"#]*)/g) ].map(([, link ]) => link.replaceAll('&amp;', '&'));
const path_of = (link) => link.split('?')[0];
// One of a kind is as good as the others.
const kind = (link) => path_of(link).replace(/\d+/g, 'N').replace(/[0-9a-f]{64}/g, 'H');

for (const role of ['visitor', 'resident', 'staff']) {
    test(`what a ${role} finds from the front page`, async () => {
        const client = role === 'visitor' ? new Client(server) : await server.person(role);
        const found = new Map([[ '/', '/' ]]);
        for (const link of found.values()) {
            const page = await client.get(link);
            assert.ok([ 200, 303 ].includes(page.status), `${link}: ${page.status}`);
            const type = page.headers['content-type'] ?? '';
            if (type.startsWith('text/html')) {
                for (const next of links(page.text)) if (!found.has(kind(next))) found.set(kind(next), next);
            }
            const posted = await client.request('POST', path_of(link));
            assert.ok(![ 200, 404 ].includes(posted.status), `POST ${link}: ${posted.status}`);
        }
        assert.ok(found.size > 20, [...found.keys() ].join(' '));
        assert.ok(found.has('/community'));
    });
}
