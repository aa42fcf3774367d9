/**
 * Sentences that no name and no number holds, and that would hurt if both languages said the contrary: each with the test that proves it.
 * Read the test before you change the sentence.
 */
import { describe, expect, it } from 'vitest';
import { LANGUAGES, readDocument, readPage } from './support/pages.ts';

interface Promised {
  page: string;
  zh: string;
  en: string;
  /** The file of the test, and its title or the line that proves it. */
  test: string;
  proof: string;
}

const PROMISES: readonly Promised[] = [
  {
    page: 'tokens.md',
    zh: '组件不会跟随跳转，收到跳转或 HTML 时提示',
    en: 'The widget never follows a redirect here: it takes one, or HTML, as',
    test: 'test/widget/modules/token.test.ts',
    proof: 'a redirect to a login page',
  },
  {
    page: 'tokens.md',
    zh: '`administrator` 可以认证；`operator` 会被告知请管理员办理',
    en: '`administrator` may certify; `operator` is told to ask the administrator',
    test: 'test/bff/http/certification-api.store.test.ts',
    proof: "role: 'operator' });\n      expect((await user.get()).body).toMatchObject({ canSubmit: false });",
  },
  {
    page: 'embedding.md',
    zh: '已认证的页面只下载入口脚本和提示的文字',
    en: 'A certified page downloads the entry script and the words of the prompt only',
    test: 'test/widget/page/built.test.ts',
    proof: 'downloads only the entry script and the words of the prompt for a certified unit',
  },
  {
    page: 'csv.md',
    zh: '接口拒绝（`way-closed`，注册是 `no-source`），不扣次数',
    en: 'the API refuses (`way-closed`, a registration `no-source`), which costs no attempt',
    test: 'test/bff/http/openapi.store.test.ts', // a certification is a row of test-units.md, which test-units.store.test.ts submits
    proof: "'/v1/registrations', 'registration', { body })).code).toBe('no-source')",
  },
  {
    page: 'command-line.md',
    zh: '**新密钥放在最前。**',
    en: '**The new key comes in front.** Put it before the others in `MASTER_KEYS`',
    test: 'test/bff/server/master-keys.test.ts',
    proof: "expect(idsOf(env)).toEqual(['k2', 'k1'])",
  },
  {
    page: 'operations.md',
    zh: '`migrate` 和 `import` 用 `certification_owner` 的地址执行；服务和其他命令用 `certification_service` 的',
    en: 'Run `migrate` and `import` with the address of `certification_owner`; the service and all other commands with that of `certification_service`',
    test: 'test/bff/database/roles.store.test.ts',
    proof: 'the owner migrates and imports, and the service does all the rest',
  },
];

const flat = (text: string): string => text.replace(/\s+/g, ' ');

describe.each(PROMISES)('$page promises “$en”', ({ page, test, proof, ...sentence }) => {
  it.each(LANGUAGES)('in %s', (language) => {
    expect(flat(readPage(language, page)), `read ${test}, then change the sentence here too`).toContain(
      sentence[language],
    );
  });

  it('and a test proves it', () => {
    expect(readDocument(test)).toContain(proof);
  });
});
