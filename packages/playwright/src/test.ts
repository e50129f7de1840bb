import { randomUUID } from "node:crypto";
import { test as base } from "@playwright/test";
import { chromiumLaunchOptions } from "./chromium.js";
import { createMotetServer, type MotetServer, type MotetServerOptions } from "./motet-server.js";
import type { Person } from "./person.js";
import { type OpenOptions, type PagesOptions, Stage } from "./stage.js";

/** For `use` in playwright.config.ts, and for `test.use`. */
export interface MotetTestOptions {
  /** A server of this test alone, with no documents of other tests in it. False: one for each worker. */
  readonly hasOwnServer: boolean;
  /** How the pages under test are reached, where they are not Motet's own. */
  readonly motetPages: PagesOptions;
}

export interface MotetWorkerOptions {
  /** How a server is started, or where one runs. If left out, the address in the environment's MOTET_URL. */
  readonly motetServer: MotetServerOptions | null;
}

export interface MotetFixtures {
  /** The server. One that a test has killed or stopped is started again before the next test. */
  readonly motet: MotetServer;
  /** The id of a document that nobody else uses. */
  readonly documentId: string;
  readonly openPeople: OpenPeople;
}

/** Opens the test's document for so many people, each in a browser context of their own. */
export type OpenPeople = <Count extends number>(
  count: Count,
  options?: OpenOptions,
) => Promise<People<Count>>;

/** A tuple where the number is known, so that `const [ada, ben] = await openPeople(2)` has two people. */
export type People<Count extends number, Found extends Person[] = []> = number extends Count
  ? Person[]
  : Found["length"] extends Count
    ? Found
    : People<Count, [...Found, Person]>;

interface WorkerFixtures {
  readonly motetOfWorker: () => Promise<MotetServer>;
}

export const test = base.extend<MotetTestOptions & MotetFixtures, MotetWorkerOptions & WorkerFixtures>({
  launchOptions: [
    async ({ launchOptions }, use) => {
      await use(
        launchOptions.executablePath ? launchOptions : { ...launchOptions, ...chromiumLaunchOptions() },
      );
    },
    { scope: "worker" },
  ],

  motetServer: [null, { scope: "worker", option: true }],
  hasOwnServer: [false, { option: true }],
  motetPages: [{}, { option: true }],

  motetOfWorker: [
    async ({ motetServer }, use) => {
      const started: Promise<MotetServer>[] = [];
      await use(() => {
        const [first = createMotetServer(serverOptions(motetServer))] = started;
        started[0] = first;
        return first;
      });
      for (const starting of started) await (await starting).dispose();
    },
    { scope: "worker" },
  ],

  motet: async ({ hasOwnServer, motetServer, motetOfWorker }, use, testInfo) => {
    const motet = hasOwnServer ? await createMotetServer(serverOptions(motetServer)) : await motetOfWorker();
    await motet.start();
    await use(motet);
    if (testInfo.status !== testInfo.expectedStatus && motet.output !== "") {
      await testInfo.attach("server output", { body: motet.output, contentType: "text/plain" });
    }
    if (hasOwnServer) await motet.dispose();
  },

  documentId: async ({ browserName }, use) => {
    await use(`${browserName}-${randomUUID()}`);
  },

  openPeople: async ({ browser, motet, documentId, motetPages }, use) => {
    const stage = new Stage({ browser, url: motet.url, documentId, pages: motetPages });
    await use(((count, options) => stage.open(count, options)) as OpenPeople);
    const errors = stage.errors();
    await stage.close();
    if (errors.length > 0)
      throw new AggregateError(errors, `Uncaught on a page: ${errors.map(String).join("; ")}`);
  },
});

function serverOptions(given: MotetServerOptions | null): MotetServerOptions {
  if (given !== null) return given;
  const url = process.env.MOTET_URL;
  if (url) return { url };
  throw new Error(
    "Which server? Set `use: { motetServer: { command } }` in playwright.config.ts, or MOTET_URL.",
  );
}
