import * as vscode from 'vscode';
import { completionPlaceAt } from '../../../http/service/places/completionPlace';
import type { CompletionPlace } from '../../../http/service/places/completionKinds';
import type { HttpDocument, RequestBlock } from '../../../http/document/document';
import { sentMethodNames } from '../../../http/parser/lineKinds/target';
import { completionItem, type Suggestion } from './completionItems';
import { endpointSuggestions, fieldSuggestions, parameterSuggestions } from './endpointSuggestions';
import { headerNameSuggestions, headerValueSuggestions } from './headerSuggestions';
import { parsedDocument } from '../../../scratchpads/parsedDocuments';
import type { EditorDependencies } from '../editorDependencies';
import { metadataNameSuggestions, metadataValueSuggestions } from './metadataSuggestions';
import { requestVariableSuggestions, pathSuggestions, requestNameSuggestions } from './placeSuggestions';
import { isAwaited } from './triggers';
import { variableSuggestions } from './variableSuggestions';

/** What can be written at the position, or in the place of the word around it. */
export async function completionItems(
	document: vscode.TextDocument,
	position: vscode.Position,
	{ triggerCharacter }: vscode.CompletionContext,
	dependencies: EditorDependencies,
): Promise<vscode.CompletionItem[]> {
	const parsed = parsedDocument(document);
	const offset = document.offsetAt(position);
	const place = completionPlaceAt(parsed, offset);
	if (place === undefined || !isAwaited(place, triggerCharacter)) {
		return [];
	}
	const start = document.positionAt(place.span.start);
	const replacing = new vscode.Range(start, document.positionAt(place.span.end));
	// A quote that is written anew with its colon goes in either way.
	const isWhole = place.kind === 'jsonField' && place.before === '' && place.behind === '": ';
	const range = { inserting: isWhole ? replacing : new vscode.Range(start, position), replacing };
	const suggestions = await suggestionsAt(place, { document, parsed, block: parsed.blockAt(offset) }, dependencies);
	return suggestions.map(suggestion => completionItem(suggestion, range));
}

interface Cursor {
	readonly document: vscode.TextDocument;
	readonly parsed: HttpDocument;
	readonly block: RequestBlock | undefined;
}

async function suggestionsAt(
	place: CompletionPlace,
	{ document, parsed, block }: Cursor,
	dependencies: EditorDependencies,
): Promise<Suggestion[]> {
	const { catalog, log, choices } = dependencies;
	switch (place.kind) {
		case 'variable':
			return variableSuggestions(parsed, block, place.closed ? '' : '}}', log);
		case 'requestVariable':
			return requestVariableSuggestions(document, place, dependencies);
		case 'path':
			return pathSuggestions(document, place);
		case 'requestName':
			return requestNameSuggestions(parsed);
		case 'metadataName':
			return metadataNameSuggestions();
		case 'metadataValue':
			return metadataValueSuggestions(place.name, choices.soFar, parsed, block?.account);
		case 'request':
			return [...methodSuggestions(), ...endpointSuggestions(await catalog.load(), undefined), separatorSuggestion()];
		case 'target':
			return endpointSuggestions(await catalog.load(), place.method);
		case 'parameter':
			return parameterSuggestions(await catalog.load(), place.endpoint, assigned(place));
		case 'headerName':
			return headerNameSuggestions(place.hasColon);
		case 'headerValue':
			return headerValueSuggestions(place.name);
		case 'separator':
			return [separatorSuggestion()];
		case 'formField':
			return fieldSuggestions(await catalog.load(), place.endpoint, assigned(place));
		case 'jsonField':
			return fieldSuggestions(await catalog.load(), place.endpoint, name => place.before + name + place.behind);
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
