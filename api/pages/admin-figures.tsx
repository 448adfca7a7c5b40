// Figures of the control room, drawn on the server as SVG without script. Each has its numbers printed and stands beside a table with the same numbers.

/** Width of every drawing in its own units; about the width of a box on a desk, so that letters keep their size. */
const WIDE = 400;
type Tone = 1 | 2 | 3;
export type Bar = { readonly label: string; readonly parts: readonly { readonly n: number; readonly tone: Tone }[] };
const LABEL = 130;

/** Horizontal bars with label and numbers, longest first as given; the parts of a bar are told apart by tone and by their printed number. */
export function Bars({ bars, label }: { bars: readonly Bar[]; label: string }) {
  const totals = bars.map((bar) => bar.parts.reduce((all, part) => all + part.n, 0));
  const most = Math.max(1, ...totals);
  const each = 24;
  return (
    <svg class="figure" role="img" aria-label={label} viewBox={`0 0 ${WIDE} ${Math.max(1, bars.length) * each}`}>
      {bars.map((bar, row) => {
        let x = LABEL;
        return (
          <g>
            <text x={LABEL - 8} y={row * each + 17} text-anchor="end">
              {bar.label.length > 9 ? `${bar.label.slice(0, 8)}…` : bar.label}
            </text>
            {bar.parts.map((part) => {
              const width = (part.n / most) * (WIDE - LABEL - 30);
              const at = x;
              x += width;
              return (
                part.n > 0 && (
                  <>
                    <rect class={`tone-${part.tone}`} x={at} y={row * each + 3} width={Math.max(3, width - 2)} height={each - 6} />
                    {width > 22 && (
                      <text class={`on-tone-${part.tone}`} x={at + width / 2} y={row * each + 17} text-anchor="middle">
                        {part.n}
                      </text>
                    )}
                  </>
                )
              );
            })}
            <text x={x + 6} y={row * each + 17}>
              {totals[row]}
            </text>
          </g>
        );
      })}
    </svg>
  );
}

export type Share = { readonly label: string; readonly n: number };
const toneOf = (n: number): Tone => ((n % 3) + 1) as Tone;

/** One bar of the whole, its parts in the order given, each with its number where there is room. */
export function Shares({ shares, label }: { shares: readonly Share[]; label: string }) {
  const all = Math.max(1, shares.reduce((sum, share) => sum + share.n, 0));
  let x = 0;
  return (
    <svg class="figure" role="img" aria-label={label} viewBox={`0 0 ${WIDE} 26`}>
      {shares.map((share, n) => {
        const width = (share.n / all) * WIDE;
        const at = x;
        x += width;
        if (share.n === 0) return null;
        return (
          <g>
            <rect class={`tone-${toneOf(n)}`} x={at} y={2} width={Math.max(1, width - 2)} height={22} />
            {width > 24 && (
              <text class={`on-tone-${toneOf(n)}`} x={at + width / 2} y={18} text-anchor="middle">
                {share.n}
              </text>
            )}
          </g>
        );
      })}
    </svg>
  );
}

/** Days as dots, one for each thing that is due, overflow as a number; closed days stand on a grey ground. */
export function Days({ days, label }: { days: readonly { readonly date: string; readonly due: number; readonly closed: boolean }[]; label: string }) {
  const each = WIDE / Math.max(1, days.length);
  return (
    <svg class="figure" role="img" aria-label={label} viewBox={`0 0 ${WIDE} 84`}>
      {days.map((day, n) => (
        <g>
          {day.closed && <rect class="closed-day" x={n * each} y={0} width={each - 1} height={66} />}
          {Array.from({ length: Math.min(day.due, 4) }, (_, i) => (
            <circle class="tone-2" cx={n * each + each / 2} cy={58 - i * 13} r={5} />
          ))}
          {day.due > 4 && (
            <text x={n * each + each / 2} y={11} text-anchor="middle">
              {day.due}
            </text>
          )}
          <text x={n * each + each / 2} y={81} text-anchor="middle">
            {Number(day.date.slice(8))}
          </text>
        </g>
      ))}
      <line class="ruled" x1={0} x2={WIDE} y1={66} y2={66} />
    </svg>
  );
}
