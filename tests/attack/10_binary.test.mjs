// Number 10: the program as a file, its process and its files. What an attacker who has found a fault in memory, or an
// account on the same machine, would want to find: code at known places, writable tables of functions, a core dump with
// the keys, a data folder that is open to others.
import assert from 'node:assert/strict';
import {execFileSync, spawn} from 'node:child_process';
import {once} from 'node:events';
import {chmod, copyFile, mkdir, readFile, rm, stat} from 'node:fs/promises';
import path from 'node:path';
import {createInterface} from 'node:readline';
import {after, before, test} from 'node:test';

import {makeFolder, program, root, run, Server} from '../api/server.mjs';

const isX86 = process.arch === 'x64';
const isRoot = process.getuid() === 0;
const output_bytes_max = 1 << 28;
const read = (command, ...words) =>
    execFileSync(command, words, {cwd : root, encoding : 'utf8', maxBuffer : output_bytes_max});

let folder;
before(async () => { folder = await makeFolder(); });
after(() => rm(folder, {recursive : true, force : true}));

test('the loader leaves nothing writable, and the program may lie anywhere', () => {
    const dynamic = read('readelf', '-dW', program);
    assert.match(dynamic, /FLAGS.*BIND_NOW|FLAGS_1.*NOW/);
    assert.match(dynamic, /FLAGS_1.*PIE/);
    const segments = read('readelf', '-lW', program);
    assert.match(segments, /GNU_RELRO/);
    assert.match(segments, /GNU_STACK .* RW /);
    assert.doesNotMatch(segments, /LOAD .* RWE /);
});

test('what goes over an edge in memory ends the process', () => {
    const symbols = read('readelf', '-W', '--dyn-syms', program);
    assert.match(symbols, /__stack_chk_fail/);
    assert.match(symbols, /__(v?snprintf|memcpy|read|fprintf)_chk/, 'FORTIFY');
    assert.match(symbols, /__glibcxx_assert_fail/, 'assertions of the standard library');
});

test('jumps land where a function begins, and large frames are probed', {skip : !isX86 && 'x86 alone'}, () => {
    const code = read('objdump', '-d', '--no-show-raw-insn', program);
    // Debian 12 begins every program with objects that are not marked for it, so the mark itself cannot be had.
    const entries = code.match(/endbr64/g)?.length ?? 0;
    assert.ok(entries > 1000, `${entries} functions begin with endbr64`);
    const probes = code.match(/orq?\s+\$0x0,\(%rsp\)/g)?.length ?? 0;
    assert.ok(probes > 0, 'no frame is probed');
});

test('the process leaves no core dump and hides from its own user', {skip : !isRoot && 'needs root'}, async () => {
    // Under another user, who must be able to reach the program: /proc/PID belongs to root where a process hides.
    const nobody = 65534;
    const home = await makeFolder();
    await chmod(home, 0o755);
    const copy = path.join(home, 'gongyi');
    await copyFile(program, copy);
    await chmod(copy, 0o755);
    const data = path.join(home, 'data');
    await mkdir(data, {mode : 0o700});
    execFileSync('chown', [String(nobody), data]);
    const child = spawn(copy, ['serve', '--demo', '--data', data, '--web', path.join(home, 'web'), '--listen',
        '127.0.0.1:0'], {uid : nobody, gid : nobody, cwd : home});
    const ended = once(child, 'exit');
    try {
        for await (const line of createInterface({input : child.stdout})) {
            if (line.includes('listening on')) break;
        }
        assert.match(await readFile(`/proc/${child.pid}/limits`, 'utf8'), /Max core file size +0 +0 /);
        assert.equal((await stat(`/proc/${child.pid}/maps`)).uid, 0);
    } finally {
        child.kill();
        await ended;
        await rm(home, {recursive : true, force : true});
    }
});

test('whatever the umask, the data folder and all files are their owner\'s alone', async () => {
    const data = path.join(folder, 'made');
    const before_umask = process.umask(0);
    const server = await Server.start({data});
    process.umask(before_umask);
    try {
        assert.equal((await stat(data)).mode & 0o777, 0o700);
        const files = read('find', data, '-type', 'f').trim().split('\n');
        assert.ok(files.length >= 3);
        for (const file of files) assert.equal((await stat(file)).mode & 0o077, 0, file);
    } finally {
        await server.end();
    }
});

test('a folder that others may enter is closed, one that they may write into is refused', async () => {
    const data = path.join(folder, 'modes');
    assert.equal((await run('demo', '--data', data)).status, 0);
    await chmod(data, 0o755);
    const server = await Server.start({data, demo : false});
    assert.match(server.err, /others could look into the data folder/);
    await server.end();
    assert.equal((await stat(data)).mode & 0o777, 0o700);

    await chmod(data, 0o770);
    const refused = await run('serve', '--data', data, '--listen', '127.0.0.1:0');
    assert.equal(refused.status, 1);
    assert.match(refused.err, /others may write into the data folder .*modes/);
    await chmod(data, 0o700);
});

test('a database that others may read or change is refused by its name', async () => {
    const data = path.join(folder, 'modes');
    const file = path.join(data, 'gongyi.sqlite');
    for (const mode of [0o666, 0o640, 0o604]) {
        await chmod(file, mode);
        const refused = await run('serve', '--data', data, '--listen', '127.0.0.1:0');
        assert.equal(refused.status, 1);
        assert.match(refused.err, /gongyi\.sqlite may be read or changed by others/);
    }
    await chmod(file, 0o600);
});

test('who runs it as root is told', {skip : !isRoot && 'needs root'}, async () => {
    const answer = await run('serve', '--data', path.join(folder, 'none'));
    assert.match(answer.err, /this runs as root/);
});

test('the bill of materials names every library that the program is linked with', async () => {
    read(path.join(root, '.dev/sbom.mjs'));
    const bill = JSON.parse(await readFile(path.join(root, 'build/gongyi.cdx.json'), 'utf8'));
    assert.equal(bill.bomFormat, 'CycloneDX');
    const named = bill.components.flatMap((one) => one.properties)
                      .filter((one) => one.name === 'gongyi:soname')
                      .map((one) => one.value);
    const needed = [...read('readelf', '-dW', program).matchAll(/NEEDED.*\[(\S+)\]/g)].map(([, name]) => name);
    assert.ok(needed.length > 3);
    for (const name of needed.filter((one) => !one.startsWith('ld-linux'))) assert.ok(named.includes(name), name);
    for (const name of ['libsodium', 'imgui', 'qr-code-generator', 'idiomorph', 'nlohmann-json3-dev', 'emscripten']) {
        assert.ok(bill.components.some((one) => one.name === name && one.version), name);
    }
    const [hash] = read('sha256sum', path.join(root, 'build/native/gongyi')).split(' ');
    assert.equal(bill.metadata.component.hashes[0].content, hash);
});
