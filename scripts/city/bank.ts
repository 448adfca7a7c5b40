// The practice city's bank, a process of its own: takes instructions, settles them after a while, says so twice.
import path from 'node:path';
import { Hono } from 'hono';
import { BankPage } from './bank-page.js';
import { faultSwitch } from './faults.js';
import { type City, hangUp, serveCity } from './serve-city.js';
import { settler } from './settle.js';
import { type Instruction, Transfers } from './transfers.js';

const env = process.env;
const transfers = new Transfers(path.join(env.DATA_DIR ?? '.kyoso', 'bank.jsonl'));
const settle = settler(transfers, {
  url: env.BANK_WEBHOOK_URL ?? `${env.PUBLIC_URL ?? 'http://localhost:3000'}/hooks/bank`,
  secret: env.BANK_WEBHOOK_SECRET ?? '',
  delayMs: Number(env.BANK_DELAY_MS ?? 1500),
});

/** As at the mailbox: `refuse` 422 for good, `429`, `down` 500, `slow`, and `accept-and-drop`: booked, but the answer is lost. */
const faults = faultSwitch(['refuse', '429', 'down', 'slow', 'accept-and-drop'] as const);

const app = new Hono<City>()
  .get('/healthz', (c) => c.json({ ok: true }))
  .route('/faults', faults.routes)
  .get('/', (c) => c.html(BankPage({ transfers: transfers.all() })))
  .get('/api/transfers', (c) => c.json(transfers.all()))
  .get('/transfers/:instructionId', (c) => {
    const known = transfers.get(c.req.param('instructionId'));
    return known ? c.json({ state: known.state, reason: known.reason }) : c.json({ error: 'unknown-instruction' }, 404);
  })
  .post('/transfers', async (c) => {
    const { mode, ms } = faults.take();
    if (mode === 'refuse') return c.json({ error: 'refused', message: 'fault switch' }, 422);
    if (mode === 'down') return c.json({ error: 'down', message: 'fault switch' }, 500);
    if (mode === '429') return c.json({ error: 'too-many-requests' }, 429, { 'retry-after': '1' });
    const instruction = valid(await c.req.json().catch(() => undefined));
    if (!instruction) return c.json({ error: 'invalid-instruction', message: 'instructionId, a whole amountYen above 0, fromAccount and to are needed' }, 422);
    if (!transfers.accept(instruction)) return c.json({ error: 'already-known', state: transfers.get(instruction.instructionId)?.state }, 409);
    settle(instruction.instructionId);
    if (mode === 'slow') await new Promise((resolve) => setTimeout(resolve, ms));
    if (mode === 'accept-and-drop' || instruction.to.number.endsWith('8888')) return hangUp(c);
    return c.json({ state: 'accepted' }, 202);
  });

serveCity('bank', app);

function valid(body: unknown): Instruction | undefined {
  const { instructionId, amountYen, fromAccount, to, memo } = (body ?? {}) as Partial<Instruction>;
  if (!instructionId || !Number.isSafeInteger(amountYen) || Number(amountYen) <= 0 || !fromAccount || !to?.number) return undefined;
  const { bank = '', branch = '', type = '', number, holderKana = '' } = to;
  return { instructionId, amountYen: Number(amountYen), fromAccount, to: { bank, branch, type, number: String(number), holderKana }, memo: memo ?? '' };
}
