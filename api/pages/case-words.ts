// Words for what the log says after the fact: steps, choices, outcomes, documents, causes. Staff read them; every id of the closed lists has its word here.
import type { AskWhat, FreeActVerb, Silence } from '../../workflows/domain/cases.js';
import type { DocumentKind, StepDef } from '../../workflows/domain/programmes.js';
import type { StepKindId } from '../../workflows/domain/steps/kinds.js';
import { DOCUMENT_WORDS } from '../../workflows/domain/words.js';

/** What a step is called where its programme gives it no words of its own. */
export const STEP_WORDS: { readonly [K in StepKindId]: string } = {
  'formal-check': '形式審査', consultation: '担当課との協議', scoring: '採点', ballot: '投票', 'draft-decision': '起案', approval: '決裁', gate: '議決待ち', publication: '通知と公表',
  agreement: '協定', claim: '請求', payment: '振込', work: '事業の実施', report: '実績報告', determination: '報告の確認と額の確定', balance: '差引きの計算', refund: '返還', evaluation: '協働評価', ruling: '異議への回答', revocation: '交付決定の取消し', route: '発注', quotation: '見積もり', inspection: '検査', invoice: '請求', 'late-interest': '支払の期限の確認', selection: '選考', 'public-vote': '住民の投票', wait: '次の年度を待つこと',
  'form-of-cooperation': '協働の形の決定', 'department-roles': '課の役割と分担', 'follow-up': 'ほかの制度への引継ぎ', 'contract-change': '契約の変更の検討',
};

const SUBJECT_WORDS = { decision: '決定の決裁', claim: '請求の承認', 'final-amount': '額の確定の決裁', revocation: '取消しの決裁', 'late-interest': '遅延利息の支払の承認', 'contract-change': '変更契約の決裁' } as const;
const PUBLISHED_WORDS = { candidate: '候補の通知と公表', decision: '決定の通知と公表', refusal: '不採択の通知と公表', final: '額の確定の通知', revocation: '取消しの通知', summary: '結果の公表' } as const;
const CLAIM_WORDS = { advance: '前払いの請求', remainder: '残りの請求', account: '口座の直し', successor: '代表者の変更による口座の届出' } as const;

const PAID_WORDS = { advance: '前払いの振込', remainder: '残りの振込', contract: '委託料の振込', interest: '遅延利息の振込' } as const;

/** The name of a step as staff say it. */
export function stepName(def: StepDef): string {
  if (def.kind === 'approval') return SUBJECT_WORDS[def.subject];
  if (def.kind === 'publication') return PUBLISHED_WORDS[def.what];
  if (def.kind === 'agreement' && def.changes) return '変更契約';
  if (def.kind === 'claim') return CLAIM_WORDS[def.claims];
  if (def.kind === 'payment') return PAID_WORDS[def.as];
  return STEP_WORDS[def.kind];
}

/** How each kind of step can end, in one word. */
export const OUTCOME_WORDS: { readonly [K in StepKindId]: Readonly<Record<string, string>> } = {
  'formal-check': { accepted: '受け付け', refused: '不受理', expired: '直しの期限切れ' },
  consultation: { taken: '担当課決定', 'not-taken': '不調', 'next-year': '来年度も協議' },
  scoring: { passed: '基準点以上', failed: '基準点未満', 'no-quorum': '人数不足', undecided: '人数が足りないまま終了' },
  ballot: { carried: '可決', rejected: '否決', 'no-quorum': '人数不足', undecided: '人数が足りないまま終了' },
  'draft-decision': { select: '採択の案', reject: '不採択の案' },
  approval: { approved: '決裁済', 'sent-back': '差戻し' },
  gate: { voted: '議決済', cut: '減額', refused: '予算不成立' },
  publication: { published: '通知・公表済' },
  agreement: { concluded: '協定締結', declined: '合意せず', lapsed: '期限切れ' },
  claim: { claimed: '請求あり', 'not-claimed': '請求なし' },
  payment: { paid: '支払済', returned: '振込不能', 'account-asked': '代表者の変更により口座の届出へ' },
  work: { ended: '実施済', stopped: '途中で終了' },
  report: { reported: '報告あり', missing: '報告なし' },
  determination: { determined: '額を確定' },
  balance: { remainder: '残りの支払あり', refund: '返還あり', even: '差引きなし' },
  refund: { refunded: '返還済' },
  evaluation: { evaluated: '評価済' },
  ruling: { dismissed: '決定を変えない', amended: '決定を見直す' },
  revocation: { revoked: '取り消した', kept: '取り消さない' },
  route: { small: '少額の随意契約', competition: '企画競争', 'not-ordered': '発注しない' },
  quotation: { accepted: '見積もり決定', declined: '辞退', lapsed: '期限切れ' },
  inspection: { passed: '合格', 'part-passed': '一部合格', 'change-wanted': '契約の変更の申出' },
  invoice: { claimed: '請求あり' },
  selection: { selected: '採択', 'gave-way': '次点（ゆずった）', 'not-selected': '不採択' },
  'public-vote': { selected: '採択', 'not-selected': '不採択' },
  'late-interest': { 'in-time': '期限内', owed: '遅延利息あり' },
  wait: { over: '年度が変わった' },
  'form-of-cooperation': { decided: '決定', none: '市は加わらない' },
  'department-roles': { agreed: '全部の課が同意', alone: '一つの課で担当' },
  'follow-up': { 'own-way': 'この制度で続ける', 'taken-over': '引き継いだ', 'not-taken': '申請なし' },
  'contract-change': { drafted: '変更の案', kept: '変えない' },
};

