// Errors of the JSON interface as problem documents (RFC 9457). What a page says in a sentence, the document says too.
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { Deps } from '../deps.js';
import type { Fault } from '../../workflows/domain/fields.js';
import { faceOf } from '../errors.js';
import { faultSentence } from '../pages/components/faults.js';
import type { ProblemBody } from '../schemas/problem.js';

const TITLES: Readonly<Record<string, string>> = {
  faults: '入力内容に問題があります', 'not-there': '見つからないか、もう使えません', malformed: 'JSONとして読めません', 'media-type': 'Content-Type は application/json にしてください', shape: '送られた形が違います',
  answered: 'ほかの人が先に回答しました', ended: 'もう受け付けていません', 'too-many': '回数が多すぎます。少し待ってください', 'code-needed': '確認番号が要るか、違っています', 'sign-in-needed': 'サインインが要ります', 'two-people': '前の手続をした人とは別の人が行う決まりです', 'idempotency-key': 'Idempotency-Key は下書きのidにしてください',
};

/** Thrown by handlers; answered as a problem document. */
export class Problem extends Error {
  constructor(readonly status: number, readonly key: string, readonly faults: readonly Fault[] = []) {
    super(key);
    this.name = 'Problem';
  }
}
/** The one problem for every address that opens nothing: the same bytes whatever the reason. */
export const notThere = (): Problem => new Problem(404, 'not-there');

function body(c: Context, problem: ProblemBody): Response {
  return c.body(JSON.stringify(problem), problem.status as 400, { 'content-type': 'application/problem+json; charset=utf-8' });
}
const document = (status: number, key: string, title: string, more: Partial<ProblemBody> = {}): ProblemBody => ({ type: `/problems/${key}`, title, status, ...more });

/** A request whose shape does not fit the contract. */
export function shapeProblem(c: Context, issues: readonly { readonly path: readonly PropertyKey[] }[]): Response {
  return body(c, document(422, 'shape', TITLES.shape ?? '', { faults: issues.map((issue) => ({ at: issue.path.map(String).join('.'), code: 'shape', sentence: `${issue.path.map(String).join('.') || '本文'}の形が違います` })) }));
}

/** Any error as a problem document. Texts of the machine never leave. */
export function problemOf(c: Context, deps: Deps, error: unknown): Response {
  if (error instanceof Problem) return body(c, document(error.status, error.key, TITLES[error.key] ?? '', error.faults.length > 0 ? { faults: error.faults.map((f) => ({ at: f.at, code: f.code, sentence: faultSentence(f) })) } : {}));
  if (error instanceof HTTPException) {
    const key = error.status === 415 ? 'media-type' : 'malformed';
    return body(c, document(error.status === 415 ? 415 : 400, key, TITLES[key] ?? ''));
  }
  const face = faceOf(error);
  if (face.status >= 500) deps.log.error({ failure: error instanceof Error ? error.name : 'unknown', key: face.key }, 'json request failed');
  if (face.retryAfter !== null) c.header('Retry-After', String(face.retryAfter));
  return body(c, document(face.status, face.key, face.sentence));
}
