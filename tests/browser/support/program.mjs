// Starts the program under test with a data folder of its own, and stops it.
import {spawn} from 'node:child_process';
import {createPrivateKey, sign} from 'node:crypto';
import {mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {endWithProcess} from '../../support/running.mjs';

export const source_dir = fileURLToPath(new URL('../../../', import.meta.url));
const program = process.env.GONGYI_BIN ?? path.join(source_dir, 'build/native/gongyi');
const web_dir = process.env.GONGYI_WEB ?? path.join(source_dir, 'build/web');

const free_port = () => new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
        const {port} = server.address();
        server.close(() => resolve(port));
    });
});

// "  ABCD-EFGH-JKMN  居民 resident  …" -> {resident: ['ABCD-EFGH-JKMN', …], …}
const claim_codes = (output) => {
    const codes = {};
    for (const [, code, role] of output.matchAll(/^ {2}(\S{4}-\S{4}-\S{4}) {2}\S+ (\w+) {2}/gm)) {
        (codes[role] ??= []).push(code);
    }
    return codes;
};

// A running portal with the demo community.
export class Portal {
    // `clock`: the server's clock can be set ahead with advance().
    // `options`: more of gongyi serve.
    static async start({clock = false, options = []} = {}) {
        const portal = new Portal();
        portal.data_dir = await mkdtemp(path.join(os.tmpdir(), 'gongyi-browser-'));
        portal.ahead_ms = 0;
        portal.clock_options = clock ?
            ['--clock-ahead', path.join(portal.data_dir, 'clock-ahead'), '--session-hours', '8760',
                '--confirm-minutes', '525600'] : [];
        portal.options = options;
        portal.port = await free_port();
        portal.origin = `http://127.0.0.1:${portal.port}`;
        await portal.spawn();
        portal.codes = claim_codes(portal.output);
        return portal;
    }

    // Starts the program on the data folder and waits until it says that it listens.
    async spawn() {
        this.output = '';
        this.child = spawn(program, ['serve', '--data', this.data_dir, '--web', web_dir,
            '--listen', `127.0.0.1:${this.port}`, '--demo', '--codes', '8', '--attempt-limit', '0',
            '--command-limit', '0', ...this.clock_options, ...this.options],
        {stdio: ['ignore', 'pipe', 'pipe']});
        await new Promise((resolve, reject) => {
            const collect = (bytes) => {
                this.output += bytes;
                if (/listening on .*\n/.test(this.output)) resolve();
            };
            this.child.stdout.setEncoding('utf8');
            this.child.stderr.setEncoding('utf8');
            this.child.stdout.on('data', collect);
            this.child.stderr.on('data', collect);
            this.child.once('error', reject);
            this.child.once('exit', () => reject(new Error(`the program ended:\n${this.output}`)));
        });
        this.ended = endWithProcess(this.child, this.data_dir);
    }

    // The server's time.
    now() { return Date.now() + this.ahead_ms; }

    async advance(ms) {
        this.ahead_ms += ms;
        await writeFile(this.clock_options[1], String(this.ahead_ms));
    }

    // The next unused claim code of a role.
    code(role) {
        const code = this.codes[role]?.shift();
        if (!code) throw new Error(`no claim code left for ${role} in:\n${this.output}`);
        return code;
    }

    // The claim code of whoever presides over a body of the demo.
    chair_code(body) {
        const line = this.output.split('\n').find((each) => new RegExp(`主持.*${body}`).test(each));
        const [code] = line.match(/\S{4}-\S{4}-\S{4}/);
        for (const codes of Object.values(this.codes)) {
            if (codes.includes(code)) codes.splice(codes.indexOf(code), 1);
        }
        return code;
    }

    // `text` as a note signed with the portal's own newest key: for a server that lies consistently.
    async sign(text) {
        const file = await readFile(path.join(this.data_dir, 'record.key'), 'utf8');
        const [key, seed] = file.trimEnd().split('\n').at(-1).split(' ');
        const [name, id] = key.split('+');
        const der = Buffer.from(`302e020100300506032b657004220420${seed}`, 'hex');
        const signature = sign(null, Buffer.from(text), createPrivateKey({key: der, format: 'der', type: 'pkcs8'}));
        return `${text}\n— ${name} ${Buffer.concat([Buffer.from(id, 'hex'), signature]).toString('base64')}\n`;
    }

    // Like a power cut: no chance to tidy up.
    async kill() {
        this.child.kill('SIGKILL');
        await this.ended();
    }

    async stop() {
        this.child.kill('SIGTERM');
        await this.ended();
        await rm(this.data_dir, {recursive: true, force: true});
    }
}
