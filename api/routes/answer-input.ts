// What an answer starts with, and what came in with it: typed values, and files that belong to a field and to a row of it.
import type { Deps } from '../deps.js';
import type { Db } from '../../db/client.js';
import { fileById, filesOfRequest, removeFile } from '../../db/store/files.js';
import { type Loaded, requestFrom } from '../../db/store/load.js';
import type { RequestRow } from '../../db/store/requests.js';
import { contextOf } from '../../workflows/domain/advance.js';
import { formAnswers } from '../../workflows/domain/cases.js';
import { BUDGET_ROWS, type Field, type Input, RECEIPT_ROWS } from '../../workflows/domain/fields.js';
import { reportOf } from '../../workflows/domain/steps/determination.js';
import { receiptsOf } from '../../workflows/domain/steps/report.js';
import { type Choice, list } from '../../workflows/domain/steps/step.js';
import { takeUploads } from './uploads.js';

/** A file that could not be taken: the input it was sent in, and why. */
export type FileFault = { readonly at: string; readonly line: string };

export const several = (value: unknown): string[] => (Array.isArray(value) ? value : value === undefined || value === '' ? [] : [value]).map(String);

/** What the fields of a request start with: the form's answers, the report as it stands, what was spent. */
export function startOf({ programme, state, env }: Loaded, row: RequestRow): Input {
  const request = requestFrom(row);
  if (request.what === 'correction') return formAnswers(state);
  const run = state.steps.find((r) => r.step === request.step && r.round === request.round);
  if (run?.kind !== 'determination') return {};
  const report = reportOf(contextOf(programme, state, run, env) as never);
  return request.what === 'report' ? report : request.what === 'report-check' ? { recognised: report.spent } : {};
}

/** An earlier report as its form has it: one name for each part of each receipt. */
export function asTyped(start: Input): Input {
  const rows = receiptsOf(start as never);
  if (rows.length === 0) return start;
  const { receipts: _, ...rest } = start;
  return { ...rest, ...Object.fromEntries(rows.flatMap(({ files, ...parts }, n) => [...Object.entries(parts).map(([part, value]) => [`receipts.${n}.${part}`, value ?? ''] as const), [`receipts.${n}.keep`, files] as const])) };
}

/** Stores what was uploaded with a choice, each file under its field and row. */
export async function takeAnswerFiles(deps: Deps, row: RequestRow, choice: Choice, body: Readonly<Record<string, unknown>>): Promise<FileFault[]> {
  const faults: FileFault[] = [];
  const take = async (at: string, field: string, place: number | null) => {
    const { faults: lines } = await takeUploads(deps, body[at], { caseId: row.caseId, request: row.id, draft: null, field, row: place });
    faults.push(...lines.map((line) => ({ at, line })));
  };
  for (const field of choice.fields) {
    const at = `${choice.id}.${field.id}`;
    if (field.kind === 'files') await take(at, field.id, null);
    if (field.kind === 'receipts') for (let n = 0; n < RECEIPT_ROWS; n++) for (const part of ['photo', 'file']) await take(`${at}.${n}.${part}`, field.id, n);
  }
  return faults;
}

/**
 * The input of one choice with its files: those that were uploaded to this request, and of an earlier version those that were kept. Ids that were
 * only sent count for nothing, so that nobody can name a file of another case.
 */
export async function withFiles(db: Db, request: string, fields: readonly Field[], input: Input, before: Input): Promise<Input> {
  if (!fields.some((field) => field.kind === 'files' || field.kind === 'receipts')) return input;
  const sent = await filesOfRequest(db, request);
  const own = (field: string, row: number | null) => sent.filter((file) => (file.field ?? field) === field && file.row === row).map((file) => file.id);
  const out: Record<string, unknown> = { ...input };
  for (const { kind, id } of fields) {
    if (kind === 'files') out[id] = [...list(before[id]).filter((file) => several(input[`${id}.keep`]).includes(file)), ...own(id, null)];
    if (kind !== 'receipts') continue;
    const known = receiptsOf(before as never).flatMap((one) => one.files);
    const given = input[id];
    if (Array.isArray(given)) out[id] = given.map((one) => ({ ...one, files: several(one?.files).filter((file) => known.includes(file) || sent.some((row) => row.id === file)) }));
    else for (let n = 0; n < RECEIPT_ROWS; n++) {
      const files = [...several(input[`${id}.${n}.keep`]).filter((file) => known.includes(file)), ...own(id, n)];
      if (files.length > 0) out[`${id}.${n}.files`] = files;
    }
  }
  return out;
}

/** What of a post belongs to one choice, without its prefix. */
export function inputOf(choice: Choice, typed: Input): Input {
  return Object.fromEntries(Object.entries(typed).filter(([name]) => name.startsWith(`${choice.id}.`)).map(([name, value]) => [name.slice(choice.id.length + 1), value]));
}

/** Whether a press changes only the form: more rows, a sum computed, a bank looked for, a file or a row taken away, back from the last look. */
export const changesForm = (typed: Input): boolean => ['rows', 'calculate', 'find', 'back'].includes(String(typed.do)) || typeof typed.remove === 'string' || typeof typed.clear === 'string';

/** Does what such a press says; what was typed comes back as it stands after it. */
export async function formChanged(deps: Deps, row: RequestRow, choices: readonly Choice[], typed: Input, now: number): Promise<Input> {
  if (typeof typed.remove === 'string') {
    const file = await fileById(deps.db, typed.remove);
    if (file?.request === row.id) await removeFile(deps.db, file.id, now);
  }
  const fields = choices.flatMap((choice) => choice.fields.map((field) => ({ field, at: `${choice.id}.${field.id}` })));
  const rows = (at: string) => Number(typed[`${at}.rows`] ?? 0);
  if (typeof typed.clear === 'string') {
    const [, at = '', n = ''] = /^(.+)\.(\d+)$/.exec(typed.clear) ?? [];
    const found = fields.find((one) => one.at === at && one.field.kind === 'receipts');
    if (!found) return typed;
    for (const file of await filesOfRequest(deps.db, row.id)) if (file.field === found.field.id && file.row === Number(n)) await removeFile(deps.db, file.id, now);
    return { ...Object.fromEntries(Object.entries(typed).filter(([name]) => !name.startsWith(`${typed.clear}.`))), [`${at}.rows`]: rows(at) - 1 };
  }
  if (typed.do !== 'rows') return typed;
  return { ...typed, ...Object.fromEntries(fields.flatMap(({ field, at }) => (field.kind === 'budget' ? [[`${at}.rows`, Math.min(BUDGET_ROWS, rows(at) + 5)]] : field.kind === 'receipts' ? [[`${at}.rows`, Math.min(RECEIPT_ROWS, rows(at) + 1)]] : []))) };
}
