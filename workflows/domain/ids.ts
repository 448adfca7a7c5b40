// Names of things: prefixes of entity ids, and the one place where workflow ids are built.

/** Prefix of each kind of entity id: `<prefix>_<26 time-sortable characters>`. */
export const PREFIXES = { case: 'cas', draft: 'drf', request: 'req', act: 'act', mail: 'mls', batch: 'bat', document: 'doc', file: 'fil', order: 'pay', key: 'key', person: 'per', holding: 'hld', code: 'cod', call: 'cal', envelope: 'env', entry: 'ent', signIn: 'sgn', absence: 'abs', erasure: 'ers', purge: 'prg' } as const;
export type Prefix = (typeof PREFIXES)[keyof typeof PREFIXES];

/** What has a run: a case and a call; both use the same loop. */
export type RunKind = 'case' | 'call';
export const TASK_QUEUE = 'city';
export const runWorkflowId = (kind: RunKind, id: string): string => (kind === 'case' ? `programmeCase:${id}` : `programmeCall:${id}`);
export const handWorkflowId = (kind: string, caseId: string, key: string): string => `${kind === 'payment' ? 'paymentOrder' : kind === 'follow-up' ? 'openFollowUp' : 'makeDocument'}:${caseId}:${key}`;
export const MAIL_RUN_ID = 'mailDelivery';
