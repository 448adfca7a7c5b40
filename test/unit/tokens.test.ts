// Keys in links: one opens one thing, and nothing that is like it.
import { expect, test } from 'vitest';
import { makeLinks } from '../../activities/platform/tokens.js';

const links = makeLinks('test-key-'.repeat(5), 'http://localhost:3000');
const ID = 'req_01jdxyzabcdefghjkmnpqrstuv';
const token = links.token('request', ID, 2);

test('a key opens its own thing in its own generation, and no other thing, kind or generation', () => {
  expect(links.verify('request', ID, 2, token)).toBe(true);
  for (const [kind, id, generation] of [['request', ID, 1], ['request', ID, 3], ['party', ID, 2], ['request', `${ID}x`, 2]] as const) expect(links.verify(kind, id, generation, token)).toBe(false);
});

test('a key in which any one letter differs, or that is cut or longer, opens nothing', () => {
  for (let n = 0; n < token.length; n++) expect(links.verify('request', ID, 2, token.slice(0, n) + (token[n] === 'A' ? 'B' : 'A') + token.slice(n + 1)), `letter ${n + 1}`).toBe(false);
  for (const other of ['', token.slice(0, -1), token.slice(1), `${token}A`, token.toLowerCase()]) expect(links.verify('request', ID, 2, other)).toBe(false);
});
