const script = 'https://bff.example/widget/unit-certification.js';

function addCertification(place) {
  import(/* webpackIgnore: true */ /* @vite-ignore */ script).then(() => {
    const element = document.createElement('unit-certification');
    element.tokenUrl = 'https://portal.example/session/certification-token';
    element.privacyUrl = 'https://portal.example/privacy';
    place.append(element);
  }, console.error);
}
