// Records histories of every workflow for the replay test, on a Temporal server of its own. Files are added for a new release, never overwritten.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import proto from '@temporalio/proto';
import { loopWorker, until } from '../support/loop.js';
import type { Advanced } from '../../workflows/contracts/activities.js';
import { startStack } from '../../scripts/lib/stack.mjs';

const FOLDER = fileURLToPath(new URL('./histories', import.meta.url));
const version = process.argv[2] ?? '1';
const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'kyoso-record-'));
const stack = await startStack({ dataDir, ports: 'free', only: ['temporal'], env: {}, log: console.log });
await stack.engine;

let calls = 0;
const words = ['unknown', 'pending', 'settled'];
const loop = await loopWorker({
  async advance(): Promise<Advanced> {
    calls++;
    if (calls === 2) throw new Error('database away');
    if (calls === 4) return { closed: false, sleepMs: null, hands: [{ kind: 'document', key: 'document:agreement:agree#1/v1' }, { kind: 'payment', key: 'payment:pay#1' }] };
    return calls < 9 ? { closed: false, sleepMs: calls % 2 ? 1000 : null, hands: [] } : { closed: true, sleepMs: null, hands: [] };
  },
  async makeDocument() {}, async openOrder() { return { order: 'pay_x', state: 'reserved' }; }, async instruct() { throw new Error('answer lost'); }, async lookUp() { return words.shift() ?? 'settled'; }, async giveToPerson() {},
  async deliver() { return { nextMs: calls % 3 === 0 ? 0 : null }; }, async sweep() {},
} as never, stack.env.TEMPORAL_ADDRESS ?? '');

/** Takes stack traces and identities out: they name the machine that recorded and play no part in a replay. */
function withoutMachine(part: unknown): void {
  if (part === null || typeof part !== 'object' || part instanceof Uint8Array) return;
  const record = part as Record<string, unknown>;
  for (const name of ['stackTrace', 'identity']) if (typeof record[name] === 'string') record[name] = '';
  for (const value of Object.values(record)) withoutMachine(value);
}

const save = async (name: string, workflowId: string, runId?: string) => {
  const history = await loop.client.workflow.getHandle(workflowId, runId).fetchHistory();
  const file = path.join(FOLDER, `${name}@${version}.pb`);
  if (fs.existsSync(file)) throw new Error(`${name}@${version} is recorded already; give the new release a new number`);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  withoutMachine(history);
  fs.writeFileSync(file, proto.temporal.api.history.v1.History.encode(history).finish());
  console.log(`${name}@${version}: ${history.events?.length} events`);
};
const run = await loop.ring('cas_recorded');
for (let n = 0; n < 8; n++) { await new Promise((r) => setTimeout(r, 500)); await loop.ring('cas_recorded').catch(() => {}); }
await Promise.race([run.result(), new Promise((r) => setTimeout(r, 10_000))]);
await save('programme-case/whole-life', 'programmeCase:cas_recorded', run.signaledRunId);
const call = await loop.ring('cal_recorded', 'call');
await call.result();
await save('programme-case/call', 'programmeCase:cal_recorded');
await (await loop.start('makeDocument', 'makeDocument:rec', ['cas_recorded', 'k'])).result();
await save('make-document/made', 'makeDocument:rec');
await (await loop.start('paymentOrder', 'paymentOrder:rec', ['cas_recorded', 'payment:pay#1'])).result();
await save('payment-order/answer-lost', 'paymentOrder:rec');
await (await loop.start('sweep', 'sweep:rec', [])).result();
await save('sweep/once', 'sweep:rec');
const mail = await loop.start('mailDelivery', 'mailDelivery:rec', []);
for (let n = 0; n < 3; n++) { await mail.signal('rung'); await new Promise((r) => setTimeout(r, 400)); }
await until('the mail run to rest', () => true);
await save('mail-delivery/rung', 'mailDelivery:rec');
await loop.close();
await stack.stopAll();
fs.rmSync(dataDir, { recursive: true, force: true });
process.exit(0);
