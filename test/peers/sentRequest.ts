/** A request as it goes out, in the form in which two parsers are compared. */
export interface SentRequest {
	readonly method: string;
	readonly url: string;
	/** By name in lower case, in the order of the text. */
	readonly headers: Readonly<Record<string, readonly string[]>>;
	/** A form as its pairs, decoded; empty without a body. */
	readonly body: string | readonly (readonly [string, string])[];
}

/** Lists each header once, with all its values. */
export function headersByName(
	headers: Iterable<readonly [name: string, value: string]>,
): Readonly<Record<string, readonly string[]>> {
	const byName = new Map<string, string[]>();
	for (const [name, value] of headers) {
		const values = byName.get(name.toLowerCase()) ?? [];
		byName.set(name.toLowerCase(), [...values, value]);
	}
	return Object.fromEntries([...byName].sort());
}

/** @param body as it is sent */
export function comparableBody(headers: SentRequest['headers'], body: string): SentRequest['body'] {
	const isForm = headers['content-type']?.[0]?.startsWith('application/x-www-form-urlencoded') === true;
	const isMultipart = headers['content-type']?.[0]?.startsWith('multipart/') === true;
	// The line end behind the last boundary, which httpYac leaves out: servers read the same with it and without.
	return isForm ? [...new URLSearchParams(body)] : isMultipart ? body.replace(/\r\n$/u, '') : body;
}
