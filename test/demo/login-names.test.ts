/** Login names that units choose at the demo portal: which there can be, and that writing one otherwise changes nothing. */
import { beforeEach, describe, expect, it } from 'vitest';
import { checkOwnFields } from '../../demo/portal/own-fields.ts';
import { startPortal, type TestPortal } from './support/portal.ts';

const PASSWORD = 'lotus2026';
const own = (loginName: string) => ({ loginName, password: PASSWORD, passwordAgain: PASSWORD });

/** As a Chinese keyboard types it. */
const fullWidth = (text: string) =>
  text.replace(/[!-~]/g, (letter) => String.fromCodePoint(letter.codePointAt(0)! + 0xfee0));

describe('a login name', () => {
  it.each([
    ['another unit’s organization code', 'ma1dem154'],
    ['the form of one, with a wrong check digit', 'lotus2026'],
    ['the form of one, with the check digit X', 'lotus202x'],
    ['the form of a unified social credit code', 'A1320199ma1dem154Q'],
  ])('cannot be %s: %s', (_, loginName) => {
    expect(checkOwnFields(own(loginName))).toEqual({
      loginName: '这个登录名看起来像单位代码，请增减一位，或加上下划线',
    });
  });

  it.each([
    ['one character more than a code', 'lotus2026x'],
    ['an underscore in it', 'lotus_202'],
    ['nine letters', 'lotusroot'],
    ['a letter that no unified social credit code has', 'lotuslotuslotus201'],
  ])('can be: %s: %s', (_, loginName) => {
    expect(checkOwnFields(own(loginName))).toEqual({});
  });
});

describe('at the portal', () => {
  let portal: TestPortal;
  const register = async (loginName: string) =>
    portal.browser().post('/register', { ...own(loginName), assertion: await portal.assert() });

  beforeEach(async () => {
    portal = await startPortal();
  });

  it('another unit’s organization code makes no account, in full width neither', async () => {
    for (const loginName of ['ma1dem154', fullWidth('MA1DEM154')]) {
      const answer = await register(loginName);
      expect(answer.status).toBe(422);
      expect(await answer.text()).toContain('看起来像单位代码');
    }
  });

  it('a name opens its account in any case and width', async () => {
    expect((await register(fullWidth('Xinhe_2026'))).status).toBe(200);
    for (const unitCode of ['xinhe_2026', 'XINHE_2026', fullWidth('xinhe_2026')]) {
      const answer = await portal.browser().logIn({ unitCode, password: PASSWORD });
      expect(answer.status, unitCode).toBe(303);
    }
  });

  it('wrong passwords are counted together, however the name is written', async () => {
    await register('xinhe_2026');
    for (const unitCode of ['xinhe_2026', 'Xinhe_2026', 'XINHE_2026', 'xInhe_2026', 'xiNhe_2026'])
      await portal.browser().logIn({ unitCode, password: 'guessed2026' });
    const answer = await portal.browser().logIn({ unitCode: 'xinHe_2026', password: PASSWORD });
    expect(answer.status).toBe(429);
  });

  it('wrong passwords are counted for the account, whichever of its names is typed', async () => {
    await register('xinhe_2026');
    const names = ['xinhe_2026', '91320199MA1DEM146X', 'MA1DEM146'];
    for (const unitCode of [...names, ...names].slice(0, 5))
      await portal.browser().logIn({ unitCode, password: 'guessed2026' });
    for (const unitCode of names)
      expect((await portal.browser().logIn({ unitCode, password: PASSWORD })).status, unitCode).toBe(429);
  });

  it('wrong passwords of a unit that has no account are counted alike', async () => {
    const names = ['91320199MA1DEM146X', 'MA1DEM146'];
    for (const unitCode of [...names, ...names, ...names].slice(0, 5))
      await portal.browser().logIn({ unitCode, password: 'guessed2026' });
    for (const unitCode of names)
      expect((await portal.browser().logIn({ unitCode, password: PASSWORD })).status, unitCode).toBe(429);
  });
});
