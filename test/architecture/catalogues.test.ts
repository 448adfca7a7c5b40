// Closed lists: every mail, event, step kind, fault and refusal is defined, used and put into words.
import { expect, test } from 'vitest';
import { SENTENCES, STATUS } from '../../api/errors.js';
import { faultSentence } from '../../api/pages/components/faults.js';
import { ERROR_CODES } from '../../db/store/errors.js';
import { TEMPLATES } from '../../emails/index.js';
import { EVENT_TYPES } from '../../workflows/domain/cases.js';
import { FAULT_CODES } from '../../workflows/domain/fields.js';
import { MAIL_IDS } from '../../workflows/domain/mail.js';
import { rulesOf } from '../../workflows/domain/steps/index.js';
import { STEP_KINDS } from '../../workflows/domain/steps/kinds.js';
import { PROGRAMMES } from '../../workflows/programmes/index.js';
import { at, files, linesWith, read } from './sources.js';

/** The text of these files without the lines that only list. */
const textOf = (...named: string[]): string => named.map(read).join('\n');
const without = (all: string[], ...left: string[]): string[] => all.filter((file) => !left.some((name) => file.startsWith(name)));

test('every mail has a template and is sent somewhere', () => {
  const senders = textOf(...without(files('workflows', 'db', 'api', 'activities'), 'workflows/domain/mail.ts', 'workflows/domain/mail-about.ts', 'workflows/domain/words.ts', 'api/pages/'));
  const faults = [
    ...MAIL_IDS.filter((id) => typeof TEMPLATES[id] !== 'function').map((id) => `mail ${id} has no template: add it to emails/index.ts`),
    ...Object.keys(TEMPLATES).filter((id) => !(MAIL_IDS as string[]).includes(id)).map((id) => `emails/index.ts has ${id}, which is no mail: add it to workflows/domain/mail.ts or remove it`),
    ...MAIL_IDS.filter((id) => !senders.includes(`'${id}'`)).map((id) => `mail ${id} is never sent: let a step kind, programme, act or route send it, or remove it from workflows/domain/mail.ts`),
  ];
  expect(faults).toEqual([]);
});

test('every event is written somewhere and has its sentence', () => {
  const writers = textOf(...without(files('workflows/domain', 'db/store'), 'workflows/domain/cases.ts'));
  const words = read('api/pages/event-words.ts');
  const faults = [
    ...EVENT_TYPES.filter((type) => !writers.includes(`type: '${type}'`)).map((type) => `event ${type} is never written: let the rules write it or remove it from workflows/domain/cases.ts`),
    ...EVENT_TYPES.filter((type) => !words.includes(`'${type}':`)).map((type) => `event ${type} has no sentence: add one to api/pages/event-words.ts`),
    ...EVENT_TYPES.filter((type) => !read('workflows/domain/cases.ts').includes(`case '${type}'`)).map((type) => `event ${type} has no key or is not applied: see keyOf and apply in workflows/domain/cases.ts`),
  ];
  expect(faults).toEqual([]);
});

test('every step kind has its rules and is played by a programme or a test', () => {
  const played = new Set<string>(PROGRAMMES.flatMap((programme) => programme.stages.flatMap((stage) => stage.steps.map((step) => step.kind))));
  const tests = textOf(...without(files('test'), 'test/architecture/'));
  const faults = STEP_KINDS.flatMap((kind) => {
    const rules = rulesOf(kind) as ReturnType<typeof rulesOf> | undefined;
    if (!rules) return [`step kind ${kind} has no rules: add a line to workflows/domain/steps/index.ts`];
    return [
      ...(rules.outcomes.length > 0 ? [] : [`step kind ${kind} has no outcomes: it can never end`]),
      ...(played.has(kind) || tests.includes(`'${kind}'`) ? [] : [`step kind ${kind} is used by no programme and no test: use it or remove it from workflows/domain/steps/kinds.ts`]),
    ];
  });
  expect(faults).toEqual([]);
});

test('every fault of a form can happen and has its sentence', () => {
  const [, list = ''] = /FAULT_CODES = \[([\s\S]*?)\] as const/.exec(read('workflows/domain/fields.ts')) ?? [];
  const makers = textOf(...without(files('workflows/domain', 'api/routes', 'db/store'), 'workflows/domain/words.ts')).replace(list, '');
  const unheard = FAULT_CODES.filter((code) => {
    const sentence = faultSentence({ at: 'x', code, facts: { label: '名前', line: 1, max: 1, min: 1, is: 1, over: 1, from: '2026-04-01', to: '2026-04-01' } });
    return sentence === '' || /undefined|NaN/.test(sentence);
  });
  const faults = [
    ...FAULT_CODES.filter((code) => !makers.split('\n').some((line) => line.includes(`'${code}'`) && /fault|code/.test(line))).map((code) => `fault ${code} never happens: produce it or remove it from workflows/domain/fields.ts`),
    ...unheard.map((code) => `fault ${code} has no good sentence: see api/pages/components/faults.tsx`),
  ];
  expect(faults).toEqual([]);
});

test('every refusal of the store has a status and a sentence, and no sentence is left over', () => {
  const thrown = linesWith(/new DomainError\(/, files('db', 'api', 'activities', 'workflows')).flatMap((line) => [...line.text.matchAll(/new DomainError\('([A-Z_]+)', '([a-z-]+)'/g)].map(([, code = '', key = '']) => ({ line, code, key })));
  expect(thrown.length).toBeGreaterThan(5);
  const keys = new Set(thrown.map(({ key }) => key));
  const faults = [
    ...ERROR_CODES.filter((code) => !(code in STATUS)).map((code) => `error code ${code} has no status: add it to STATUS in api/errors.ts`),
    ...thrown.filter(({ code }) => !(ERROR_CODES as readonly string[]).includes(code)).map(({ line, code }) => `${at(line)} throws ${code}, which is not in ERROR_CODES`),
    ...[...keys].filter((key) => !(key in SENTENCES)).map((key) => `refusal ${key} (${thrown.filter((one) => one.key === key).map(({ line }) => at(line)).join(', ')}) has no sentence: add it to SENTENCES in api/errors.ts`),
    ...Object.keys(SENTENCES).filter((key) => !keys.has(key)).map((key) => `api/errors.ts has a sentence for ${key}, which nothing throws: remove it`),
  ];
  expect(faults).toEqual([]);
});
