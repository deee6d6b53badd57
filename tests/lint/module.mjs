// module.mjs FILE BYTES_MAX PATH…: a module that browsers download is within its budget, which counts it as the network
// does (brotli), and holds none of the paths of the machine that built it: it would be another one elsewhere, and the
// hash that the record names could not be made again.
import {readFileSync} from 'node:fs';
import {brotliCompressSync} from 'node:zlib';

const [file, bytesMax, ...paths] = process.argv.slice(2);
const bytes = readFileSync(file);
const size = brotliCompressSync(bytes).length;
console.log(`${file}: ${size} bytes brotli, budget ${bytesMax}`);
const faults = paths.filter((path) => bytes.includes(path)).map((path) => `holds the path ${path}`);
if (size > Number(bytesMax)) faults.push(`${size - bytesMax} bytes over its budget`);
for (const fault of faults) console.error(`${file}: ${fault}`);
process.exit(faults.length === 0 ? 0 : 1);
