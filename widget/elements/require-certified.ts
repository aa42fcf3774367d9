import { within } from '../api/deadline.ts';
import { failLogged } from '../api/result.ts';
import { loadPart } from '../loading/loader.ts';
import { PATIENCE } from './stub.ts';

/**
 * Whether the page may go on with a business, for guards of routers: it needs no element in the
 * page. Resolves to `true` when the unit is certified, at once or after the user has certified it,
 * and to `false` when the user leaves or another user logs in. Also `true` when it cannot be known
 * within ten seconds: the portal's server decides. `business`: its name, for the dialog.
 * `deadline`: when the time is over.
 */
export async function requireCertified(
  business?: string,
  deadline: number = Date.now() + PATIENCE,
): Promise<boolean> {
  const guard = Promise.all([
    loadPart('guard', () => import('./guard.ts')),
    customElements.whenDefined('unit-certification'),
  ]);
  try {
    const [{ ask }] = await within(deadline - Date.now(), guard);
    return await ask(deadline, business);
  } catch (error) {
    failLogged(error);
    return true;
  }
}
