import type { LinkNode } from "@lexical/link";
import { safeUrl } from "@motet/model";

/** A link that could run script becomes its text; one that cannot keeps its address and nothing else. */
export function $acceptLink(node: LinkNode): void {
  const url = safeUrl(node.getURL());
  if (url === null) {
    for (const child of node.getChildren()) node.insertBefore(child);
    node.remove();
    return;
  }
  if (url !== node.getURL()) node.setURL(url);
  if (node.getTarget() !== null) node.setTarget(null);
  if (node.getRel() !== null) node.setRel(null);
  if (node.getTitle() !== null) node.setTitle(null);
}
