#!/usr/bin/env node
// Writes server-stub/accounts/known_passphrases.txt: what many people choose, and so whoever guesses tries first.
//
//   .dev/known-passphrases.mjs            writes it
//   .dev/known-passphrases.mjs --check    says whether it is what this would write
//
// Two sources, both of them here: words that are known to be chosen most (lists of them have been published again and
// again; these are the common part, typed by hand), and rules for what is chosen here: full names in pinyin, words of
// affection, keys that lie in a row. Digits at the ends need not stand in it: the program takes them off before it
// looks (account_rules.h). So do dates, sequences and repetitions, which it finds by rule.
import {readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {fileURLToPath} from 'node:url';

const file = path.join(path.dirname(fileURLToPath(import.meta.url)), '../server-stub/accounts/known_passphrases.txt');
const words = (text) => text.trim().split(/\s+/);

const english = words(`
    password passwort passw0rd p@ssword p@ssw0rd pa$$word pa$$w0rd passwd passphrase pass password1 mypassword
    mypass newpassword changeme changeit letmein letmeinnow welcome
    welcome1 admin administrator root user guest test
    testing tester default secret secrets supersecret topsecret master iloveyou iloveu ilovegod lovelove loveyou
    lovely lover love loveme sunshine princess dragon monkey football baseball basketball soccer hockey superman
    batman spiderman ironman pokemon pikachu starwars trustno1 whatever shadow michael michelle jennifer jessica
    jordan jordan23 ashley nicole daniel andrew anthony charlie thomas robert matthew joshua william victoria
    elizabeth samantha alexander alexandra christian christina stephanie benjamin jonathan patrick richard
    freedom computer internet samsung iphone android google
    facebook twitter linkedin youtube amazon microsoft windows
    apple banana orange cookie chocolate pepper ginger
    summer winter spring autumn monday friday january december
    flower flowers butterfly angel angels heaven jesus
    jesuschrist blessed mustang corvette ferrari porsche mercedes
    yamaha harley ranger hunter killer ninja samurai
    phoenix thunder lightning diamond silver golden purple rainbow
    liverpool chelsea arsenal manchester barcelona realmadrid yankees lakers cowboys steelers eagles dallas
    hello hellohello helloworld hellokitty goodluck goodmorning biteme fuckyou fuckoff asshole bullshit nothing
    something anything everything somebody forever together family mother father brother sister babygirl babyboy
    sweetheart sweety honey cutie cheese hamster kitten puppy doggie tigger snoopy mickey minnie garfield
    london paris berlin newyork california florida america canada australia england france germany china chinese
    beijing shanghai shenzhen guangzhou hongkong taiwan
    nanjing hangzhou chengdu wuhan tianjin chongqing guangdong
    access access14 login logon logmein connect network
    server system security private qwert qwerty qwertyuiop asdf
    asdfgh asdfghjkl zxcvbn zxcvbnm qazwsx qazwsxedc qwaszx
    qweasd qweasdzxc asdzxc zaqwsx zaqxsw 1q2w3e 1q2w3e4r
    1q2w3e4r5t 1qaz2wsx 1qazxsw2 zaq12wsx q1w2e3 q1w2e3r4 qwe123
    123qwe qweqwe asdasd zxczxc abc abc123 abcd abcdef
    abcabc a1b2c3 a1b2c3d4 aa123456 aaa111 a123456 a12345678 q123456 z123456 w123456 s123456 x123456 l123456
    147258369 159753 159357 147852 741852963 789456123 123654 321654 987654321 0123456789 123123 112233 121212
    696969 101010 100200 1234qwer qwer1234 asdf1234
    1234asdf zxcv1234 password123 passw0rd123 woaini1314 abcd1234
    1234abcd admin123 root123 test123 user123 gongyi gongyi123 community resident neighbour neighbor
    internet1 mynameis theboss number1 nicotine slipknot metallica nirvana greenday eminem blink182 matrix
    merlin gandalf frodo hobbit zelda minecraft fortnite
    counterstrike warcraft starcraft diablo dota league legends
    business company office money dollar rich success
    winner champion captain general soldier marine pilot doctor
    teacher student school college university library student1 class teacher1 nurse police fireman engineer
`);

// Affection, good wishes, things of the house, the keys under Chinese fingers, with the numbers that sound like words.
const chinese = words(`
    woaini woaini1314 woaini520 woaiwojia woaiwo woaimama
    woaibaba woaini521 iloveyou1314 iloveyou520 aini ainiyiwannian
    woxiangni woailaopo woailaogong laopo laogong laopowoaini laogongwoaini qinaide baobei baobao xiaobao dabao
    mima wodemima mimamima mima123 wangjimima zhanghao denglu
    yonghu guanliyuan guanli ceshi nihao nihaoma nihao123
    haha hahaha hehe heihei xixi lala yeye nainai mama baba mamababa babamama gege didi jiejie meimei erzi nver
    zhongguo zhonghua woaizhongguo aiguo beijing shanghai
    shenzhen guangzhou guangdong fujian hunan hubei sichuan
    shandong henan hebei jiangsu zhejiang jiangxi guangxi
    yunnan guizhou dongbei xianggang taiwan longhua longgang
    futian nanshan luohu baoan yantian pingshan guangming bantian minzhi dalang fuyong shajing xixiang
    shequ xiaoqu jumin juweihui jiedao wuye yezhu jiayuan huayuan huacheng dasha xincun gongyuan
    facai gongxifacai zhaocaijinbao wanshiruyi yifanfengshun
    xinnianhao xinniankuaile shengrikuaile kuaile xingfu
    jiankang pingan pingpinganan changmingbaisui fuqi haoyun daji daliu tiantian xiangshang haohaoxuexi
    xuexi laoshi xuesheng tongxue pengyou haopengyou yijiaren
    jiaren women tamen shijie taiyang yueliang xingxing
    xiaoming xiaohong xiaofang xiaoli xiaolong dalong laoda laoer laosan laowang laoli laozhang laochen laoliu
    520 521 1314 1413 5201314 1314520 520520 5211314 7758521
    7758258 584520 584521 1314521 52013140 201314 147258 110110 119119 120120
    168168 888888 666666 518518 5188 918918 10086 10010 a5201314 w5201314 z5201314 q5201314 l5201314 aini1314
    taobao alipay zhifubao weixin wechat tencent qqmima baidu jingdong huawei xiaomi oppo vivo meituan douyin
    我爱你 我爱你一万年 我爱我家 我的密码 密码 口令 我的口令 忘记密码 管理员 社区 小区 居委会 业主 物业 居民 你好 您好 生日快乐
    新年快乐 恭喜发财 万事如意 一帆风顺 心想事成 好好学习 天天向上 中国 我爱中国 中华人民共和国 为人民服务 平安 健康 幸福 快乐 平安是福
    家和万事兴 老婆 老公 宝贝 爸爸妈妈 妈妈 爸爸 北京 上海 深圳 广州 香港 花好月圆 国泰民安 风调雨顺 早日发财 身体健康 阖家幸福
    我愛你 我愛我家 我的密碼 密碼 忘記密碼 管理員 社區 小區 居委會 業主 恭喜發財 萬事如意 一帆風順 新年快樂 生日快樂 好好學習 天天向上
    中國 我愛中國 為人民服務 健康 幸福 快樂 家和萬事興 寶貝 爸爸媽媽 深圳 廣州 國泰民安 風調雨順 身體健康 闔家幸福
    床前明月光 春眠不觉晓 白日依山尽 锄禾日当午 鹅鹅鹅 床前明月光疑是地上霜 春眠不觉晓处处闻啼鸟 白日依山尽黄河入海流
    举头望明月低头思故乡
    人之初性本善 东方红太阳升 起来不愿做奴隶的人们 一二三四五六七八 一二三四五六七八九十 甲乙丙丁戊己庚辛 天地玄黄宇宙洪荒
`);

const surnames = words(`
    wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he gao lin luo zheng liang xie song tang
    deng han feng cao peng zeng xiao tian dong pan yuan cai jiang yu du ye cheng wei su lv ding ren shen yao lu
    cui zhong tan wang fan jin shi liao jia xia fu fang zou xiong bai meng qin qiu hou yin xue yan lei long
    tao hao mao qian wan gu lai wu dai kong shao ge
`);
const given = words(`
    wei fang na min jing li qiang lei jun yang yong yan jie juan tao ming chao hong ying hua ping gang yu lan
    hui xia dan bo bin peng fei long hao yi xin kai ning lin mei qin zhen feng jian guo dong hai cheng liang wen
    xiuying guiying xiulan guilan yulan yuzhen shuzhen fenglan jianguo jianhua jianjun guohua guoqiang zhiqiang
    weidong xiaoming xiaohong xiaoli xiaofang xiaoyan xiaojun haiyan liping liming lihua lijuan meiling xinyi
    zihan zixuan haoran yuxuan yuhan
`);

const all = new Set([...english, ...chinese]);
for (const first of surnames) {
    for (const second of given) all.add(first + second);
}

const lines = [];
let line = '';
for (const word of [...all].sort()) {
    if (line && line.length + 1 + word.length > 110) {
        lines.push(line);
        line = '';
    }
    line += (line && ' ') + word;
}
lines.push(line);
const text = `${lines.join('\n')}\n`;
if (process.argv.includes('--check')) {
    if (readFileSync(file, 'utf8') === text) process.exit(0);
    console.error(`${file} is not what .dev/known-passphrases.mjs writes`);
    process.exit(1);
}
writeFileSync(file, text);
console.log(`${all.size} words, ${Buffer.byteLength(text)} bytes`);
