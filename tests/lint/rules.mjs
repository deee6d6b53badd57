// The rules that the sources keep. Each is a function from the files to its faults, so that self_test.mjs can show
// that it finds what it is there to find.
//
//   files   [{path, text}], paths from the root of the sources
//   fault   "path:line: what is wrong"

// What the files of a folder may include, beside their own folder.
const domain = ['shared/base', 'shared/community'];
const portal = [...domain, 'shared/decision', 'shared/microproject', 'shared/tally', 'shared/ballotbox',
    'shared/service', 'shared/record', 'shared/portal', 'shared/pages'];
const mayInclude = {
    'shared/base': [],
    'shared/community': ['shared/base'],
    'shared/record': ['shared/base'],
    'shared/tally': ['shared/base'],
    'shared/decision': domain,
    'shared/microproject': domain,
    'shared/ballotbox': domain,
    'shared/service': domain,
    'shared/portal': portal.filter((folder) => folder !== 'shared/pages'),
    'shared/pages': portal,
    'wasm/core': portal,
    'wasm/words': [...portal, 'wasm/core'],
    'wasm/workbench': [...portal, 'wasm/core'],
    'server-stub': portal,
    'tests': [...portal, 'wasm/core', 'wasm/workbench', 'server-stub'],
};

const topLevel = new Set(['CMakeLists.txt', 'CMakePresets.json', 'dev', 'README.md', 'ARCHITECTURE.md',
    'CONTRIBUTING.md', 'LICENSE', 'docs', 'shared', 'wasm', 'static', 'server-stub', 'tests']);

// shared/ is pure: the same input gives the same output on every machine.
const impureHeaders = new Set(['chrono', 'random', 'fstream', 'iostream', 'filesystem', 'thread', 'mutex', 'atomic',
    'condition_variable', 'future', 'ctime', 'unistd.h', 'time.h', 'locale', 'sqlite3.h']);
const impureWords = /\b(rand|srand|getenv|fopen|system_clock|steady_clock|random_device|randombytes\w*|clock_gettime|gettimeofday|setlocale|cout|cerr|printf|puts|emscripten\w*|EM_ASM|EM_JS)\b/;
const impureAllowed = {'shared/base/check.h': /fprintf|cstdio/, 'shared/base/check.cc': /fprintf|cstdio/};

const linesMax = 700;
const columnsMax = 120;
// Written in pieces, so that the rules do not find themselves.
const markers = new RegExp(`\\b(${['TO' + 'DO', 'FIX' + 'ME', 'X' + 'XX'].join('|')})\\b`);
const machinePaths = new RegExp(`(^|[\\s"'=:(\`])/(${['work', 'root', 'home'].join('|')})/`);
const addresses = new RegExp(['deb\\.deb' + 'ian\\.org', 'registry\\.npm' + 'js', 'snapshot\\.deb' + 'ian',
    'security\\.deb' + 'ian', '"resol' + 'ved"'].join('|'));

const isCxx = (path) => /\.(cc|h)$/.test(path);
const isScript = (path) => /\.(mjs|js|cmake)$|CMakeLists\.txt$|^dev$|^\.dev\/[^./]+$/.test(path);

const folderOf = (path) => {
    const [top, second] = path.split('/');
    return top === 'shared' || top === 'wasm' ? `${top}/${second}` : top;
};

function* numbered(file) {
    let number = 0;
    for (const line of file.text.split('\n')) yield [++number, line];
}

const eachLine = (files, wanted, check) => {
    const faults = [];
    for (const file of files.filter((candidate) => wanted(candidate.path))) {
        for (const [number, line] of numbered(file)) {
            const what = check(line, file);
            if (what) faults.push(`${file.path}:${number}: ${what}`);
        }
    }
    return faults;
};

// A line without its string literals, and without its comment too: near enough for searching words.
const withoutStrings = (line) => line.replace(/"([^"\\]|\\.)*"/g, '""');
const code = (line) => withoutStrings(line).replace(/\/\/.*/, '');

// What a line says beside its code. A Markdown file says everything so.
const commentOf = (line, path) => {
    if (path.endsWith('.md')) return line;
    const mark = isCxx(path) || /\.(mjs|js|inc)$/.test(path) ? /(^|[^:])\/\/(.*)$/ : /(^|\s)#(.*)$/;
    const plain = isCxx(path) ? line : line.replace(/'([^'\\]|\\.)*'/g, "''");
    return withoutStrings(plain).match(mark)?.[2] ?? '';
};
// Not what is served, nor an ending behind a placeholder, nor a part of a longer word.
const fileNames = /(?<![\w/.<>*-])[A-Za-z_][\w/.-]*\.(h|cc|mjs|js|inc|cmake|md)\b/g;
const othersFiles = new Set(['imgui.h']);

