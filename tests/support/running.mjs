// What a test started and, because it failed, never ended. A program that runs on would keep a test file from ending.
//
// Hooks cannot see to it alone: the first that fails keeps the others from running. So what runs never counts as
// something to wait for, and is ended with the process that started it.
import {once} from 'node:events';
import {rmSync} from 'node:fs';

const running = new Map();
process.on('exit', () => {
    for (const [child, folder] of running) {
        child.kill('SIGKILL');
        if (folder) rmSync(folder, {recursive : true, force : true});
    }
});

// Lets the process end while `child` runs, and the child, with `folder`, end with the process. A function whose promise
// is what `child` ended with, [status, signal]: only while somebody waits for that does it count.
export function endWithProcess(child, folder) {
    const isOver = child.exitCode !== null || child.signalCode !== null;
    if (isOver) return () => Promise.resolve([ child.exitCode, child.signalCode ]);
    running.set(child, folder);
    for (const each of [ child, ...child.stdio ]) each?.unref();
    const ended = once(child, 'exit').finally(() => running.delete(child));
    ended.catch(() => undefined);  // Told to whoever waits.
    return () => {
        if (running.has(child)) child.ref();
        return ended;
    };
}
