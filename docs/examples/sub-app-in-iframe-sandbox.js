const { rawDocument, rawWindow } = window;

async function addCertification(place) {
  const tag = rawDocument.createElement('script');
  tag.type = 'module';
  tag.src = 'https://bff.example/widget/unit-certification.js';
  rawDocument.head.append(tag);
  await rawWindow.customElements.whenDefined('unit-certification');
  const element = rawDocument.createElement('unit-certification');
  element.tokenUrl = 'https://portal.example/session/certification-token';
  element.privacyUrl = 'https://portal.example/privacy';
  place.append(element);
}
