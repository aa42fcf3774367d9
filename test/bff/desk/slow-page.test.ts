/** A page that takes long keeps its connection busy until it is made. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Hono } from 'hono';
import { expect, it } from 'vitest';
import { slowPage } from '../../../bff/desk/audit/seals.ts';

const ask = (page: () => Promise<string>) => new Hono().get('/', (c) => slowPage(c, page(), 5)).request('/');

it('sends spaces, then the page', async () => {
  let finish!: (page: string) => void;
  const answer = await ask(() => new Promise((resolve) => (finish = resolve)));
  expect(answer.headers.get('Content-Type')).toBe('text/html; charset=UTF-8');
  const sent = answer.body!.pipeThrough(new TextDecoderStream());
  const reader = sent.getReader();
  for (let space = 0; space < 2; space++) expect((await reader.read()).value).toBe(' ');
  reader.releaseLock();
  finish('<!doctype html><p>一致');
  let rest = '';
  for await (const part of sent) rest += part;
  expect(rest).toMatch(/^ *<!doctype html><p>一致$/);
});

it('sends a page at once that is there at once', async () => {
  expect(await (await ask(() => Promise.resolve('<p>'))).text()).toBe('<p>');
});

it('breaks off when the page fails', async () => {
  const answer = await ask(() => sleep(20).then(() => Promise.reject(new Error('gone'))));
  await expect(answer.text()).rejects.toThrow('gone');
});
