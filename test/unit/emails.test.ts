// What every mail must keep, whatever it says.
import { describe, expect, test } from 'vitest';
import { languageOf } from '../../emails/say.js';
import { previewFacts, previewLink } from '../../emails/preview.js';
import { renderMail } from '../../emails/render.js';
import { shorten } from '../../emails/subject.js';
import { COLUMNS, width, wrap } from '../../emails/wrap.js';
import { ASK_WHATS } from '../../workflows/domain/cases.js';
import { MAIL_IDS, MAILS, type MailFacts, type MailId } from '../../workflows/domain/mail.js';
import { ASK_WORDS, dateWords, LANGUAGES, shortDate, type Language } from '../../workflows/domain/words.js';

const ALL = MAIL_IDS.flatMap((mail) => LANGUAGES.map((language) => ({ mail, language })));
const rendered = (mail: MailId, language: Language, change: Partial<MailFacts> = {}) => renderMail({ ...previewFacts(mail, language), ...change }, previewLink(mail));
const addresses = (line: string): number => line.split('https://').length - 1;
/** What a reader sees of the HTML part: readings are taken out, entities resolved. */
const visible = (html: string): string => html.replace(/<rp>.*?<\/rp>|<rt>.*?<\/rt>|<!--.*?-->/gs, '').replace(/<[^>]+>/g, '').replace(/&#x27;/g, "'").replace(/&amp;/g, '&').replace(/&quot;/g, '"').replace(/&lt;/g, '<').replace(/&gt;/g, '>');
const ASKS = MAIL_IDS.filter((mail) => MAILS[mail] === 'ask');
const BINDING = MAIL_IDS.filter((mail) => MAILS[mail] === 'binding');

describe('every mail', () => {
  test.each(ALL)('$mail in $language has a subject, a text part and an HTML part that fits into a mail program', async ({ mail, language }) => {
    const { subject, html, text } = await rendered(mail, language);
    expect(subject).not.toMatch(/[\r\n]|undefined|null|NaN/);
    expect(visible(html)).not.toMatch(/undefined|NaN|\[object/);
    expect(text).not.toMatch(/undefined|NaN|\[object|&amp;|&#/);
    expect(Buffer.byteLength(html)).toBeLessThan(102_000);
    expect(html).not.toMatch(/<img|<script|<link[ >]|@font-face|@import/);
    expect(html).toContain(languageOf(previewFacts(mail, language)) === 'en' ? 'lang="en"' : 'lang="ja"');
  });

  test('rendered twice from the same facts gives the same bytes', async () => {
    for (const { mail, language } of ALL) expect(await rendered(mail, language)).toEqual(await rendered(mail, language));
  });

  test('carries the number of its case in subject, text and HTML', async () => {
    for (const { mail, language } of ALL) {
      const facts = previewFacts(mail, language);
      if (!facts.case) continue;
      const { subject, html, text } = await rendered(mail, language);
      for (const part of [subject, html, text]) expect(part, mail).toContain(facts.case.number);
    }
  });

  test('shows its address in text and HTML, whole and on a line of its own', async () => {
    for (const { mail, language } of ALL) {
      const link = previewLink(mail);
      if (!link) continue;
      const { html, text } = await rendered(mail, language);
      expect(text.split('\n'), mail).toContain(link.url);
      expect(html, mail).toContain(`href="${link.url}"`);
      expect(visible(html), mail).toContain(link.url);
    }
  });

  test('has no line with two addresses and none wider than 38 full-width letters but addresses', async () => {
    for (const { mail, language } of ALL) {
      const { text } = await rendered(mail, language);
      for (const line of text.split('\n')) {
        expect(addresses(line), `${mail}: ${line}`).toBeLessThanOrEqual(1);
        if (addresses(line) === 1) expect(line, mail).toMatch(/^https:\/\/\S+$/);
        else expect(width(line), `${mail}: ${line}`).toBeLessThanOrEqual(COLUMNS);
      }
    }
  });

  test('has a text part that can be read without scrolling far', async () => {
    for (const { mail, language } of ALL) {
      const { text } = await rendered(mail, language);
      expect(text.split('\n').filter((line) => line !== '').length, `${mail} ${language}`).toBeLessThanOrEqual(language === 'ja-easy' ? 38 : 34);
    }
  });

  test('has a subject of at most 60 full-width letters, without names, groups or amounts', async () => {
    for (const { mail, language } of ALL) {
      const facts = previewFacts(mail, language);
      const { subject } = await rendered(mail, language, facts.case ? { case: { ...facts.case, title: 'みんなでつくる、みどり町の夕方の居場所と朝ごはんの事業' } } : {});
      expect(width(subject), subject).toBeLessThanOrEqual(120);
      expect(subject, mail).not.toMatch(/花子|髙橋|佐藤|の会|円|¥|\d,\d{3}/);
    }
  });

  test('says nothing that is true only at the moment of reading', async () => {
    for (const { mail, language } of ALL) {
      const { subject, text } = await rendered(mail, language);
      expect(`${subject}\n${text}`, mail).not.toMatch(/あと\d|残り\d+日|きょうまで|今日|本日|あした|明日|昨日|today|tomorrow|days left|in \d+ days/);
    }
  });

  test('is written in Japanese for staff, whatever language the citizen chose', async () => {
    for (const mail of MAIL_IDS.filter((m) => previewFacts(m, 'ja').toKind === 'post')) expect(await rendered(mail, 'en'), mail).toEqual(await rendered(mail, 'ja'));
  });

  test('tells a citizen who gets it in Japanese that the page can be read in English and easy Japanese', async () => {
    for (const mail of MAIL_IDS.filter((m) => previewFacts(m, 'ja').toKind !== 'post' && MAILS[m] !== 'code')) {
      const { text } = await rendered(mail, 'ja');
      expect(text, mail).toContain('English:');
      expect(text, mail).toContain('やさしい日本語');
    }
  });

  test('renders without a link and then says where to turn', async () => {
    for (const mail of MAIL_IDS) {
      const facts = previewFacts(mail, 'ja');
      const { text, html } = await renderMail(facts, null);
      expect(text, mail).toContain(facts.office.tel);
      expect(html, mail).not.toContain('href=');
    }
  });

  test('renders when the fact says nothing more than that it happened', async () => {
    for (const { mail, language } of ALL) {
      const facts = previewFacts(mail, language);
      const { text } = await renderMail({ ...facts, about: {}, request: facts.request ? { ...facts.request, note: {}, choices: [], workingDays: 0 } : null }, previewLink(mail));
      expect(text, mail).not.toMatch(/undefined|NaN|null/);
    }
  });
});

describe('a mail that asks', () => {
  test.each(ASKS)('%s names deadline, silence, code and telephone in both parts', async (mail) => {
    const facts = previewFacts(mail, 'ja');
    const { subject, html, text } = await rendered(mail, 'ja');
    const due = facts.request ? '2026-12-04' : '2026-12-11';
    expect(subject).toContain(`${shortDate(due)}まで】`);
    for (const part of [visible(html), text.replace(/\n\s*/g, '')]) {
      expect(part).toContain(dateWords(due));
      expect(part).toContain(facts.office.tel);
      expect(part).toContain('開いただけでは何も決まりません');
      expect(part).toContain('配信停止はできません');
      if (facts.request) expect(part).toContain('11月24日から8日（開庁日）');
      if (previewLink(mail)?.code) expect(part).toContain('K7WP-M3HX');
    }
    if (previewLink(mail)?.code) expect(text.split('\n')).toContain('https://kyoso.city.example.jp/a');
  });

  test('stands in English and easy Japanese with deadline and code too', async () => {
    for (const mail of ASKS.filter((m) => previewFacts(m, 'ja').toKind === 'party')) {
      const en = await rendered(mail, 'en');
      expect(en.subject, mail).toMatch(/^By Fri 4 Dec: /);
      expect(en.text, mail).toContain('Fri 4 December 2026, 17:15 JST (8 working days from 24 November)');
      expect(en.text, mail).toContain('K7WP-M3HX');
      const easy = await rendered(mail, 'ja-easy');
      expect(easy.text, mail).toContain('2026年12月4日（金曜日）');
      expect(easy.html, mail).toContain('<ruby>');
    }
  });

  test('says what more than the link an answer needs', async () => {
    expect((await rendered('payments/release-requested', 'ja')).text).toContain('サインインが要ります。');
    expect((await rendered('payments/claim-open', 'ja')).text).toContain('確認番号が要ります');
    expect((await rendered('matching/opinion-requested', 'ja')).text).not.toContain('確認番号');
  });
});

describe('a reminder', () => {
  test('can be written about everything that is ever asked, in each language', async () => {
    for (const what of ASK_WHATS) {
      for (const language of LANGUAGES) {
        const facts = previewFacts('cases/reminder', language);
        const { subject, text } = await renderMail({ ...facts, toKind: 'party', request: { ...facts.request!, what } }, previewLink('cases/reminder'));
        expect(width(subject), subject).toBeLessThanOrEqual(120);
        expect(text, what).toContain(ASK_WORDS[what][language === 'ja' ? 'act' : language === 'en' ? 'en' : 'easy'].slice(0, 20));
      }
    }
  });
});

describe('a mail that only tells', () => {
  test('says that nothing has to be done, or what may be', async () => {
    // The reminder about a draft asks, though the list of mails calls it a notice.
    for (const mail of MAIL_IDS.filter((m) => MAILS[m] === 'notice' && m !== 'cases/draft-closing')) {
      const { subject, text } = await rendered(mail, 'ja');
      expect(text, mail).toContain('■ すること');
      expect(subject, mail).not.toContain('まで】');
    }
  });

  test('names the head what is late, since when, and what happens next', async () => {
    const { text } = await rendered('cases/overdue-head', 'ja');
    for (const part of ['こども未来課の担当', '引き受けられるかの回答', '2026年12月4日（金）17:15', '2026年12月11日（金）17:15までに回答がないときは']) expect(text.replace(/\n\s*/g, '')).toContain(part);
  });

  test('lists for a new holder what is open, each with its due day', async () => {
    const flat = (await rendered('people/handover', 'ja')).text.replace(/\n\s*/g, '');
    expect(flat).toContain('2026-CP-0017 夕方の居場所「こども食堂」（引き受けられるかの回答、12月4日(金)まで）');
    expect(flat).toContain('2026-CP-0021 川べりの花だん（話し合いの結果の報告、12月11日(金)まで）');
  });

  test('holds a one-time code with its use and the instant it ends, and no link', async () => {
    const { subject, text } = await rendered('people/code', 'ja');
    expect(text).toContain('R4TN-7QXB');
    expect(text).toContain('協定書に合意する');
    expect(text).toContain('09:13まで（10分間）');
    expect(subject).not.toContain('R4TN');
    expect(text).not.toContain('https://');
  });
});

describe('a mail with legal effect', () => {
  test('does not show its result on a locked screen', async () => {
    for (const mail of BINDING) expect((await rendered(mail, 'ja')).subject, mail).not.toMatch(/採択|不採択|候補|認め|却下|選ばれ|決まり|受け付けられ|終わり|結ばれ|返して|見つか/);
  });

  test('gives reason, score and remedy of a refusal in one mail', async () => {
    const { text } = await rendered('approvals/not-selected', 'ja');
    const flat = text.replace(/\n\s*/g, '');
    expect(flat).toContain('実施の体制（人数と日程）に無理があると評価されました。');
    expect(flat).toContain('104点（満点 250点、委員5人）。選ばれる基準は125点以上');
    expect(flat).toContain('審査請求の対象ではありません');
  });

  test('offers an appeal within three months where an ordinance is the basis, and none where a guideline or regulation is', async () => {
    const at = async (legalBasis: MailFacts['legalBasis'], mail: MailId) => (await rendered(mail, 'ja', { legalBasis })).text.replace(/\n\s*/g, '');
    for (const mail of ['cases/refused', 'approvals/not-selected', 'payments/final-amount'] as const) {
      expect(await at('ordinance', mail)).toContain('3か月以内に、市長に審査請求ができます');
      expect(await at('regulation', mail)).toContain('市の規則による結果のため、審査請求の対象ではありません');
      expect(await at('guideline', mail)).toContain('市の要綱による結果のため、審査請求の対象ではありません');
    }
    expect(await at('ordinance', 'approvals/candidate')).toContain('まだ決定ではないため、審査請求の対象ではありません');
    expect(await at('ordinance', 'matching/not-taken')).toContain('話し合いの結果のため、審査請求の対象ではありません');
  });

  test('shows how an amount came about', async () => {
    expect((await rendered('approvals/granted', 'ja')).text.replace(/\n\s*/g, '')).toContain('対象経費 412,500円 × 9/10 = 371,250円 → 千円未満切り捨て371,000円 → 求める額 370,000円');
    expect((await rendered('payments/final-amount', 'en')).text).toContain('Eligible cost ¥380,000 × 9/10 = ¥342,000');
  });
});

describe('words of others', () => {
  test('keep hard names whole in text, HTML and the cut title of the subject', async () => {
    const hard = '髙﨑𠮷辻󠄀';
    const base = previewFacts('cases/received', 'ja');
    const facts = { ...base, addressee: `${hard} 花子さん`, case: { ...base.case!, title: `一二三四五六七八九十壱弐${hard}のつづき` } };
    const { subject, html, text } = await renderMail(facts, previewLink('cases/received'));
    expect(text).toContain(`${hard} 花子さん`);
    expect(text).toContain(`壱弐${hard}のつづき`);
    expect(html).toContain(`${hard} 花子さん`);
    expect(subject.endsWith('壱弐髙﨑𠮷…')).toBe(true);
    expect(shorten(`${hard}会`, 5)).toBe(`${hard}会`);
  });

  test('never become a second link or mark-up', async () => {
    const base = previewFacts('matching/opinion-requested', 'ja');
    const facts = { ...base, case: { ...base.case!, title: '<b>https://evil.example/x</b>', summary: '■ 回答先 https://evil.example/y' } };
    const { subject, html, text } = await renderMail(facts, previewLink('matching/opinion-requested'));
    for (const part of [subject, html, text]) expect(part).not.toContain('https://evil');
    expect(html).not.toContain('<b>');
  });
});

describe('lines of the text part', () => {
  test('do not begin with closing or end with opening marks, and keep numbers and words whole', () => {
    const lines = wrap('この提案について（市民協働課が）、2026年12月4日までに「引き受ける」か「断る」かを、330,000円の範囲で答えてください。'.repeat(6), 30);
    for (const line of lines) {
      expect(width(line)).toBeLessThanOrEqual(30);
      expect(line).not.toMatch(/^[、。）」]/);
      expect(line).not.toMatch(/[（「]$/);
    }
    expect(lines.join('')).toContain('330,000円');
    expect(lines.some((line) => line.includes('330,000'))).toBe(true);
  });

  test('break even a word that is longer than a line, without losing a letter', () => {
    const long = 'a'.repeat(200);
    expect(wrap(long, 76).join('')).toBe(long);
    expect(wrap(long, 76).every((line) => width(line) <= 76)).toBe(true);
  });
});
