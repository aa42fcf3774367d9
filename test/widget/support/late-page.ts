/** A page in a frame, whose script may be late, hang or not come. */
import type { PageObject } from '../../../widget/elements/page-object.ts';
import type { UnitCertification } from '../../../widget/unit-certification.ts';
import { type Script, type Scripted, scripted } from './scripted.ts';
import { waitUntil } from './wait.ts';

type PageWindow = Window & { UnitCertification: Required<PageObject>; started?: true; console: Console };

export interface LatePage extends Scripted {
  window: PageWindow;
  document: Document;
  /** The first element of the page with this name, once it is defined. */
  element(name?: string): Promise<UnitCertification>;
}

/** The stub of the guide. */
export const stub = (await (await fetch('/docs/examples/queue.js')).text()).trim();

export const classic = (service: string, name = 'unit-certification'): string =>
  `<script async src="${service}/widget/${name}.classic.js"></script>`;
export const module = (service: string, name = 'unit-certification'): string =>
  `<script async type="module" src="${service}/widget/${name}.js"></script>`;

/** A page in a frame. `early`: its script before the widget's, in which SETTINGS are those of the scripted service. */
export async function openLatePage(
  { early = '', tags, body = '' }: { early?: string; tags: string; body?: string },
  script: Script = {},
): Promise<LatePage> {
  const where = await scripted(script);
  const frame = document.createElement('iframe');
  frame.style.cssText = 'width: 800px; height: 900px';
  const settings = JSON.stringify({ bff: where.bff, tokenUrl: where.tokenUrl });
  frame.srcdoc = `<!doctype html><html lang="zh-CN"><title>门户</title>
    <script>window.warnings = []; console.warn = (...words) => warnings.push(words);</script>
    <script>${early.replaceAll('SETTINGS', settings)}</script>
    ${tags}
    <body>${body}<script>window.started = true;</script></body></html>`;
  document.body.append(frame);
  await waitUntil(() => (frame.contentWindow as PageWindow).started, 'the page’s own script has not run');
  const page = frame.contentDocument!;
  return {
    ...where,
    window: frame.contentWindow as PageWindow,
    document: page,
    async element(name = 'unit-certification') {
      await waitUntil(() => page.querySelector(name)?.shadowRoot, 'not defined', { timeout: 10_000 });
      return page.querySelector<UnitCertification>(name)!;
    },
  };
}
