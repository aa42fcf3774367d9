/** What the gate holds in a host page, and how it goes on: the listening part, without any dialog. */
import { expect, fixture, html } from '@open-wc/testing';
import { type GateKeeper, keepGate, type Standing } from '../../widget/gate.ts';

describe('the gate holds', () => {
  let standing: Standing;
  let asked: string[];
  let answer: (certified: boolean) => void;
  let found: Standing;
  let controller: AbortController;
  let happened: string[];

  const keeper: GateKeeper = {
    standing: () => standing,
    find: () => Promise.resolve((standing = found)),
    require: (business) => {
      asked.push(business);
      return new Promise((resolve) => (answer = resolve));
    },
  };
  const settled = () => new Promise((resolve) => setTimeout(resolve, 10));

  beforeEach(() => {
    standing = 'uncertified';
    found = 'uncertified';
    asked = [];
    happened = [];
    controller = new AbortController();
    keepGate(keeper, () => '.held', controller.signal);
  });
  afterEach(() => controller.abort());

  const page = () =>
    fixture<HTMLElement>(html`
      <div>
        <button class="held" @click=${() => happened.push('button')}><span>参保 登记</span></button>
        <a class="held" data-business="稳岗返还" href="#there" @click=${() => happened.push('link')}>办理</a>
        <button class="free" @click=${() => happened.push('free')}>随便看看</button>
        <form
          class="held"
          aria-label="增减员申报"
          @submit=${(event: SubmitEvent) => {
            event.preventDefault();
            const data = new FormData(event.target as HTMLFormElement, event.submitter);
            happened.push(new URLSearchParams(data as unknown as Record<string, string>).toString());
          }}
        >
          <input name="count" required value="12" />
          <button name="do" value="draft">保存草稿</button>
          <button name="do" value="send">提交申报</button>
        </form>
      </div>
    `);
  const click = (root: Element, selector: string) => root.querySelector<HTMLElement>(selector)!.click();

  it('a button until the unit is certified, then clicks it once, however often it was pressed', async () => {
    const root = await page();
    click(root, 'button.held span');
    click(root, 'button.held');
    await settled();
    expect(asked).to.deep.equal(['参保 登记']);
    expect(happened).to.deep.equal([]);
    standing = 'certified';
    answer(true);
    await settled();
    expect(happened).to.deep.equal(['button']);
  });

  it('nothing else, and nothing of a certified unit, in the same task', async () => {
    const root = await page();
    click(root, '.free');
    expect(happened).to.deep.equal(['free']);
    standing = 'certified';
    click(root, 'button.held');
    expect(happened).to.deep.equal(['free', 'button']);
    expect(asked).to.deep.equal([]);
  });

  it('a form with its data and the button that was pressed', async () => {
    const root = await page();
    click(root, '[value="send"]');
    await settled();
    expect(asked).to.deep.equal(['增减员申报']);
    standing = 'certified';
    answer(true);
    await settled();
    expect(happened).to.deep.equal(['count=12&do=send']);
  });

  it('no form that its own rules refuse, and no click into its fields', async () => {
    const root = await page();
    root.querySelector('input')!.value = '';
    click(root, 'input');
    click(root, '[value="send"]');
    await settled();
    expect(asked).to.deep.equal([]);
  });

  it('for good when the user leaves, and asks again the next time', async () => {
    const root = await page();
    click(root, 'a.held');
    await settled();
    answer(false);
    await settled();
    click(root, 'a.held');
    await settled();
    expect(asked).to.deep.equal(['稳岗返还', '稳岗返还']);
    expect(happened).to.deep.equal([]);
    expect(location.hash).not.to.equal('#there');
  });

  it('while the state is found out, and lets through what cannot be known', async () => {
    const root = await page();
    standing = 'unknown';
    found = 'unknown';
    click(root, 'button.held');
    expect(happened).to.deep.equal([]);
    await settled();
    expect(happened).to.deep.equal(['button']);
    standing = 'unknown';
    found = 'certified';
    click(root, 'button.held');
    await settled();
    expect(happened).to.deep.equal(['button', 'button']);
    expect(asked).to.deep.equal([]);
  });

  it('elements that came later, and none after it was stopped', async () => {
    const root = await page();
    const late = document.createElement('button');
    late.className = 'held';
    late.textContent = '迟到的业务';
    late.addEventListener('click', () => happened.push('late'));
    root.append(late);
    late.click();
    await settled();
    expect(asked).to.deep.equal(['迟到的业务']);
    controller.abort();
    answer(true);
    await settled();
    late.click();
    expect(happened).to.deep.equal(['late']);
  });
});
