/** Units that officers hold: none of their claims is looked at until two officers lift the hold. */
export { endUnderHolds } from './end.ts';
export { type Held, HOLD, LISTED, proposeHold, readHeld } from './hold.ts';
