// What a README says is there: paths, commands, settings.
import path from 'node:path';
import { expect, test } from 'vitest';
import { exists, files, LAYERS, read } from './sources.js';

const READMES = ['README.md', ...LAYERS.map((layer) => `${layer}/README.md`)];
const TOP = ['workflows', 'activities', 'api', 'db', 'emails', 'test', 'scripts'];
/** Made when the system runs, so not in the repository. */
const MADE = ['.kyoso/', 'secrets.json', '.env'];
const scripts = (JSON.parse(read('package.json')) as { scripts: Record<string, string> }).scripts;

/** What looks like a path inside backticks or as the target of a link: it has a slash at its end or a known ending. */
function pathsIn(text: string): string[] {
  const code = text.replace(/```[\s\S]*?```/g, '');
  const quoted = [...code.matchAll(/`([^`]+)`/g)].flatMap(([, inside = '']) => inside.split(/[\s,]+/));
  const linked = [...code.matchAll(/\]\(([^)#]+)\)/g)].map(([, target = '']) => target).filter((target) => !/^[a-z]+:/.test(target));
  return [...quoted, ...linked].filter((word) => /^[.\w*/-]+$/.test(word) && (/\.(tsx?|mjs|cjs|md|json|yml|sql)$/.test(word) || /^[\w.-]+(\/[\w.-]+)*\/$/.test(word) || word === '.env.example') && !MADE.includes(word));
}

/** Whether a path that a README names exists: from its own folder, from the top, beside the path named before it, or as a pattern. */
function found(named: string, readme: string, before: string): boolean {
  const places = [path.join(path.dirname(readme), named), named, path.join(path.dirname(before), named)];
  if (!named.includes('*')) return places.some(exists);
  const pattern = new RegExp(`(^|/)${named.replace(/[.]/g, '\\.').replace(/\*/g, '[^/]*')}$`);
  return files(...TOP).some((file) => pattern.test(file));
}

test('every layer has a README of at most sixty lines', () => {
  const faults = READMES.flatMap((readme) => {
    if (!exists(readme)) return [`${readme} is missing: say purpose, imports, shape of a file, how to add, mistakes, decisions`];
    const lines = read(readme).trimEnd().split('\n').length;
    return readme !== 'README.md' && lines > 60 ? [`${readme} has ${lines} lines: shorten it to 60`] : [];
  });
  expect(faults).toEqual([]);
});

test('every path that a README names exists', () => {
  const faults = READMES.flatMap((readme) => {
    let before = readme;
    return pathsIn(read(readme)).flatMap((named) => {
      const right = found(named, readme, before);
      if (right && exists(named)) before = named;
      return right ? [] : [`${readme} names ${named}, which does not exist: correct the README`];
    });
  });
  expect(faults).toEqual([]);
});

test('every function that the trace of the README names stands in the file named beside it', () => {
  const faults = [...read('README.md').matchAll(/`([a-z][A-Za-z]+)` in `([\w/.-]+\.tsx?)`/g)].filter(([, name, file]) => !new RegExp(`\\b${name}\\b`).test(exists(file ?? '') ? read(file ?? '') : '')).map(([, name, file]) => `README.md: ${name} is not in ${file}`);
  expect(faults).toEqual([]);
});

test('every command that a README names is a script of package.json, and every script starts a file that exists', () => {
  const named = READMES.flatMap((readme) => [...read(readme).matchAll(/npm (?:run ([\w:-]+)|(start|test))/g)].map(([, run, own]) => ({ readme, command: run ?? own ?? '' })));
  const unknown = named.filter(({ command }) => !(command in scripts)).map(({ readme, command }) => `${readme} names npm run ${command}: package.json has no such script`);
  const dead = Object.entries(scripts).flatMap(([name, script]) => (script.match(/[\w/.-]+\.(?:mjs|ts)\b/g) ?? []).filter((file) => !exists(file)).map((file) => `package.json: npm run ${name} starts ${file}, which does not exist: add it or remove the script`));
  const untold = Object.keys(scripts).filter((name) => !named.some(({ readme, command }) => readme === 'README.md' && command === name)).map((name) => `README.md does not name npm run ${name}: add it to the table of commands`);
  expect([...unknown, ...dead, ...untold]).toEqual([]);
});

/** The keys of the configuration's schema, read from its source so that nothing of it has to be exported for a test. */
function schemaKeys(): string[] {
  const [, body = ''] = /z\.object\(\{([\s\S]*?)\n\}\)/.exec(read('activities/platform/config.ts')) ?? [];
  return [...body.matchAll(/^ {2}([A-Z_]+):/gm)].map(([, key = '']) => key);
}

test('.env.example names every variable of the configuration, and none that nobody reads', () => {
  const example = [...read('.env.example').matchAll(/^# ?([A-Z][A-Z_0-9]+)=/gm)].map(([, key = '']) => key);
  const keys = schemaKeys();
  expect(keys.length).toBeGreaterThan(10);
  const readers = [read('docker-compose.yml'), ...files('scripts', 'activities', 'db', 'test/support').map(read)].join('\n');
  const faults = [
    ...keys.filter((key) => !example.includes(key)).map((key) => `.env.example lacks ${key}: add it with one line that says what it is`),
    ...example.filter((key) => !keys.includes(key) && !new RegExp(`\\b${key}\\b`).test(readers)).map((key) => `.env.example names ${key}, which nothing reads: remove it`),
    ...example.filter((key, n) => example.indexOf(key) !== n).map((key) => `.env.example names ${key} twice: keep one`),
  ];
  expect(faults).toEqual([]);
});
