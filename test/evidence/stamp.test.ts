// Time stamps of heads by an authority of our own (`openssl ts` behind HTTP): the request is one that OpenSSL understands, the answer one that it verifies.
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeNotary, sha256 } from '../../activities/platform/notary.js';
import { makeStamp } from '../../activities/platform/stamp.js';
import { leafText, type Leaf } from '../../workflows/domain/evidence/entry.js';
import { headText } from '../../workflows/domain/evidence/head.js';
import { leafHash } from '../../workflows/domain/evidence/tree.js';

const CONFIG = `[tsa]
default_tsa = one
[one]
serial = ./serial
signer_cert = ./tsa.pem
certs = ./ca.pem
signer_key = ./tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
ordering = yes
tsa_name = yes
[ext]
extendedKeyUsage = critical,timeStamping
`;

let folder: string;
let server: http.Server;
let address: string;
/** What the authority does next: stamps, refuses, or stamps other bytes. */
let mood: 'stamps' | 'refuses' | 'stamps another' = 'stamps';
const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] });
const write = (name: string, bytes: string | Uint8Array) => fs.writeFileSync(path.join(folder, name), bytes);

beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kyoso-tsa-'));
  write('tsa.cnf', CONFIG);
  write('serial', '01\n');
  openssl('req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', 'ca.key', '-out', 'ca.pem', '-subj', '/CN=Test CA', '-days', '2');
  openssl('req', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', 'tsa.key', '-out', 'tsa.csr', '-subj', '/CN=Test TSA');
  openssl('x509', '-req', '-in', 'tsa.csr', '-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-out', 'tsa.pem', '-days', '2', '-extfile', 'tsa.cnf', '-extensions', 'ext');
  write('other', 'other bytes');
  openssl('ts', '-query', '-data', 'other', '-sha256', '-cert', '-out', 'other.tsq');
  server = http.createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    if (mood === 'refuses') return response.writeHead(503).end();
    write('query.tsq', Buffer.concat(chunks));
    openssl('ts', '-reply', '-config', 'tsa.cnf', '-section', 'one', '-queryfile', mood === 'stamps' ? 'query.tsq' : 'other.tsq', '-out', 'reply.tsr');
    return response.writeHead(200, { 'content-type': 'application/timestamp-reply' }).end(fs.readFileSync(path.join(folder, 'reply.tsr')));
  });
  await new Promise<void>((ready) => { server.listen(0, '127.0.0.1', ready); });
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
  fs.rmSync(folder, { recursive: true });
});

const notary = makeNotary('7e'.repeat(32), 'city.example.jp/evidence');
const leaf: Leaf = { n: 0, at: Date.now(), loggedAt: Date.now(), source: 'act', body: 'ab'.repeat(32) };
const note = (at: number) => notary.sign(headText({ origin: notary.origin, size: 1, root: Buffer.from(leafHash(sha256, Buffer.from(leafText({ ...leaf, at, loggedAt: at })))).toString('base64'), at }));
/** The verifier on a log of one entry whose head was published at `at` and has this stamp. */
function verifier(at: number, stamp: Uint8Array) {
  write('log.jsonl', `${JSON.stringify({ head: note(at), key: notary.key, stamp: Buffer.from(stamp).toString('base64') })}\n${leafText({ ...leaf, at, loggedAt: at })}\n`);
  return spawnSync(process.execPath, ['scripts/verify-evidence.mjs', path.join(folder, 'log.jsonl'), '--ca', path.join(folder, 'ca.pem')], { encoding: 'utf8' }).stdout;
}

test('a head is stamped by an authority, openssl verifies it, and so does the verifier; a changed head is not the one that was stamped', async () => {
  const at = Date.now();
  const token = await makeStamp(address)(Buffer.from(note(at)));
  write('head', note(at));
  write('head.tsr', token);
  expect(String(openssl('ts', '-verify', '-data', 'head', '-in', 'head.tsr', '-CAfile', 'ca.pem'))).toContain('OK');
  expect(verifier(at, token)).toContain('everything holds');
  write('head', note(at + 1000));
  expect(() => openssl('ts', '-verify', '-data', 'head', '-in', 'head.tsr', '-CAfile', 'ca.pem')).toThrow();
  expect(verifier(at + 1000, token)).toContain('the time stamp is of something else');
});

test('a head that was back-dated and stamped afterwards is named, and so is a stamp of another authority', async () => {
  const before = Date.now() - 3 * 24 * 3_600_000;
  const late = await makeStamp(address)(Buffer.from(note(before)));
  expect(verifier(before, late)).toMatch(/stamped at .*, so the head is back-dated/);
  const at = Date.now();
  const token = Buffer.from(await makeStamp(address)(Buffer.from(note(at))));
  token[token.length - 3] = (token[token.length - 3] ?? 0) ^ 1;
  expect(verifier(at, token)).toContain('was not made by the authority');
});

test('a silent authority, a refusing one and one that stamps other bytes give no stamp', async () => {
  mood = 'refuses';
  await expect(makeStamp(address)(Buffer.from('x'))).rejects.toThrow('answered 503');
  mood = 'stamps another';
  await expect(makeStamp(address)(Buffer.from('x'))).rejects.toThrow('about something else');
  await expect(makeStamp('http://127.0.0.1:9')(Buffer.from('x'))).rejects.toThrow();
});
