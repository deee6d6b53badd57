// Writes the vectors of this folder: proofs and signed notes, whole and damaged, one file for each kind of damage.
//
//     node tests/vectors/record/generate.mjs           writes them
//     node tests/vectors/record/generate.mjs --check   exits with 1 if a file differs from what would be written
//
// A second implementation on purpose: trees by the recursive definitions of RFC 9162, checks by the algorithms that it
// spells out, Ed25519 by OpenSSL. What a vector expects is what this file finds, not what the C++ does.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { noteVectors } from './generate_notes.mjs';

const folder = dirname(fileURLToPath(import.meta.url));
const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();
const leafHash = (entry) => sha256(Buffer.of(0), entry);
const nodeHash = (left, right) => sha256(Buffer.of(1), left, right);
const garbage = (text) => sha256(Buffer.from(`garbage ${text}`));

// ---- RFC 9162 sections 2.1.1, 2.1.3.1 and 2.1.4.1: the recursive definitions ----

const split = (count) => 2 ** Math.ceil(Math.log2(count) - 1);

const rootOf = (leaves) => {
  if (leaves.length === 0) return sha256(Buffer.alloc(0));
  if (leaves.length === 1) return leaves[0];
  const k = split(leaves.length);
  return nodeHash(rootOf(leaves.slice(0, k)), rootOf(leaves.slice(k)));
};

const pathOf = (index, leaves) => {
  if (leaves.length === 1) return [];
  const k = split(leaves.length);
  return index < k
    ? [...pathOf(index, leaves.slice(0, k)), rootOf(leaves.slice(k))]
    : [...pathOf(index - k, leaves.slice(k)), rootOf(leaves.slice(0, k))];
};

const consistencyOf = (old, leaves, isWhole = true) => {
  if (old === leaves.length) return isWhole ? [] : [rootOf(leaves)];
  const k = split(leaves.length);
  return old <= k
    ? [...consistencyOf(old, leaves.slice(0, k), isWhole), rootOf(leaves.slice(k))]
    : [...consistencyOf(old - k, leaves.slice(k), false), rootOf(leaves.slice(0, k))];
};

// ---- RFC 9162 sections 2.1.3.2 and 2.1.4.2: the algorithms, on big integers ----

// The root that a path leads to, or the fault.
const reachedBy = ({ index, size, leaf, path }) => {
  if (index >= size) return 'index_beyond_size';
  let [fn, sn, r] = [index, size - 1n, leaf];
  for (const p of path) {
    if (sn === 0n) return 'wrong_length';
    if (fn & 1n || fn === sn) {
      r = nodeHash(p, r);
      while (!(fn & 1n) && fn !== 0n) [fn, sn] = [fn >> 1n, sn >> 1n];
    } else {
      r = nodeHash(r, p);
    }
    [fn, sn] = [fn >> 1n, sn >> 1n];
  }
  return sn === 0n ? r : 'wrong_length';
};

const faultOfInclusion = (proof) => {
  const reached = reachedBy(proof);
  if (typeof reached === 'string') return reached;
  return reached.equals(proof.root) ? 'none' : 'root_mismatch';
};

// Both roots that a path leads to, or the fault.
const reachedByConsistency = ({ old, size, oldRoot, path }) => {
  if (old === 0n) return 'old_size_zero';
  if (old > size) return 'old_beyond_new';
  if (old === size) return path.length === 0 ? [oldRoot, oldRoot] : 'wrong_length';
  if (path.length === 0) return 'wrong_length';
  const hashes = (old & (old - 1n)) === 0n ? [oldRoot, ...path] : path;
  let [fn, sn] = [old - 1n, size - 1n];
  while (fn & 1n) [fn, sn] = [fn >> 1n, sn >> 1n];
  let [fr, sr] = [hashes[0], hashes[0]];
  for (const c of hashes.slice(1)) {
    if (sn === 0n) return 'wrong_length';
    if (fn & 1n || fn === sn) {
      [fr, sr] = [nodeHash(c, fr), nodeHash(c, sr)];
      while (!(fn & 1n) && fn !== 0n) [fn, sn] = [fn >> 1n, sn >> 1n];
    } else {
      sr = nodeHash(sr, c);
    }
    [fn, sn] = [fn >> 1n, sn >> 1n];
  }
  return sn === 0n ? [fr, sr] : 'wrong_length';
};

const faultOfConsistency = (proof) => {
  const reached = reachedByConsistency(proof);
  if (typeof reached === 'string') return reached;
  if (!reached[0].equals(proof.oldRoot)) return 'old_root_mismatch';
  return reached[1].equals(proof.root) ? 'none' : 'root_mismatch';
};

// ---- The proofs that get damaged ----

// The entries of Certificate Transparency's reference tree.
const leaves = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'].map(
  (hex) => leafHash(Buffer.from(hex, 'hex')),
);
const rootAt = (size) => rootOf(leaves.slice(0, Number(size)));
const inclusionOf = (index, size) => ({
  index: BigInt(index),
  size: BigInt(size),
  leaf: leaves[index],
  path: pathOf(index, leaves.slice(0, size)),
  root: rootAt(size),
});
const consistencyFrom = (old, size) => ({
  old: BigInt(old),
  size: BigInt(size),
  oldRoot: rootAt(old),
  root: rootAt(size),
  path: consistencyOf(old, leaves.slice(0, size)),
});

