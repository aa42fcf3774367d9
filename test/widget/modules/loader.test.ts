import { expect, waitUntil } from '@open-wc/testing';
import type { ReactiveControllerHost } from 'lit';
import { type Lazy, LazyPart, LazyWords, Loader, loadPart } from '../../../widget/loading/loader.ts';
import { listenToConsole, restoreConsole } from '../support/console.ts';
import { catchTimers } from '../support/timers.ts';

const host = Object.assign(document.createElement('div'), {
  addController: () => undefined,
  removeController: () => undefined,
  requestUpdate: () => undefined,
  updateComplete: Promise.resolve(true),
}) satisfies ReactiveControllerHost & Element;

/** A module that has something. */
const ARRIVED = { part: true };

const load = async (lazy: Lazy): Promise<string | undefined> => {
  const loader = new Loader(
    host,
    () => [lazy],
    () => '',
  );
  await loader.load();
  return loader.failed;
};

describe('loading', () => {
  afterEach(restoreConsole);

  for (const [what, cause, code] of [
    [
      'words that did not arrive',
      () => loadPart('words', () => Promise.reject(new Error('broken'))),
      'network',
    ],
    ['words that throw', () => Promise.reject(new Error('broken')), 'unavailable'],
  ] as const)
    it(`logs the error of ${what}, and calls it ${code}`, async () => {
      const log = listenToConsole();
      expect(await load(new LazyWords({ language: 'en' }, cause))).to.equal(code);
      expect(log.error).to.have.length(1);
      expect(log.error[0]).to.include('Error: broken');
    });

  it('says of no failure on another occasion, on which the same is about to be tried again', async () => {
    listenToConsole();
    let occasion = 'the status';
    const broken = { value: undefined, load: () => Promise.reject(new Error('broken')) };
    const loader = new Loader(
      host,
      () => [broken],
      () => occasion,
    );
    await loader.load();
    expect(loader.failed).to.equal('unavailable');
    occasion = 'the form';
    expect(loader.failed).to.equal(undefined);
    await loader.load();
    expect(loader.failed).to.equal('unavailable');
  });

  it('takes the words that were asked for also while the element is out of the page, where it has no language', async () => {
    const element = { language: 'en' };
    const words = new LazyWords(element, (language) => Promise.resolve(`in ${language}`));
    const arrival = words.load();
    element.language = 'zh-Hans';
    await arrival;
    expect(words.value).to.equal('in en');
  });

  it('drops words that arrive after those of a language asked for later', async () => {
    const element = { language: 'en' };
    const answers: (() => void)[] = [];
    const words = new LazyWords(
      element,
      (language) => new Promise<string>((resolve) => answers.push(() => resolve(`in ${language}`))),
    );
    const first = words.load();
    element.language = 'zh-Hans';
    const second = words.load();
    answers[1]!();
    await second;
    answers[0]!();
    await first;
    expect(words.value).to.equal('in zh-Hans');
  });

  it('keeps the old language until the words of the new one have arrived', async () => {
    const element = { language: 'en' };
    let arrive = (): void => undefined;
    const words = new LazyWords(
      element,
      (language) => new Promise<string>((resolve) => (arrive = () => resolve(`in ${language}`))),
    );
    const first = words.load();
    arrive();
    await first;
    element.language = 'zh-Hans';
    const second = words.load();
    expect(words.value).to.equal('in en');
    arrive();
    await second;
    expect(words.value).to.equal('in zh-Hans');
  });

  it('updates the element once for what arrives, and not on later occasions', async () => {
    let updates = 0;
    const element = Object.assign(document.createElement('div'), {
      ...{ addController: () => undefined, removeController: () => undefined },
      requestUpdate: () => updates++,
      updateComplete: Promise.resolve(true),
    });
    const words = new LazyWords({ language: 'en' as const }, (language) => Promise.resolve(`in ${language}`));
    const loader = new Loader(
      element,
      () => [words],
      () => '',
    );
    await loader.load();
    expect(updates).to.equal(1);
    await loader.load();
    expect(updates).to.equal(1);
  });

  it('tries what failed again on the next occasion, and not before', async () => {
    listenToConsole();
    let [tries, occasion] = [0, 'the status'];
    const broken: Lazy = {
      value: undefined,
      load: () => {
        tries++;
        return Promise.reject(new Error('broken'));
      },
    };
    const loader = new Loader(
      host,
      () => [broken],
      () => occasion,
    );
    document.body.append(host);
    loader.hostUpdated();
    await waitUntil(() => loader.failed);
    loader.hostUpdated();
    expect(tries).to.equal(1);
    occasion = 'the form';
    loader.hostUpdated();
    expect(tries).to.equal(2);
    host.remove();
  });

  it('loads a part again after a failure, and no more once it has arrived', async () => {
    listenToConsole();
    let tries = 0;
    const element = () =>
      new LazyPart(
        'gate',
        () => (tries++ ? Promise.resolve(ARRIVED) : Promise.reject(new Error('broken'))),
        () => 'made',
      );
    const part = element();
    expect(await load(part)).to.equal('network');
    expect(await load(part)).to.equal(undefined);
    expect(await load(part)).to.equal(undefined);
    expect(await load(element()), 'another element').to.equal(undefined);
    expect(tries).to.equal(2);
  });

  it('asks again for a part that came empty, as a proxy or a blocker may send it', async () => {
    const log = listenToConsole();
    let tries = 0;
    const part = new LazyPart(
      'center',
      () => Promise.resolve(tries++ ? ARRIVED : {}),
      () => 'made',
    );
    expect(await load(part)).to.equal('network');
    expect(log.error.join()).to.include('"center" did not load').and.include('empty');
    expect(await load(part)).to.equal(undefined);
    expect([tries, part.value]).to.deep.equal([2, 'made']);
  });

  it('gives a part up that has not answered within 15 seconds, and asks for it again', async () => {
    const log = listenToConsole();
    const timers = catchTimers([]);
    let tries = 0;
    const part = new LazyPart(
      'guard',
      () => (tries++ ? Promise.resolve(ARRIVED) : new Promise(() => undefined)),
      () => 'made',
    );
    const failed = load(part);
    const wasAwaited = timers.fire(15_000);
    timers.restore();
    expect(wasAwaited).to.equal(true);
    expect(await failed).to.equal('network');
    expect(log.error.join()).to.include('"guard" did not load').and.include('no answer within 15 s');
    expect(await load(part)).to.equal(undefined);
    expect([tries, part.value]).to.deep.equal([2, 'made']);
  });

  it('logs the error of a part that throws, and tries it again', async () => {
    const log = listenToConsole();
    let broken = true;
    const part = new LazyPart(
      'kept',
      () => Promise.resolve(ARRIVED),
      () => {
        if (broken) throw new Error('broken');
        return 'made';
      },
    );
    const loader = new Loader(
      host,
      () => [part],
      () => '',
    );
    await loader.load();
    expect(loader.failed).to.equal('unavailable');
    expect(log.error).to.deep.equal(['unit-certification: Error: broken']);
    broken = false;
    await loader.load();
    expect([loader.failed, part.value]).to.deep.equal([undefined, 'made']);
  });
});
