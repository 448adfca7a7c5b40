// Who may use each route: one table. A route that is not in it fails `npm run check`; every line is tried over HTTP with every kind of person and every kind of key.

/** Who comes with a session, and what they are to the case in screening. `gone` left the city after signing in; `deputy` stands in for `screening`; `outsider` was never asked about any case. */
export const PEOPLE = {
  stranger: null, gone: '長谷川 蓮', screening: '佐藤 美咲', deputy: '渡辺 花子', office: '鈴木 健一', head: '高橋 直子', outsider: '村上 節子', payer: '佐々木 学', finance: '井上 大輔', panel: '森 一郎', administrator: '管理者 阿部 純',
} as const;
export type Who = keyof typeof PEOPLE;
/** Keys that somebody may hold. `asked` and `contact` belong to the case in screening, `other…` to another one; `forged` is the contact's with one letter changed. */
export const KEYS = ['contact', 'representative', 'otherContact', 'asked', 'otherAsked', 'draft', 'otherDraft', 'panel', 'forged', 'forgedAsk', 'unknown', 'none'] as const;
export type Key = (typeof KEYS)[number];

/** What the addresses are made of: ids of the things that the fixture made, and of things that are not there. */
export type Place = Readonly<Record<'number' | 'remindNumber' | 'agreedNumber' | 'request' | 'otherRequest' | 'file' | 'document' | 'mail' | 'call' | 'panelCall' | 'voteCall' | 'envelope' | 'entry' | 'list' | 'suspension' | 'ask', string>>;

type Sent = { readonly at: (p: Place, key: string) => string; readonly body?: (p: Place) => Readonly<Record<string, string>>; readonly json?: unknown; readonly headers?: (p: Place) => Readonly<Record<string, string>> };
export type Rule = Sent & { readonly route: string } & (
  /** Anybody: the answer does not depend on who asks. */
  | { readonly rule: 'everybody' }
  /** Signed in and one of these; others see what is not there, who is not signed in is sent to sign in. `nowhere`: the same address with something that does not exist. */
  | { readonly rule: 'people'; readonly may: readonly Who[]; readonly nowhere?: (p: Place) => string; /** The fixture has none of these, or they cannot be undone: only those are tried who may not. */ readonly refusalsOnly?: true }
  /** Whoever bears one of these keys; `also` by session. `shows`: which of them open what belongs to the case in screening. */
  | { readonly rule: 'key'; readonly opens: readonly Key[]; readonly shows?: readonly Key[]; readonly also?: readonly Who[]; readonly refusal: 'ended' | 'problem' | 'not-there' | 'start' }
  /** Whoever proves something else: a signature, a place, a secret. What is sent here lacks it. */
  | { readonly rule: 'proof'; readonly of: string; readonly without: number }
);

const SIGNED_IN = ['screening', 'deputy', 'office', 'head', 'outsider', 'payer', 'finance', 'panel', 'administrator'] as const satisfies readonly Who[];
const ADMINISTRATORS: readonly Who[] = ['administrator'];
const OF_CASE: readonly Who[] = ['screening', 'deputy', 'office', 'administrator'];
const OF_AGREED: readonly Who[] = ['screening', 'deputy', 'office', 'head', 'finance', 'panel', 'administrator'];
const ASKED: readonly Who[] = ['screening', 'deputy'];
const LEDGER_READERS: readonly Who[] = ['payer', 'finance', 'administrator'];
const TRANSFER_READERS: readonly Who[] = ['payer', 'administrator'];
const PAYERS: readonly Who[] = ['payer'];
const VOTE_OFFICE: readonly Who[] = ['screening', 'deputy', 'office', 'head', 'administrator'];
const PARTY: readonly Key[] = ['contact', 'representative', 'otherContact'];
const OWN_PARTY: readonly Key[] = ['contact', 'representative'];
const LINKS: readonly Key[] = ['asked', 'otherAsked'];
const DRAFTS: readonly Key[] = ['draft', 'otherDraft'];
const NOBODY = '2026-CP-9999';

