/** @jsxImportSource react */
import { Fragment, type ReactNode } from 'react';
import type { Language } from '../../workflows/domain/words.js';

/** Kanji with their reading in brackets: 書類（しょるい）. */
const READING = /([\p{Script=Han}々]+)（([ぁ-ゖー]+)）/gu;

/** The reading above the letters where a mail program can show it, in brackets where it cannot. */
function withReadings(text: string): ReactNode[] {
  const out: ReactNode[] = [];
  let from = 0;
  for (const match of text.matchAll(READING)) {
    out.push(text.slice(from, match.index), <ruby key={match.index}>{match[1]}<rp>（</rp><rt>{match[2]}</rt><rp>）</rp></ruby>);
    from = match.index + match[0].length;
  }
  return [...out, text.slice(from)];
}

/** A text with its line breaks, and with readings in easy Japanese. */
export function Words({ text, language }: { text: string; language: Language }): ReactNode {
  return text.split('\n').map((line, n) => <Fragment key={n}>{n > 0 ? <br /> : null}{language === 'ja-easy' ? withReadings(line) : line}</Fragment>);
}
