/** Draws a bar chart as SVG for light and dark pages. */
import type { Chart } from './result.ts';

const WIDTH = 720;
const LABELS = 190;
const FIGURES = 80;
const BAR = 18;
const STEP = 24;
const GROUP = 34;

const escape = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

export function drawChart({ title, unit, groups }: Chart): string {
  const parts: string[] = [];
  let y = 30;
  for (const { label, bars } of groups) {
    const longest = Math.max(...bars.map(({ value }) => value));
    parts.push(`<text x="0" y="${y + 18}" class="group">${escape(label)}</text>`);
    y += GROUP;
    for (const { label: name, value, ours } of bars) {
      const width = Math.max(1, ((WIDTH - LABELS - FIGURES) * value) / longest);
      parts.push(
        `<text x="${LABELS - 8}" y="${y + 14}" text-anchor="end">${escape(name)}</text>`,
        `<rect x="${LABELS}" y="${y}" width="${width.toFixed(1)}" height="${BAR}" rx="2"${ours ? ' class="ours"' : ''}/>`,
        `<text x="${(LABELS + width + 6).toFixed(1)}" y="${y + 14}">${value}</text>`,
      );
      y += STEP;
    }
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${y + 8}" role="img" aria-label="${escape(title)}">
<style>
text { font: 13px system-ui, sans-serif; fill: #24292f; }
.title, .group { font-weight: 600; }
rect { fill: #8c959f; }
.ours { fill: #0969da; }
@media (prefers-color-scheme: dark) { text { fill: #e6edf3; } rect { fill: #6e7681; } .ours { fill: #4493f8; } }
</style>
<text x="0" y="18" class="title">${escape(title)} (${escape(unit)})</text>
${parts.join('\n')}
</svg>
`;
}
