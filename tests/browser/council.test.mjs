// One matter from the proposal to the second disclosure: five people, each on a phone of their own, and the server's
// clock, which runs ahead so that notice periods pass at once.
import assert from 'node:assert/strict';
import {readFile} from 'node:fs/promises';
import {after, before, describe, test} from 'node:test';
import {launch, Person} from './support/browser.mjs';
import {Portal} from './support/program.mjs';

const day_ms = 86_400_000;
const plan = {name: '坡道.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 坡道施工图')};
// The demo's bodies, in the order in which they were established.
const bodies = {committee: 1, joint: 2, members: 3, representatives: 4};

let browser;
let portal;
let people;
let matter;
before(async () => {
    browser = await launch();
    portal = await Portal.start({clock: true});
    people = {};
    const open = async (name, code) => {
        people[name] = await Person.open(browser, portal, {size: 'phone'});
        await people[name].claim_with(code, `3栋的 ${name}`);  // "staff" alone could be taken for one.
    };
    await open('secretary', portal.chair_code('社区党委'));
    await open('director', portal.chair_code('居民代表会议'));
    await open('proposer', portal.code('resident'));
    await open('staff', portal.code('staff'));
    await open('supervisor', portal.code('supervisor'));
});
after(async () => {
    await browser?.close();
    await portal?.stop();
});

const form_of = (person, type, about = {}) => {
    let form = person.page.locator(`form:has(input[name=type][value=${type}])`);
    for (const [name, value] of Object.entries(about)) {
        form = form.filter({has: person.page.locator(`input[type=hidden][name="${name}"][value="${value}"]`)});
    }
    return form;
};

// Fills in the form of a command on the page at `path` and sends it, as a person would.
const act = async (name, path, type, fields = {}, about = {}) => {
    await people[name].goto(path);
    await give(name, type, fields, about);
};

// The same on the page where the person is.
const give = async (name, type, fields = {}, about = {}) => {
    const person = people[name];
    const form = form_of(person, type, about).first();
    await form.waitFor({state: 'attached'});
    await form.evaluate((element) => element.closest('details')?.setAttribute('open', ''));
    for (const [field, value] of Object.entries(fields)) {
        const control = form.locator(`[name="${field}"]`).first();
        const kind = await control.evaluate((element) =>
            ['hidden', 'file'].includes(element.type) ? element.type : element.localName);
        if (kind === 'file') await control.setInputFiles(value);
        else if (kind === 'select') await control.selectOption(String(value));
        else if (kind !== 'hidden') await control.fill(String(value));
    }
    await Promise.all([person.page.waitForEvent('load'), form.locator('[type=submit]').first().click()]);
    await person.settled();
    const alert = person.page.locator('main [role=alert]:visible');
    assert.equal(await alert.count(), 0, `${type}: ${await alert.allInnerTexts()}`);
};

const local_time = (ms) => new Date(ms + 8 * 3_600_000).toISOString().slice(0, 16);
const path_of = (person) => new URL(person.page.url()).pathname;
const has_text = async (name, text) => assert.match(await people[name].text(), text);

const file = (name, kind) => act(name, matter, 'FileDocument', {title: '坡道', file: plan}, {kind});
const close_gate = () => act('staff', matter, 'CloseGate');

// A meeting of the body that decides the matter, from the convening to the published minutes.
const hold_meeting = async ({body, form, seats, chair, in_favour}) => {
    const at = portal.now() + 5 * day_ms;
    await act('staff', `/meetings?body=${body}`, 'ConveneMeeting', {
        form, place: '三楼会议室', at: local_time(at),
        'agenda.0.title': '坡道', 'agenda.0.matter': matter.split('/').at(-1),
    });
    const meeting = path_of(people.staff);
    assert.match(meeting, /^\/meetings\/\d+$/);
    await portal.advance(5 * day_ms + 60_000);
    if (chair) {
        await act(chair, meeting, 'SignIn');
        await people.staff.goto(meeting);
        for (let seat = 2; seat <= seats; ++seat) await give('staff', 'SignIn', {}, {seat});
        await act(chair, meeting, 'OpenMeeting');
    } else {
        await act('staff', meeting, 'CountAttendance', {'counts.heads.due': 340, 'counts.heads.present': seats});
        await act('staff', meeting, 'OpenMeeting');
    }
    await act('staff', meeting, 'PutMotion',
        {matter: matter.split('/').at(-1), ...(chair && {seat: 2})});
    await act(chair ?? 'staff', meeting, 'OpenVote', {}, {method: 'hands'});
    await act('staff', meeting, 'CloseVote', {'counts.heads.in_favour': in_favour, 'counts.heads.against': 0,
        'counts.heads.abstained': 0});
    await has_text('staff', /通过/);
    await act(chair ?? 'staff', meeting, 'CloseMeeting');
    await act('staff', meeting, 'SignMinutes');
    if (chair) await act(chair, meeting, 'SignMinutes');
    await act('staff', meeting, 'PublishMinutes');
    return meeting;
};

