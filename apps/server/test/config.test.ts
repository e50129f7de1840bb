import { describe, expect, test } from "vitest";
import { readConfig } from "../src/settings/config.js";
import { flagOf, SETTINGS } from "../src/settings/settings.js";

interface Given {
  readonly flags?: readonly string[];
  readonly environment?: Record<string, string | undefined>;
  readonly envFile?: string | null;
}

const read = ({ flags = [], environment = {}, envFile = null }: Given) =>
  readConfig({ flags, environment, envFile, workingDirectory: "/srv/motet" });

const configOf = (given: Given) => {
  const outcome = read(given);
  if (outcome.kind !== "config") throw new Error(`expected a config: ${JSON.stringify(outcome)}`);
  return outcome.config;
};

const problemsOf = (given: Given): string => {
  const outcome = read(given);
  if (outcome.kind !== "invalid") throw new Error(`expected problems: ${JSON.stringify(outcome)}`);
  return outcome.problems.join("\n");
};

describe("values", () => {
  test("without any setting it listens on loopback and keeps documents in ./data", () => {
    expect(configOf({})).toEqual({
      port: 3000,
      host: "127.0.0.1",
      dataDirectory: "/srv/motet/data",
      storeDirectory: "/srv/motet/data/leveldb",
      filesDirectory: "/srv/motet/data/files",
      publicUrl: null,
      allowedOrigins: [],
      auth: "open",
      tls: null,
      trustedProxies: [],
      idleTimeoutMs: 30 * 60_000,
      historyMs: Number.POSITIVE_INFINITY,
      historyBytes: Number.POSITIVE_INFINITY,
      metricsArePublic: false,
      logLevel: "info",
    });
  });

  test("a flag wins over the environment, the environment over .env", () => {
    const envFile = 'PORT=1\nHOST=localhost\n# a comment\nLOG_LEVEL="warn"';
    expect(configOf({ envFile })).toMatchObject({ port: 1, host: "localhost", logLevel: "warn" });
    expect(configOf({ envFile, environment: { PORT: "2" } }).port).toBe(2);
    expect(configOf({ envFile, environment: { PORT: "2" }, flags: ["--port", "3"] }).port).toBe(3);
    expect(configOf({ flags: ["--port=4"] }).port).toBe(4);
  });

  test("an empty value is none", () => {
    expect(configOf({ environment: { PORT: "", TOKEN_SECRET: " " } }).port).toBe(3000);
  });

  test.each<[Given, object]>([
    [{ environment: { PORT: "0" } }, { port: 0 }],
    [
      { environment: { DATA_DIR: "/var/lib/motet" } },
      {
        dataDirectory: "/var/lib/motet",
        storeDirectory: "/var/lib/motet/leveldb",
        filesDirectory: "/var/lib/motet/files",
      },
    ],
    [{ environment: { STORE: "leveldb:elsewhere" } }, { storeDirectory: "/srv/motet/elsewhere" }],
    [{ environment: { PUBLIC_URL: "https://docs.example.com/" } }, { publicUrl: "https://docs.example.com" }],
    [
      { environment: { ALLOWED_ORIGINS: "https://a.example, http://b.example:8080" } },
      { allowedOrigins: ["https://a.example", "http://b.example:8080"] },
    ],
    [{ environment: { ALLOWED_ORIGINS: "*" } }, { allowedOrigins: "*" }],
    [{ environment: { BROKER: "none", AUTH: "open" } }, { auth: "open" }],
    [{ environment: { HOST: "0.0.0.0", AUTH: "open" } }, { host: "0.0.0.0" }],
    [{ environment: { HOST: "::1" } }, { host: "::1" }],
    [{ environment: { IDLE_MINUTES: "5" } }, { idleTimeoutMs: 300_000 }],
    [{}, { historyMs: Number.POSITIVE_INFINITY, historyBytes: Number.POSITIVE_INFINITY }],
    [{ environment: { HISTORY_DAYS: "90" } }, { historyMs: 90 * 86_400_000 }],
    [{ environment: { HISTORY_MEGABYTES: "20", HISTORY_DAYS: "all" } }, { historyBytes: 20_000_000 }],
  ])("%j is %j", (given, expected) => {
    expect(configOf(given)).toMatchObject(expected);
  });
});