const counts = (from, to) => Array.from({ length: to - from + 1 }, (_, i) => from + i);
const allInclusions = counts(1, 8).flatMap((size) => counts(0, size - 1).map((index) => inclusionOf(index, size)));
const allConsistencies = counts(1, 8).flatMap((size) => counts(1, size).map((old) => consistencyFrom(old, size)));
const inclusions = [inclusionOf(0, 1), inclusionOf(0, 8), inclusionOf(5, 8), inclusionOf(2, 3),
  inclusionOf(1, 5), inclusionOf(6, 7)];
const consistencies = [consistencyFrom(1, 8), consistencyFrom(6, 8), consistencyFrom(2, 5), consistencyFrom(6, 7),
  consistencyFrom(7, 8)];

const flip = (hash, bit) => {
  const flipped = Buffer.from(hash);
  flipped[bit >> 3] ^= 1 << (bit & 7);
  return flipped;
};
const replaced = (path, at, hash) => path.map((old, i) => (i === at ? hash : old));
const swapEnds = (path) => [path[path.length - 1], ...path.slice(1, -1), path[0]];

// What may happen to the path of either kind of proof.
const pathDamages = {
  'trailing-garbage': (p) => [[...p.path, garbage('behind')]],
  'trailing-root': (p) => [[...p.path, p.root]],
  'preceding-garbage': (p) => [[garbage('before'), ...p.path]],
  'preceding-root': (p) => [[p.root, ...p.path]],
  'missing-component': (p) => p.path.map((_, i) => p.path.filter((_, j) => j !== i)),
  'doubled-component': (p) => p.path.map((_, i) => [...p.path.slice(0, i + 1), ...p.path.slice(i)]),
  'empty-path': (p) => (p.path.length > 0 ? [[]] : []),
  'endless-path': (p) => [[...p.path, ...counts(1, 66).map(garbage)]],
  swapped: (p) => (p.path.length > 1 ? [swapEnds(p.path)] : []),
  'replaced-component': (p) => p.path.map((_, i) => replaced(p.path, i, garbage(i))),
  'flipped-bit': (p) => p.path.flatMap((hash, i) => [0, 131, 255].map((bit) => replaced(p.path, i, flip(hash, bit)))),
};

const last64 = 2n ** 64n - 1n;
const hugePath = (length) => counts(1, length).map((i) => garbage(`level ${i}`));
const hugeInclusion = (index, size, length) => {
  const proof = { index, size, leaf: leaves[0], path: hugePath(length) };
  return { ...proof, root: reachedBy(proof) };
};
const hugeInclusions = [
  hugeInclusion(0n, last64, 64),
  hugeInclusion(last64 - 1n, last64, 63),
  hugeInclusion(last64 - 2n, last64, 64),
  hugeInclusion(2n ** 63n, last64, 64),
  hugeInclusion(2n ** 63n, 2n ** 63n + 1n, 1),
  hugeInclusion(2n ** 32n + 5n, 2n ** 33n, 33),
];
// The first hash leads to the older root too; both are what the path makes them.
const hugeConsistency = (old, size, length) => {
  const proof = { old, size, path: hugePath(length), oldRoot: leaves[0] };
  const [oldRoot, root] = reachedByConsistency(proof);
  return { ...proof, oldRoot, root };
};
const hugeConsistencies = [
  hugeConsistency(1n, last64, 64),
  hugeConsistency(2n ** 63n, last64, 1),
  hugeConsistency(last64 - 1n, last64, 64),
  hugeConsistency(2n ** 32n - 1n, 2n ** 32n, 33),
  hugeConsistency(2n ** 53n + 1n, 2n ** 60n, 61),
];

const changes = (proofs, damage) => proofs.flatMap((proof) => damage(proof).map((change) => ({ ...proof, ...change })));
const withPaths = (proofs, damage) => proofs.flatMap((proof) => damage(proof).map((path) => ({ ...proof, path })));

const inclusionVectors = {
  'happy-path': allInclusions,
  'huge-sizes': hugeInclusions,
  ...Object.fromEntries(Object.entries(pathDamages).map(([name, damage]) => [name, withPaths(inclusions, damage)])),
  'index-beyond-size': changes(inclusions, (p) => [{ index: p.size }, { index: p.size + 1n }, { index: last64 }]),
  'size-zero': changes(inclusions, () => [{ size: 0n }, { index: 0n, size: 0n, path: [] }]),
  'wrong-index': changes(inclusions, (p) =>
    [{ index: p.index + 1n }, { index: p.index ^ 2n }, { index: p.index ^ 1n }]),
  'wrong-size': changes(inclusions, (p) => [{ size: p.size * 2n }, { size: p.size / 2n }, { size: last64 }]),
  'wrong-leaf': changes(inclusions, (p) => [{ leaf: garbage('leaf') }, { leaf: flip(p.leaf, 9) }]),
  'wrong-root': changes(inclusions, (p) =>
    [{ root: rootAt(0) }, { root: garbage('root') }, { root: flip(p.root, 255) }]),
  'huge-sizes-damaged': [
    ...withPaths(hugeInclusions, pathDamages['missing-component']).filter((_, i) => i % 64 === 0),
    ...withPaths(hugeInclusions, pathDamages['trailing-garbage']),
    ...withPaths(hugeInclusions, (p) => [replaced(p.path, p.path.length - 1, garbage('top'))]),
    ...changes(hugeInclusions, (p) => [{ index: p.size }]),
  ],
};

