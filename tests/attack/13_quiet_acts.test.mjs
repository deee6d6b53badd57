// What one member of staff once did quietly in another's place: vote for a seat so that its holder is refused, seat
// somebody who does not exist, or themselves, rewrite a resident's matter, and take it back.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';

import {Client, Server, slug} from '../api/server.mjs';

let server;
let staff;
let colleague;
let author;
let members;  // The first one presides.
let body;

const done = async (person, command) => {
    const answer = await person.command(command);
    assert.equal(answer.status, 200, `${command.type}: ${answer.status} ${answer.text}`);
    return answer;
};
const refused = async (person, command, code) => {
    const answer = await person.command(command);
    assert.equal(answer.json.code, code, `${command.type}: ${answer.status} ${answer.text}`);
};
const record = async () => (await new Client(server).get(`/api/v1/${slug}/record`))
                               .text.trim().split('\n').map((line) => JSON.parse(line));
const words = (page) => page.text.replace(/<script[\s\S]*?<\/script>/g, '').replace(/<[^>]*>/g, '')
                            .replaceAll('&#39;', '\'').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
const seating = (holder, constituency = 1) =>
    ({type : 'TakeSeat', body, seating : {constituency, firm : 0, guardian_consents : false, holder}});
// Somebody's number as the record knows them: it stands in their page's data.
const numberOf = async (person) => JSON.parse(
    (await person.get('/me')).text.match(/<script type="application\/json" id="viewer">(.*?)<\/script>/s)[1]).id;

before(async () => {
    server = await Server.start();
    staff = await server.person('staff');
    colleague = server.codes.some(({role}) => role === 'staff') ? await server.person('staff') : staff;
    author = await server.person('resident');
    members = [];
    for (let i = 0; i < 4; ++i) members.push(await server.person('council'));
    const profile = (await staff.get('/bodies')).text
                        .match(/name="text" value="([^"]*roberts\.12[^"]*)"/)[1].replaceAll('&quot;', '"')
                        .replaceAll('&#39;', '\'').replaceAll('&lt;', '<').replaceAll('&gt;', '>')
                        .replaceAll('&amp;', '&');
    await done(staff, {type : 'AdoptRules', text : profile});
    await done(staff, {
        type : 'EstablishBody',
        kind : 'council',
        name : '黄金山小区居民议事会',
        term_from : '2026-01-01',
        term_to : '2030-12-31',
        constituencies : [
            {by_office : false, name : '召集人', presides : true, seats : 1, votes : true},
            {by_office : false, name : '楼栋代表', presides : false, seats : 6, votes : true}
        ]
    });
    body = (await record()).filter(({type}) => type === 'BodyEstablished').at(-1).data.body.id;
    for (const [index, member] of members.entries()) {
        await done(staff, seating(await numberOf(member), index === 0 ? 0 : 1));
    }
});
after(() => server.end());

test('a seat is taken by somebody who exists, and whom somebody else seats', async () => {
    await refused(staff, seating(4_611_686_018), 'no_such_resident');
    await refused(staff, seating(await numberOf(staff)), 'seats_oneself');
    if (colleague !== staff) await done(colleague, seating(await numberOf(staff)));
});

