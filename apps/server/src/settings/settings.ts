import { isIP } from "node:net";
import { z } from "zod";

/** One line of `--help`. `schema` turns the text of environment, flag or `.env` into the value. */
interface Setting<Value> {
  readonly meaning: string;
  /** As somebody would write it; null: not set. */
  readonly default: string | null;
  readonly schema: z.ZodType<Value, string>;
}

const setting = <Value>(given: Setting<Value>): Setting<Value> => given;

const LOG_LEVELS = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;

/** Said of settings that the contract names and a later version will understand. */
export const NOT_AVAILABLE = "is not available yet in this version";

const later = (meaning: string): Setting<null> =>
  setting({
    meaning: `${meaning} (not available yet)`,
    default: null,
    schema: z.string().transform((_, context) => refuse(context, NOT_AVAILABLE)),
  });

const refuse = (context: z.RefinementCtx, message: string): never => {
  context.addIssue({ code: "custom", message });
  return z.NEVER;
};

const port = z
  .string()
  .regex(/^\d{1,5}$/, "must be a port number, 0 to 65535 (0: any free one)")
  .transform(Number)
  .refine((value) => value <= 65_535, "must be a port number, 0 to 65535 (0: any free one)");

/** Up to a week, in milliseconds. */
const minutes = z
  .string()
  .regex(/^\d{1,5}$/, "must be a whole number of minutes, 1 to 10080")
  .transform((text) => Number(text) * 60_000)
  .refine((ms) => ms >= 60_000 && ms <= 10_080 * 60_000, "must be a whole number of minutes, 1 to 10080");

const DAY_MS = 24 * 60 * 60_000;

/** A whole number of something, as so many of the smaller unit; all of it: Infinity. */
const orAll = (unit: string, unitIs: number, most: number): z.ZodType<number, string> =>
  z.string().transform((text, context) => {
    if (text === "all") return Number.POSITIVE_INFINITY;
    const count = /^\d{1,7}$/.test(text) ? Number(text) : 0;
    return count >= 1 && count <= most
      ? count * unitIs
      : refuse(context, `must be all, or a whole number of ${unit}, 1 to ${most}`);
  });

const origin = z.string().transform((text, context) => {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url !== null && /^https?:$/.test(url.protocol) && url.origin === text.replace(/\/$/, "")
    ? url.origin
    : refuse(context, `must be an origin such as https://docs.example.com, not ${JSON.stringify(text)}`);
});

const origins = z.string().transform((text, context): readonly string[] | "*" => {
  if (text.trim() === "*") return "*";
  const parsed = z.array(origin).safeParse(
    text
      .split(",")
      .map((part) => part.trim())
      .filter((part) => part !== ""),
  );
  return parsed.success ? parsed.data : refuse(context, parsed.error.issues[0]?.message ?? "is malformed");
});

const networks = z.string().transform((text, context): readonly string[] => {
  const parts = text.split(",").map((part) => part.trim());
  const wrong = parts.find((part) => !isNetwork(part));
  return wrong === undefined
    ? parts
    : refuse(context, `must be addresses or networks such as 10.0.0.0/8, not ${JSON.stringify(wrong)}`);
});

const isNetwork = (text: string): boolean => {
  const [address = "", bits, ...rest] = text.split("/");
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
};

const store = z.string().transform((text, context) => {
  if (/^postgres(ql)?:/.test(text)) return refuse(context, `postgres:// ${NOT_AVAILABLE}`);
  const directory = /^leveldb:(.+)$/s.exec(text)?.[1];
  return directory ?? refuse(context, `must be leveldb:DIR, not ${JSON.stringify(text)}`);
});

const broker = z.string().transform((text, context) => {
  if (text === "none") return text;
  return refuse(
    context,
    /^rediss?:/.test(text) ? `redis:// ${NOT_AVAILABLE}` : `must be none, not ${JSON.stringify(text)}`,
  );
});

const auth = z.string().transform((text, context) => {
  if (text === "open") return text;
  if (text === "token" || text === "accounts") return refuse(context, `${text} ${NOT_AVAILABLE}`);
  return refuse(context, `must be open, token or accounts, not ${JSON.stringify(text)}`);
});

/** Every setting there is. As a flag `DATA_DIR` is called `--data-dir`. */
export const SETTINGS = {
  PORT: setting({ meaning: "Where to listen; 0: any free port", default: "3000", schema: port }),
  HOST: setting({
    meaning: "The address to listen on",
    default: "127.0.0.1",
    schema: z.string().regex(/^[a-z0-9.:_-]+$/i, "must be a host name or an IP address"),
  }),
  DATA_DIR: setting({
    meaning: "Where documents and their pictures are kept",
    default: "./data",
    schema: z.string(),
  }),
  PUBLIC_URL: setting({
    meaning: "The address that people use, where it is not the one listened on",
    default: null,
    schema: origin,
  }),
  ALLOWED_ORIGINS: setting({
    meaning: "Origins whose pages may connect, separated by commas; *: all",
    default: "the server's own",
    schema: origins,
  }),
  AUTH: setting({
    meaning:
      "open: whoever reaches the server may edit; beyond loopback only when it is set outright. token, accounts: not available yet",
    default: "open",
    schema: auth,
  }),
  TOKEN_SECRET: later("The secret that signs tokens"),
  TOKEN_JWKS_URL: later("Where the keys that sign tokens are published"),
  TLS_CERT: setting({
    meaning: "Certificate (PEM file) for https and wss without a proxy",
    default: null,
    schema: z.string(),
  }),
  TLS_KEY: setting({ meaning: "Its private key (PEM file)", default: null, schema: z.string() }),
  TRUSTED_PROXIES: setting({
    meaning: "Addresses or networks (10.0.0.0/8) whose X-Forwarded headers are believed, separated by commas",
    default: "none",
    schema: networks,
  }),
  STORE: setting({
    meaning: "leveldb:DIR. postgres://…: not available yet",
    default: "leveldb:DATA_DIR/leveldb",
    schema: store,
  }),
  BROKER: setting({ meaning: "none. redis://…: not available yet", default: "none", schema: broker }),
  IDLE_MINUTES: setting({
    meaning:
      "A page that is hidden, and in which nothing has happened for so long, is disconnected until its person is back",
    default: "30",
    schema: minutes,
  }),
  HISTORY_DAYS: setting({
    meaning: "How much of the past of each document is kept: so many days, or all",
    default: "all",
    schema: orAll("days", DAY_MS, 36_500),
  }),
  HISTORY_MEGABYTES: setting({
    meaning:
      "The same by size: so many megabytes of each document, compressed, or all. What is beyond either goes when the document is next merged",
    default: "all",
    schema: orAll("megabytes", 1_000_000, 1_000_000),
  }),
  METRICS: setting({
    meaning: "Who may read /metrics. local: this machine; public: whoever reaches the server",
    default: "local",
    schema: z.enum(["local", "public"], "must be local or public"),
  }),
  LOG_LEVEL: setting({
    meaning: LOG_LEVELS.join(", "),
    default: "info",
    schema: z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(", ")}`),
  }),
} as const;

export type SettingName = keyof typeof SETTINGS;

export type SettingValues = { readonly [Name in SettingName]?: z.output<(typeof SETTINGS)[Name]["schema"]> };

export const isSettingName = (name: string): name is SettingName => Object.hasOwn(SETTINGS, name);

export const flagOf = (name: string): string => `--${name.toLowerCase().replaceAll("_", "-")}`;