const consistencyVectors = {
  'happy-path': allConsistencies,
  'huge-sizes': hugeConsistencies,
  ...Object.fromEntries(Object.entries(pathDamages).map(([name, damage]) => [name, withPaths(consistencies, damage)])),
  'old-size-zero': [
    ...changes(consistencies, () => [{ old: 0n }, { old: 0n, path: [], oldRoot: rootAt(0) }]),
    { old: 0n, size: 0n, path: [], oldRoot: rootAt(0), root: rootAt(0) },
  ],
  'old-larger-than-new': changes(consistencies, (p) => [
    { old: p.size + 1n },
    { old: last64 },
    { old: p.size, size: p.old, oldRoot: p.root, root: p.oldRoot },
  ]),
  'equal-sizes-other-root': changes(consistencies, (p) => [{ old: p.size, path: [] }]),
  'equal-sizes-with-path': changes(consistencies, (p) => [{ old: p.size, oldRoot: p.root }]),
  'swapped-roots': changes(consistencies, (p) => [{ oldRoot: p.root, root: p.oldRoot }]),
  'wrong-old-root': changes(consistencies, (p) => [{ oldRoot: garbage('old') }, { oldRoot: flip(p.oldRoot, 0) }]),
  'wrong-new-root': changes(consistencies, (p) => [{ root: garbage('new') }, { root: flip(p.root, 255) }]),
  'wrong-old-size': changes(consistencies, (p) => [{ old: p.old - 1n }, { old: p.old + 1n }, { old: p.old ^ 2n }]),
  'wrong-new-size': changes(consistencies, (p) => [{ size: p.size * 2n }, { size: p.size / 2n }, { size: last64 }]),
  'huge-sizes-damaged': [
    ...withPaths(hugeConsistencies, pathDamages['missing-component']).filter((_, i) => i % 64 === 0),
    ...withPaths(hugeConsistencies, pathDamages['trailing-garbage']),
    ...withPaths(hugeConsistencies, (p) => [replaced(p.path, p.path.length - 1, garbage('top'))]),
    ...changes(hugeConsistencies, (p) => [{ old: p.size, size: p.old }]),
  ],
};

// ---- Files ----

const isWhole = (name) => ['happy-path', 'huge-sizes'].includes(name);
// Sizes do not bind a path wholly (entry 0 has the same path for 5 to 8 entries): such changes are no damage.
const mayBeHarmless = (name) => ['wrong-size', 'wrong-new-size'].includes(name);
const base64 = (hash) => hash.toString('base64');

const judge = (name, proofs, faultOf) => {
  const judged = proofs.map((proof) => ({ ...proof, fault: faultOf(proof) }));
  const kept = mayBeHarmless(name) ? judged.filter(({ fault }) => fault !== 'none') : judged;
  if (kept.length === 0 || kept.some(({ fault }) => (fault === 'none') !== isWhole(name))) {
    throw new Error(`${name} is not what it is called`);
  }
  return kept;
};

const files = new Map();
const addFile = (name, content) => files.set(name, `${JSON.stringify(content, null, 1)}\n`);

for (const [name, proofs] of Object.entries(inclusionVectors)) {
  const cases = judge(name, proofs, faultOfInclusion).map((p) => ({
    index: `${p.index}`,
    size: `${p.size}`,
    leaf: base64(p.leaf),
    path: p.path.map(base64),
    root: base64(p.root),
    fault: p.fault,
  }));
  addFile(`inclusion/${name}.json`, { cases });
}
for (const [name, proofs] of Object.entries(consistencyVectors)) {
  const cases = judge(name, proofs, faultOfConsistency).map((p) => ({
    old: `${p.old}`,
    new: `${p.size}`,
    old_root: base64(p.oldRoot),
    new_root: base64(p.root),
    path: p.path.map(base64),
    fault: p.fault,
  }));
  addFile(`consistency/${name}.json`, { cases });
}
for (const [name, content] of Object.entries(noteVectors)) addFile(`note/${name}.json`, content);

const isCheck = process.argv.includes('--check');
let differs = false;
for (const [name, content] of files) {
  const path = join(folder, name);
  if (isCheck) {
    if (existsSync(path) && readFileSync(path, 'utf8') === content) continue;
    differs = true;
    console.error(`${name} is not what the generator writes`);
  } else {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
}
process.exitCode = differs ? 1 : 0;
