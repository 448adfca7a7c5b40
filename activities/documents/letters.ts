// Letters no font of ours can draw (an emoji in a title) are printed as 〓, the printer's mark for missing type, never as an empty box.

/** The part of the font that tells what it can draw. */
export type Glyphs = { hasGlyphForCodePoint(code: number): boolean };

/** The printer's mark for a letter that is missing. */
export const MISSING = '〓';

/** Marks that change the letter before and are no letters themselves. */
const isSelector = (code: number): boolean => (code >= 0xfe00 && code <= 0xfe0f) || (code >= 0xe0100 && code <= 0xe01ef) || code === 0x200d;

/** The text with what cannot be drawn replaced. */
export function drawable(text: string, glyphs: Glyphs): string {
  let out = '';
  let gone = false;
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    if (isSelector(code)) {
      if (!gone) out += char;
      continue;
    }
    gone = code !== 0xa && !glyphs.hasGlyphForCodePoint(code);
    out += gone ? MISSING : char;
  }
  return out;
}
