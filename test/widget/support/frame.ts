/** The built files, in a page with the strictest content security policy. */
import { type Script, type Scripted, scripted } from './scripted.ts';
import { waitUntil } from './wait.ts';

/** A page in a frame, with the built widget in it. */
export interface Frame extends Scripted {
  element: HTMLElement;
  window: Window & { violations: string[] };
  /** Widget files that were requested, without their folder's path. */
  files(): string[];
}

export async function openFrame(
  page: 'strict' | 'classic' | 'strict-registration' | 'classic-registration',
  attributes: Record<string, string> = {},
  script: Script = {},
): Promise<Frame> {
  const bff = await scripted(script);
  const frame = document.createElement('iframe');
  frame.style.cssText = 'width: 800px; height: 900px';
  const query = new URLSearchParams({ page, bff: bff.bff, 'token-url': bff.tokenUrl, ...attributes });
  frame.src = `/strict?${query}`;
  document.body.append(frame);
  await new Promise((resolve) => frame.addEventListener('load', resolve));
  const window = frame.contentWindow as Frame['window'];
  const element = frame.contentDocument!.querySelector<HTMLElement>(
    attributes['element'] ?? 'unit-certification',
  )!;
  await waitUntil(() => element.shadowRoot, 'not defined');
  const files = (): string[] =>
    window.performance
      .getEntriesByType('resource')
      .map(({ name }) => name.split('/built/widget/')[1])
      .filter((name): name is string => !!name && !name.endsWith('.map'));
  return { ...bff, element, window, files };
}

/** Fills a field in with the events of the frame's realm. */
export function type(element: HTMLElement, id: string, text: string): void {
  const field = element.shadowRoot!.getElementById(id) as HTMLInputElement;
  field.value = text;
  field.dispatchEvent(new InputEvent('input', { bubbles: true }));
}
