/** The pauses between two questions about a pending claim. */
import { expect } from '@open-wc/testing';
import { askUntilDecided } from '../../../widget/api/polling.ts';

const pending = (): Promise<boolean> => Promise.resolve(false);

describe('polling', () => {
  it('ends a pause when it is aborted', async () => {
    const life = new AbortController();
    const decided = askUntilDecided(pending, life.signal);
    life.abort();
    const late = new Promise((resolve) => setTimeout(() => resolve('late'), 500));
    expect(await Promise.race([decided, late])).to.equal(false);
  });

  it('begins no pause when it was aborted during a question', async () => {
    const life = new AbortController();
    let asked = 0;
    const ask = (): Promise<boolean> => {
      asked++;
      life.abort();
      return pending();
    };
    const decided = askUntilDecided(ask, life.signal);
    const late = new Promise((resolve) => setTimeout(() => resolve('late'), 2500));
    expect(await Promise.race([decided, late])).to.equal(false);
    expect(asked).to.equal(1);
  }).timeout(5000);
});
