export type { DocumentFacts } from './facts.js';
export { renderDocument } from './render.js';
