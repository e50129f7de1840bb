/** A short message at the foot of the page, with at most one thing to do about it. */
export interface Message {
  readonly text: string;
  readonly action?: { readonly label: string; readonly run: () => void };
}

export interface ShownMessage extends Message {
  readonly key: number;
}
