// Lines of the text part: 38 full-width characters, so that a mail program that keeps lines keeps ours.

/** Half-width columns of a line. */
export const COLUMNS = 76;

/** Columns one letter takes: 0 for marks that sit on the letter before, 2 for everything a Japanese font draws wide. */
function columnsOf(char: string): number {
  const code = char.codePointAt(0) ?? 0;
  if ((code >= 0xfe00 && code <= 0xfe0f) || (code >= 0xe0100 && code <= 0xe01ef) || (code >= 0x300 && code <= 0x36f) || code === 0x3099 || code === 0x309a) return 0;
  if (code < 0x300 || (code >= 0xff61 && code <= 0xff9f)) return 1;
  return 2;
}

/** Columns a text takes. */
export const width = (text: string): number => [...text].reduce((all, char) => all + columnsOf(char), 0);

/** May not begin a line. */
const NOT_FIRST = new Set('、。，．・：；？！）」』】〉》〕］｝…ーぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ々)]},.:;?!%／');
/** May not end a line. */
const NOT_LAST = new Set('（「『【〈《〔［｛([{');

/** Pieces that are never cut: a Latin word or number, a wide letter with its marks and the punctuation that must stay with it. */
function pieces(text: string): string[] {
  const out: string[] = [];
  let glue = false;
  for (const char of text) {
    const last = out.at(-1);
    const isNarrow = columnsOf(char) === 1 && char !== ' ';
    const follows = last !== undefined && last !== ' ' && (columnsOf(char) === 0 || NOT_FIRST.has(char) || glue || (isNarrow && columnsOf([...last].at(-1) ?? '') === 1));
    if (follows) out[out.length - 1] = last + char;
    else out.push(char);
    glue = NOT_LAST.has(char);
  }
  return out;
}

/** Cuts a piece that is longer than a line on its own (somebody's endless word). */
function cut(piece: string, columns: number): string[] {
  const out = [''];
  for (const char of piece) {
    const last = out.at(-1) ?? '';
    if (width(last) + columnsOf(char) > columns && last !== '') out.push(char);
    else out[out.length - 1] = last + char;
  }
  return out;
}

/** Breaks a text into lines of at most `columns`; its own line breaks stay. Japanese line-breaking rules hold: no line begins with 「。」 or ends with 「（」. */
export function wrap(text: string, columns = COLUMNS): string[] {
  return text.split('\n').flatMap((paragraph) => {
    const lines: string[] = [];
    let line = '';
    for (const piece of pieces(paragraph).flatMap((p) => (width(p) > columns ? cut(p, columns) : [p]))) {
      if (line !== '' && width(line) + width(piece) > columns) {
        lines.push(line.trimEnd());
        line = piece === ' ' ? '' : piece;
      } else {
        line += piece;
      }
    }
    lines.push(line.trimEnd());
    return lines;
  });
}
