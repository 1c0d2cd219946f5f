import * as vscode from 'vscode';
import { completionPlaceAt } from '../../../http/service/completionPlace';
import type { CompletionPlace } from '../../../http/service/place';
import type { HttpDocument, RequestBlock } from '../../../http/document/document';
import { sentMethodNames } from '../../../http/parser/target';
import { completionItem, type Offer } from './completionItems';
import { endpointOffers, endpoints, fieldOffers, parameterOffers } from './endpointSuggestions';
import { headerNameOffers, headerValueOffers } from './headerSuggestions';
import type { LanguageParts } from '../editorDependencies';
import { metadataNameOffers, metadataValueOffers } from './metadataSuggestions';
import { answerOffers, pathOffers, requestNameOffers } from './placeSuggestions';
import { isAwaited } from './triggers';
import { variableOffers } from './variableSuggestions';

/** What can be written at the position, or in the place of the word around it. */
export async function completionItems(
	document: vscode.TextDocument,
	position: vscode.Position,
	{ triggerCharacter }: vscode.CompletionContext,
	parts: LanguageParts,
): Promise<vscode.CompletionItem[]> {
	const parsed = parts.parsedDocument(document);
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
	const offers = await offersAt(place, { document, parsed, block: parsed.blockAt(offset) }, parts);
	return offers.map(offer => completionItem(offer, range));
}

interface Around {
	readonly document: vscode.TextDocument;
	readonly parsed: HttpDocument;
	readonly block: RequestBlock | undefined;
}

async function offersAt(
	place: CompletionPlace,
	{ document, parsed, block }: Around,
	parts: LanguageParts,
): Promise<Offer[]> {
	const { extensionUri, log } = parts;
	switch (place.kind) {
		case 'variable':
			return variableOffers(parsed, block, place.closed ? '' : '}}', log);
		case 'answer':
			return answerOffers(document, place, parts);
		case 'path':
			return pathOffers(document, place, parts);
		case 'requestName':
			return requestNameOffers(parsed);
		case 'metadataName':
			return metadataNameOffers();
		case 'metadataValue':
			return metadataValueOffers(place.name, parts.sessions(), parsed, block?.account);
		case 'request':
			return [...methodOffers(), ...endpointOffers(await endpoints(extensionUri), undefined), separatorOffer()];
		case 'target':
			return endpointOffers(await endpoints(extensionUri), place.method);
		case 'parameter':
			return parameterOffers(await endpoints(extensionUri), place.endpoint, assigned(place));
		case 'headerName':
			return headerNameOffers(place.hasColon);
		case 'headerValue':
			return headerValueOffers(place.name);
		case 'separator':
			return [separatorOffer()];
		case 'formField':
			return fieldOffers(await endpoints(extensionUri), place.endpoint, assigned(place));
		case 'jsonField':
			return fieldOffers(await endpoints(extensionUri), place.endpoint, name => place.before + name + place.behind);
	}
}

function assigned({ hasEquals }: { readonly hasEquals: boolean }): (name: string) => string {
	return name => (hasEquals ? name : `${name}=`);
}

function methodOffers(): Offer[] {
	return sentMethodNames.map(label => ({
		label,
		kind: vscode.CompletionItemKind.Keyword,
		insert: `${label} `,
		continues: true,
	}));
}

function separatorOffer(): Offer {
	return {
		label: '###',
		kind: vscode.CompletionItemKind.Snippet,
		detail: vscode.l10n.t('the next request'),
		insert: new vscode.SnippetString('### ${1:title}\n$0'),
	};
}
