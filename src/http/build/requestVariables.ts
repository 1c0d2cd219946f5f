/** `login.response.body.$.id`: a part of what another request sent or got. */
export interface RequestVariable {
	/** The name of the request. */
	readonly request: string;
	readonly message: 'request' | 'response';
	readonly part: 'body' | 'headers';
	/** A JSONPath, or `*` for the whole body; the name of a header. */
	readonly path: string;
}

/**
 * The variable that a name between braces is; undefined where it is none. REST Client's README, "Request Variables". XPath is not known here.
 */
export function requestVariable(name: string): RequestVariable | undefined {
	const groups =
		/^(?<request>[^\s.{}$]+)\.(?<message>request|response)\.(?<part>body|headers)(?:\.(?<path>\S.*))?$/u.exec(
			name,
		)?.groups;
	if (groups === undefined) {
		return undefined;
	}
	const { request = '', path = '*' } = groups;
	const message = groups['message'] === 'request' ? 'request' : 'response';
	if (groups['part'] === 'headers') {
		return path === '*' ? undefined : { request, message, part: 'headers', path };
	}
	return path === '*' || path.startsWith('$') ? { request, message, part: 'body', path } : undefined;
}