export const rules = {
    commentsNameFiles: (files) => {
        const paths = new Set(files.flatMap(({path}) =>
            path.split('/').map((_, index, parts) => parts.slice(index).join('/'))));
        return eachLine(files, (path) => isCxx(path) || isScript(path) || /\.(inc|md)$/.test(path), (line, file) => {
            const missing = [...commentOf(line, file.path).matchAll(fileNames)].map(([name]) => name)
                .find((name) => !paths.has(name) && !othersFiles.has(name));
            return missing ? `${missing} is no file here` : null;
        });
    },

    includeArrows: (files) => eachLine(files, isCxx, (line, file) => {
        const included = line.match(/^\s*#\s*include\s+"((shared|wasm|server-stub|tests)\/[^"]+)"/)?.[1];
        if (!included) return null;
        const from = folderOf(file.path);
        const to = folderOf(included);
        if (from === to || (mayInclude[from] ?? []).includes(to)) return null;
        return `${from} must not include ${to}`;
    }),

    includesFromRoot: (files) => {
        const paths = new Set(files.map((file) => file.path));
        return eachLine(files, isCxx, (line) => {
            const included = line.match(/^\s*#\s*include\s+"([^"]+)"/)?.[1];
            if (!included || paths.has(included)) return null;
            return `"${included}" is no path from the root of the sources; other people's headers stand in <>`;
        });
    },

    pureShared: (files) => eachLine(files, (path) => isCxx(path) && path.startsWith('shared/'), (line, file) => {
        if (impureAllowed[file.path]?.test(line)) return null;
        const header = line.match(/^\s*#\s*include\s+<([^>]+)>/)?.[1];
        const isImpure = header && (impureHeaders.has(header) || header.startsWith('sys/'));
        const used = isImpure ? `<${header}>` : code(line).match(impureWords)?.[0];
        return used ? `shared/ must not use ${used}` : null;
    }),

    // refuse.h makes them, with the figures that their sentences use.
    refusalsAreMade: (files) => eachLine(files, isCxx, (line, file) =>
        /^(shared|wasm|server-stub)\//.test(file.path) && file.path !== 'shared/community/refuse.h' &&
            /\bRefusal( \w+)?\{(\.code = )?RefusalCode::|RefusalFigure\{"/.test(line)
            ? 'a refusal is made by refusal() or refuse() of community/refuse.h' : null),

    jsonLibraryAtTheEdge: (files) => eachLine(files, isCxx, (line, file) => {
        if (!/#\s*include\s+<nlohmann\//.test(line)) return null;
        if (/(^|\/)[^/]*json[^/]*\.cc$/.test(file.path) || /^(tests|wasm|server-stub)\//.test(file.path)) return null;
        return 'nlohmann/json belongs into *json*.cc alone';
    }),

    headersBeginWithWhatTheyAre: (files) => files.filter((file) => file.path.endsWith('.h'))
        .filter((file) => !file.text.startsWith('// ') || !/^#pragma once$/m.test(file.text))
        .map((file) => `${file.path}:1: a header begins with a comment that says what it is, and has #pragma once`),

    fileLength: (files) => files.filter((file) => isCxx(file.path) && file.text.split('\n').length - 1 > linesMax)
        .map((file) => `${file.path}:${linesMax + 1}: more than ${linesMax} lines`),

    lineLength: (files) => eachLine(files, (path) => isCxx(path) || isScript(path), (line) =>
        [...line].length > columnsMax && !/[A-Za-z0-9+/=]{60}|^\/\/ \S+$|= \/.*\/;$/.test(line)
            ? `longer than ${columnsMax} columns` : null),

    topLevel: (files) => {
        const names = new Set(files.map((file) => file.path.split('/')[0]));
        return [...names].filter((name) => !name.startsWith('.') && !topLevel.has(name))
            .map((name) => `${name}: does not belong to the top level`);
    },

    markers: (files) => eachLine(files, (path) => path !== 'LICENSE', (line, file) => {
        const found = (isCxx(file.path) ? withoutStrings(line) : line).match(markers);
        return found ? `unfinished: ${found[0]}` : null;
    }),

    machinePaths: (files) => eachLine(files, () => true, (line) =>
        machinePaths.test(line) ? 'a path of one machine' : null),

    addresses: (files) => eachLine(files, () => true, (line) =>
        addresses.test(line) ? 'the address of a mirror or registry' : null),
};
