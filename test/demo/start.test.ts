/** Parts of `npm start`: settings, ports, the printed table. */
import { createServer, type AddressInfo } from 'node:net';
import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import { assertFree, listen } from '../../demo/listen.ts';
import { readSettings } from '../../demo/settings.ts';
import { columnsOf, table } from '../../demo/summary.ts';

describe('settings', () => {
  it('have defaults', () => {
    expect(readSettings({})).toMatchObject({
      host: '127.0.0.1',
      bffPort: 8787,
      portalPort: 8788,
      bffUrl: 'http://localhost:8787',
      portalUrl: 'http://localhost:8788',
      departmentUrl: 'http://127.0.0.1:8789',
      qa: true,
    });
  });

  it('follow the environment', () => {
    const given = {
      PORT: '9001',
      PORTAL_PORT: '9002',
      PUBLIC_URL: 'https://bff.example/',
      DATA_DIR: '/srv/d',
    };
    expect(readSettings(given)).toMatchObject({
      bffPort: 9001,
      portalUrl: 'http://localhost:9002',
      bffUrl: 'https://bff.example',
      dataDir: '/srv/d',
    });
  });

  it.each([
    [{ PORT: 'eight' }, /^PORT /],
    [{ PORTAL_PORT: '70000' }, /^PORTAL_PORT /],
    [{ PUBLIC_URL: 'bff.example' }, /^PUBLIC_URL /],
    [{ PORT: '9001', PORTAL_PORT: '9001' }, /PORT and PORTAL_PORT/],
    [{ DEPARTMENT_PORT: '8788' }, /^DEPARTMENT_PORT /],
  ])('name the variable that is wrong: %j', (given, message) => {
    expect(() => readSettings(given)).toThrow(message);
  });
});

describe('a port that is taken', () => {
  it('is reported with the variable that changes it', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    await expect(assertFree('127.0.0.1', port, 'PORT')).rejects.toThrow(/PORT=/);
    await expect(listen(new Hono(), '127.0.0.1', port, 'PORTAL_PORT')).rejects.toThrow(/PORTAL_PORT=/);
    await new Promise((resolve) => other.close(resolve));
    const ours = await listen(new Hono(), '127.0.0.1', port, 'PORTAL_PORT');
    await ours.close();
    await assertFree('127.0.0.1', port, 'PORT');
  });
});

describe('the table', () => {
  it('is aligned by columns of the terminal', () => {
    expect(columnsOf('ab·')).toBe(3);
    expect(columnsOf('单位（甲）')).toBe(10);
    const lines = table(
      ['账号', 'x'],
      [
        ['a', '1'],
        ['已认证', '2'],
      ],
    ).split('\n');
    expect(lines).toEqual(['  账号     x', '  ──────────', '  a        1', '  已认证   2']);
  });
});
