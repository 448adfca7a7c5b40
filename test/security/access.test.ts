// Every route x every kind of person x every kind of key, over HTTP with real sessions and real links (attack family A5). The table is `owner-rules.ts`.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { endedPage, faultPage, NOT_THERE } from '../../api/pages/ended.js';
import { makePages, type Pages } from '../support/pages.js';
import { cookieOf, type Fixture, makeFixture, MARK } from './fixture.js';
import { type Key, KEYS, OWNER_RULES, PEOPLE, type Rule, type Who } from './owner-rules.js';

let practice: Pages;
let real: Pages;
let fixture: Fixture;
let administrator = '';
beforeAll(async () => {
  practice = await makePages();
  real = await makePages({ SIGN_IN: 'city', SIGN_IN_KEY: 'sign-in-key-'.repeat(4), SEALED_SECRET_SHA256: 'a'.repeat(64) });
  fixture = await makeFixture(practice);
  administrator = await cookieOf(real, PEOPLE.administrator);
}, 60_000);
afterAll(async () => { await practice?.close(); await real?.close(); });

type Answer = { readonly status: number; readonly to: string; readonly body: string };
const methodOf = ({ route }: Rule): string => { const [method = 'GET'] = route.split(' '); return method === 'ALL' ? 'GET' : method; };
/** Routes of the real ways to sign in are asked in a city that has them. */
const isReal = ({ route }: Rule): boolean => / \/signin\/(city|passkeys|auth|link|code|sealed)/.test(route);

/** Asks as a browser of this site does. */
async function ask(rule: Rule, cookie: string, key = 'x', at?: string): Promise<Answer> {
  const pages = isReal(rule) ? real : practice;
  const json = rule.json !== undefined;
  const writes = methodOf(rule) !== 'GET';
  const response = await fetch(pages.origin + (at ?? rule.at(fixture.place, key)), {
    method: methodOf(rule), redirect: 'manual', headers: { cookie, origin: pages.origin, 'sec-fetch-site': 'same-origin', ...(writes ? { 'content-type': json ? 'application/json' : 'application/x-www-form-urlencoded' } : {}), ...rule.headers?.(fixture.place) },
    ...(writes ? { body: json ? JSON.stringify(rule.json) : new URLSearchParams(rule.body?.(fixture.place)).toString() } : {}),
  });
  return { status: response.status, to: response.headers.get('location') ?? '', body: await response.text() };
}

const bytes = async (page: unknown): Promise<string> => String(await page);
const isNotThere = async ({ status, body }: Answer): Promise<boolean> => status === 404 && body.endsWith(await bytes(faultPage(NOT_THERE)));
const isEnded = async ({ status, body }: Answer): Promise<boolean> => status === 200 && body.endsWith(await bytes(endedPage()));
const isSignIn = ({ status, to }: Answer): boolean => status === 303 && to.startsWith('/signin?to=');
/** What a refusal of each kind is. */
const REFUSALS: Readonly<Record<Extract<Rule, { rule: 'key' }>['refusal'], (answer: Answer) => Promise<boolean>>> = {
  ended: isEnded, 'not-there': isNotThere, problem: async ({ status, body }) => status === 404 && body.startsWith('{"type":"/problems/not-there"'), start: async ({ status, to }) => status === 303 && to === '/apply/citizen-proposal',
};
/** Runs the cells of a rule, some at a time, and collects what is wrong. */
async function wrongIn(cells: readonly (() => Promise<string | null>)[]): Promise<string[]> {
  const found: string[] = [];
  const left = [...cells];
  const worker = async () => { for (let cell = left.shift(); cell; cell = left.shift()) { const wrong = await cell(); if (wrong) found.push(wrong); } };
  await Promise.all(Array.from({ length: 6 }, worker));
  return found.sort();
}
const told = (rule: Rule, who: string, { status, to, body }: Answer, what: string): string => `${rule.route} as ${who}: ${what}, got ${status} ${to} ${body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ').slice(0, 120)}`;
const rulesOf = <K extends Rule['rule']>(kind: K) => OWNER_RULES.filter((rule): rule is Extract<Rule, { rule: K }> => rule.rule === kind);
const WHO = Object.keys(PEOPLE) as Who[];

