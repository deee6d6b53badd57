// Every rule finds the fault that it is there to find, and leaves its neighbour alone.
import assert from 'node:assert/strict';
import {rules} from './rules.mjs';

const include = (path) => `#include "${path}"\n`;
const header = '// A header.\n#pragma once\n';

// rule: [files with faults, how many, files without]
const cases = {
    commentsNameFiles: [
        [
            {path: 'shared/base/a.cc', text: 'int a;  // As gone.h says, and other/b.h.\n// See b.cc.\n'},
            {path: 'dev', text: '# What old/run.mjs does.\n'},
            {path: 'ARCHITECTURE.md', text: 'the list (`nowhere/list.h`)\n'},
        ],
        4,
        [
            {path: 'shared/base/a.cc', text: '// base/b.h, b.h, imgui.h, /style.js, <name>_fuzz.cc\nf("gone.h");\n'},
            {path: 'shared/base/b.h', text: '// https://example.org/a/gone.h\n'},
        ],
    ],
    includeArrows: [
        [
            {path: 'shared/base/a.cc', text: include('shared/community/b.h')},
            {path: 'shared/tally/a.cc', text: include('shared/community/b.h')},
            {path: 'shared/portal/a.cc', text: include('shared/pages/b.h')},
            {path: 'shared/pages/a.cc', text: include('server-stub/b.h')},
            {path: 'wasm/core/a.cc', text: include('wasm/workbench/b.h')},
            {path: 'server-stub/a.cc', text: include('tests/support/files.h')},
            {path: 'shared/brand_new/a.cc', text: include('shared/base/ids.h')},
        ],
        7,
        [
            {path: 'shared/microproject/a.cc', text: include('shared/base/ids.h') + include('shared/community/b.h')},
            {path: 'shared/pages/a.cc', text: include('shared/portal/state.h') + include('shared/pages/b.h')},
            {path: 'tests/unit/a.cc', text: include('server-stub/b.h')},
        ],
    ],
    includesFromRoot: [
        [{path: 'shared/base/a.cc', text: include('ids.h') + include('../base/ids.h') + include('imgui.h')}],
        3,
        [{path: 'shared/base/a.cc', text: include('shared/base/a.h') + '#include <imgui.h>\n'},
            {path: 'shared/base/a.h', text: header}],
    ],
    pureShared: [
        [{path: 'shared/base/a.cc', text: '#include <chrono>\n#include <sys/stat.h>\nint a = std::rand();\n' +
            'const char* b = std::getenv("B");\n'}],
        4,
        [{path: 'shared/base/a.cc', text: '// getenv is not for us\nconst char* a = "rand";\n'},
            {path: 'server-stub/a.cc', text: '#include <chrono>\n'}],
    ],
    refusalsAreMade: [
        [{path: 'shared/portal/a.cc', text: 'return Refusal{RefusalCode::too_many_rounds, "", {}};\n' +
            'const Refusal refusal{.code = RefusalCode::no_such_round};\n'}],
        2,
        [{path: 'shared/portal/a.cc', text: 'return refuse<RefusalCode::too_many_rounds>("", rounds_max);\n'},
            {path: 'tests/unit/a.cc', text: 'const Refusal want{RefusalCode::too_many_rounds, "", {}};\n'}],
    ],
    jsonLibraryAtTheEdge: [
        [{path: 'shared/portal/state.cc', text: '#include <nlohmann/json.hpp>\n'},
            {path: 'shared/portal/command_json.h', text: '#include <nlohmann/json.hpp>\n'}],
        2,
        [{path: 'shared/portal/command_json.cc', text: '#include <nlohmann/json.hpp>\n'}],
    ],
    headersBeginWithWhatTheyAre: [
        [{path: 'shared/base/a.h', text: '#pragma once\n'}, {path: 'shared/base/b.h', text: '// A header.\n'}],
        2,
        [{path: 'shared/base/a.h', text: header}],
    ],
    fileLength: [
        [{path: 'shared/base/a.cc', text: '\n'.repeat(701)}],
        1,
        [{path: 'shared/base/a.cc', text: '\n'.repeat(700)}],
    ],
    lineLength: [
        [{path: 'shared/base/a.cc', text: 'a '.repeat(60) + 'a'}],
        1,
        [{path: 'shared/base/a.cc', text: '共 '.repeat(60)}],
    ],
    topLevel: [
        [{path: 'notes.md', text: ''}, {path: 'src/a.cc', text: ''}],
        2,
        [{path: 'shared/a.cc', text: ''}, {path: '.clang-format', text: ''}],
    ],
    markers: [
        [{path: 'shared/base/a.cc', text: '// TO' + 'DO: later\n'}, {path: 'README.md', text: 'FIX' + 'ME\n'}],
        2,
        [{path: 'shared/base/a.cc', text: '// todos\nconst char* no_currency = "XX' + 'X";\n'}],
    ],
    machinePaths: [
        [{path: 'README.md', text: 'cd /wo' + 'rk/main\n'}, {path: 'dev', text: 'x="/ro' + 'ot/.cache"\n'}],
        2,
        [{path: 'README.md', text: 'the network/root/ and https://example.org/home/\n'}],
    ],
    addresses: [
        [{path: 'tests/package-lock.json', text: '"resol' + 'ved": "…"\n'}],
        1,
        [{path: 'tests/package-lock.json', text: '"integrity": "…"\n'}],
    ],
};

assert.deepEqual(Object.keys(cases).sort(), Object.keys(rules).sort(), 'every rule has a case');
for (const [name, [bad, count, good]] of Object.entries(cases)) {
    assert.equal(rules[name](bad).length, count, `${name} finds its faults: ${rules[name](bad)}`);
    assert.deepEqual(rules[name](good), [], `${name} leaves good files alone`);
}
console.log(`${Object.keys(rules).length} rules can fail`);
