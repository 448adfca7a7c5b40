// How many there are, in words: lists count up to a bound, and what is more is said as more.
import { COUNTED_MOST } from '../../db/store/lists.js';

/** The number with its unit, or that there are at least as many as are counted: 「12件」, 「1,000件以上」. */
export const countWords = (n: number, unit = ''): string => (n > COUNTED_MOST ? `${COUNTED_MOST.toLocaleString('ja-JP')}${unit}以上` : `${n}${unit}`);
