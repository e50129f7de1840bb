import { expect, expectConverged, test } from "@motet/playwright";
import * as Y from "yjs";
import { LEXICAL_YJS } from "../../packages/model/test/support/lexical-yjs-documents.js";
import { closeCodeFor, rawSocket, refusalOf } from "../support/raw-socket.js";

test("an address that leads nowhere says so, with 404 and a way home", async ({ motet, page }) => {
  const answer = await page.goto(`${motet.url}/nowhere`);
  expect(answer?.status()).toBe(404);
  await expect(page.getByRole("heading")).toHaveText("Nothing is written here");
  await page.getByRole("link", { name: "All documents" }).first().click();
  await expect(page.getByRole("heading", { name: "Documents" })).toBeVisible();
});

for (const [why, id] of [
  ["control characters", "a%00b"],
  ["more than 255 bytes", "a".repeat(256)],
  ["more than 255 bytes in fewer characters", "%C3%A4".repeat(128)],
] as const) {
  test(`a document id with ${why} is refused on the page, over REST and over sync`, async ({
    motet,
    page,
  }) => {
    await page.goto(`${motet.url}/d/${id}`);
    await expect(page.getByRole("heading")).toHaveText("No document can have this address");
    const answer = await page.request.get(`${motet.url}/api/documents/${id}`);
    expect(answer.status()).toBe(400);
    expect(answer.headers()["content-type"]).toContain("application/problem+json");
    expect(await answer.json()).toMatchObject({ status: 400, code: expect.any(String) });
    expect(await refusalOf(motet.url, `/sync/${id}`)).toBe("400");
  });
}

test("unusual ids are ordinary documents", async ({ openPeople }) => {
  const ids = ["__proto__", "../x", "a/b/c", "100% „fünf“ 𝄞"];
  await Promise.all(
    ids.map(async (documentId, i) => {
      const [person] = await openPeople(1, { documentId });
      await person.type(`Document ${i}`);
      // The server has it under this id, and so has who opens it next.
      expect(await expectConverged([person])).toBe(`Document ${i}`);
    }),
  );
});

const FRAMES: readonly {
  readonly what: string;
  readonly frame: Uint8Array | string;
  readonly codes: readonly number[];
}[] = [
  { what: "text instead of bytes", frame: "hello", codes: [4400] },
  { what: "nothing", frame: new Uint8Array(), codes: [4400] },
  { what: "an unfinished number", frame: Uint8Array.of(0xff, 0xff), codes: [4400] },
  { what: "a length beyond the end", frame: Uint8Array.of(0, 2, 0xff, 0xff, 0xff, 0x7f), codes: [4400] },
  { what: "an update of noise", frame: Uint8Array.of(0, 2, 5, 9, 9, 9, 9, 9), codes: [4400] },
  { what: "a struct without length", frame: emptyStruct(), codes: [4400] },
  { what: "awareness of noise", frame: Uint8Array.of(1, 3, 7, 7, 7), codes: [4400] },
  {
    what: "an acknowledgement that is too long",
    frame: Uint8Array.of(102, 65, ...Array.from({ length: 65 }, () => 1)),
    codes: [4400],
  },
  { what: "17 MB", frame: new Uint8Array(17 * 1024 * 1024), codes: [1009, 4400] },
];

/** An update (v1) with one struct that holds no character: it would wedge a document that took it. */
function emptyStruct(): Uint8Array {
  const body = [1, 1, 7, 0, 4, 1, 4, ...new TextEncoder().encode("body"), 0, 0];
  return Uint8Array.of(0, 2, body.length, ...body);
}

test("malformed frames close their own socket with the right code; nobody else notices", async ({
  motet,
  documentId,
  openPeople,
}) => {
  const [ada, ben] = await openPeople(2);
  await ada.type("Before the noise. ");
  const path = `/sync/${documentId}`;
  for (const { what, frame, codes } of FRAMES) {
    const [code] = await Promise.all([closeCodeFor(motet.url, path, frame), ada.type("x")]);
    expect(codes, what).toContain(code);
  }
  await ada.waitForSaved();
  await ben.placeCaretAtEnd();
  await ben.type(" After it.");
  expect(await expectConverged([ada, ben])).toBe(`Before the noise. ${"x".repeat(FRAMES.length)} After it.`);
});

test("a document with blocks of an unknown type shows them, and everything else in full", async ({
  motet,
  documentId,
  openPeople,
}) => {
  const [ada] = await openPeople(1);
  await ada.type("Known and true.");
  await ada.waitForSaved();
  const socket = await rawSocket(motet.url, `/sync/${documentId}`);
  const ydoc = new Y.Doc();
  const marker = new Y.Map<unknown>(Object.entries({ id: "future-1", type: "hologram", depth: 3 }));
  ydoc.getText("body").insertEmbed(0, marker);
  ydoc.getText("body").insert(1, "From a newer client.");
  const update = Y.encodeStateAsUpdate(ydoc);
  socket.send(Uint8Array.of(0, 2, ...varUint(update.length), ...update));
  await ada.waitForText("From a newer client.");
  socket.terminate();

  await ada.placeCaretAfter("Known");
  await ada.type(", tried");
  await ada.waitForSaved();
  await ada.reload();
  // Until then the page may show what the device had kept.
  await ada.waitForSaved();
  const text = await ada.text();
  expect(text).toContain("Known, tried and true.");
  expect(text).toContain("From a newer client.");
});

test("what another editor has left in a document is shown in full, and taken over once", async ({
  motet,
  documentId,
  openPeople,
}) => {
  const socket = await rawSocket(motet.url, `/sync/${documentId}`);
  const update = Buffer.from(LEXICAL_YJS.v1, "base64");
  socket.send(Uint8Array.of(0, 2, ...varUint(update.length), ...update));
  const [ada, ben] = await openPeople(2);
  const left = (person: typeof ada) => person.page.getByRole("region", { name: "Text of another editor" });
  for (const person of [ada, ben]) await expect(left(person)).toContainText("Plain, bold and linked");
  socket.terminate();
  await ada.type("Mine.");
  expect(await expectConverged([ada, ben])).toBe("Mine.");
  await ben.goOffline();
  for (const { page } of [ada, ben]) await page.getByRole("button", { name: "Take it over" }).click();
  await ben.goOnline();
  for (const person of [ada, ben]) await expect(left(person)).toHaveCount(0);
  const text = await expectConverged([ada, ben]);
  expect(text.split("Plain, bold and linked").length, text).toBe(2);
  expect(text).toContain("Mine.");
  await ada.reload();
  await ada.waitForSaved();
  expect(await ada.text()).toBe(text);
});

test("a document of more blocks than a page can hold shows its text, and the page stays alive", async ({
  motet,
  documentId,
  page,
}) => {
  const ydoc = new Y.Doc();
  ydoc.getText("body").applyDelta(Array.from({ length: 60_000 }, () => ({ insert: new Y.Map() })));
  ydoc.getText("body").insert(30_000, "Somewhere in it.");
  const update = Y.encodeStateAsUpdate(ydoc);
  const socket = await rawSocket(motet.url, `/sync/${documentId}`);
  socket.send(Buffer.concat([Uint8Array.of(0, 2, ...varUint(update.length)), update]));
  await page.goto(`${motet.url}/d/${documentId}`);
  await expect(page.getByRole("heading", { name: "Too long to be edited here" })).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Text of the document" })).toHaveValue("Somewhere in it.");
  socket.terminate();
});

function varUint(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...varUint(value >>> 7)];
}
