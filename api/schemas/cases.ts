// Cases: what everybody may read by number, what the group's people read and do with their key.
import { createRoute, z } from '@hono/zod-openapi';
import { KeyParam } from './drafts.js';
import { FieldSchema, InstantSchema, ValuesSchema } from './fields.js';
import { jsonAnswer, jsonBody, READ_PROBLEMS, WRITE_PROBLEMS } from './problem.js';

const TAG = ['案件'];

export const CaseStatusSchema = z
  .object({
    number: z.string(), programme: z.string(), title: z.string().nullable().openapi({ description: '結果の通知と公表のあとに入ります' }), stage: z.object({ id: z.string(), word: z.string().openapi({ example: '担当課との協議中' }) }),
    holder: z.string().openapi({ example: '地域福祉課' }), since: InstantSchema, heldDays: z.number().int().openapi({ description: '今の段階の開庁日の数' }), ended: z.boolean(), next: InstantSchema.nullable(),
    passed: z.array(z.object({ stage: z.string(), word: z.string(), from: InstantSchema })),
  })
  .openapi('CaseStatus');

export const OwnCaseSchema = CaseStatusSchema.extend({
  values: ValuesSchema, version: z.number().int(), mayWithdraw: z.boolean(),
  asked: z.array(z.object({ what: z.string(), dueAt: InstantSchema, silence: z.string() })).openapi({ description: 'あなたにお願いしていること' }),
  acts: z.array(z.object({ verb: z.enum(['withdraw', 'contact', 'question', 'change']), needsCode: z.boolean(), fields: z.array(FieldSchema) })),
}).openapi('OwnCase');

export const ActBodySchema = z.object({ values: ValuesSchema, code: z.string().max(20).optional().openapi({ description: '確認番号。取下げと連絡先の変更で要ります' }) }).openapi('Act');
export const ActTakenSchema = z.object({ number: z.string(), taken: z.string(), at: InstantSchema }).openapi('ActTaken');
export const CodeSentSchema = z.object({ sent: z.literal(true), validMinutes: z.number().int() }).openapi('CodeSent', { description: '宛先のメールに確認番号を送りました' });

export const readCaseRoute = createRoute({ method: 'get', path: '/cases/{number}', tags: TAG, summary: '公開されている状況', request: { params: z.object({ number: z.string().max(30).openapi({ example: '2026-CP-0042' }) }) }, responses: { 200: jsonAnswer('状況', CaseStatusSchema), ...READ_PROBLEMS } });
export const readOwnCase = createRoute({ method: 'get', path: '/mine/{key}', tags: TAG, summary: '自分の案件を読む', request: { params: KeyParam }, responses: { 200: jsonAnswer('案件', OwnCaseSchema), ...READ_PROBLEMS } });
export const sendOwnCode = createRoute({ method: 'post', path: '/mine/{key}/code', tags: TAG, summary: '確認番号を送る', request: { params: KeyParam, ...jsonBody(z.object({ verb: z.enum(['withdraw', 'contact']) })) }, responses: { 202: jsonAnswer('送った', CodeSentSchema), ...WRITE_PROBLEMS } });
export const takeOwnAct = createRoute({
  method: 'post', path: '/mine/{key}/{verb}', tags: TAG, summary: '取り下げる・連絡先を変える・質問する・変更を申請する',
  request: { params: KeyParam.extend({ verb: z.enum(['withdraw', 'contact', 'question', 'change']) }), ...jsonBody(ActBodySchema) }, responses: { 201: jsonAnswer('受け付けた', ActTakenSchema), ...WRITE_PROBLEMS },
});
