export { again } from '../../../bff/contract/zh-Hans/again.ts';
