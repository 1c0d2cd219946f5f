import type { RequestBlock } from '../../../../http/document/document';
import { targetLines } from '../../../../http/parser/lineKinds/requestLine';
import { maskUses } from '../../../../http/parser/variableUses';
import { shiftedSpan, type Span } from '../../../../http/problem';

/** A piece of a request where it stands, counted from the start of the block. */
export interface Piece {
	/** With NUL in the place of each character of a variable, whose value is not known. */
	readonly text: string;
	readonly span: Span;
}

export interface WrittenParameter {
	readonly name: Piece;
	/** Empty where there is no equals sign. */
	readonly value: Piece;
}

/** A target of the API as it is written. */
export interface WrittenTarget {
	/** `crm`, `lead`, `get`, `7`; nothing for a slash at the end. */
	readonly segments: readonly Piece[];
	readonly parameters: readonly WrittenParameter[];
	/** Whether a variable stands before the path, which may hold a part of it. */
	readonly isBaseOpen: boolean;
}

/** Whether a variable is a part of it. */
export function isOpen(text: string): boolean {
	return text.includes('\0');
}

export function withoutUses(text: string): string {
	return maskUses(text, '\0');
}

/** The part of a piece between two offsets in its text. */
export function partOf({ text, span }: Piece, start: number, end: number): Piece {
	return { text: text.slice(start, end), span: shiftedSpan({ start, end }, span.start) };
}

/**
 * Undefined where the target is none of the API, as far as the text tells.
 * @param origins of the accounts; beside them, the hosts of Flowlu count
 */
export function writtenTarget(block: RequestBlock, origins: ReadonlySet<string>): WrittenTarget | undefined {
	const { text, pieceAt } = joinedTarget(block);
	const [address = ''] = /^[^#]*/u.exec(text) ?? [];
	const [path = ''] = /^[^?]*/u.exec(address) ?? [];
	const base = baseOf(path, origins);
	if (base === undefined) {
		return undefined;
	}
	const parameters = piecesOf(address, '&', path.length + 1, address.length).map(({ start, end }) => {
		const equals = address.slice(start, end).indexOf('=');
		const nameEnd = equals < 0 ? end : start + equals;
		return { name: pieceAt(start, nameEnd), value: pieceAt(Math.min(nameEnd + 1, end), end) };
	});
	return {
		segments: piecesOf(path, '/', base.length, path.length).map(({ start, end }) => pieceAt(start, end)),
		parameters,
		isBaseOpen: base.isOpen,
	};
}

/** The lines of a target as one text, and where its parts stand. */
function joinedTarget({ text, span, targetSpan }: RequestBlock): {
	readonly text: string;
	readonly pieceAt: (start: number, end: number) => Piece;
} {
	const from = targetSpan.start - span.start;
	const written = text.slice(from, targetSpan.end - span.start);
	const lines = targetLines(written);
	const joined = withoutUses(lines.map(({ start, end }) => written.slice(start, end)).join(''));
	/** Of the character at the offset of the joined text. */
	const placeOf = (offset: number): number => {
		let rest = offset;
		for (const { start, end } of lines) {
			if (rest < end - start) {
				return from + start + rest;
			}
			rest -= end - start;
		}
		return from + written.length;
	};
	return {
		text: joined,
		pieceAt: (start, end) => {
			const first = placeOf(start);
			return {
				text: joined.slice(start, end),
				span: { start: first, end: end > start ? placeOf(end - 1) + 1 : first },
			};
		},
	};
}

/** The length of what stands before `module/entity/method`; undefined where something else stands there than the API. */
function baseOf(
	path: string,
	origins: ReadonlySet<string>,
): { readonly length: number; readonly isOpen: boolean } | undefined {
	const [host = ''] = /^(?:https?:\/\/[^/]*|\0+(?=\/))/iu.exec(path) ?? [];
	const rest = path.slice(host.length);
	const isAddress = /^http/iu.test(host);
	if (isAddress && !isOpen(host) && !origins.has(host.toLowerCase()) && !/\.flowlu\.(?:com|ru)$/iu.test(host)) {
		return undefined;
	}
	const [prefix = ''] = /^\/?(?:api\/v1\/module\/)?/iu.exec(rest) ?? [];
	const isOfApi = isAddress ? prefix.length > 1 : !/^\/?api\//iu.test(rest) || prefix.length > 1;
	return isOfApi ? { length: host.length + prefix.length, isOpen: isOpen(host) } : undefined;
}

/** Those between the separators that are not empty. */
function piecesOf(text: string, separator: string, from: number, to: number): readonly Span[] {
	const pieces: Span[] = [];
	for (let start = from; start < to;) {
		const found = text.indexOf(separator, start);
		const end = found < 0 || found > to ? to : found;
		if (end > start) {
			pieces.push({ start, end });
		}
		start = end + 1;
	}
	return pieces;
}