test('the holder\'s own vote goes before the one that staff entered for them', async () => {
    const [chair, mover, holder] = members;
    await done(staff, {
        type : 'ConveneMeeting', body, profile : 'roberts.12', form : 'meeting', at : Date.now() + 1000,
        place : '二楼会议室', agenda : [ {matter : 0, title : '地下车库停车费'} ]
    });
    const meeting = (await record()).filter(({type}) => type === 'MeetingConvened').at(-1).data.meeting;
    const path = `/meetings/${meeting}`;
    for (const member of [chair, mover, holder]) await done(member, {type : 'SignIn', meeting, seat : 0});
    while ((await chair.command({type : 'OpenMeeting', meeting})).status !== 200) {
    }
    await done(mover, {type : 'PutMotion', meeting, seat : 0, matter : 0, text : '每月收 300 元。'});
    await done(holder, {type : 'SecondMotion', meeting, seat : 0});
    await done(chair, {type : 'OpenVote', meeting, method : 'roll'});

    await done(staff, {type : 'CastVote', meeting, seat : 3, choice : 'against'});
    const told = words(await holder.get(path));
    assert.match(told, /工作人员替您的席位录了“反对”。您自己投一票就代替它/);
    assert.match(words(await mover.get(path)), /工作人员代录/);
    await done(holder, {type : 'CastVote', meeting, seat : 0, choice : 'for'});
    await refused(staff, {type : 'CastVote', meeting, seat : 3, choice : 'against'}, 'voted_already');
    await refused(holder, {type : 'CastVote', meeting, seat : 0, choice : 'against'}, 'voted_already');
    const votes = (await record()).filter(({type, data}) => type === 'VoteCast' && data.meeting === meeting);
    assert.deepEqual(votes.map(({by, data}) => [by, data.choice, data.entered]),
        [ [ 'staff', 'against', 1 ], [ 'council', 'for', undefined ] ]);
    await done(staff, {type : 'CastVote', meeting, seat : 2, choice : 'for'});
    await done(chair, {type : 'CastVote', meeting, seat : 0, choice : 'abstain'});
    await done(chair, {type : 'CloseVote', meeting, counts : {}});
    assert.match(words(await new Client(server).get(path)), /赞成 2 人，反对 0 人/);
    // Nor do staff take a holder's vote away by withdrawing for them.
    await refused(staff, {type : 'Recuse', meeting, seat : 3, matter : 1}, 'holders_own_act');
});

test('what staff rewrite is a version that says so, and that the author contests', async () => {
    const raise = {
        type : 'OpenMatter', title : '8栋门口加装坡道', text : '一、加装坡道。', origin : 'residents',
        profile : 'cn.rc.2026', amount_fen : 0, major_ticks : [], round : 0
    };
    await done(author, raise);
    const matter = (await record()).at(-1).data.matter;
    const path = `/matters/${matter}`;
    await done(staff, {type : 'ReviseDraft', matter, text : '一、不加装坡道。', note : '理顺文字'});
    const page = await author.get(path);
    assert.match(words(page), /工作人员在 .* 改了您写的方案，现在是第 2 稿/);
    assert.match(page.text, /<ins><span class="unseen">[^<]*<\/span>一、不加装坡道。<\/ins>/);
    assert.match(words(await new Client(server).get(path)), /工作人员改的/);
    assert.match(page.text, /name="type" value="ContestDraft"/);
    await refused(members[0], {type : 'ContestDraft', matter, draft : 2, text : 'x'}, 'authors_own_act');
    const sent = await author.form('/act', {
        csrf : author.csrf, type : 'ContestDraft', matter : String(matter), draft : '2', back : path,
        text : '意思反过来了。'
    });
    assert.equal(sent.status, 303, sent.text);
    await refused(author, {type : 'ContestDraft', matter, draft : 2, text : '还有'}, 'contested_already');
    const seen = words(await new Client(server).get(path));
    assert.match(seen, /提出人不同意第 2 稿的改动：\s*意思反过来了。/);
    assert.match(seen, /工作人员还没有答复/);
    const listed = async () => {
        let text = '';
        for (let page = 1; page < 9; ++page) text += words(await staff.get(`/staff?todo=${page}`));
        return /答复提出人对第 2 稿的不同意见/.test(text);
    };
    assert.ok(await listed());
    await done(staff, {type : 'AnswerContest', matter, draft : 2, text : '是我们写错了，已改回。'});
    assert.match(words(await new Client(server).get(path)), /工作人员答复：\s*是我们写错了，已改回。/);
    assert.equal(await listed(), false);

    // Withdrawing is the author's. Staff reject, with reasons that everybody reads.
    await refused(staff, {type : 'WithdrawMatter', matter, reason : '不办了'}, 'authors_own_act');
    await done(staff, {type : 'RejectMatter', matter, reason : '物业已经在做。'});
    const ended = words(await author.get(path));
    assert.match(ended, /还没有开会审过，由工作人员否决。理由：物业已经在做。/);
    assert.match(ended, /不认同这个理由的，可以改后再提，也可以请居务监督委员会过问/);
});
