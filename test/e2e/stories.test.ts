/** The stories that `npm run test:browsers` plays in every engine, in the current Chromium. */
import { it } from 'vitest';
import { openWindow } from './support/chromium-window.ts';
import { personAt } from './support/person.ts';
import { freshStage } from './support/stage.ts';
import { STORIES, storiesOf } from './support/stories.ts';

const { demo, browser } = await freshStage();

// In parallel, because each has its own account.
it.concurrent.for(storiesOf())('%s', async (name) => {
  const remote = await openWindow(browser);
  try {
    await STORIES[name](personAt(remote), demo);
  } finally {
    await remote.close();
  }
});
