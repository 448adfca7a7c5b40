// A city with one of everything that an address can name, and somebody in every relation to it.
import { keepLog } from '../../activities/evidence.js';
import { panelHref } from '../../api/routes/panel-door.js';
import { appointDeputy } from '../../db/store/absences.js';
import { currentCall } from '../../db/store/calls.js';
import { startDraft } from '../../db/store/drafts.js';
import { addFile } from '../../db/store/files.js';
import { holdingOf } from '../../db/store/people.js';
import { declareSuspension } from '../../db/store/suspensions.js';
import { leave } from '../../db/store/transfers.js';
import { writeTransfers } from '../../workflows/domain/bank/zengin.js';
import { DAY } from '../../workflows/domain/calendar.js';
import { caseAt } from '../laws/journey.js';
import type { Pages } from '../support/pages.js';
import { fileRound, gather } from '../support/round.js';
import { PROPOSAL } from '../support/sample.js';
import { type Key, PEOPLE, type Place, type Who } from './owner-rules.js';

/** Words that only the case in screening has: where they are read, that case is shown. */
export const MARK = '夕方の居場所の目じるし';

export type Fixture = { readonly place: Place; readonly keys: Readonly<Record<Key, string>>; readonly cookies: Readonly<Record<Who, string>> };

/** The cookie of somebody signed in as the practice city does it. */
export async function cookieOf(pages: Pages, name: string): Promise<string> {
  const [row] = await pages.city.sql`select id from people where name = ${name}`;
  const given = await pages.deps.door.signInAs(new Headers(), { person: String(row?.id), means: 'practice' });
  return given.map((cookie) => cookie.split(';')[0]).join('; ');
}

