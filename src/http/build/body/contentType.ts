/** What a Content-Type says without its parameters, in lower case. */
export function mediaTypeIn(contentType: string): string {
	if (contentType === 'application/json' || contentType === 'application/x-www-form-urlencoded') {
		return contentType;
	}
	return (contentType.split(';', 1)[0] ?? '').trim().toLowerCase();
}

/** What stands between the parts of a multipart body; undefined also where there are two, of which each receiver takes another one. */
export function boundaryIn(contentType: string): string | undefined {
	const [boundary, ...others] = parametersOf(contentType, 'boundary');
	return others.length === 0 ? boundary : undefined;
}

/** The name of the charset, as it is written. */
export function charsetIn(contentType: string): string | undefined {
	return parametersOf(contentType, 'charset')[0];
}

function parametersOf(contentType: string, name: string): readonly string[] {
	if (!contentType.includes(';')) {
		return [];
	}
	const parameters = contentType.matchAll(/;\s*(?<name>[\w-]+)=(?:"(?<quoted>[^"]+)"|(?<plain>[^;\s"]+))/gu);
	return Array.from(parameters).flatMap(({ groups }) =>
		groups?.['name']?.toLowerCase() === name ? (groups['quoted'] ?? groups['plain'] ?? []) : [],
	);
}
