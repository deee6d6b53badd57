// A record that is not to be believed is found out, shown on every page, and explained; a good one says what was
// checked.
import assert from 'node:assert/strict';
import {createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign} from 'node:crypto';
import {afterEach, beforeEach, describe, test} from 'node:test';
import {set_up} from './support/setting.mjs';

const record_address = /\/api\/v1\/sijihuacheng\/record/;
const checkpoint_address = /\/checkpoint$/;
const origin = 'gongyi/sijihuacheng';
const alarms = ['differs', 'forged', 'rewritten', 'key_changed', 'withheld'];

const sha = (...parts) => createHash('sha256').update(Buffer.concat(parts)).digest();
const leaf = (line) => sha(Buffer.from([0]), Buffer.from(line));
// RFC 9162 section 2.1.1.
const root_of = (leaves) => {
    if (leaves.length === 1) return leaves[0];
    const half = 2 ** Math.floor(Math.log2(leaves.length - 1));
    return sha(Buffer.from([1]), root_of(leaves.slice(0, half)), root_of(leaves.slice(half)));
};
// The entry that attacks change, a project's, and what becomes of it.
const changed = 4;
const forge = (line) => line.replace('"title":"', '"title":"伪');
const checkpoint_text = (lines) => `${origin}\n${lines.length}\n${root_of(lines.map(leaf)).toString('base64')}\n`;

// Somebody's own key of the record's name: its text form, and how it signs (C2SP signed-note).
const make_key = () => {
    const {privateKey} = generateKeyPairSync('ed25519');
    const raw = createPublicKey(createPrivateKey(privateKey.export({format: 'pem', type: 'pkcs8'})))
        .export({format: 'der', type: 'spki'}).subarray(-32);
    const bytes = Buffer.concat([Buffer.from([1]), raw]);
    const id = sha(Buffer.from(`${origin}\n`), bytes).subarray(0, 4);
    return {
        text: `${origin}+${id.toString('hex')}+${bytes.toString('base64')}`,
        note: (text) => {
            const signature = Buffer.concat([id, sign(null, Buffer.from(text), privateKey)]);
            return `${text}\n— ${origin} ${signature.toString('base64')}\n`;
        },
    };
};

