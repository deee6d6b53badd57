// A receipt on paper: its square is read as a phone would read it, and leads to the same receipt elsewhere.
import assert from 'node:assert/strict';
import {createRequire} from 'node:module';
import {afterEach, beforeEach, describe, test} from 'node:test';
import {set_up} from './support/setting.mjs';

const jsqr = createRequire(import.meta.url)('jsqr');
const open_round = 3;

// What a camera reads from the square on the page: its outline, drawn large.
const scan = async (person) => {
    const {outline, side} = await person.page.locator('svg.qr').evaluate((square) => ({
        outline: square.querySelector('.qr-dark').getAttribute('d'),
        side: Number(square.getAttribute('viewBox').split(' ')[2]),
    }));
    const scale = 4;
    const width = side * scale;
    const pixels = new Uint8ClampedArray(4 * width * width).fill(255);
    for (const [, x, y, length] of outline.matchAll(/M(\d+),(\d+)h(\d+)/g)) {
        for (let down = 0; down < scale; down += 1) {
            for (let right = 0; right < scale * length; right += 1) {
                pixels.fill(0, 4 * ((y * scale + down) * width + x * scale + right),
                    4 * ((y * scale + down) * width + x * scale + right) + 3);
            }
        }
    }
    return new URL(jsqr(pixels, width, width).data);
};

const receipt_code = async (person) =>
    (await person.page.locator('.receipt-code').innerText()).replace(/\s/g, '');

describe('a receipt on paper', () => {
    let voter;
    let chosen;
    const setting = set_up({
        first: async () => {
            voter = await setting.open();
            await voter.claim('resident', '留纸质回执的人');
            await voter.goto(`/rounds/${open_round}/vote`);
            await voter.page.locator('label.pick').first().click();
            await voter.page.locator('input[name=choice]:checked').first().waitFor({state: 'attached'});
            await voter.page.click('[data-vote-review]');
            await voter.page.waitForSelector('dialog[open]');
            await Promise.all([voter.page.waitForURL(/\/receipt\?commitment=/),
                voter.page.click('dialog[open] [type=submit]')]);
            await voter.settled();
            await voter.page.locator('svg.qr').waitFor();
            chosen = await voter.page.locator('.costs tbody tr').first().innerText();
        },
        last: () => voter.close(),
    });
    let other;
    beforeEach(async () => { other = await setting.open({size: 'phone'}); });
    afterEach(async () => { await other.context.close(); });

    test('its square leads to the whole receipt on another device, and no server hears of it', async () => {
        const address = await scan(voter);
        assert.equal(address.origin, setting.portal.origin);
        assert.equal(address.pathname, `/rounds/${open_round}/receipt`);
        assert.equal(address.search, '');
        assert.match(address.hash, /^#receipt=[\w-]+$/);
        assert.ok(address.href.length <= 400, `${address.href.length} characters`);
        const asked = [];
        other.page.on('request', (request) => asked.push(request.url() + (request.postData() ?? '')));
        await other.goto(address.pathname + address.hash);
        await other.page.locator('.costs tbody tr').first().waitFor();
        assert.equal(await other.page.locator('.costs tbody tr').first().innerText(), chosen);
        assert.equal(await receipt_code(other), await receipt_code(voter));
        assert.match(await other.text(), /服务器签了字/);
        assert.equal(new URL(other.page.url()).hash, '', 'the address does not keep it');
        const code = address.hash.slice('#receipt='.length);
        const digits = await receipt_code(voter);
        for (const url of asked) assert.ok(!url.includes(code) && !url.includes(digits), url);
        // Somebody else's phone keeps nothing.
        assert.equal(await other.page.evaluate(() => Object.keys(localStorage).join()), '');
        assert.deepEqual(await other.violations(), []);
        assert.ok(await other.overhang() <= 0);
        await other.screenshot('receipt-scanned');
    });

    test('a square with one digit changed, or of another round, is no receipt', async () => {
        const {hash} = await scan(voter);
        const at = '#receipt='.length + 20;  // In the credential.
        const wrong = hash.slice(0, at) + (hash[at] === 'A' ? 'B' : 'A') + hash.slice(at + 1);
        for (const path of [`/rounds/${open_round}/receipt${wrong}`, `/rounds/2/receipt${hash}`]) {
            await other.goto(path);
            await other.page.locator('[data-receipt-load-failed]').waitFor();
            assert.equal(await other.page.locator('.receipt-code').count(), 0);
            await other.page.goto('about:blank');
        }
    });

    test('who has the code alone gets a square with that', async () => {
        const digits = await receipt_code(voter);
        await other.goto(`/rounds/${open_round}/receipt?commitment=${digits}`);
        await other.page.locator('svg.qr').waitFor();
        const address = await scan(other);
        assert.equal(address.hash, `#commitment=${digits}`);
        assert.equal(await other.page.locator('[data-receipt-save]').count(), 0);
        await other.page.goto('about:blank');
        await other.goto(address.pathname + address.hash);
        await other.page.locator('.receipt-code').waitFor();
        assert.equal(await receipt_code(other), digits);
    });

    test('it prints as a slip that fits A6', async () => {
        await voter.page.emulateMedia({media: 'print'});
        const {width, height} = await voter.page.locator('main .document').boundingBox();
        const millimetre = 96 / 25.4;
        assert.ok(width <= 95 * millimetre, `${width / millimetre} mm wide`);
        assert.ok(height <= 138 * millimetre, `${height / millimetre} mm high`);
        assert.equal(await voter.page.locator('header.site nav').first().isVisible(), false);
        await voter.page.setViewportSize({width: 560, height: 794});
        await voter.screenshot('receipt-print');
        await voter.page.emulateMedia({media: 'screen'});
        assert.deepEqual(await voter.violations(), []);
        await voter.screenshot('receipt-square');
    });
});
