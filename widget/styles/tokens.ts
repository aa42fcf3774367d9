/**
 * Sizes and colors, from the page's custom properties. Nothing else is inherited from the page, and
 * nothing is written outside the shadow root.
 */
import { css } from 'lit';

export const tokens = css`
  :host {
    font-size: medium !important; /* the user's own, which an em is measured by: never less than ours */
    --_size: var(--unit-certification-font-size, max(16px, 1em));
    --_target: 44px;
    --_primary: var(--unit-certification-primary, #0b5cad);
    --_on-primary: var(--unit-certification-on-primary, #fff);
    --_surface: var(--unit-certification-surface, #fff);
    --_text: var(--unit-certification-text, #17212b);
    --_border: var(--unit-certification-border, #6f7c89);
    --_danger: var(--unit-certification-danger, #99191c);
    --_warning: var(--unit-certification-warning, #6b3d00);
    --_radius: var(--unit-certification-radius, 8px);
    --_edge: transparent;
    /* For browsers without color-mix() (Chromium before 111): the page's own color, else the one
       that ours mix to. */
    --_line: var(--unit-certification-border, #c5cbd0);
    --_muted: var(--unit-certification-text-muted, var(--unit-certification-text, #454d55));
    --_raised: var(--unit-certification-surface-raised, var(--unit-certification-surface, #eef4f9));
    --_shade: #6f7c8959;
  }
  :host([data-unit-certification='large']) {
    --_size: var(--unit-certification-font-size, max(20px, 1.25em));
    --_target: 56px;
  }
  @media (prefers-color-scheme: light) {
    :host([data-unit-certification='large']) {
      --_primary: var(--unit-certification-primary, #084785);
    }
  }
  @media (prefers-color-scheme: dark) {
    :host {
      --_primary: var(--unit-certification-primary, #9ccaff);
      --_on-primary: var(--unit-certification-on-primary, #06233f);
      --_surface: var(--unit-certification-surface, #18212b);
      --_text: var(--unit-certification-text, #edf2f7);
      --_border: var(--unit-certification-border, #8a98a6);
      --_danger: var(--unit-certification-danger, #ffb0a8);
      --_warning: var(--unit-certification-warning, #ffc069);
      --_edge: var(--_line);
      --_line: var(--unit-certification-border, #465160);
      --_muted: var(--unit-certification-text-muted, var(--unit-certification-text, #c2c9cf));
      --_raised: var(--unit-certification-surface-raised, var(--unit-certification-surface, #212d3a));
    }
  }
  /* Mixed from the page's own colors, so that they fit those too. */
  @supports (color: color-mix(in srgb, red, red)) {
    :host {
      --_line: color-mix(in srgb, var(--_border) 40%, var(--_surface));
      --_muted: var(--unit-certification-text-muted, color-mix(in srgb, var(--_surface), var(--_text) 80%));
      --_raised: var(
        --unit-certification-surface-raised,
        color-mix(in srgb, var(--_surface), var(--_primary) 7%)
      );
      --_shade: color-mix(in srgb, var(--_text) 22%, transparent);
    }
  }
`;
