import { describe, expect, it } from "vitest";
import {
  documentToHtml,
  documentToMarkdown,
  markdownToDocument,
  readWebEmbed,
  WEB_EMBED_ORIGINS,
} from "../src/index.js";

const LOOM = "0123456789abcdef0123456789abcdef";

describe("an address of something that can be shown", () => {
  it.each([
    [
      "https://www.youtube.com/watch?v=aqz-KE-bpKQ&t=90s",
      "https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ?start=90",
    ],
    [
      "https://m.youtube.com/watch?feature=x&v=aqz-KE-bpKQ",
      "https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ",
    ],
    ["http://youtu.be/aqz-KE-bpKQ", "https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ"],
    ["https://youtube.com/shorts/aqz-KE-bpKQ", "https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ"],
    ["https://vimeo.com/channels/staffpicks/1084537", "https://player.vimeo.com/video/1084537?dnt=1"],
    [
      "https://www.figma.com/design/AbCdEf123456/Name?node-id=1-2&t=x",
      `https://www.figma.com/embed?embed_host=motet&url=${encodeURIComponent("https://www.figma.com/design/AbCdEf123456?node-id=1-2")}`,
    ],
    [`https://www.loom.com/share/${LOOM}?sid=1`, `https://www.loom.com/embed/${LOOM}`],
    ["https://codepen.io/some-one/pen/AbCdEf", "https://codepen.io/some-one/embed/AbCdEf?default-tab=result"],
    [
      "https://open.spotify.com/intl-de/track/4uLU6hMCjMI75M1A2tKUQC?si=1",
      "https://open.spotify.com/embed/track/4uLU6hMCjMI75M1A2tKUQC",
    ],
  ])("%s", (address, frame) => {
    expect(readWebEmbed(address)?.frame).toBe(frame);
    expect(WEB_EMBED_ORIGINS).toContain(new URL(frame).origin);
  });

  it.each([
    "https://example.org/watch?v=aqz-KE-bpKQ",
    "https://youtube.com.evil.example/watch?v=aqz-KE-bpKQ",
    "https://www.youtube.com@evil.example/watch?v=aqz-KE-bpKQ",
    "https://user:secret@www.youtube.com/watch?v=aqz-KE-bpKQ",
    "https://www.youtube.com:8443/watch?v=aqz-KE-bpKQ",
    'https://www.youtube.com/watch?v="><script>',
    "https://www.youtube.com/redirect?q=https://evil.example",
    "javascript:alert(1)//youtube.com/watch?v=aqz-KE-bpKQ",
    "https://codepen.io/../../pen/x",
    "https://constructor/x",
    "//www.youtube.com/watch?v=aqz-KE-bpKQ",
    "",
    7,
    null,
  ])("%s is none", (address) => {
    expect(readWebEmbed(address)).toBeNull();
  });
});

describe("a web embed elsewhere", () => {
  const url = "https://youtu.be/aqz-KE-bpKQ";
  const block = {
    type: "web-embed",
    props: { url },
    runs: [{ text: "Big " }, { text: "Buck", attributes: { bold: true } }],
  };

  it("stands where a picture would in Markdown, and comes back", () => {
    const markdown = documentToMarkdown({ title: "T", blocks: [block] });
    expect(markdown).toBe(`# T\n\n![YouTube](${url} "Big **Buck**")\n`);
    expect(markdownToDocument(markdown).blocks).toEqual([block]);
    const bare = { type: "web-embed", props: { url }, runs: [] };
    expect(markdownToDocument(documentToMarkdown({ title: "", blocks: [bare] })).blocks).toEqual([bare]);
  });

  it("is a link in HTML; what cannot be shown is its words alone", () => {
    const content = { title: "", blocks: [block, { ...block, props: { url: "javascript:alert(1)" } }] };
    expect(documentToHtml(content)).toContain(
      `<figure><a href="${url}" rel="noopener noreferrer">YouTube</a>`,
    );
    expect(documentToHtml(content)).not.toContain("javascript");
  });
});