const everybody = (route: string, at?: string, more: Partial<Sent> = {}): Rule => ({ route, rule: 'everybody', at: () => at ?? route.split(' ')[1] ?? '/', ...more });
const people = (route: string, may: readonly Who[], at: Sent['at'], nowhere?: (p: Place) => string, body?: Sent['body']): Rule => ({ route, rule: 'people', may, at, ...(nowhere ? { nowhere } : {}), ...(body ? { body } : {}) });
/** A page of the office or the desk without anything in its address. */
const page = (route: string, may: readonly Who[], body?: Sent['body']): Rule => people(route, may, () => route.split(' ')[1] ?? '/', undefined, body);
const refusals = (route: string, at: string): Rule => ({ route, rule: 'people', may: ADMINISTRATORS, refusalsOnly: true, at: () => at });
const proof = (route: string, of: string, without: number, at?: string): Rule => ({ route, rule: 'proof', of, without, at: () => at ?? route.split(' ')[1] ?? '/' });

const vote = (method: string, tail: string, may: readonly Who[] = VOTE_OFFICE): Rule => people(`${method} /admin/calls/:id/public-vote${tail}`, may, (p) => `/admin/calls/${p.voteCall}/public-vote${tail}`, () => `/admin/calls/cal_none/public-vote${tail}`);
const transfer = (tail: string): Rule => people(`POST /admin/transfers/:id/${tail}`, PAYERS, (p) => `/admin/transfers/${p.list}/${tail}`, () => `/admin/transfers/none/${tail}`);
const ledger = (tail: string, body?: Sent['body']): Rule => people(`POST /admin/ledger/:id/${tail}`, ADMINISTRATORS, (p) => `/admin/ledger/${p.envelope}/${tail}`, () => `/admin/ledger/none/${tail}`, body);

