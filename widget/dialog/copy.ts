/** The title and text of a dialog. */
export interface Copy {
  title: string;
  /** Paragraphs. */
  text: string[];
}