test('a page of the desk or the office is for those its rule names: others see what is not there, byte for byte, and who is not signed in or has left is sent to sign in', async () => {
  let cells = 0;
  const wrong = await wrongIn(rulesOf('people').flatMap((rule) => WHO.filter((who) => !isReal(rule) || who === 'stranger' || who === 'administrator').map((who) => async () => {
    if (rule.refusalsOnly && rule.may.includes(who)) return null;
    cells++;
    const cookie = isReal(rule) && who === 'administrator' ? administrator : fixture.cookies[who];
    const answer = await ask(rule, cookie);
    if (who === 'stranger' || who === 'gone') return isSignIn(answer) ? null : told(rule, who, answer, 'should be sent to sign in');
    if (rule.may.includes(who)) return (await isNotThere(answer)) || isSignIn(answer) || answer.status >= 500 || answer.status === 403 ? told(rule, who, answer, 'may, and was refused') : null;
    if (!(await isNotThere(answer))) return told(rule, who, answer, 'should see what is not there');
    const nowhere = rule.nowhere ? await ask(rule, cookie, 'x', rule.nowhere(fixture.place)) : answer;
    return nowhere.status === answer.status && nowhere.body === answer.body ? null : told(rule, who, nowhere, 'not yours and not there differ');
  })));
  expect(wrong).toEqual([]);
  expect(cells).toBeGreaterThan(700);
}, 60_000);

test('a key opens its own thing and nothing else: another kind, another case’s, a forged, an unknown and no key get the same bytes', async () => {
  let cells = 0;
  const wrong = await wrongIn(rulesOf('key').flatMap((rule) => KEYS.map((name: Key) => async () => {
    cells++;
    const key = fixture.keys[name];
    const answer = await ask(rule, rule.refusal === 'start' ? `kyoso_draft=${key}` : '', key);
    const refused = await REFUSALS[rule.refusal](answer);
    if (!rule.opens.includes(name)) return refused ? null : told(rule, name, answer, 'opens what it should not');
    if (refused || answer.status >= 500) return told(rule, name, answer, 'should open it');
    return rule.shows && answer.body.includes(MARK) && !rule.shows.includes(name) ? told(rule, name, answer, 'shows another case') : null;
  })));
  expect(wrong).toEqual([]);
  expect(cells).toBe(rulesOf('key').length * KEYS.length);
}, 60_000);

test('a session opens nothing that a key opens, but the files and documents of a case its holder may read', async () => {
  const wrong = await wrongIn(rulesOf('key').flatMap((rule) => WHO.map((who) => async () => {
    const answer = await ask(rule, fixture.cookies[who], fixture.keys.unknown);
    const refused = await REFUSALS[rule.refusal](answer);
    if (rule.also?.includes(who)) return refused || answer.status !== 200 ? told(rule, who, answer, 'may read it') : null;
    return refused ? null : told(rule, who, answer, 'opens by a session');
  })));
  expect(wrong).toEqual([]);
}, 60_000);

test('what is for everybody answers a stranger, an officer and an administrator alike', async () => {
  const wrong = await wrongIn(rulesOf('everybody').map((rule) => async () => {
    const answers = [await ask(rule, ''), await ask(rule, isReal(rule) ? administrator : fixture.cookies.outsider), await ask(rule, isReal(rule) ? administrator : fixture.cookies.administrator)];
    const [first] = answers;
    return first && first.status < 500 && !isSignIn(first) && answers.every(({ status }) => status === first.status) ? null : told(rule, 'everybody', answers.find(({ status }) => status !== first?.status) ?? answers[0] as Answer, `answers ${answers.map(({ status }) => status).join(', ')}`);
  }));
  expect(wrong).toEqual([]);
});

test('what wants another proof refuses whoever comes without it, an administrator too', async () => {
  const wrong = await wrongIn(rulesOf('proof').flatMap((rule) => ['stranger', 'administrator'].map((who) => async () => {
    // Whoever signs out loses the session: that is its owner's to do, and nobody else's session ends.
    const cookie = who === 'stranger' || rule.route === 'POST /signout' ? '' : isReal(rule) ? administrator : fixture.cookies.administrator;
    const answer = await ask({ ...rule, headers: () => ({ 'x-forwarded-for': '203.0.113.9' }) }, cookie);
    return answer.status === rule.without ? null : told(rule, who, answer, `without ${rule.of} it should be ${rule.without}`);
  })));
  expect(wrong).toEqual([]);
});
