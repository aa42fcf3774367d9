/** The answers of every peer, so that the peers differ only in how they make them. `statements.mjs` shows the rows. */

/** Failures a user may have at a unit in a day. */
export const CAP = 5;
const DAY = 86_400_000;

/** Failures of the user that still count, of rows with `reason`, `user_id` and `at`. */
const failuresOf = (history, user) =>
  history.filter((one) => one.reason && one.user_id === user && Date.parse(one.at) > Date.now() - DAY);

const attemptsOf = (failures, first) => ({
  remaining: CAP - failures,
  resetsAt: failures > 0 ? new Date(Date.parse(first) + DAY).toISOString() : null,
});

const submissionOf = ({ reason, applicant, at }) => ({
  outcome: reason ? 'rejected' : 'certified',
  ...(reason && { reason }),
  applicant,
  at: new Date(at).toISOString(),
});

const kindsOf = (since, applicant, last) => [
  { kind: 'phone', status: 'certified' },
  {
    kind: 'real-name',
    ...(since ? { status: 'certified', since: since.toISOString() } : { status: 'uncertified' }),
    ...(since && applicant && { applicant }),
    ...(last && {
      last: { outcome: last.outcome, ...(last.reason && { reason: last.reason }), at: last.at },
    }),
  },
  { kind: 'real-person', status: 'not-open' },
];

const unitOf = (code, { name }) => ({ code, ...(name && { name }) });

/** `GET /v1/certification`. `row`: name, since, applicant, history (newest first, at most five). */
export function statusOf(row, token) {
  const history = row.history ?? [];
  const told = history.map(submissionOf);
  const failures = failuresOf(history, token.sub);
  return {
    unit: unitOf(token.unit.code, row),
    canSubmit: token.role === 'administrator',
    kinds: kindsOf(row.since, row.applicant, told[0]),
    attempts: attemptsOf(failures.length, failures.at(-1)?.at),
    ...(told.length > 0 && { history: told }),
  };
}

/** `GET /v1/units/{code}/certification`. */
export const unitStatusOf = (row, code) => ({ unit: unitOf(code, row), kinds: kindsOf(row.since) });

/** `POST /v1/certification`. `row`: reason, failures before this one, and when the first was. */
export function answerOf({ reason, failures, first }, now) {
  const failed = failures + (reason ? 1 : 0);
  return {
    outcome: reason ? 'rejected' : 'certified',
    attempts: attemptsOf(failed, first ?? now),
    ...(reason && { reason }),
    ...(reason === 'registry-mismatch' && { recheckable: true }),
  };
}

export const problemOf = (status, code) => ({
  type: `urn:unit-certification:problem:${code}`,
  title: code,
  status,
  code,
});
