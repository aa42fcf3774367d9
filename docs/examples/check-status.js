import { statusOfKind } from 'unit-certification-server';
import { certification } from './portal-client.js';

export async function isCertified(code) {
  const answer = await certification.status(code);
  if (!answer.ok) return undefined;
  return statusOfKind(answer.value, 'real-name') === 'certified';
}
