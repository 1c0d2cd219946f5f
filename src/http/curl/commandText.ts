import type { HttpRequest } from '../../net/http';
import { addressUpToKey, variableNames } from '../code/codeRequest';
import type { Body, HttpDocument } from '../document/document';
import { controlCharacters, isLongLine, isPasteable, printingCommand, quoted } from './shellQuoting';

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
 * What the command has of the body that is sent.
 * @param paths of the files in it, variables filled in; each once
 * @returns `binary` where neither text nor the path of one file would be all of it
 */
export function commandBody(
	{ text }: Pick<HttpDocument, 'text'>,
	written: Body | undefined,
	sent: HttpRequest['body'],
	[path]: readonly string[],
): CommandBody | 'binary' | undefined {
	if (sent === undefined) {
		return undefined;
	}
	const [file] = written?.files ?? [];
	const isWhole =
		file !== undefined &&
		file.encoding === undefined &&
		// A line break goes behind it.
		written?.kind !== 'multipart' &&
		text.slice(written?.span.start, written?.span.end).trim() === text.slice(file.span.start, file.span.end);
	if (isWhole && path !== undefined) {
		return { path };
	}
	return typeof sent === 'string' ? { text: sent } : 'binary';
}

/** The command line, or why there is none that is safe to paste. */
export type Command =
	| { readonly ok: true; readonly text: string }
	| { readonly ok: false; readonly reason: 'controlCharacter' | 'longLine' | 'headerBeyondAscii' };

/**
 * A command line of curl for bash, zsh, fish and dash that sends the request. The credential is taken from the environment, where whoever runs it has
 * to put it. Pasted into one of these shells it is that one command, whatever the request says: with bracketed paste and without.
 * @param redact applied to all that the request says
 */
export function commandText(
	{ method, url, headers, timeout }: CommandRequest,
	body: CommandBody | undefined,
	{ grant, redact }: { readonly grant: 'apiKey' | 'password'; readonly redact: (text: string) => string },
): Command {
	const address = redact(url);
	const content = body !== undefined && 'text' in body ? redact(body.text) : undefined;
	const isPiped = content !== undefined && !isPasteable(content);
	const lines = [
		// curl takes brackets for a range.
		`curl${/[[\]{}]/u.test(url) ? ' -g' : ''} ${methodOption(method, body)} ${grant === 'apiKey' ? withKey(address) : quoted(address)}`,
		...(grant === 'apiKey' ? [] : [`-u "bearer:$${variableNames.accessToken}"`]),
		...headers.map(([name, value]) => `-H ${quoted(value === '' ? `${name};` : redact(`${name}: ${value}`))}`),
		...(timeout === undefined ? [] : [`-m ${timeout / 1000}`]),
		...(body !== undefined && 'path' in body ? [`--data-binary ${quoted(redact(`@${body.path}`))}`] : []),
		...(isPiped ? ['--data-binary @-'] : []),
	];
	if (lines.some(line => line.search(controlCharacters) >= 0)) {
		return { ok: false, reason: 'controlCharacter' };
	}
	// Here they are Latin-1, and curl sends them as UTF-8.
	if (headers.some(([, value]) => /[^\0-\u007F]/u.test(value))) {
		return { ok: false, reason: 'headerBeyondAscii' };
	}
	if (lines.some(isLongLine)) {
		return { ok: false, reason: 'longLine' };
	}
	const inline = content === undefined || isPiped ? [] : [`--data-raw ${quoted(content)}`];
	const command = [...lines, ...inline].join(' \\\n  ');
	return { ok: true, text: isPiped ? `${printingCommand(content)} |\n  ${command}` : command };
}

/** With `-X HEAD` curl waits for the body that the response says it has. */
function methodOption(method: string, body: CommandBody | undefined): string {
	return method === 'HEAD' && body === undefined ? '-I' : `-X ${quoted(method)}`;
}

function withKey(url: string): string {
	return `${quoted(addressUpToKey(url))}"$${variableNames.apiKey}"`;
}
