/** @jsxImportSource hono/jsx */
// No text that somebody types comes alive anywhere: 500 and more of them through every field and every way out.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { renderDocument } from '../../activities/documents/index.js';
import { makeLog } from '../../activities/platform/logger.js';
import { safeName } from '../../activities/platform/upload.js';
import { csv } from '../../api/csv.js';
import { redact } from '../../api/middleware/hardening.js';
import { faultSentence } from '../../api/pages/components/faults.js';
import { FieldView } from '../../api/pages/components/fields.js';
import { ValueView } from '../../api/pages/components/parts.js';
import { type Field, readFields } from '../../workflows/domain/fields.js';
import { formFields, type Programme } from '../../workflows/domain/programmes.js';
import { PROGRAMMES } from '../../workflows/programmes/index.js';
import { ALIVE, CORPUS, tagsOf } from './corpus.js';

/** Every field of every form of the city, one of each kind and limit. */
const FIELDS: readonly Field[] = [...new Map(PROGRAMMES.flatMap((programme: Programme) => formFields(programme)).map((field) => [`${field.kind}/${field.id}`, field])).values()];
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are looked for
const HIDDEN = /[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\uFEFF\u2028\u2029]|\p{Cs}/u;
const skeleton = (html: string): string => tagsOf(html).map((tag) => tag.replace(/"[^"]*"/g, '""')).join('');
test('the corpus has 500 texts and more, and the fields are those of all programmes', () => {
  expect(CORPUS.length).toBeGreaterThan(500);
  expect(FIELDS.length).toBeGreaterThan(15);
});

test('every field reads every text without breaking, and what it keeps has no hidden character, and one line where there is one', () => {
  const faults: string[] = [];
  for (const field of FIELDS) for (const text of CORPUS) {
    const { values } = readFields([field], { [field.id]: text, [`${field.id}.costs.0.what`]: text, [`${field.id}.costs.0.head`]: text, [`${field.id}.costs.0.yen`]: text });
    const kept = values[field.id];
    if (typeof kept !== 'string') continue;
    if (HIDDEN.test(kept)) faults.push(`${field.kind} keeps something hidden of ${JSON.stringify(text.slice(0, 40))}`);
    if (field.kind !== 'longtext' && kept.includes('\n')) faults.push(`${field.kind} ${field.id} keeps a line break of ${JSON.stringify(text.slice(0, 40))}`);
  }
  expect(faults).toEqual([]);
});

test('a field shown again with what was typed, its fault, and its value have the tags they have with a harmless text', () => {
  const faults: string[] = [];
  const kinds = [...new Map(FIELDS.filter((field) => !['files', 'budget', 'consent'].includes(field.kind)).map((field) => [field.kind, field])).values()];
  for (const field of kinds) {
    const shown = (text: string): string => String(<div><FieldView field={field} typed={{ [field.id]: text }} faults={readFields([field], { [field.id]: text }).faults.slice(0, 0)} />{['text', 'longtext', 'kana', 'email', 'tel'].includes(field.kind) ? <ValueView field={field} value={text} /> : ''}<p>{faultSentence({ at: field.id, code: 'private-character', facts: { label: field.label, char: text } })}</p></div>);
    const harmless = skeleton(shown('みどり'));
    for (const text of CORPUS) if (skeleton(shown(text)) !== harmless || tagsOf(shown(text)).some((tag) => ALIVE.test(tag.replace(/"[^"]*"/g, '""')))) faults.push(`${field.kind}: ${JSON.stringify(text.slice(0, 60))}`);
  }
  expect(faults).toEqual([]);
});

test('in a table for other programs every text stays one cell, and none is a formula', () => {
  const rows = CORPUS.map((text) => [text, 1, text]);
  const cells = csv(rows).slice(1).match(/(?:"(?:[^"]|"")*"|[^",\r\n]*)(?:,|\r\n)/g) ?? [];
  expect(cells).toHaveLength(CORPUS.length * 3);
  const open = cells.filter((cell) => '=+-@\t\r\0'.includes(cell.replace(/^"/, '').charAt(0) || 'x') && !/^-?\d/.test(cell));
  expect(open).toEqual([]);
});

test('a name of a file, a line of the log and a path in it stay one line without a key', () => {
  const lines: string[] = [];
  const log = makeLog('test', 'info', { write: (line: string) => void lines.push(line) });
  for (const text of CORPUS) {
    const header = encodeURIComponent(safeName(text, 'application/pdf'));
    if (!/^[\w.!~*'()%-]+$/.test(header)) throw new Error(`a header with ${header}`);
    log.info({ path: redact(`/a/req_0.${text}`), text }, text);
  }
  expect(lines).toHaveLength(CORPUS.length);
  for (const line of lines) expect(line.trimEnd().split(/[\r\n]/)).toHaveLength(1);
});

test('a letter prints hostile words as words: it is one PDF that does nothing', async () => {
  const words = CORPUS.map((text) => text.slice(0, 80));
  const text = (n: number): string => words.slice(n * 60, n * 60 + 60).join(' ');
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kyoso-letter-'));
  for (let n = 0; n < Math.ceil(words.length / 60); n++) {
    const bytes = await renderDocument('refusal-letter', { city: '市', mayor: text(n).slice(0, 60), office: { name: '課', tel: '0' }, number: '2026-CP-0001', title: text(n).slice(0, 200), group: text(n).slice(0, 100), representative: '代表', programme: '提案', legalBasis: 'guideline', date: '2026-12-24', fiscalYear: 2027, amountYen: 0, working: [], conditions: '', reasons: text(n), lead: '', joint: [], approvals: [], history: [] } as never);
    expect(Buffer.from(bytes).toString('latin1')).not.toMatch(/\/(JavaScript|OpenAction|Launch|EmbeddedFile|URI)\b/);
    fs.writeFileSync(path.join(folder, 'letter.pdf'), bytes);
  }
  try {
    expect(execFileSync('pdftotext', [path.join(folder, 'letter.pdf'), '-'], { encoding: 'utf8' })).toContain('2026-CP-0001');
  } catch (error) {
    if ((error as { code?: string }).code !== 'ENOENT') throw error;
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}, 60_000);
