// Fields as data: the same shape for form pages, answers to requests and acts without a request.
import { z } from '@hono/zod-openapi';

export const OptionSchema = z.object({ id: z.string(), label: z.string() }).openapi('Option');

export const FieldSchema = z
  .object({
    id: z.string(),
    label: z.string(),
    kind: z.enum(['text', 'longtext', 'kana', 'email', 'tel', 'number', 'code', 'yen', 'date', 'moment', 'choice', 'choices', 'consent', 'files', 'budget', 'spent']).openapi({ description: 'text・longtext・kana・email・tel・code・date（YYYY-MM-DD）・moment（YYYY-MM-DDTHH:MM）は文字列、number・yenは整数、choiceは選択肢のid、choicesはその配列、consentは真偽、budgetは収支予算、spentは整数の配列' }),
    required: z.boolean(),
    hint: z.string().optional(),
    why: z.string().optional(),
    personal: z.literal(true).optional(),
    max: z.number().optional(),
    min: z.number().optional(),
    length: z.number().optional(),
    unit: z.string().optional(),
    from: z.string().optional(),
    to: z.string().optional(),
    options: z.array(OptionSchema).optional(),
    lines: z.array(z.object({ label: z.string(), plannedYen: z.number() })).optional(),
  })
  .openapi('Field');

/** Values by field id. What each may be stands with its field. */
export const ValuesSchema = z.record(z.string().max(200), z.unknown()).openapi('Values', { description: '項目のidごとの値', example: { groupName: 'みどり町こども食堂の会', members: 12 } });

export const BudgetSchema = z
  .object({
    costs: z.array(z.object({ head: z.string(), what: z.string(), yen: z.number().int() })),
    ownYen: z.number().int(), feesYen: z.number().int(), otherGrantsYen: z.number().int(), askedYen: z.number().int(),
  })
  .openapi('Budget');

export const InstantSchema = z.string().openapi('Instant', { description: '時刻（ISO 8601、日本時間）', example: '2026-12-04T17:15:00+09:00' });
