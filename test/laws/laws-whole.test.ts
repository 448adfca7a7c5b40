// What is done is whole or not at all: when the database refuses at the last moment, when two things meet at the close, and that nothing is rewritten afterwards.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { currentCall } from '../../db/store/calls.js';
import { submitDraft } from '../../db/store/cases.js';
import { savePage, startDraft } from '../../db/store/drafts.js';
import { type City, makeCity } from '../support/city.js';
import { IDEA, PROPOSAL } from '../support/sample.js';
import { CITIZEN } from './journey.js';

let city: City;
let id: string;
beforeAll(async () => {
  city = await makeCity();
  id = await city.submit(PROPOSAL);
  await city.advance(id);
  await city.sql`create function refuse() returns trigger language plpgsql as $$ begin raise exception 'the disk is full'; end $$`;
});
afterAll(() => city.close());

const ask = () => city.free(id, 'question', { subject: '日程', text: 'いつ決まりますか' }, CITIZEN);
const written = async () => (await city.sql`select (select count(*)::int from events where case_id = ${id}) as events, (select count(*)::int from acts where case_id = ${id}) as acts, (select count(*)::int from mails where scope = ${id}) as mails, (select count(*)::int from requests where case_id = ${id}) as requests, (select parked_cause from cases where id = ${id}) as parked`)[0];

test('when the commit of an act is refused, its mails were never queued, and the same act later queues them', async () => {
  const before = await written();
  await city.sql`create constraint trigger refuse_act after insert on acts deferrable initially deferred for each row execute function refuse()`;
  await expect(ask()).rejects.toThrow();
  await city.sql`drop trigger refuse_act on acts`;
  expect(await written()).toEqual(before);
  expect((await ask()).outcome).toBe('accepted');
  const after = await written();
  expect([Number(after?.mails) > Number(before?.mails), Number(after?.acts) - Number(before?.acts), after?.parked]).toEqual([true, 1, null]);
});

test('what the database refuses while the rules write is thrown to the caller: nothing is written and no case is parked for it', async () => {
  const before = await written();
  await city.sql`create trigger refuse_event before insert on events for each row when (new.type = 'act.taken') execute function refuse()`;
  await expect(ask()).rejects.toThrow();
  await city.sql`drop trigger refuse_event on events`;
  expect(await written()).toEqual(before);
});

test('an event, an answer of the form and a published programme are never changed or deleted', async () => {
  for (const statement of ["update events set type = 'note'", 'delete from events', "update case_answers set values = '{}'", 'delete from case_answers', "update programmes set definition = '{}'", 'delete from programmes']) await expect(city.sql.unsafe(statement), statement).rejects.toThrow(/append-only/);
});

test('a submission waits for whoever is closing its call, and is refused by what then holds', async () => {
  const found = await currentCall(city.db, 'town-idea');
  if (!found) throw new Error('a call');
  const { call, programme } = found;
  const { draft } = await startDraft(city.db, programme, { call: call.id, track: 'idea', email: 'a@example.jp', language: 'ja', closesAt: call.closesAt });
  await savePage(city.db, draft.id, 'all', IDEA as never, true);
  let submitting: Promise<unknown> = Promise.resolve();
  await city.sql.begin(async (closing) => {
    await closing`select 1 from calls where id = ${call.id} for no key update`;
    submitting = submitDraft(city.db, city.links, { draft: draft.id, paper: false }).then((s) => (s.ok ? 'accepted' : s.faults), (error: { publicKey?: string }) => error.publicKey);
    await new Promise((later) => setTimeout(later, 500));
    await closing`update calls set state = 'closed' where id = ${call.id}`;
  });
  expect(await submitting).toBe('call-closed');
  expect(await city.sql`select 1 from cases where draft = ${draft.id}`).toHaveLength(0);
});
