export type { DocumentFacts } from './facts.js';
export { documentName, renderDocument } from './render.js';
