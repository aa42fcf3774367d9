/** What a certification element does before anybody asks for a dialog. */
export type Use = 'prompt' | 'form' | 'gate' | 'center';
