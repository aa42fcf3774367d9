/**
 * `npm start`: the certification service, the demo portal and another department's site, ready to use. Builds the widget when
 * needed, starts the service as a process of its own, prepares it through its public command line, and
 * serves the sites and a scripted registry partner from this process.
 */
import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import type { Hono } from 'hono';
import { createPortalClient } from '../bff/portal-client/index.ts';
import { startBff } from './bff-process.ts';
import { createDepartment } from './department/app.ts';
import { DEMO_STAFF } from './data/staff.ts';
import { assertFree, listen, listenPlainly } from './listen.ts';
import { createPhone, createSmsGateway } from './partner/phone.ts';
import { createRegistryPartner } from './partner/registry.ts';
import { createPortal } from './portal/app.ts';
import { DEPARTMENT_ID, PORTAL_ID, prepareService, prepareUnits } from './prepare.ts';
import { createQa } from './qa/app.ts';
import { readSettings, SettingError } from './settings.ts';
import { createStaffLogin } from './staff/provider.ts';
import { summary } from './summary.ts';
import { buildWidget, widgetIsCurrent } from './widget-build.ts';

const beginning = performance.now();
/** Prints a step, with the seconds since the start. */
const say = (line: string) => {
  const seconds = Math.round((performance.now() - beginning) / 1000);
  console.log(`${String(seconds).padStart(4)} s  ${line}`);
};

/** Called in reverse order when the demo stops, also after a failed start. */
const closing: (() => Promise<void>)[] = [];

const stopRequested = new Promise<void>((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      process.once(signal, () => process.exit(130)); // the second Ctrl-C stops at once
      resolve();
    });
  }
});

async function start(): Promise<{ ended: Promise<void> }> {
  const settings = readSettings(process.env);
  const { host, portalUrl, departmentUrl, bffUrl } = settings;
  await mkdir(settings.dataDir, { recursive: true }).catch((error: NodeJS.ErrnoException) => {
    throw new SettingError(`DATA_DIR cannot be used: ${error.message}`);
  });
  await assertFree(host, settings.bffPort, 'PORT');
  await assertFree(host, settings.portalPort, 'PORTAL_PORT');
  await assertFree(host, settings.departmentPort, 'DEPARTMENT_PORT');
  await assertFree(host, settings.deskPort, 'DEMO_DESK_PORT');
  const serve = async (app: Hono, address: string, port: number, variable: string) => {
    const listening = await listen(app, address, port, variable);
    closing.push(listening.close);
    return listening.port;
  };

  const token = randomBytes(32).toString('base64url');
  const phone = createPhone(Date.now);
  const registry = createRegistryPartner({ token, busySeconds: settings.busySeconds, now: Date.now });
  const registryPort = await serve(registry, '127.0.0.1', 0, 'the registry partner’s port');
  const smsPort = await serve(createSmsGateway({ token, phone }), '127.0.0.1', 0, 'the SMS gateway’s port');

  const { deskUrl, staffLoginUrl, staffLoginPort } = settings;
  const client = { clientId: 'desk', clientSecret: randomBytes(32).toString('base64url') };
  const staffLogin = createStaffLogin({ url: staffLoginUrl, deskUrl, ...client, staff: DEMO_STAFF });
  closing.push((await listenPlainly(staffLogin, '127.0.0.1', staffLoginPort, 'DEMO_STAFF_LOGIN_PORT')).close);

  if (!(await widgetIsCurrent())) {
    say('Building the widget …');
    await buildWidget();
  }
  say('Starting the certification service …');
  const bff = await startBff(settings, {
    REGISTRY_URL: `http://127.0.0.1:${registryPort}/`,
    REGISTRY_CLASSES: '9,31,N',
    REGISTRY_TOKEN: token,
    SMS_HTTP_URL: `http://127.0.0.1:${smsPort}/`,
    SMS_HTTP_TOKEN: token,
    DESK_ISSUER: staffLoginUrl,
    DESK_CLIENT_ID: client.clientId,
    DESK_CLIENT_SECRET: client.clientSecret,
    DESK_ROLES_CLAIM: 'roles',
  });
  process.once('exit', bff.kill);
  closing.push(bff.stop);
  const { portal, department } = await prepareService(bff, settings, say);

  const key = { secret: portal.secret };
  const certification = createPortalClient({ bff: bffUrl, site: PORTAL_ID, key });
  const qa = createQa({
    ...{ url: portalUrl, departmentUrl, bffUrl, portal: certification, site: PORTAL_ID, key },
    ...{ command: bff.command, now: Date.now, cutSeconds: settings.busySeconds },
  });
  const portalApp = createPortal({
    ...{ url: portalUrl, bffUrl, certification, webhookSecret: portal.webhookSecret!, phone },
    qa: settings.qa ? qa : undefined,
  });
  await serve(portalApp, host, settings.portalPort, 'PORTAL_PORT');
  const departmentApp = createDepartment({
    ...{ url: departmentUrl, bffUrl, site: DEPARTMENT_ID, secret: department.secret },
  });
  await serve(departmentApp, host, settings.departmentPort, 'DEPARTMENT_PORT');
  await prepareUnits(settings, certification, say);
  say('Ready.');
  console.log(summary(settings, bff.log, process.stdout));
  return { ended: bff.ended };
}

try {
  const started = start();
  const cause = await Promise.race([
    started.then(({ ended }) => ended).then(() => 'service-ended' as const),
    stopRequested.then(() => 'asked' as const),
  ]);
  if (cause === 'service-ended') {
    console.error('The certification service has ended by itself; its log says why.');
    process.exitCode = 1;
  } else {
    say('Stopping …');
    // Wait for a start that is still under way, so that everything it opens is closed.
    await started.catch(() => undefined);
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  for (const close of closing.reverse()) await close();
}
