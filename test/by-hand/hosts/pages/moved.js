const other = document.createElement('div');
document.body.append(other);
window.disturb = function (step) {
  const element = document.querySelector('unit-certification');
  if (step === 'error') {
    element.remove();
    document.body.append(element);
  } else other.append(element);
};
