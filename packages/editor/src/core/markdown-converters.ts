export { documentToHtml, documentToMarkdown, markdownToDocument } from "@motet/model";
