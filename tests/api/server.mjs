// Starts the program on a free port with a data folder of its own, and talks to it as a browser or a script would.
//
// The program is build/native/gongyi, or what GONGYI_BIN names. Nothing here waits for a length of time: every wait
// is for a line, an answer or an end.
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdtemp, rm} from 'node:fs/promises';
import http from 'node:http';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {createInterface} from 'node:readline';
import {fileURLToPath} from 'node:url';
import {endWithProcess} from '../support/running.mjs';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
export const program = process.env.GONGYI_BIN ?? path.join(root, 'build/native/gongyi');
export const passphrase = '晚风吹过 第七棵榕树';

export async function makeFolder() { return mkdtemp(path.join(tmpdir(), 'gongyi-api-')); }

// Runs a subcommand to its end.
export async function run(...words) {
    const child = spawn(program, words, {cwd : root});
    let out = '';
    let err = '';
    child.stdout.setEncoding('utf8');
    child.stderr.setEncoding('utf8');
    child.stdout.on('data', (piece) => (out += piece));
    child.stderr.on('data', (piece) => (err += piece));
    const [status] = await once(child, 'close');
    return {status, out, err};
}

// A running server. `codes` are the demo's claim codes: [{code, role, name}].
export class Server {
    static async start({data, options = [], demo = true, web = path.join(root, 'static')} = {}) {
        const server = new Server();
        server.ownsData = data === undefined;
        server.data = data ?? (await makeFolder());
        const words =
            [ 'serve', '--data', server.data, '--listen', '127.0.0.1:0', '--web', web ];
        if (demo) words.push('--demo', '--codes', '40');
        // A day: no batch of commitments enters the record in the middle of a test that compares it.
        if (!options.includes('--ballot-window-ms')) words.push('--ballot-window-ms', '86400000');
        // A clock that is put ahead by days is not about who sits there.
        if (options.includes('--clock-ahead') && !options.includes('--confirm-minutes'))
            words.push('--confirm-minutes', '525600');
        if (!options.includes('--attempt-limit')) words.push('--attempt-limit', '0');
        if (!options.includes('--command-limit')) words.push('--command-limit', '0');
        server.child = spawn(program, [...words, ...options ], {cwd : root});
        server.err = '';
        server.child.stderr.setEncoding('utf8');
        // What it says to whoever runs it as root, as tests do on many machines, is not about the test.
        server.child.stderr.on('data', (piece) => (server.err += piece.replace(/^gongyi: this runs as root.*\n/m, '')));
        server.codes = [];
        for await (const line of createInterface({input : server.child.stdout})) {
            const code = line.match(/^ {2}([0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}) {2}\S+ (\w+) {2}(\S+)/);
            if (code) server.codes.push({code : code[1], role : code[2], name : code[3]});
            const listening = line.match(/listening on (http:\/\/\S+)\//);
            if (listening) {
                server.ended = endWithProcess(server.child, server.ownsData && server.data);
                server.origin = listening[1];
                return server;
            }
        }
        throw new Error(`the server did not start: ${server.err}`);
    }

    get port() { return Number(new URL(this.origin).port); }

    // The next claim code of that role which no test has used.
    takeCode(role) {
        const index = this.codes.findIndex((one) => one.role === role);
        if (index < 0) throw new Error(`no claim code of role ${role} is left`);
        return this.codes.splice(index, 1)[0];
    }

    // Somebody with an account, signed in.
    async person(role) {
        const {code} = this.takeCode(role);
        const person = new Client(this);
        person.name = `${role}-${code}`;
        const answer = await person.post('/api/v1/claim', {code, name : person.name, passphrase});
        if (answer.status !== 201) throw new Error(`claiming failed: ${answer.status} ${answer.text}`);
        person.csrf = answer.json.csrf;
        return person;
    }

    async end(signal = 'SIGTERM') {
        this.child.kill(signal);
        const [status] = await this.ended();
        if (this.ownsData) await rm(this.data, {recursive : true, force : true});
        return status;
    }
}

// A browser without a screen: keeps cookies, follows no redirect. `from` is the address that it comes from; a
// machine has all of 127.0.0.0/8.
export class Client {
    constructor(server, {from} = {}) {
        this.server = server;
        this.from = from;
        this.cookies = new Map();
        this.csrf = '';
        this.seen = server.seen ??= [];
    }

    // What the Cookie header holds.
    get cookie() { return [...this.cookies ].map(([ name, value ]) => `${name}=${value}`).join('; '); }

