import type * as vscode from 'vscode';
import { definitionIn, type NamedSymbol, promptsFor, symbolsNamed } from '../../../http/service/symbols';
import { rowFileOf } from '../../../http/build/sendingMetadata';
import type { Reference, RequestBlock } from '../../../http/document/document';
import { columnsFor } from '../../../scratchpads/files/rowFiles';
import { documentAt, importedDocuments } from '../../../scratchpads/imports';
import { parsedDocument } from '../../../scratchpads/parsedDocuments';
import { scratchpadsThatMention } from './scratchpadFiles';

/** Where a symbol stands in one document. */
export interface Occurrences {
	readonly document: vscode.TextDocument;
	readonly places: readonly NamedSymbol[];
}

/** What a symbol stands for. Two of one name mean the same if all of it is the same. */
export interface Meaning {
	readonly kind: NamedSymbol['kind'] | 'column';
	/** The one whose definition counts: the document that the symbol is in, one that it imports or runs. */
	readonly home: vscode.TextDocument;
	/** Where the request starts that asks for the variable (`# @prompt`), or is sent for rows with this column (`# @each`): it is then its own. */
	readonly block: number | undefined;
}

/** All documents of the workspace in which the name means the same as in the document, with the places where it stands. */
export async function occurrencesEverywhere(
	document: vscode.TextDocument,
	symbol: NamedSymbol,
	token: vscode.CancellationToken,
): Promise<readonly Occurrences[]> {
	const meaning = await meaningOf(document, symbol);
	if (meaning === undefined) {
		return [{ document, places: [symbol] }];
	}
	const others = await scratchpadsThatMention(symbol.name, token);
	const found: Occurrences[] = [];
	for (const other of new Set([meaning.home, document, ...others])) {
		const places = await placesIn(other, symbol.name, meaning);
		if (places.length > 0) {
			found.push({ document: other, places });
		}
	}
	return found;
}

/** Where the name stands in a document with the meaning. */
export async function placesIn(
	document: vscode.TextDocument,
	name: string,
	meaning: Meaning,
): Promise<readonly NamedSymbol[]> {
	const known = new Map<string, boolean>();
	const places: NamedSymbol[] = [];
	for (const symbol of symbolsNamed(parsedDocument(document), name)) {
		const { kind, givenTo } = symbol;
		const block = askingBlock(document, symbol)?.span.start;
		// A name may stand in a document ten thousand times, and means few things.
		const key = JSON.stringify([kind, block, rowsBlock(document, symbol)?.span.start, givenTo?.kind, givenTo?.text]);
		const isSame = known.get(key) ?? isSameMeaning(await meaningOf(document, symbol), meaning);
		known.set(key, isSame);
		if (isSame) {
			places.push(symbol);
		}
	}
	return places;
}

function isSameMeaning(one: Meaning | undefined, other: Meaning): boolean {
	return one?.kind === other.kind && one.home === other.home && one.block === other.block;
}

/** Undefined for a value that is given to a run of something that is not there, or does not have the variable. */
export async function meaningOf(document: vscode.TextDocument, symbol: NamedSymbol): Promise<Meaning | undefined> {
	const { kind, name, givenTo } = symbol;
	if (givenTo !== undefined) {
		return givenMeaning(document, name, givenTo);
	}
	if (kind === 'run') {
		const target = await requestFor(document, name);
		return { kind: target?.kind ?? kind, home: target?.home ?? document, block: undefined };
	}
	const withRows = rowsBlock(document, symbol);
	if (await hasColumn(document, withRows, name)) {
		// It counts more than whatever else has the name.
		return { kind: 'column', home: document, block: withRows?.span.start };
	}
	const block = askingBlock(document, symbol)?.span.start;
	const home = block === undefined ? await definedIn(document, symbol) : document;
	return { kind, home: home ?? document, block };
}

/** Would the name be a column in one of the places, and the rows give its value there? */
export async function isColumnIn({ document, places }: Occurrences, name: string): Promise<boolean> {
	for (const block of new Set(places.map(place => rowsBlock(document, place)))) {
		if (await hasColumn(document, block, name)) {
			return true;
		}
	}
	return false;
}

