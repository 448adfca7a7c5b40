// Every route has an owner rule: who may use it stands in one table (`test/security/owner-rules.ts`), which the tests there try line by line.
import { expect, test } from 'vitest';
import { readConfig } from '../../activities/platform/config.js';
import { makeApp } from '../../api/app.js';
import type { Deps } from '../../api/deps.js';
import { OWNER_RULES } from '../security/owner-rules.js';

/** What the application really routes, in the practice city and in a real one. Middleware for all addresses is no route. */
function routed(): readonly string[] {
  const of = (SIGN_IN: string) => {
    const config = readConfig({ DATABASE_URL: 'postgres://nowhere', LINK_KEY: 'k'.repeat(32), SIGN_IN, SEALED_SECRET_SHA256: 'a'.repeat(64) });
    return makeApp({ config } as Deps).routes.map(({ method, path }) => `${method} ${path}`);
  };
  return [...new Set([...of('demo'), ...of('city')])].filter((route) => !/^ALL \/(hooks\/)?\*$/.test(route));
}

/** Faults of a table of rules against the routes that are there. */
function faultsOf(routes: readonly string[], rules: readonly string[]): readonly string[] {
  return [
    ...routes.filter((route) => !rules.includes(route)).map((route) => `${route} has no owner rule: say in test/security/owner-rules.ts who may use it`),
    ...rules.filter((rule) => !routes.includes(rule)).map((rule) => `test/security/owner-rules.ts has ${rule}, which is no route: remove it`),
    ...rules.filter((rule, n) => rules.indexOf(rule) !== n).map((rule) => `${rule} has two owner rules: keep one`),
  ];
}

test('every route has exactly one owner rule, and every rule its route', () => {
  const routes = routed();
  expect(routes.length).toBeGreaterThan(140);
  expect(faultsOf(routes, OWNER_RULES.map(({ route }) => route))).toEqual([]);
});

test('a new route without a rule, a rule without a route and a second rule are found', () => {
  expect(faultsOf(['GET /a', 'GET /new'], ['GET /a', 'GET /a', 'GET /old'])).toEqual([
    'GET /new has no owner rule: say in test/security/owner-rules.ts who may use it', 'test/security/owner-rules.ts has GET /old, which is no route: remove it', 'GET /a has two owner rules: keep one',
  ]);
});
