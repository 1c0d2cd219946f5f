import { quote } from 'shlex';

/** A request with an absolute address, without a credential. */
export interface CommandRequest {
	readonly method: string;
	readonly url: string;
	readonly headers: readonly (readonly [name: string, value: string])[];
	/** Milliseconds. */
	readonly timeout?: number;
}

/** A body as the command has it: text, or the path of the file that is all of it. */
export type CommandBody = { readonly text: string } | { readonly path: string };

/**
 * A command line of curl for POSIX shells that sends the request. The credential is taken from the environment, where whoever runs it has to put it.
 * @param redact applied to all that the request says
 */
export function commandText(
	{ method, url, headers, timeout }: CommandRequest,
	body: CommandBody | undefined,
	{ grant, redact }: { readonly grant: 'apiKey' | 'password'; readonly redact: (text: string) => string },
): string {
	const address = quote(redact(url));
	const options = [
		// curl takes brackets for a range.
		`curl${/[[\]{}]/u.test(url) ? ' -g' : ''} -X ${quote(method)} ${grant === 'apiKey' ? withKey(redact(url)) : address}`,
		...(grant === 'apiKey' ? [] : ['-u "bearer:$FLOWLU_ACCESS_TOKEN"']),
		...headers.map(([name, value]) => `-H ${quote(value === '' ? `${name};` : redact(`${name}: ${value}`))}`),
		...(timeout === undefined ? [] : [`-m ${timeout / 1000}`]),
		...(body === undefined ? [] : [bodyOption(body, redact)]),
	];
	return options.join(' \\\n  ');
}

function withKey(url: string): string {
	return `${quote(`${url}${url.includes('?') ? '&' : '?'}api_key=`)}"$FLOWLU_API_KEY"`;
}

function bodyOption(body: CommandBody, redact: (text: string) => string): string {
	return 'path' in body ? `--data-binary ${quote(`@${body.path}`)}` : `--data-raw ${quote(redact(body.text))}`;
}
