import { join, resolve } from "node:path";
import { helpText } from "./help.js";
import { flagOf, SETTINGS, type SettingName, type SettingValues } from "./settings.js";
import { collectSettings, type Sources } from "./sources.js";

export interface Config {
  readonly port: number;
  readonly host: string;
  readonly dataDirectory: string;
  readonly storeDirectory: string;
  /** Pictures of documents. */
  readonly filesDirectory: string;
  readonly publicUrl: string | null;
  /** Beside the server's own and `publicUrl`. */
  readonly allowedOrigins: readonly string[] | "*";
  readonly auth: "open";
  /** PEM files; null: plain http. */
  readonly tls: { readonly certFile: string; readonly keyFile: string } | null;
  /** Addresses and networks whose forwarded headers are believed. */
  readonly trustedProxies: readonly string[];
  readonly idleTimeoutMs: number;
  /** How much of the past of each document is kept; Infinity: all. */
  readonly historyMs: number;
  readonly historyBytes: number;
  /** Whether others than this machine may read `/metrics`. */
  readonly metricsArePublic: boolean;
  readonly logLevel: string;
}

export type ConfigOutcome =
  | { readonly kind: "config"; readonly config: Config }
  | { readonly kind: "help"; readonly text: string }
  /** One sentence for each thing that is wrong; each names its setting. */
  | { readonly kind: "invalid"; readonly problems: readonly string[] };

export const readConfig = (sources: Sources): ConfigOutcome => {
  const collected = collectSettings(sources);
  if (collected.help) return { kind: "help", text: helpText() };
  const problems = [...collected.problems];
  const values: Partial<Record<SettingName, unknown>> = {};
  for (const [name, { text, from }] of collected.settings) {
    const parsed = SETTINGS[name].schema.safeParse(text);
    if (parsed.success) values[name] = parsed.data;
    else problems.push(`${name} (${from}) ${parsed.error.issues[0]?.message ?? "is malformed"}.`);
  }
  if (problems.length > 0) return { kind: "invalid", problems };
  if ((values.TLS_CERT === undefined) !== (values.TLS_KEY === undefined)) {
    const missing = values.TLS_CERT === undefined ? "TLS_CERT" : "TLS_KEY";
    return { kind: "invalid", problems: [`${missing} is missing: TLS_CERT and TLS_KEY belong together.`] };
  }
  const config = toConfig(values as SettingValues, sources.workingDirectory);
  if (values.AUTH === undefined && !isLoopback(config.host)) {
    return {
      kind: "invalid",
      problems: [
        `HOST ${config.host} can be reached by others, and AUTH is not set: whoever reaches it could read and edit everything. ` +
          `Set AUTH=open (${flagOf("AUTH")} open) if that is what you want, or listen on 127.0.0.1.`,
      ],
    };
  }
  return { kind: "config", config };
};

export const isLoopback = (host: string): boolean =>
  host === "localhost" || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host);

const toConfig = (values: SettingValues, workingDirectory: string): Config => {
  const dataDirectory = resolve(workingDirectory, values.DATA_DIR ?? "data");
  return {
    port: values.PORT ?? 3000,
    host: values.HOST ?? "127.0.0.1",
    dataDirectory,
    storeDirectory:
      values.STORE === undefined ? join(dataDirectory, "leveldb") : resolve(workingDirectory, values.STORE),
    filesDirectory: join(dataDirectory, "files"),
    publicUrl: values.PUBLIC_URL ?? null,
    allowedOrigins: values.ALLOWED_ORIGINS ?? [],
    auth: "open",
    tls:
      values.TLS_CERT === undefined || values.TLS_KEY === undefined
        ? null
        : {
            certFile: resolve(workingDirectory, values.TLS_CERT),
            keyFile: resolve(workingDirectory, values.TLS_KEY),
          },
    trustedProxies: values.TRUSTED_PROXIES ?? [],
    idleTimeoutMs: values.IDLE_MINUTES ?? 30 * 60_000,
    historyMs: values.HISTORY_DAYS ?? Number.POSITIVE_INFINITY,
    historyBytes: values.HISTORY_MEGABYTES ?? Number.POSITIVE_INFINITY,
    metricsArePublic: values.METRICS === "public",
    logLevel: values.LOG_LEVEL ?? "info",
  };
};
