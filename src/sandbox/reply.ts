/** What goes back over HTTP. */
export interface Reply {
	readonly status: number;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: string;
}

/** Non-ASCII is sent as it is: Flowlu's PHP may escape it, which no reader of JSON can tell apart. */
export function jsonReply(value: unknown, status = 200): Reply {
	return { status, headers: { 'content-type': 'application/json; charset=utf-8' }, body: JSON.stringify(value) };
}

export function textReply(status: number, body: string, headers: Readonly<Record<string, string>> = {}): Reply {
	return { status, headers: { 'content-type': 'text/plain; charset=utf-8', ...headers }, body };
}

/** After a form was posted: the browser reads the page anew. */
export function redirectReply(location: string): Reply {
	return { status: 303, headers: { location }, body: '' };
}
