// A whole meeting by posted forms, as browsers without scripts send them: five people, each on a page of their own. A
// form is sent as the page holds it, with what a person would fill in.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';

import {Client, Server} from './server.mjs';

let server;
let desk;
let members;  // The first one presides.
let body;

before(async () => {
    server = await Server.start();
    server.visitor = new Client(server);
    desk = await server.person('staff');
    members = [];
    for (let i = 0; i < 4; ++i) members.push(await server.person('council'));
});
after(() => server.end());

const unescaped = (text) => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"')
                                .replaceAll('&#39;', '\'').replaceAll('&amp;', '&');

// What stands on a page for people to read.
const words = (page) => unescaped(page.text.replace(/<script[\s\S]*?<\/script>/g, '').replace(/<[^>]*>/g, ''));

// The forms of a page that give the command, each as its fields with what stands in them.
function formsOf(page, type) {
    const forms = [...page.text.matchAll(/<form[^>]*action="\/act"[^>]*>([\s\S]*?)<\/form>/g) ].map(([, inside]) => {
        const fields = new Map();
        for (const [tag] of inside.matchAll(/<input[^>]*>/g)) {
            const name = tag.match(/ name="([^"]*)"/)?.[1];
            if (name && !/type="(checkbox|radio)"/.test(tag)) {
                fields.set(name, unescaped(tag.match(/ value="([^"]*)"/)?.[1] ?? ''));
            }
        }
        for (const [, name, text] of inside.matchAll(/<textarea[^>]* name="([^"]*)"[^>]*>([\s\S]*?)<\/textarea>/g)) {
            fields.set(name, unescaped(text));
        }
        for (const [, name, options] of inside.matchAll(/<select[^>]* name="([^"]*)"[^>]*>([\s\S]*?)<\/select>/g)) {
            const option =
                options.match(/<option value="([^"]*)" selected/) ?? options.match(/<option value="([^"]*)"/);
            fields.set(name, option[1]);
        }
        return fields;
    });
    return forms.filter((fields) => fields.get('type') === type);
}

// Opens the page and sends its form of that type, filled in. `which` chooses among several by a field's value.
async function send(person, path, type, filled = {}, which = {}) {
    const page = await person.get(path);
    assert.equal(page.status, 200, `${path}: ${page.status}`);
    const form = formsOf(page, type).find(
        (fields) => Object.entries(which).every(([ name, value ]) => fields.get(name) === value));
    assert.ok(form, `${path} has no form for ${type}`);
    return person.form('/act', [...new Map([...form, ...Object.entries(filled) ]) ]);
}

// The same, where it must be accepted; the address to which it leads.
async function done(person, path, type, filled, which) {
    const answer = await send(person, path, type, filled, which);
    assert.equal(answer.status, 303, `${type}: ${answer.status} ${words(answer).slice(0, 400)}`);
    return answer.headers.location;
}

const offers = async (person, path, type) => formsOf(await person.get(path), type).length;

// "2026-12-01T19:00" in the community's zone, some days from now.
const inDays = (days) => new Date(Date.now() + (days * 24 + 8) * 3600e3).toISOString().slice(0, 11) + '19:00';

// The last meeting of the record.
async function lastMeeting() {
    const page = await desk.get('/meetings');
    const ids = [...page.text.matchAll(/href="\/meetings\/(\d+)"/g) ].map((match) => Number(match[1]));
    return Math.max(0, ...ids);
}

test('staff establish a body by its form and fill its seats', async () => {
    const adopted = await desk.get('/bodies');
    for (const form of formsOf(adopted, 'AdoptRules')) {
        if (!form.get('text').includes('"id":"roberts.12"')) continue;
        assert.equal((await desk.form('/act', [...form ])).status, 303);
    }
    const path = await done(desk, '/bodies', 'EstablishBody', {
        kind : 'council',
        name : '黄金山小区居民议事会',
        term_from : '2026-01-01',
        term_to : '2030-12-31',
        'constituencies.0.name' : '召集人',
        'constituencies.0.seats' : '1',
        'constituencies.0.votes' : '1',
        'constituencies.0.presides' : '1',
        'constituencies.1.name' : '楼栋代表',
        'constituencies.1.seats' : '4',
        'constituencies.1.votes' : '1'
    });
    assert.match(path, /^\/bodies\/\d+$/);
    body = path.split('/').pop();
    for (const [index, member] of members.entries()) {
        const [, number] = words(await member.get(path)).match(/您的居民编号是 (\d+)/);
        await done(desk, path, 'TakeSeat',
            {'seating.constituency' : index === 0 ? '0' : '1', 'seating.holder' : number});
        assert.match(words(await member.get(path)), /（您）/);
    }
    const again = words(await members[0].get(path)).match(/您的居民编号是 (\d+)/)[1];
    const refused = await send(desk, path, 'TakeSeat', {'seating.holder' : again});
    assert.equal(refused.status, 422);
    assert.match(words(refused), /这位成员或单位在这里已经有席位/);
});

