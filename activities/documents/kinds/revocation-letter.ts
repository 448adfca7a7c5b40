// 交付決定取消通知書: what is revoked, what stays, why and on which article; the refund with its interest is told apart.
import type { DocumentFacts } from '../facts.js';
import { aboutCase, head, items, office, remedy } from '../parts.js';
import type { Sheet } from '../sheet.js';
import { eraYear, gold } from '../words.js';

export function revocationLetter(paper: Sheet, f: DocumentFacts): void {
  const revoked = f.revoked;
  if (!revoked) throw new Error('the letter of a revocation needs what stays');
  const back = Math.max(0, revoked.paidYen - revoked.keepYen);
  head(paper, f);
  paper.title(`${f.programme} 交付決定取消通知書`);
  paper.paragraph(`${eraYear(f.fiscalYear)}の${f.programme}について、交付の決定の${revoked.keepYen === 0 ? '全部' : '一部'}を下記のとおり取り消したので通知します。`);
  items(paper, (item) => {
    aboutCase(item, f);
    item('交付決定額', gold(revoked.decidedYen));
    item('取り消さない額', gold(revoked.keepYen));
    item('支払済の額', gold(revoked.paidYen));
    item('返還していただく額', gold(back));
    item('理由', f.reasons);
    if (back > 0) item('このあと', '返還していただく額、加算金及び納付の期限は、別にお知らせします。');
  });
  remedy(paper, f);
  office(paper, f);
}
