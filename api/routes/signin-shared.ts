// What every way to sign in shares: where one returns to, and what is said when there were too many tries.
import type { Context } from 'hono';
import { faultPage } from '../pages/ended.js';

/** Only a page of this house may be returned to. */
export const safeReturn = (to: string | undefined): string => (to && /^\/(?!\/)[^\\\s]*$/.test(to) ? to : '/desk');

/** Too many tries: nothing was looked at. */
export const tooMany = (c: Context): Response | Promise<Response> => c.html(faultPage({ status: 429, sentence: '何度も試されました。しばらく待って、もう一度お試しください。' }), 429);
