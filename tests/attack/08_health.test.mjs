// The disk is full, or the database locked: the portal must say that it cannot store, and say so to what watches it.
// And something must watch it: a service manager, which is played here by a socket of its kind.
import assert from 'node:assert/strict';
import {execFileSync, spawn} from 'node:child_process';
import {rm, stat} from 'node:fs/promises';
import path from 'node:path';
import {after, before, test} from 'node:test';
import {createInterface} from 'node:readline';

import {Client, makeFolder, Server} from '../api/server.mjs';
import {endWithProcess} from '../support/running.mjs';

let folder;
before(async () => { folder = await makeFolder(); });
after(() => rm(folder, {recursive : true, force : true}));

const until = async (what, holds) => {
    const end = performance.now() + 60_000;
    while (!(await holds())) {
        if (performance.now() > end) assert.fail(`waited for: ${what}`);
        await new Promise((resolve) => setTimeout(resolve, 50));
    }
};
const health = (server) => new Client(server).get('/healthz');

test('a full disk turns health to 503, also when nobody does anything, and back', async () => {
    const server = await Server.start({data : path.join(folder, 'full')});
    assert.equal((await health(server)).status, 200);
    // No file of the server may grow any more: writing fails as on a full disk.
    const log = (await stat(path.join(server.data, 'gongyi.sqlite-wal'))).size;
    execFileSync('prlimit', [ '--pid', String(server.child.pid), `--fsize=${Math.max(1, Math.min(log, 4096))}:` ]);
    await until('health to turn', async () => (await health(server)).status === 503);
    const answer = await health(server);
    assert.equal(answer.headers['content-type'], 'application/problem+json');
    assert.equal(answer.json.code, 'unhealthy');
    assert.ok(answer.json.field.split(',').includes('store'), answer.text);
    assert.doesNotMatch(answer.text, /\/tmp|claim|session/);
    assert.equal((await new Client(server).get('/')).status, 200);  // What is there can be read.
    execFileSync('prlimit', [ '--pid', String(server.child.pid), '--fsize=unlimited:' ]);
    await until('health to come back', async () => (await health(server)).status === 200);
    assert.match(server.err, /gongyi: store: /);
    assert.match(server.err, /gongyi: store: good again/);
    assert.equal(await server.end(), 0);
});

// Prints each datagram that comes to a socket of systemd's kind.
const listener = `
import socket, sys
s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
s.bind(sys.argv[1])
print('bound', flush=True)
while True:
    print(s.recv(4096).decode(), flush=True)
`;

test('a service manager hears that it is ready, that it lives, and nothing while the program hangs', async () => {
    const address = path.join(folder, 'notify');
    const manager = spawn('python3', [ '-c', listener, address ]);
    const ended = endWithProcess(manager);
    const heard = [];
    const lines = createInterface({input : manager.stdout});
    lines.on('line', (line) => heard.push(line));
    await until('the manager', () => heard.includes('bound'));
    process.env.NOTIFY_SOCKET = address;
    process.env.WATCHDOG_USEC = '1000000';
    let server;
    try {
        server = await Server.start({data : path.join(folder, 'watched')});
    } finally {
        delete process.env.NOTIFY_SOCKET;
        delete process.env.WATCHDOG_USEC;
    }
    const count = (word) => heard.filter((line) => line === word).length;
    await until('READY', () => count('READY=1') === 1);
    await until('signs of life', () => count('WATCHDOG=1') >= 3);
    // All of it stands still (a writer that hangs is tried in tests/unit/native/server_keeper_test.cc).
    server.child.kill('SIGSTOP');
    const answers = count('WATCHDOG=1');
    const asked = performance.now();
    await until('a period and a half without a sign', () => performance.now() - asked > 1_500);
    assert.ok(count('WATCHDOG=1') <= answers + 1);
    server.child.kill('SIGCONT');
    await until('signs of life again', () => count('WATCHDOG=1') >= answers + 2);
    assert.equal(await server.end(), 0);
    assert.equal(count('STOPPING=1'), 1);
    manager.kill();
    await ended();
});
