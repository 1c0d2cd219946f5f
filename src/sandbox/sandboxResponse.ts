/** What goes back over HTTP. */
export interface SandboxResponse {
	readonly status: number;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: string;
}

/** Non-ASCII is sent as it is: Flowlu's PHP may escape it, which no reader of JSON can tell apart. */
export function jsonResponse(
	value: unknown,
	status = 200,
	headers: Readonly<Record<string, string>> = {},
): SandboxResponse {
	return {
		status,
		headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
		body: JSON.stringify(value),
	};
}

export function textResponse(
	status: number,
	body: string,
	headers: Readonly<Record<string, string>> = {},
): SandboxResponse {
	return { status, headers: { 'content-type': 'text/plain; charset=utf-8', ...headers }, body };
}

/** After a form was posted: the browser reads the page anew. */
export function redirectResponse(location: string): SandboxResponse {
	return { status: 303, headers: { location }, body: '' };
}
