import type { HttpDocument, Metadata, Reference, RequestBlock, RunStatement, VariableUse } from '../document/document';
import { parseDocument } from '../document/parse';
import { shiftedSpan, type Span } from '../problem';
import { plainMetadataName, promptName } from '../build/sendingMetadata';
import { headingOf } from '../parser/lineKinds/separators';

/** A name that stands for something else. */
export interface NamedSymbol {
	/** `title`: the text behind `###`. `run`: what stands behind `run #`, the name of a request, else its title. */
	readonly kind: 'variable' | 'request' | 'title' | 'run';
	readonly name: string;
	/** Of the name alone, where it was found. */
	readonly span: Span;
	readonly isDefinition: boolean;
	/** What is run with another value of the variable, which is then one of that. */
	readonly givenTo?: Reference;
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

/** All symbols that have the name: in the definitions of the document, then in blocks. */
export function symbolsNamed(document: HttpDocument, wanted: string): readonly NamedSymbol[] {
	// Only what mentions the name is read in detail.
	const blocks = document.blocks.filter(({ text }) => text.includes(wanted));
	return [...definitionSymbols(document), ...blocks.flatMap(symbolsOf)].filter(({ name }) => name === wanted);
}

/** The places that mean the same as a symbol, as far as its document tells. */
export function occurrencesOf(document: HttpDocument, symbol: NamedSymbol): readonly NamedSymbol[] {
	const meanings = new Map<string, string>();
	// A name may stand in a document ten thousand times, and means few things.
	const meaningOf = (other: NamedSymbol): string => {
		const { kind, givenTo } = other;
		const key =
			kind === 'variable' && givenTo === undefined ? undefined : JSON.stringify([kind, givenTo?.kind, givenTo?.text]);
		const meaning = (key === undefined ? undefined : meanings.get(key)) ?? meaningWithin(document, other);
		if (key !== undefined) {
			meanings.set(key, meaning);
		}
		return meaning;
	};
	const meaning = meaningOf(symbol);
	return symbolsNamed(document, symbol.name).filter(other => meaningOf(other) === meaning);
}

/** A text that is the same for symbols of one name that mean the same. */
function meaningWithin(document: HttpDocument, { kind, name, span, givenTo }: NamedSymbol): string {
	if (givenTo !== undefined) {
		const target = givenTo.kind === 'run' ? runTarget(document, givenTo.text) : undefined;
		return target === undefined ? `variable of ${givenTo.kind} ${givenTo.text}` : variableMeaning(target, name);
	}
	switch (kind) {
		case 'variable':
			return variableMeaning(document.blockAt(span.start), name);
		case 'run':
			return document.knownRequests.includes(name) ? 'request' : 'title';
		case 'request':
		case 'title':
			return kind;
	}
}

function variableMeaning(block: RequestBlock | undefined, name: string): string {
	return block !== undefined && promptsFor(block, name) ? `variable of ${block.span.start}` : 'variable';
}

/** The request that `run #` sends, if it is one of the document. */
function runTarget(document: HttpDocument, name: string): RequestBlock | undefined {
	return document.named(name) ?? document.titled(name)[0];
}

/** The definition that counts of those in the places: the last of a variable, the first of a request. */
export function definitionIn(places: readonly NamedSymbol[]): NamedSymbol | undefined {
	const definitions = places.filter(({ isDefinition }) => isDefinition);
	return definitions[0]?.kind === 'variable' ? definitions.at(-1) : definitions[0];
}

/** Whether the symbol may have the name: one that another tool would take for the same. */
export function isNameFor({ kind }: Pick<NamedSymbol, 'kind'>, name: string): boolean {
	switch (kind) {
		case 'variable':
			return /^[\p{L}\p{N}_][\p{L}\p{N}_.-]*$/u.test(name);
		case 'request':
			return /^[\p{L}\p{N}_-]+$/u.test(name);
		case 'title':
		case 'run':
			return isTitle(name);
	}
}

/** Whether `run` finds a request of the title, and takes nothing of it for values of variables. */
function isTitle(title: string): boolean {
	const document = parseDocument(`### ${title}\nGET x/y\n###\nrun #${title}`);
	return document.titled(title).length === 1 && document.allProblems.length === 0;
}

/** Whether the block asks for the variable (`# @prompt`), which is then its own. */
export function promptsFor(block: RequestBlock, name: string): boolean {
	return promptedNames(block).has(name);
}

/** A block is asked for each of its names. */
const known = new WeakMap<RequestBlock, ReadonlySet<string>>();

function promptedNames(block: RequestBlock): ReadonlySet<string> {
	const names = known.get(block) ?? new Set(readPromptedNames(block));
	known.set(block, names);
	return names;
}

function readPromptedNames(block: RequestBlock): readonly string[] {
	return block.text.includes('prompt') ? block.metadata.flatMap(entry => promptedName(entry) ?? []) : [];
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
		...headingSymbols(block),
		...block.metadata.flatMap(metadataSymbols),
		...block.references.flatMap(referenceSymbols),
		...(block.form === 'run' ? block.runs.flatMap(overrideSymbols) : []),
		...block.uses.flatMap(use => useSymbols(use, block.text, block.span.start)),
	];
}

/** The title by which `run` finds a request. */
function headingSymbols({ text, form, span }: RequestBlock): NamedSymbol[] {
	const heading = form === 'run' ? undefined : headingOf(text);
	return heading === undefined
		? []
		: [
				{
					kind: 'title',
					name: text.slice(heading.start, heading.end),
					span: shiftedSpan(heading, span.start),
					isDefinition: true,
				},
			];
}

/** `# @ref name`, `run #name` */
function referenceSymbols({ kind, text, span }: Reference): NamedSymbol[] {
	return (kind === 'request' || kind === 'run') && text !== '' ? [{ kind, name: text, span, isDefinition: false }] : [];
}

/** The variables behind a `run`. */
function overrideSymbols({ reference, overrides }: RunStatement): NamedSymbol[] {
	return overrides.map(({ name, nameSpan }) => ({
		kind: 'variable',
		name,
		span: nameSpan,
		isDefinition: false,
		givenTo: reference,
	}));
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
