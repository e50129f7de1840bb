import { readdir, readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

const COMPRESSIBLE = /\.(js|css|svg|ttf)$/;
/** Fewer bytes go into one packet anyway. */
const MIN_BYTES = 1_400;
/** Of Brotli: 11 gains 2 % more and takes ten times as long. */
const QUALITY = 9;

/** What Vite says of a build, as far as it is needed here. */
interface Build {
  readonly root: string;
  readonly build: { readonly outDir: string };
}

/** A plugin of Vite. Puts beside each script and sheet what a server sends of it: `.br` and `.gz`. */
export function compressFiles() {
  let folder = "dist";
  return {
    name: "compress-files",
    apply: "build" as const,
    configResolved(config: Build): void {
      folder = resolve(config.root, config.build.outDir);
    },
    async closeBundle(): Promise<void> {
      const names = await readdir(folder, { recursive: true });
      await Promise.all(
        names.filter((name) => COMPRESSIBLE.test(name)).map((name) => compress(join(folder, name))),
      );
    },
  };
}

async function compress(file: string): Promise<void> {
  const bytes = await readFile(file);
  if (bytes.length < MIN_BYTES) return;
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: QUALITY,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  await Promise.all([
    promisify(brotliCompress)(bytes, { params }).then((smaller) => writeFile(`${file}.br`, smaller)),
    promisify(gzip)(bytes, { level: 9 }).then((smaller) => writeFile(`${file}.gz`, smaller)),
  ]);
}
