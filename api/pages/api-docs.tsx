// The documentation of the JSON interface, rendered from the OpenAPI document itself: no script, no foreign host, never out of date.
import { PlainPage } from './desk-frame.js';
import { Section } from './desk-parts.js';

type Schema = {
  readonly $ref?: string; readonly type?: string | readonly string[]; readonly description?: string; readonly example?: unknown; readonly enum?: readonly unknown[]; readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>; readonly required?: readonly string[]; readonly additionalProperties?: Schema | boolean; readonly anyOf?: readonly Schema[]; readonly allOf?: readonly Schema[]; readonly oneOf?: readonly Schema[]; readonly const?: unknown; readonly maxLength?: number;
};
type Content = Readonly<Record<string, { readonly schema?: Schema }>>;
type Operation = {
  readonly summary?: string; readonly description?: string; readonly tags?: readonly string[];
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required?: boolean; readonly schema?: Schema; readonly description?: string }[];
  readonly requestBody?: { readonly content?: Content }; readonly responses?: Readonly<Record<string, { readonly description?: string; readonly content?: Content }>>;
};
/** What the page needs of an OpenAPI 3.1 document. */
export type OpenApi = { readonly info: { readonly title: string; readonly version: string; readonly description?: string }; readonly paths?: Readonly<Record<string, Readonly<Record<string, unknown>>>>; readonly components?: { readonly schemas?: Readonly<Record<string, unknown>> } };

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

type Entry = { readonly method: string; readonly path: string; readonly op: Operation };
/** All operations, in the order of the document, by tag. */
export function operationsOf(doc: OpenApi): ReadonlyMap<string, readonly Entry[]> {
  const byTag = new Map<string, Entry[]>();
  for (const [path, item] of Object.entries(doc.paths ?? {})) {
    for (const method of METHODS) {
      const op = item[method] as Operation | undefined;
      if (!op) continue;
      const tag = op.tags?.[0] ?? 'そのほか';
      byTag.set(tag, [...(byTag.get(tag) ?? []), { method, path, op }]);
    }
  }
  return byTag;
}

export function ApiDocsPage({ doc }: { doc: OpenApi }) {
  const groups = [...operationsOf(doc)];
  const schemas = Object.entries(doc.components?.schemas ?? {}) as [string, Schema][];
  return (
    <PlainPage title={doc.info.title} heading={doc.info.title}>
      <p>{doc.info.description}</p>
      <p>
        版 {doc.info.version}　<a href="/openapi.json">この文書のもと（OpenAPI 3.1）</a>
      </p>
      <nav aria-label="目次">
        <ul class="plain-list inline">
          {groups.map(([tag], n) => (
            <li>
              <a href={`#g${n}`}>{tag}</a>
            </li>
          ))}
          <li>
            <a href="#shapes">データの形</a>
          </li>
        </ul>
      </nav>
      {groups.map(([tag, entries], n) => (
        <Section title={tag} id={`g${n}`}>
          {entries.map((entry) => (
            <OperationView entry={entry} />
          ))}
        </Section>
      ))}
      <Section title="データの形" id="shapes">
        {schemas.map(([name, schema]) => (
          <div id={`shape-${name}`}>
            <h3>{name}</h3>
            {schema.description && <p>{schema.description}</p>}
            <ShapeTable name={name} schema={schema} />
          </div>
        ))}
      </Section>
    </PlainPage>
  );
}

