// Paying by the bank's file on a real database: what gets into a list, who lets it out, what the bank's word does. The run's part is called by hand.
import type { Hono } from 'hono';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { type Bank, fileBank } from '../../activities/platform/bank.js';
import { readConfig } from '../../activities/platform/config.js';
import { makeLog } from '../../activities/platform/logger.js';
import { makeApp } from '../../api/app.js';
import { buildDeps } from '../../api/build-deps.js';
import { heldPayments } from '../../db/store/held-payments.js';
import { ediOf, linesOfList, makeList, takeInResult, transferList, voidList, waitingLines } from '../../db/store/transfer-lists.js';
import { parseTransfers } from '../../workflows/domain/bank/zengin.js';
import { isBankDay } from '../../workflows/domain/office-clock.js';
import { addDays, dateOf } from '../../workflows/domain/calendar.js';
import { currentStep } from '../../workflows/domain/cases.js';
import { caseAt, goTo, pay, payments, sayYes } from '../laws/journey.js';
import { type City, makeCity } from '../support/city.js';

const ACCOUNT = { bank: '0001', branch: '123', accountType: '1', number: '0123456', holder: 'ミドリチョウコドモシヨクドウ' };
const [CHECKER, RELEASER, ADMIN, CHAMPION] = ['佐々木 学', '松本 久美', '管理者 阿部 純', '田中 健'];

let city: City;
let app: Hono;
let close: () => Promise<void>;
let bankFile: ReturnType<typeof readConfig>['BANK_FILE'];
let on = '';
beforeAll(async () => {
  city = await makeCity();
  const log = makeLog('test');
  log.level = 'silent';
  const config = readConfig({ DATABASE_URL: city.url, LINK_KEY: 'test-key-'.repeat(5), DATA_DIR: city.dataDir, TEMPORAL_ADDRESS: inject('temporalAddress'), PUBLIC_URL: 'http://127.0.0.1', BANK_MODE: 'file' });
  const built = buildDeps(config, log);
  ({ close } = built);
  app = makeApp(built.deps);
  bankFile = config.BANK_FILE;
  // The journeys of the other tests pay through the city's bank: here that is the file.
  (city as { bank: Bank }).bank = fileBank(city.db);
  await city.sql`update envelopes set budget_yen = 90000000`;
  on = await bankDay();
}, 60_000);
afterAll(async () => {
  await close();
  await city.close();
});

