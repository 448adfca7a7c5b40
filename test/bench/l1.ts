// L1, the life that is measured: one submission, twelve acts over six stages, a mail and reminder timers at each wait. As Kyoso's data; the peers play the same life by hand.
import type { Programme, Stage, StepDef, Term } from '../../workflows/domain/programmes.js';

export const STAGES = 6;
export const ACTS = 12;
/** How many calendar days every wait of L1 lasts at the most; the peers set the same deadline. */
export const WAIT_DAYS = 14;

const words = (name: string) => ({ staff: name, public: name, easy: name, en: name });
const term: Term = { due: { workingDays: 5 }, grace: { workingDays: 3 }, minNoticeDays: 2 };
const BY = 'parks.office';
type Check = Extract<StepDef, { kind: 'formal-check' }>;

/** A check that lets everything through: to the second check of its stage, or over the border. */
function check(id: string, then: Check['on'][string]['go']): Check {
  return { id, kind: 'formal-check', by: BY, term, correction: { term, rounds: 1 }, on: { accepted: { go: then }, refused: { go: { end: 'ineligible' } }, expired: { go: { end: 'expired' } } } };
}

const stages: readonly Stage[] = Array.from({ length: STAGES }, (_, n): Stage => ({
  id: `s${n + 1}`, words: words(`${n + 1}つめの確認中`), holder: '公園緑地課',
  steps: [check(`s${n + 1}a`, { step: `s${n + 1}b` }), check(`s${n + 1}b`, n + 1 < STAGES ? { stage: `s${n + 2}` } : { end: 'closed' })],
}));

export const L1: Programme = {
  id: 'bench-l1', code: 'BL', version: 1, name: { ja: '計測用の制度', easy: '計測用の制度', en: 'Measured programme' }, aim: '速さを測るための制度です。', eligible: [], notEligible: [], documents: [], legalBasis: 'guideline',
  office: { name: '公園緑地課', tel: '023-000-0020', hours: '平日 8:30–17:15', post: BY }, money: null,
  form: [{ id: 'all', title: '内容', fields: [
    { id: 'name', label: '名前', kind: 'text', required: true, max: 60 }, { id: 'body', label: '内容', kind: 'longtext', required: true, max: 800 },
    { id: 'who', label: '氏名', kind: 'text', required: true, max: 100, personal: true }, { id: 'email', label: 'メールアドレス', kind: 'email', required: true, personal: true },
  ] }],
  tracks: [{ id: 'all', label: '出す', hint: '', minutes: 5, pages: ['all'] }],
  meaning: { title: 'name', group: 'who', summary: 'body', contactName: 'who', contactEmail: 'email', representativeName: 'who', representativeEmail: 'email' },
  stages: [{ id: 'submission', words: words('受付済'), holder: '公園緑地課', steps: [] }, ...stages], reopen: {}, calendar: [], sources: [],
};

/** What the n-th applicant types. */
export const answersOf = (n: string) => ({ name: `花の道 ${n}`, body: 'まちの歩道に、市民と花を植えて育てます。'.repeat(4), who: `計測 ${n}`, email: `b${n}@example.jp` });
