// An act is whole or not at all: what happens when the database refuses at the last moment, and that nothing is rewritten afterwards.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type City, makeCity } from '../support/city.js';
import { PROPOSAL } from '../support/sample.js';
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
