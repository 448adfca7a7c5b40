// The import table of the house (docs: "The house"): who may import whom. Every rule forbids what is not named.

/** @param {string} name @param {string} comment @param {object} from @param {object} to */
const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

const OURS = '^(workflows|activities|api|db|emails|test|scripts)/';
const CORE = ['core'];
/** A package, whatever kind npm calls it. @param {string[]} names */
const packages = (...names) => names.map((name) => `(^|/)node_modules/${name}/`);

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    rule('no-circles', 'A circle has no first file to read.', {}, { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } }),
    rule('resolvable', 'Every import leads somewhere.', {}, { couldNotResolve: true }),
    rule('no-catch-all-names', 'A name says what is inside.', {}, { path: '/(util|utils|helper|helpers|common|misc|manager|managers)[./]', pathNot: '(^|/)node_modules/' }),

    rule('domain-stands-alone', 'Pure types and rules: nothing but each other.', { path: '^workflows/domain/' }, { pathNot: '^workflows/domain/' }),
    rule('programmes-are-data', 'Definitions read the domain and nothing else.', { path: '^workflows/programmes/' }, { pathNot: '^workflows/(domain|programmes)/' }),
    rule('programmes-come-from-seeds', 'A running case reads its pinned row; the files are read by seeding, tests and scripts only.', { path: OURS, pathNot: '^(workflows/programmes/|db/seeds/|test/|scripts/)' }, { path: '^workflows/programmes/' }),
    rule('contracts-are-types', 'Interfaces over the domain.', { path: '^workflows/contracts/' }, { pathNot: '^workflows/(domain|contracts)/' }),
    rule(
      'workflows-in-the-sandbox',
      'What Temporal replays sees the domain, the contracts and its own library.',
      { path: '^workflows/', pathNot: '^workflows/(domain|programmes|contracts)/' },
      { pathNot: ['^workflows/(?!programmes/)', ...packages('@temporalio/workflow', '@temporalio/common')] },
    ),

    rule('db-knows-data-only', 'Domain, drizzle and the driver; the calendar data and the tool for migrations where they are used.', { path: '^db/' }, { path: OURS, pathNot: ['^db/', '^workflows/(domain|programmes)/'] }),
    rule('db-packages', 'No Temporal, Hono or React near the data; of the sign-in only how it reaches its tables.', { path: '^db/' }, { dependencyTypes: ['npm', 'npm-dev'], pathNot: packages('drizzle-orm', 'drizzle-kit', 'postgres', '@holiday-jp/holiday_jp', 'better-auth') }),

    rule('emails-read-the-domain', 'Templates know the domain and each other.', { path: '^emails/' }, { path: OURS, pathNot: ['^emails/', '^workflows/domain/'] }),
    rule('emails-see-no-world', 'No environment, network or clock: a retried mail is the same mail.', { path: '^emails/' }, { dependencyTypes: CORE }),
    rule('emails-packages', 'React and its mail components.', { path: '^emails/' }, { dependencyTypes: ['npm', 'npm-dev'], pathNot: packages('@react-email/[a-z]+', 'react', 'react-dom', '@types/react') }),

    rule('activities-stay-thin', 'Contracts, domain, store and their own adapters.', { path: '^activities/', pathNot: '^activities/platform/' }, { path: OURS, pathNot: ['^activities/', '^db/', '^workflows/(domain|contracts)/'] }),
    rule('platform-adapts', 'Adapters may also render mails and documents, and know workflow names and types.', { path: '^activities/platform/' }, { path: OURS, pathNot: ['^activities/platform/', '^activities/documents/(render|copy-cover)', '^db/', '^emails/', '^workflows/(domain|contracts)/'], dependencyTypesNot: ['type-only'] }),

    rule('api-goes-through-the-store', 'Domain, store and platform; of workflows only names and types.', { path: '^api/' }, { path: OURS, pathNot: ['^api/', '^db/', '^activities/platform/', '^workflows/(domain|contracts)/'], dependencyTypesNot: ['type-only'] }),
    rule('api-writes-no-sql', 'All SQL is in db/store.', { path: '^api/' }, { path: packages('drizzle-orm', 'postgres') }),
    rule('api-has-no-schema', 'Tables are read and written by the store only.', { path: '^(api|activities)/' }, { path: '^db/schema/' }),
    rule('nothing-imports-tests', 'Tests and scripts are read by nobody but themselves.', { path: OURS, pathNot: '^(test|scripts)/' }, { path: '^(test|scripts)/' }),
    rule('scripts-import-no-tests', '', { path: '^scripts/' }, { path: '^test/' }),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.(json|css|ttf)$' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'], extensions: ['.ts', '.tsx', '.mjs', '.cjs', '.js'] },
  },
};
