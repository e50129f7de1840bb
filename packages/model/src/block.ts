export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/**
 * Formatting attributes of a run, per key, so that two people who format the same words both win.
 * Known keys: `bold`, `italic`, `underline`, `strikethrough`, `code`, `subscript`, `superscript`, `highlight` (value `true`),
 * `link` (value: the URL), `color` and `background` (value: one of `COLORS`).
 * Others are kept and shown as plain text.
 */
export interface Attributes {
  readonly [key: string]: Json;
}

/** A run: characters with equal formatting. "\n" is a line break inside the block. */
export interface TextRun {
  readonly text: string;
  readonly attributes?: Attributes;
}

/**
 * An inline thing that is no text. Known: `equation` with its TeX as `source`, `date` with a day
 * (`2026-11-23`) as `date`, `mention` of a
 * person (`kind` "person", `id`, `name`) or a document (`kind` "document", `url`, `title`). Unknown types are kept and shown as a placeholder.
 */
export interface EmbedRun {
  readonly embed: { readonly type: string; readonly [property: string]: Json };
  readonly attributes?: Attributes;
}

export type Run = TextRun | EmbedRun;

/**
 * A block as plain data: what converters make and read. `props` holds only what differs from the type's default.
 *
 * | type | props (default) |
 * |---|---|
 * | any of these but `code`, `contents`, `divider`, `equation`, `image` and `web-embed` | `align` "left" \| "center" \| "right" \| "justify" \| "start" \| "end" (""); `indent` 0–8 (0) |
 * | `paragraph` | |
 * | `heading` | `level` 1–6 (1) |
 * | `list-item` | `kind` "bullet" \| "number" \| "check" ("bullet"), `indent` 0–8 (0), `checked` (false), `start` (1, first item of a numbered list) |
 * | `quote` | |
 * | `callout` | `kind` "note" \| "tip" \| "warning" \| "danger" ("note") |
 * | `section` | none; its text is the summary, `OpenSections` says which blocks belong to it |
 * | `code` | `language` ("") |
 * | `equation` | none; its text is TeX |
 * | `divider` | none; text that a merge has put into one is shown behind it |
 * | `contents` | none: it shows the document's headings; text that a merge has put into one is shown behind it |
 * | `image` | `src` (""), `alt` (""), `width` in CSS pixels (0: its own), `align` "left" \| "center" \| "right" (""), `naturalWidth`, `naturalHeight` (0: not known), `uploaded` percent, while it has no `src` (0); its own text is its caption |
 * | `web-embed` | `url` (""): what `readWebEmbed` understands is shown; its own text is its caption |
 * | `table` | none; its cells are in `table`, its own text is its caption |
 */
export interface Block {
  /** Stable identity of the marker; absent where the block has not been written yet. */
  readonly id?: string;
  readonly type: string;
  readonly props?: Attributes;
  readonly runs: readonly Run[];
  /**
   * The content of a block of type `table`. Missing where the table cannot be shown: one in a cell of another table, or
   * a second one with the same id.
   */
  readonly table?: Table;
}

/** A table as plain data: a full grid, but for the cells that a merged one covers. At least one row and one column. */
export interface Table {
  /** Names its rows, columns and cells in Yjs; absent where it has not been written yet. */
  readonly id?: string;
  readonly columns: readonly TableColumn[];
  readonly rows: readonly TableRow[];
  /** How many rows and columns there are beyond what a reader shows (`TABLE_LIMITS`). */
  readonly hiddenRows?: number;
  readonly hiddenColumns?: number;
}

export interface TableColumn {
  readonly id?: string;
  /** Whether its cells are headers. */
  readonly header?: boolean;
  /** In CSS pixels; missing: as the content asks for. */
  readonly width?: number;
}

export interface TableRow {
  readonly id?: string;
  readonly header?: boolean;
  /** The cells that begin in this row, from left to right. */
  readonly cells: readonly TableCell[];
}

export interface TableCell {
  /** 1 where it is missing. */
  readonly rowSpan?: number;
  readonly columnSpan?: number;
  /** `#rrggbb` */
  readonly background?: string;
  /** Never none: an empty cell holds an empty paragraph. */
  readonly blocks: readonly Block[];
}
