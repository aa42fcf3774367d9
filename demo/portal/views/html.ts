/** Small pieces that every page uses. `html` escapes what is put into it. */
import { html } from 'hono/html';
import { drawn } from '../../shared/icons.ts';
import type { RealNameStatus } from '../../shared/standing.ts';

export type Html = ReturnType<typeof html>;

/** Line icons on a 24-pixel grid, each one path. */
const ICONS: Record<string, string> = {
  building: 'M4 21V5l8-2v18M12 8l8 2v11M2 21h20M7 8.5h2M7 12h2M7 15.5h2M15.5 13h1.5M15.5 16.5h1.5',
  people:
    'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM2.5 20c.4-4 3-6 6.5-6s6.1 2 6.5 6M16 4.4a3.5 3.5 0 0 1 0 6.2M18.3 14.6c2 .8 3 2.7 3.2 5.4',
  chart: 'M4 20V4M4 20h16M8 16v-4M12 16V8M16 16v-6',
  document: 'M6 3h8l4 4v14H6ZM14 3v4h4M9 12h6M9 16h6',
  helmet: 'M3 17h18M4.5 17v-2a7.5 7.5 0 0 1 15 0v2M10 7.800V5h4v2.800M10 8v4M14 8v4M3 17v2h18v-2',
  heart: 'M12 20S4 15 4 9.300A4.3 4.3 0 0 1 12 7a4.3 4.3 0 0 1 8 2.300C20 15 12 20 12 20Z',
  coins:
    'M9 10c3.3 0 6-1.3 6-3s-2.7-3-6-3-6 1.3-6 3 2.7 3 6 3ZM3 7v5c0 1.7 2.7 3 6 3M3 12v5c0 1.7 2.7 3 6 3M15 7v2M15 20c3.3 0 6-1.3 6-3s-2.7-3-6-3-6 1.3-6 3 2.7 3 6 3ZM21 17v-4c0-1.7-2.7-3-6-3s-6 1.3-6 3v4',
  briefcase: 'M3 8h18v12H3ZM9 8V5h6v3M3 13h18M12 12v2.5',
  phone: 'M7 3h10v18H7ZM10.5 18h3',
  shield: 'M12 3l8 3v6c0 5-3.4 8-8 9.500C7.4 20 4 17 4 12V6ZM8.5 12l2.5 2.5 4.5-5',
  'shield-alert': 'M12 3l8 3v6c0 5-3.4 8-8 9.5C7.4 20 4 17 4 12V6ZM12 8v5M12 16v.3',
  face: 'M4 8V4h4M16 4h4v4M20 16v4h-4M8 20H4v-4M9 10v1M15 10v1M9 15c2 1.5 4 1.5 6 0',
  check: 'M5 12.500l4.5 4.500L19 7.5',
  clock: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 7v5l3.5 2',
  alert: 'M12 3.5 22 20.500H2ZM12 10v5M12 17.600v.4',
  /** As in the product's form. */
  error: 'M12 23a11 11 0 1 0 0-22 11 11 0 0 0 0 22ZM12 7v6m0 3.400v.1',
  chevron: 'M6 9l6 6 6-6',
  arrow: 'M5 12h14M13 6l6 6-6 6',
  settings: 'M4 7h10M18 7h2M4 12h2M10 12h10M4 17h10M18 17h2M16 5v4M8 10v4M16 15v4',
  exit: 'M14 4H5v16h9M10 12h11M17 8l4 4-4 4',
  notes: 'M5 4h14v16H5ZM9 9h6M9 13h6M9 17h3',
};

/** A decorative icon: the word beside it says what it means. */
export const icon = (name: string): Html => drawn(ICONS[name] ?? '');

const STATE_WORDS = {
  certified: '已实名认证',
  uncertified: '未实名认证',
  pending: '实名核验中',
  lapsed: '需重新认证',
};

/**
 * The unit's certification state, as far as the server knows it; portal.js paints it anew whenever the
 * widget tells it. Its icon goes with the word, so that the color is never alone.
 */
export const certificationState = (known?: RealNameStatus): Html =>
  html`<span data-for="certified">${icon('shield')}</span>
    <span data-for="uncertified lapsed">${icon('shield-alert')}</span>
    <span data-for="pending unknown">${icon('clock')}</span>
    <span data-certification-text>${known ? STATE_WORDS[known] : '正在查询'}</span>`;
