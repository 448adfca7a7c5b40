// Requests: what is asked with a link from a mail, and the answer to it.
import { createRoute, z } from '@hono/zod-openapi';
import { CodeSentSchema } from './cases.js';
import { KeyParam } from './drafts.js';
import { FieldSchema, InstantSchema, ValuesSchema } from './fields.js';
import { jsonAnswer, jsonBody, READ_PROBLEMS, WRITE_PROBLEMS } from './problem.js';

const TAG = ['お願いと回答'];

export const RequestSchema = z
  .object({
    case: z.object({ number: z.string(), title: z.string(), programme: z.string() }),
    what: z.string().openapi({ description: 'お願いの文', example: 'この提案を引き受けられますか' }), to: z.string().openapi({ example: '地域福祉課 協働推進員' }), tier: z.enum(['T1', 'T2', 'T3']), needs: z.string().openapi({ example: 'メールのリンクだけで回答できます。' }),
    dueAt: InstantSchema, closesAt: InstantSchema, silence: z.string(), state: z.enum(['open', 'answered']),
    choices: z.array(z.object({ id: z.string(), label: z.string(), consequence: z.string(), fields: z.array(FieldSchema) })),
  })
  .openapi('Request');

export const AnswerBodySchema = z.object({ choice: z.string().max(60), values: ValuesSchema.default({}), code: z.string().max(20).optional().openapi({ description: 'T2のときの確認番号' }) }).openapi('Answer');
export const AnsweredSchema = z.object({ number: z.string(), choice: z.string(), label: z.string(), at: InstantSchema, reflected: z.boolean().openapi({ description: 'false のときは受け付けたうえで、反映は自動で行います' }) }).openapi('Answered');

export const readRequest = createRoute({ method: 'get', path: '/a/{key}', tags: TAG, summary: 'お願いを読む', description: '読んだだけでは何も決まりません。', request: { params: KeyParam }, responses: { 200: jsonAnswer('お願い', RequestSchema), ...READ_PROBLEMS } });
export const sendRequestCode = createRoute({ method: 'post', path: '/a/{key}/code', tags: TAG, summary: '確認番号を送る（T2）', request: { params: KeyParam, ...jsonBody(z.object({})) }, responses: { 202: jsonAnswer('送った', CodeSentSchema), ...WRITE_PROBLEMS } });
export const answerRequest = createRoute({ method: 'post', path: '/a/{key}/answer', tags: TAG, summary: '回答する', request: { params: KeyParam, ...jsonBody(AnswerBodySchema) }, responses: { 201: jsonAnswer('受け付けた', AnsweredSchema), ...WRITE_PROBLEMS } });
