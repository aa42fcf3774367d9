/** Registrations of units at a portal. */
export { register, type RegisterResult, type RegistrationDependencies } from './register.ts';
