'use client';
import dynamic from 'next/dynamic';

export const CertificationInBrowser = dynamic(
  () => import('./Certification').then(({ Certification }) => Certification),
  { ssr: false },
);
