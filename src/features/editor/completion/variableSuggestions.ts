import * as vscode from 'vscode';
import { shownValue, shownValues } from '../../../http/service/shownValues';
import type { HttpDocument, RequestBlock } from '../../../http/document/document';
import { promptsOf } from '../../../http/build/sendingMetadata';
import type { Log } from '../../../ui/log';
import type { Suggestion } from './completionItems';
import { documentedVariables } from '../hover/dynamicDocumentation';
import { beginningOf } from '../../../net/redaction/shownText';

/** @param close what is written behind a name: the braces, where they are not there */
export function variableSuggestions(
	parsed: HttpDocument,
	block: RequestBlock | undefined,
	close: string,
	{ redact }: Pick<Log, 'redact'>,
): Suggestion[] {
	const values = shownValues(parsed.variableTable, parsed.variableTable.keys());
	return [
		...promptsOf(block?.metadata ?? []).map(({ name, description }) => ({
			label: name,
			kind: vscode.CompletionItemKind.Variable,
			detail: vscode.l10n.t('asked for: {0}', redact(description)),
			insert: name + close,
		})),
		...[...parsed.variableTable.values()].map(definition => ({
			label: definition.name,
			kind: vscode.CompletionItemKind.Variable,
			detail: beginningOf(redact(shownValue(definition, values)), 500),
			insert: definition.name + close,
		})),
		...parsed.knownRequests.flatMap(name => [
			{
				...requestVariableSuggestion(`${name}.response.body.$.`),
				detail: vscode.l10n.t('a value of its response, by JSONPath'),
			},
			{ ...requestVariableSuggestion(`${name}.response.headers.`), detail: vscode.l10n.t('a header of its response') },
		]),
		...documentedVariables().map(({ name, arguments: rest, documentation }) => ({
			label: name,
			kind: vscode.CompletionItemKind.Function,
			documentation,
			insert: new vscode.SnippetString(name.replace('$', '\\$') + rest + close.replaceAll('}', '\\}')),
		})),
	];
}

/** What is left to write is the path: the braces come with that. */
function requestVariableSuggestion(label: string): Suggestion {
	return { label, kind: vscode.CompletionItemKind.Reference, insert: label };
}
