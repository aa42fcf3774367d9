/** The national algorithms give the answers of their standards, and the profiles keep the form of what they have written. */
import { createCipheriv, createHash, createHmac, createSecretKey } from 'node:crypto';
import { expect, it } from 'vitest';
import { PROFILES, type ProfileName } from '../../../bff/keys/profile.ts';
import { profileOf } from '../../../bff/keys/profiles.ts';

const KEY = Buffer.from('0123456789abcdeffedcba9876543210', 'hex');
const bytes = (hex: string) => Buffer.from(hex.replaceAll(' ', ''), 'hex');

it.each([
  ['abc', '66c7f0f4 62eeedd9 d1f2d46b dc10e4e2 4167c487 5cf2f7a2 297da02b 8f4ba8e0'],
  ['abcd'.repeat(16), 'debe9ff9 2275b8a1 38604889 c18e5a4d 6fdb70e5 387e5765 293dcba3 9c0c5732'],
])('SM3 (GB/T 32905, appendix A): %s', (text, digest) => {
  expect(createHash('sm3').update(text).digest()).toEqual(bytes(digest));
});

it('HMAC-SM3 (GM/T 0042, appendix D)', () => {
  const key = Buffer.from(Array.from({ length: 32 }, (_, index) => index + 1));
  const text = 'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq'.repeat(2);
  expect(createHmac('sm3', key).update(text).digest()).toEqual(
    bytes('ca05e144 ed05d185 7840d1f3 18a4a866 9e559fc8 391f4144 85bfdf7b b408963a'),
  );
});

it('SM4 (GB/T 32907, appendix A): one block, and a million times over', () => {
  const once = createCipheriv('sm4-ecb', KEY, null).setAutoPadding(false).update(KEY);
  expect(once).toEqual(bytes('681edf34 d206965e 86b3e94f 536e4246'));
  // CBC over zeros encrypts the block before again.
  const times = createCipheriv('sm4-cbc', KEY, KEY).update(Buffer.alloc(16_000_000));
  expect(times.subarray(0, 16)).toEqual(once);
  expect(times.subarray(-16)).toEqual(bytes('595298c7 c6fd271f 0402f804 c33d3f66'));
});

it('SM4-CTR (draft-ribose-cfrg-sm4, appendix A)', () => {
  const text = bytes(
    'aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbb ccccccccccccccccdddddddddddddddd' +
      'eeeeeeeeeeeeeeeeffffffffffffffff aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbb',
  );
  const cipher = createCipheriv('sm4-ctr', KEY, bytes('000102030405060708090a0b0c0d0e0f'));
  expect(cipher.update(text)).toEqual(
    bytes(
      'ac3236cb970cc20791364c395a1342d1 a3cbc1878c6f30cd074cce385cdd70c7' +
        'f234bc0e24c11980fd1286310ce37b92 6e02fcd0faa0baf38b2933851d824514',
    ),
  );
});

const SECRET = createSecretKey(Buffer.from('0123456789abcdef0123456789abcdef'));

const WRITTEN: Record<ProfileName, { mac: string; sealed: string }> = {
  standard: {
    mac: 't4e-IDzoL2yCi0FqjRbKBZ-MyJtIHdgSzJmlA4dKy18',
    sealed: 'EF_AzHl5pxKOm_Pw0f6Jfa8DT5_VU3XE7SOrxp_wM5w4zjv_dbiSvszWkGp78VqmEby6mG0',
  },
  sm: {
    mac: 'YN83nL7jsVDv7X167XGAVQuRL5ynPq4UEdQrpU53VCg',
    sealed:
      'sezzD9V3k85kf8jjoO45BW8uaaad_NTFSaYL_hiDNBTQQeQX9jYw2XTGVhaCjUDoeUR83BE1q_0-hU4S8w2CsOm-iqVZx5V0Gw',
  },
};

it.each(PROFILES)('%s: a MAC and a sealed text that were written once are read for ever', (name) => {
  const profile = profileOf(name);
  const { mac, sealed } = WRITTEN[name];
  expect(profile.macKey('k1', SECRET, 'digests').mac('number\0X').toString('base64url')).toBe(mac);
  const key = profile.encryptionKey('k1', SECRET, 'encryption');
  expect(key.open(Buffer.from(sealed, 'base64url'), 'kept_claim:1')).toBe('张三 11010519491231002X');
});
