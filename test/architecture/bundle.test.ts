// What Temporal replays: only what may be, and little of it.
import path from 'node:path';
import ts from 'typescript';
import { beforeAll, expect, test } from 'vitest';
import { workflowBundle } from '../../activities/platform/workflow-bundle.js';
import { exists, read, ROOT } from './sources.js';

const MOST_MB = 0.7;
/** Lines of one screen. */
const SCREEN = 60;
const PACKAGES = /\/node_modules\/(@temporalio\/(workflow|common)|nexus-rpc|ms|long)(\/|$)/;

let code = '';
let sources: string[] = [];
beforeAll(async () => {
  const bundle = (await workflowBundle(null)).code;
  const [before = '', map = ''] = bundle.split('//# sourceMappingURL=data:application/json;charset=utf-8;base64,');
  code = before;
  sources = (JSON.parse(Buffer.from(map, 'base64').toString('utf8')) as { sources: string[] }).sources;
});

/** Our own files in the bundle. The library adds an entry of its own, which is no file. */
const ours = (): string[] => sources.filter((source) => source.startsWith(ROOT) && !source.includes('node_modules')).map((source) => path.relative(ROOT, source).split(path.sep).join('/')).filter(exists);

test('the workflow bundle holds only the files of workflows/ that are replayed, and the library', () => {
  expect(ours().length).toBeGreaterThan(4);
  const faults = sources
    .filter((source) => path.isAbsolute(source))
    .filter((source) => !PACKAGES.test(source.split(path.sep).join('/')))
    .map((source) => path.relative(ROOT, source).split(path.sep).join('/'))
    .filter((file) => file.includes('node_modules') || !file.startsWith('workflows/') || file.startsWith('workflows/programmes/'))
    .map((file) => `${file} is in the workflow bundle: import it as a type, or leave it to an activity`);
  expect(faults).toEqual([]);
});

test('the bundle stays small, and few lines of our own are replayed', () => {
  const lines = ours().map((file) => ({ file, lines: read(file).split('\n').filter((line) => line.trim() !== '' && !/^\s*(\/\/|\/?\*)/.test(line)).length }));
  const sum = lines.reduce((n, one) => n + one.lines, 0);
  const mb = Buffer.byteLength(code) / 1_000_000;
  console.log(`Temporal replays ${sum} lines of our own code in ${lines.length} files; the bundle has ${mb.toFixed(2)} MB without its source map.`);
  expect(mb, `the bundle has ${mb.toFixed(2)} MB: find what the workflows import since it was below ${MOST_MB} MB`).toBeLessThan(MOST_MB);
  expect(sum, `${sum} lines are replayed: move decisions to the rules, which activities call`).toBeLessThan(400);
});

const parsed = (file: string): ts.SourceFile => ts.createSourceFile(file, read(file), ts.ScriptTarget.Latest, true);

test('the entry of the bundle exports workflows and nothing else', () => {
  const entry = parsed('workflows/index.ts');
  const faults: string[] = [];
  const names: string[] = [];
  for (const statement of entry.statements) {
    const clause = ts.isExportDeclaration(statement) ? statement.exportClause : undefined;
    if (!ts.isExportDeclaration(statement) || !clause || !ts.isNamedExports(clause) || !statement.moduleSpecifier) {
      faults.push(`workflows/index.ts: "${statement.getText().slice(0, 60)}" is not an export by name from a file; write export { x } from './x.js'`);
      continue;
    }
    const file = path.posix.join('workflows', (statement.moduleSpecifier as ts.StringLiteral).text.replace(/\.js$/, '.ts'));
    for (const { name } of clause.elements) {
      names.push(name.text);
      const made = parsed(file).statements.find((s): s is ts.FunctionDeclaration => ts.isFunctionDeclaration(s) && s.name?.text === name.text);
      if (!made?.modifiers?.some((m) => m.kind === ts.SyntaxKind.AsyncKeyword)) faults.push(`workflows/index.ts exports ${name.text}, which is not an async function of ${file}: Temporal would take it for a workflow`);
      else if (!made.type?.getText().startsWith('Promise<')) faults.push(`${file}: ${name.text} does not say what it returns; write : Promise<void>`);
    }
  }
  expect(names).toContain('programmeCase');
  expect(faults).toEqual([]);
});

test('the loop fits on one screen', () => {
  const file = parsed('workflows/cases/programme-case.ts');
  const faults = file.statements.filter(ts.isFunctionDeclaration).map((one) => ({ name: one.name?.text, lines: one.getText().split('\n').length })).filter((one) => one.lines > SCREEN).map((one) => `${one.name} has ${one.lines} lines: a loop that must be scrolled is not a loop of a few lines`);
  expect(file.statements.filter(ts.isFunctionDeclaration).map((one) => one.name?.text)).toContain('programmeCase');
  expect(faults).toEqual([]);
});
