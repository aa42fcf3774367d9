/** The meaning of each problem code for the user and for the portal's developer. */
import { expect } from '@open-wc/testing';
import { PROBLEM_CODES } from '../../../bff/contract/wire.ts';
import { isForDeveloper, isProblemCode, problemOf } from '../../../widget/api/problems.ts';
import type { FailureCode } from '../../../widget/api/result.ts';
import { explainProblem } from '../../../widget/debug/explain-problem.ts';

const OWN: FailureCode[] = ['network', 'session-expired', 'misconfigured', 'insecure-context'];
const CODES: FailureCode[] = [...PROBLEM_CODES, ...OWN];

describe('problems', () => {
  it('have a rule each: no code of the API uses the rule for unknown codes', () => {
    const portals = CODES.filter((code) => isForDeveloper({ code }));
    expect(portals).to.have.members([
      'malformed-json',
      'idempotency-key-missing',
      'idempotency-key-malformed',
      'token-missing',
      'token-invalid',
      'token-expired',
      'origin-not-allowed',
      'purpose-not-allowed',
      'not-found',
      'method-not-allowed',
      'body-too-large',
      'not-json',
      'invalid-fields',
      'misconfigured',
      'insecure-context',
    ]);
  });

  it('can be retried by a button, only after a limit has reset, or never', () => {
    const whose = (retry: string): string[] => CODES.filter((code) => problemOf(code).retry === retry);
    expect(whose('now')).to.have.members([
      'network',
      'session-expired',
      'unavailable',
      'internal',
      'key-reused',
      'proof-of-work-invalid',
      'too-many-requests',
    ]);
    expect(whose('later')).to.have.members(['too-many-attempts', 'too-many-codes', 'codes-exhausted']);
  });

  it('are shown in a dialog, except for those of fields and of the unit’s state', () => {
    const elsewhere = CODES.filter((code) => problemOf(code).place !== 'dialog');
    expect(Object.fromEntries(elsewhere.map((code) => [code, problemOf(code).place]))).to.deep.equal({
      'invalid-fields': 'fields',
      'phone-code-wrong': 'code',
      'phone-code-expired': 'code',
      'phone-proof-expired': 'code',
      'agent-differs': 'status',
      'way-closed': 'status',
      'administrator-required': 'status',
    });
  });

  it('are recognized by their code, but not those of a gateway or a newer BFF', () => {
    for (const code of CODES) expect(isProblemCode(code), code).to.equal(true);
    for (const code of ['something-new', 'constructor', 502, null, undefined])
      expect(isProblemCode(code), String(code)).to.equal(false);
  });

  it('at fields are the user’s to solve if a field can show them', () => {
    const errors = [{ path: 'foundedOn', code: 'required' as const }];
    expect(isForDeveloper({ code: 'invalid-fields', errors })).to.equal(false);
    expect(isForDeveloper({ code: 'invalid-fields', errors: [] })).to.equal(true);
  });
});

describe('the explanation of a problem', () => {
  const element = { localName: 'unit-certification', bff: 'https://bff.example', tokenUrl: '/token' };

  it('has the element, the code, what was expected, and the request', () => {
    expect(explainProblem(element, { code: 'not-found', requestId: 'request-1' })).to.equal(
      '<unit-certification>: not-found. Expected the BFF’s API at https://bff.example: a proxy must pass all paths and ' +
        'methods on. The BFF’s log has it under requestId request-1.',
    );
  });

  it('has the BFF’s detail: the wrong claim of a token', () => {
    const detail = 'The token\'s signature is right. "aud" is missing. Expected: "unit-certification".';
    expect(explainProblem(element, { code: 'token-invalid', detail })).to.include(` The BFF: “${detail}”`);
  });

  it('names the attributes that are set, and those that are missing', () => {
    expect(explainProblem(element, { code: 'misconfigured' }))
      .to.include('bff: https://bff.example')
      .and.include('token-url: /token');
    expect(explainProblem({ localName: 'unit-registration' }, { code: 'misconfigured' }))
      .to.include('bff: from the script’s URL')
      .and.include('token-url: none');
  });

  for (const code of CODES.filter((each) => isForDeveloper({ code: each })))
    it(`exists for ${code}`, () => {
      const said = explainProblem(element, { code });
      expect(said).to.match(
        new RegExp(`^<unit-certification>: ${code}\\. (Expected|The BFF refused) .{30,}\\.$`),
      );
      expect(said).not.to.include('requestId');
    });
});
