// 交付決定通知書: the decision with amount, working, conditions, reasons and 教示.
import type { DocumentFacts } from '../facts.js';
import { aboutCase, head, items, office, remedy, scoreWords, working } from '../parts.js';
import type { Sheet } from '../sheet.js';
import { eraYear, gold } from '../words.js';

export function decisionLetter(paper: Sheet, f: DocumentFacts): void {
  const isGrant = f.amountYen !== null;
  head(paper, f);
  paper.title(`${f.programme} ${isGrant ? '交付決定通知書' : '採択決定通知書'}`);
  paper.paragraph(`${eraYear(f.fiscalYear)}の${f.programme}について、下記のとおり${isGrant ? '交付することを' : '採択を'}決定したので通知します。`);
  items(paper, (item) => {
    aboutCase(item, f);
    if (f.amountYen !== null) item('交付決定額', gold(f.amountYen));
    item('理由', f.reasons);
    item('審査の結果', scoreWords(f));
    item('交付の条件', f.conditions === '' ? '付けません。' : f.conditions);
    item('変更・中止', '事業の内容や経費を変えるとき、又は事業を途中でやめるときは、前もって市の承認を受けてください。');
    if (f.amountYen !== null) working(paper, f.working, gold(f.amountYen), '交付決定額');
  });
  remedy(paper, f);
  office(paper, f);
}
