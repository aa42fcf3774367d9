/** The center's contents: last submissions, attempts left, the waiting business, the page's font. */
import { expect } from '@open-wc/testing';
import type { CertificationStatus } from '../../../bff/contract/wire.ts';
import { centre, choose, labels, openCentre, realName, stands } from '../support/center.ts';
import { cleanUp } from '../support/page.ts';
import { press, query, see, seeNothing, submitForm } from '../support/user.ts';
import { answered, problem, statusOf } from '../support/scripted.ts';
import { TITLES, WORDS } from '../../support/words.ts';
import { waitUntil } from '../support/wait.ts';

const { by, history, passed, refused, status } = WORDS.center;
const { reasons } = WORDS.results;

describe('the center’s contents', () => {
  afterEach(cleanUp);

  it('lists this site’s last submissions: time, applicant, outcome', async () => {
    const rejected = statusOf('uncertified', { refused: 'agent-without-record' });
    const certified = { outcome: 'certified', applicant: 'legal-representative', at: '2026-11-25T01:12:00Z' };
    const { element } = await openCentre({
      status: [{ body: { ...rejected, history: [certified, ...rejected.history!] } }],
    });
    await stands(element, WORDS.center.history);
    query(element, 'summary').click();
    await stands(
      element,
      `${history} 11月25日 09:12 ${by['legal-representative']} ${passed} ` +
        `11月24日 16:00 ${by.agent} ${refused(reasons['agent-without-record'])}`,
    );
  });

  it('shows the kind of applicant of a certification, never a name', async () => {
    const { element } = await openCentre({
      status: [realName({ status: 'certified', since: '2026-11-25T01:00:00Z', by: 'agent' })],
    });
    await stands(element, `${status.certified} · 2026年11月25日 ${by.agent}`);
    expect(centre(element)).not.to.include(WORDS.results.attemptsLeft(4));
  });

  it('says that another site has certified the unit', async () => {
    const since = '2026-11-25T01:00:00Z';
    const certified = { status: 'certified', since, by: 'agent', elsewhere: true } as const;
    const { element } = await openCentre({ status: [realName(certified)] });
    await stands(element, `${status.certified} · 2026年11月25日 ${WORDS.center.elsewhere(by.agent)}`);
    expect(centre(element)).not.to.include(WORDS.center.noHistory);
  });

  it('says that there are no submissions only when there are none, also elsewhere', async () => {
    const { element } = await openCentre(
      { status: [{ body: statusOf('pending'), delay: 300 }, { body: statusOf('uncertified') }] },
      { 'known-status': 'uncertified' },
    );
    await stands(element, WORDS.center.status.uncertified);
    expect(centre(element)).not.to.include(WORDS.center.noHistory);
    await stands(element, `${status.pending} ${WORDS.results.pending.said}`);
    expect(centre(element)).not.to.include(WORDS.center.noHistory);
    await stands(element, WORDS.center.noHistory);
  });

  it('shows the success that the answer tells, and asks for nothing more', async () => {
    const page = await openCentre(
      {
        status: [{ body: statusOf('uncertified') }, problem(503, 'unavailable')],
        submit: [answered('certified')],
      },
      { 'resume-url': '/goods' },
    );
    const { element, events } = page;
    await stands(element, status.uncertified);
    choose(element, WORDS.center.certify);
    await submitForm(element);
    await see(element, TITLES.certified);
    press(element, WORDS.results.done);
    await stands(element, `${WORDS.center.about['real-name']} ${status.certified}`);
    expect(await page.arrived('status')).to.have.length(1);
    expect(labels(element)).not.to.include(WORDS.center.certify);
    expect(query(element, '[part=center] a[href]').innerText).to.equal(WORDS.results.proceed(''));
    const said = (): string[] => {
      const { detail } = events.filter(({ type }) => type === 'certification-status').at(-1)!;
      return (detail as CertificationStatus).kinds.map((view) => view.status);
    };
    await waitUntil(() => said().join() === 'certified,certified,not-open', 'the event');
  });

  it('shows when attempts are possible again instead of the button, when none are left', async () => {
    const attempts = { remaining: 0, resetsAt: '2026-11-25T22:54:10Z' };
    const { element, script } = await openCentre({
      status: [{ body: statusOf('uncertified', { attempts }) }],
    });
    await stands(element, WORDS.results.attemptsUsedUp(attempts.resetsAt));
    expect(labels(element)).to.deep.equal([]);
    await script({ status: [{ body: statusOf('uncertified') }] });
    document.dispatchEvent(new Event('visibilitychange'));
    await stands(element, `${WORDS.center.certify} ${WORDS.results.attemptsLeft(4)}`);
  });

  it('shows no number of attempts when the service has no limits', async () => {
    const attempts = { remaining: 999, resetsAt: null };
    const { element } = await openCentre({ status: [{ body: statusOf('uncertified', { attempts }) }] });
    await stands(element, `${status.uncertified} ${WORDS.center.certify}`);
  });

  describe('after a user came from a business', () => {
    const attributes = { 'resume-url': '/services/pay?month=7', business: '社保缴费' };

    it('names the business, and continues it in one step when the unit is certified', async () => {
      const { element, script } = await openCentre({ submit: [answered('certified')] }, attributes);
      await stands(element, WORDS.center.waiting(attributes.business));
      await script({ status: [realName({ status: 'certified' })] });
      choose(element, WORDS.center.certify);
      await submitForm(element);
      await see(element, TITLES.certified);
      expect(query(element, 'dialog [part~="primary"]').innerText.trim()).to.equal(
        WORDS.results.proceed('社保缴费'),
      );
      press(element, WORDS.results.done);
      await seeNothing(element);
      await stands(element, `${WORDS.results.proceed('社保缴费')} ${WORDS.center.kinds.phone}`);
      const link = query<HTMLAnchorElement>(element, '[part=center] a');
      expect(link.href).to.equal(`${location.origin}/services/pay?month=7`);
      expect(link.getBoundingClientRect().height).to.be.at.least(44);
    });

    it('lets the page go there by its own router, from the dialog and from the center', async () => {
      const { element, script } = await openCentre({ submit: [answered('certified')] }, attributes);
      const wanted: unknown[] = [];
      element.addEventListener('certification-resume', (event) => {
        event.preventDefault();
        wanted.push(event.detail);
      });
      await stands(element, WORDS.center.waiting(attributes.business));
      await script({ status: [realName({ status: 'certified' })] });
      choose(element, WORDS.center.certify);
      await submitForm(element);
      await see(element, TITLES.certified);
      press(element, WORDS.results.proceed('社保缴费'));
      await seeNothing(element);
      query(element, '[part=center] a').click();
      const url = `${location.origin}/services/pay?month=7`;
      expect(wanted).to.deep.equal([{ url }, { url }]);
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

  it('has the page’s font, and lines of readable length', async () => {
    const { element } = await openCentre();
    await stands(element, WORDS.center.status.uncertified);
    const section = element.shadowRoot!.querySelector('section')!;
    const { fontFamily } = getComputedStyle(element);
    expect(getComputedStyle(section).fontFamily).to.equal(fontFamily);
    expect(section.getBoundingClientRect().width).to.be.at.most(960);
  });
});
