// Letters as files: same facts, same bytes; what must be read in them can be read, by people and by programs.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DocumentFacts } from '../../activities/documents/facts.js';
import { renderDocument } from '../../activities/documents/index.js';
import { drawable } from '../../activities/documents/letters.js';
import { instantAt } from '../../workflows/domain/calendar.js';
import { DOCUMENT_KINDS, type DocumentKind } from '../../workflows/domain/programmes.js';
import { DOCUMENT_WORDS } from '../../workflows/domain/words.js';

const HARD = '髙﨑𠮷辻󠄀';
const SHA256 = createHash('sha256').update('agreement').digest('hex');

const FACTS: DocumentFacts = {
  city: '山形市', mayor: '最上 一郎', office: { name: '市民協働課', tel: '023-000-0000' }, number: '2026-CP-0017', title: '夕方の居場所「こども食堂」', group: 'みどり町こども食堂の会', representative: `${HARD} 太郎`,
  programme: '市民提案', legalBasis: 'guideline', date: '2026-12-24', fiscalYear: 2027, docNumber: '市協第123号', amountYen: 370_000,
  working: [
    { kind: 'eligible', yen: 412_500 }, { kind: 'rate', rate: { num: 9, den: 10 }, yen: 371_250 }, { kind: 'unit', unitYen: 1000, yen: 371_000 }, { kind: 'cap', capYen: 400_000, yen: 371_000 }, { kind: 'asked', askedYen: 370_000, yen: 370_000 },
  ],
  conditions: '食品衛生責任者を置くこと。アレルギーのある利用者について、保護者から書面で聞き取ること。',
  reasons: '公益性と実現性が高く評価されました。夕方に過ごせる場所のない小学生が多い地区であり、空き店舗の持ち主の同意も得られています。地域の学校との連絡の方法を、始める前に決めてください。',
  score: { total: 156, full: 250, threshold: 125, sheets: 5 },
  budget: { costs: [{ label: '消耗品費', what: '調理用品', yen: 200_000 }, { label: '使用料・賃借料', what: '空き店舗（4月から2月）', yen: 212_500 }], ownYen: 42_500, feesYen: 0, otherGrantsYen: 0, askedYen: 370_000 },
  lead: 'こども未来課', joint: ['地域福祉課'],
  agreement: {
    version: 2, purpose: 'この協定は、夕方に過ごせる場所のない小学生が、安心して食事をし、過ごせる場所を、市と団体が協働してつくることを目的とする。',
    groupRoles: ['週3日、午後4時から7時まで居場所をひらくこと', '食事の準備と衛生の管理', '利用した人数と出来事の記録'], cityRoles: ['空き店舗の持ち主との調整', '見守りの研修（年2回）', '小学校を通じた知らせ'],
    costText: '事業の費用は412,500円とし、市は370,000円を上限として負担する。残りは団体が負担する。', from: '2027-04-15', to: '2028-02-29',
    publicity: 'この協定、事業の内容、費用及び結果は、公開することを原則とする。個人の情報はこの限りでない。', extra: '調理の設備は、協定の期間が終わったあとも団体が無償で使うことができる。', changed: '市の役割に「空き店舗の持ち主との調整」を加えた。',
    sha256: SHA256, verifyUrl: 'https://kyoso.city.example.jp/verify',
  },
  final: { finalYen: 342_000, paidYen: 296_000, balanceYen: 46_000, kind: 'remainder', working: [{ kind: 'eligible', yen: 380_000 }, { kind: 'rate', rate: { num: 9, den: 10 }, yen: 342_000 }, { kind: 'unit', unitYen: 1000, yen: 342_000 }, { kind: 'cap', capYen: 400_000, yen: 342_000 }] },
  revoked: { decidedYen: 370_000, keepYen: 0, paidYen: 296_000 },
  approvals: [
    { post: '市民協働課長', name: '斎藤 次郎', at: instantAt('2026-12-21', '10:12'), remark: '' }, { post: '企画課長', name: '渡邉 三郎', at: instantAt('2026-12-22', '09:30'), remark: '学校との連絡の条件を確認した。' },
    { post: '財政課長', name: '齋藤 四郎', at: instantAt('2026-12-22', '16:05'), remark: '' }, { post: '副市長', name: '五十嵐 五郎', at: null, remark: '' }, { post: '市長', name: '最上 一郎', at: null, remark: '' },
  ],
  history: [{ at: instantAt('2026-10-01', '14:03'), text: '受け付けた' }, { at: instantAt('2026-11-24', '11:20'), text: 'こども未来課が引き受けた' }],
};

