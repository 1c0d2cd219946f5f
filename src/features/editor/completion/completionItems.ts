import * as vscode from 'vscode';
import type { CommandId } from '../../../contributions';
import { shownText } from '../../../ui/messages/windowRedactor';

/** What a completion item writes, and what it shows once a redactor has looked through it. */
export interface Suggestion {
	readonly label: string;
	readonly kind: vscode.CompletionItemKind;
	/** What it is called, on every row. */
	readonly description?: string;
	/** One line beside the label of the chosen row. */
	readonly detail?: string;
	readonly documentation?: string;
	/** In the place of the label. */
	readonly insert?: string | vscode.SnippetString;
	/** What is typed is compared with this. */
	readonly filter?: string;
	/** Sorts among other suggestions, in the place of the label. */
	readonly sort?: string;
	/** Whether completion opens again at once, for what can be written next. */
	readonly continues?: boolean;
	/** Whether it is chosen at first, wherever settings of the editor sort it. */
	readonly isPreselected?: boolean;
	/** What it does beside writing. */
	readonly runs?: CommandId;
}

/** The range is in two parts: what is before the cursor, and what the whole word is. */
export interface Ranges {
	readonly inserting: vscode.Range;
	readonly replacing: vscode.Range;
}

export function completionItem(suggestion: Suggestion, range: Ranges): vscode.CompletionItem {
	const label = shownText(suggestion.label);
	const description = suggestion.description === undefined ? undefined : shownText(suggestion.description);
	const item = new vscode.CompletionItem(description === undefined ? label : { label, description }, suggestion.kind);
	item.range = range;
	item.insertText = suggestion.insert ?? suggestion.label;
	if (suggestion.detail !== undefined) {
		item.detail = shownText(suggestion.detail);
	}
	if (suggestion.documentation !== undefined) {
		item.documentation = shownText(suggestion.documentation);
	}
	item.filterText = suggestion.filter ?? suggestion.label;
	if (suggestion.sort !== undefined) {
		item.sortText = suggestion.sort;
	}
	if (suggestion.isPreselected === true) {
		item.preselect = true;
	}
	if (suggestion.continues === true) {
		item.command = { title: '', command: 'editor.action.triggerSuggest' };
	}
	if (suggestion.runs !== undefined) {
		item.command = { title: '', command: suggestion.runs };
	}
	return item;
}
