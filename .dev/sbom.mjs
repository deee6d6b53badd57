#!/usr/bin/env node
// Writes build/gongyi.cdx.json: what is linked into the native program and into the browser's modules, as a bill of
// materials that other people's scanners read (CycloneDX 1.5, ECMA-424). Versions are those that this build used:
// asked of the system's packages, of .dev/fetch-source and of the lock file, never written by hand.
import {execFileSync} from 'node:child_process';
import {readFileSync, realpathSync, writeFileSync} from 'node:fs';

const program = 'build/native/gongyi';
const out = 'build/gongyi.cdx.json';

const run = (command, ...words) => execFileSync(command, words, {encoding : 'utf8'});
const sha256 = (file) => run('sha256sum', file).slice(0, 64);

// The system's package that a file belongs to. Debian keeps merged /usr: a library may be filed under either name.
function packageOf(file) {
    for (const name of [realpathSync(file), realpathSync(file).replace(/^\/usr/, '')]) {
        try {
            return run('dpkg-query', '-S', name).split(':')[0];
        } catch {
            continue;
        }
    }
    throw new Error(`no package owns ${file}`);
}

function fromDebian(name, usedBy, how) {
    const [version, source, arch] =
        run('dpkg-query', '-W', '-f', '${Version}\t${source:Package}\t${Architecture}', name).split('\t');
    return {
        type : 'library',
        'bom-ref' : `deb/${name}`,
        name,
        version,
        purl : `pkg:deb/debian/${name}@${encodeURIComponent(version)}?arch=${arch}`,
        properties : [{name : 'gongyi:source-package', value : source}, {name : 'gongyi:used-by', value : usedBy},
            {name : 'gongyi:how', value : how}],
    };
}

// Libraries that the loader finds for the program, theirs included: "libsodium.so.23 => /lib/…/libsodium.so.23 (0x…)".
const shared = [...run('ldd', program).matchAll(/(\S+) => (\/\S+) \(/g)].map(([, soname, file]) => {
    const component = fromDebian(packageOf(file), 'the native program', 'shared library');
    component.properties.push({name : 'gongyi:soname', value : soname});
    return component;
});

// Headers whose code is compiled in, by where the build found them.
const cache = readFileSync('build/native/CMakeCache.txt', 'utf8');
const folderOf = (variable) => cache.match(new RegExp(`^${variable}:PATH=(.+)$`, 'm'))?.[1];
const headers = [['nlohmann', 'nlohmann/json.hpp'], ['tl', 'tl/expected.hpp'], ['boost', 'boost/version.hpp']].map(
    ([variable, header]) => fromDebian(packageOf(`${folderOf(`GONGYI_${variable}_INCLUDE`)}/${header}`),
        'the native program and the modules', 'headers'));
const archive = cache.match(/^GONGYI_QRCODEGEN_C_LIBRARY:FILEPATH=(.+\.a)$/m)?.[1];
const archives = archive ? [fromDebian(packageOf(archive), 'the native program', 'static library')] : [];

const sources = ['imgui', 'libsodium', 'qr-code-generator'].map((name) => {
    const folder = run('.dev/fetch-source', name).trim();
    const version = readFileSync(`${folder}/.complete`, 'utf8').trim();
    return {
        type : 'library',
        'bom-ref' : `deb-src/${name}`,
        name,
        version,
        purl : `pkg:deb/debian/${name}@${encodeURIComponent(version)}?arch=source`,
        properties : [{name : 'gongyi:used-by', value : 'the modules'}, {name : 'gongyi:how', value : 'sources'}],
    };
});
const toolchain = fromDebian('emscripten', 'the modules', 'its C and C++ libraries');

const lock = JSON.parse(readFileSync('.dev/npm/package-lock.json', 'utf8'));
const scripts = Object.entries(lock.packages).filter(([place]) => place !== '').map(([place, one]) => {
    const name = place.replace(/^.*node_modules\//, '');
    return {
        type : 'library',
        'bom-ref' : `npm/${name}`,
        name,
        version : one.version,
        purl : `pkg:npm/${encodeURIComponent(name)}@${one.version}`,
        properties : [{name : 'gongyi:used-by', value : 'the web root'}, {name : 'gongyi:how', value : 'script'}],
    };
});

// One package may bring several libraries: one component, its names together.
const components = new Map();
for (const one of [...shared, ...headers, ...archives, ...sources, toolchain, ...scripts]) {
    const known = components.get(one['bom-ref']);
    if (!known) components.set(one['bom-ref'], one);
    else known.properties.push(...one.properties.filter((added) => added.name === 'gongyi:soname'));
}

const bill = {
    bomFormat : 'CycloneDX',
    specVersion : '1.5',
    version : 1,
    metadata : {
        component : {
            type : 'application',
            name : 'gongyi',
            version : readFileSync('CMakeLists.txt', 'utf8').match(/project\(gongyi VERSION (\S+)/)[1],
            hashes : [{alg : 'SHA-256', content : sha256(program)}],
        },
    },
    components : [...components.values()].sort((a, b) => (a['bom-ref'] < b['bom-ref'] ? -1 : 1)),
};
writeFileSync(out, `${JSON.stringify(bill, null, 2)}\n`);
console.error(`${out}: ${bill.components.length} components`);
