const script = 'https://bff.example/widget/unit-certification.js';

async function addCertification(place) {
  await import(/* webpackIgnore: true */ /* @vite-ignore */ script);
  const element = document.createElement('unit-certification');
  element.tokenUrl = 'https://portal.example/session/certification-token';
  element.privacyUrl = 'https://portal.example/privacy';
  place.append(element);
}
