import * as vscode from 'vscode';
import { completionPlaceAt } from '../../../http/service/places/completionPlace';
import type { CompletionPlace } from '../../../http/service/places/completionKinds';
import type { HttpDocument, RequestBlock } from '../../../http/document/document';
import { plainMetadataName } from '../../../http/build/sendingMetadata';
import { sentMethodNames } from '../../../http/parser/lineKinds/target';
import { checkSuggestions } from './checkSuggestions';
import { columnSuggestions } from './columnSuggestions';
import { completionItem, type Suggestion } from './completionItems';
import { endpointKind, endpointSuggestions, fieldSuggestions } from './endpointSuggestions';
import { headerNameSuggestions, headerValueSuggestions } from './headerSuggestions';
import { rangeOf } from '../../../scratchpads/ranges';
import { parsedDocument } from '../../../scratchpads/parsedDocuments';
import type { EditorDependencies } from '../editorDependencies';
import { knownRecords } from '../knownRecords';
import { accountOrigins } from '../problems/catalog/catalogDiagnostics';
import { valueBeside } from '../valueBeside';
import { metadataNameSuggestions, metadataValueSuggestions } from './metadataSuggestions';
import { requestVariableSuggestions, pathSuggestions, requestNameSuggestions } from './placeSuggestions';
import { isAwaited } from './triggers';
import { valueSuggestions } from './valueSuggestions';
import { variableSuggestions } from './variableSuggestions';

/** What can be written at the position, or in the place of the word around it. */
export async function completionItems(
	document: vscode.TextDocument,
	position: vscode.Position,
	{ triggerCharacter, triggerKind }: vscode.CompletionContext,
	dependencies: EditorDependencies,
): Promise<vscode.CompletionList> {
	const parsed = parsedDocument(document);
	const offset = document.offsetAt(position);
	const place = completionPlaceAt(parsed, offset);
	if (place === undefined || !isAwaited(place, triggerCharacter)) {
		return new vscode.CompletionList();
	}
	const replacing = rangeOf(document, place.span);
	// A name up to its quote or bracket goes in either way: the editor closed it, and it is written anew with what is accepted. Where a list may stay while
	// a bracket is typed, as in a query, the editor closes none.
	const isClosed = place.kind === 'fieldValue' || /[\]"]$/u.test(document.getText(replacing.with(position)));
	const range = { inserting: isClosed ? replacing : replacing.with(undefined, position), replacing };
	const isAskedFor = triggerKind === vscode.CompletionTriggerKind.Invoke;
	const cursor = { document, parsed, block: parsed.blockAt(offset), isAskedFor };
	const suggestions = await suggestionsAt(place, cursor, dependencies);
	const isPath = place.kind === 'request' || place.kind === 'target';
	const written = document.getText(replacing);
	// Enter behind a whole path begins a new line, and takes nothing that is offered.
	const isDone = isPath && suggestions.some(({ label, kind }) => label === written && kind === endpointKind);
	const items = isDone ? [] : suggestions.map(suggestion => completionItem(suggestion, range));
	// Whether a path or a value is whole is asked at each of its characters.
	return new vscode.CompletionList(items, isPath || place.kind === 'fieldValue');
}

interface Cursor {
	readonly document: vscode.TextDocument;
	readonly parsed: HttpDocument;
	readonly block: RequestBlock | undefined;
	readonly isAskedFor: boolean;
}

async function suggestionsAt(
	place: CompletionPlace,
	{ document, parsed, block, isAskedFor }: Cursor,
	dependencies: EditorDependencies,
): Promise<Suggestion[]> {
	const { catalog, log, choices } = dependencies;
	switch (place.kind) {
		case 'variable':
			return [
				...(await columnSuggestions(document, block, place.closed ? '' : '}}', log)),
				...variableSuggestions(parsed, block, place.closed ? '' : '}}', log),
			];
		case 'requestVariable':
			return requestVariableSuggestions(document, place, dependencies);
		case 'path':
			return pathSuggestions(document, place);
		case 'requestName':
			return requestNameSuggestions(parsed);
		case 'metadataName':
			return metadataNameSuggestions();
		case 'metadataValue':
			return plainMetadataName(place.name) === 'keycolumn'
				? columnSuggestions(document, block, '', log)
				: metadataValueSuggestions(place.name, choices.soFar, parsed, block?.account);
		case 'request':
			return [...methodSuggestions(), ...endpointSuggestions(await catalog.load(), undefined), separatorSuggestion()];
		case 'target':
			return endpointSuggestions(await catalog.load(), place.method);
		case 'parameter':
			return fieldSuggestions(await catalog.load(), place.endpoint, 'query', assigned(place));
		case 'headerName':
			return headerNameSuggestions(place.hasColon);
		case 'headerValue':
			return headerValueSuggestions(place.name);
		case 'separator':
			return [separatorSuggestion()];
		case 'formField':
			return fieldSuggestions(await catalog.load(), place.endpoint, 'form', assigned(place));
		case 'fieldValue':
			return valueSuggestions(await catalog.load(), place, {
				isAskedFor,
				redact: text => log.redact(text),
				valueBeside: field =>
					valueBeside(block, place.where === 'query' ? 'query' : 'body', field, accountOrigins(choices)),
				recordsOf: referred => knownRecords(referred, { document, block }, dependencies),
			});
		case 'check':
			return checkSuggestions(place, document, block, dependencies);
		case 'jsonField':
			return fieldSuggestions(await catalog.load(), place.endpoint, 'form', name => place.before + name + place.behind);
	}
}

function assigned({ hasEquals }: { readonly hasEquals: boolean }): (name: string) => string {
	return name => (hasEquals ? name : `${name}=`);
}

function methodSuggestions(): Suggestion[] {
	return sentMethodNames.map(label => ({
		label,
		kind: vscode.CompletionItemKind.Keyword,
		insert: `${label} `,
		continues: true,
	}));
}

function separatorSuggestion(): Suggestion {
	return {
		label: '###',
		kind: vscode.CompletionItemKind.Snippet,
		detail: vscode.l10n.t('the next request'),
		insert: new vscode.SnippetString('### ${1:title}\n$0'),
	};
}
