// The words of the frame and of the citizen's status page in three languages. Forms and decisions speak Japanese.
import type { Language } from '../../workflows/domain/words.js';

type Chrome = Readonly<Record<'skip' | 'languages' | 'help' | 'tellNumber' | 'programmes' | 'find' | 'code' | 'accessibility' | 'staff', string>>;
export const chrome: { readonly [K in Language]: Chrome } = {
  ja: { skip: '本文へ移動', languages: '言語', help: '困ったときは', tellNumber: 'この案件番号をお伝えください：', programmes: '制度の一覧', find: '案件を探す', code: 'メールのコードを入力', accessibility: 'ウェブアクセシビリティ', staff: '職員の方' },
  'ja-easy': { skip: '本文（ほんぶん）へ', languages: '言葉（ことば）', help: '困（こま）ったときは', tellNumber: 'この番号（ばんごう）を言（い）ってください：', programmes: '制度（せいど）', find: '案件（あんけん）を探（さが）す', code: 'コードを入力（にゅうりょく）する', accessibility: 'アクセシビリティ', staff: '市役所（しやくしょ）の人（ひと）' },
  en: { skip: 'Skip to content', languages: 'Language', help: 'Help', tellNumber: 'Please tell us this case number: ', programmes: 'Programmes', find: 'Find a case', code: 'Enter a code from a mail', accessibility: 'Accessibility', staff: 'For staff' },
};

type Status = Readonly<Record<'stage' | 'holder' | 'since' | 'next' | 'yours' | 'nothing' | 'history' | 'party' | 'panel' | 'council' | 'bank' | 'nobody' | 'done' | 'here' | 'later' | 'late' | 'asOf' | 'days' | 'open' | 'none' | 'documents' | 'mails' | 'messages' | 'todo' | 'finished', string>>;
export const statusWords: { readonly [K in Language]: Status } = {
  ja: { stage: 'いまの段階', holder: 'いま持っているところ', since: 'いつから', next: '次の期限', yours: '提案した人がすること', nothing: '今はありません', history: 'これまでと、これから', party: '提案した人', panel: '審査会', council: '市議会', bank: '銀行', nobody: '手続は終わりました', done: '完了', here: 'ここ', later: 'これから', late: '予定より遅れています', asOf: '現在', days: '開庁日', open: '回答する', none: 'ありません', documents: '文書', mails: '送ったメール', messages: '質問と回答', todo: 'あなたの回答を待っています', finished: '終了' },
  'ja-easy': { stage: '今（いま）', holder: '今（いま）持（も）っているところ', since: 'いつから', next: '次（つぎ）の期限（きげん）', yours: 'あなたがすること', nothing: '今（いま）はありません', history: 'これまでと、これから', party: '提案（ていあん）した人（ひと）', panel: '審査会（しんさかい）', council: '市議会（しぎかい）', bank: '銀行（ぎんこう）', nobody: '終（お）わりました', done: '終（お）わり', here: 'ここ', later: 'これから', late: '遅（おく）れています', asOf: '現在（げんざい）', days: '市役所（しやくしょ）が開（あ）いている日（ひ）', open: '答（こた）える', none: 'ありません', documents: '文書（ぶんしょ）', mails: '送（おく）ったメール', messages: '質問（しつもん）と答（こた）え', todo: 'あなたの答（こた）えを待（ま）っています', finished: '終（お）わり' },
  en: { stage: 'Stage', holder: 'Held by', since: 'Since', next: 'Next due date', yours: 'What the applicant has to do', nothing: 'Nothing now', history: 'So far and from here', party: 'the applicant', panel: 'the review panel', council: 'the city council', bank: 'the bank', nobody: 'Finished', done: 'done', here: 'here', later: 'to come', late: 'Later than planned', asOf: '', days: 'working days', open: 'Answer', none: 'None', documents: 'Documents', mails: 'Mails sent', messages: 'Questions and answers', todo: 'We are waiting for your answer', finished: 'Closed' },
};
