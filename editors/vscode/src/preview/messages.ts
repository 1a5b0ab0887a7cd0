// What the preview and its page say to each other.

export type ToPage =
  | { kind: 'page'; html: string }
  /** Nothing can be shown, for this reason. */
  | { kind: 'notice'; text: string }
  /** The cursor is in this field. */
  | { kind: 'field'; pointer: string; scroll: boolean };

export type FromPage =
  | { kind: 'ready' }
  /** A finding was clicked, counted from 0. */
  | { kind: 'finding'; index: number }
  /** The cell of a field was clicked. */
  | { kind: 'field'; pointer: string };
