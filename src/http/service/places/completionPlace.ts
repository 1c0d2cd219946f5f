import type { HttpDocument, RequestBlock } from '../../document/document';
import { requestVariable, type RequestVariable } from '../../build/requestVariables';
import { plainMetadataName } from '../../build/sendingMetadata';
import { methodKind } from '../../parser/lineKinds/target';
import { bodyPlace } from './bodyPlace';
import { checkPlace } from './checkPlace';
import { type CursorLine, cursorLineAt, spanAround } from './cursorLine';
import type { CompletionPlace } from './completionKinds';
import { targetPlace } from './targetPlace';

/** Undefined where nothing can be offered, such as in a comment. */
export function completionPlaceAt(document: HttpDocument, offset: number): CompletionPlace | undefined {
	const line = cursorLineAt(document, offset);
	if (/^[ \t]*(?:#|\/\/)/u.test(line.before)) {
		return commentPlace(line);
	}
	return variablePlace(line) ?? (isCheck(line) ? checkPlace(line) : (pathPlace(line) ?? placeIn(line)));
}

/** Within a part of a body, and above the first request, it is another text; what is sent there has no such line. */
function isCheck({ before, block, isBelowBlank, start }: CursorLine): boolean {
	return /^[ \t]*\?\?/u.test(before) && block !== undefined && (isBelowBlank || start > block.targetSpan.end);
}

function commentPlace({ before, after, offset }: CursorLine): CompletionPlace | undefined {
	const [, name] = /^[ \t]*(?:##?|\/\/)[ \t]*(?<name>@[^\s=]*|)$/u.exec(before) ?? [];
	if (name !== undefined) {
		return { kind: 'metadataName', span: spanAround(offset, name, /^[^\s=]*/u.exec(after)?.[0] ?? '') };
	}
	const [, known = '', value = ''] =
		/^[ \t]*(?:#+|\/\/+)[ \t]*@(?<known>[^\s=]+)(?:[ \t]*=|\s)[ \t]*(?<value>(?:[^ \t].*)?)$/u.exec(before) ?? [];
	if (known === '') {
		return undefined;
	}
	switch (plainMetadataName(known)) {
		case 'import':
			return fileIn({ before: value, after, offset }, 'scratchpads');
		case 'each':
			return fileIn({ before: value, after, offset }, 'rows');
		default:
			return { kind: 'metadataValue', name: known, span: spanAround(offset, value, after.trimEnd()) };
	}
}

function variablePlace({ before, after, offset }: CursorLine): CompletionPlace | undefined {
	const [, name] = /\{\{[ \t]*(?<name>(?:[^{} \t][^{}]*)?)$/u.exec(before) ?? [];
	if (name === undefined) {
		return undefined;
	}
	const rest = /^[^\s{}"'&=]*/u.exec(after)?.[0] ?? '';
	const closed = /^[ \t]*\}\}/u.test(after.slice(rest.length));
	const span = spanAround(offset, name, rest);
	const variable = partAround(name);
	return variable === undefined
		? { kind: 'variable', closed, span }
		: { kind: 'requestVariable', closed, span, variable };
}

/** The part that has the one that is being written; the path of all headers is empty. */
function partAround(name: string): RequestVariable | undefined {
	const [, headers] = /^(?<headers>[^.]+\.\w+\.headers\.)[^.]*$/u.exec(name) ?? [];
	if (headers !== undefined) {
		const variable = requestVariable(`${headers}x`);
		return variable && { ...variable, path: '' };
	}
	const root = name.indexOf('$');
	const isBody = root >= 0 && /[^$]\.body\.$/u.test(name.slice(0, root));
	return isBody ? requestVariable(name.slice(0, lastPartStart(name, root + 1))) : undefined;
}

/** Where the last part of a path starts, which may be a bracket that is still open. */
function lastPartStart(path: string, from: number): number {
	const closed = Math.max(from, path.lastIndexOf(']') + 1);
	const open = path.indexOf('[', closed);
	const dot = path.lastIndexOf('.');
	return open >= 0 ? open : dot >= closed ? dot : path.length;
}

/** Behind `<` in a body, `import` and `run`. */
function pathPlace({
	before,
	after,
	offset,
	block,
	isBelowBlank,
	isRequestLine,
}: CursorLine): CompletionPlace | undefined {
	const [, mark = '', path] =
		/^[ \t]*(?<mark><(?:@[\w-]*)?|import|run)[ \t]+(?<path>(?:[^ \t].*)?)$/u.exec(before) ?? [];
	if (path === undefined) {
		return undefined;
	}
	const at = { before: path, after, offset };
	if (mark === 'import') {
		return isBelowBlank ? undefined : fileIn(at, 'scratchpads');
	}
	if (mark === 'run') {
		const isStatement = block === undefined || block.form === 'run' || isRequestLine;
		return isStatement ? (nameIn(at) ?? fileIn(at, 'scratchpads')) : undefined;
	}
	return block?.form === 'plain' && isBelowBlank ? fileIn(at, 'any') : undefined;
}

type At = Pick<CursorLine, 'before' | 'after' | 'offset'>;

function nameIn({ before, after, offset }: At): CompletionPlace | undefined {
	const isName = /^(?:#|$)/u.test(before) && !/\(\s*@/u.test(before);
	const [rest = ''] = /^(?:(?!\(\s*@).)*/u.exec(after) ?? [];
	return isName ? { kind: 'requestName', span: spanAround(offset, before, rest.trimEnd()) } : undefined;
}

/** The name behind the last slash. */
function fileIn(
	{ before, after, offset }: At,
	files: Extract<CompletionPlace, { kind: 'path' }>['files'],
): CompletionPlace | undefined {
	const [, folder = '', name] = /^(?<folder>(?:[^{}()]*\/)?)(?<name>[^/{}()]*)$/u.exec(before) ?? [];
	const rest = /^[^/()]*/u.exec(after)?.[0].trimEnd() ?? '';
	return name === undefined ? undefined : { kind: 'path', folder, files, span: spanAround(offset, name, rest) };
}

function placeIn(line: CursorLine): CompletionPlace | undefined {
	const { block } = line;
	if (block !== undefined && block.form !== 'plain') {
		return undefined;
	}
	if (block === undefined || line.start < block.requestLine.start - line.indent) {
		return headPlace(line);
	}
	if (line.start <= block.targetSpan.end) {
		return line.end >= block.requestLine.start && line.isRequestLine
			? requestPlace(line)
			: targetPlace(line, line.before, block, block.method);
	}
	if (methodKind(block.method) !== 'sent') {
		return undefined;
	}
	return line.isBelowBlank ? bodyPlace(line, block) : headersPlace(line, block);
}

/** Above the request line of a block, or where there is none yet: what starts here may become one. */
function headPlace(line: CursorLine): CompletionPlace | undefined {
	return line.before.trimStart().startsWith('@') ? undefined : requestPlace(line);
}

function requestPlace(line: CursorLine): CompletionPlace | undefined {
	const written = line.before.trimStart();
	const [, method = '', target] = /^(?<method>\S+)[ \t]+(?<target>(?:[^ \t].*)?)$/u.exec(written) ?? [];
	if (target !== undefined && methodKind(method) !== undefined) {
		return targetPlace(line, target, line.block, method.toUpperCase());
	}
	if (target !== undefined || written.includes('?') || written.includes('/')) {
		return targetPlace(line, written, line.block, undefined);
	}
	return { kind: 'request', span: spanAround(line.offset, written, /^\S*/u.exec(line.after)?.[0] ?? '') };
}

function headersPlace(line: CursorLine, block: RequestBlock): CompletionPlace | undefined {
	const { before, after, offset } = line;
	if (/^[ \t]*[?&]/u.test(before)) {
		return targetPlace(line, before, block, block.method);
	}
	const [, name] = /^[ \t]*(?<name>[\w-]*)$/u.exec(before) ?? [];
	if (name !== undefined) {
		const rest = /^[\w-]*/u.exec(after)?.[0] ?? '';
		const hasColon = /^[ \t]*:/u.test(after.slice(rest.length));
		return { kind: 'headerName', hasColon, span: spanAround(offset, name, rest) };
	}
	const [, known = '', value = ''] = /^[ \t]*(?<known>[\w-]+)[ \t]*:[ \t]*(?<value>(?:[^ \t].*)?)$/u.exec(before) ?? [];
	return known === ''
		? undefined
		: { kind: 'headerValue', name: known, span: spanAround(offset, value, after.trimEnd()) };
}
