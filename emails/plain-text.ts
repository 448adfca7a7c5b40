// The text part: complete alone, in the order of the HTML part. Municipal networks strip HTML and make links dead, so every address
// stands on a line of its own, uncut, and the eight-character code does the same at a short address.
import type { MailFacts, MailLink } from '../workflows/domain/mail.js';
import type { Content, Line } from './content.js';
import { says } from './say.js';
import { spelled } from './spelled.js';
import { COLUMNS, width, wrap } from './wrap.js';

/** Columns of the label, so that values of facts stand below each other. */
const LABEL = 12;

function fact({ label, value }: Line): string[] {
  const head = `■ ${label}`;
  if (width(head) + 1 > LABEL) return [head, ...wrap(value, COLUMNS - 3).map((line) => `   ${line}`)];
  const [first = '', ...rest] = wrap(value, COLUMNS - LABEL);
  return [`${head}${' '.repeat(LABEL - width(head))}${first}`, ...rest.map((line) => `${' '.repeat(LABEL)}${line}`)];
}

/** The details below each other; a value that is an address stands on a line of its own. */
function details(lines: readonly Line[]): string[] {
  const column = Math.max(8, ...lines.map(({ label }) => width(label)).filter((w) => w <= 16)) + 2;
  return lines.flatMap(({ label, value }) => {
    if (/^https?:\/\/\S+$/.test(value)) return [`  ${label}`, value];
    if (width(label) + 2 > column) return [`  ${label}`, ...wrap(value, COLUMNS - 4).map((line) => `    ${line}`)];
    return wrap(value, COLUMNS - 2 - column).map((line, n) => `  ${n === 0 ? label + ' '.repeat(column - width(label)) : ' '.repeat(column)}${line}`);
  });
}

function where(f: MailFacts, content: Content, link: MailLink | null): string[] {
  if (content.where === '') return [];
  const s = says(f);
  if (!link) return fact({ label: content.where, value: s(`市の共創のページを開くか、${f.office.tel}へお電話ください。`, `市（し）のページを開（ひら）くか、${f.office.tel} に電話（でんわ）してください。`, `Open the city’s co-creation page or call ${f.office.tel}.`) });
  const lines = [`■ ${content.where}`, link.url];
  if (link.code === null) return lines;
  return [
    ...lines,
    s('   開けないときは、次のアドレスを開き、', '   開（ひら）けないときは、次（つぎ）のページを開（ひら）いて、', '   If it does not open, go to the next address and enter'),
    s(`   コード  ${spelled(link.code)}  を入力してください。`, `   コード  ${spelled(link.code)}  を入（い）れてください。`, `   the code  ${spelled(link.code)}`),
    link.codePage,
  ];
}

/** The text part of a mail. */
export function plainText(f: MailFacts, content: Content, link: MailLink | null): string {
  const s = says(f);
  const blocks: string[][] = [
    f.addressee.trim() === '' ? [] : [s(f.addressee, f.addressee, f.addressee.replace(/さん$/, '')).trim()],
    wrap(content.lead),
    [...content.facts.flatMap(fact), ...where(f, content, link)],
    content.details.length === 0 ? [] : [s('くわしく', 'くわしく', 'Details'), ...details(content.details)],
    content.closing.flatMap((line) => wrap(line)),
    ['--', s(`${f.city} ${f.office.name}（共創）`, `${f.city} ${f.office.name}（共創（きょうそう））`, `${f.city} ${f.office.name} (co-creation)`) + (f.case ? `  ${f.case.number}` : '')],
  ];
  return `${blocks.filter((block) => block.length > 0).map((block) => block.join('\n')).join('\n\n')}\n`;
}
