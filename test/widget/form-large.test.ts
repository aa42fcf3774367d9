import { expect, waitUntil } from '@open-wc/testing';
import { bodyOf, LEGAL, cleanUp, fill, input, openPage, press, see, shown } from './support/page.ts';
import { answered, problem, statusOf } from './support/scripted.ts';

describe('form, large', () => {
  afterEach(cleanUp);

  it('asks one thing at a time, and back', async () => {
    const page = await openPage({ view: 'form', appearance: 'large' }, { submit: [answered('certified')] });
    const { element } = page;
    await see(element, '第 1 步，共 4 步');
    press(element, '下一步');
    await see(element, '请填写法人姓名');
    fill(element, 'legalRepresentative.name', LEGAL.name);
    press(element, '下一步');
    await see(element, '第 2 步，共 4 步');
    expect(input(element, 'legalRepresentative.idNumber').value).to.equal('');
    fill(element, 'legalRepresentative.idNumber', LEGAL.idNumber);
    press(element, '上一步');
    await see(element, '第 1 步，共 4 步');
    expect(input(element, 'legalRepresentative.name').value).to.equal(LEGAL.name);
    press(element, '下一步');
    await see(element, '第 2 步');
    press(element, '下一步');
    await see(element, '第 3 步，共 4 步');
    fill(element, 'foundedOn', '20010518');
    press(element, '下一步');
    await see(element, '认证身份');
    press(element, '提交');
    await see(element, '认证成功');
    expect(await bodyOf(page)).to.deep.include({ foundedOn: LEGAL.foundedOn });
  });

  it('leads to the step that the server found wrong', async () => {
    const errors = [{ path: 'foundedOn', code: 'bad-date' as const }];
    const { element } = await openPage(
      { view: 'form', appearance: 'large' },
      { submit: [problem(422, 'invalid-fields', { errors })], status: [{ body: statusOf('lapsed') }] },
    );
    for (const [path, typed] of [
      ['legalRepresentative.name', LEGAL.name],
      ['legalRepresentative.idNumber', LEGAL.idNumber],
      ['foundedOn', LEGAL.foundedOn],
    ] as const) {
      await waitUntil(() => shown(element) && element.shadowRoot!.getElementById(path.replace('.', '-')));
      fill(element, path, typed);
      press(element, '下一步');
    }
    await see(element, '认证身份');
    press(element, '提交');
    await see(element, '请按“年-月-日”填写');
    await see(element, '第 3 步，共 4 步');
  });
});
