// Files at the door: closed until a scanner looked at them, fetched as an attachment that runs nothing, and said to be unlooked-at where there is no scanner.
import net from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { operationsActivities } from '../../activities/operations.js';
import { makeScanner } from '../../activities/platform/virus-scan.js';
import { takeUploads } from '../../api/routes/uploads.js';
import { filesOfCase } from '../../db/store/files.js';
import { quietRinger } from '../laws/journey.js';
import { makePages, type Pages } from '../support/pages.js';
import { PROPOSAL } from '../support/sample.js';
import { EICAR, pdf } from './hostile-files.js';

/** A scanner that knows one virus, and can be told to say nothing. */
class StandIn {
  silent = false;
  looked = 0;
  readonly server = net.createServer((socket) => {
    let sent = Buffer.alloc(0);
    socket.on('error', () => {}).on('data', (piece: Buffer) => {
      sent = Buffer.concat([sent, piece]);
      if (sent.subarray(-4).readUInt32BE(0) !== 0 || !sent.subarray(0, 10).equals(Buffer.from('zINSTREAM\0'))) return;
      this.looked++;
      if (this.silent) socket.destroy();
      else socket.end(sent.includes(EICAR) ? 'stream: Eicar-Test-Signature FOUND\0' : 'stream: OK\0');
    });
  });
  listen = (): Promise<string> => new Promise((ready) => this.server.listen(0, '127.0.0.1', () => ready(`127.0.0.1:${(this.server.address() as net.AddressInfo).port}`)));
}

const clamd = new StandIn();
let address = '';
let guarded: Pages;
let plain: Pages;
beforeAll(async () => {
  address = await clamd.listen();
  [guarded, plain] = [await makePages({ CLAMD: address }), await makePages()];
}, 60_000);
afterAll(async () => { await guarded.close(); await plain.close(); clamd.server.close(); });

const letter = (name: string, inside = '') => new File([pdf(inside) as Uint8Array<ArrayBuffer>], name);
/** A case with what was sent to it, its group's key, and what was said about it. */
async function sent(pages: Pages, ...files: File[]) {
  const id = await pages.city.submit(PROPOSAL);
  await pages.city.advance(id);
  const taken = await takeUploads(pages.deps, files, { draft: null, caseId: id, request: null, field: 'files', row: null });
  const [row] = await pages.city.sql`select id, generation from party_keys where case_id = ${id} and role = 'contact' and revoked_at is null`;
  const key = `${row?.id}.${pages.city.links.token('party', String(row?.id), Number(row?.generation))}`;
  return { id, ...taken, fetch: (file: string | undefined) => fetch(`${pages.origin}/files/${file}?k=${key}`) };
}
/** The officer's page of the case's open ask. */
async function asked(pages: Pages, id: string): Promise<string> {
  const [request] = await pages.city.open(id);
  return (await pages.visitor().open(await pages.linkOf(id, request?.key ?? ''))).text;
}

test('a file is fetched as an attachment under its own name, with headers by which no browser runs it or guesses what it is', async () => {
  const { fetch, stored } = await sent(plain, letter("髙﨑's (1)*.pdf\r\nX-Evil: 1"));
  const answer = await fetch(stored[0]);
  expect(answer.status).toBe(200);
  const { headers } = answer;
  expect(headers.get('content-disposition')).toMatch(/^attachment; filename\*=UTF-8''[A-Za-z0-9%._-]+$/);
  expect(decodeURIComponent(headers.get('content-disposition')?.split("''")[1] ?? '')).toBe("髙﨑's (1).pdfX-Evil 1.pdf");
  expect([headers.get('x-evil'), headers.get('content-type'), headers.get('x-content-type-options'), headers.get('cross-origin-resource-policy'), headers.get('cache-control')]).toEqual([null, 'application/pdf', 'nosniff', 'same-origin', 'no-store']);
  expect(headers.get('content-security-policy')).toContain('sandbox');
});

test('where there is no scanner the file can be opened, and its readers are told that nobody looked', async () => {
  const { id, fetch, stored } = await sent(plain, letter('a.pdf'));
  expect((await fetch(stored[0])).status).toBe(200);
  expect(await asked(plain, id)).toContain('ウイルス検査はしていません');
});

test('a file in which the scanner finds a virus is refused and not kept; a clean one beside it is kept and said to be so', async () => {
  const { id, stored, faults } = await sent(guarded, letter('bad.pdf', EICAR), letter('good.pdf'));
  expect(faults).toEqual(['bad.pdfからウイルスが見つかったため、受け取りませんでした。ほかのファイルを選んでください']);
  expect(stored).toHaveLength(1);
  expect((await filesOfCase(guarded.city.db, id)).map((file) => [file.name, file.scan])).toEqual([['good.pdf', 'clean']]);
  expect(await asked(guarded, id)).toContain('ウイルス検査済み');
});

test('while the scanner says nothing a file is taken and stays closed for everybody; the sweep has it looked at, and what is then found bad never opens', async () => {
  clamd.silent = true;
  const { id, stored, faults, fetch } = await sent(guarded, letter('good.pdf'), letter('bad.pdf', EICAR));
  expect(faults).toEqual([]);
  for (const file of stored) expect((await fetch(file)).status).toBe(409);
  expect(await asked(guarded, id)).toContain('ウイルス検査を待っています');
  const sweep = operationsActivities(guarded.city.db, guarded.city.links, quietRinger(), guarded.city.log, null, { scanner: makeScanner(address), storage: guarded.deps.storage });
  await sweep.sweep();
  expect((await fetch(stored[0])).status).toBe(409);
  clamd.silent = false;
  await sweep.sweep();
  expect([(await fetch(stored[0])).status, (await fetch(stored[1])).status]).toEqual([200, 409]);
  expect(await asked(guarded, id)).toContain('ウイルスが見つかったため、開けません');
});

test('an empty file, and one above 10 MB, are refused by name; a field left empty is no file', async () => {
  const { faults, stored } = await sent(plain, new File([], 'empty.pdf'), new File([new Uint8Array(10 * 1024 * 1024 + 1)], 'large.pdf'), new File([], ''));
  expect(stored).toEqual([]);
  expect(faults).toEqual(['empty.pdfは空です。中身のあるファイルを選んでください', 'large.pdfは10.5MBです。10MBまでのファイルを選んでください']);
});

test('a body that says it is 10 GB, and one that never ends, are refused while little of them was read', async () => {
  const socket = net.connect(Number(new URL(plain.origin).port), '127.0.0.1');
  const answer = new Promise<string>((resolve, reject) => socket.once('data', (said: Buffer) => resolve(said.toString())).once('error', reject));
  socket.write(`POST /find HTTP/1.1\r\nHost: x\r\nOrigin: ${plain.origin}\r\nSec-Fetch-Site: same-origin\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 10737418240\r\n\r\n--x`);
  expect(await answer).toContain('413');
  socket.destroy();
  let pieces = 0;
  const endless = new ReadableStream({ pull(to) { if (pieces++ > 2000) to.error(new Error('nobody stopped it')); else to.enqueue(new Uint8Array(256 * 1024)); } });
  const refused = await fetch(`${plain.origin}/find`, { method: 'POST', body: endless, duplex: 'half', headers: { 'content-type': 'multipart/form-data; boundary=x', origin: plain.origin, 'sec-fetch-site': 'same-origin' } } as RequestInit).then((one) => one.status, () => 'closed');
  expect([413, 'closed']).toContain(refused);
  expect(pieces).toBeLessThan(1000);
});
