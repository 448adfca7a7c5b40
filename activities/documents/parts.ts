// Parts that several letters share: head and addressee, 教示, the office at the end, how an amount came about.
import type { WorkingStep } from '../../workflows/domain/money.js';
import { eraDate } from '../../workflows/domain/words.js';
import type { DocumentFacts } from './facts.js';
import type { Sheet } from './sheet.js';
import { workingRows } from './words.js';

/** Number, date, addressee, and the mayor who writes. */
export function head(paper: Sheet, f: DocumentFacts): void {
  paper.dated(...(f.docNumber ? [f.docNumber] : []), eraDate(f.date));
  paper.space(10);
  paper.text(f.group);
  paper.text(`代表者　${f.representative}　様`, { indent: 10.5, after: 12 });
  paper.text(`${f.city}長　${f.mayor}`, { align: 'right' });
  paper.text('（電子的に作成したため公印を省略）', { align: 'right', size: 8.5 });
}

/** Writes the next numbered item of a letter; nothing when there is nothing to say. */
export type Item = (label: string, words: string) => void;

/** 記 … 以上 around the numbered items of a letter. */
export function items(paper: Sheet, write: (item: Item) => void): void {
  let n = 0;
  paper.space(4);
  paper.center('記');
  write((label, words) => {
    if (words === '') return;
    n += 1;
    paper.item(`${n}　${label}`, words, 126);
  });
  paper.text('以上', { align: 'right', after: 4 });
}

/** Number, title, department: what the letter is about. */
export function aboutCase(item: Item, f: DocumentFacts): void {
  item('案件番号', f.number);
  item('事業名', f.title);
  item('担当課', `${f.lead}${f.joint.length > 0 ? `（協力：${f.joint.join('、')}）` : ''}`);
}

/** The score with its threshold; '' when nothing was scored. */
export const scoreWords = (f: DocumentFacts): string => (f.score ? `${f.score.total}点（満点${f.score.full}点、委員${f.score.sheets}人。基準は${f.score.threshold}点以上）` : '');

/** The steps of an amount as a table. */
export function working(paper: Sheet, steps: readonly WorkingStep[], amount: string, label: string): void {
  const rows = workingRows(steps);
  if (rows.length === 0) return;
  paper.space(2);
  paper.table([62, 38], [
    [{ text: '計算', head: true }, { text: '額', head: true, align: 'right' }],
    ...rows.map(([what, sum]) => [{ text: what }, { text: sum, align: 'right' as const }]),
    [{ text: label, head: true }, { text: amount, head: true, align: 'right' as const }],
  ]);
}

/**
 * 教示: which remedy exists. A decision under an ordinance is a disposition (行政不服審査法82条, 行政事件訴訟法46条); under a regulation or
 * a guideline the grant is a contract of gift and neither applies (facts: domain 2.2).
 */
export function remedy(paper: Sheet, f: DocumentFacts): void {
  // Together with the office's line, which must not stand alone on a page.
  paper.room(f.legalBasis === 'ordinance' ? 175 : 100);
  paper.text('（この決定に不服があるとき）', { bold: true, size: 9.5, tag: 'H2', after: 1 });
  const small = { size: 9, gap: 3.5, after: 2 };
  if (f.legalBasis !== 'ordinance') {
    paper.text(`　この決定は${f.city}の${f.legalBasis === 'regulation' ? '規則' : '要綱'}に基づくもので、行政不服審査法による審査請求の対象となる処分ではありません。理由の説明を求めるとき、又は納得できないときは、下記の担当へ申し出てください。`, small);
    return;
  }
  paper.text(`1　この決定に不服があるときは、この決定があったことを知った日の翌日から起算して3か月以内に、${f.city}長に対して審査請求をすることができます（この決定の日の翌日から起算して1年を経過したときは、することができません。）。`, small);
  paper.text(`2　この決定の取消しの訴えは、この決定があったことを知った日（審査請求をしたときは、その裁決があったことを知った日）の翌日から起算して6か月以内に、${f.city}を被告として（${f.city}長が被告の代表者となります。）提起することができます（決定又は裁決の日の翌日から起算して1年を経過したときは、提起することができません。）。`, small);
}

/** Whom to ask. */
export function office(paper: Sheet, f: DocumentFacts): void {
  paper.room(34);
  paper.rule();
  paper.text(`担当　${f.city} ${f.office.name}　電話 ${f.office.tel}`, { align: 'right', size: 9.5 });
}
