/**
 * The walls between packages: what each may import. A package is cut where a dependency must not pass;
 * ARCHITECTURE.md says why each wall stands.
 */
const WALLS = {
  "packages/protocol": { packages: [], libraries: ["lib0"] },
  "packages/model": { packages: [], libraries: ["yjs", "markdown-it"] },
  "packages/binding": { packages: ["model"], libraries: ["lexical", "@lexical/", "yjs", "y-protocols"] },
  "packages/client": {
    packages: ["protocol"],
    libraries: ["yjs", "y-websocket", "y-protocols", "lib0", "idb", "engine.io-client"],
  },
  "packages/editor": {
    packages: ["model", "binding", "client"],
    libraries: [
      "lexical",
      "@lexical/",
      "react",
      "react-dom",
      "radix-ui",
      "highlight.js",
      "lowlight",
      "emojibase-data",
      "katex",
      "lucide-react",
      "yjs",
      "y-protocols",
    ],
  },
  "packages/server": { packages: ["protocol"], libraries: ["yjs", "y-protocols", "lib0"] },
  "packages/server-fastify": {
    packages: ["protocol", "server"],
    libraries: ["fastify", "@fastify/", "fastify-plugin", "ws", "engine.io"],
  },
  "packages/store-level": { packages: ["server"], libraries: ["leveldown"] },
  "packages/playwright": { packages: [], libraries: ["@playwright/test", "yjs"] },
  "apps/server": {
    packages: ["protocol", "model", "server", "server-fastify", "store-level"],
    libraries: ["fastify", "@fastify/", "nanoid", "pino-pretty", "prom-client", "yjs", "zod"],
  },
  "examples/drawing": { packages: ["client"], libraries: ["yjs"] },
  "examples/poll": { packages: ["editor"], libraries: ["lexical", "react", "lucide-react"] },
  "apps/web": {
    packages: ["editor", "client"],
    libraries: ["react", "react-dom", "radix-ui", "lucide-react", "wouter", "@fontsource-variable/"],
  },
};

const TESTS = "(\\.(test|spec)\\.tsx?$|/test/|/testing/|\\.config\\.ts$)";
const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
const library = (name) =>
  /[-/]$/.test(name) ? `node_modules/${escaped(name)}` : `node_modules/${escaped(name)}/`;

const walls = Object.entries(WALLS).map(([folder, { packages, libraries }]) => ({
  name: `wall-${folder.replace("/", "-")}`,
  severity: "error",
  comment: `${folder} may import ${[...packages.map((name) => `@motet/${name}`), ...libraries].join(", ")} and nothing else.`,
  from: { path: `^${folder}/`, pathNot: TESTS },
  to: {
    pathNot: [
      `^${folder}/`,
      ...packages.map((name) => `^packages/${name}/`),
      ...libraries.map(library),
      // Node's own modules have rules of their own below.
      "^(node:)?[a-z_/0-9]+$",
    ],
  },
}));

module.exports = {
  forbidden: [
    ...walls,
    {
      name: "no-cycles",
      severity: "error",
      comment: "A cycle has no first file to read.",
      from: {},
      to: { circular: true },
    },
    {
      name: "no-node-in-the-browser",
      severity: "error",
      comment: "These packages run in browsers too.",
      from: {
        path: "^packages/(protocol|model|binding|client|editor)/src/|^(apps/web|examples/(drawing|poll))/src/",
        pathNot: TESTS,
      },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "no-own-index",
      severity: "error",
      comment: "A file of a package imports its neighbour, not the package's front door.",
      from: { path: "^(packages|apps)/([^/]+)/src/(?!index)", pathNot: TESTS },
      to: { path: "^$1/$2/src/index\\.tsx?$" },
    },
    {
      name: "not-resolvable",
      severity: "error",
      comment: "An import that leads nowhere.",
      from: {},
      to: { couldNotResolve: true, pathNot: "\\.css$" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: {
      path: "^(e2e|(packages|apps|examples|bench)/[^/]+)/(dist|test-results|node_modules/\\.vite)/",
    },
    tsPreCompilationDeps: true,
    combinedDependencies: false,
    enhancedResolveOptions: {
      conditionNames: ["@motet/source", "import", "types", "node", "default"],
      exportsFields: ["exports"],
      extensions: [".ts", ".tsx", ".js", ".jsx", ".mjs", ".cjs", ".json", ".css"],
    },
  },
};
