export interface CodeLanguage {
  /** What is written into the document when it is chosen. */
  readonly id: string;
  /** The same in every language that people speak. */
  readonly name: string;
  /** What else it is called in Markdown. */
  readonly aliases: readonly string[];
}

/** The languages that are offered, by name. Others are kept as they are, and shown without colors. */
export const LANGUAGES: readonly CodeLanguage[] = [
  language("bash", "Bash", "sh", "shell", "zsh", "console"),
  language("c", "C", "h"),
  language("csharp", "C#", "cs", "c#"),
  language("cpp", "C++", "c++", "cc", "hpp"),
  language("css", "CSS"),
  language("diff", "Diff", "patch"),
  language("dockerfile", "Dockerfile", "docker"),
  language("go", "Go", "golang"),
  language("graphql", "GraphQL", "gql"),
  language("html", "HTML", "xml", "svg", "xhtml"),
  language("ini", "INI, TOML", "toml"),
  language("java", "Java"),
  language("javascript", "JavaScript", "js", "jsx", "mjs", "cjs", "node"),
  language("json", "JSON", "json5", "jsonc"),
  language("kotlin", "Kotlin", "kt"),
  language("latex", "LaTeX", "tex"),
  language("lua", "Lua"),
  language("makefile", "Makefile", "make"),
  language("markdown", "Markdown", "md"),
  language("php", "PHP"),
  language("powershell", "PowerShell", "ps1", "pwsh"),
  language("python", "Python", "py"),
  language("r", "R"),
  language("ruby", "Ruby", "rb"),
  language("rust", "Rust", "rs"),
  language("scss", "SCSS", "sass"),
  language("sql", "SQL"),
  language("swift", "Swift"),
  language("typescript", "TypeScript", "ts", "tsx", "mts", "cts"),
  language("yaml", "YAML", "yml"),
];

function language(id: string, name: string, ...aliases: string[]): CodeLanguage {
  return { id, name, aliases };
}

const BY_NAME = new Map(
  LANGUAGES.flatMap((each) => [each.id, ...each.aliases].map((name) => [name, each] as const)),
);

/** The language that a block of code says it is in; undefined for one that is not offered. */
export function findLanguage(name: string): CodeLanguage | undefined {
  return BY_NAME.get(name.toLowerCase());
}
