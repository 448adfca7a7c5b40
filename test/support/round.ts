// A call of the themed subsidy as its panel meets it: filed, checked, closed, gathered.
import { currentCall } from '../../db/store/calls.js';
import { takeAct } from '../../db/store/acts.js';
import type { Relation } from '../../workflows/domain/panel.js';
import { goTo } from '../laws/journey.js';
import type { City } from './city.js';
import { PROPOSAL } from './sample.js';

export const MEMBERS = [1, 2, 3, 4, 5].map((n) => `panel.member-${n}`);
export const CRITERIA = ['publicness', 'citizenship', 'growth', 'feasibility', 'independence'];
export type Round = { readonly call: string; readonly ids: readonly string[] };
/** What stands in every application of a round and may be read by nobody too early. */
export const PLAN = '毎月の第二土曜に集会所でひらく秘密の計画';

/** Files one application for each group; 400,000 yen are asked for unless `askedYen` says so. */
export async function fileRound(city: City, groups: readonly string[], askedYen: readonly number[] = []): Promise<Round> {
  await city.sql`update calls set state = 'open' where programme = 'theme-subsidy' and state = 'scheduled'`;
  const call = (await currentCall(city.db, 'theme-subsidy'))?.call.id ?? '';
  const ids: string[] = [];
  for (const [n, groupName] of groups.entries()) {
    const yen = askedYen[n] ?? 400_000;
    ids.push(await city.submit({ ...PROPOSAL, title: `事業その${n + 1}`, plan: PLAN, groupName, budget: { costs: [{ head: 'supplies', what: '用品', yen: yen * 1.25 }], ownYen: yen / 4, feesYen: 0, otherGrantsYen: 0, askedYen: yen } }, 'theme-subsidy'));
  }
  return { call, ids };
}

/** Closes the call, checks all papers and lets each case look: the panel is asked. */
export async function gather(city: City, { call, ids }: Round): Promise<void> {
  await closeCall(city, call);
  for (const id of ids) await goTo(city, id, 'score');
  for (const id of ids) await city.advance(id);
}

/** The call is closed at this instant. */
export async function closeCall(city: City, call: string): Promise<void> {
  await city.sql`update calls set closes_at = kyoso_now(), state = 'closed' where id = ${call}`;
}

/** A member's word on a case, as the page of the call takes it. */
export async function declare(city: City, id: string, post: string, relation: Relation) {
  return takeAct(city.db, city.links, { caseId: id, act: { kind: 'free', verb: 'declare', input: { relation } }, by: await city.holder(post), via: 'link' });
}

/** All members declare that they have no tie, and score: `points` of a member for each case, spread over the criteria. */
export async function scoreAll(city: City, { ids }: Round, points: (n: number, member: number) => number): Promise<void> {
  for (const [n, id] of ids.entries()) {
    for (const post of MEMBERS) await declare(city, id, post, 'none');
    for (const request of await city.open(id)) {
      const member = MEMBERS.indexOf(request.to.kind === 'post' ? request.to.post : '');
      if (member >= 0) await city.answer(id, request, 'score', spread(points(n, member)));
    }
    await city.advance(id);
  }
}

/** So many points over the five criteria, ten at most for each. */
export const spread = (points: number): Record<string, string> => Object.fromEntries(CRITERIA.map((c, n) => [c, String(Math.floor(points / 5) + (n < points % 5 ? 1 : 0))]));
