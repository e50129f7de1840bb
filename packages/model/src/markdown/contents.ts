import type { Env } from "markdown-it";

/** A table of contents, as Python-Markdown, Typora and others have it. */
export const CONTENTS_SIGN = "[TOC]";

/** The sign, or what GitLab (`[[_TOC_]]`) and markdown-it's plugins (`[[toc]]`) have for it; not a link that the document defines under that name. */
export function isContentsSign(markdown: string, env: Env): boolean {
  if (!/^\[(?:toc|\[_?toc_?\])\]$/i.test(markdown)) return false;
  return !Object.hasOwn(env.references ?? {}, "TOC");
}
