// The cover of a copy for disclosure: what is inside, what was blacked out and how often, what is not inside, and what to do before it is handed over.
import { sheet } from './sheet.js';

/** What the cover says, in words. `date` is the business day of the copy. */
export type CoverFacts = {
  readonly title: string;
  readonly city: string;
  readonly date: string;
  readonly facts: readonly (readonly [label: string, words: string])[];
  readonly inside: readonly { readonly file: string; readonly what: string }[];
  readonly masked: readonly { readonly label: string; readonly times: number }[];
  readonly missing: readonly { readonly what: string; readonly why: string }[];
  readonly before: readonly string[];
};

/** The cover as a PDF; equal facts give equal bytes. */
export async function renderCover(cover: CoverFacts): Promise<Buffer> {
  const paper = sheet({ title: cover.title, subject: cover.title, author: cover.city, date: cover.date });
  paper.title(cover.title);
  for (const [label, words] of cover.facts) paper.item(label, words);
  paper.heading('隠したところ');
  paper.paragraph('個人の情報は、同じ長さの ■■■ に置き換えました。');
  if (cover.masked.length > 0) paper.table([70, 30], [[{ text: '種類', head: true }, { text: '回数', head: true, align: 'right' }], ...cover.masked.map((one) => [{ text: one.label }, { text: String(one.times), align: 'right' as const }])]);
  else paper.paragraph('隠したところはありません。');
  if (cover.missing.length > 0) {
    paper.heading('この写しに入っていないもの');
    paper.table([50, 50], [[{ text: 'もの', head: true }, { text: '理由', head: true }], ...cover.missing.map((one) => [{ text: one.what }, { text: one.why }])]);
  }
  paper.heading('渡す前に確かめること');
  paper.list(cover.before);
  paper.heading('入っているもの');
  paper.table([55, 45], [[{ text: 'ファイル', head: true }, { text: '内容', head: true }], ...cover.inside.map((one) => [{ text: one.file }, { text: one.what }])]);
  return paper.finish(cover.title);
}
