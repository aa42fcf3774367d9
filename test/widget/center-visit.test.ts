/** What makes the center worth a visit: last submissions, attempts left, the business that waits, the page's own type. */
import { expect } from '@open-wc/testing';
import { centre, choose, labels, openCentre, realName, stands } from './support/center.ts';
import { cleanUp } from './support/page.ts';
import { fillLegal, press, query, see, seeNothing } from './support/user.ts';
import { answered, statusOf } from './support/scripted.ts';
import { TITLES, WORDS } from '../support/words.ts';

describe('center, visited', () => {
  afterEach(cleanUp);

  it('tells this site’s last submissions: when, by whom, what came of them', async () => {
    const refused = statusOf('uncertified', { refused: 'agent-without-record' });
    const passed = { outcome: 'certified', applicant: 'legal-representative', at: '2026-11-25T01:12:00Z' };
    const { element } = await openCentre({
      status: [{ body: { ...refused, history: [passed, ...refused.history!] } }],
    });
    await stands(element, WORDS.center.history);
    query(element, 'summary').click();
    await stands(
      element,
      '本网站最近的提交 11月25日 09:12 由法定代表人办理 已通过 ' +
        '11月24日 16:00 由代理人办理 未通过：代理人未在本单位办理过社保业务',
    );
  });

  it('says by whom the unit was certified, never a name', async () => {
    const { element } = await openCentre({
      status: [realName({ status: 'certified', since: '2026-11-25T01:00:00Z', by: 'agent' })],
    });
    await stands(element, '已认证 · 2026年11月25日 由代理人办理');
    expect(centre(element)).not.to.include(WORDS.center.remaining(4));
  });

  it('says that another site has certified the unit, where there is nothing of it here', async () => {
    const since = '2026-11-25T01:00:00Z';
    const certified = { status: 'certified', since, by: 'agent', elsewhere: true } as const;
    const { element } = await openCentre({ status: [realName(certified)] });
    await stands(element, '已认证 · 2026年11月25日 在其他网站由代理人办理');
    expect(centre(element)).not.to.include(WORDS.center.noHistory);
  });

  it('tells of no submission only when it knows of none, and none is under way', async () => {
    const { element } = await openCentre(
      { status: [{ body: statusOf('pending'), delay: 300 }, { body: statusOf('uncertified') }] },
      { 'known-status': 'uncertified' },
    );
    await stands(element, WORDS.center.status.uncertified);
    expect(centre(element)).not.to.include(WORDS.center.noHistory);
    await stands(element, '正在核验 核验完成后会自动更新');
    expect(centre(element)).not.to.include(WORDS.center.noHistory);
    await stands(element, WORDS.center.noHistory);
  });

  it('with no attempt left offers no button, but says until when', async () => {
    const attempts = { remaining: 0, resetsAt: '2026-11-25T22:54:10Z' };
    const { element, script } = await openCentre({
      status: [{ body: statusOf('uncertified', { attempts }) }],
    });
    await stands(element, `${WORDS.center.usedUp} ${WORDS.center.again('11月26日 06:55')}`);
    expect(labels(element)).to.deep.equal([]);
    await script({ status: [{ body: statusOf('uncertified') }] });
    document.dispatchEvent(new Event('visibilitychange'));
    await stands(element, `${WORDS.center.remaining(4)} ${WORDS.center.certify}`);
  });

  it('counts no attempts where the service sets no limits', async () => {
    const attempts = { remaining: 999, resetsAt: null };
    const { element } = await openCentre({ status: [{ body: statusOf('uncertified', { attempts }) }] });
    await stands(element, '未认证 立即认证');
  });

  describe('for someone who comes from a business', () => {
    const attributes = { 'resume-url': '/services/pay?month=7', business: '社保缴费' };

    it('names it, and goes on with it in one step once the unit is certified', async () => {
      const { element, script } = await openCentre({ submit: [answered('certified')] }, attributes);
      await stands(element, '您正在办理“社保缴费”，单位完成实名认证后即可继续。');
      await script({ status: [realName({ status: 'certified' })] });
      choose(element, WORDS.center.certify);
      await see(element, TITLES.form);
      fillLegal(element);
      press(element, WORDS.form.submit);
      await see(element, TITLES.certified);
      expect(query(element, 'dialog .primary').innerText.trim()).to.equal(WORDS.results.proceed('社保缴费'));
      press(element, WORDS.results.done);
      await seeNothing(element);
      await stands(element, `${WORDS.results.proceed('社保缴费')} ${WORDS.center.kinds.phone}`);
      const link = query<HTMLAnchorElement>(element, '[part=center] a');
      expect(link.href).to.equal(`${location.origin}/services/pay?month=7`);
      expect(link.getBoundingClientRect().height).to.be.at.least(44);
    });

    for (const foreign of [
      'https://elsewhere.example/',
      '//elsewhere.example/',
      'javascript:alert(1)',
      'http://[',
    ])
      it(`never leads to another site: ${foreign}`, async () => {
        const { element } = await openCentre(
          { status: [realName({ status: 'certified' })] },
          { ...attributes, 'resume-url': foreign },
        );
        await stands(element, WORDS.center.status.certified);
        expect(element.shadowRoot!.querySelector('a')).to.equal(null);
        expect(centre(element)).not.to.include('社保缴费');
      });
  });

  it('has the page’s own type, and lines no longer than can be read', async () => {
    const { element } = await openCentre();
    await stands(element, WORDS.center.status.uncertified);
    const section = element.shadowRoot!.querySelector('section')!;
    const { fontFamily } = getComputedStyle(element);
    expect(getComputedStyle(section).fontFamily).to.equal(fontFamily);
    expect(section.getBoundingClientRect().width).to.be.at.most(960);
  });
});
