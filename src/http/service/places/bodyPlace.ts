import type { BodyKind, RequestBlock } from '../../document/document';
import { kindByType } from '../../parser/writtenBodyKind';
import { type CursorLine, spanAround } from './cursorLine';
import type { CompletionPlace } from './completionKinds';
import { formValuePlace, memberValuePlace } from './fieldValuePlace';
import { jsonDepth } from './jsonDepth';
import { endpointOf } from './targetPlace';

/** How far back the brace or the comma before a member's name is looked for, in UTF-16 code units. */
const lookBack = 500;

/** A cursor where the name of a field belongs, or its value. */
export function bodyPlace(line: CursorLine, block: RequestBlock): CompletionPlace | undefined {
	const endpoint = endpointOf(block.target);
	if (block.method === 'GET' || block.method === 'HEAD') {
		return line.before.trim() === '' ? { kind: 'separator', span: spanAround(line.offset, '', '') } : undefined;
	}
	switch (kindAt(line, block)) {
		case 'json':
			return memberPlace(line, block, endpoint) ?? memberValuePlace(line, block, endpoint);
		case 'form':
			return formPlace(line, endpoint) ?? formValuePlace(line, endpoint);
		case 'text':
		case 'multipart':
		case 'file':
			return undefined;
	}
}

/** Where the body is still empty, as its Content-Type says. A word without a type may become the first field of a form. */
function kindAt({ above, start }: CursorLine, { body }: RequestBlock): BodyKind {
	const [, type] = /^[ \t]*content-type[ \t]*:[ \t]*(?<type>[^\s;]+)/imu.exec(above) ?? [];
	if (body === undefined) {
		return type === undefined ? 'form' : kindByType(type.toLowerCase());
	}
	return body.kind === 'text' && type === undefined && start <= body.span.start ? 'form' : body.kind;
}

/** In the outer object: what has members of its own there has no fields. */
function memberPlace(
	{ above, after, offset }: CursorLine,
	{ body }: RequestBlock,
	endpoint: string,
): CompletionPlace | undefined {
	const written = body === undefined ? '' : above.slice(body.span.start - (offset - above.length));
	const near = written.slice(-lookBack);
	const [found, quote = '', name] = /(?:(?<!\{)\{|,)\s*(?<quote>"?)(?<name>[\w-]*)$/u.exec(near) ?? [''];
	const depth = jsonDepth(written.slice(0, written.length - found.length));
	if (name === undefined || !/^\s*\{/u.test(written) || depth !== (found.startsWith('{') ? 0 : 1)) {
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