function OperationView({ entry: { method, path, op } }: { entry: Entry }) {
  const answers = Object.entries(op.responses ?? {}).filter(([status]) => status < '400');
  const problems = Object.entries(op.responses ?? {}).filter(([status]) => status >= '400');
  const body = Object.values(op.requestBody?.content ?? {})[0]?.schema;
  return (
    <article class="operation">
      <h3>
        <code>
          {method.toUpperCase()} {path}
        </code>
        　{op.summary}
      </h3>
      {op.description && <p>{op.description}</p>}
      <dl class="fact-list">
        {(op.parameters ?? []).map((p) => (
          <div>
            <dt>
              <code>{p.name}</code>
              {p.in === 'header' ? '（ヘッダー）' : p.in === 'query' ? '（検索条件）' : ''}
            </dt>
            <dd>
              {p.schema?.description ?? p.description ?? ''} <Type schema={p.schema} />
            </dd>
          </div>
        ))}
        {body && (
          <div>
            <dt>送るもの</dt>
            <dd>
              <Type schema={body} />
            </dd>
          </div>
        )}
        {answers.map(([status, response]) => (
          <div>
            <dt>{status}</dt>
            <dd>
              {response.description} <Type schema={Object.values(response.content ?? {})[0]?.schema} />
            </dd>
          </div>
        ))}
        {problems.length > 0 && (
          <div>
            <dt>うまくいかないとき</dt>
            <dd>
              {problems.map(([status, response]) => `${status} ${response.description}`).join('、')}　<a href="#shape-Problem">Problem</a>
            </dd>
          </div>
        )}
      </dl>
    </article>
  );
}

const refName = (schema: Schema): string | null => schema.$ref?.split('/').at(-1) ?? schema.allOf?.map(refName).find(Boolean) ?? null;

/** A schema in one line; a named one is a link to its table. */
function Type({ schema }: { schema: Schema | undefined }): ReturnType<typeof TypeWords> {
  return TypeWords({ schema });
}
function TypeWords({ schema }: { schema: Schema | undefined }) {
  if (!schema) return <span />;
  const name = refName(schema);
  if (name) return <a href={`#shape-${name}`}>{name}</a>;
  if (schema.type === 'array') return <span>配列［{TypeWords({ schema: schema.items })}］</span>;
  if (schema.properties) return <span>{'{ '}{Object.entries(schema.properties).map(([key, value], n) => <span>{n > 0 ? '、' : ''}<code>{key}</code>：{TypeWords({ schema: value })}</span>)}{' }'}</span>;
  const several = schema.anyOf ?? schema.oneOf;
  if (several) return <span>{several.map((one, n) => <span>{n > 0 ? ' か ' : ''}{TypeWords({ schema: one })}</span>)}</span>;
  if (schema.enum) return <span>{schema.enum.map(String).join(' | ')}</span>;
  if (schema.const !== undefined) return <span>{String(schema.const)}</span>;
  const words: Readonly<Record<string, string>> = { string: '文字列', integer: '整数', number: '数', boolean: '真偽', object: '項目ごとの値', null: 'なし' };
  return <span>{(Array.isArray(schema.type) ? schema.type : [schema.type ?? 'object']).map((t) => words[String(t)] ?? '').join('か')}</span>;
}

function ShapeTable({ name, schema }: { name: string; schema: Schema }) {
  const properties = { ...(schema.allOf ?? []).reduce((all, one) => ({ ...all, ...one.properties }), {} as Record<string, Schema>), ...schema.properties };
  const rows = Object.entries(properties);
  if (rows.length === 0)
    return (
      <p>
        <Type schema={schema.$ref ? schema : { ...schema, allOf: undefined }} />
        {schema.example !== undefined && <code> 例：{JSON.stringify(schema.example)}</code>}
      </p>
    );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (WCAG 2.1.1)
    <section class="scroll" aria-label={name} tabindex={0}>
      <table class="data">
        <caption class="hidden">{name}</caption>
        <thead>
          <tr>
            <th scope="col">名前</th>
            <th scope="col">形</th>
            <th scope="col">必ず</th>
            <th scope="col">説明</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([key, value]) => (
            <tr>
              <th scope="row">
                <code>{key}</code>
              </th>
              <td>
                <Type schema={value} />
              </td>
              <td>{schema.required?.includes(key) ? 'はい' : ''}</td>
              <td>
                {value.description ?? ''} {value.example !== undefined && <code>例：{JSON.stringify(value.example)}</code>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
