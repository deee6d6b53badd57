// A meeting as the room sees it: three members with phones and the big screen, which follows without being loaded
// again. Each page is looked at by axe-core at the moment when there is most on it.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {set_up} from './support/setting.mjs';

const setting = set_up();

// Posts a form of the decision flow from the page on which the person is, and says where it led.
const act = (person, fields) => person.page.evaluate(async (given) => {
    const csrf = document.querySelector('input[name=csrf]').value;
    const answer = await fetch('/act', {method: 'POST', body: new URLSearchParams({csrf, ...given})});
    return {status: answer.status, path: new URL(answer.url).pathname};
}, fields);

// A command as JSON: the one way to name a time to the millisecond.
const command = (person, value) => person.page.evaluate(async (given) => {
    const csrf = document.querySelector('input[name=csrf]').value;
    const headers = {'content-type': 'application/json', 'x-csrf-token': csrf, 'idempotency-key': crypto.randomUUID()};
    const answer = await fetch('/api/v1/commands', {method: 'POST', headers, body: JSON.stringify(given)});
    return answer.status;
}, value);

// Waits until the person's page says it, without loading the page again.
const waits_for = (person, words) => person.page.waitForFunction(
    (wanted) => document.querySelector('main').innerText.includes(wanted), words);

const press = (person, type, words) =>
    person.submit(`form:has(input[value="${type}"]) button:has-text("${words}")`);

const is_fine = async (person, name) => {
    assert.deepEqual(await person.violations(), [], name);
    assert.ok(await person.overhang() <= 0, `${name} sticks out`);
    await person.screenshot(name);
};

// A body of three seats with its members, one of whom presides. Its address.
async function seated(desk, members) {
    await desk.goto('/bodies');
    const rules = await desk.page.locator('form:has(input[value="AdoptRules"]) input[name=text]')
        .evaluateAll((fields) => fields.map((field) => field.value));
    await act(desk, {type: 'AdoptRules', back: '/bodies', text: rules.find((text) => text.includes('"roberts.12"'))});
    const {path} = await act(desk, {
        type: 'EstablishBody', back: '/bodies', kind: 'council', name: '停车议事会',
        term_from: '2026-01-01', term_to: '2030-12-31',
        'constituencies.0.name': '召集人', 'constituencies.0.seats': '1', 'constituencies.0.votes': '1',
        'constituencies.0.presides': '1',
        'constituencies.1.name': '代表', 'constituencies.1.seats': '2', 'constituencies.1.votes': '1',
    });
    const body = path.split('/').at(-1);
    for (const [index, member] of members.entries()) {
        await member.goto(path);
        const [, number] = (await member.text()).match(/居民编号是 (\d+)/);
        await act(desk, {type: 'TakeSeat', back: path, body, 'seating.holder': number,
            'seating.constituency': index === 0 ? '0' : '1'});
    }
    return path;
}

test('the screen and the phones follow a meeting', async () => {
    const desk = await setting.open();
    await desk.claim('staff', '李静');
    const members = [];
    for (const name of ['召集人', '甲', '乙']) {
        const member = await setting.open({size: 'phone'});
        await member.claim('council', name);
        members.push(member);
    }
    const [chair, mover, other] = members;
    const body_path = await seated(desk, members);
    await desk.goto(body_path);
    await is_fine(desk, 'body-staff');
    await desk.goto('/bodies');
    await is_fine(desk, 'bodies-staff');
    await desk.goto(`/meetings?body=${body_path.split('/').at(-1)}`);
    await is_fine(desk, 'meeting-convene');

    assert.equal(await command(desk, {
        type: 'ConveneMeeting', body: Number(body_path.split('/').at(-1)), profile: 'roberts.12', form: 'meeting',
        at: Date.now() + 500, place: '二楼会议室', agenda: [{matter: 0, title: '停车费'}],
    }), 200);
    await desk.goto(body_path);
    const path = await desk.page.locator('main a[href^="/meetings/"]').first().getAttribute('href');
    const screen = await setting.open();
    await screen.page.setViewportSize({width: 1920, height: 1080});
    await screen.goto(`${path}/screen`);
    await screen.page.evaluate(() => { window.loaded_once = true; });
    await waits_for(screen, '还差 2 人');

    for (const member of [chair, mover]) {
        await member.goto(path);
        await press(member, 'SignIn', '签到');
    }
    await waits_for(screen, '够法定人数');
    await press(chair, 'OpenMeeting', '宣布开会');
    await other.goto(path);
    await press(other, 'SignIn', '签到');
    await mover.goto(path);
    await mover.page.click('summary:has-text("提出别的动议")');
    await mover.page.fill('textarea[name=text]', '地下车库每月收 300 元。');
    await press(mover, 'PutMotion', '提出动议');
    await waits_for(screen, '地下车库每月收 300 元');

    // The other member's page follows by itself: the motion waits for a second, then the buttons to speak come.
    await waits_for(screen, '还差 1 人附议');
    await waits_for(other, '还差 1 人附议');
    await press(other, 'SecondMotion', '附议');
    await waits_for(other, '要发言（反对）');
    await is_fine(other, 'meeting-member');
    await press(other, 'AskToSpeak', '反对');
    await waits_for(chair, '请 代表 3 号席 发言');
    await press(chair, 'GiveFloor', '发言');
    await waits_for(screen, '代表 3 号席');
    const clock = screen.page.locator('[data-countdown]');
    const first = await clock.innerText();
    await screen.page.waitForFunction((seen) => document.querySelector('[data-countdown]').innerText !== seen, first);
    await is_fine(screen, 'meeting-screen');
    await is_fine(chair, 'meeting-chair');
    await waits_for(other, '我说完了');
    await press(other, 'EndTurn', '我说完了');

    await waits_for(chair, '唱名表决');
    await press(chair, 'OpenVote', '唱名表决');
    for (const member of [mover, other]) {
        await waits_for(member, '弃权');
        await press(member, 'CastVote', '赞成');
    }
    await waits_for(screen, '2 / 3 席已表决');
    await waits_for(chair, '赞成');
    await press(chair, 'CastVote', '反对');
    await press(chair, 'CloseVote', '计票');
    await waits_for(screen, '通过');
    assert.match(await screen.text(), /赞成 2 人/);
    await chair.page.click('summary:has-text("结束会议")');
    await press(chair, 'CloseMeeting', '宣布散会');
    await waits_for(chair, '会议纪要');
    await is_fine(chair, 'meeting-minutes');
    assert.equal(await screen.page.evaluate(() => window.loaded_once), true);
    for (const person of [desk, screen, ...members]) await person.close();
});