/** The word for how a step or stage ended; a withdrawal can end any of them. */
export function outcomeWord(kind: StepKindId | null, outcome: string): string {
  if (outcome.startsWith('withdrawn')) return '取下げ';
  if (outcome === 'submitted') return '受付';
  if (outcome === 'broken-off') return '途中で打切り';
  return (kind && OUTCOME_WORDS[kind][outcome]) || '終了';
}

/** What each answer was called when it was offered. */
export const CHOICE_WORDS: { readonly [K in AskWhat]: Readonly<Record<string, string>> } = {
  screening: { accept: '受け付ける', correct: '直しを求める', refuse: '受け付けない' },
  correction: { corrected: '直して提出する' },
  opinion: { accept: '引き受ける', 'accept-with-changes': '条件をつけて引き受ける', talk: '話し合ってから決める', decline: '断る', other: 'ほかの課を紹介する' },
  'talk-result': { accept: '引き受ける', 'accept-with-changes': '条件をつけて引き受ける', talk: 'もう一度話し合う', decline: '断る' },
  lead: { lead: '主に担当する課を決める' },
  'office-decision': { 'ask-another': 'ほかの課にたずねる', 'not-taken': '引き受ける課がないので終わる', 'next-year': '来年度も話し合いを続ける' },
  scoring: { score: '採点する', recuse: '利害関係があるので加わらない' },
  ballot: { for: '賛成', against: '反対', abstain: '棄権' },
  'draft-decision': { select: '採択とする案をつくる', reject: '不採択とする案をつくる' },
  approval: { approve: '決裁する', 'send-back': '差し戻す' },
  publication: { publish: '結果を公表する' },
  agreement: { accept: 'この版に合意する', remark: '意見を送る', decline: '合意しない' },
  'agreement-revision': { revise: '新しい版をつくる' },
  claim: { claim: '請求する', 'no-advance': '先払いは要らない' },
  account: { claim: '口座を直す' },
  'account-renewal': { claim: '口座を届け出る' },
  'mid-review': { 'on-track': '予定どおり', rethink: '見直したいことがある', stop: '途中で終わりにする' },
  change: { approve: '変更を認める', refuse: '変更を認めない' },
  report: { report: '報告を提出する', corrected: '直して提出する' },
  'report-check': { accept: '認めて額を確定する', correct: '直しを求める' },
  'refund-receipt': { received: '返還を確認した' },
  evaluation: { evaluate: '評価を提出する' },
  'joint-evaluation': { joint: '共同の文を記録する' },
  question: { answer: '答える' },
  undeliverable: { 'other-way': 'ほかの方法で知らせた', readdress: '宛先を直して送る' },
  objection: { dismiss: '決定を変えない', amend: '決定を見直す' },
  order: { order: '仕様と予定価格を決める', 'not-order': '発注しない' },
  quotation: { quote: '見積もりを出す', decline: '辞退する' },
  'quotation-check': { take: 'この見積もりで契約の案をつくる', 'ask-again': 'もう一度見積もりを求める' },
  completion: { complete: '全部が終わったことを届け出る', part: '一部が終わったことを届け出る', change: '契約の変更を申し出る' },
  inspection: { pass: '合格とする', redo: 'やり直しを求める' },
  invoice: { invoice: '請求書を出す' },
  'runner-up': { 'take-remainder': '残りの額で実施する', 'give-way': '次の順位の団体にゆずる' },
  revocation: { revoke: '交付の決定を取り消す案をつくる', keep: '取り消さない' },
  'payment-unclear': { 'was-paid': '振り込まれていた', 'was-not-paid': '振り込まれていなかった' },
  'form-sheet': { answer: '質問に答える' },
  'form-decision': { accept: '示された形にする', other: 'ほかの形にする', none: '市は加わらずに終わる', again: '質問に答え直す' },
  'department-roles': { roles: '役割と分担の案を送る' },
  concurrence: { concur: 'この役割と分担でよい', object: '話し合いたい' },
  'follow-up': { decline: '申請しないで終わる' },
  'contract-change': { draft: '変更契約の案をつくる', keep: '変えない' },
};
export const choiceWord = (what: AskWhat, choice: string): string => CHOICE_WORDS[what][choice] ?? '回答';

