/**
 * The parts of a page at the desk. Pages give data and put parts together: tables, forms, lists of
 * facts and fields are written here alone.
 */
export { card, cardsSideBySide, columns, fold, head, listTools, mainAndSide, type Parts } from './card.ts';
export { facts, type Fact } from './facts.ts';
export {
  checkBox,
  checksField,
  dayField,
  fieldError,
  radiosField,
  selectField,
  textArea,
  textField,
  type Mistake,
  type Option,
  type OptionGroup,
} from './field.ts';
export {
  filterForm,
  form,
  isPersonsNumber,
  type PersonsNumber,
  searchForm,
  searchHead,
  shownInField,
  type Weight,
} from './form.ts';
export { buttonLink, choiceOfLists, codeLink, link, nextPage } from './link.ts';
export { nextLinks, notice, remark, sayBox, warning } from './notice.ts';
export { groupedTable, table, type Column } from './table.ts';
export {
  badge,
  codeWords,
  hint,
  joined,
  part,
  unitWords,
  type Html,
  type Said,
  onPaper,
  onScreen,
} from './text.ts';
