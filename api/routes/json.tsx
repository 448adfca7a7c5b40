// The JSON interface: what a citizen and an answering officer can do on pages, as OpenAPI 3.1. Its documentation is made from the contract itself.
import { OpenAPIHono } from '@hono/zod-openapi';
import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { Deps } from '../deps.js';
import { ApiDocsPage, type OpenApi } from '../pages/api-docs.js';
import { caseRoutes } from './json-cases.js';
import { programmeAndDraftRoutes } from './json-drafts.js';
import { notThere, problemOf, shapeProblem } from './json-problem.js';
import { requestRoutes } from './json-requests.js';

const INFO = {
  openapi: '3.1.0',
  info: { title: '共創 データの受け渡し', version: '1', description: '画面でできることを、プログラムからも行えます。案件の番号は公開のもの、鍵はメールのリンクの最後の部分です。書き込みは application/json だけを受け付け、誤りは application/problem+json で、画面と同じ日本語の文を項目ごとに返します。' },
  tags: [{ name: '制度' }, { name: '下書きと提出' }, { name: '案件' }, { name: 'お願いと回答' }],
};

export function jsonRoutes(deps: Deps): Hono {
  const api = new OpenAPIHono({ defaultHook: (result, c) => (result.success ? undefined : shapeProblem(c, result.error.issues)) });
  // Without a JSON body nothing is written: a form of another site cannot send this type.
  api.use('*', async (c, next) => {
    if (c.req.method !== 'GET' && c.req.method !== 'HEAD' && !/^application\/json\s*(;|$)/i.test(c.req.header('content-type') ?? '')) throw new HTTPException(415);
    await next();
  });
  programmeAndDraftRoutes(api, deps);
  caseRoutes(api, deps);
  requestRoutes(api, deps);
  api.onError((error, c) => problemOf(c, deps, error));
  api.all('/*', () => {
    throw notThere();
  });
  const outer = new OpenAPIHono();
  outer.route('/api', api);
  const contract = outer.getOpenAPI31Document(INFO);
  const app = new Hono();
  app.get('/openapi.json', (c) => c.json(contract));
  app.get('/api', (c) => c.html(<ApiDocsPage doc={contract as OpenApi} />));
  app.route('/', outer);
  return app;
}
