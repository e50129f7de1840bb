/** What the engine tells an operator, in the way of pino. Never the content of a document. */
export interface ServerLog {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}

const nothing = (): void => {};

export const SILENT_LOG: ServerLog = { info: nothing, warn: nothing, error: nothing };