test('a body without exactly one chair is refused, and the form keeps what was typed', async () => {
    const refused = await send(desk, '/bodies', 'EstablishBody', {
        kind : 'council',
        name : '没有主持的会',
        term_from : '2026-01-01',
        term_to : '2030-12-31',
        'constituencies.0.name' : '代表',
        'constituencies.0.seats' : '3'
    });
    assert.equal(refused.status, 422);
    assert.match(refused.text, /value="没有主持的会"/);
    assert.match(refused.text, /<option value="council" selected/);
});

test('bad input to the convening form comes back with what was typed', async () => {
    const before = await lastMeeting();
    const path = `/meetings?body=${body}&profile=roberts.12&form=meeting`;
    const good = {at : inDays(5), place : '二楼', 'agenda.0.title' : '停车位'};
    const past = await send(desk, path, 'ConveneMeeting', {...good, at : '2020-01-01T19:00'});
    assert.equal(past.status, 422);
    assert.match(words(past), /会议时间已经过了/);
    assert.match(past.text, /value="2020-01-01T19:00"/);
    assert.match(past.text, /value="停车位"/);
    const title = '停'.repeat(61);
    const long = await send(desk, path, 'ConveneMeeting', {...good, 'agenda.0.title' : title});
    assert.equal(long.status, 422);
    assert.ok(long.text.includes(`value="${title}"`));
    assert.match(long.text, /class="field faulty"/);
    for (const wrong of [{at : ''}, {at : 'morgen'}, {place : ''}, {'agenda.0.title' : ''}]) {
        assert.equal((await send(desk, path, 'ConveneMeeting', {...good, ...wrong})).status, 422);
    }
    // Nobody but the staff convenes.
    assert.equal(await offers(members[0], path, 'ConveneMeeting'), 0);
    assert.equal(await lastMeeting(), before);
});

test('a meeting is convened, its members sign in, and before its time it cannot be opened', async () => {
    const path = `/meetings?body=${body}&profile=roberts.12&form=meeting`;
    const meeting = await done(desk, path, 'ConveneMeeting',
        {at : inDays(30), place : '二楼会议室', 'agenda.0.title' : '地下车库停车费'});
    assert.match(meeting, /^\/meetings\/\d+$/);
    assert.match(words(await members[0].get(meeting)), /会议还没有到时间/);
    await done(members[1], meeting, 'SignIn');
    assert.equal(await offers(members[1], meeting, 'SignIn'), 0);
    assert.match(words(await desk.get(meeting)), /实到 1 人 \/ 应到 4 人，需 ≥ 3 人/);
    assert.match(words(await desk.get(`${meeting}/screen`)), /还差 2 人，不能表决/);
    // The desk signs in another seat.
    await done(desk, meeting, 'SignIn', {}, {seat : '3'});
    assert.match(words(await members[2].get(meeting)), /已签到/);
    // Somebody without a seat has nothing to press; a visitor neither.
    const outsider = await server.person('resident');
    assert.equal(await offers(outsider, meeting, 'SignIn'), 0);
    const forged = await outsider.form(
        '/act', {csrf : outsider.csrf, type : 'SignIn', meeting : meeting.split('/')[2], back : meeting});
    assert.equal(forged.status, 422);
    assert.match(words(forged), /您在这个会议没有席位/);
    await done(desk, meeting, 'CancelMeeting', {reason : '台风'});
    assert.match(words(await members[0].get(meeting)), /取消的原因：台风/);
});

