// The four shapes of a mail. A template says what is particular; the five facts every reader needs are put together here.
import type { Instant } from '../workflows/domain/calendar.js';
import { dateOf } from '../workflows/domain/calendar.js';
import type { MailFacts } from '../workflows/domain/mail.js';
import { SILENCE_WORDS, TIER_WORDS } from '../workflows/domain/words.js';
import { quoted, word } from './about.js';
import type { Content, Line } from './content.js';
import { isStaff, languageOf, says } from './say.js';
import { subject } from './subject.js';
import { dueWords, momentWords, shortDay } from './when.js';

type Common = {
  /** The sentence of the subject, without date, number and title. */
  readonly what: string;
  readonly lead: string;
  readonly button: string;
  /** What the subject ends with when there is no case. */
  readonly of?: string;
  readonly details?: readonly Line[];
};

const filled = (lines: readonly Line[]): readonly Line[] => lines.filter((line) => line.value !== '');

function caseLine(f: MailFacts): Line {
  return { label: says(f)('案件', '番号（ばんごう）', 'Case'), value: f.case ? `${f.case.number} ${quoted(f.case.title)}` : '' };
}

/** From whom, and whom to telephone. */
function fromLine(f: MailFacts): Line {
  const { name, tel } = f.office;
  const at = (hours: string, open: string, close: string) => (f.office.hours === '' ? '' : `${open}${hours}${close}`);
  const { hours } = f.office;
  return { label: says(f)('だれから', '聞（き）くところ', 'From'), value: says(f)(`${name} ${tel}${at(hours, '（', '）')}`, `${name} 電話（でんわ）${tel}${at(hours.replace('平日', '平日（へいじつ）'), '（', '）')}`, `${name}, tel. ${tel}${at(hours.replace('平日', 'weekdays'), ' (', ')')}`) };
}

/** The department and post of the addressee, without the person. */
export const postOf = (f: MailFacts): string => f.addressee.split(' ').slice(0, 2).join(' ');

function tierWords(f: MailFacts): string {
  const tier = f.request?.tier;
  if (!tier || tier === 'T1') return '';
  if (isStaff(f)) return TIER_WORDS[tier];
  return says(f)(
    '送るときに、このメールアドレスに届く確認番号が要ります。',
    '送（おく）るときに、確認番号（かくにんばんごう）〈メールに届（とど）く数字（すうじ）〉を入（い）れます。',
    'To send it you need a code that we mail to this address.',
  );
}

const noOptOut = (f: MailFacts): string => says(f)(
  'このお知らせは手続の一部のため、配信停止はできません。',
  'このお知（し）らせは、止（と）めることができません。',
  'This mail is part of the procedure, so you cannot unsubscribe.',
);

/** Where else the same can be read; only in a citizen's Japanese mail, because the language may be a guess. */
function otherLanguages(f: MailFacts): readonly string[] {
  if (isStaff(f) || languageOf(f) !== 'ja') return [];
  return [
    'English: the page at the address above can be read in English.',
    'やさしい日本語（にほんご）でも、上（うえ）のページを読（よ）めます。',
  ];
}