describe('the record on this device', () => {
    let person;
    let lines;
    let note;
    const setting = set_up({
        first: async () => {
            const fetched = async (what) =>
                (await fetch(`${setting.portal.origin}/api/v1/sijihuacheng/${what}`)).text();
            lines = (await fetched('record')).trimEnd().split('\n');
            note = await fetched('checkpoint');
        },
    });
    beforeEach(async () => { person = await setting.open(); });
    afterEach(async () => { await person.context.close(); });

    // From now on the server shows these entries under that checkpoint.
    const show = async (shown, under) => {
        await person.context.unrouteAll();
        await person.context.route(record_address, async (route) => {
            const from = Number(new URL(route.request().url()).searchParams.get('from') ?? 0);
            const rest = shown.slice(from);
            await route.fulfill({contentType: 'application/x-ndjson', body: rest.map((line) => `${line}\n`).join('')});
        });
        await person.context.route(checkpoint_address, (route) =>
            route.fulfill({contentType: 'text/plain', body: under}));
        // The server's news are of its own record.
        await person.context.route(/\/events$/, (route) => route.abort());
    };
    // The state that a visit ends in; the alarm shows if and only if it is one of a record not to be believed.
    const state_at = async (path) => {
        await person.page.goto(path);
        const footer = person.page.locator('footer [data-record-status]');
        await person.page.waitForFunction(() => !['unchecked', 'checking'].includes(
            document.querySelector('footer [data-record-status]').dataset.recordStatus));
        const state = await footer.getAttribute('data-record-status');
        const has_alarm = await person.page.locator('.record-alarm').isVisible();
        assert.equal(has_alarm, alarms.includes(state), state);
        return state;
    };

    const attacks = {
        'an entry changed': (all) => all.with(changed, forge(all[changed])),
        'an entry removed': (all) => all.toSpliced(6, 1),
        'the last entry removed': (all) => all.slice(0, -1),
        'an entry inserted': (all) => all.toSpliced(6, 0, all[5]),
        'two entries swapped': (all) => all.with(6, all[7]).with(7, all[6]),
    };
    for (const [name, attack] of Object.entries(attacks)) {
        test(`${name}: the record differs from its checkpoint`, async () => {
            await show(attack(lines), note);
            assert.equal(await state_at('/'), 'differs');
            assert.match(await person.page.locator('.record-alarm').innerText(), /不一样/);
        });
    }

    test('a checkpoint of somebody else is forged, on the first visit too', async () => {
        const stranger = make_key();
        await show(lines, stranger.note(checkpoint_text(lines)));
        assert.equal(await state_at('/'), 'forged');
        assert.equal(await state_at('/rounds'), 'forged');
        await show(lines, checkpoint_text(lines));
        assert.equal(await state_at('/about'), 'forged', 'no signature at all');
        const cut = note.indexOf('\n\n');
        await show(lines, checkpoint_text(lines.slice(0, -1)) + note.slice(cut + 1));
        assert.equal(await state_at('/'), 'differs', 'a smaller checkpoint under the signature of a larger one');
    });

    test('two histories: what a browser saw before is compared with what it is shown now', async () => {
        assert.equal(await state_at('/'), 'verified');
        // The community's own key signs another past: as long, longer, or cut off.
        const other = lines.with(changed, forge(lines[changed]));
        assert.notEqual(other[changed], lines[changed]);
        for (const past of [other, [...other, lines.at(-1)], lines.slice(0, -1)]) {
            await show(past, await setting.portal.sign(checkpoint_text(past)));
            assert.equal(await state_at('/rounds'), 'rewritten');
        }
        await show(other, await setting.portal.sign(checkpoint_text(other)));
        assert.equal(await state_at('/'), 'rewritten');
        assert.equal(await state_at('/record'), 'rewritten', 'and at every visit from then on');
        const page = await person.text();
        assert.match(page, /该怎么办|怎么办/);
        assert.ok(page.includes(note.trim().split('\n')[2]), 'the kept checkpoint is shown as evidence');
        assert.ok(page.includes(checkpoint_text(other).split('\n')[2]), 'and the one that does not go with it');
        assert.deepEqual(await person.violations(), []);
        await person.screenshot('record-rewritten');
        // When the server shows the true record again, all is well.
        await person.context.unrouteAll();
        assert.equal(await state_at('/record'), 'verified');
    });

    test('whoever has asked may begin anew', async () => {
        assert.equal(await state_at('/'), 'verified');
        const other = lines.with(changed, forge(lines[changed]));
        await show(other, await setting.portal.sign(checkpoint_text(other)));
        assert.equal(await state_at('/record'), 'rewritten');
        await Promise.all([person.page.waitForEvent('load'), person.page.click('[data-record-forget]')]);
        await person.page.waitForSelector('footer [data-record-status=verified]');
        await person.page.waitForSelector('[data-record-visit=first]');
    });

    test('a key that is replaced without the word of the one before it is told', async () => {
        assert.equal(await state_at('/'), 'verified');
        const present = lines.map((line) => JSON.parse(line)).findLast(({type}) => type === 'RecordKeyAnnounced');
        const key = make_key();
        const announce = (endorsement) => [...lines, JSON.stringify({at: JSON.parse(lines.at(-1)).at, by: 'system',
            data: {endorsement, key: key.text, previous: present.data.key}, type: 'RecordKeyAnnounced', v: 1})];
        const lost = announce('');
        await show(lost, key.note(checkpoint_text(lost)));
        assert.equal(await state_at('/'), 'key_changed');
        // With the old key's word nobody is alarmed.
        const followed = announce(await setting.portal.sign(`gongyi record key\n${key.text}\n`));
        await show(followed, key.note(checkpoint_text(followed)));
        assert.equal(await state_at('/'), 'verified');
    });

    test('a text that goes missing without a tombstone is told', async () => {
        await person.context.route(/\/texts\?from=/, async (route) => {
            const response = await route.fetch();
            const texts = (await response.text()).split('\n');
            await route.fulfill({response, body: texts.slice(1).join('\n')});
        });
        assert.equal(await state_at('/'), 'withheld');
        assert.match(await person.page.locator('.record-alarm').innerText(), /没有写明是谁撤下的/);
        await person.context.unrouteAll();
        assert.equal(await state_at('/record'), 'verified');
    });

    test('a record that cannot be signed now is not called wrong', async () => {
        await person.context.route(checkpoint_address, (route) => route.fulfill({status: 503, body: '{}'}));
        assert.equal(await state_at('/'), 'unsigned');
    });

    for (const size of ['phone', 'desktop']) {
        test(`the record's page says at a glance what was checked (${size})`, async () => {
            await person.context.close();
            person = await setting.open({size});
            await person.goto('/record');
            await person.page.waitForSelector('[data-record-visit=first]');
            await person.goto('/record');
            await person.page.waitForSelector('[data-record-visit=again]');
            const text = await person.text();
            assert.match(text, new RegExp(`上次看到 ${lines.length.toLocaleString('en')} 条`));
            assert.equal(await person.page.locator('.checks .mark.good:visible').count(), 5);
            assert.equal(await person.page.locator('.checks .mark.bad:visible').count(), 0);
            assert.match(text, new RegExp('gongyi/sijihuacheng\\+'));
            assert.deepEqual(await person.violations(), []);
            assert.ok(await person.overhang() <= 0);
            await person.screenshot('record');
            await person.goto('/record/terms');
            assert.deepEqual(await person.violations(), []);
            assert.ok(await person.overhang() <= 0);
            await person.screenshot('record-terms');
        });

        test(`the outcome prints on a sheet with a code (${size})`, async () => {
            await person.context.close();
            person = await setting.open({size});
            await person.goto('/rounds/2/poster');
            assert.ok(await person.page.locator('.poster .qr').isVisible());
            const [address] = (await person.text()).match(/http:\S+\/record\/entries\/\d+/);
            assert.deepEqual(await person.violations(), []);
            assert.ok(await person.overhang() <= 0);
            await person.screenshot('poster');
            await person.page.emulateMedia({media: 'print'});
            assert.equal(await person.page.locator('header.site').isVisible(), false);
            await person.screenshot('poster-print');
            await person.page.emulateMedia({media: 'screen'});
            // Whoever scans it sees the proof of that very entry, and goes on to count again.
            await person.goto(new URL(address).pathname);
            const bytes = JSON.parse(await person.page.locator('[data-entry-bytes]').innerText());
            assert.equal(bytes.type, 'RoundTallied');
            assert.equal(bytes.data.round, 2);
            await person.page.click('main a[href="/rounds/2/outcome"]');
            await person.page.waitForSelector('[data-recount]');
        });

        test(`an entry's page shows that it is in the record (${size})`, async () => {
            await person.context.close();
            person = await setting.open({size});
            await person.goto('/record/entries/4');
            await person.page.waitForSelector('[data-entry-check=equal]');
            assert.equal(await person.page.locator('[data-entry-bytes]').textContent(), lines[4]);
            assert.match(await person.text(), /gongyi proof verify --index 4 /);
            assert.deepEqual(await person.violations(), []);
            assert.ok(await person.overhang() <= 0);
            await person.screenshot('record-entry');
        });
    }

    test('an entry that is not the record\'s own is found out', async () => {
        await person.context.route(/\/record\/entries\/4$/, async (route) => {
            const response = await route.fetch();
            const text = await response.text();
            await route.fulfill({response, body: text.replace(/&quot;v&quot;:\d/, '&quot;v&quot;:1')});
        });
        await person.goto('/record/entries/4');
        await person.page.waitForSelector('[data-entry-check=differs]');
    });

    test('a text that is taken down leaves this device, too', async () => {
        const kept = () => person.page.evaluate(async () => {
            const settled = (request) =>
                new Promise((resolve) => { request.onsuccess = () => resolve(request.result); });
            const database = await settled(indexedDB.open('gongyi'));
            return (await settled(database.transaction('text').objectStore('text').getAll())).map(({line}) => line);
        });
        assert.equal(await state_at('/notices'), 'verified');
        // A title may stand in several texts; the longest text stands in itself alone.
        const texts = (await kept()).map((line) => JSON.parse(line));
        const {commitment, text} = texts.reduce((one, other) => other.text.length > one.text.length ? other : one);
        const staff = await setting.open();
        await staff.claim_with(setting.portal.code('staff'), 'takes_down');
        await staff.goto(`/record/texts/${commitment}`);
        await staff.screenshot('text-staff');
        assert.deepEqual(await staff.violations(), []);
        await staff.page.check('[name=sure]');
        await Promise.all([staff.page.waitForEvent('load'), staff.page.click('form [type=submit]:has-text("撤下")')]);
        assert.match(await staff.text(), /撤下，理由：含有个人信息/);
        await staff.screenshot('text-taken-down');
        await staff.context.close();
        assert.equal(await state_at('/notices'), 'verified');
        const left = await kept();
        assert.ok(left.length > 0);
        assert.ok(!left.join().includes(commitment));
        assert.ok(!left.some((line) => JSON.parse(line).text === text));
    });

    test('without scripts the page says what it cannot do', async () => {
        await person.context.close();
        person = await setting.open({scripts: false});
        await person.goto('/record');
        assert.match(await person.text(), /没有运行脚本.*gongyi verify/s);
        assert.equal(await person.page.locator('.checks').isVisible(), false);
        await person.goto('/record/entries/0');
        assert.match(await person.text(), /社区建立/);
        assert.equal((await person.page.goto('/record/entries/999999')).status(), 404);
    });
});
