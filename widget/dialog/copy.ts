/** What a dialog says. */
export interface Copy {
  title: string;
  /** Paragraphs. */
  text: string[];
}