async function hasColumn(
	document: vscode.TextDocument,
	block: RequestBlock | undefined,
	name: string,
): Promise<boolean> {
	return (await columnsFor(document, block))?.columns.includes(name) === true;
}

/** The request that asks for the variable, for none but itself. */
function askingBlock(document: vscode.TextDocument, symbol: NamedSymbol): RequestBlock | undefined {
	const block = isVariable(symbol) ? parsedDocument(document).blockAt(symbol.span.start) : undefined;
	return block !== undefined && promptsFor(block, symbol.name) ? block : undefined;
}

/** The request that uses the variable and is sent for each row of a file, which may have it as a column. */
function rowsBlock(document: vscode.TextDocument, symbol: NamedSymbol): RequestBlock | undefined {
	const isUse = isVariable(symbol) && !symbol.isDefinition;
	const block = isUse ? parsedDocument(document).blockAt(symbol.span.start) : undefined;
	return block !== undefined && rowFileOf(block.parts.metadata) !== undefined ? block : undefined;
}

/** The document whose definition counts for a name in the document: its own, else that of the first import that has one. */
async function definedIn(
	document: vscode.TextDocument,
	{ kind, name }: Pick<NamedSymbol, 'kind' | 'name'>,
): Promise<vscode.TextDocument | undefined> {
	for (const candidate of [document, ...(await importedDocuments(document))]) {
		const shared = symbolsNamed(parsedDocument(candidate), name).filter(
			symbol => symbol.kind === kind && askingBlock(candidate, symbol) === undefined,
		);
		if (definitionIn(shared) !== undefined) {
			return candidate;
		}
	}
	return undefined;
}

interface Target {
	readonly kind: 'request' | 'title';
	readonly home: vscode.TextDocument;
	readonly block: RequestBlock;
}

/** What `run #` sends. */
async function requestFor(document: vscode.TextDocument, name: string): Promise<Target | undefined> {
	const candidates = [document, ...(await importedDocuments(document))];
	for (const kind of ['request', 'title'] as const) {
		for (const home of candidates) {
			const parsed = parsedDocument(home);
			const block = kind === 'request' ? parsed.named(name) : parsed.titled(name)[0];
			if (block !== undefined) {
				return { kind, home, block };
			}
		}
	}
	return undefined;
}

/**
 * A variable that is given to what is run: one of the document that has it, one that a request asks for, or one of what that runs in turn.
 * @param seen what was run on the way
 */
async function givenMeaning(
	document: vscode.TextDocument,
	name: string,
	{ kind, text }: Reference,
	seen = new Set<string>(),
): Promise<Meaning | undefined> {
	const target = kind === 'run' ? await requestFor(document, text) : undefined;
	const home = target?.home ?? (kind === 'requests' ? await documentAt(document, text) : undefined);
	if (home === undefined) {
		return undefined;
	}
	const parsed = parsedDocument(home);
	const blocks = target === undefined ? parsed.blocks : [target.block];
	const asking = blocks.find(block => promptsFor(block, name))?.span.start;
	const defined = await definedIn(home, { kind: 'variable', name });
	if (asking !== undefined && (target !== undefined || defined === undefined)) {
		return { kind: 'variable', home, block: asking };
	}
	if (defined !== undefined || symbolsNamed(parsed, name).some(isVariable)) {
		return { kind: 'variable', home: defined ?? home, block: undefined };
	}
	for (const { reference } of blocks.filter(({ form }) => form === 'run').flatMap(({ runs }) => runs)) {
		const key = JSON.stringify([home.uri, reference.kind, reference.text]);
		const further = seen.has(key) ? undefined : await givenMeaning(home, name, reference, seen.add(key));
		if (further !== undefined) {
			return further;
		}
	}
	return undefined;
}

function isVariable({ kind, givenTo }: NamedSymbol): boolean {
	return kind === 'variable' && givenTo === undefined;
}
