const { rawDocument } = window;

function addCertification(place) {
  const tag = rawDocument.createElement('script');
  tag.type = 'module';
  tag.src = 'https://bff.example/widget/unit-certification.js';
  tag.onload = () => {
    const element = rawDocument.createElement('unit-certification');
    element.tokenUrl = 'https://portal.example/session/certification-token';
    element.privacyUrl = 'https://portal.example/privacy';
    place.append(element);
  };
  rawDocument.head.append(tag);
}
