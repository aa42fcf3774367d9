/**
 * `npm start`: the certification service, the demo portal and another department's site, ready to use. Builds the widget when
 * needed, starts the service as a process of its own, prepares it through its public command line, and
 * serves the sites and a scripted registry partner from this process.
 */
import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createPortalClient } from '../bff/portal-client/index.ts';
import { startBff, type Bff } from './bff-process.ts';
import { assertFree, listen } from './listen.ts';
import { createRegistryPartner } from './partner/registry.ts';
import { createPhone, createSmsGateway } from './partner/phone.ts';
import { createPortal } from './portal/app.ts';
import { createDepartment } from './department/app.ts';
import { loadSigningKey, portalKeys, SITE_ID } from './portal/signing-key.ts';
import { certifyAtStart, DEPARTMENT_ID, prepareService } from './prepare.ts';
import { createQa } from './qa/app.ts';
import { readSettings, SettingError } from './settings.ts';
import { createWebhookReceiver } from './shared/webhook-receiver.ts';
import { summary } from './summary.ts';
import { buildWidget, widgetIsCurrent } from './widget-build.ts';

const beginning = performance.now();
/** A step, and how many seconds have passed. */
const say = (line: string) => {
  const seconds = Math.round((performance.now() - beginning) / 1000);
  console.log(`${String(seconds).padStart(4)} s  ${line}`);
};

/** Undone in reverse order when the demo stops, whether it came up or not. */
const closing: (() => Promise<void>)[] = [];

const stopRequested = new Promise<void>((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      process.once(signal, () => process.exit(130)); // asked twice: at once
      resolve();
    });
  }
});

async function start(): Promise<{ ended: Promise<void> }> {
  const settings = readSettings(process.env);
  await mkdir(settings.dataDir, { recursive: true }).catch((error: NodeJS.ErrnoException) => {
    throw new SettingError(`DATA_DIR cannot be used: ${error.message}`);
  });
  await assertFree(settings.host, settings.bffPort, 'PORT');
  await assertFree(settings.host, settings.departmentPort, 'DEPARTMENT_PORT');

  const key = await loadSigningKey(join(settings.dataDir, 'portal/signing-key.json'));
  const keys = portalKeys(key);
  const webhooks = createWebhookReceiver();
  const { portalUrl: url, bffUrl } = settings;
  const certification = createPortalClient({ bff: bffUrl, site: SITE_ID, key: keys.signing });
  // Testers' pages prepare units by commands; the service comes up after the portal, whose keys it reads.
  let command: Bff['command'] = () => Promise.reject(new Error('The service is not up yet.'));
  const qa = settings.qa
    ? await createQa({
        url,
        bffUrl,
        portal: certification,
        site: SITE_ID,
        key: keys.signing,
        command: (...words) => command(...words),
        now: Date.now,
        cutSeconds: settings.busySeconds,
      })
    : undefined;
  const phone = createPhone(Date.now);
  const accountsFile = join(settings.dataDir, 'portal/accounts.json');
  const portal = await createPortal({
    ...{ url, bffUrl, jwks: keys.jwks, certification, webhooks, phone, accountsFile, qa },
    now: Date.now,
  });
  closing.push((await listen(portal, settings.host, settings.portalPort, 'PORTAL_PORT')).close);

  const token = randomBytes(32).toString('base64url');
  const registry = createRegistryPartner({ token, busySeconds: settings.busySeconds, now: Date.now });
  const partner = await listen(registry, '127.0.0.1', 0, 'the registry partner’s port');
  closing.push(partner.close);
  const sms = await listen(createSmsGateway({ token, phone }), '127.0.0.1', 0, 'the SMS gateway’s port');
  closing.push(sms.close);

  if (!(await widgetIsCurrent())) {
    say('Building the widget …');
    await buildWidget();
  }
  say('Starting the certification service …');
  const bff = await startBff(settings, {
    REGISTRY_URL: `http://127.0.0.1:${partner.port}/`,
    REGISTRY_TOKEN: token,
    SMS_HTTP_URL: `http://127.0.0.1:${sms.port}/`,
    SMS_HTTP_TOKEN: token,
  });
  process.once('exit', bff.kill);
  command = bff.command;
  closing.push(bff.stop);

  const secrets = await prepareService(bff, settings, say);
  webhooks.useSecret(secrets.portalWebhook);
  const department = await createDepartment({
    url: settings.departmentUrl,
    bffUrl,
    certification: createPortalClient({
      bff: bffUrl,
      site: DEPARTMENT_ID,
      key: { secret: secrets.department },
    }),
    now: Date.now,
  });
  const { host, departmentPort } = settings;
  closing.push((await listen(department, host, departmentPort, 'DEPARTMENT_PORT')).close);
  await certifyAtStart(settings, certification, say);
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
    // A start that is under way is waited for, so that all it has begun can be closed.
    await started.catch(() => undefined);
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  for (const close of closing.reverse()) await close();
}
