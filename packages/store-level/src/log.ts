/** What the store says to the operator; pino fits. */
export interface StoreLog {
  warn(fields: object, message: string): void;
}

export const SILENT: StoreLog = { warn: () => {} };
