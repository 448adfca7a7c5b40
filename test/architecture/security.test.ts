// The page for auditors (docs/security.md): what it names is there, every requirement has its row, and what it says of ways out and of started programs holds.
import { expect, test } from 'vitest';
import { exists, files, read } from './sources.js';

const PAGE = 'docs/security.md';
const page = read(PAGE);
const LAYERS = ['workflows', 'activities', 'api', 'db', 'emails'];

/** ASVS 5.0.0: the level of each requirement of a section, in their order. */
const ASVS: Readonly<Record<string, string>> = {
  '1.1': '22', '1.2': '1111122223', '1.3': '112222222223', '1.4': '222', '1.5': '123', '2.1': '122', '2.2': '112', '2.3': '12223', '2.4': '23',
  '3.1': '3', '3.2': '113', '3.3': '12223', '3.4': '11222233', '3.5': '11122333', '3.6': '3', '3.7': '22333', '4.1': '12233', '4.2': '23333', '4.3': '22', '4.4': '1222',
  '5.1': '2', '5.2': '112333', '5.3': '113', '5.4': '222', '6.1': '122', '6.2': '111111112222', '6.3': '11223333', '6.4': '112233', '6.5': '22222333', '6.6': '2223', '6.7': '33', '6.8': '2222',
  '7.1': '222', '7.2': '1111', '7.3': '22', '7.4': '11222', '7.5': '223', '7.6': '22', '8.1': '1233', '8.2': '1123', '8.3': '133', '8.4': '23', '9.1': '111', '9.2': '1222',
  '10.1': '22', '10.2': '223', '10.3': '22223', '10.4': '1111122222233333', '10.5': '22222', '10.6': '22', '10.7': '222', '11.1': '2233', '11.2': '22233', '11.3': '11233', '11.4': '1222', '11.5': '23', '11.6': '23', '11.7': '33',
  '12.1': '12233', '12.2': '11', '12.3': '22223', '13.1': '2333', '13.2': '222223', '13.3': '2233', '13.4': '1222233', '14.1': '22', '14.2': '12223333', '14.3': '122',
  '15.1': '12233', '15.2': '12233', '15.3': '1222222', '15.4': '3333', '16.1': '2', '16.2': '22222', '16.3': '2222', '16.4': '222', '16.5': '2223', '17.1': '23', '17.2': '22223333', '17.3': '22',
};
/** Where level 3 is the aim. */
const WHOLE = /^(2\.3|2\.4|8\.\d|16\.\d)$/;
const STATES = ['yes', 'part', 'not yet', 'city', '–'];

/** `6.2.1–6.2.12` written out. */
function spelled(items: string): string[] {
  return items.split(', ').flatMap((item) => {
    const [from = '', to = from] = item.split('–');
    const section = from.slice(0, from.lastIndexOf('.'));
    const [first, last] = [from, to].map((one) => Number(one.slice(one.lastIndexOf('.') + 1)));
    return Array.from({ length: (last ?? 0) - (first ?? 0) + 1 }, (_, n) => `${section}.${(first ?? 0) + n}`);
  });
}
const rows = [...page.matchAll(/^\| (\d[\d., –]*) \| ([\d, ]+) \| ([^|]*) \| ([^|]*) \| ([^|]*)\|$/gm)].map(([, items = '', levels = '', state = '', how = '', proof = '']) => ({ items: spelled(items), levels: levels.split(', '), state, how, proof: proof.trim() }));

test('the catalogue has the 345 requirements of the standard: 70, 183 and 92 by level', () => {
  const levels = Object.values(ASVS).join('');
  expect([levels.length, ...['1', '2', '3'].map((level) => levels.split(level).length - 1)]).toEqual([345, 70, 183, 92]);
});

