import type { CertificationStatus } from 'unit-certification';
import 'unit-certification/define';
import type {} from 'unit-certification/react';

export function Certification({ onStatus }: { onStatus?: (status: CertificationStatus) => void }) {
  return (
    <unit-certification
      bff="https://bff.example"
      tokenUrl="/session/certification-token"
      privacyUrl="/privacy"
      oncertification-status={(event) => onStatus?.(event.detail)}
    />
  );
}