/** Makes it all. */
export async function makeFixture(pages: Pages): Promise<Fixture> {
  const { city } = pages;
  const one = async (rows: Promise<readonly Record<string, unknown>[]>): Promise<Record<string, string>> => (await rows)[0] as Record<string, string>;
  const idOf = async (name: string) => String((await one(city.sql`select id from people where name = ${name}`)).id);

  const inScreening = await city.submit({ ...PROPOSAL, title: MARK });
  await city.advance(inScreening);
  const other = await city.submit({ ...PROPOSAL, title: 'ほかの案件' });
  await city.advance(other);
  const [check] = await city.open(other);
  if (!check) throw new Error('nobody checks');
  await city.answer(other, check, 'correct', { fields: ['plan'] });
  await city.advance(other);
  // Of this one the links are sent again while the routes are tried.
  const reminded = await city.submit({ ...PROPOSAL, title: 'もう一度送られる案件' });
  await city.advance(reminded);
  const agreed = await caseAt(city, 'advance-claim');
  const round = await fileRound(city, ['一の会']);
  await gather(city, round);

  const requestOf = async (id: string) => one(city.sql`select id, generation, ask_key from requests where case_id = ${id} and state = 'open' order by n limit 1`);
  const keyOf = async (id: string, role: string) => { const row = await one(city.sql`select id, generation from party_keys where case_id = ${id} and role = ${role} and revoked_at is null`); return `${row.id}.${city.links.token('party', String(row.id), Number(row.generation))}`; };
  const draftIn = async (programme: string, track: string) => {
    const call = await currentCall(city.db, programme);
    if (!call) throw new Error(`no call of ${programme}`);
    const { draft } = await startDraft(city.db, call.programme, { call: call.call.id, track, email: 'writer@example.jp', language: 'ja', closesAt: call.call.closesAt });
    return `${draft.id}.${city.links.token('draft', draft.id, draft.generation)}`;
  };
  const [asked, otherAsked] = [await requestOf(inScreening), await requestOf(other)];
  const tokenOf = (row: Record<string, string>) => `${row.id}.${city.links.token('request', String(row.id), Number(row.generation))}`;
  const contact = await keyOf(inScreening, 'contact');
  const oneLetterOff = (key: string) => key.slice(0, -1) + (key.endsWith('A') ? 'B' : 'A');
  const now = await city.now();
  const seat = await holdingOf(city.db, 'panel.member-1', now);
  const file = { id: 'fil_00000000000000000000000001', caseId: inScreening, draft: null, request: null, field: 'files', row: null, name: 'plan.pdf', type: 'application/pdf', bytes: 4, pages: 1, sha256: 'f'.repeat(64), storageKey: 'files/plan', addedAt: now, scan: 'clean' } as const;
  await addFile(city.db, file);
  await pages.deps.storage.putOnce('files/plan', new TextEncoder().encode('plan'));
  const document = await one(city.sql`update documents set storage_key = 'documents/agreement' where case_id = ${agreed} and kind = 'agreement' returning id`);
  await pages.deps.storage.putOnce('documents/agreement', new TextEncoder().encode('agreement'));
  const { payer, profile } = pages.deps.config.BANK_FILE;
  const account = { bank: '0001', branch: '123', accountType: '1', number: '0123456', holder: 'ﾐﾄﾞﾘﾁﾖｳ' } as const;
  const list = writeTransfers(profile, { payer, on: '2026-12-10', orders: [{ id: '1', account, yen: 1_000, edi: '' }] }, { today: '2026-12-07', calendar: { version: '', closed: {} } });
  if (!list.ok) throw new Error(JSON.stringify(list.faults));
  await city.sql`insert into transfer_batches (id, on_date, state, count, sum_yen, sha256, file, made_by, made_at) values ('list-1', '2026-12-10', 'void', 1, 1000, ${'f'.repeat(64)}, ${Buffer.from(list.bytes).toString('base64')}, ${await idOf('松本 久美')}, now())`;
  const suspension = '11111111-1111-4111-8111-111111111111';
  await declareSuspension(city.db, suspension, { scope: 'case', ref: other, from: '2027-01-12', to: '2027-01-13', reason: '休館', legalBasis: '', by: await idOf(PEOPLE.administrator) });
  await appointDeputy(city.db, { post: 'civic.screening', deputy: await idOf(PEOPLE.deputy), from: now, to: now + DAY, by: await idOf(PEOPLE.screening) });

  const callOf = async (programme: string) => String((await one(city.sql`select id from calls where programme = ${programme}`)).id);
  const envelope = await one(city.sql`select id from envelopes where programme = 'citizen-proposal' limit 1`);
  const place: Place = {
    number: (await city.read(inScreening)).row.number, remindNumber: (await city.read(reminded)).row.number, agreedNumber: (await city.read(agreed)).row.number, request: String(asked.id), otherRequest: String(otherAsked.id), file: file.id, document: String(document.id),
    mail: String((await one(city.sql`select id from mails where mail <> 'people/code' limit 1`)).id), call: await callOf('citizen-proposal'), panelCall: round.call, voteCall: await callOf('resident-vote'), envelope: String(envelope.id),
    entry: String((await one(city.sql`select id from envelope_entries where envelope = ${String(envelope.id)} limit 1`)).id), list: 'list-1', suspension, ask: String((await one(city.sql`select key from requests where case_id = ${reminded} and state = 'open' limit 1`)).key),
  };
  const keys: Fixture['keys'] = {
    contact, representative: await keyOf(inScreening, 'representative'), otherContact: await keyOf(other, 'contact'), asked: tokenOf(asked), otherAsked: tokenOf(otherAsked), draft: await draftIn('citizen-proposal', 'full'), otherDraft: await draftIn('town-idea', 'idea'),
    panel: panelHref(pages.deps, round.call, String(seat?.id)).slice('/panel/'.length), forged: oneLetterOff(contact), forgedAsk: oneLetterOff(tokenOf(asked)), unknown: `key_${'0'.repeat(26)}.${'A'.repeat(43)}`, none: 'x',
  };
  if (city.parts.evidence) await keepLog(city.db, city.parts.evidence.notary, null);
  const cookies = Object.fromEntries(await Promise.all(Object.entries(PEOPLE).map(async ([who, name]) => [who, name === null ? '' : await cookieOf(pages, name)]))) as Record<Who, string>;
  await leave(city.db, city.links, { person: await idOf(PEOPLE.gone), at: await city.now() });
  return { place, keys, cookies };
}
