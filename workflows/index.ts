// The entry of the workflow bundle: every function exported here is a startable workflow, and nothing else is.
export { openFollowUp } from './cases/open-follow-up.js';
export { programmeCase } from './cases/programme-case.js';
export { makeDocument } from './documents/make-document.js';
export { mailDelivery } from './mail/mail-delivery.js';
export { consistency, sweep } from './operations/sweep.js';
export { paymentOrder } from './payments/payment-order.js';
