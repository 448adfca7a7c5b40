// 協働事業協定書, in the shape of 市川市's: both sides as equals, roles as lists, openness as the rule, changes only after talks.
import { eraDate, yenWords } from '../../../workflows/domain/words.js';
import type { DocumentFacts } from '../facts.js';
import { titled, workingRows } from '../words.js';
import type { Sheet } from '../sheet.js';

export function agreement(paper: Sheet, f: DocumentFacts): void {
  const a = f.agreement;
  if (!a) throw new Error('an agreement needs its terms');
  paper.dated(`案件番号 ${f.number}　第${a.version}版`);
  paper.title('協働事業協定書');
  paper.paragraph(`${f.city}（以下「市」という。）と${f.group}（以下「団体」という。）は、${f.programme}により${titled(f.title)}（以下「事業」という。）を協働して行うため、次のとおり協定を結ぶ。`, 2);

  let n = 0;
  const article = (name: string, write: () => void): void => {
    n += 1;
    paper.heading(`第${n}条（${name}）`);
    write();
  };
  article('目的', () => paper.paragraph(a.purpose));
  article('対等の関係', () => paper.paragraph('市と団体は、互いの立場と役割を尊重し、対等な相手として、それぞれの持ち味を生かして事業を進める。'));
  article('期間', () => paper.paragraph(`この協定の期間は、${eraDate(a.from)}から${eraDate(a.to)}までとする。`));
  if (f.form) article('協働の形', () => paper.paragraph(`この事業は、${f.form}の形で行う。`));
  article('役割', () => {
    paper.paragraph('団体は、次の役割を受け持つ。', 1);
    paper.list(a.groupRoles);
    paper.paragraph('市は、次の役割を受け持つ。', 1);
    paper.list(a.cityRoles);
    const several = f.departments ?? [];
    if (several.length === 0) paper.paragraph(`市の担当は${f.lead}とする。${f.joint.length > 0 ? `${f.joint.join('、')}は、これに協力する。` : ''}`, 2);
    else {
      paper.paragraph(`市では次の課が担当し、${several[0]?.name ?? f.lead}が主に担当して、期日と連絡に責任を持つ。`, 1);
      paper.list(several.map((one) => `${one.name}：${one.role}`));
    }
  });
  article('情報の共有', () => paper.paragraph('市と団体は、事業に必要な情報を互いに知らせ、進み具合を共有する。知り得た個人の情報は、事業のほかの目的に使わず、第三者に渡さない。'));
  article('費用', () => {
    paper.paragraph(a.costText);
    const bearing = (f.departments ?? []).filter((one) => one.percent > 0);
    if (bearing.length > 0) paper.paragraph(`市の負担は、${bearing.map((one) => `${one.name}が100分の${one.percent}${one.yen === null ? '' : `（${yenWords(one.yen)}）`}`).join('、')}を分けて受け持つ。`, 1);
    const steps = workingRows(f.working).map(([what, sum]) => `${what} ${sum}`);
    if (steps.length > 0) paper.paragraph(`市の負担の計算は、次のとおりである。${steps.join('、')}。`);
  });
  article('公開の原則', () => paper.paragraph(a.publicity));
  article('変更及び中止', () => paper.paragraph('事業の内容、役割、費用又は期間を変えるとき、及び事業を止めるときは、市と団体が前もって話し合い、双方が合意して行う。'));
  article('報告と評価', () => paper.paragraph('団体は、事業が終わったあと、行ったことと使った費用を市に報告する。市と団体は、それぞれ事業を評価し、話し合って結果をまとめ、公表する。'));
  if (a.extra !== '') article('そのほかの取り決め', () => paper.paragraph(a.extra));
  article('協議', () => paper.paragraph('この協定に定めのないこと、又は疑問が生じたことは、市と団体が話し合って決める。'));

  paper.space(8);
  paper.room(190);
  paper.paragraph('この協定を証するため、この電磁的記録を作成し、市の代表者と団体の代表者がこの版に合意した記録とともに、双方がそれぞれ保有する。', 10);
  paper.text(eraDate(f.date), { indent: 21, after: 10 });
  paper.text('市', { indent: 230 });
  paper.text(`${f.city}`, { indent: 262 });
  paper.text(`${f.city}長　${f.mayor}`, { indent: 262, after: 8 });
  paper.text('団体', { indent: 230 });
  paper.text(f.group, { indent: 262 });
  paper.text(`代表者　${f.representative}`, { indent: 262, after: 8 });
  if (a.changed !== '') {
    paper.rule();
    paper.text(`前の版から変えたこと（協定の一部ではない）：${a.changed}`, { size: 9 });
  }
}
