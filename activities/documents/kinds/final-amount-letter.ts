// 額の確定通知書: the final amount with its working, what was paid, and what is left to pay or to pay back.
import type { DocumentFacts } from '../facts.js';
import { aboutCase, head, items, office, remedy, working } from '../parts.js';
import type { Sheet } from '../sheet.js';
import { eraYear, gold } from '../words.js';
import { eraDate, REJECT_WORDS } from '../../../workflows/domain/words.js';

export function finalAmountLetter(paper: Sheet, f: DocumentFacts): void {
  const final = f.final;
  if (!final) throw new Error('the letter of the final amount needs the amount');
  const balance = { remainder: '支払う額（残額）', refund: '返還していただく額', even: '差引' }[final.kind];
  const then = {
    remainder: '残額は、団体の請求を受けて支払います。請求の方法は別にお知らせします。',
    refund: '返還していただく額は、お渡しする納付書により、その期限までに納めてください。',
    even: '支払いも返還もありません。',
  }[final.kind];
  head(paper, f);
  paper.title(`${f.programme} 額の確定通知書`);
  paper.paragraph(`${eraYear(f.fiscalYear)}の${f.programme}について、実績の報告を確かめた結果、下記のとおり額を確定したので通知します。`);
  items(paper, (item) => {
    aboutCase(item, f);
    if (f.amountYen !== null) item('交付決定額', gold(f.amountYen));
    item('確定額', gold(final.finalYen));
    item('支払済の額', gold(final.paidYen));
    item(balance, final.kind === 'even' ? '金0円' : gold(final.balanceYen));
    item('認めなかった費用', (final.rejected ?? []).map(({ receipt, reason }) => `${eraDate(receipt.paidOn)} ${receipt.payee}（${receipt.what}）${gold(receipt.yen)}：${REJECT_WORDS[reason].ja}`).join('\n'));
    item('理由', f.reasons);
    item('このあと', then);
    working(paper, final.working, gold(final.finalYen), '確定額');
  });
  remedy(paper, f);
  office(paper, f);
}
