/** The result of copying a reference. */
export class Copying {
  readonly #host: { requestUpdate(): void };
  #copied: { id: string; said: 'copied' | 'notCopied' } | undefined;

  constructor(host: { requestUpdate(): void }) {
    this.#host = host;
  }

  /** Undefined until the reference with this id has been copied. */
  of(id: string): 'copied' | 'notCopied' | undefined {
    return this.#copied?.id === id ? this.#copied.said : undefined;
  }

  async copy(id: string, text: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      this.#copied = { id, said: 'copied' };
    } catch {
      this.#copied = { id, said: 'notCopied' }; // Not allowed, or a browser without a clipboard.
    }
    this.#host.requestUpdate();
  }
}
