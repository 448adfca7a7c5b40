// What the rules once decided they decide again: recorded decisions of every release are fed to this code with the definition of their time.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { rulesOf } from '../../workflows/domain/steps/index.js';
import { STEP_KINDS } from '../../workflows/domain/steps/kinds.js';
import { PROGRAMMES } from '../../workflows/programmes/index.js';
import { begin, type Header, play, type RecordedLife } from './decisions.js';

const FOLDER = fileURLToPath(new URL('./decisions', import.meta.url));
const recordings = fs.readdirSync(FOLDER).filter((name) => name.endsWith('.jsonl.gz')).sort().map((file) => {
  const [header, ...lives] = gunzipSync(fs.readFileSync(path.join(FOLDER, file))).toString('utf8').split('\n').map((line) => JSON.parse(line) as unknown);
  return { file, header: header as Header, lives: lives as RecordedLife[] };
});

/** Plays a life again; returns the first place where the rules say something else. */
function firstDifference(header: Header, life: RecordedLife): string | null {
  let state = begin(header, life.seed, life.start);
  for (const [n, entry] of life.entries.entries()) {
    const next = play(header, state, entry.at, entry.fed);
    if (JSON.stringify(next.said) !== JSON.stringify(entry.said)) return `life ${life.seed}, entry ${n} ${JSON.stringify(entry.fed).slice(0, 200)}:\nsaid  ${entry.said.join(' | ')}\nsays  ${next.said.join(' | ')}`;
    state = next.state;
  }
  return null;
}

describe('recorded decisions', () => {
  test.each(recordings)('$file: the rules decide today as they did when it was recorded', ({ header, lives }) => {
    const differences = lives.flatMap((life) => firstDifference(header, life) ?? []);
    expect(differences.slice(0, 3), 'a step kind whose meaning must change gets a new name; a mere addition to what is said gets a new recording beside a note why').toEqual([]);
  });

  test('every step kind of a published programme was decided in a recording', () => {
    const decided = new Set(recordings.flatMap(({ header, lives }) => {
      const kinds = new Map(header.programme.stages.flatMap((s) => s.steps).map((s) => [s.id, s.kind]));
      return lives.flatMap((l) => l.entries.flatMap((e) => e.said.flatMap((s) => kinds.get(/^step\.opened:([^#]+)#/.exec(s)?.[1] ?? '') ?? [])));
    }));
    const used = new Set(PROGRAMMES.flatMap((p) => p.stages.flatMap((s) => s.steps.map((step) => step.kind))));
    expect([...used].filter((kind) => !decided.has(kind))).toEqual([]);
    for (const kind of decided) expect(STEP_KINDS).toContain(kind);
  });

  test('a rule that decides otherwise is noticed', () => {
    const [recording] = recordings;
    if (!recording) throw new Error('something is recorded');
    const rules = rulesOf('formal-check') as { settle: unknown };
    const { settle } = rules;
    rules.settle = () => ({ outcome: 'accepted', result: {} });
    try {
      expect(recording.lives.some((life) => firstDifference(recording.header, life) !== null)).toBe(true);
    } finally {
      rules.settle = settle;
    }
  });
});
