// The peer that the server is measured beside: the usual way to write such a service in Node, with nothing left out
// that ours does by promise (each vote is on disk before it is acknowledged) and nothing added.
//   node peer.mjs DATABASE PAGE_BYTES   serves on a free port of 127.0.0.1, which it prints.
import Database from 'better-sqlite3';
import Fastify from 'fastify';

const [databasePath, pageBytes] = process.argv.slice(2);
const database = new Database(databasePath);
database.pragma('journal_mode = WAL');
database.pragma('synchronous = FULL');
database.exec('CREATE TABLE ballot (round INTEGER, voter INTEGER, choices TEXT, PRIMARY KEY (round, voter))');
const keep = database.prepare('INSERT OR REPLACE INTO ballot (round, voter, choices) VALUES (?, ?, ?)');

const page = 'x'.repeat(Number(pageBytes));
const server = Fastify();
server.get('/', (request, reply) => reply.type('text/html; charset=utf-8').send(page));

const schema = {
    body: {
        type: 'object',
        required: ['choices', 'round', 'type'],
        additionalProperties: false,
        properties: {
            choices: { type: 'array', maxItems: 1000, items: { type: 'integer' } },
            round: { type: 'integer' },
            type: { const: 'CastBallot' },
        },
    },
};
server.post('/vote', { schema }, (request, reply) => {
    const voter = Number(request.headers['x-voter']);
    keep.run(request.body.round, voter, JSON.stringify(request.body.choices));
    reply.send({ receipt: `${request.body.round}-${voter}` });
});

console.log(await server.listen({ host: '127.0.0.1', port: 0 }));
