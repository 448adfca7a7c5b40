// 起案用紙: the sheet for the internal file, with a box for each approval. It shows what is decided, not more and not less.
import { eraDate } from '../../../workflows/domain/words.js';
import type { DocumentFacts } from '../facts.js';
import { scoreWords, working } from '../parts.js';
import type { Sheet } from '../sheet.js';
import { eraMoment, eraYear, gold, titled, yen } from '../words.js';

const BOXES_IN_A_ROW = 5;

/** What is proposed. Where money is given an amount of zero can only be a refusal. */
function proposed(f: DocumentFacts): string {
  if (f.isSelected === false || f.amountYen === 0) return '採択しない';
  if (f.amountYen !== null) return `採択し、交付額を${gold(f.amountYen)}とする（予算の議決が要るときは、議決まで候補とする）`;
  return f.isSelected ? '採択する' : '下記の理由のとおり';
}

export function draftSheet(paper: Sheet, f: DocumentFacts): void {
  paper.title('起案用紙');
  const approvals = f.approvals ?? [];
  const last = approvals.at(-1);
  const isDone = approvals.length > 0 && approvals.every((a) => a.at !== null);
  paper.table([18, 32, 18, 32], [
    [{ text: '起案年月日', head: true }, { text: eraDate(f.date) }, { text: '決裁年月日', head: true }, { text: isDone && last?.at ? eraMoment(last.at) : '' }],
    [{ text: '文書番号', head: true }, { text: f.docNumber ?? '' }, { text: '案件番号', head: true }, { text: f.number }],
    [{ text: '起案課', head: true }, { text: f.office.name }, { text: '電話', head: true }, { text: f.office.tel }],
  ]);
  for (let from = 0; from < approvals.length; from += BOXES_IN_A_ROW) {
    const row = approvals.slice(from, from + BOXES_IN_A_ROW);
    const widths = Array.from({ length: BOXES_IN_A_ROW }, () => 1).slice(0, Math.max(row.length, 3));
    const filled = [...row, ...Array.from({ length: widths.length - row.length }, () => ({ post: '', name: '', at: null, remark: '' }))];
    paper.table(widths, [
      filled.map((a) => ({ text: a.post, head: true, align: 'center' as const })),
      filled.map((a) => ({ text: a.at === null ? a.name : `${a.name}\n${eraMoment(a.at).replace(' ', '\n')}`, align: 'center' as const })),
    ], { size: 8.5, minHeight: 18 });
  }
  paper.heading(`件名　${f.programme}${titled(f.title)}について`);
  paper.paragraph('このことについて、次のとおり決定してよろしいか伺います。', 8);
  const what = proposed(f);
  paper.table([22, 78], [
    [{ text: '決定の案', head: true }, { text: what }],
    [{ text: '団体', head: true }, { text: `${f.group}　代表者 ${f.representative}` }],
    [{ text: '担当課', head: true }, { text: `${f.lead}${f.joint.length > 0 ? `（協力：${f.joint.join('、')}）` : ''}` }],
    [{ text: '対象年度', head: true }, { text: eraYear(f.fiscalYear) }],
    ...(f.score ? [[{ text: '審査の結果', head: true }, { text: scoreWords(f) }]] : []),
    [{ text: '理由', head: true }, { text: f.reasons }],
    [{ text: '条件', head: true }, { text: f.conditions === '' ? 'なし' : f.conditions }],
    [{ text: '根拠', head: true }, { text: `${f.programme}の${{ ordinance: '条例', regulation: '規則', guideline: '要綱' }[f.legalBasis]}` }],
  ]);
  if (f.amountYen && f.isSelected !== false) working(paper, f.working, gold(f.amountYen), '案の額');
  if (f.budget) {
    paper.heading('収支予算');
    paper.table([30, 46, 24], [
      [{ text: '費目', head: true }, { text: '内容', head: true }, { text: '額', head: true, align: 'right' }],
      ...f.budget.costs.map((cost) => [{ text: cost.label }, { text: cost.what }, { text: yen(cost.yen), align: 'right' as const }]),
      [{ text: '支出の計', head: true }, { text: '', head: true }, { text: yen(f.budget.costs.reduce((all, cost) => all + cost.yen, 0)), head: true, align: 'right' }],
    ]);
    paper.table([76, 24], [
      [{ text: '収入', head: true }, { text: '額', head: true, align: 'right' }],
      ...([['団体の負担', f.budget.ownYen], ['参加費など', f.budget.feesYen], ['ほかの補助金・助成金', f.budget.otherGrantsYen], ['市に求める額', f.budget.askedYen]] as const).map(([label, amount]) => [{ text: label }, { text: yen(amount), align: 'right' as const }]),
    ]);
  }
  const remarks = approvals.filter((a) => a.remark !== '');
  if (remarks.length > 0) {
    paper.heading('付け加えられたこと');
    for (const a of remarks) paper.item(a.post, a.remark);
  }
  if (f.history && f.history.length > 0) {
    paper.heading('経過');
    for (const entry of f.history) paper.item(eraMoment(entry.at), entry.text, 168);
  }
}
