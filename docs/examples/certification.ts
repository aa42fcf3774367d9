import { configure } from 'unit-certification';
import 'unit-certification/define';

configure({
  bff: 'https://bff.example',
  tokenUrl: '/session/certification-token',
  privacyUrl: '/privacy',
});

export function onCertified(tell: (certified: boolean) => void): void {
  document.addEventListener('certification-status', ({ detail }) => {
    tell(detail.kinds.some(({ kind, status }) => kind === 'real-name' && status === 'certified'));
  });
}

export async function mayProceed(business: string): Promise<boolean> {
  return (await document.querySelector('unit-certification')?.requireCertified(business)) ?? true;
}
