import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../../bff/server/config.ts';

const VENDOR = {
  SMS_ALIYUN_ACCESS_KEY_ID: 'id',
  SMS_ALIYUN_ACCESS_KEY_SECRET: 'very-secret',
  SMS_ALIYUN_SIGN_NAME: '示例市人社',
  SMS_ALIYUN_TEMPLATE_CODE: 'SMS_1',
};

describe('the SMS gateway’s configuration', () => {
  it('may be absent', () => {
    expect(loadConfig({}).sms).toBeUndefined();
  });

  it('is a URL with a token, or the vendor’s variables', () => {
    expect(loadConfig({ SMS_HTTP_URL: 'https://sms.example/m', SMS_HTTP_TOKEN: 't' }).sms).toEqual({
      gateway: 'http',
      url: 'https://sms.example/m',
      token: 't',
    });
    const vendor = {
      gateway: 'aliyun',
      accessKeyId: 'id',
      accessKeySecret: 'very-secret',
      signName: '示例市人社',
      templateCode: 'SMS_1',
    };
    expect(loadConfig(VENDOR).sms).toEqual({ ...vendor, endpoint: undefined });
    const endpoint = 'https://dysmsapi-proxy.cn-beijing.aliyuncs.com';
    expect(loadConfig({ ...VENDOR, SMS_ALIYUN_ENDPOINT: endpoint }).sms).toEqual({ ...vendor, endpoint });
  });

  it.each(Object.keys(VENDOR))('needs %s with the others, and never shows a value', (name) => {
    const env = { ...VENDOR, [name]: ' ' };
    expect(() => loadConfig(env)).toThrow(`${name} must be set with the other SMS_ALIYUN_… variables`);
    expect(() => loadConfig(env)).not.toThrow('very-secret');
  });

  it.each([
    [{ ...VENDOR, SMS_HTTP_URL: 'https://sms.example' }, 'two gateways'],
    [{ SMS_ALIYUN_ENDPOINT: 'https://dysmsapi.aliyuncs.com' }, 'SMS_ALIYUN_ACCESS_KEY_ID, '],
    [{ SMS_HTTP_TOKEN: 't' }, 'SMS_HTTP_URL must be set'],
    [{ SMS_HTTP_URL: 'sms.example' }, 'SMS_HTTP_URL must be a URL'],
    [{ LIMIT_CODE_TRIES: 'five' }, 'LIMIT_CODE_TRIES must be'],
  ])('refuses %o', (env, message) => {
    expect(() => loadConfig(env)).toThrow(message);
  });

  it('has the limits of the standards, each by its variable', () => {
    expect(loadConfig({}).smsLimits).toEqual({
      smsPerMinute: 1,
      smsPerHour: 5,
      smsPerDay: 10,
      smsIpPerHour: 20,
      smsPerSiteHour: 2_000,
      smsPerSiteDay: 10_000,
      codeTries: 5,
    });
    const variables = {
      LIMIT_SMS_PER_MINUTE: '2',
      LIMIT_SMS_PER_HOUR: '3',
      LIMIT_SMS_PER_DAY: '4',
      LIMIT_SMS_IP_PER_HOUR: '0',
      LIMIT_SMS_PER_SITE_HOUR: '7',
      LIMIT_SMS_PER_SITE_DAY: '8',
      LIMIT_CODE_TRIES: '6',
    };
    expect(Object.values(loadConfig(variables).smsLimits)).toEqual([2, 3, 4, 0, 7, 8, 6]);
  });
});
