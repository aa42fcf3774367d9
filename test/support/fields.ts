/** The inputs of the certification's form, by its definitions: a new field asks each test that fills the form in for a value. */
import { CERTIFICATION_FIELDS } from '../../bff/contract/forms.ts';

type Field = (typeof CERTIFICATION_FIELDS)[number];
type Input = Exclude<Field, { control: 'choice' }>;
type AgentField = Extract<Input, { when: object }>;
/** Asked of agents alone. */
export type AgentFieldId = AgentField['id'];
/** Asked of everybody. */
export type LegalFieldId = Exclude<Input['id'], AgentFieldId>;

const INPUTS = CERTIFICATION_FIELDS.filter((field: Field): field is Input => field.control !== 'choice');

export const INPUT_IDS = INPUTS.map(({ id }) => id);
export const AGENT_FIELDS = INPUTS.filter((field) => 'when' in field).length;
export const LEGAL_FIELDS = INPUTS.length - AGENT_FIELDS;