test('every requirement of levels 1 and 2, and of level 3 where that is the aim, has one row with its level, a state, a word and, where it is met, a proof or the reason in plain sight', () => {
  const wanted = Object.entries(ASVS).flatMap(([section, levels]) => [...levels].map((level, n) => ({ item: `${section}.${n + 1}`, level, must: level !== '3' || WHOLE.test(section) })));
  const found = new Map<string, string[]>();
  for (const row of rows) row.items.forEach((item, n) => { found.set(item, [...(found.get(item) ?? []), (row.levels.length === 1 ? row.levels[0] : row.levels[n]) ?? '']); });
  const known = new Map(wanted.map(({ item, level }) => [item, level]));
  const faults = [
    ...wanted.filter(({ item, must }) => must && !found.has(item)).map(({ item }) => `${item} has no row: say how it is met, or why not`),
    ...[...found].flatMap(([item, levels]) => (levels.length > 1 ? [`${item} has ${levels.length} rows: leave one`] : known.get(item) !== levels[0] ? [`${item} is of level ${known.get(item)}, not ${levels[0]}`] : [])),
    ...rows.filter(({ state }) => !STATES.includes(state)).map(({ items, state }) => `${items[0]}: “${state}” is no state; choose one of ${STATES.join(', ')}`),
    ...rows.filter(({ state, how, proof }) => !(how || proof) || (state !== 'yes' && !how)).map(({ items }) => `${items[0]}: say how, or why not`),
  ];
  expect(faults).toEqual([]);
});

test('every file that the page names exists', () => {
  const named = [...page.matchAll(/`([\w/-]+(?:\.[\w-]+)*\.(?:tsx?|mjs|json|md))`|\]\(([\w-]+\.md)\)/g)].map(([, quoted, linked]) => quoted ?? `docs/${linked}`);
  expect(named.length).toBeGreaterThan(100);
  expect([...new Set(named)].filter((file) => !exists(file)).map((file) => `${PAGE} names ${file}, which does not exist: correct the page`)).toEqual([]);
});

test('every setting that the page says opens a way out is one, and code that calls out stands in the files it is about', () => {
  const table = page.slice(page.indexOf('## Outside connections'), page.indexOf('## Who may do what'));
  const settings = [...table.matchAll(/`([A-Z][A-Z0-9_]+)`/g)].map(([, name = '']) => name).filter((name) => name !== 'KYOSO_NO_DOWNLOAD');
  const schema = read('activities/platform/config.ts');
  expect(settings.filter((name) => !schema.includes(`  ${name}: `)).map((name) => `${PAGE}: ${name} is no setting of activities/platform/config.ts`)).toEqual([]);
  const known = ['activities/platform/bank.ts', 'activities/platform/stamp.ts', 'activities/platform/plug.ts', 'activities/platform/mail-port.ts', 'activities/platform/temporal.ts', 'activities/platform/virus-scan.ts', 'activities/worker.ts', 'db/client.ts', 'db/migrate.ts', 'db/roles.ts'];
  const calls = /(?<![.\w])(?:fetch|postgres)\(|new Resend\((?!'re_verify')|createTransport\(|\.connect\(\{|Connection\.lazy\(|https?\.request\(|net\.connect\(/;
  expect(files(...LAYERS).filter((file) => calls.test(read(file)) && !known.includes(file)).map((file) => `${file} calls out: say under “Outside connections” of ${PAGE} what opens it, then add it here`)).toEqual([]);
});

/** Patterns that are made at run time: of legal forms of the house, and of names that are masked, letter by letter escaped. */
const PATTERNS = ['workflows/domain/bank/account.ts', 'workflows/domain/masking.ts'];

/** Opens pictures in a process of its own: a fixed program, bytes through a pipe. */
const STARTS = ['activities/platform/image.ts'];

test('nothing that serves people starts a program, but for the one that opens pictures, or evaluates text, and no more patterns are built than those that escape what they are made of', () => {
  const faults = files(...LAYERS).flatMap((file) => {
    const text = read(file);
    return [...(STARTS.includes(file) ? [] : [[/child_process|worker_threads/, 'starts a program']]), [/\beval\(|new Function\(|from 'node:vm'/, 'evaluates text'], ...(PATTERNS.includes(file) ? [] : [[/new RegExp\((?!['"/])/, 'builds a pattern']])].flatMap(([pattern, what]) => ((pattern as RegExp).test(text) ? [`${file} ${what}: find a way without`] : []));
  });
  expect(faults).toEqual([]);
});
