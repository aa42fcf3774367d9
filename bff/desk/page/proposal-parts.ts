/**
 * The parts of a page for what takes two officers: what is proposed, its confirmation by another
 * officer, and its return. A case, a revocation and a hold differ in their words alone.
 */
import { html } from 'hono/html';
import type { Actor } from '../../database/index.ts';
import { instantWords } from '../words/dates.ts';
import {
  card,
  facts,
  fold,
  form,
  part,
  type Fact,
  type Html,
  type Parts,
  type Weight,
} from '../kit/index.ts';
import type { Visit } from './route.ts';
import { staffWords } from '../words/words.ts';

/** The deed of the first officer. */
export type FirstDeed = '初核' | '提议';

type Refusal = readonly [title: string, text: string];

interface Words {
  by: string;
  waits: string;
  takeBack: string;
  sendBack: string;
  samePerson: Refusal;
  altered: Refusal;
  keyReplaced: Refusal;
}

const WORDS: Record<FirstDeed, Words> = {
  初核: {
    by: '初核人',
    waits: '您已初核，等待另一人复核',
    takeBack: '撤回自己的初核',
    sendBack: '有疑问，退回初核',
    samePerson: ['不能复核自己的初核', '初核和复核必须是两个人，什么也没有改变。'],
    altered: [
      '初核的记录可能被人改动过',
      '签名对不上，什么也没有改变，已记入审计。请退回初核、重新办理，并告诉安全负责人。',
    ],
    keyReplaced: [
      '初核之后，签名的密钥更换了',
      '更换以前的初核不能再确认，什么也没有改变。请退回初核、重新办理。',
    ],
  },
  提议: {
    by: '提议人',
    waits: '您已提议，等待另一人复核',
    takeBack: '撤回自己的提议',
    sendBack: '有疑问，退回提议',
    samePerson: ['不能复核自己的提议', '提议和复核必须是两个人，什么也没有改变。'],
    altered: [
      '提议的记录可能被人改动过',
      '签名对不上，什么也没有改变，已记入审计。请退回提议、重新办理，并告诉安全负责人。',
    ],
    keyReplaced: [
      '提议之后，签名的密钥更换了',
      '更换以前的提议不能再确认，什么也没有改变。请退回提议、重新办理。',
    ],
  },
};

/** A proposal that waits, in words. */
export interface Proposed {
  deed: FirstDeed;
  id: string;
  by: Actor;
  /** RFC 3339. */
  at: string;
  title: string;
  /** Besides the officer and the time. */
  facts: readonly Fact[];
  /** To the officer who has proposed it: what holds until another one confirms. */
  untilThen: string;
  /** Undefined: it can only be sent back. */
  confirmation?: { action: string; body: Parts; button: string; weight?: Weight } | undefined;
  /** `field`: for the sentence. `buttons`: of the officer who takes it back, and of another one. */
  sendBack: { action: string; field: Html; buttons: readonly [own: string, others: string]; isOpen: boolean };
}

export const proposedParts = ({ session, actor }: Visit, proposed: Proposed): Html => {
  const { deed, id, by, at, title, untilThen, confirmation, sendBack } = proposed;
  const isOwn = by === actor;
  const words = WORDS[deed];
  const hidden = { proposal: id };
  const [own, others] = sendBack.buttons;
  const back = form(session, {
    action: sendBack.action,
    hidden,
    body: sendBack.field,
    buttons: [{ words: isOwn ? own : others, weight: 'second' }],
  });
  const confirm =
    confirmation &&
    form(session, {
      action: confirmation.action,
      hidden,
      body: confirmation.body,
      buttons: [{ words: confirmation.button, weight: confirmation.weight ?? 'first' }],
    });
  return html`${card({
    title,
    body: facts([[words.by, html`${staffWords(by)}，${part(instantWords(at))}`], ...proposed.facts]),
  })}
  ${card({
    title: isOwn ? words.waits : '复核',
    isForScreen: true,
    body: [
      isOwn
        ? html`<p>另一名核验人员确认以后才生效${untilThen}。要改的，可以${words.takeBack}。</p>`
        : confirm,
      fold(
        isOwn ? words.takeBack : words.sendBack,
        back,
        sendBack.isOpen || (!isOwn && confirm === undefined),
      ),
    ],
  })}`;
};

/** Why a confirmation is refused, whatever is proposed. */
export const refusedWords = (kind: 'same-person' | 'altered' | 'key-replaced', deed: FirstDeed): Refusal => {
  const { samePerson, altered, keyReplaced } = WORDS[deed];
  return { 'same-person': samePerson, altered, 'key-replaced': keyReplaced }[kind];
};
