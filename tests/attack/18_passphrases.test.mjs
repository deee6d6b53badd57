// Passphrases that are guessed first, and names that mislead. Goal: none of them can be chosen, by the page or by the
// API, in whatever spelling; what people think of themselves can. Each fault says what to do.
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import path from 'node:path';
import {after, before, test} from 'node:test';

import {Client, passphrase, root, Server} from '../api/server.mjs';

let server;
let code;
before(async () => {
    server = await Server.start();
    code = server.takeCode('resident').code;
});
after(() => server.end());

const wide = (text) => text.replace(/[!-~]/g, (c) => String.fromCodePoint(c.codePointAt(0) + 0xfee0));
const claim = (name, word) => new Client(server).post('/api/v1/claim', {code, name, passphrase: word});
const refused = async (name, word, field, detail) => {
    const answer = await claim(name, word);
    assert.equal(answer.status, 422, `${name} ${word}`);
    assert.equal(answer.json.code, 'account_refused');
    assert.equal(answer.json.field, field, `${name} ${word}`);
    assert.match(answer.json.detail, detail, `${name} ${word}`);
};

const known = [
    'password', 'PassWord', 'password1', 'Password123!', '1password2', wide('password'), 'p a s s w o r d', 'P@ssw0rd',
    '12345678', '87654321', '0123456789', '11111111', '88888888', 'aaaaaaaa', '        ', '\u3000'.repeat(8),
    '········',
    'qwertyui', 'asdfghjkl', '1qaz2wsx', 'zaq12wsx', 'qazwsxedc', '1q2w3e4r', 'abcdefgh', 'abcd1234', '11223344',
    'abababab', 'abcabcabc', 'woaini1314', 'woaini520', 'WoAiNi1314', '5201314520', '1314520520', 'a5201314',
    'wangfang1990', 'zhangwei123', 'liuyang19880808', 'LiNa2008', 'wf19900101', '19680412', '12041968',
    '1988041219880412',
    '13800138000', 'wf13800138000', '我爱你一万年', '我爱你1314520', '哈哈哈哈哈哈哈哈',
    '恭喜发财2026', '一二三四五六七八', 'iloveyou2',
    'passwordpassword', 'woainiwoaini', '147258369', 'woaizhongguo', 'qq123456', 'admin123', 'aa123456', 'letmein1',
].filter((word) => [...word].length >= 8);

test('what is guessed first is refused in every spelling', async () => {
    for (const word of known) await refused('新邻居', word, '/passphrase', /guessed first/);
});

test('names of the person and the place alone are no passphrase', async () => {
    for (const word of ['四季花城 2026', '四季花城社区 88', 'sijihuacheng', 'Sijihuacheng2026', 'gongyi 2026 gongyi',
                        '新邻居们 19901212', '新邻居在四季花城', 'gongyi-sijihuacheng']) {
        await refused('新邻居', word, '/passphrase', /names/);
    }
});

test('what people think of themselves is taken', async () => {
    const words = ['四季花城的三角梅开了', '外婆的桂花糕八块钱', 'correct horse battery', '晚饭后去河边走走', '搬来那年下了大雪',
                   'Trittbrettfahrer', '老王家的狗叫二毛', 'kx7#mWq2', '👵🏻 leaves at seven', passphrase];
    for (const [at, word] of words.entries()) {
        const one = server.takeCode('resident').code;
        const answer = await new Client(server).post('/api/v1/claim', {code: one, name: `邻居 ${at}`, passphrase: word});
        assert.equal(answer.status, 201, `${word}: ${answer.text}`);
    }
});

test('at the limits of length', async () => {
    await refused('新邻居', '来那年下大雪', '/passphrase', /8 to 128/);
    await refused('新邻居', '搬来那年下大雪'.repeat(19).slice(0, 129), '/passphrase', /8 to 128/);
});

test('names of offices, and numbers, are nobody\'s', async () => {
    const offices = ['admin', 'Admin', 'ADMIN 1', wide('admin'), 'аdmin', 'staff', 'root', '管理员', '管 理 员', '管理員', '社区',
                     '居委会', '居委会2', '书记', '書記', '主任', '社區', 'gongyi', '官方', '服务台'];
    for (const name of offices) await refused(name, passphrase, '/name', /office/);
    for (const name of ['17', '1 204', wide('42'), '٤٢', '12-34', '00007']) {
        await refused(name, passphrase, '/name', /letter/);
    }
    for (const name of ['3栋老陈', '书记家的猫', '陈', 'admina', '王1204']) {
        const one = server.takeCode('resident').code;
        const answer = await new Client(server).post('/api/v1/claim', {code: one, name, passphrase});
        assert.equal(answer.status, 201, `${name}: ${answer.text}`);
    }
});

test('the page says the rules beside the field, and what to do, in three languages', async () => {
    for (const [language, rule, fault, office] of [
             ['zh-CN', /不要用生日/, /别人一猜就中/, /职务/], ['zh-HK', /不要用生日/, /別人一猜就中/, /職務/],
             ['en', /Not a birthday/, /guessed at once/, /office/]]) {
        const ask = {'accept-language': language};
        assert.match((await new Client(server).get('/claim', ask)).text, rule);
        const fields = {code, name: '新邻居', passphrase: 'woaini1314', passphrase_again: 'woaini1314'};
        const page = await new Client(server).form('/claim', fields, ask);
        assert.equal(page.status, 422);
        assert.match(page.text, fault);
        assert.match((await new Client(server).form('/claim', {...fields, name: '书记'}, ask)).text, office);
    }
});

test('the list is what its rules write', () => {
    execFileSync(path.join(root, '.dev/known-passphrases.mjs'), ['--check']);
});