export const OWNER_RULES: readonly Rule[] = [
  // What anybody may read, and the doors that anybody may knock at.
  ...['GET /healthz', 'GET /assets/style.css', 'GET /assets/staff.css', 'GET /assets/passkey.js', 'GET /favicon.ico', 'GET /openapi.json', 'GET /api', 'GET /api/programmes', 'GET /', 'GET /programmes', 'GET /accessibility', 'GET /cases', 'GET /find', 'POST /find', 'GET /a', 'POST /a', 'GET /signin', 'POST /signin', 'GET /evidence', 'GET /evidence/checkpoint', 'GET /evidence/heads', 'GET /evidence/leaves', 'GET /evidence/proof', 'GET /evidence/consistency', 'GET /evidence/log'].map((route) => everybody(route)),
  everybody('GET /evidence/heads/:id{[0-9]{1,15}(\\.tsr)?}', '/evidence/heads/1'), everybody('GET /programmes/:id', '/programmes/citizen-proposal'), everybody('GET /api/programmes/:code', '/api/programmes/citizen-proposal'),
  everybody('GET /cases/:number', undefined, { at: (p) => `/cases/${p.number}` }), everybody('GET /api/cases/:number', undefined, { at: (p) => `/api/cases/${p.number}` }), everybody('GET /cases/:number/evidence', undefined, { at: (p) => `/cases/${p.number}/evidence` }),
  everybody('GET /vote/:call', undefined, { at: (p) => `/vote/${p.voteCall}` }), everybody('POST /vote/:call', undefined, { at: (p) => `/vote/${p.voteCall}` }), everybody('GET /vote/:call/ballots', undefined, { at: (p) => `/vote/${p.voteCall}/ballots` }), everybody('GET /vote/:call/ballots.pb', undefined, { at: (p) => `/vote/${p.voteCall}/ballots.pb` }),
  everybody('GET /apply/:programme', '/apply/citizen-proposal'), everybody('POST /apply/:programme', '/apply/citizen-proposal'), everybody('POST /api/draft', undefined, { json: { programme: 'citizen-proposal', track: 'none', email: 'x@example.jp' } }), everybody('ALL /api/*', '/api/nothing'),
  // Proofs of another kind.
  proof('POST /hooks/mail', 'signature of the mail provider', 503), proof('POST /hooks/bank', 'signature of the bank', 503), proof('GET /metrics', 'this machine, or the bearer token', 404),
  proof('POST /signout', 'one’s own session, which it ends', 303),
  // The practice city only.
  ...['GET /demo', 'POST /demo/be', 'POST /demo/time'].map((route) => everybody(route)),
  // The real ways to sign in: not in the practice city.
  proof('POST /signin/city', 'a sign-in service', 404), page('GET /signin/passkeys', SIGNED_IN), page('POST /signin/passkeys/remove', SIGNED_IN), proof('ALL /signin/auth/*', 'one of the library’s open paths', 404, '/signin/auth/get-session'),
  everybody('POST /signin/link', undefined, { body: () => ({ email: 'x' }) }), everybody('GET /signin/code'), proof('POST /signin/code', 'the browser that asked, and the code', 422), everybody('GET /signin/link/:key', '/signin/link/x'), proof('POST /signin/link/:key', 'the browser that asked, and the key', 200, '/signin/link/x'),
  everybody('GET /signin/sealed'), proof('POST /signin/sealed', 'the secret from the safe', 422),
  // Keys from mails.
  { route: 'GET /a/:key', rule: 'key', opens: LINKS, shows: ['asked'], refusal: 'ended', at: (_p, key) => `/a/${key}` }, { route: 'POST /a/:key', rule: 'key', opens: LINKS, shows: ['asked'], refusal: 'ended', at: (_p, key) => `/a/${key}` },
  { route: 'GET /api/a/:key', rule: 'key', opens: LINKS, shows: ['asked'], refusal: 'problem', at: (_p, key) => `/api/a/${key}` }, { route: 'POST /api/a/:key/code', rule: 'key', opens: LINKS, refusal: 'problem', at: (_p, key) => `/api/a/${key}/code`, json: {} }, { route: 'POST /api/a/:key/answer', rule: 'key', opens: LINKS, refusal: 'problem', at: (_p, key) => `/api/a/${key}/answer`, json: { choice: 'none' } },
  { route: 'GET /mine/:key', rule: 'key', opens: PARTY, shows: OWN_PARTY, refusal: 'ended', at: (_p, key) => `/mine/${key}` }, { route: 'GET /mine/:key/evidence', rule: 'key', opens: PARTY, shows: OWN_PARTY, refusal: 'not-there', at: (_p, key) => `/mine/${key}/evidence` },
  { route: 'GET /mine/:key/requests/:id', rule: 'key', opens: ['otherContact'], refusal: 'ended', at: (p, key) => `/mine/${key}/requests/${p.otherRequest}` }, { route: 'POST /mine/:key/requests/:id', rule: 'key', opens: ['otherContact'], refusal: 'ended', at: (p, key) => `/mine/${key}/requests/${p.otherRequest}` },
  { route: 'GET /mine/:key/:verb', rule: 'key', opens: PARTY, shows: OWN_PARTY, refusal: 'ended', at: (_p, key) => `/mine/${key}/withdraw` }, { route: 'POST /mine/:key/:verb', rule: 'key', opens: PARTY, shows: OWN_PARTY, refusal: 'ended', at: (_p, key) => `/mine/${key}/withdraw` },
  { route: 'GET /api/mine/:key', rule: 'key', opens: PARTY, shows: OWN_PARTY, refusal: 'problem', at: (_p, key) => `/api/mine/${key}` }, { route: 'POST /api/mine/:key/code', rule: 'key', opens: PARTY, refusal: 'problem', at: (_p, key) => `/api/mine/${key}/code`, json: { verb: 'withdraw' } }, { route: 'POST /api/mine/:key/:verb', rule: 'key', opens: PARTY, refusal: 'problem', at: (_p, key) => `/api/mine/${key}/question`, json: { values: {} } },
  { route: 'GET /draft/:key', rule: 'key', opens: DRAFTS, refusal: 'ended', at: (_p, key) => `/draft/${key}` }, { route: 'GET /api/draft/:key', rule: 'key', opens: DRAFTS, refusal: 'problem', at: (_p, key) => `/api/draft/${key}` },
  { route: 'PUT /api/draft/:key/pages/:page', rule: 'key', opens: ['draft'], refusal: 'problem', at: (_p, key) => `/api/draft/${key}/pages/group`, json: { values: {} } }, { route: 'POST /api/draft/:key/submit', rule: 'key', opens: DRAFTS, refusal: 'problem', at: (_p, key) => `/api/draft/${key}/submit`, json: {}, headers: () => ({ 'idempotency-key': 'none' }) },
  ...(['GET /apply/:programme/tasks', 'GET /apply/:programme/check', 'POST /apply/:programme/check', 'GET /apply/:programme/:page', 'POST /apply/:programme/:page'] as const).map((route): Rule => ({ route, rule: 'key', opens: ['draft'], refusal: 'start', at: () => `/apply/citizen-proposal/${/[a-z]+$/.exec(route)?.[0].replace('page', 'group')}` })),
  { route: 'GET /panel/:key', rule: 'key', opens: ['panel'], refusal: 'ended', at: (_p, key) => `/panel/${key}` }, { route: 'POST /panel/:key', rule: 'key', opens: ['panel'], refusal: 'ended', at: (_p, key) => `/panel/${key}` },
  // Files of a case: by a key of it, or as whoever may read it at the desk.
  { route: 'GET /files/:id', rule: 'key', opens: ['contact', 'representative', 'asked'], also: OF_CASE, refusal: 'not-there', at: (p, key) => `/files/${p.file}?k=${key}` }, { route: 'GET /documents/:id', rule: 'key', opens: [], also: OF_AGREED, refusal: 'not-there', at: (p, key) => `/documents/${p.document}?k=${key}` },
  { route: 'GET /cases/:number/agreement', rule: 'key', opens: [], also: OF_AGREED, refusal: 'not-there', at: (p, key) => `/cases/${p.agreedNumber}/agreement?k=${key}` },
  // The desk.
  ...['GET /desk', 'GET /desk/panel', 'GET /desk/paper', 'POST /desk/paper', 'GET /desk/handover', 'GET /desk/absence', 'POST /desk/absence', 'POST /desk/absence/end'].map((route) => page(route, SIGNED_IN)),
  people('GET /desk/requests/:id', ASKED, (p) => `/desk/requests/${p.request}`, () => '/desk/requests/req_none'), people('POST /desk/requests/:id', ASKED, (p) => `/desk/requests/${p.request}`, () => '/desk/requests/req_none'),
  people('GET /desk/cases/:number', OF_CASE, (p) => `/desk/cases/${p.number}`, () => `/desk/cases/${NOBODY}`), people('POST /desk/cases/:number/note', OF_CASE, (p) => `/desk/cases/${p.number}/note`, () => `/desk/cases/${NOBODY}/note`),
  people('GET /desk/panel/:call', ['panel'], (p) => `/desk/panel/${p.panelCall}`, () => '/desk/panel/cal_none'), people('POST /desk/panel/:call', ['panel'], (p) => `/desk/panel/${p.panelCall}`, () => '/desk/panel/cal_none'),
  // The office.
  ...['GET /admin', 'GET /admin/cases', 'GET /admin/stuck', 'GET /admin/mails', 'GET /admin/calls', 'GET /admin/people', 'POST /admin/people/add', 'POST /admin/people/transfer', 'POST /admin/people/end', 'POST /admin/people/leave', 'POST /admin/people/dissolve', 'POST /admin/ledger/budget', 'GET /admin/disclosure', 'POST /admin/disclosure', 'GET /admin/suspensions', 'POST /admin/suspensions/preview', 'POST /admin/suspensions'].map((route) => page(route, ADMINISTRATORS)),
  page('POST /admin/stuck/again', ADMINISTRATORS, (p) => ({ number: p.number })),
  people('GET /admin/cases/:number', ADMINISTRATORS, (p) => `/admin/cases/${p.number}`, () => `/admin/cases/${NOBODY}`), people('POST /admin/cases/:number/remind', ADMINISTRATORS, (p) => `/admin/cases/${p.remindNumber}/remind`, () => `/admin/cases/${NOBODY}/remind`, (p) => ({ request: p.ask })), people('POST /admin/cases/:number/:verb', ADMINISTRATORS, (p) => `/admin/cases/${p.number}/extend`, () => `/admin/cases/${NOBODY}/extend`),
  people('GET /admin/mails/:id', ADMINISTRATORS, (p) => `/admin/mails/${p.mail}`, () => '/admin/mails/mls_none'), people('GET /admin/calls/:id', ADMINISTRATORS, (p) => `/admin/calls/${p.call}`, () => '/admin/calls/cal_none'), people('POST /admin/calls/:id/change', ADMINISTRATORS, (p) => `/admin/calls/${p.call}/change`, () => '/admin/calls/cal_none/change'), people('POST /admin/calls/:id/vote', ADMINISTRATORS, (p) => `/admin/calls/${p.call}/vote`, () => '/admin/calls/cal_none/vote'),
  people('GET /admin/calls/:id/selection', ADMINISTRATORS, (p) => `/admin/calls/${p.panelCall}/selection`, () => '/admin/calls/cal_none/selection'), people('POST /admin/calls/:id/selection', ADMINISTRATORS, (p) => `/admin/calls/${p.panelCall}/selection`, () => '/admin/calls/cal_none/selection'),
  people('GET /admin/suspensions/:id', ADMINISTRATORS, (p) => `/admin/suspensions/${p.suspension}`, () => '/admin/suspensions/none'), people('POST /admin/suspensions/:id/undo', ADMINISTRATORS, (p) => `/admin/suspensions/${p.suspension}/undo`, () => '/admin/suspensions/none/undo'),
  vote('GET', ''), vote('POST', '/prepare'), vote('POST', '/codes'), vote('POST', '/hand-in'), vote('POST', '/confirm', ['head']), vote('POST', '/publish'), vote('GET', '/papers'), vote('POST', '/papers'), vote('POST', '/papers/drop'), vote('POST', '/papers/settle'),
  // The audit, and what goes for good.
  page('GET /audit', ADMINISTRATORS), refusals('GET /audit/payments/:id', '/audit/payments/none'), refusals('GET /audit/rules/:id/:version{[0-9]{1,6}(\\.json)?}', '/audit/rules/none/1'),
  page('GET /admin/erasure', ADMINISTRATORS), page('GET /admin/retention', ADMINISTRATORS), refusals('POST /admin/erasure/plan', '/admin/erasure/plan'), refusals('POST /admin/erasure', '/admin/erasure'), refusals('POST /admin/erasure/:id/again', '/admin/erasure/none/again'), refusals('POST /admin/retention/propose', '/admin/retention/propose'), refusals('POST /admin/retention/:id/:verb{approve|drop|carry}', '/admin/retention/none/drop'),
  everybody('GET /open-data'), everybody('GET /open-data/:file{decisions-[0-9]{4}\\.(csv|json)}', '/open-data/decisions-2026.csv'),
  // Money.
  page('GET /admin/ledger', LEDGER_READERS), people('GET /admin/ledger/:id', LEDGER_READERS, (p) => `/admin/ledger/${p.envelope}`, () => '/admin/ledger/none'), ledger('revision'), ledger('carry'), ledger('counter', (p) => ({ entry: p.entry })),
  page('GET /admin/transfers', TRANSFER_READERS), page('POST /admin/transfers/make', PAYERS), page('POST /admin/transfers/back', PAYERS), people('GET /admin/transfers/:id', TRANSFER_READERS, (p) => `/admin/transfers/${p.list}`, () => '/admin/transfers/none'), transfer('confirm'), transfer('file'), transfer('void'), transfer('result'),
];
