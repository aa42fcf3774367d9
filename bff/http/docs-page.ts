/** `/docs`: the API's document as one plain page without script or style. */
import { html } from 'hono/html';
import type { OpenApiDocument } from './openapi-document.ts';

type Part = ReturnType<typeof html>;
interface Operation {
  summary: string;
  parameters?: { name: string; description: string }[];
  requestBody?: { content: { 'application/json': { schema: object } } };
  responses: Record<string, { description: string; content?: Record<string, { schema?: object }> }>;
}

const json = (value: object): Part => html`<pre>${JSON.stringify(value, null, 2)}</pre>`;

const operationPart = (title: string, operation: Operation): Part => html`
  <section>
    <h2><code>${title}</code></h2>
    <p>${operation.summary}</p>
    ${operation.parameters?.map(({ name, description }) => html`<p><code>${name}</code>: ${description}</p>`)}
    ${
      operation.requestBody &&
      html`<details>
        <summary>Body</summary>
        ${json(operation.requestBody.content['application/json'].schema)}
      </details>`
    }
    <ul>
      ${Object.entries(operation.responses).map(
        ([status, { description, content }]) =>
          html`<li>
            <strong>${status}</strong> ${description}
            ${Object.values(content ?? {}).map(({ schema }) => schema && html`<code>${JSON.stringify(schema)}</code>`)}
          </li>`,
      )}
    </ul>
  </section>
`;

export const docsPage = ({ info, paths, webhooks, components }: OpenApiDocument): Part =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${info.title}: API</title>
      </head>
      <body>
        <h1>${info.title}</h1>
        <p>${info.description} For machines: <a href="openapi.json">openapi.json</a>.</p>
        ${Object.entries(paths).flatMap(([path, methods]) =>
          Object.entries(methods).map(([method, operation]) =>
            operationPart(`${method.toUpperCase()} ${path}`, operation as unknown as Operation),
          ),
        )}
        ${Object.entries(webhooks ?? {}).map(([type, path]) =>
          operationPart(`Webhook ${type}`, (path as { post: unknown }).post as Operation),
        )}
        <section>
          <h2>Schemas</h2>
          ${json(components.schemas ?? {})}
        </section>
      </body>
    </html>`;