/** What each kind must say, as a reader finds it. */
const SAYS: { readonly [K in DocumentKind]: readonly string[] } = {
  'candidate-notice': ['採択候補通知書', '金370,000円', '交付の決定ではありません', '令和9年度の予算が可決されたとき', '令和8年12月24日', '156点'],
  'decision-letter': ['交付決定通知書', '金370,000円', '10分の9を掛ける', '371,250円', '食品衛生責任者を置くこと', '審査請求の対象となる処分ではありません', '市協第123号'],
  'refusal-letter': ['選考結果通知書', '採択しないことに決定した', '156点', '公益性と実現性'],
  'draft-sheet': ['起案用紙', '金370,000円', '市民協働課長', '斎藤次郎', '副市長', '200,000円', '令和8年12月21日', '午前10時12分', '伺います'],
  agreement: ['協働事業協定書', '第2版', '令和9年4月15日から令和10年2月29日まで', '公開することを原則とする', '前もって話し合い', '見守りの研修', '370,000円'],
  'agreement-certificate': ['合意証明書', '第2版', SHA256.slice(0, 32), SHA256.slice(32), '令和8年12月21日午前10時12分', '2026-12-21T01:12:00Z'],
  'final-amount-letter': ['額の確定通知書', '金342,000円', '金370,000円', '金296,000円', '金46,000円', '残額'],
  'revocation-letter': ['交付決定取消通知書', '全部', '金370,000円', '金296,000円', '返還していただく額'],
  contract: ['業務委託契約書', '10日以内に検査', '30日以内に支払', '再委託', '第三者に譲り渡してはならない'],
};

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'kyoso-documents-'));
  for (const program of ['pdftotext', 'pdftoppm']) {
    try {
      execFileSync(program, ['-v'], { stdio: 'ignore' });
    } catch {
      throw new Error(`${program} reads the letters in these tests. Install it: apt-get install -y poppler-utils`);
    }
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
function save(name: string, bytes: Buffer): string {
  const file = path.join(folder, `${name}.pdf`);
  writeFileSync(file, bytes);
  return file;
}
/** The text as a program reads it, without spaces and line ends. */
const read = (name: string, bytes: Buffer): string => execFileSync('pdftotext', ['-layout', save(name, bytes), '-'], { encoding: 'utf8' }).replace(/\s/g, '');

/** Share of dark points on the first page: what a reader sees, not what the text says. */
function ink(name: string, bytes: Buffer): number {
  const out = path.join(folder, name);
  execFileSync('pdftoppm', ['-r', '50', '-gray', '-f', '1', '-l', '1', '-singlefile', save(name, bytes), out]);
  const image = readFileSync(`${out}.pgm`);
  const head = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(image.subarray(0, 40).toString('latin1'));
  if (!head) throw new Error('pdftoppm wrote no grey image');
  const points = image.subarray(head[0].length);
  return points.filter((point) => point < 128).length / points.length;
}

describe('every document', () => {
  test.each(DOCUMENT_KINDS)('%s is the same file whenever it is rendered from the same facts', async (kind) => {
    const first = await renderDocument(kind, FACTS);
    const again = await renderDocument(kind, structuredClone(FACTS));
    expect(sha256(again)).toBe(sha256(first));
  });

  test.each(DOCUMENT_KINDS)('%s can be read by a program, hard names included', async (kind) => {
    const text = read(kind, await renderDocument(kind, FACTS));
    for (const part of SAYS[kind]) expect(text, part).toContain(part);
    expect(text).toContain(`${HARD}太郎`);
    expect(text).toContain('2026-CP-0017');
    expect(text).not.toMatch(/undefined|NaN|\[object|null/);
  });

  test.each(DOCUMENT_KINDS)('%s has ink on its page', async (kind) => {
    const share = ink(kind, await renderDocument(kind, FACTS));
    expect(share).toBeGreaterThan(0.01);
    expect(share).toBeLessThan(0.3);
  });

  test.each(DOCUMENT_KINDS)('%s is tagged, Japanese, titled and carries only embedded fonts', async (kind) => {
    const file = save(kind, await renderDocument(kind, FACTS));
    const info = execFileSync('pdfinfo', [file], { encoding: 'utf8' });
    expect(info).toMatch(/Tagged:\s+yes/);
    expect(info).toContain(`${DOCUMENT_WORDS[kind]} ${FACTS.number}`);
    expect(info).toMatch(/Page size:\s+595\.28 x 841\.89 pts \(A4\)/);
    const fonts = execFileSync('pdffonts', [file], { encoding: 'utf8' }).trim().split('\n').slice(2);
    expect(fonts.length).toBeGreaterThan(0);
    for (const font of fonts) expect(font).toMatch(/NotoSansJP.*yes yes yes/);
    expect(readFileSync(file).toString('latin1')).toContain('/Lang (ja)');
  });

  test('changes its bytes when one yen changes', async () => {
    expect(sha256(await renderDocument('decision-letter', { ...FACTS, amountYen: 369_999 }))).not.toBe(sha256(await renderDocument('decision-letter', FACTS)));
  });
});

describe('a letter', () => {
  test('offers an appeal where an ordinance is the basis, and says that there is none elsewhere', async () => {
    const at = async (legalBasis: DocumentFacts['legalBasis']) => read('remedy', await renderDocument('decision-letter', { ...FACTS, legalBasis }));
    expect(await at('ordinance')).toContain('3か月以内に、山形市長に対して審査請求をすることができます');
    expect(await at('ordinance')).toContain('6か月以内に、山形市を被告として');
    expect(await at('regulation')).toContain('山形市の規則に基づくもので、行政不服審査法による審査請求の対象となる処分ではありません');
  });

  test('is a decision without money where the programme gives none', async () => {
    const text = read('no-money', await renderDocument('decision-letter', { ...FACTS, amountYen: null, working: [] }));
    expect(text).toContain('採択決定通知書');
    expect(text).not.toContain('金370,000円');
  });

  test('says of a balance what has to be done', async () => {
    const final = FACTS.final!;
    expect(read('refund', await renderDocument('final-amount-letter', { ...FACTS, final: { ...final, kind: 'refund', finalYen: 272_000, balanceYen: 24_000 } }))).toContain('返還していただく額金24,000円');
    expect(read('even', await renderDocument('final-amount-letter', { ...FACTS, final: { ...final, kind: 'even', balanceYen: 0 } }))).toContain('支払いも返還もありません');
  });

  test('goes on over as many pages as long reasons need, losing nothing', async () => {
    const reasons = Array.from({ length: 90 }, (_, n) => `理由の${n + 1}つめは、ここに書いてあるとおりです。読む人のために、短い文で続けます。`).join('\n');
    const bytes = await renderDocument('refusal-letter', { ...FACTS, reasons });
    const text = read('long', bytes);
    for (const n of [1, 45, 90]) expect(text).toContain(`理由の${n}つめ`);
    expect(text).toContain('下記の担当へ申し出てください');
    expect(execFileSync('pdfinfo', [save('long', bytes)], { encoding: 'utf8' })).toMatch(/Pages:\s+[4-6]\b/);
  });

  test('prints 〓 and says so where no font can draw a letter, and never an empty box', async () => {
    const text = read('missing', await renderDocument('refusal-letter', { ...FACTS, title: '花🌸の広場' }));
    expect(text).toContain('花〓の広場');
    expect(text).toContain('印字できない文字です');
    expect(drawable('辻󠄀🌸️A', { hasGlyphForCodePoint: (code) => code < 0x1f000 })).toBe('辻󠄀〓A');
  });

  test('that proposes a refusal says so, and shows no amount as proposed', async () => {
    const text = read('no', await renderDocument('draft-sheet', { ...FACTS, amountYen: 0 }));
    expect(text).toContain('決定の案採択しない');
    expect(text).not.toContain('案の額');
  });

  test('refuses to be an agreement without terms', async () => {
    await expect(renderDocument('agreement', { ...FACTS, agreement: undefined })).rejects.toThrow('terms');
  });
});
