// Holds the rules of rules.mjs, and the format, over all sources.
import {execFileSync, spawnSync} from 'node:child_process';
import {readdirSync, readFileSync, statSync} from 'node:fs';
import {dirname, join, relative} from 'node:path';
import {fileURLToPath} from 'node:url';
import {rules} from './rules.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

// What belongs to the sources: git knows; an unpacked archive has nothing but them.
const sourcePaths = () => {
    const listed = spawnSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], {cwd: root, encoding: 'utf8',
        maxBuffer: 1 << 26});
    if (listed.status === 0) return listed.stdout.split('\0').filter((path) => path !== '');
    const walk = (folder) => readdirSync(folder, {withFileTypes: true}).flatMap((entry) => {
        if (['build', 'data', 'node_modules', '.git'].includes(entry.name)) return [];
        const path = join(folder, entry.name);
        return entry.isDirectory() ? walk(path) : [relative(root, path)];
    });
    return walk(root);
};

const isText = (path) => !/\.(png|ico|webp|woff2|pb)$/.test(path);
const isThere = (path) => statSync(join(root, path), {throwIfNoEntry: false})?.isFile();

const files = sourcePaths().filter((path) => isText(path) && isThere(path))
    .map((path) => ({path, text: readFileSync(join(root, path), 'utf8')}));

const faults = Object.values(rules).flatMap((rule) => rule(files));

const cxx = files.map((file) => file.path).filter((path) => /\.(cc|h)$/.test(path));
try {
    execFileSync('clang-format-14', ['--dry-run', '-Werror', ...cxx], {cwd: root, stdio: ['ignore', 'ignore', 'pipe']});
} catch (error) {
    if (error.code === 'ENOENT') {
        faults.push('clang-format-14 is not installed, so the format could not be checked');
    } else {
        faults.push(...String(error.stderr).split('\n').filter((line) => / error: /.test(line)));
    }
}

for (const fault of faults) console.error(fault);
console.log(`${files.length} files, ${faults.length} faults`);
process.exit(faults.length === 0 ? 0 : 1);
