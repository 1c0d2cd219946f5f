import type { RequestBlock } from '../../document/document';
import { type CursorLine, spanAround } from './cursorLine';
import type { CompletionPlace } from './completionKinds';
import { formValuePlace, memberValuePlace } from './fieldValuePlace';
import { endpointOf } from './targetPlace';

/** How far back the brace or the comma before a member's name is looked for, in UTF-16 code units. */
const lookBack = 500;

/** A cursor where the name of a field belongs, or its value. */
export function bodyPlace(line: CursorLine, block: RequestBlock): CompletionPlace | undefined {
	const endpoint = endpointOf(block.target);
	if (block.method === 'GET' || block.method === 'HEAD') {
		return line.before.trim() === '' ? { kind: 'separator', span: spanAround(line.offset, '', '') } : undefined;
	}
	return isJson(line, block)
		? (memberPlace(line, endpoint) ?? memberValuePlace(line, block, endpoint))
		: (formPlace(line, endpoint) ?? formValuePlace(line, endpoint));
}

/** Where the body is still empty, as its Content-Type says. */
function isJson({ above }: CursorLine, { body }: RequestBlock): boolean {
	return body === undefined ? /^[ \t]*content-type[ \t]*:[^\n]*\bjson\b/imu.test(above) : body.kind === 'json';
}

function memberPlace({ above, after, offset }: CursorLine, endpoint: string): CompletionPlace | undefined {
	const near = above.slice(-lookBack);
	const [found, quote = '', name] = /(?:(?<!\{)\{|,)\s*(?<quote>"?)(?<name>[\w-]*)$/u.exec(near) ?? [''];
	if (name === undefined || isInString(near.slice(0, near.length - found.length))) {
		return undefined;
	}
	const [rest = ''] = /^[\w-]*/u.exec(after) ?? [];
	const behind = after.slice(rest.length);
	const isQuoted = quote !== '';
	if (isQuoted && behind.startsWith('"') && (rest !== '' || /^"[ \t]*:/u.test(behind))) {
		return { kind: 'jsonField', endpoint, before: '', behind: '', span: spanAround(offset, name, rest) };
	}
	// The quote that an editor closes as soon as one is typed.
	const closing = isQuoted && behind.startsWith('"') ? '"' : '';
	return {
		kind: 'jsonField',
		endpoint,
		before: isQuoted ? '' : '"',
		behind: /^[ \t]*:/u.test(behind) ? '"' : '": ',
		span: spanAround(offset, name, rest + closing),
	};
}

/** Strings of JSON end on the line that they start on. */
function isInString(text: string): boolean {
	const line = text.slice(text.lastIndexOf('\n') + 1).replaceAll(/\\./gu, '');
	return line.split('"').length % 2 === 0;
}

function formPlace({ before, after, offset }: CursorLine, endpoint: string): CompletionPlace | undefined {
	if (before.trimStart().startsWith('|')) {
		// A further line of a value.
		return undefined;
	}
	const [, name] = /^(?:.*&)?[ \t]*(?<name>[^\s=&{}<>"]*)$/u.exec(before) ?? [];
	if (name === undefined) {
		return undefined;
	}
	const [rest = ''] = /^[^\s=&{}]*/u.exec(after) ?? [];
	const hasEquals = /^[ \t]*=/u.test(after.slice(rest.length));
	return { kind: 'formField', endpoint, hasEquals, span: spanAround(offset, name, rest) };
}
