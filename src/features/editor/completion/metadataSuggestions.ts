import * as vscode from 'vscode';
import { documentMetadata } from '../../../engine/sessionChoice';
import { isNamed } from '../../../flowlu/account';
import type { SessionEntry } from '../../../flowlu/sessionEntry';
import type { HttpDocument } from '../../../http/document/document';
import { plainMetadataName } from '../../../http/build/sendingMetadata';
import { accountsOf } from '../../../sessions/accountsOf';
import type { Suggestion } from './completionItems';
import { documentedMetadata } from '../hover/metadataDocumentation';

export function metadataNameSuggestions(): Suggestion[] {
	return documentedMetadata().map(({ name, value, documentation }) => ({
		label: `@${name}`,
		kind: vscode.CompletionItemKind.Keyword,
		documentation,
		insert: new vscode.SnippetString(value === '' ? `@${name}` : `@${name} ${value}`),
		...(value === '$0' && { continues: true }),
	}));
}

/** Values of metadata that names something known. */
export function metadataValueSuggestions(
	name: string,
	sessions: readonly SessionEntry[],
	parsed: HttpDocument,
	account: string | undefined,
): Suggestion[] {
	switch (plainMetadataName(name)) {
		case 'account':
			return accountsOf(sessions).map(known => ({
				label: known.name,
				kind: vscode.CompletionItemKind.Value,
				detail: known.origin,
			}));
		case 'key': {
			const wanted = account ?? documentMetadata(parsed).account;
			return sessions
				.filter(({ session }) => wanted === undefined || isNamed(session.account, wanted))
				.map(({ session }) => ({
					label: session.label,
					kind: vscode.CompletionItemKind.Value,
					detail: session.account.name,
				}));
		}
		case 'ref':
		case 'forceref':
			return parsed.knownRequests.map(label => ({ label, kind: vscode.CompletionItemKind.Reference }));
		case 'allpages':
			return valuesInOrder('max=500', 'max=5000');
		case 'sleep':
			return valuesInOrder('500', '2 s');
		case 'retry':
			return valuesInOrder('3 2 s', '10 500 ms');
		case 'timeout':
			return valuesInOrder('5 s', '30 s', '1 m');
		default:
			return [];
	}
}

function valuesInOrder(...values: readonly string[]): Suggestion[] {
	return values.map((label, index) => ({ label, kind: vscode.CompletionItemKind.Value, sort: String(index) }));
}
