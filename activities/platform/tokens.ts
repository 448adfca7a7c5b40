// Links: tokens and codes are derived from a key, never stored. A new generation makes every older one worthless.
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { MailLinkSpec, Sealer } from '../../db/store/context.js';
import type { MailLink } from '../../workflows/domain/mail.js';

export type LinkKind = 'request' | 'party' | 'draft' | 'panel' | 'sign-in';
/** Letters of a code: none that look alike. */
const LETTERS = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const PATHS: Readonly<Record<LinkKind, string>> = { request: 'a', party: 'mine', draft: 'draft', panel: 'panel', 'sign-in': 'signin/link' };

/** What the link of a panel member opens: one call, as long as one holding of a post lasts. */
export const panelDoor = (call: string, holding: string): string => `${call}.${holding}`;
/** A holding's link has one generation: it dies with the holding. */
export const PANEL_GENERATION = 1;

export type Links = Sealer & {
  /** 43 characters that open one thing in one generation. */
  token(kind: LinkKind, id: string, generation: number): string;
  /** Whether a token is the right one; constant time. */
  verify(kind: LinkKind, id: string, generation: number, token: string): boolean;
  /** The address a mail leads to and the code that does the same. */
  link(spec: MailLinkSpec | null): MailLink | null;
  /** Eight characters as a person types them, folded, and their keyed hash. */
  hashOfTyped(typed: string): string;
  /** A keyed hash for codes and sessions. */
  hash(purpose: string, secret: string): string;
  /** A new random one-time code, `K7WPM3HX`, or a longer one where nobody limits the tries. */
  newCode(length?: number): string;
  /** The code that belongs to a secret its holder brings back: as random as the secret, and not to be chosen. */
  codeOf(purpose: string, secret: string, length: number): string;
  newSecret(): string;
};

/** Derives all links of the city from one key. */
export function makeLinks(key: string, publicUrl: string): Links {
  const mac = (text: string): Buffer => createHmac('sha256', key).update(text).digest();
  const token = (kind: LinkKind, id: string, generation: number): string => mac(`link|${kind}|${id}|${generation}`).toString('base64url');
  const letters = (bytes: Buffer, length = 8): string => [...bytes.subarray(0, length)].map((byte) => LETTERS[byte % LETTERS.length]).join('');
  const code = (id: string, generation: number): string => letters(mac(`code|${id}|${generation}`));
  const hash = (purpose: string, secret: string): string => mac(`hash|${purpose}|${secret}`).toString('base64url');
  return {
    token,
    verify(kind, id, generation, given) {
      const right = createHash('sha256').update(token(kind, id, generation)).digest();
      return timingSafeEqual(right, createHash('sha256').update(given).digest());
    },
    link(spec) {
      if (!spec) return null;
      if (spec.kind === 'desk') return { url: spec.number ? `${publicUrl}/desk/cases/${spec.number}` : `${publicUrl}/desk`, code: null, codePage: `${publicUrl}/a` };
      if (spec.kind === 'panel') return { url: `${publicUrl}/${PATHS.panel}/${panelDoor(spec.call, spec.holding)}.${token('panel', panelDoor(spec.call, spec.holding), PANEL_GENERATION)}`, code: code(spec.id, spec.generation), codePage: `${publicUrl}/a` };
      const asked = spec.kind === 'request' || spec.kind === 'sign-in' ? spec : spec.kind === 'draft' ? spec.request : undefined;
      return { url: `${publicUrl}/${PATHS[spec.kind]}/${spec.id}.${token(spec.kind, spec.id, spec.generation)}`, code: asked ? code(asked.id, asked.generation) : null, codePage: spec.kind === 'sign-in' ? `${publicUrl}/signin/code` : `${publicUrl}/a` };
    },
    codeHash: (id, generation) => hash('code', code(id, generation)),
    hashOfTyped: (typed) => hash('code', foldCode(typed)),
    hash,
    newCode: (length = 8) => letters(randomBytes(length), length),
    codeOf: (purpose, secret, length) => letters(mac(`code-of|${purpose}|${secret}`), length),
    newSecret: () => randomBytes(32).toString('base64url'),
  };
}

/** What a person types for a code: any width and case, with or without hyphen and spaces. */
export const foldCode = (typed: string): string => typed.normalize('NFKC').toUpperCase().replace(/[^A-Z0-9]/g, '');
