/** Quoted text may hold line breaks and, behind a backslash, its quote; nothing but a comment follows it. */
const quoted =
	/(?:"[^"\\]*(?:\\(?:"|(?!"))[^"\\]*)*"|'[^'\\]*(?:\\(?:'|(?!'))[^'\\]*)*'|`[^`\\]*(?:\\(?:`|(?!`))[^`\\]*)*`)(?=[ \t\r]*(?:#.*)?$)/u
		.source;

const line = new RegExp(
	String.raw`^[ \t]*(?:export[ \t]+)?(?<name>[\w.-]+)(?:[ \t]*=|:[ \t])[ \t]*(?<value>${quoted}|[^\r\n]*)`,
	'gmu',
);

/**
 * The variables of a `.env` file: `NAME=value` or `NAME: value`, with `export` before it or not, the value quoted or not, as Node's dotenv has them.
 * A later one wins. Within double quotes `\n` is a line break; nothing is put in for `$NAME`.
 */
export function readDotenv(text: string): ReadonlyMap<string, string> {
	const variables = new Map<string, string>();
	for (const { groups = {} } of text.matchAll(line)) {
		variables.set(groups['name'] ?? '', plainValue(groups['value'] ?? ''));
	}
	return variables;
}

function plainValue(written: string): string {
	const value = written.trim();
	const [quote = ''] = value;
	if (value.length > 1 && value.endsWith(quote) && /["'`]/u.test(quote)) {
		const content = value.slice(1, -1);
		return quote === '"' ? content.replaceAll(String.raw`\n`, '\n') : content;
	}
	const comment = value.search(/\s#/u);
	return (comment < 0 ? value : value.slice(0, comment)).trim();
}
