// Signed notes, whole and damaged, for generate.mjs. Signed by OpenSSL with fixed keys.
import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto';

const sha256 = (bytes) => createHash('sha256').update(bytes).digest();

// Ed25519 keys from a seed, by way of the fixed PKCS #8 frame around it (RFC 8410).
const makeKey = (name, seedText) => {
  const seed = sha256(Buffer.from(seedText));
  const frame = Buffer.from('302e020100300506032b657004220420', 'hex');
  const secret = createPrivateKey({ key: Buffer.concat([frame, seed]), format: 'der', type: 'pkcs8' });
  const key = createPublicKey(secret).export({ format: 'der', type: 'spki' }).subarray(-32);
  const encoded = Buffer.concat([Buffer.of(1), key]);
  const id = sha256(Buffer.concat([Buffer.from(`${name}\n`), encoded])).subarray(0, 4);
  return { name, id, secret, vkey: `${name}+${id.toString('hex')}+${encoded.toString('base64')}` };
};

const record = makeKey('gongyi/sijihuacheng', 'the key of the record');
const renewed = makeKey('gongyi/sijihuacheng', 'the key that follows it');
const witness = makeKey('见证.example/居务监督', 'the key of a witness');
const stranger = makeKey('stranger.example', 'a key that nobody knows');

const text = 'gongyi/sijihuacheng\n42\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n';
const signatureOf = (key, signed) => sign(null, Buffer.from(signed), key.secret);
const lineOf = (name, id, signature) => `— ${name} ${Buffer.concat([id, signature]).toString('base64')}\n`;
const line = (key, signed = text) => lineOf(key.name, key.id, signatureOf(key, signed));
const note = (...keys) => `${text}\n${keys.map((key) => line(key)).join('')}`;

// The group's order: adding it to the second half of a signature gives another number that means the same.
const order = 2n ** 252n + 27742317777372353535851937790883648493n;
const otherForm = (signature) => {
  const s = BigInt(`0x${Buffer.from(signature.subarray(32)).reverse().toString('hex')}`) + order;
  return Buffer.concat([signature.subarray(0, 32), Buffer.from(s.toString(16).padStart(64, '0'), 'hex').reverse()]);
};
const flipped = (bytes, bit) => {
  const changed = Buffer.from(bytes);
  changed[bit >> 3] ^= 1 << (bit & 7);
  return changed;
};

const vkeys = (keys) => keys.map((key) => key.vkey);
const whole = (signedText, notes, signers, keys = [record]) =>
  notes.map((n) => ({ keys: vkeys(keys), note: n, fault: 'none', text: signedText, signers: vkeys(signers) }));
const broken = (fault, notes, keys = [record]) =>
  notes.map((n) => ({ keys: vkeys(keys), note: n, fault, text: '', signers: [] }));

