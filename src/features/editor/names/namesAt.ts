import * as vscode from 'vscode';
import {
	definitionIn,
	isNameFor,
	type NamedSymbol,
	occurrencesOf,
	symbolAt,
	symbolsNamed,
} from '../../../http/service/symbols';
import type { HttpDocument } from '../../../http/document/document';
import type { Environments } from '../../../scratchpads/environments';
import { parsedDocument } from '../../../scratchpads/parsedDocuments';
import { rangeOf } from '../../../scratchpads/ranges';
import { isColumnIn, meaningOf, type Occurrences, occurrencesEverywhere, placesIn } from './sharedNames';

/** A cursor in a parsed document. */
export interface Cursor {
	readonly document: vscode.TextDocument;
	readonly parsed: HttpDocument;
	readonly offset: number;
}

/** Where the variable or the request under the cursor is defined: here, in a document that is imported or run, or in a file of environments. */
export async function definitionAt(
	{ document, parsed, offset }: Cursor,
	environments: Pick<Environments, 'definitionOf'>,
): Promise<vscode.Location | undefined> {
	const symbol = symbolAt(parsed, offset);
	if (symbol === undefined) {
		return undefined;
	}
	const meaning = await meaningOf(document, symbol);
	if (meaning === undefined) {
		return undefined;
	}
	const { home } = meaning;
	const definition = definitionIn(await placesIn(home, symbol.name, meaning));
	if (definition !== undefined) {
		return new vscode.Location(home.uri, rangeOf(home, definition.span));
	}
	return meaning.kind === 'variable' ? environments.definitionOf(home, symbol.name) : undefined;
}

export async function referencesAt(
	cursor: Cursor,
	{ includeDeclaration }: vscode.ReferenceContext,
	token: vscode.CancellationToken,
): Promise<vscode.Location[]> {
	const symbol = symbolAt(cursor.parsed, cursor.offset);
	const everywhere = symbol === undefined ? [] : await occurrencesEverywhere(cursor.document, symbol, token);
	return everywhere.flatMap(({ document, places }) =>
		places
			.filter(({ isDefinition }) => includeDeclaration || !isDefinition)
			.map(({ span }) => new vscode.Location(document.uri, rangeOf(document, span))),
	);
}

export function highlightsAt({ document, parsed, offset }: Cursor): vscode.DocumentHighlight[] {
	const symbol = symbolAt(parsed, offset);
	const places = symbol === undefined ? [] : occurrencesOf(parsed, symbol);
	return places.map(({ span, isDefinition }) => {
		const kind = isDefinition ? vscode.DocumentHighlightKind.Write : vscode.DocumentHighlightKind.Read;
		return new vscode.DocumentHighlight(rangeOf(document, span), kind);
	});
}

/** The name that would be renamed. @throws Error in the user's words where there is none */
export async function renamedAt(cursor: Cursor): Promise<vscode.Range> {
	const { symbol } = await renamableAt(cursor);
	return rangeOf(cursor.document, symbol.span);
}

/** In all documents of the workspace that mean the same by the name. @throws Error in the user's words where the new one is of no use */
export async function renameAt(
	cursor: Cursor,
	name: string,
	token: vscode.CancellationToken,
): Promise<vscode.WorkspaceEdit> {
	const { symbol, kind, home } = await renamableAt(cursor);
	refuseShared({ kind, name: symbol.name }, parsedDocument(home));
	if (!isNameFor({ kind }, name)) {
		throw new Error(
			kind === 'title'
				? vscode.l10n.t("'run' cannot find a request by the title {0}.", name)
				: vscode.l10n.t('{0} is not a valid name. Use letters, digits, - and _.', name),
		);
	}
	const everywhere = await occurrencesEverywhere(cursor.document, symbol, token);
	if (name !== symbol.name) {
		const columns = await Promise.all(everywhere.map(occurrences => isColumnIn(occurrences, name)));
		if (columns.includes(true) || everywhere.some(isTaken({ kind, name }))) {
			throw new Error(vscode.l10n.t('The name {0} is already in use here.', name));
		}
	}
	const edit = new vscode.WorkspaceEdit();
	for (const { document: touched, places } of everywhere) {
		for (const { span } of places) {
			edit.replace(touched.uri, rangeOf(touched, span), name);
		}
	}
	return edit;
}

type Named = Pick<NamedSymbol, 'kind' | 'name'>;

/** Whether one of the places would mean something else by its new name. */
function isTaken({ kind, name }: Named): (occurrences: Occurrences) => boolean {
	return ({ document, places }) => {
		const parsed = parsedDocument(document);
		if (places.every(({ givenTo }) => givenTo !== undefined)) {
			// They are variables of other documents.
			return false;
		}
		const isKnown = kind === 'variable' && parsed.variableTable.has(name);
		const others = symbolsNamed(parsed, name).map(other => other.kind);
		return isKnown || others.some(other => clashing[kind].includes(other));
	};
}

/** A request is found by its name first, so a name does not mind that it is a title, too. */
const clashing: Readonly<Record<NamedSymbol['kind'], readonly NamedSymbol['kind'][]>> = {
	variable: ['variable'],
	request: ['request', 'run'],
	title: ['request', 'run', 'title'],
	run: ['request', 'run', 'title'],
};

interface Renamable {
	readonly symbol: NamedSymbol;
	/** What it means, and the document whose definition counts. */
	readonly kind: NamedSymbol['kind'];
	readonly home: vscode.TextDocument;
}

/** @throws Error in the user's words where the cursor is on nothing that can be renamed */
async function renamableAt({ document, parsed, offset }: Cursor): Promise<Renamable> {
	const symbol = symbolAt(parsed, offset);
	// Dynamic variables have no other name, and an expression is none.
	if (symbol === undefined || !isNameFor(symbol, symbol.name)) {
		throw new Error(vscode.l10n.t('Only variables, names and titles of requests can be renamed.'));
	}
	const { kind, home } = (await meaningOf(document, symbol)) ?? { kind: symbol.kind, home: document };
	if (kind === 'column') {
		throw new Error(vscode.l10n.t('{0} is a column of the file that @each names: rename it there.', symbol.name));
	}
	if (symbol.givenTo === undefined) {
		refuseShared(symbol, parsed);
	}
	return { symbol, kind, home };
}

/** @throws Error in the user's words where something else has the name, too, and means the same or another one by it */
function refuseShared({ kind, name }: Named, home: HttpDocument): void {
	if (kind === 'variable' && home.variableTable.get(name)?.environment !== undefined) {
		throw new Error(vscode.l10n.t('{0} is a variable of an environment: rename it in its file.', name));
	}
	if (kind === 'title' && home.titled(name).length > 1) {
		throw new Error(vscode.l10n.t('Several requests have the title {0}. Edit the title itself.', name));
	}
}
