/**
 * The variables of a `.env` file: `NAME=value`, with `export` before it or not, the value quoted or not. A later one wins.
 * Within double quotes `\n` is a line break; nothing is put in for `$NAME`.
 */
export function readDotenv(text: string): ReadonlyMap<string, string> {
	const variables = new Map<string, string>();
	const line = /^[ \t]*(?:export[ \t]+)?(?<name>[\w.-]+)[ \t]*=[ \t]*(?<value>"[^"]*"|'[^']*'|`[^`]*`|[^\r\n]*)/gmu;
	for (const { groups = {} } of text.matchAll(line)) {
		variables.set(groups['name'] ?? '', plainValue(groups['value'] ?? ''));
	}
	return variables;
}

function plainValue(value: string): string {
	const [quote = ''] = value;
	if (value.length > 1 && value.endsWith(quote) && /["'`]/u.test(quote)) {
		const content = value.slice(1, -1);
		return quote === '"' ? content.replaceAll(String.raw`\n`, '\n') : content;
	}
	return value.replace(/\s+#.*$/u, '').trim();
}