// The example in the documentation of golang.org/x/mod/sumdb/note, where the format comes from.
const peter = { vkey: 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW' };
const enoch = { vkey: 'EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop' };
const peterText =
  'If you think cryptography is the answer to your problem,\n' + "then you don't know what your problem is.\n";
const peterSignature =
  'x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=';
const peterNote = `${peterText}\n— PeterNeumann ${peterSignature}\n`;
const enochSignature =
  'rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=';
const enochLine = `— EnochRoot ${enochSignature}\n`;

const withEmptyLines = '\n\n共议\n\n';
const repeated = (count) => Array.from({ length: count }, () => line(stranger)).join('');
const replaceLine = (change) => `${text}\n${change(line(record))}`;
const signature = signatureOf(record, text);

const vectors = {
  'happy-path': [
    ...whole(text, [note(record)], [record]),
    ...whole(text, [note(witness)], [witness], [record, witness]),
  ],
  'public-example': [
    ...whole(peterText, [peterNote], [peter], [peter]),
    ...whole(peterText, [peterNote + enochLine], [peter], [peter]),
    ...whole(peterText, [peterNote + enochLine], [peter, enoch], [enoch, peter]),
    ...broken('no_known_signature', [peterNote + enochLine], []),
  ],
  'several-signatures': [
    ...whole(text, [note(record, witness)], [record, witness], [record, witness]),
    ...whole(text, [note(witness, record)], [witness, record], [record, witness]),
  ],
  'replaced-key': [
    ...whole(text, [note(record)], [record], [record, renewed]),
    ...whole(text, [note(renewed)], [renewed], [record, renewed]),
    ...whole(text, [note(record, renewed)], [record], [record]),
    ...whole(text, [note(record, renewed)], [renewed], [renewed]),
    ...whole(text, [note(record, renewed)], [record, renewed], [renewed, record]),
  ],
  'unknown-signatures-ignored': [
    ...whole(text, [note(stranger, record, stranger, stranger)], [record]),
    // Same name and another id, same id and another name, another algorithm: other keys.
    ...whole(text, [note(record) + lineOf(record.name, stranger.id, signature)], [record]),
    ...whole(text, [note(record) + lineOf('other.example', record.id, Buffer.alloc(64))], [record]),
    ...whole(text, [note(record) + lineOf(stranger.name, stranger.id, Buffer.alloc(4963, 7))], [record]),
    ...whole(text, [note(record) + lineOf(stranger.name, stranger.id, Buffer.of(1))], [record]),
  ],
  'empty-lines-in-text': whole(withEmptyLines, [`${withEmptyLines}\n${line(record, withEmptyLines)}`], [record]),
  'most-signatures': whole(text, [`${text}\n${repeated(63)}${line(record)}`], [record]),
  'too-many-signatures': broken('too_many_signatures', [`${text}\n${repeated(64)}${line(record)}`]),
  'unknown-key': broken('no_known_signature', [note(stranger), note(stranger, witness), note(renewed)]),
  'no-keys': broken('no_known_signature', [note(record)], []),
  'renamed-key': broken('no_known_signature', [`${text}\n${lineOf('gongyi/other', record.id, signature)}`]),
  'other-id': broken('no_known_signature', [`${text}\n${lineOf(record.name, stranger.id, signature)}`]),
  'changed-text': broken('forged_signature', [
    note(record).replace('42', '43'),
    note(record).replace('gongyi/s', 'gongyi/S'),
    `\n${note(record)}`,
    `${text}more\n\n${line(record)}`,
    `${text}\n\n${line(record)}`,
  ]),
  'forged-signature': broken('forged_signature', [
    ...[0, 200, 255, 256, 400, 511].map((bit) => `${text}\n${lineOf(record.name, record.id, flipped(signature, bit))}`),
    `${text}\n${lineOf(record.name, record.id, signatureOf(stranger, text))}`,
    `${text}\n${lineOf(record.name, record.id, signatureOf(renewed, text))}`,
    `${text}\n${line(record, 'another text\n')}`,
    `${text}\n${lineOf(record.name, record.id, Buffer.alloc(64))}`,
  ]),
  'other-form-of-signature': broken('forged_signature', [
    `${text}\n${lineOf(record.name, record.id, otherForm(signature))}`,
  ]),
  'signature-length': broken('forged_signature', [
    `${text}\n${lineOf(record.name, record.id, signature.subarray(0, 63))}`,
    `${text}\n${lineOf(record.name, record.id, Buffer.concat([signature, Buffer.of(0)]))}`,
    `${text}\n${lineOf(record.name, record.id, Buffer.of(0))}`,
  ]),
  'one-good-one-forged': [
    ...broken('forged_signature', [note(record) + line(witness, 'another text\n')], [record, witness]),
    ...broken('forged_signature', [`${text}\n${line(witness, 'another text\n')}${line(record)}`], [record, witness]),
  ],
  'duplicate-signature': broken('duplicate_signature', [
    note(record, record),
    note(record, stranger, record),
    note(record) + line(record, 'another text\n'),
  ]),
  'no-signatures': broken('no_signatures', ['', '\n', text, `${text}\n`, `${text}${line(record)}`]),
  'trailing-garbage': broken('malformed_signature', [
    `${note(record)}garbage`,
    `${note(record)}garbage\n`,
    `${note(record)} `,
    note(record).slice(0, -1),
  ]),
  'malformed-signature': broken(
    'malformed_signature',
    [
      (l) => l.replace('—', '-'),
      (l) => l.replace('—', '–'),
      (l) => l.replace('— ', '—'),
      (l) => l.replace('— ', '—  '),
      (l) => l.replace(`${record.name} `, `${record.name}  `),
      (l) => l.replace(record.name, ''),
      (l) => l.replace('/', '+'),
      (l) => l.replace('/', '\u00a0'),
      (l) => l.replace('/', '\u3000'),
      (l) => l.replace('\n', ' \n'),
      (l) => l.replace('=\n', '\n'),
      (l) => l.replace('=\n', '-\n'),
      (l) => ` ${l}`,
      () => '— \n',
      () => `— ${record.name}\n`,
      () => `— ${record.name} \n`,
      () => lineOf(record.name, record.id, Buffer.alloc(0)),
      (l) => `${l}${lineOf(stranger.name, stranger.id, Buffer.alloc(0))}`,
      (l) => `${l}${line(stranger).replace('=', '')}`,
    ].map(replaceLine),
  ),
  'control-character': broken('malformed_text', [
    `\u0001${note(record)}`,
    note(record).replace('42', '4\t2'),
    note(record).replaceAll('\n', '\r\n'),
    note(record).replace('42\n', '42\u0000\n'),
    `${note(record)}\u001f`,
  ]),
};

export const noteVectors = Object.fromEntries(Object.entries(vectors).map(([name, cases]) => [name, { cases }]));
