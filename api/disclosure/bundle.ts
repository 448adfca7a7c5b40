// One file for a disclosure request: the copies of its cases, a list with the hash of each file, and a cover that says what is inside and what was hidden.
import { zipSync } from 'fflate';
import { sha256 } from '../../activities/platform/notary.js';
import { CITY } from '../../db/store/queue-mails.js';
import { dateOf, type Instant } from '../../workflows/domain/calendar.js';
import { dateWords } from '../../workflows/domain/words.js';
import { csv } from '../csv.js';
import type { Deps } from '../deps.js';
import type { CaseCopy } from './case-copy.js';

export type Bundle = { readonly bytes: Uint8Array; readonly sha256: string };
const hex = (bytes: Uint8Array): string => Buffer.from(sha256(bytes)).toString('hex');

/** What the person who hands it over has to look at: rules do not know a name that nobody registered. */
const BEFORE = [
  '文の中に、登録されていない人の名前や、だれかわかる書き方が残っていないかを読んで確かめます。',
  '「入っていないもの」の添付ファイルを取り出し、墨塗りをして加えます。',
  '市の情報公開条例や個人情報の決まりで、ほかに開示できないところがないかを確かめます。',
  '文に名前の出る人に、意見をきく機会が要るかを確かめます。',
];

/** The file, made of these copies; the same copies at the same instant give the same bytes. `for` says in words whom it is for, `by` who made it. */
export async function bundleOf(deps: Deps, copies: readonly CaseCopy[], about: { readonly for: string; readonly reason: string; readonly by: string; readonly at: Instant }): Promise<Bundle> {
  const inside = copies.flatMap((copy) => copy.files.map((file) => ({ file: `${copy.number}/${file.name}`, what: file.what, bytes: file.bytes })));
  const masked = new Map<string, number>();
  for (const [label, times] of copies.flatMap((copy) => [...copy.masked])) masked.set(label, (masked.get(label) ?? 0) + times);
  const list = csv([['ファイル', '内容', 'SHA-256'], ...inside.map((one) => [one.file, one.what, hex(one.bytes)])]);
  const cover = await deps.printer.cover({
    title: '開示のための写し', city: CITY, date: dateOf(about.at),
    facts: [['案件', copies.map((copy) => `${copy.number}　${copy.title}`).join('\n')], ['渡す相手', about.for], ['請求', about.reason], ['作成', `${dateWords(dateOf(about.at))}　${about.by}`]],
    inside, masked: [...masked].map(([label, times]) => ({ label, times })), missing: copies.flatMap((copy) => copy.missing.map((one) => ({ what: `${copy.number}　${one.what}`, why: one.why }))), before: BEFORE,
  });
  const files = Object.fromEntries([['00_表紙.pdf', cover], ['00_目録.csv', new TextEncoder().encode(list)], ...inside.map((one) => [one.file, one.bytes])]) as Record<string, Uint8Array>;
  const bytes = zipSync(files, { mtime: new Date(about.at) });
  return { bytes, sha256: hex(bytes) };
}
