// What the import table cannot see: SQL, the environment and notes to oneself in the wrong place.
import { expect, test } from 'vitest';
import { at, files, linesWith, read } from './sources.js';

/** Reads of the environment that are processes' first lines: they hand it to the schema. */
const READS_ENVIRONMENT = ['activities/platform/config.ts', 'db/migrate.ts'];

test('no SQL is written outside the store', () => {
  const faults = linesWith(/\bsql`|\bsql\.raw\(|\.(select|insert|delete)\(\)?\s*\.?(from|into)?\b.*\b(db|tx)\b|\b(db|tx)\.(select|insert|update|delete|execute)\(/, files('api', 'emails', 'workflows', 'activities')).map((line) => `${at(line)} writes SQL: make it a verb in db/store`);
  expect(faults).toEqual([]);
});

test('the environment is read in one place', () => {
  const faults = linesWith(/process\.env\b/, files('api', 'activities', 'db', 'emails', 'workflows'))
    .filter(({ file, text }) => !READS_ENVIRONMENT.includes(file) && !/readConfig\(process\.env\)/.test(text))
    .map((line) => `${at(line)} reads the environment: add the setting to activities/platform/config.ts and take it from there`);
  expect(faults).toEqual([]);
});

test('nothing is left to do in a comment', () => {
  // Put together here, so that this file does not find itself.
  const mark = new RegExp(`\\b(${['TO-DO', 'FIX-ME', 'X-XX'].map((word) => word.replace('-', '')).join('|')})\\b`);
  const faults = files('workflows', 'activities', 'api', 'db', 'emails', 'scripts', 'test').flatMap((file) => read(file).split('\n').flatMap((text, n) => (mark.test(text) ? [`${file}:${n + 1} leaves something to do: do it, or say in a README what is not there yet`] : [])));
  expect(faults).toEqual([]);
});

test('the rules read no clock, no chance and no locale', () => {
  const faults = linesWith(/\bDate\.now\(|new Date\(\)|Math\.random\(|\bIntl\.|toLocale\w+\(|localeCompare\(|crypto\./, files('workflows')).map((line) => `${at(line)} makes a rule depend on where and when it runs: take the instant from ctx.env.now, order by code points`);
  expect(faults).toEqual([]);
});

test('React stays in the mails', () => {
  const faults = linesWith(/from 'react(-dom)?[/']|@react-email/, files('workflows', 'activities', 'api', 'db')).map((line) => `${at(line)} imports React: pages are Hono JSX, mails are in emails/`);
  expect(faults).toEqual([]);
});

test('no file has a name that says nothing', () => {
  const faults = files('workflows', 'activities', 'api', 'db', 'emails', 'scripts', 'test').filter((file) => !/^[a-z0-9.-]+$/.test(file.split('/').at(-1) ?? '') || /(^|\/)(utils?|helpers?|common|misc|managers?)(\/|\.)/.test(file)).map((file) => `${file}: name it in kebab-case after what it holds`);
  expect(faults).toEqual([]);
});