describe("what is wrong is named", () => {
  test.each<[string, Given, RegExp]>([
    [
      "a port that is no number",
      { environment: { PORT: "http" } },
      /^PORT \(environment\) must be a port number/,
    ],
    ["a port beyond the last", { flags: ["--port", "65536"] }, /^PORT \(--port\) must be a port number/],
    ["a negative port", { flags: ["--port=-1"] }, /^PORT \(--port\) must be a port number/],
    ["no time at all to be idle", { environment: { IDLE_MINUTES: "0" } }, /^IDLE_MINUTES .* minutes, 1 to/],
    ["a past of no days", { environment: { HISTORY_DAYS: "0" } }, /^HISTORY_DAYS .* days, 1 to/],
    ["half a megabyte", { environment: { HISTORY_MEGABYTES: "0.5" } }, /^HISTORY_MEGABYTES .* megabytes, 1/],
    ["a host with a path", { environment: { HOST: "a/b" } }, /^HOST .* host name/],
    [
      "an origin with a path",
      { environment: { PUBLIC_URL: "https://a.example/docs" } },
      /^PUBLIC_URL .* origin/,
    ],
    [
      "an origin that is none",
      { environment: { ALLOWED_ORIGINS: "https://a.example,b" } },
      /^ALLOWED_ORIGINS .*"b"/,
    ],
    ["a level that is none", { envFile: "LOG_LEVEL=loud" }, /^LOG_LEVEL \(\.env\) must be one of/],
    ["an unknown store", { environment: { STORE: "sqlite:x" } }, /^STORE .*leveldb:DIR/],
    ["an unknown mode of access", { environment: { AUTH: "none" } }, /^AUTH .*open, token or accounts/],
    ["an unknown broker", { environment: { BROKER: "kafka" } }, /^BROKER/],
    ["an unknown flag", { flags: ["--prot", "1"] }, /^--prot is not a setting/],
    ["a short flag", { flags: ["-p", "1"] }, /^-p is not a setting/],
    ["a flag without a value", { flags: ["--port"] }, /^--port needs a value/],
    [
      "a flag that is followed by another",
      { flags: ["--port", "--host", "localhost"] },
      /^--port needs a value/,
    ],
    ["a word that is no flag", { flags: ["serve"] }, /^serve is not a setting/],
    [
      "an unknown MOTET_ variable",
      { environment: { MOTET_COLOUR: "red" } },
      /^MOTET_COLOUR \(environment\) is not a setting/,
    ],
    [
      "a setting with our name before it",
      { envFile: "MOTET_PORT=1" },
      /^MOTET_PORT \(\.env\) .*is called PORT/,
    ],
    [
      "open to others without saying so",
      { environment: { HOST: "0.0.0.0" } },
      /^HOST 0\.0\.0\.0 .*AUTH=open/,
    ],
    ["a certificate without its key", { envFile: "TLS_CERT=a" }, /^TLS_KEY is missing/],
    ["a key without its certificate", { envFile: "TLS_KEY=a" }, /^TLS_CERT is missing/],
    [
      "a proxy that is no address",
      { envFile: "TRUSTED_PROXIES=10.0.0.0/8, proxy" },
      /^TRUSTED_PROXIES .*"proxy"/,
    ],
    [
      "a network without end",
      { envFile: "TRUSTED_PROXIES=10.0.0.0/33" },
      /^TRUSTED_PROXIES .*10\.0\.0\.0\/33/,
    ],
  ])("%s", (_name, given, expected) => {
    expect(problemsOf(given)).toMatch(expected);
  });

  test.each([
    "AUTH=token",
    "AUTH=accounts",
    "TOKEN_SECRET=x",
    "TOKEN_JWKS_URL=https://a.example",
    "STORE=postgres://a/b",
    "BROKER=redis://a",
  ])("%s is known and not available yet", (line) => {
    expect(problemsOf({ envFile: line })).toMatch(/is not available yet in this version/);
    expect(problemsOf({ envFile: line })).toContain(line.slice(0, line.indexOf("=")));
  });

  test("everything that is wrong is said at once", () => {
    expect(
      problemsOf({ environment: { PORT: "x" }, flags: ["--auth", "y", "--zzz"] }).split("\n"),
    ).toHaveLength(3);
  });

  test("variables of other programs are left alone", () => {
    expect(configOf({ environment: { PATH: "/bin", NODE_ENV: "x" }, envFile: "DATABASE=y" }).port).toBe(3000);
  });
});

describe("--help", () => {
  test("lists every setting with its flag and its default", () => {
    const outcome = read({ flags: ["--help"], environment: { PORT: "broken" } });
    if (outcome.kind !== "help") throw new Error(outcome.kind);
    for (const [name, { default: value }] of Object.entries(SETTINGS)) {
      const line = outcome.text.split("\n").find((text) => text.includes(` ${name} `));
      expect(line).toContain(flagOf(name));
      if (value !== null) expect(line).toContain(`[${value}]`);
    }
  });
});
