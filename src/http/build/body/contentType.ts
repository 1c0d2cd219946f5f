/** What a Content-Type says without its parameters, in lower case. */
export function mediaTypeOf(contentType: string): string {
	if (contentType === 'application/json' || contentType === 'application/x-www-form-urlencoded') {
		return contentType;
	}
	return (contentType.split(';', 1)[0] ?? '').trim().toLowerCase();
}

/** What stands between the parts of a multipart body. */
export function boundaryOf(contentType: string): string | undefined {
	return parameterOf(contentType, 'boundary');
}

/** The name of the charset, as it is written. */
export function charsetOf(contentType: string): string | undefined {
	return parameterOf(contentType, 'charset');
}

function parameterOf(contentType: string, name: string): string | undefined {
	const parameters = contentType.matchAll(/;\s*(?<name>[\w-]+)=(?:"(?<quoted>[^"]+)"|(?<plain>[^;\s"]+))/gu);
	for (const { groups } of parameters) {
		if (groups?.['name']?.toLowerCase() === name) {
			return groups['quoted'] ?? groups['plain'];
		}
	}
	return undefined;
}
