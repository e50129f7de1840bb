import { type NormalBlock, propOf } from "./schema.js";
import { safeUrl } from "./url.js";

/** A block that shows something from elsewhere; its own text is its caption. */
export const WEB_EMBED = "web-embed";

/** What may be shown, and from where: everything else stays a link. */
export interface WebEmbed {
  /** The name of the site. */
  readonly site: string;
  /** What a person would open: as it was given. */
  readonly url: string;
  /** What a frame shows. Made of the parts of `url` that were understood, never of `url` itself. */
  readonly frame: string;
  /** Width through height. */
  readonly ratio: number;
}

/** The origins that frames may have: for a page's `frame-src`. */
export const WEB_EMBED_ORIGINS = [
  "https://www.youtube-nocookie.com",
  "https://player.vimeo.com",
  "https://www.figma.com",
  "https://www.loom.com",
  "https://codepen.io",
  "https://open.spotify.com",
] as const;

const WIDE = 16 / 9;

/** Gets the parts of the address's path, and what it asks for. */
type Reader = (path: readonly string[], query: ReadonlyMap<string, string>) => Omit<WebEmbed, "url"> | null;

/** Host, path and query. Without a name, a password or a port: what has one leads elsewhere than it seems to. */
const ADDRESS = /^https?:\/\/([a-z0-9.-]+)(\/[^?#]*)?(?:\?([^#]*))?(?:#.*)?$/i;

const SITES: Readonly<Record<string, Reader>> = {
  "youtube.com": ([first = "", second = ""], query) =>
    youTube(first === "watch" ? query.get("v") : pathId(first, second), query),
  "youtu.be": ([id = ""], query) => youTube(id, query),
  "vimeo.com": (path) => {
    const id = path.at(-1) ?? "";
    return /^\d{1,12}$/.test(id)
      ? { site: "Vimeo", frame: `https://player.vimeo.com/video/${id}?dnt=1`, ratio: WIDE }
      : null;
  },
  "figma.com": ([kind = "", key = ""], query) => {
    if (!/^(?:file|design|proto|board)$/.test(kind) || !/^[A-Za-z0-9]{8,64}$/.test(key)) return null;
    const node = /^\d+(?:-|:|%3A)\d+$/i.exec(query.get("node-id") ?? "")?.[0];
    const address = `https://www.figma.com/${kind}/${key}${node === undefined ? "" : `?node-id=${node}`}`;
    const frame = `https://www.figma.com/embed?embed_host=motet&url=${encodeURIComponent(address)}`;
    return { site: "Figma", frame, ratio: 4 / 3 };
  },
  "loom.com": ([kind = "", id = ""]) =>
    /^(?:share|embed)$/.test(kind) && /^[0-9a-f]{32}$/.test(id)
      ? { site: "Loom", frame: `https://www.loom.com/embed/${id}`, ratio: WIDE }
      : null,
  "codepen.io": ([user = "", kind = "", id = ""]) =>
    /^[\w-]{1,64}$/.test(user) && /^(?:pen|embed|full|details)$/.test(kind) && /^[A-Za-z0-9]{4,32}$/.test(id)
      ? { site: "CodePen", frame: `https://codepen.io/${user}/embed/${id}?default-tab=result`, ratio: WIDE }
      : null,
  "open.spotify.com": (path) => {
    const [kind = "", id = ""] = path.slice(-2);
    return /^(?:track|album|playlist|episode|show|artist)$/.test(kind) && /^[A-Za-z0-9]{22}$/.test(id)
      ? { site: "Spotify", frame: `https://open.spotify.com/embed/${kind}/${id}`, ratio: 3 }
      : null;
  },
};

/** What an address shows, or `null` where it is none of a site that may be shown in a document. */
export function readWebEmbed(address: unknown): WebEmbed | null {
  const url = safeUrl(address);
  const [, host = "", path = "", asked = ""] = ADDRESS.exec(url ?? "") ?? [];
  const site = host.toLowerCase().replace(/^(?:www|m|music)\./, "");
  const read = Object.hasOwn(SITES, site) ? SITES[site] : undefined;
  if (url === null || read === undefined) return null;
  const query = new Map(asked.split("&").map((pair) => pair.split("=", 2) as [string, string]));
  const found = read(
    path.split("/").filter((part) => part !== ""),
    query,
  );
  return found && { ...found, url };
}

/** What a block of type `web-embed` shows. */
export function webEmbedOf(block: NormalBlock): WebEmbed | null {
  return readWebEmbed(propOf(block, "url"));
}

function pathId(kind: string, id: string): string | undefined {
  return kind === "shorts" || kind === "embed" || kind === "live" ? id : undefined;
}

function youTube(id: string | undefined, query: ReadonlyMap<string, string>): ReturnType<Reader> {
  if (id === undefined || !/^[\w-]{11}$/.test(id)) return null;
  const start = /^(\d{1,6})s?$/.exec(query.get("t") ?? query.get("start") ?? "")?.[1];
  const from = start === undefined ? "" : `?start=${start}`;
  return { site: "YouTube", frame: `https://www.youtube-nocookie.com/embed/${id}${from}`, ratio: WIDE };
}
