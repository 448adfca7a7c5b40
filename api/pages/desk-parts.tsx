// Small parts that staff pages share: a number that leads to its rows, a section that says of when it is, facts, figures.
import type { Child } from 'hono/jsx';
import type { Instant } from '../../workflows/domain/calendar.js';
import { COUNTED_MOST } from '../../db/store/lists.js';
import { countWords } from './count-words.js';
import { asOfWords } from './day-words.js';
import type { Line } from './value-words.js';

/** A link that is the main thing of its row. */
export const Door = ({ href, children }: { href: string; children: Child }) => (
  <a class="door" href={href}>
    {children}
  </a>
);

/** A number and its unit that lead to exactly the rows they count. */
export const Count = ({ href, n, unit = '件' }: { href: string; n: number; unit?: string }) => (
  <a class="count" href={href}>
    {n > COUNTED_MOST ? countWords(n, unit) : <><span class="n">{n}</span>{unit}</>}
  </a>
);

/** A section whose figures bear the time of their own query. */
export function Section({ title, asOf, id, aside, children }: { title: string; asOf?: Instant; id: string; aside?: Child; children: Child }) {
  return (
    <section class="part" aria-labelledby={`${id}-h`} id={id}>
      <div class="part-head">
        <h2 id={`${id}-h`}>{title}</h2>
        {asOf !== undefined && (
          <p class="as-of">
            <time datetime={new Date(asOf).toISOString()}>{asOfWords(asOf)}</time>
          </p>
        )}
        {aside}
      </div>
      {children}
    </section>
  );
}

/** Facts as terms and descriptions; empty ones are left out. */
export function Facts({ facts }: { facts: readonly (readonly [string, Child | null | undefined])[] }) {
  return (
    <dl class="fact-list">
      {facts.map(([term, value]) =>
        value === null || value === undefined || value === '' ? null : (
          <div>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ),
      )}
    </dl>
  );
}

/** What somebody wrote, line by line; line breaks are kept. */
export const Lines = ({ lines }: { lines: readonly Line[] }) => (lines.length === 0 ? null : <Facts facts={lines.map((line) => [line.label, <span class="typed">{line.text}</span>] as const)} />);

/** A table that may be wider than a phone: its own scroll region, reachable by keyboard; or `cards`, where each row becomes a card on a phone. */
export function DataTable({ caption, head, rows, numeric = [], cards = false }: { caption: string; head: readonly string[]; rows: readonly (readonly Child[])[]; numeric?: readonly number[]; cards?: boolean }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (WCAG 2.1.1)
    <section class="scroll" aria-label={caption} tabindex={0}>
      <table class={cards ? 'data cards' : 'data'}>
        <caption>{caption}</caption>
        <thead>
          <tr>
            {head.map((name, n) => (
              <th scope="col" class={numeric.includes(n) ? 'num' : undefined}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((cells) => (
            <tr>
              {cells.map((cell, n) =>
                n === 0 ? <th scope="row">{cell}</th> : <td class={numeric.includes(n) ? 'num' : undefined} data-label={head[n]}>{cell}</td>,
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
