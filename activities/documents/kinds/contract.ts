// 業務委託契約書, in the shape of 和歌山県's and 広島市's: work, term, price, inspection in ten days, payment in thirty, no passing on of work or claims.
import { eraDate } from '../../../workflows/domain/words.js';
import type { DocumentFacts } from '../facts.js';
import { titled } from '../words.js';
import type { Sheet } from '../sheet.js';

export function contract(paper: Sheet, f: DocumentFacts): void {
  const a = f.agreement;
  if (!a) throw new Error('a contract needs its terms');
  paper.dated(`案件番号 ${f.number}　第${a.version}版`);
  paper.title(a.isChange ? '業務委託変更契約書' : '業務委託契約書');
  paper.paragraph(`${f.city}（以下「甲」という。）と${f.group}（以下「乙」という。）は、${titled(f.title)}の業務（以下「業務」という。）の委託について、次のとおり契約を${a.isChange ? '変更する。この版は、前の版に代わる' : '結ぶ'}。`, 2);
  let n = 0;
  const article = (name: string, words: string): void => {
    n += 1;
    paper.heading(`第${n}条（${name}）`);
    paper.paragraph(words);
  };
  article('委託する業務', `甲は、次の業務を乙に委託し、乙はこれを受ける。${a.purpose}`);
  article('期間', `契約の期間は、${eraDate(a.from)}から${eraDate(a.to)}までとする。`);
  article('契約金額', a.costText);
  article('契約保証金', '契約保証金は、免除する。');
  article('再委託の禁止', '乙は、業務の全部又は一部を第三者に委託してはならない。ただし、書面による甲の承諾を得たときは、この限りでない。');
  article('権利の譲渡の禁止', '乙は、この契約から生じる権利又は義務を第三者に譲り渡してはならない。');
  article('業務の届出と検査', '乙は、業務の全部又は一部が終わったときは、甲に届け出る。甲は、届出を受けた日から10日以内に検査する。検査に合格しないときは、乙は、自分の費用でやり直し、あらためて検査を受ける。');
  article('支払', '乙は、検査に合格した分の契約金額を請求することができる。甲は、適法な請求書を受けた日から30日以内に支払う。請求書に不備があって返したときは、直したものを受けるまでの日数は、これに入れない。');
  article('遅延利息', '甲が前条の期間内に支払わないときは、その翌日から支払の日までの日数に応じ、政府契約の支払遅延防止等に関する法律により定められた率で計算した利息を支払う。');
  article('成果の公表', a.publicity);
  article('変更', '業務の内容、期間又は契約金額を変えるときは、甲と乙が前もって話し合い、書面により行う。');
  if (a.isChange) article('変更した内容', a.changed);
  if (a.extra !== '') article('そのほかの定め', a.extra);
  article('協議', 'この契約に定めのないこと、又は疑問が生じたことは、甲と乙が話し合って決める。');
  paper.space(8);
  paper.room(150);
  paper.paragraph('この契約を証するため、この電磁的記録を作成し、双方の代表者がこの版に合意した記録とともに、それぞれ保有する。', 10);
  paper.text(eraDate(f.date), { indent: 21, after: 10 });
  paper.text(`甲　${f.city}長　${f.mayor}`, { indent: 230, after: 6 });
  paper.text(`乙　${f.group}　代表者　${f.representative}`, { indent: 230, after: 8 });
}
