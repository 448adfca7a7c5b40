// まちのアイデア: an idea anybody may file; residents' delegates vote, no money, no department is asked first.
// It exists to be of another shape: other posts, a vote instead of a panel, nothing to pay.
import type { Programme, Term } from '../domain/programmes.js';

const term: Term = { due: { workingDays: 5 }, grace: { workingDays: 3 }, minNoticeDays: 2 };

export const townIdea: Programme = {
  id: 'town-idea',
  code: 'TI',
  version: 1,
  name: { ja: 'まちのアイデア', easy: 'まちのアイデア', en: 'Ideas for the town' },
  aim: 'まちをよくする小さなアイデアを、地区の代表の投票で選ぶ制度です。',
  eligible: ['市内に住む人、通う人'],
  notEligible: ['お金を求めるもの', '特定の政党や宗教のためのもの'],
  documents: [],
  legalBasis: 'guideline',
  office: { name: '公園緑地課', tel: '023-000-0020', hours: '平日 8:30–17:15', post: 'parks.office' },
  money: null,
  form: [
    { id: 'idea', title: 'アイデア', fields: [
      { id: 'name', label: 'アイデアの名前', kind: 'text', required: true, max: 60 },
      { id: 'body', label: '内容', kind: 'longtext', required: true, max: 800 },
      { id: 'who', label: 'あなたの氏名', kind: 'text', required: true, max: 100, autocomplete: 'name', personal: true },
      { id: 'email', label: 'メールアドレス', kind: 'email', required: true, personal: true },
    ] },
  ],
  tracks: [{ id: 'idea', label: 'アイデアを出す', hint: '名前と内容だけ', minutes: 5, pages: ['idea'] }],
  meaning: { title: 'name', group: 'who', summary: 'body', contactName: 'who', contactEmail: 'email', representativeName: 'who', representativeEmail: 'email' },
  stages: [
    { id: 'submission', words: { staff: '受付済', public: '受け付けました', easy: '受（う）け取（と）りました。', en: 'Received' }, holder: '公園緑地課', withdraw: { go: { end: 'withdrawn' } }, steps: [] },
    { id: 'reading', words: { staff: '内容確認中', public: '内容の確認中', easy: '内容（ないよう）を確認（かくにん）しています。', en: 'Being read' }, holder: '公園緑地課', withdraw: { go: { end: 'withdrawn' } }, steps: [
      { id: 'read', kind: 'formal-check', by: 'parks.office', term, correction: { term: { due: { days: 7 }, grace: { days: 3 }, minNoticeDays: 3 }, rounds: 1 }, on: {
        accepted: { go: { stage: 'vote' }, tell: [{ mail: 'cases/screening-passed', to: ['contact'] }] },
        refused: { go: { end: 'ineligible' }, tell: [{ mail: 'cases/refused', to: ['contact'] }] },
        expired: { go: { end: 'expired' }, tell: [{ mail: 'cases/expired', to: ['contact'] }] },
      } },
    ] },
    { id: 'vote', words: { staff: '投票中', public: '投票中', easy: '投票（とうひょう）をしています。', en: 'Voting' }, holder: '地区の代表', withdraw: { go: { end: 'withdrawn' } }, steps: [
      { id: 'ballot', kind: 'ballot', voters: ['district.north', 'district.south', 'district.east'], quorum: 2, majority: { num: 1, den: 2 }, question: 'このアイデアを進めますか', term, roundsMax: 2, on: {
        carried: { go: { step: 'announce' } }, rejected: { go: { step: 'announce-refusal' } }, undecided: { go: { step: 'announce-refusal' } }, 'no-quorum': { go: { step: 'ballot' } },
      } },
      { id: 'announce', kind: 'publication', by: 'parks.office', term, what: 'summary', on: { published: { go: { end: 'closed' }, tell: [{ mail: 'cases/closed', to: ['contact'] }] } } },
      { id: 'announce-refusal', kind: 'publication', by: 'parks.office', term, what: 'refusal', on: { published: { go: { end: 'notSelected' }, tell: [{ mail: 'approvals/not-selected', to: ['contact'] }] } } },
    ] },
  ],
  reopen: {},
  calendar: [{ when: 'すぐ', what: '内容の確認', holder: '公園緑地課' }, { when: '1週間', what: '投票', holder: '地区の代表' }],
  sources: ['形: 一宮市民が選ぶ市民活動支援制度（投票）を小さくしたもの'],
};