/** Acts that need no request, as buttons say them. */
export const ACT_WORDS: { readonly [K in FreeActVerb]: string } = {
  withdraw: '提案を取り下げる', contact: '引き継ぐ', question: '質問を送る', change: '変更を申請する', note: '内部の記録を残す', extend: '期限を延ばす', reopen: '案件を再開する', resume: 'もう一度進める', declare: '関係を申告する', undeliverable: '届かないメールを記録する', suspend: '期限を休止する', unsuspend: '休止を取り消す', dissolve: '団体の解散を記録する',
};
/** The same acts when somebody has taken them. */
export const TAKEN_WORDS: { readonly [K in FreeActVerb]: string } = {
  withdraw: '提案を取り下げました', contact: '連絡先を変えました', question: '質問を送りました', change: '計画の変更を申請しました', note: '内部の記録を残しました',
  extend: '期限を延ばしました', reopen: '案件を再開しました', resume: 'もう一度進めました', undeliverable: 'メールが届きませんでした', declare: '申請した団体との関係を申告しました', suspend: '期限を休止しました', unsuspend: '休止を取り消しました', dissolve: '団体の解散を記録しました',
};

export const documentWord = (kind: unknown): string => DOCUMENT_WORDS[kind as DocumentKind] ?? '文書';

/** What silence did. */
export const LAPSE_WORDS: { readonly [K in Silence]: string } = {
  'asks-head': '次に、課長にたずねます。', 'asks-again': 'もう一度たずねます。', 'case-ends': 'この案件は終わります。', 'counts-as-no': '引き受けないものとして進みます。', 'goes-on': 'そのまま次に進みます。', demand: '新しい期限を決めて文書で求めます。', 'office-decides': '市が手元の資料で決めます。',
};

/** Why a request is no longer needed. */
export const DROP_WORDS: Readonly<Record<string, string>> = { withdrawn: '提案が取り下げられたため', dissolved: '団体が解散したため', 'not-needed': 'ほかの回答で足りたため', settled: '結論が出たため' };

/** Why the rules could not carry a case on, and what a person can do about it. */
export const CAUSE_WORDS: Readonly<Record<string, { readonly what: string; readonly cure: string }>> = {
  'nobody-answered': { what: '決められた回数たずねても、だれからも回答がありませんでした', cure: '担当する職に人がいるかを確かめ、直したら「もう一度進める」を押してください。新しい期限でたずね直します。' },
  'too-many-rounds': { what: '同じ手順が決められた回数をこえてくり返されました', cure: '差戻しや修正のくり返しの原因を関係する課と確かめ、「もう一度進める」を押してください。' },
};
/** A cause nobody foresaw: the rules met something they do not allow. */
export const UNKNOWN_CAUSE = { what: '規則に合わない値がありました', cure: '下の「技術者向け」の内容を添えて保守の担当に知らせてください。直したら「もう一度進める」を押してください。' };
export const causeWords = (cause: string): { readonly what: string; readonly cure: string } => CAUSE_WORDS[cause] ?? UNKNOWN_CAUSE;

export const GATE_WORDS: Readonly<Record<string, string>> = { voted: '議決された', cut: '減額された', refused: '認められなかった' };
export const CALL_WORDS: Readonly<Record<string, string>> = { scheduled: '始まる前', open: '受付中', closed: '締め切り', cancelled: '取りやめ' };