describe('one matter, five people on phones', () => {
    test('a resident proposes it', async () => {
        await act('proposer', '/matters/new', 'OpenMatter',
            {title: '8栋门口加装无障碍坡道', text: '一、加装坡道。\n二、装扶手。', amount_fen: '30000'});
        matter = path_of(people.proposer);
        assert.match(matter, /^\/matters\/\d+$/);
        await has_text('proposer', /这一步：提议/);
    });

    test('the Party committee takes it up', async () => {
        await file('staff', 'draft');
        await hold_meeting(
            {body: bodies.committee, form: 'party_committee', seats: 5, chair: 'secretary', in_favour: 5});
        await close_gate();
        await has_text('staff', /这一步：商议/);
    });

    test('a resident downloads what was filed, as it was sent', async () => {
        const {page} = people.proposer;
        await people.proposer.goto(matter);
        await page.locator('summary', {hasText: '材料'}).click();
        await page.getByRole('link', {name: '坡道', exact: true}).click();
        await page.locator('main[data-page=text]').waitFor();
        const [download] = await Promise.all([
            page.waitForEvent('download'), page.getByRole('link', {name: '下载文件'}).click(),
        ]);
        assert.equal(download.suggestedFilename(), '坡道.pdf');
        assert.deepEqual(await readFile(await download.path()), plan.buffer);
    });

    test('the two committees consult, and the proposer revises the draft before the vote', async () => {
        await act('proposer', matter, 'ReviseDraft',
            {text: '一、加装坡道。\n二、两侧装扶手。', note: '两侧都要'});
        await file('staff', 'plan');
        await hold_meeting({body: bodies.joint, form: 'joint_meeting', seats: 6, chair: 'secretary', in_favour: 6});
        await close_gate();
        await has_text('staff', /这一步：审议/);
    });

    test('the Party members review it, counted and not signed in', async () => {
        await file('staff', 'plan');
        await hold_meeting({body: bodies.members, form: 'party_members', seats: 260, in_favour: 250});
        await close_gate();
        await has_text('staff', /这一步：决议/);
    });

    test('the supervisors give their view, and the representatives resolve', async () => {
        await file('staff', 'plan');
        await file('supervisor', 'supervision_view');
        await hold_meeting({body: bodies.representatives, form: 'representatives', seats: 14, chair: 'director',
            in_favour: 14});
        await close_gate();
        await has_text('staff', /这一步：决议公开/);
    });

    test('the resolution hangs; an objection blocks the next step until it is answered', async () => {
        await file('staff', 'resolution');
        await act('staff', matter, 'PostNotice', {text: '决议公开。', places: '社区公告栏'});
        const notice = path_of(people.staff);
        assert.match(notice, /^\/notices\/\d+$/);
        await act('proposer', notice, 'FileObjection', {text: '扶手要防滑。'});
        await portal.advance(20 * day_ms);
        await people.staff.goto(matter);
        await has_text('staff', /还有 1 条/);
        assert.equal(await form_of(people.staff, 'CloseGate').count(), 0);
        await act('staff', notice, 'AnswerObjection', {text: '改用防滑扶手。'}, {objection: 1});
        await close_gate();
        await has_text('staff', /这一步：实施/);
    });

    test('it is carried out, and the results are disclosed beside what was planned', async () => {
        await file('staff', 'accounts');
        await file('staff', 'acceptance');
        await act('staff', matter, 'RecordResult', {
            'result.planned.cost_fen': '30000', 'result.actual.cost_fen': '29500.5', 'result.planned.days': '20',
            'result.actual.days': '22', 'result.planned.scope': '一条坡道', 'result.actual.scope': '一条坡道',
            'result.acceptance': '合格', 'result.rating': '5',
        });
        await close_gate();
        await file('staff', 'result');
        await file('supervisor', 'supervision_opinion');
        await act('staff', matter, 'PostNotice', {text: '结果公开。', places: '社区公告栏'});
        await has_text('staff', /29,500/);
        await portal.advance(20 * day_ms);
        await close_gate();
    });

    test('anyone sees that it is completed and why it counts; the record checks out in their browser', async () => {
        const visitor = await Person.open(browser, portal, {size: 'phone'});
        await visitor.goto(matter);
        const text = await visitor.text();
        assert.match(text, /已办结/);
        assert.match(text, /凭什么算数/);
        assert.match(text, /到会 14 人，需 ≥ 14 人/);
        assert.match(await visitor.page.locator('[data-record-status]').innerText(), /公开记录已在本机核对/);
        await visitor.screenshot('matter-completed');
        assert.deepEqual(visitor.faults, []);
    });
});
