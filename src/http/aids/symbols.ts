import type { HttpDocument, Metadata, Reference, RequestBlock, RunStatement, VariableUse } from '../document';
import type { Span } from '../problem';
import { plainMetadataName, promptName } from '../sendingMetadata';

/** A name that stands for something else: a variable, or a request by its `# @name`. */
export interface NamedSymbol {
	readonly kind: 'variable' | 'request';
	readonly name: string;
	/** Of the name alone, where it was found. */
	readonly span: Span;
	readonly isDefinition: boolean;
}

/** The symbol that a cursor is in or at the edge of. */
export function symbolAt(document: HttpDocument, offset: number): NamedSymbol | undefined {
	const stretch = document.stretchAt(offset);
	if (stretch === undefined) {
		return undefined;
	}
	const symbols = [...(stretch.block === undefined ? [] : symbolsOf(stretch.block)), ...definitionSymbols(document)];
	return symbols.find(({ span }) => span.start <= offset && offset <= span.end);
}

/** Those in the blocks that have a part of the span, and in the definitions of the whole document. */
export function symbolsIn(document: HttpDocument, span: Span): readonly NamedSymbol[] {
	const isNear = (symbol: NamedSymbol): boolean => symbol.span.start <= span.end && symbol.span.end >= span.start;
	return [...definitionSymbols(document).filter(isNear), ...document.blocksWithin(span).flatMap(symbolsOf)];
}

/** Whether the symbol is a variable that its block asks for (`# @prompt`), which is that block's own. */
export function isLocal(document: HttpDocument, { kind, name, span }: NamedSymbol): boolean {
	const home = document.blockAt(span.start);
	return kind === 'variable' && home !== undefined && promptsFor(home, name);
}

/** All places of the symbol: in the definitions of the document, then in blocks. */
export function occurrencesOf(document: HttpDocument, symbol: NamedSymbol): readonly NamedSymbol[] {
	const home = isLocal(document, symbol) ? document.blockAt(symbol.span.start) : undefined;
	return home === undefined ? sharedOccurrences(document, symbol) : symbolsOf(home).filter(isSame(symbol));
}

/** All places where the name stands for what the whole document, or one that imports it, means by it. */
export function sharedOccurrences(document: HttpDocument, symbol: NamedSymbol): readonly NamedSymbol[] {
	const { kind, name } = symbol;
	// Only what mentions the name is read in detail.
	const blocks = document.blocks.filter(
		block => block.text.includes(name) && !(kind === 'variable' && promptsFor(block, name)),
	);
	return [...definitionSymbols(document), ...blocks.flatMap(symbolsOf)].filter(isSame(symbol));
}

function isSame({ kind, name }: NamedSymbol): (other: NamedSymbol) => boolean {
	return other => other.kind === kind && other.name === name;
}

/** The definition that counts of those in the places: the last of a variable, the first of a request. */
export function definitionIn(places: readonly NamedSymbol[]): NamedSymbol | undefined {
	const definitions = places.filter(({ isDefinition }) => isDefinition);
	return definitions[0]?.kind === 'variable' ? definitions.at(-1) : definitions[0];
}

/** Whether the symbol may have the name: one that another tool would take for the same. */
export function isNameFor({ kind }: NamedSymbol, name: string): boolean {
	return kind === 'variable' ? /^[\p{L}\p{N}_][\p{L}\p{N}_.-]*$/u.test(name) : /^[\p{L}\p{N}_-]+$/u.test(name);
}

function promptsFor(block: RequestBlock, name: string): boolean {
	return block.text.includes('prompt') && block.metadata.some(entry => promptedName(entry) === name);
}

function promptedName({ name, value }: Metadata): string | undefined {
	return plainMetadataName(name) === 'prompt' ? promptName(value) : undefined;
}

/** Variables that the document defines, and those that their values use. */
function definitionSymbols({ variables }: HttpDocument): NamedSymbol[] {
	return variables.flatMap(({ name, nameSpan, uses, value, valueSpan }): NamedSymbol[] => [
		{ kind: 'variable', name, span: nameSpan, isDefinition: true },
		...uses.flatMap(use => useSymbols(use, value, valueSpan.start)),
	]);
}

function symbolsOf(block: RequestBlock): NamedSymbol[] {
	return [
		...block.metadata.flatMap(metadataSymbols),
		...block.references.flatMap(referenceSymbols),
		...(block.form === 'run' ? block.runs.flatMap(overrideSymbols) : []),
		...block.uses.flatMap(use => useSymbols(use, block.text, block.span.start)),
	];
}

/** `# @ref name`, `run #name` */
function referenceSymbols({ kind, text, span }: Reference): NamedSymbol[] {
	return kind === 'request' && text !== '' ? [{ kind, name: text, span, isDefinition: false }] : [];
}

/** The variables behind a `run`, which another document may define. */
function overrideSymbols({ overrides }: RunStatement): NamedSymbol[] {
	return overrides.map(({ name, nameSpan }) => ({ kind: 'variable', name, span: nameSpan, isDefinition: false }));
}

function metadataSymbols(metadata: Metadata): NamedSymbol[] {
	const { value, valueSpan } = metadata;
	switch (plainMetadataName(metadata.name)) {
		case 'name':
			return value === '' ? [] : [{ kind: 'request', name: value, span: valueSpan, isDefinition: true }];
		case 'prompt': {
			const name = promptName(value);
			const span = { start: valueSpan.start, end: valueSpan.start + name.length };
			return name === '' ? [] : [{ kind: 'variable', name, span, isDefinition: true }];
		}
		default:
			return [];
	}
}

/**
 * The name between the braces; of `{{login.response.body}}` only what names the request.
 * @param text that the use stands in, `from` where it starts in the document
 */
function useSymbols({ name, span }: VariableUse, text: string, from: number): NamedSymbol[] {
	const start = text.indexOf(name, span.start - from + 2) + from;
	const [, request] = /^(?<request>[^\s.{}$]+)\.(?:request|response)(?:\.|$)/u.exec(name) ?? [];
	if (request !== undefined) {
		return [{ kind: 'request', name: request, span: { start, end: start + request.length }, isDefinition: false }];
	}
	return name === ''
		? []
		: [{ kind: 'variable', name, span: { start, end: start + name.length }, isDefinition: false }];
}
