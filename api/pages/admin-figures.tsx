// Figures of the control room, drawn on the server as SVG without script. Each has its numbers printed and stands beside a table with the same numbers.

/** Share of a whole in ten thousandths; the widths of one bar add up to it. */
const WIDE = 1000;

export type Bar = { readonly label: string; readonly parts: readonly { readonly n: number; readonly tone: 1 | 2 | 3 }[] };

/** Horizontal bars, longest first as given; the parts of a bar are told apart by tone and by the numbers in the table. */
export function Bars({ bars, label }: { bars: readonly Bar[]; label: string }) {
  const most = Math.max(1, ...bars.map((bar) => bar.parts.reduce((all, part) => all + part.n, 0)));
  const each = 28;
  return (
    <svg class="figure" role="img" aria-label={label} viewBox={`0 0 ${WIDE} ${Math.max(1, bars.length) * each}`} preserveAspectRatio="none">
      {bars.map((bar, row) => {
        let x = 0;
        return bar.parts.map((part) => {
          const width = (part.n / most) * (WIDE - 4);
          const at = x;
          x += width;
          return part.n === 0 ? null : <rect class={`tone-${part.tone}`} x={at} y={row * each + 4} width={Math.max(2, width - 2)} height={each - 8} />;
        });
      })}
    </svg>
  );
}

export type Share = { readonly label: string; readonly n: number };

/** One bar of the whole, its parts in a fixed order, each with its number where there is room. */
export function Shares({ shares, label }: { shares: readonly Share[]; label: string }) {
  const all = Math.max(1, shares.reduce((sum, share) => sum + share.n, 0));
  let x = 0;
  return (
    <svg class="figure" role="img" aria-label={label} viewBox={`0 0 ${WIDE} 44`}>
      {shares.map((share, n) => {
        const width = (share.n / all) * WIDE;
        const at = x;
        x += width;
        if (share.n === 0) return null;
        return (
          <g>
            <rect class={`tone-${(n % 3) + 1}`} x={at} y={2} width={Math.max(1, width - 3)} height={40} />
            {width > 60 && (
              <text class={`on-tone-${(n % 3) + 1}`} x={at + width / 2} y={30} text-anchor="middle">
                {share.n}
              </text>
            )}
          </g>
        );
      })}
    </svg>
  );
}

/** Days as dots, one for each thing that is due, overflow as a number; closed days are hatched by a lighter ground. */
export function Days({ days, label }: { days: readonly { readonly date: string; readonly due: number; readonly closed: boolean }[]; label: string }) {
  const each = WIDE / Math.max(1, days.length);
  return (
    <svg class="figure" role="img" aria-label={label} viewBox={`0 0 ${WIDE} 130`}>
      {days.map((day, n) => (
        <g>
          {day.closed && <rect class="closed-day" x={n * each} y={0} width={each - 2} height={104} />}
          {Array.from({ length: Math.min(day.due, 5) }, (_, i) => (
            <circle class="tone-2" cx={n * each + each / 2} cy={94 - i * 18} r={7} />
          ))}
          {day.due > 5 && (
            <text class="plain" x={n * each + each / 2} y={14} text-anchor="middle">
              {day.due}
            </text>
          )}
          <text class="plain" x={n * each + each / 2} y={126} text-anchor="middle">
            {Number(day.date.slice(8))}
          </text>
        </g>
      ))}
      <line class="ruled" x1={0} x2={WIDE} y1={104} y2={104} />
    </svg>
  );
}

/** Money of an envelope: paid, reserved for transfer, promised, free; in that order. */
export function Money({ parts, label }: { parts: readonly Share[]; label: string }) {
  return <Shares shares={parts} label={label} />;
}