    // One request; the answer as {status, headers, text, json}.
    async request(method, target, {headers = {}, body} = {}) {
        const {cookie} = this;
        const answer = await new Promise((resolve, reject) => {
            const asked = http.request({
                host : '127.0.0.1',
                port : this.server.port,
                localAddress : this.from,
                method,
                path : target,
                agent : false,
                headers : {...(cookie && {cookie}), ...headers}
            },
                (response) => {
                    const pieces = [];
                    response.on('data', (piece) => pieces.push(piece));
                    response.on('end', () => resolve({
                        status : response.statusCode,
                        headers : response.headers,
                        text : Buffer.concat(pieces).toString()
                    }));
                    response.on('error', reject);
                });
            asked.on('error', reject);
            asked.end(body);
        });
        for (const line of answer.headers['set-cookie'] ?? []) {
            const [, name, value] = line.match(/^([^=]+)=([^;]*)/);
            if (/Max-Age=0/.test(line))
                this.cookies.delete(name);
            else
                this.cookies.set(name, value);
        }
        if (/\/(problem\+)?json/.test(answer.headers['content-type'] ?? '') && answer.text)
            answer.json = JSON.parse(answer.text);
        this.seen.push({method, path : target.split('?')[0], status : answer.status});
        return answer;
    }

    get(target, headers) { return this.request('GET', target, {headers}); }

    post(target, value, headers = {}) {
        const body = typeof value === 'string' ? value : JSON.stringify(value);
        return this.request('POST', target, {headers : {'content-type' : 'application/json', ...headers}, body});
    }

    command(value, {key = crypto.randomUUID(), ...headers} = {}) {
        return this.post(
            '/api/v1/commands', value, {'x-csrf-token' : this.csrf, 'idempotency-key' : key, ...headers});
    }

    // A form as the browser would send it; `fields` are [name, value] pairs or an object.
    form(target, fields, headers = {}) {
        const body = new URLSearchParams(fields).toString();
        return this.request(
            'POST', target, {headers : {'content-type' : 'application/x-www-form-urlencoded', ...headers}, body});
    }
}

const boundary = '----gongyi-boundary';

// A form with a file, as the browser would send it: `file` is {field, name, bytes}. The body and its headers.
export function multipart(fields, file) {
    const head = (disposition) => `--${boundary}\r\nContent-Disposition: form-data; ${disposition}\r\n`;
    const parts = Object.entries(fields).map(
        ([name, value]) => Buffer.from(`${head(`name="${name}"`)}\r\n${value}\r\n`));
    if (file) {
        const disposition = `name="${file.field}"; filename="${file.name}"`;
        parts.push(Buffer.from(`${head(disposition)}Content-Type: application/pdf\r\n\r\n`), file.bytes,
            Buffer.from('\r\n'));
    }
    parts.push(Buffer.from(`--${boundary}--\r\n`));
    return {
        body : Buffer.concat(parts),
        headers : {'content-type' : `multipart/form-data; boundary=${boundary}`}
    };
}

// Raw bytes over a socket of their own; all that comes back until the server closes.
export async function raw(server, bytes) {
    const {connect} = await import('node:net');
    return new Promise((resolve, reject) => {
        let answer = '';
        const socket = connect(server.port, '127.0.0.1', () => socket.write(bytes));
        socket.setEncoding('utf8');
        socket.on('data', (piece) => (answer += piece));
        socket.on('close', () => resolve(answer));
        socket.on('error', (error) => (answer ? resolve(answer) : reject(error)));
    });
}

// The demo's open round, from the public record, and a ballot that it takes.
export async function openRound(server) {
    const record = (await new Client(server).get(`/api/v1/${slug}/record`))
                       .text.trim()
                       .split('\n')
                       .map((line) => JSON.parse(line));
    const opened = record.filter((entry) => entry.type === 'VotingOpened').map((entry) => entry.data.round);
    const closed = new Set(record.filter((entry) => entry.type === 'VotingClosed').map((entry) => entry.data.round));
    const id = opened.find((round) => !closed.has(round));
    const round = record.find((entry) => entry.type === 'RoundDrafted' && (entry.data.id) === id);
    const projects = record.filter((entry) => entry.type === 'ProjectAdded' && entry.data.round === id)
                         .map((entry) => entry.data.project);
    return {id, drafted : round?.data, projects, record};
}

export const slug = 'sijihuacheng';