/** The first bank day after tomorrow. */
async function bankDay(): Promise<string> {
  const [calendar] = await city.sql`select version, closed from calendars order by created_at desc limit 1`;
  let day = addDays(dateOf(await city.now()), 2);
  while (!isBankDay({ version: '', closed: calendar?.closed as Record<string, string> }, day)) day = addDays(day, 1);
  return day;
}
const person = async (name: string): Promise<string> => String((await city.sql`select id from people where name = ${name}`)[0]?.id);
const cookies = new Map<string, string>();
async function cookieOf(name: string, anew = false): Promise<string> {
  if (!cookies.has(name) || anew) {
    const response = await app.request('/signin', { method: 'POST', headers: HEADERS, body: new URLSearchParams({ person: await person(name), to: '/desk' }) });
    cookies.set(name, (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '');
  }
  return cookies.get(name) ?? '';
}
const HEADERS = { origin: 'http://127.0.0.1', 'sec-fetch-site': 'same-origin' };
const words = (html: string): string => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
async function see(name: string, path: string) {
  const response = await app.request(path, { headers: { ...HEADERS, cookie: await cookieOf(name) } });
  const html = await response.text();
  expect(words(html)).not.toMatch(/undefined|null|NaN|\[object/);
  return { status: response.status, html, text: words(html) };
}
async function send(name: string, path: string, body: Record<string, string> | FormData) {
  const response = await app.request(path, { method: 'POST', headers: { ...HEADERS, cookie: await cookieOf(name) }, body: body instanceof FormData ? body : new URLSearchParams(body) });
  const bytes = new Uint8Array(await response.arrayBuffer());
  return { status: response.status, to: response.headers.get('location') ?? '', bytes, text: words(Buffer.from(bytes).toString('utf8')) };
}
const upload = (path: string, bytes: Uint8Array) => { const body = new FormData(); body.set('file', new File([bytes as Uint8Array<ArrayBuffer>], 'result.txt')); return send(RELEASER, path, body); };
const make = async (without: readonly string[] = [], by = CHECKER) => makeList(city.db, { on, by: await person(by), without, payer: bankFile.payer, profile: bankFile.profile });
/** A case whose transfer waits for a list: to the account the group was paid to before, so that it waits for nothing else. */
async function waitingCase(): Promise<{ id: string; instruction: string }> {
  const id = await caseAt(city, 'advance-claim');
  const [claim] = await city.open(id);
  if (claim) await city.answer(id, claim, 'claim', { ...ACCOUNT, amountYen: Number(claim.note?.limitYen) });
  await goTo(city, id, 'advance-pay');
  await pay(city, id);
  return { id, instruction: String((await city.sql`select instruction from payment_orders where case_id = ${id}`)[0]?.instruction) };
}
/** What the bank sends back of a file: the same with a code in byte 114 of each line. */
function resultOf(sent: Uint8Array, codes: readonly string[]): Uint8Array {
  const back = new Uint8Array(sent);
  for (const [n, code] of codes.entries()) back[(n + 1) * 122 + 113] = code.charCodeAt(0);
  return back;
}
/** Makes, confirms and takes out a list of all that waits. */
async function sentList(): Promise<{ path: string; id: string; bytes: Uint8Array }> {
  const made = await make();
  if (!made.ok) throw new Error(JSON.stringify(made.faults));
  const path = `/admin/transfers/${made.list.id}`;
  expect((await send(RELEASER, `${path}/confirm`, { sha256: made.list.sha256 })).status).toBe(303);
  return { path, id: made.list.id, bytes: (await send(RELEASER, `${path}/file`, {})).bytes };
}
/** Everything that could have changed. */
const everything = async (): Promise<string> => JSON.stringify([
  await city.sql`select * from transfer_batches order by id`, await city.sql`select * from transfer_lines order by instruction`, await city.sql`select * from payment_orders order by id`, await city.sql`select * from envelopes order by id`,
  await city.sql`select * from envelope_entries order by id`, await city.sql`select case_id, key from events order by seq`, await city.sql`select id from mails order by id`,
]);
/** The envelope as it is, and as its entries sum up. */
async function figures() {
  const [is] = await city.sql`select sum(committed_yen)::int as committed, sum(reserved_yen)::int as reserved, sum(paid_yen)::int as paid from envelopes`;
  const [sums] = await city.sql`select sum(case kind when 'commit' then yen when 'release' then -yen else 0 end)::int as committed, sum(case kind when 'reserve' then yen when 'pay' then -yen when 'return' then -yen else 0 end)::int as reserved, sum(case kind when 'pay' then yen else 0 end)::int as paid from envelope_entries`;
  expect(is).toEqual(sums);
  return is as { committed: number; reserved: number; paid: number };
}

test('an account is read by the bank’s rules when it is claimed: every fault at its field, and the normalised holder is what is stored', async () => {
  const id = await caseAt(city, 'advance-claim');
  const [claim] = await city.open(id);
  if (!claim) throw new Error('nobody was asked for a claim');
  const amountYen = Number(claim.note?.limitYen);
  const tried = async (typed: Record<string, string>) => (await city.answer(id, claim, 'claim', { ...ACCOUNT, amountYen, ...typed })).faults.map((f) => `${f.at} ${f.code}`);
  expect(await tried({ holder: '緑町こども食堂' })).toEqual(['holder reading-needed', 'holder reading-needed', 'holder reading-needed', 'holder reading-needed']);
  expect(await tried({ holder: 'ミドリ＠', bank: '9900' })).toEqual(['accountType type-against-branch', 'holder unmappable']);
  expect(await tried({ holder: 'カ）ミドリ（ユ' })).toEqual(['holder two-legal-forms']);
  expect(await tried({ holder: 'ガ'.repeat(16) })).toEqual(['holder holder-too-long']);
  expect(await tried({ holder: 'かぶしきがいしゃ みどりちょう こども・しょくどう' })).toEqual([]);
  expect((await city.read(id)).state.steps.find((s) => s.step === 'advance-claim')?.result).toMatchObject({ ...ACCOUNT, holder: 'ｶ)ﾐﾄﾞﾘﾁﾖｳ ｺﾄﾞﾓ.ｼﾖｸﾄﾞｳ', amountYen });
}, 60_000);

test('D-9: the bank’s file holds only accounts that a second person confirmed, and it leaves only after another person than its maker confirmed the list', async () => {
  const id = await caseAt(city, 'advance-claim');
  const [claim] = await city.open(id);
  if (!claim) throw new Error('nobody was asked for a claim');
  await city.answer(id, claim, 'claim', { ...ACCOUNT, amountYen: Number(claim.note?.limitYen) });
  await city.advance(id);
  const lines = async () => city.sql`select 1 from transfer_lines`;
  for (const left of [2, 1]) {
    await pay(city, id);
    expect({ left, lines: (await lines()).length }).toEqual({ left, lines: 0 });
    for (const request of await city.open(id)) if (request.step === 'advance-check') await sayYes(city, id, request);
    await city.advance(id);
  }
  await pay(city, id);
  const [waiting] = await waitingLines(city.db);
  expect(waiting).toMatchObject({ caseId: id, confirmers: 2, line: { state: 'waiting', account: { ...ACCOUNT, holder: 'ﾐﾄﾞﾘﾁﾖｳｺﾄﾞﾓｼﾖｸﾄﾞｳ' } } });
  // The run asks again and again, and sends nothing twice.
  const { order } = waiting ?? { order: { id: '' } };
  expect([await payments(city).lookUp(order.id), await payments(city).instruct(order.id), (await lines()).length]).toEqual(['pending', false, 1]);

  // If one person had given both approvals, no file is written, and the page says why.
  const [second] = await city.sql`select id, answered_by::text as by from requests where case_id = ${id} and step = 'advance-check' order by n desc limit 1`;
  await city.sql`update requests set answered_by = (select answered_by from requests where case_id = ${id} and step = 'advance-check' order by n limit 1) where id = ${second?.id}`;
  const refused = await send(CHECKER, '/admin/transfers/make', { date: on });
  expect([refused.status, refused.text.includes('口座を確かめた人が1人です')]).toEqual([422, true]);
  await city.sql`update requests set answered_by = ${String(second?.by)}::text::jsonb where id = ${second?.id}`;
  const wrongDay = await send(CHECKER, '/admin/transfers/make', { date: '2020-01-06' });
  expect([wrongDay.status, wrongDay.text.includes('は過ぎています')]).toEqual([422, true]);

  const made = await send(CHECKER, '/admin/transfers/make', { date: on });
  expect(made.status).toBe(303);
  const path = made.to;
  const list = await transferList(city.db, path.split('/').at(-1) ?? '');
  if (!list) throw new Error('no list was made');
  // Both see the same three figures; only the other one is offered to confirm.
  for (const name of [CHECKER, RELEASER]) for (const figure of [list.sha256, '1件', '円']) expect((await see(name, path)).text).toContain(figure);
  expect([(await see(CHECKER, path)).text.includes('この一覧を確認する'), (await see(RELEASER, path)).text.includes('この一覧を確認する')]).toEqual([false, true]);
  expect((await see(CHECKER, path)).html).not.toContain(ACCOUNT.number);
  expect((await send(RELEASER, `${path}/file`, {})).status).toBe(409);
  const own = await send(CHECKER, `${path}/confirm`, { sha256: list.sha256 });
  expect([own.status, own.text.includes('作った人は確認できません')]).toEqual([409, true]);
  await expect(city.sql`update transfer_batches set state = 'confirmed', confirmed_by = made_by where id = ${list.id}`).rejects.toThrow(/transfer_batches_two/);
  expect((await send(RELEASER, `${path}/confirm`, { sha256: 'f'.repeat(64) })).status).toBe(409);
  // A sign-in of yesterday is not enough.
  const person2 = await person(RELEASER);
  await city.sql`update staff_sessions set created_at = created_at - interval '1 day' where person = ${person2}`;
  expect((await send(RELEASER, `${path}/confirm`, { sha256: list.sha256 })).to).toBe(`/signin?to=${encodeURIComponent(path)}&fresh=1`);
  await cookieOf(RELEASER, true);
  expect((await send(RELEASER, `${path}/confirm`, { sha256: list.sha256 })).to).toBe(path);

  // Others see nothing, administrators read and press nothing.
  expect([(await see(CHAMPION, path)).status, (await see(CHAMPION, '/admin/transfers')).status, (await send(ADMIN, `${path}/file`, {})).status, (await see(ADMIN, path)).status]).toEqual([404, 404, 404, 200]);
  expect((await see(ADMIN, path)).text).not.toContain('取り出す ファイル');

  // Identical bytes every time, with the hash both saw; the file reads back as the order.
  const [first, again] = [await send(CHECKER, `${path}/file`, {}), await send(RELEASER, `${path}/file`, {})];
  expect(Buffer.compare(first.bytes, again.bytes)).toBe(0);
  expect(Buffer.from(await crypto.subtle.digest('SHA-256', first.bytes as Uint8Array<ArrayBuffer>)).toString('hex')).toBe(list.sha256);
  const read = parseTransfers(first.bytes);
  expect(read).toMatchObject({ ok: true, file: { ...bankFile.payer, monthDay: on.slice(5).replace('-', ''), count: 1, sumYen: list.sumYen, lines: [{ ...ACCOUNT, holder: 'ﾐﾄﾞﾘﾁﾖｳｺﾄﾞﾓｼﾖｸﾄﾞｳ', yen: list.sumYen, edi: ediOf((await city.read(id)).row.number, String(waiting?.line.instruction)) }] } });
  expect((await upload(`${path}/result`, resultOf(first.bytes, ['0']))).status).toBe(303);
  expect((await transferList(city.db, list.id))?.state).toBe('settled');
}, 90_000);

test('a transfer never stands in two lists, however many people make lists at once, and a void list gives its lines back', async () => {
  const cases = [await waitingCase(), await waitingCase(), await waitingCase()];
  const all = cases.map((c) => c.instruction);
  const makers = await Promise.all(Array.from({ length: 20 }, (_, n) => make(all.filter((_one, k) => n % 2 === 1 && (n >> 1) % 3 !== k))));
  const lists = makers.flatMap((m) => (m.ok ? [m.list] : []));
  expect(lists.length).toBeGreaterThan(0);
  expect(makers.flatMap((m) => (m.ok ? [] : m.faults.map((f) => `${f.at} ${f.code}`))).every((f) => f === 'batch no-orders')).toBe(true);
  const inFiles = lists.flatMap((list) => { const read = parseTransfers(new Uint8Array(Buffer.from(list.file, 'base64'))); return read.ok ? read.file.lines.map((line) => line.edi) : []; });
  expect(inFiles.sort()).toEqual((await Promise.all(cases.map(async ({ id, instruction }) => ediOf((await city.read(id)).row.number, instruction)))).sort());
  expect(lists.reduce((n, list) => n + list.count, 0)).toBe(3);
  for (const list of lists) {
    const faulty = await send(RELEASER, `/admin/transfers/${list.id}/void`, { reason: '' });
    expect([faulty.status, (await send(RELEASER, `/admin/transfers/${list.id}/void`, { reason: '日を間違えました' })).status]).toEqual([422, 303]);
    expect((await send(RELEASER, `/admin/transfers/${list.id}/confirm`, { sha256: list.sha256 })).status).toBe(409);
    expect((await see(ADMIN, `/admin/transfers/${list.id}`)).text).toContain('取り消しました。理由：日を間違えました');
  }
  expect((await waitingLines(city.db)).map(({ line }) => line.instruction).sort()).toEqual(all.sort());
  // Once the file was taken out the bank may have it: only a person who asked there gives the lines back.
  const { id, path, bytes } = await sentList();
  expect((await send(RELEASER, `${path}/void`, { reason: '日を間違えました' })).status).toBe(409);
  expect((await send(RELEASER, `${path}/void`, { reason: '日を間違えました', sure: 'yes' })).status).toBe(303);
  expect(await takeInResult(city.db, { id, bytes: resultOf(bytes, ['0', '0', '0']), by: 'x', codes: bankFile.codes })).toEqual({ ok: false, why: 'not-sent' });
  expect(await waitingLines(city.db)).toHaveLength(3);
  // They do not wait for ever either: what no list can take goes back to its case.
  for (const [n, { id: caseId, instruction }] of cases.entries()) {
    expect((await send(CHECKER, '/admin/transfers/back', { line: instruction, reason: '口座が使えません' })).status).toBe(303);
    if (n === 0) expect((await send(CHECKER, '/admin/transfers/back', { line: instruction, reason: '口座が使えません' })).status).toBe(409);
    await city.advance(caseId);
    expect(currentStep((await city.read(caseId)).state)?.step).toBe('advance-account');
  }
  await figures();
}, 120_000);

test('a returned transfer asks for the account again and goes into the next list as a new instruction of the same obligation; a result taken in twice changes nothing', async () => {
  const before = await figures();
  const good = await waitingCase();
  const bad = await waitingCase();
  const opened = await figures();
  const one = await sentList();
  const order = (await linesOfList(city.db, one.id)).map(({ line }) => line.instruction);
  const codes = order.map((instruction) => (instruction === bad.instruction ? '2' : '0'));
  const path = `${one.path}/result`;

  // What does not agree is kept and shown, and moves nothing: another amount, a code nobody knows, another city's file, no file of this kind.
  const wrongYen = resultOf(one.bytes, ['0', 'X']);
  wrongYen[122 + 89] = '7'.charCodeAt(0);
  const fault = await upload(path, wrongYen);
  expect([fault.status, fault.text.includes('合いません')]).toEqual([422, true]);
  const foreign = resultOf(one.bytes, ['0', '0']);
  foreign[102] = '9'.charCodeAt(0);
  for (const bytes of [foreign, resultOf(one.bytes, ['X', 'X'])]) expect((await upload(path, bytes)).status).toBe(303);
  const shown = (await see(CHECKER, one.path)).text;
  for (const sentence of ['このファイルの結果は使いませんでした', '符号「X」の意味が登録されていません']) expect(shown).toContain(sentence);
  expect((await linesOfList(city.db, one.id)).map(({ line }) => line.state)).toEqual(['listed', 'listed']);
  expect(await payments(city).lookUp(bad.instruction.slice(4))).toBe('pending');

  // The taking-in dies before it told the cases: the same file again tells them. A third time changes nothing at all.
  const result = resultOf(one.bytes, codes);
  expect(await takeInResult(city.db, { id: one.id, bytes: result, by: await person(RELEASER), codes: bankFile.codes })).toMatchObject({ ok: true, settled: 1, returned: 1 });
  expect((await city.sql`select state from payment_orders where instruction in ${city.sql(order)}`).map((r) => r.state)).toEqual(['instructed', 'instructed']);
  expect((await upload(path, result)).status).toBe(303);
  expect((await city.sql`select state, reason from payment_orders where instruction = ${bad.instruction}`)[0]).toEqual({ state: 'returned', reason: '口座の名義が違います' });
  const after = await everything();
  expect((await upload(path, result)).status).toBe(303);
  expect((await upload(path, result)).status).toBe(303);
  expect(await everything()).toBe(after);
  expect((await voidList(city.db, { id: one.id, by: 'x', reason: 'x', sure: true }))).toEqual({ ok: false, why: 'has-result' });
  // A later file that says the opposite is kept, and changes no order.
  expect((await upload(path, resultOf(one.bytes, codes.map(() => '0')))).status).toBe(303);
  expect((await see(CHECKER, one.path)).text).toContain('前の結果のままにしました');
  expect((await city.sql`select state from payment_orders where instruction = ${bad.instruction}`)[0]?.state).toBe('returned');

  for (const { id } of [good, bad]) await city.advance(id);
  expect([currentStep((await city.read(good.id)).state)?.step, currentStep((await city.read(bad.id)).state)?.step]).toEqual(['work', 'advance-account']);
  const [correction] = await city.open(bad.id);
  if (!correction) throw new Error('the account was not asked');
  await city.answer(bad.id, correction, 'claim', { ...ACCOUNT, number: '7654321' });
  await goTo(city, bad.id, 'advance-pay');
  // Another account than before waits three working days.
  await city.clockTo((await heldPayments(city.db))[0]?.until ?? 0);
  await city.advance(bad.id);
  on = await bankDay();
  await pay(city, bad.id);
  const [waiting] = await waitingLines(city.db);
  expect(waiting).toMatchObject({ caseId: bad.id, confirmers: 2, line: { account: { number: '7654321' } } });
  expect(waiting?.line.instruction).not.toBe(bad.instruction);
  const two = await sentList();
  const read = parseTransfers(two.bytes);
  expect(read.ok && read.file.lines.map((line) => [line.number, line.yen])).toEqual([['7654321', waiting?.line.yen]]);
  expect((await upload(`${two.path}/result`, resultOf(two.bytes, ['0']))).status).toBe(303);
  await city.advance(bad.id);
  expect(currentStep((await city.read(bad.id)).state)?.step).toBe('work');
  // One obligation, paid once: two orders, one of them settled; committed money did not move, nothing stays reserved.
  const orders = await city.sql`select state, yen::int as yen from payment_orders where case_id = ${bad.id} order by created_at, id`;
  expect(orders.map((o) => o.state).sort()).toEqual(['returned', 'settled']);
  expect(new Set(orders.map((o) => o.yen)).size).toBe(1);
  const now = await figures();
  const yen = Number(orders[0]?.yen);
  expect({ committed: now.committed, reserved: now.reserved, paid: now.paid }).toEqual({ committed: opened.committed, reserved: before.reserved, paid: before.paid + 2 * yen });
}, 120_000);