test('a whole meeting: quorum, motion, amendment, debate, two roll calls, minutes', async () => {
    const [chair, mover, other] = members;
    // A form's times are whole minutes; this meeting begins in a moment.
    const convened = await desk.command({
        type : 'ConveneMeeting',
        body : Number(body),
        profile : 'roberts.12',
        form : 'meeting',
        at : Date.now() + 1000,
        place : '二楼会议室',
        agenda : [ {matter : 0, title : '地下车库停车费'} ]
    });
    assert.equal(convened.status, 200, convened.text);
    const id = String(await lastMeeting());
    const path = `/meetings/${id}`;
    const refusedWith = async (person, fields, sentence) => {
        const answer = await person.form('/act', {csrf : person.csrf, meeting : id, back : path, ...fields});
        assert.equal(answer.status, 422);
        assert.match(words(answer), sentence);
    };

    // Two of four are no quorum: the sentence stands on the chair's page, and a form that was made up gets it too.
    await done(chair, path, 'SignIn');
    await done(mover, path, 'SignIn');
    while (/会议还没有到时间/.test(words(await chair.get(path)))) {
    }
    assert.match(words(await chair.get(path)), /人数不够：应到 4，实到 2，至少要 3/);
    assert.equal(await offers(chair, path, 'OpenMeeting'), 0);
    await refusedWith(chair, {type : 'OpenMeeting'}, /人数不够：应到 4，实到 2，至少要 3/);
    await done(other, path, 'SignIn');
    assert.equal(await offers(mover, path, 'OpenMeeting'), 0);
    await done(chair, path, 'OpenMeeting');

    // A motion that another member seconds, and an amendment to it that is taken first.
    assert.equal(await offers(chair, path, 'PutMotion'), 0);
    const moved = '地下车库每月收 300 元。';
    await done(mover, path, 'PutMotion', {text : moved});
    assert.match(words(await other.get(path)), /地下车库每月收 300 元/);
    assert.equal(await offers(other, path, 'AskToSpeak'), 0);
    assert.equal(await offers(mover, path, 'SecondMotion'), 0);
    await refusedWith(mover, {type : 'SecondMotion'}, /自己提的动议要由别的到会成员附议/);
    await refusedWith(chair, {type : 'OpenVote', method : 'hands'}, /要先有 1 人附议/);
    assert.match(words(await desk.get(`${path}/screen`)), /还差 1 人附议/);
    await done(other, path, 'SecondMotion');
    await refusedWith(other, {type : 'SecondMotion'}, /这个席位已经附议过了/);
    const form = formsOf(await other.get(path), 'PutAmendment')[0];
    assert.equal(form.get('text'), moved);
    await done(other, path, 'PutAmendment', {text : '地下车库每月收 250 元。'});
    assert.match(words(await mover.get(path)), /先表决修正案/);
    await done(mover, path, 'SecondMotion');

    // The debate: who asks waits, the chair gives the floor, the speaker ends. No vote meanwhile.
    await done(mover, path, 'AskToSpeak', {}, {side : 'against'});
    assert.match(words(await mover.get(path)), /您在排队发言/);
    assert.equal(await offers(chair, path, 'OpenVote'), 0);
    await refusedWith(chair, {type : 'OpenVote', method : 'roll'}, /还有 1 位等着发言/);
    await done(chair, path, 'GiveFloor');
    assert.match(words(await desk.get(`${path}/screen`)), /楼栋代表 2 号席/);
    await refusedWith(other, {type : 'EndTurn'}, /这一步由主持人做/);
    await done(mover, path, 'EndTurn');

    // The roll on the amendment: one vote a seat, the chair last.
    await done(chair, path, 'OpenVote', {}, {method : 'roll'});
    assert.equal(await offers(other, path, 'CastVote'), 3);
    await done(other, path, 'CastVote', {}, {choice : 'for'});
    await refusedWith(other, {type : 'CastVote', choice : 'for'}, /这个席位已经表决过了/);
    assert.match(words(await chair.get(path)), /主持人最后表决/);
    await done(desk, path, 'CastVote', {}, {choice : 'for', seat : '2'});
    await refusedWith(members[3], {type : 'CastVote', choice : 'for'}, /还没有签到/);
    await done(chair, path, 'CastVote', {}, {choice : 'abstain'});
    await done(chair, path, 'CloseVote');

    // The motion as amended, counted by hands: more votes than people are refused and come back.
    await done(chair, path, 'OpenVote', {}, {method : 'hands'});
    const wrong = await send(chair, path, 'CloseVote', {
        'counts.heads.in_favour' : '3',
        'counts.heads.against' : '1',
        'counts.heads.abstained' : '0'
    });
    assert.equal(wrong.status, 422);
    assert.match(words(wrong), /票数对不上/);
    assert.match(wrong.text, /name="counts.heads.in_favour"[^>]*value="3"/);
    await done(chair, path, 'CloseVote', {'counts.heads.in_favour' : '2', 'counts.heads.against' : '1'});
    const result = words(await server.visitor.get(path));
    assert.match(result, /赞成 2 人，反对 1 人，弃权 0 人/);
    assert.match(result, /地下车库每月收 250 元/);

    // Minutes: signed by the chair and the secretary as they were read, then published.
    await done(chair, path, 'CloseMeeting');
    await refusedWith(desk, {type : 'PublishMinutes'}, /主持人和记录人签字/);
    await refusedWith(chair, {type : 'SignMinutes', hash : '0'.repeat(64)}, /您看的纪要和现在的不一样/);
    await done(chair, path, 'SignMinutes');
    await done(desk, path, 'SignMinutes');
    await done(desk, path, 'PublishMinutes');
    const minutes = words(await server.visitor.get(path));
    assert.match(minutes, /黄金山小区居民议事会 会议纪要/);
    assert.match(minutes, /修正案 1/);
    assert.match(minutes, /已公布/);
    assert.match(words(await server.visitor.get('/meetings')), /已结束/);
});
