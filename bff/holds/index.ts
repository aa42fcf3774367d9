/** Units that officers hold: none of their claims is looked at until two officers lift the hold. */
export { endUnderHolds } from './end.ts';
export {
  type Held,
  HOLD,
  LISTED,
  type ProposedHold,
  proposeHold,
  readDroppedHold,
  readHeld,
  readHoldDecision,
  readProposedHold,
  readProposedHolds,
  waitingHolds,
} from './hold.ts';
