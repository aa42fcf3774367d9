/**
 * The desk's style sheet: the look of the product (blue, calm, 8-pixel grid), light and dark, and
 * on paper.
 */
export const STYLE = `
:root {
  color-scheme: light dark;
  --primary: light-dark(#0b5cad, #7db8f2); --on-primary: light-dark(#fff, #06213d);
  --text: light-dark(#1c2733, #e8edf3); --muted: light-dark(#4b5866, #aab6c2);
  --surface: light-dark(#fff, #18212b); --page: light-dark(#f3f6fa, #10171f); --line: light-dark(#c9d3de, #3a4856);
  --success: light-dark(#0a6b3d, #6fd3a0); --warning: light-dark(#8a4b00, #f0b45c); --danger: light-dark(#b3261e, #ff9d94);
  --shade: light-dark(#e8f1fb, #1d3045);
  font: 16px/1.6 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC Variable', 'Noto Sans SC', sans-serif;
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); text-wrap: pretty; overflow-wrap: break-word; }
a { color: var(--primary); text-underline-offset: 3px; }
:focus-visible { outline: 3px solid var(--primary); outline-offset: 2px; }
.skip { position: absolute; left: -999px; }
.skip:focus { left: 8px; top: 8px; background: var(--surface); padding: 8px; z-index: 1; }
header { background: var(--surface); border-bottom: 1px solid var(--line); }
.inner { max-width: 1160px; margin: 0 auto; padding: 0 24px; display: flex; gap: 8px 24px; align-items: center; flex-wrap: wrap; }
.brand { font-weight: 600; font-size: 18px; color: inherit; text-decoration: none; line-height: 56px; white-space: nowrap; }
.brand::before { content: ''; display: inline-block; width: 6px; height: 20px; margin-right: 10px; vertical-align: -3px; background: var(--primary); border-radius: 2px; }
nav ul { display: flex; gap: 4px; list-style: none; margin: 0; padding: 0; flex-wrap: wrap; }
nav a { display: block; padding: 0 14px; line-height: 56px; text-decoration: none; color: inherit; border-bottom: 3px solid transparent; margin-bottom: -1px; }
nav a:hover { color: var(--primary); }
nav a[aria-current] { border-bottom-color: var(--primary); color: var(--primary); font-weight: 600; }
.person { margin-left: auto; display: flex; gap: 12px; align-items: center; color: var(--muted); font-size: 14px; }
main { max-width: 1160px; margin: 0 auto; padding: 24px 24px 48px; }
h1 { font-size: 24px; line-height: 1.35; margin: 0 0 4px; } h2 { font-size: 18px; margin: 0 0 12px; } h3 { font-size: 16px; margin: 16px 0 4px; } h1:has(.state) { text-wrap: balance; } h2:has(.state), dd:has(> .hint) { text-wrap: wrap; }
.lead { margin: 0 0 20px; color: var(--muted); }
.card { background: var(--surface); border: 1px solid var(--line); border-radius: 8px; padding: 20px 24px; margin: 0 0 16px; }
.card > :last-child { margin-bottom: 0; } .card > p { margin: 0 0 12px; }
.columns { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 320px), 1fr)); gap: 16px; align-items: start; margin-bottom: 16px; }
.columns > .card, .columns > div > :last-child { margin-bottom: 0; } .columns.pairs { display: block; columns: 2 440px; column-gap: 16px; } .columns.pairs > .card { break-inside: avoid; margin: 0 0 16px; }
.tiles { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 300px), 1fr)); gap: 16px; padding: 0; margin: 0; list-style: none; }
.tiles a { display: block; height: 100%; background: var(--surface); border: 1px solid var(--line); border-radius: 8px; padding: 20px 24px; text-decoration: none; color: inherit; }
.tiles a:hover { border-color: var(--primary); } .tiles strong { display: block; color: var(--primary); font-size: 18px; } .tiles a { display: flex; flex-direction: column; }
.counts { display: flex; gap: 4px 24px; flex-wrap: wrap; margin-top: auto; padding-top: 12px; color: var(--muted); } .counts b { font-size: 28px; line-height: 1.2; color: var(--primary); margin-right: 4px; font-variant-numeric: tabular-nums; } .counts .none { align-self: end; } .counts .none b { color: var(--muted); font-weight: 400; font-size: inherit; margin: 0; }
.alone { max-width: 480px; margin: 8vh auto 0; padding: 32px; } .alone.bad { border-top: 4px solid var(--danger); } .alone h1 { margin-bottom: 8px; } .alone .brand { margin: 0 0 20px; padding-bottom: 16px; border-bottom: 1px solid var(--line); line-height: 1.4; } .alone .button { width: 100%; text-align: center; margin-top: 12px; } .alone p { margin: 0 0 8px; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 6px 20px; margin: 0; } dt { color: var(--muted); } dd { margin: 0; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: 10px 12px 10px 0; border-bottom: 1px solid var(--line); vertical-align: top; } th { color: var(--muted); font-weight: 400; } .wide th, .wide td { vertical-align: baseline; }
tbody th { color: inherit; } table + .hint, table + form, .card > table + p { margin-top: 12px; } .wide { overflow-x: auto; } .wide + * { margin-top: 16px; } .wide:last-child { margin-bottom: -10px; } tbody:last-child > tr:last-child > * { border-bottom: 0; }
td:is(.time, .last-day, .number, .code, .one-line), thead th, a.code, dd > .code { white-space: nowrap; } td.long { overflow-wrap: anywhere; min-width: 20ch; }
.choices { display: flex; gap: 0 32px; flex-wrap: wrap; }
.code { font-variant-numeric: tabular-nums; font-family: ui-monospace, Consolas, monospace, 'Noto Sans SC Variable'; }
label, legend { display: block; margin-bottom: 4px; padding: 0; } fieldset { border: 0; padding: 0; margin: 0 0 16px; }
.hint { color: var(--muted); font-size: 14px; margin: 0 0 6px; }
input[type='text'], input[type='search'], input[type='date'], select, textarea { font: inherit; color: inherit; background: var(--surface); border: 1px solid light-dark(#6b7886, #8b98a6); border-radius: 4px; min-height: 44px; padding: 8px 12px; width: 100%; }
textarea { min-height: 72px; resize: vertical; } textarea.long { min-height: 136px; } .error { color: var(--danger); margin: 6px 0 0; } input[aria-invalid], textarea[aria-invalid], select[aria-invalid] { border-color: var(--danger); box-shadow: 0 0 0 1px var(--danger); }
.field { margin: 0 0 16px; } .row { display: flex; gap: 12px; flex-wrap: wrap; } input.code { width: 28ch; max-width: 100%; } input[type='date'] { width: auto; height: 44px; }
.short { padding: 12px 24px; display: flex; gap: 8px 12px; align-items: center; flex-wrap: wrap; } .short label { margin: 0; }
@media (min-width: 641px) { .items > :not(:last-child)::after { content: ' ·'; } .row .error { order: 1; width: 100%; margin-top: -6px; }
  .fields { display: flex; gap: 12px 20px; flex-wrap: wrap; align-items: start; } .fields .field { margin: 0; } .fields .error { width: 0; min-width: 100%; } .fields button { margin-top: calc(1.6em + 4px); } }
.filter { display: flex; gap: 20px; flex-wrap: wrap; } .export[open] { width: 100%; }
@supports selector(::details-content) { @media (min-width: 641px) { .for-phone > summary { display: none; } .filter .for-phone > form { margin: 0; } .for-phone::details-content { content-visibility: visible; } } }
@media (min-width: 1200px) { .filter #type { width: 160px; } .filter #unit { width: 22ch; } .filter #actor { width: 130px; } .filter .for-phone input[type='date'] { width: 150px; } .export:not([open]) { margin-top: calc(1.6em + 4px); } .export:not([open]) summary { line-height: 44px; margin: 0; padding: 0; }
  :is(.filter, .fields) .field:not(:has(~ .field .error)) .error { white-space: nowrap; } }
.linked tbody tr { position: relative; } .linked tbody tr:hover { background: var(--shade); } .linked td a::after { content: ''; position: absolute; inset: 0; }
.check { display: flex; gap: 10px; align-items: center; min-height: 44px; margin: 0; } .check input { width: 20px; height: 20px; accent-color: var(--primary); flex: none; }
button, .button { font: inherit; min-height: 44px; padding: 8px 24px; border-radius: 4px; border: 1px solid var(--primary); background: var(--primary); color: var(--on-primary); cursor: pointer; text-decoration: none; display: inline-block; }
button:hover, .button:hover { filter: brightness(0.93); } .danger { background: var(--danger); border-color: var(--danger); color: light-dark(#fff, #3b0a06); } .second { background: transparent; color: var(--primary); } .second.danger { color: var(--danger); } button.plain { border: 0; background: none; color: var(--primary); padding: 8px; }
.notice { --tone: var(--primary); border: 1px solid var(--line); border-left: 4px solid var(--tone); background: color-mix(in srgb, var(--tone) 7%, var(--surface)); border-radius: 4px; padding: 14px 20px; margin: 0 0 16px; } .notice:has(strong) { padding-left: calc(20px + 1.4rem); }
.notice p { margin: 0; } .notice p:has(+ .say) { margin: 8px 0 4px; } .notice ul { margin: 8px 0 0; padding-left: 20px; } .notice .next, .next { margin-top: 12px; } .next { display: flex; gap: 12px 20px; align-items: center; flex-wrap: wrap; } .card > dl + p { margin-top: 16px; } .notice.good { --tone: var(--success); } .notice.bad { --tone: var(--danger); } .notice.care { --tone: var(--warning); } .notice .say { background: var(--surface); }
.notice strong { display: block; text-indent: -1.4rem; } .notice strong::before { content: '!'; content: '!' / ''; color: var(--tone); display: inline-block; width: 1.4rem; text-indent: 0; } .notice.good strong::before { content: '✓'; content: '✓' / ''; } h1 + .notice, h1 + .card { margin-top: 12px; }
.say { background: var(--shade); border-radius: 8px; padding: 16px 20px; font-size: 18px; margin: 0 0 12px; } .say p { margin: 0 0 4px; }
.state { display: inline-block; border: 1px solid currentColor; border-radius: 999px; padding: 0 10px; font-size: 14px; white-space: nowrap; }
.good-text { color: var(--success); } .bad-text { color: var(--danger); } .care-text { color: var(--warning); }
.compared { width: calc(100% + 24px); margin: 0 -12px; } .compared th, .compared td { padding: 10px 12px; word-break: keep-all; } .compared .code { white-space: nowrap; } .compared td { overflow-wrap: anywhere; text-wrap: wrap; } .compared td:nth-child(3) { min-width: 9em; } .compared td:last-child { overflow-wrap: normal; }
tr.marked { background: light-dark(#fdecea, #3a1f1d); } form:not(:has([value='refused']:checked)) .of-refusal { display: none; }
.part { white-space: nowrap; } .whole-item { display: inline-block; vertical-align: top; word-break: keep-all; } details > :nth-child(2) { margin-top: 12px; } details + form, form + details, dl + details { margin-top: 20px; } summary { cursor: pointer; color: var(--primary); line-height: 28px; padding: 8px 0; margin: -8px 0; } .middle :is(td, th) { vertical-align: middle; }
.columns.case { grid-template-columns: minmax(0, 1fr); } @media (min-width: 1140px) { .columns.case { grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); } }
.bar { display: block; width: 100%; min-width: 60px; height: 16px; margin-top: 5px; } .bar rect { fill: var(--primary); } td.number { font-variant-numeric: tabular-nums; white-space: nowrap; }
.wide th[scope='row'] { min-width: 9em; } .columns .wide :is(th, td) { font-size: 14px; padding-right: 8px; }
.chart td:last-child { width: 40%; padding-right: 0; } .chart .hint { margin: 0; } tr.group th { color: inherit; font-weight: 600; } .card > p.choices-of-lists { display: flex; flex-wrap: wrap; gap: 0 16px; margin: 12px 0 0; } a[aria-current='page'].choice, td a[aria-current] { font-weight: 600; }
.paper { display: none; } :is(h1, .say) .code { white-space: nowrap; } .whole { user-select: all; overflow-wrap: anywhere; background: var(--shade); border-radius: 4px; padding: 8px 12px; }
@media (max-width: 900px) { nav { order: 1; width: 100%; } .inner { row-gap: 0; } .brand { line-height: 40px; } nav a { line-height: 36px; } }
@media (max-width: 640px), (pointer: coarse) { main :is(p, dd) a:not(.button) { position: relative; padding: 11px 0; } }
@media (max-width: 640px) { h1 .state { display: block; width: fit-content; margin: 6px 0; } .row .error { margin-top: -6px; } .on-phone { display: block; } .items > * { display: block; } .for-phone[open] { width: 100%; } input.code, input[type='date'], main :is(button, .button) { width: 100%; } .button { text-align: center; } .notice > :is(.say, .next:has(.button)) { margin-left: -1.4rem; } .wide td:not(.number) { min-width: 6em; } .inner, main { padding-left: 16px; padding-right: 16px; } dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: 8px; }
  nav a { line-height: 40px; padding: 0 8px; font-size: 14px; border-bottom-width: 2px; } .role { display: none; } .chart, .chart tbody { display: block; } .chart thead { display: none; } .chart tr { display: grid; grid-template-columns: 1fr auto; gap: 0 12px; } .chart tr:not(:last-child) { border-bottom: 1px solid var(--line); } .chart tr > * { border: 0; padding-right: 0; }
  .chart tr > :last-child { grid-column: 1 / -1; width: auto; padding-top: 0; } .chart td:empty { display: none; } .brand { font-size: 16px; line-height: 44px; } .person { gap: 4px; } }
@media screen and (max-width: 720px) { .stack thead { display: none; } .stack, .stack tbody, .stack tr, .stack th, .stack td { display: block; } .stack tr { border-bottom: 1px solid var(--line); padding: 8px 0; } .stack > :last-child > tr:last-child { border-bottom: 0; }
  .stack td, .stack th { border: 0; padding: 2px 0; } .stack.compared tr { padding: 8px 12px; } .stack td[data-label] { display: flex; overflow-wrap: anywhere; } .stack td[data-label]::before { content: attr(data-label) '：'; color: var(--muted); flex: none; } .stack td.below-label, .stack td.below-label::before { display: block; } .stack td:empty { display: none; } .stack.events td::before { min-width: 4em; } .stack:not(.linked) a { position: relative; padding: 11px 0; } .stack td.last-day::after { content: '（含当天）'; } }
@page { margin: 14mm 12mm 16mm; @bottom-right { content: counter(page) ' / ' counter(pages); font-size: 9pt; } }
@page wide { size: A4 landscape; }
@media print { body:has(.filter) { page: wide; } .wide a { color: inherit; text-decoration: none; } td:is(.time, .one-line) { white-space: normal; } td { word-break: keep-all; }
  .wide { overflow: visible; } .wide:has(td:nth-child(5)) { font-size: 10pt; } .wide th, .wide td { min-width: 0 !important; padding: 5px 8px 5px 0; overflow-wrap: anywhere; } .wide .code { white-space: nowrap; word-break: normal; font-size: inherit; } .wide td.long { white-space: normal; word-break: normal; } .check input { display: none; }
  .wide td:is(.time, .one-line) { overflow-wrap: normal; } section .wide td:is(.time, .one-line), .wide td:is(.time, .one-line) a, .events td.time { white-space: nowrap; } .wide .state { font-size: inherit; padding: 0 4px; }
  :root { color-scheme: light; font-size: 12pt; } body { background: none; } nav, .person, details, form:not(.on-paper), .skip, .no-paper, .button, .next { display: none !important; }
  main { padding: 16px 0 0; max-width: none; } h1 { margin-bottom: 12px; } .inner { padding: 0; } .brand::before { content: none; } .columns { display: block; } .columns > .card, .columns > div { margin-bottom: 16px; } .card, .notice, .say { break-inside: avoid; background: none; } .card:has(.wide) { break-inside: auto; } .pairs + .card { break-inside: avoid; } div.card:has(.wide) { padding: 0; border: 0; } tr { break-inside: avoid; } .paper { display: block; } span.paper { display: inline; }
}
@media (forced-colors: active) { .bar rect { fill: CanvasText; } .notice, .state { border-color: CanvasText; } }
`;
