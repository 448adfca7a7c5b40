// Canonical JSON (RFC 8785, JCS): one value has one text, so that one hash stands for it. JSON.stringify already writes numbers and strings as the RFC
// wants them (it was written after ECMAScript); what is left is the order of names, by UTF-16 code units, and the refusal of what JSON cannot say.

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** The canonical text of a JSON value. Members that are undefined are left out, as in JSON. Throws on numbers and strings that have no JSON text (NaN, infinities, lone surrogates). */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item ?? null)).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).filter(([, member]) => member !== undefined).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${members.map(([name, member]) => `${canonical(name)}:${canonical(member)}`).join(',')}}`;
  }
  if (typeof value === 'number' && !Number.isFinite(value)) throw new Error('a number without a JSON text');
  // A high half without its low one, or the other way round: UTF-8 cannot carry it.
  if (typeof value === 'string' && /\p{Surrogate}/u.test(value)) throw new Error('a string without a JSON text');
  const text = JSON.stringify(value);
  if (text === undefined) throw new Error(`a ${typeof value} has no JSON text`);
  return text;
}
