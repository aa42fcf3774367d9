/** Facts of the wire: the HTTP status of each problem, and who gets each webhook. */
import { statusAndDetailOf } from '../../../bff/http/problem.ts';
import { PROBLEM_CODES, type ProblemCode } from '../../../bff/contract/wire.ts';
import { TOKEN_ERROR_CODES } from '../../../bff/contract/token-errors.ts';
import { WEBHOOK_TYPES, type WebhookType } from '../../../bff/contract/webhook.ts';
import { type Audience, AUDIENCES } from '../../../bff/events/types.ts';
import type { DocsLanguage } from '../support/pages.ts';
import { expectKeys, fillTable } from './table.ts';

export function fillProblems(present: string): string {
  expectKeys(present, PROBLEM_CODES, 'problem codes');
  return fillTable(([code]) => ({ 1: String(statusAndDetailOf(code as ProblemCode).status) }))(present);
}

export function fillTokenErrors(present: string): string {
  expectKeys(present, TOKEN_ERROR_CODES, 'errors of tokens');
  return present;
}

const RECEIVERS: Record<DocsLanguage, Record<Audience, string>> = {
  zh: { 'sites-of-the-unit': '与该单位有关的每个站点', 'its-site': '只发给它所在的站点' },
  en: { 'sites-of-the-unit': 'every site that knows the unit', 'its-site': 'the site where it happened' },
};

export const fillWebhooks = (language: DocsLanguage) => (present: string) => {
  expectKeys(present, WEBHOOK_TYPES, 'webhooks');
  return fillTable(([type]) => ({ 2: RECEIVERS[language][AUDIENCES[type as WebhookType]] }))(present);
};
