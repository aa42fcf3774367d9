/** The registration's part: loaded by `<unit-registration>`. */
export { RegistrationController } from './registration-controller.ts';
export { registrationStyles } from './registration-styles.ts';
export { registrationView } from './registration-view.ts';
export { type AllWords, combined } from './words.ts';
