import { createProvider, warnBeforeUnload } from "@motet/client";
import * as Y from "yjs";

type Point = readonly [x: number, y: number];

const sheet = document.querySelector("svg") as SVGSVGElement;
const line = document.querySelector("output") as HTMLOutputElement;
const user = new URLSearchParams(location.search).get("user") ?? "somebody";

const ydoc = new Y.Doc();
const strokes = ydoc.getArray<Y.Array<Point>>("strokes");
const provider = createProvider({
  url: location.origin,
  documentId: location.hash.slice(1) || "drawing",
  ydoc,
  user: { id: user, name: user },
  device: { owner: user },
  token: fetchToken,
});
warnBeforeUnload(provider);

/** Asked before each attempt to connect. A server that wants no token has none to give. */
async function fetchToken(): Promise<string | null> {
  const answer = await fetch("/token");
  const isToken = answer.ok && answer.headers.get("content-type")?.startsWith("text/plain");
  return isToken ? await answer.text() : null;
}

provider.on("status", showStatus);
showStatus();
function showStatus(): void {
  const { kind, unsavedEdits, transport } = provider.status;
  line.textContent = unsavedEdits === 0 ? kind : `${kind}, ${unsavedEdits} unsaved`;
  line.dataset.transport = transport;
}

// What is drawn is drawn again from the document, whoever has changed it.
strokes.observeDeep(draw);
function draw(): void {
  const drawn = strokes.map((points) => {
    const polyline = document.createElementNS("http://www.w3.org/2000/svg", "polyline");
    polyline.setAttribute("points", points.map((point) => point.join(",")).join(" "));
    return polyline;
  });
  sheet.replaceChildren(...drawn, pointer);
}

let stroke: Y.Array<Point> | null = null;
sheet.addEventListener("pointerdown", (event) => {
  // Nothing is drawn before the sheet is there, nor where it may not be.
  if (!provider.loaded || provider.status.kind === "denied" || provider.status.kind === "read-only") return;
  stroke = Y.Array.from([at(event)]);
  strokes.push([stroke]);
  sheet.setPointerCapture(event.pointerId);
});
sheet.addEventListener("pointermove", (event) => {
  stroke?.push([at(event)]);
  provider.broadcast("pointer", at(event));
});
sheet.addEventListener("pointerup", () => {
  stroke = null;
});

const pointer = document.createElementNS("http://www.w3.org/2000/svg", "circle");
provider.on("message", ({ topic, data }) => {
  // Whatever somebody sends: only two numbers move the dot.
  if (topic !== "pointer" || !Array.isArray(data) || !data.slice(0, 2).every(Number.isFinite)) return;
  pointer.setAttribute("r", "5");
  pointer.setAttribute("cx", String(data[0]));
  pointer.setAttribute("cy", String(data[1]));
});

function at({ clientX, clientY }: PointerEvent): Point {
  return [Math.round(clientX), Math.round(clientY)];
}
