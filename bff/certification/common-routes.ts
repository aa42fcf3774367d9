/** The parts that the routes of `/v1/certification` and `/v1/certification/case` have in common. */
import type { Context } from 'hono';
import type { FormSource } from '../contract/forms.ts';
import { SOURCE_IDS } from '../contract/sources.ts';
import { answering } from '../http/described.ts';
import type { Env } from '../http/env.ts';
import { problem } from '../http/problem.ts';
import type { CountRefusal } from '../limits/refusals.ts';
import { readForm } from './form.ts';
import type { TooManyAttempts } from './snapshot.ts';
import type { Dependencies, Submitter } from './dependencies.ts';

/** A body has a schema for each of them. */
export const FORM_SOURCES: readonly FormSource[] = [...SOURCE_IDS, 'partner', 'counter'];
export const formOfUnit = (c: Context<Env>) => c.var.formSource;

/** Sets whose form the body must be of. Refuses a unit that has none: with `source`, whose class no source has; with `counter`, without a counter. */
export const withForm = (dependencies: Dependencies, of: 'source' | 'counter') => {
  const refusal = of === 'source' ? 'no-source' : 'no-counter';
  return answering(
    async (c: Context<Env>, next: () => Promise<void>) => {
      const { source, counter } = await readForm(dependencies, submitterOf(c).unitCode);
      const isOpen = of === 'source' ? source !== 'counter' : counter;
      if (!source || !isOpen) return problem(refusal, c.var.requestId);
      c.set('formSource', source);
      return next();
    },
    [refusal],
  );
};

export function submitterOf(c: Context<Env>): Submitter {
  const { site, unit, sub } = c.var.token;
  if (!unit) throw new Error('a certification token without a unit passed the verifier');
  const { id: siteId, privacyNotice } = site;
  return { siteId, unitCode: unit.code, sub, address: c.var.address, privacyNotice };
}

export const administratorOnly = answering(
  async (c: Context<Env>, next: () => Promise<void>) =>
    c.var.token.role === 'administrator' ? next() : problem('administrator-required', c.var.requestId),
  ['administrator-required'],
);

/** The answer for a limit without room, which is counted, and whose reference is told. */
export const tooManyAnswer =
  (now: () => number, refused: CountRefusal) =>
  (c: Context<Env>, { kind, ...limited }: TooManyAttempts): Response => {
    c.set('reference', refused({ ...limited, flow: 'certification', siteId: c.var.token.site.id }));
    return problem(kind, c.var.requestId, {
      retryAfter: (limited.until - now()) / 1000,
      reference: c.var.reference,
    });
  };
