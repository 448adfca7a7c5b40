// Errors of the JSON interface: RFC 9457 problem documents, with one entry per field that is wrong.
import { z } from '@hono/zod-openapi';

export const FaultSchema = z
  .object({
    at: z.string().openapi({ description: '項目のid（行の一部のときは `budget.costs.0.yen` のように続けます）', example: 'groupName' }),
    code: z.string().openapi({ description: '原因の種類', example: 'missing' }),
    sentence: z.string().openapi({ description: '画面と同じ日本語の文', example: '団体名を入力してください' }),
  })
  .openapi('Fault');

export const ProblemSchema = z
  .object({
    type: z.string().openapi({ description: '問題の種類を表す識別子', example: '/problems/faults' }),
    title: z.string().openapi({ example: '入力内容に問題があります' }),
    status: z.number().int().openapi({ example: 422 }),
    detail: z.string().optional(),
    faults: z.array(FaultSchema).optional(),
  })
  .openapi('Problem');
export type ProblemBody = z.infer<typeof ProblemSchema>;

const problem = (description: string) => ({ description, content: { 'application/problem+json': { schema: ProblemSchema } } });

/** The problems any route may answer with. */
export const READ_PROBLEMS = { 404: problem('見つからないか、もう使えません'), 429: problem('回数が多すぎます。少し待ってください') } as const;
/** Those of a route that writes. */
export const WRITE_PROBLEMS = {
  400: problem('JSONとして読めません'), 403: problem('確認番号かサインインが要るか、ほかの人が行う決まりです'), ...READ_PROBLEMS, 409: problem('すでに回答されたか、もう受け付けていません'), 415: problem('Content-Type は application/json だけを受け付けます'), 422: problem('入力内容に問題があります'), 503: problem('いま受け付けられません'),
} as const;

/** A JSON body of a request; always required. */
export const jsonBody = <T extends z.ZodType>(schema: T) => ({ body: { required: true, content: { 'application/json': { schema } } } }) as const;
/** A JSON answer. */
export const jsonAnswer = <T extends z.ZodType>(description: string, schema: T) => ({ description, content: { 'application/json': { schema } } }) as const;
