export * from './cases.js';
export * from './documents.js';
export * from './mail.js';
export * from './payments.js';
export * from './people.js';
export * from './programmes.js';
export * from './suspensions.js';
export * from './votes.js';
