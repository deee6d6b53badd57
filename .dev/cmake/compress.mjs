// compress.mjs FILE…: writes FILE.br and FILE.gz beside each file, as small as they get.
import {readFileSync, writeFileSync} from 'node:fs';
import {brotliCompressSync, constants, gzipSync} from 'node:zlib';

for (const file of process.argv.slice(2)) {
    const bytes = readFileSync(file);
    writeFileSync(`${file}.br`, brotliCompressSync(bytes, {
        params : {[constants.BROTLI_PARAM_QUALITY] : 11, [constants.BROTLI_PARAM_SIZE_HINT] : bytes.length},
    }));
    writeFileSync(`${file}.gz`, gzipSync(bytes, {level : 9}));
}
