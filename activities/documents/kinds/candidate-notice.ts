// 採択候補通知書: selected, and not decided before the council has voted the budget.
import type { DocumentFacts } from '../facts.js';
import { aboutCase, head, items, office, scoreWords, working } from '../parts.js';
import type { Sheet } from '../sheet.js';
import { eraYear, gold } from '../words.js';

export function candidateNotice(paper: Sheet, f: DocumentFacts): void {
  head(paper, f);
  paper.title(`${f.programme} 採択候補通知書`);
  paper.paragraph(`${eraYear(f.fiscalYear)}の実施に向けて提案のあった下記の事業について、選考の結果、採択の候補としたので通知します。`);
  paper.paragraph(`この通知は、交付の決定ではありません。市議会で${eraYear(f.fiscalYear)}の予算が可決されたときに、あらためて決定を通知します。予算が可決されないときは、事業を実施することができず、補助金などの支払いもありません。`);
  items(paper, (item) => {
    aboutCase(item, f);
    item('審査の結果', scoreWords(f));
    if (f.amountYen !== null) item('予定する額', gold(f.amountYen));
    item('理由', f.reasons);
    item('条件', f.conditions);
    item('費用の対象', '決定の通知より前に使った費用は、対象になりません。');
    if (f.amountYen !== null) working(paper, f.working, gold(f.amountYen), '予定する額');
  });
  office(paper, f);
}
