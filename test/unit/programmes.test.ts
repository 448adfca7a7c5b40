import { expect, test } from 'vitest';
import { checkProgramme } from '../../workflows/domain/check-programme.js';
import type { Programme } from '../../workflows/domain/programmes.js';
import { citizenProposal } from '../../workflows/programmes/citizen-proposal.js';
import { PROGRAMMES } from '../../workflows/programmes/index.js';

const departments = ['civic', 'children', 'welfare', 'environment', 'culture', 'parks'];
const posts = [...new Set(JSON.stringify(PROGRAMMES).match(/"(?:civic|finance|panel|planning|legal|mayor|parks|district)\.[a-z0-9-]+"/g)?.map((p) => p.slice(1, -1)))];
const without = <T extends object, K extends keyof T>(o: T, k: K): Omit<T, K> => { const { [k]: _, ...rest } = o; return rest; };

test('every registered programme is without fault and survives a JSON round trip', () => {
  for (const programme of PROGRAMMES) {
    expect(checkProgramme(programme, { posts, departments })).toEqual([]);
    expect(JSON.parse(JSON.stringify(programme))).toEqual(programme);
  }
});

test('the checker names every fault at once', () => {
  const [submission, screening, ...rest] = citizenProposal.stages;
  const check = screening?.steps[0];
  if (!submission || !screening || check?.kind !== 'formal-check') throw new Error('the programme starts with a formal check');
  const broken = {
    ...citizenProposal,
    code: 'proposal',
    stages: [submission, { ...screening, steps: [{ ...check, by: 'nobody.here', on: { ...without(check.on, 'expired'), refused: { go: { step: 'nowhere' } } } }] }, ...rest],
  } as Programme;
  const faults = checkProgramme(broken, { posts, departments });
  expect(faults).toEqual(expect.arrayContaining([
    'citizen-proposal code: must be two capital letters',
    'citizen-proposal check: does not say where outcome expired leads',
    'citizen-proposal check refused: leads to a step nowhere that does not exist',
    'citizen-proposal check: asks a post nobody.here that does not exist',
  ]));
});

test('no file of the engine names a programme', async () => {
  const { readFileSync, readdirSync } = await import('node:fs');
  const files = ['workflows/domain', 'workflows/domain/steps', 'workflows/cases', 'workflows/payments', 'db/store', 'activities', 'activities/platform'].flatMap((folder) => readdirSync(folder).filter((f) => f.endsWith('.ts')).map((f) => `${folder}/${f}`));
  expect(files.filter((file) => PROGRAMMES.some((p) => readFileSync(file, 'utf8').includes(`'${p.id}'`)))).toEqual([]);
});
