// 選考結果通知書 of a proposal that was not selected: reason and score in full, and which remedy exists.
import type { DocumentFacts } from '../facts.js';
import { aboutCase, head, items, office, remedy, scoreWords } from '../parts.js';
import type { Sheet } from '../sheet.js';
import { eraYear } from '../words.js';

export function refusalLetter(paper: Sheet, f: DocumentFacts): void {
  head(paper, f);
  paper.title(`${f.programme} 選考結果通知書`);
  paper.paragraph(`${eraYear(f.fiscalYear)}の実施に向けて提案のあった下記の事業について、選考の結果、採択しないことに決定したので通知します。ご提案くださり、ありがとうございました。`);
  items(paper, (item) => {
    aboutCase(item, f);
    item('審査の結果', scoreWords(f));
    item('理由', f.reasons);
    item('今後', '内容を変えて、次の募集に提案することができます。理由の説明や相談は、下記の担当がお受けします。');
  });
  remedy(paper, f);
  office(paper, f);
}
