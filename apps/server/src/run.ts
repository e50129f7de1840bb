import { compose, type Motet } from "./compose.js";
import { explainStartError } from "./explain-start-error.js";
import { type Config, readConfig } from "./settings/config.js";
import type { Sources } from "./settings/sources.js";

const EXIT = { stopped: 0, failed: 1, badSettings: 2 } as const;

/** How many connections may wait to be accepted: a thousand tabs come back at once. */
const LISTEN_BACKLOG = 4096;

/** A stop that takes longer is cut off, so that whoever asked for it is not left waiting. */
const STOP_TIMEOUT_MS = 9_500;

/** The program: from its settings to its last exit code. */
export const run = async (sources: Sources): Promise<void> => {
  const outcome = readConfig(sources);
  switch (outcome.kind) {
    case "help":
      process.stdout.write(outcome.text);
      return;
    case "invalid":
      for (const problem of outcome.problems) process.stderr.write(`${problem}\n`);
      process.exit(EXIT.badSettings);
      return;
    case "config":
      await serve(outcome.config);
  }
};

const serve = async (config: Config): Promise<void> => {
  const stopAsked = onFirstSignal();
  let motet: Motet | null = null;
  try {
    motet = await compose({ config });
    await motet.app.listen({ port: config.port, host: config.host, backlog: LISTEN_BACKLOG });
  } catch (error) {
    process.stderr.write(`${explainStartError(error, config)}\n`);
    await motet?.close();
    process.exit(EXIT.failed);
  }
  process.stdout.write(`Motet is ready: ${addressOf(motet, config)}\n`);
  await stopAsked;
  process.exit(await stop(motet));
};

/** Resolves at the first signal; the second ends the process at once. */
const onFirstSignal = (): Promise<void> =>
  new Promise((resolve) => {
    let isAsked = false;
    const exitCodes = { SIGINT: 130, SIGTERM: 143 } as const;
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      process.on(signal, () => {
        if (isAsked) process.exit(exitCodes[signal]);
        isAsked = true;
        resolve();
      });
    }
  });

const stop = async (motet: Motet): Promise<number> => {
  const { log } = motet.app;
  const cutOff = new Promise<"late">((resolve) => {
    setTimeout(resolve, STOP_TIMEOUT_MS, "late").unref();
  });
  try {
    const outcome = await Promise.race([motet.close(), cutOff]);
    if (outcome !== "late") return EXIT.stopped;
    log.fatal("The stop took too long and was cut off; everything that was called saved is on disk");
  } catch (error) {
    log.fatal({ err: error }, "The stop failed; everything that was called saved is on disk");
  }
  return EXIT.failed;
};

const addressOf = ({ app }: Motet, { host, tls }: Config): string => {
  const address = app.server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const shown = host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host;
  return `${tls === null ? "http" : "https"}://${shown.includes(":") ? `[${shown}]` : shown}:${port}`;
};
