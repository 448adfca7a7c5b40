// Paper: what letters are made of (date at the right, addressee at the left, title, 記, numbered items, tables), drawn with pdfkit.
// Every text is a tagged paragraph, so that a screen reader meets it in the order of the page; lines and page numbers are artefacts.
import PDFDocument from 'pdfkit';
import { instantAt } from '../../workflows/domain/calendar.js';
import { drawable, type Glyphs, MISSING } from './letters.js';
import { fonts } from './fonts.js';

const MARGIN = { top: 57, bottom: 60, left: 71, right: 71 };
const SIZE = 10.5;
const GAP = 4;
const INK = '#1a1a1c';

type Style = { size?: number; bold?: boolean; align?: 'left' | 'right' | 'center'; indent?: number; tag?: string; after?: number; gap?: number };
type Cell = { readonly text: string; readonly head?: boolean; readonly align?: 'left' | 'right' | 'center' };

export type Sheet = ReturnType<typeof sheet>;

/**
 * An empty A4 sheet. `date` is the business date: it is the file's creation date, so that equal facts give equal bytes
 * (pdfkit derives the file's id from the same data).
 */
export function sheet(info: { title: string; subject: string; author: string; date: string }) {
  const doc = new PDFDocument({
    size: 'A4', margins: MARGIN, lang: 'ja', tagged: true, pdfVersion: '1.7', displayTitle: true, bufferPages: true, font: fonts().regular as never,
    info: { Title: info.title, Subject: info.subject, Author: info.author, Creator: 'Kyoso', Producer: 'Kyoso', CreationDate: new Date(instantAt(info.date)) },
  });
  doc.registerFont('regular', fonts().regular);
  doc.registerFont('bold', fonts().bold);
  const root = doc.struct('Document');
  doc.addStructure(root);
  const glyphs = (doc.font('bold') as unknown as { _font: { font: Glyphs } })._font.font;
  let isMissing = false;
  const draw = (text: string): string => {
    const out = drawable(text, glyphs);
    isMissing ||= out !== text && out.includes(MISSING);
    return out;
  };
  const left = MARGIN.left;
  const width = doc.page.width - MARGIN.left - MARGIN.right;
  const bottom = (): number => doc.page.height - MARGIN.bottom;
  /** Starts a new page when less than this much is left. */
  const room = (height: number): void => { if (doc.y + height > bottom()) doc.addPage(); };

  const face = (style: Style) => doc.font(style.bold ? 'bold' : 'regular').fontSize(style.size ?? SIZE).fillColor(INK);

  function text(words: string, style: Style = {}): void {
    if (words === '') return;
    const indent = style.indent ?? 0;
    room((style.size ?? SIZE) * 1.5);
    face(style).text(draw(words), left + indent, doc.y, { width: width - indent, align: style.align ?? 'left', lineGap: style.gap ?? GAP, structParent: root, structType: style.tag ?? 'P' });
    doc.x = left;
    doc.y += style.after ?? 0;
  }

  function height(words: string, at: number, style: Style = {}): number {
    return face(style).heightOfString(draw(words), { width: at, lineGap: style.gap ?? GAP });
  }

  const line = (x1: number, y1: number, x2: number, y2: number): void => {
    doc.markContent('Artifact', { type: 'Layout' });
    doc.save().lineWidth(0.6).strokeColor(INK).moveTo(x1, y1).lineTo(x2, y2).stroke().restore();
    doc.endMarkedContent();
  };

  return {
    width,
    space: (points: number): void => { doc.y += points; },
    room,
    text,
    /** Number of the letter and its date, at the right. */
    dated: (...lines: readonly string[]): void => { for (const words of lines) text(words, { align: 'right' }); },
    title: (words: string): void => { doc.y += 12; text(words, { size: 15, bold: true, align: 'center', tag: 'H1', after: 10 }); },
    heading: (words: string): void => { room(60); doc.y += 8; text(words, { bold: true, tag: 'H2', after: 1 }); },
    /** A paragraph that begins one letter in. */
    paragraph: (words: string, after = 4): void => { for (const part of words.split('\n')) text(part === '' ? '' : `　${part}`, { after }); },
    center: (words: string, after = 6): void => text(words, { align: 'center', after }),
    /** A label and what stands beside it; nothing when there is nothing. */
    item(label: string, words: string, at = 112): void {
      if (words === '') return;
      room(Math.min(height(words, width - at), 120));
      const y = doc.y;
      const page = doc.bufferedPageRange().count;
      face({}).text(draw(label), left, y, { width: at - 8, lineGap: GAP, structParent: root, structType: 'P' });
      const under = doc.y;
      face({}).text(draw(words), left + at, y, { width: width - at, lineGap: GAP, structParent: root, structType: 'P' });
      if (doc.bufferedPageRange().count === page) doc.y = Math.max(doc.y, under);
      doc.x = left;
      doc.y += 3;
    },
    /** A list with hanging numbers: （1）… */
    list(entries: readonly string[], indent = 22): void {
      entries.forEach((words, n) => {
        room(SIZE * 2);
        const y = doc.y;
        face({}).text(`（${n + 1}）`, left + indent - 6, y, { width: 34, lineGap: GAP, structParent: root, structType: 'P' });
        face({}).text(draw(words), left + indent + 26, y, { width: width - indent - 26, lineGap: GAP, structParent: root, structType: 'P' });
        doc.x = left;
        doc.y += 1;
      });
    },
    /** A table with widths as shares of the page; a row is never cut by the page's end. */
    table(widths: readonly number[], rows: readonly (readonly Cell[])[], options: { size?: number; minHeight?: number } = {}): void {
      const all = widths.reduce((a, b) => a + b, 0);
      const columns = widths.map((share) => (share / all) * width);
      const pad = { x: 6, y: 3 };
      const size = options.size ?? 9.5;
      const table = doc.struct('Table');
      root.add(table);
      for (const cells of rows) {
        const tall = Math.max(options.minHeight ?? 0, ...cells.map((cell, n) => height(cell.text === '' ? ' ' : cell.text, (columns[n] ?? 0) - pad.x * 2, { size, gap: 2.5, bold: cell.head ?? false }) + pad.y * 2));
        room(tall);
        const y = doc.y;
        const row = doc.struct('TR');
        table.add(row);
        let x = left;
        cells.forEach((cell, n) => {
          const w = columns[n] ?? 0;
          doc.markContent('Artifact', { type: 'Layout' });
          doc.save().lineWidth(0.6).strokeColor(INK);
          if (cell.head) doc.rect(x, y, w, tall).fillColor('#f1f1f4').fillAndStroke('#f1f1f4', INK);
          else doc.rect(x, y, w, tall).stroke();
          doc.restore();
          doc.endMarkedContent();
          const box = doc.struct(cell.head ? 'TH' : 'TD');
          row.add(box);
          if (cell.text !== '') face({ size, bold: cell.head ?? false }).text(draw(cell.text), x + pad.x, y + pad.y, { width: w - pad.x * 2, align: cell.align ?? 'left', lineGap: 2.5, structParent: box, structType: 'P' });
          box.end();
          x += w;
        });
        row.end();
        doc.x = left;
        doc.y = y + tall;
      }
      table.end();
      doc.y += 8;
    },
    rule: (): void => { doc.y += 4; line(left, doc.y, left + width, doc.y); doc.y += 8; },
    /** Page numbers and the case's number at the foot, and the finished file. */
    finish(foot: string): Promise<Buffer> {
      if (isMissing) text(`${MISSING}は、この書式で印字できない文字です。`, { size: 8, after: 0 });
      root.end();
      const { count } = doc.bufferedPageRange();
      for (let n = 0; n < count; n++) {
        doc.switchToPage(n);
        const { margins } = doc.page;
        doc.page.margins = { ...margins, bottom: 0 };
        doc.markContent('Artifact', { type: 'Pagination' });
        face({ size: 8 }).text(count === 1 ? foot : `${foot}　${n + 1}／${count}`, left, doc.page.height - 40, { width, align: 'center', lineBreak: false });
        doc.endMarkedContent();
        doc.page.margins = margins;
      }
      return new Promise((resolve, reject) => {
        const chunks: Buffer[] = [];
        doc.on('data', (chunk: Buffer) => chunks.push(chunk));
        doc.on('error', reject);
        doc.on('end', () => resolve(Buffer.concat(chunks)));
        doc.end();
      });
    },
  };
}