/** Something is wanted of the reader: until when, what silence means, and that opening the page decides nothing. */
export function ask(f: MailFacts, p: Common & { readonly want: string; readonly silence?: string; readonly dueAt?: Instant; readonly prefix?: string }): Content {
  const s = says(f);
  const due = f.request ? dueWords(f) : p.dueAt === undefined ? '' : momentWords(f, p.dueAt);
  const dueAt = f.request?.dueAt ?? p.dueAt;
  const silence = p.silence ?? (f.request ? s(SILENCE_WORDS[f.request.silence].ja, SILENCE_WORDS[f.request.silence].easy, SILENCE_WORDS[f.request.silence].en) : '');
  const by = dueAt === undefined ? '' : s(`【${p.prefix ?? ''}${shortDay(f, dateOf(dueAt))}まで】`, `【${p.prefix ?? ''}${shortDay(f, dateOf(dueAt))}まで】`, `By ${shortDay(f, dateOf(dueAt))}: `);
  const closes = f.request && f.request.closesAt > f.request.dueAt ? momentWords(f, f.request.closesAt) : '';
  const own = isStaff(f)
    ? `このリンクは、${postOf(f)}だけが使えます${closes === '' ? '' : `（${closes}まで）`}。`
    : s(
      `このリンクはあなただけのものです。ほかの人に送らないでください。${closes === '' ? '' : `${closes}まで使えます。`}`,
      `このリンクはあなただけのものです。人（ひと）に送（おく）らないでください。${closes === '' ? '' : `${closes}まで使（つか）えます。`}`,
      `This link is yours alone; do not pass it on.${closes === '' ? '' : ` It works until ${closes}.`}`,
    );
  return {
    subject: subject(f, `${by}${p.what}`, p.of),
    heading: p.what,
    lead: p.lead,
    facts: filled([
      caseLine(f),
      { label: s('お願い', 'お願（ねが）い', 'Please'), value: p.want },
      { label: s('期限', 'いつまで', 'Due'), value: [due, silence].filter(Boolean).join('\n') },
      fromLine(f),
    ]),
    where: s('回答先', '答（こた）えるところ', 'Where'),
    button: p.button,
    details: filled(p.details ?? []),
    closing: [
      own,
      s('開いただけでは何も決まりません。心当たりがないときは上の電話へ。', '開（ひら）いただけでは、何（なに）も決（き）まりません。知（し）らないメールのときは、電話（でんわ）してください。', 'Opening it decides nothing. If you did not expect this mail, call the number above.'),
      tierWords(f),
      noOptOut(f),
      ...otherLanguages(f),
    ].filter(Boolean),
  };
}

const nothingToDo = (f: MailFacts): string => says(f)('この件で、あなたがすることはありません。', 'あなたがすることは、ありません。', 'There is nothing you need to do.');

/** Something happened and nothing is asked; the mail says so. `todo` replaces that sentence where the reader may act. */
export function notice(f: MailFacts, p: Common & { readonly happened: string; readonly next: string; readonly todo?: string }): Content {
  const s = says(f);
  return {
    subject: subject(f, p.what, p.of),
    heading: p.what,
    lead: p.lead,
    facts: filled([
      caseLine(f),
      { label: s('できごと', 'あったこと', 'News'), value: p.happened },
      { label: s('このあと', 'このあと', 'Next'), value: p.next },
      { label: s('すること', 'すること', 'To do'), value: p.todo ?? nothingToDo(f) },
      fromLine(f),
    ]),
    where: s('見るところ', '見（み）るところ', 'Where'),
    button: p.button,
    details: filled(p.details ?? []),
    closing: [noOptOut(f), ...otherLanguages(f)],
  };
}

/** A result with legal effect: the result, why, what follows, and which remedy exists, all in this one mail. */
export function binding(f: MailFacts, p: Common & { readonly result: string; readonly reason?: string; readonly next: string; readonly remedy?: string }): Content {
  const s = says(f);
  return {
    subject: subject(f, p.what, p.of),
    heading: p.what,
    lead: p.lead,
    facts: filled([
      caseLine(f),
      { label: s('結果', '結果（けっか）', 'Result'), value: p.result },
      { label: s('理由', '理由（りゆう）', 'Why'), value: p.reason ?? '' },
      { label: s('このあと', 'このあと', 'Next'), value: p.next },
      { label: s('不服なら', '納得（なっとく）できないとき', 'If you disagree'), value: isStaff(f) ? '' : (p.remedy ?? '') },
      fromLine(f),
    ]),
    where: s('見るところ', '見（み）るところ', 'Where'),
    button: p.button,
    details: filled(p.details ?? []),
    closing: [
      word(f, 'document') === ''
        ? s('このメールが市からの通知です。上のページでも読めます。', 'このメールは、市（し）からの通知（つうち）です。上（うえ）のページでも読（よ）めます。', 'This mail is the city’s notice. The page above says the same.')
        : s('このメールは通知の写しです。正式な文書は上のページにあります。', 'このメールは、通知（つうち）の内容（ないよう）です。正式（せいしき）な文書（ぶんしょ）は上（うえ）のページにあります。', 'This mail repeats the notice. The formal letter, in Japanese, is on the page above.'),
      noOptOut(f),
      ...otherLanguages(f),
    ],
  };
}
