/** Proofs that a phone is the visitor's own. */
export { issueChallenge } from './challenge.ts';
export { type PhoneDependencies, sendPhoneCode } from './codes.ts';
export { phoneProofDigests, provePhone, readPhoneProof, useProof } from './proofs.ts';
export { createSiteUsageReport } from './site-usage.ts';
