import * as vscode from 'vscode';

/** What a completion writes and shows. */
export interface Offer {
	readonly label: string;
	readonly kind: vscode.CompletionItemKind;
	/** One line beside the label. */
	readonly detail?: string;
	readonly documentation?: string;
	/** In the place of the label. */
	readonly insert?: string | vscode.SnippetString;
	/** What is typed is compared with this. */
	readonly filter?: string;
	/** Among other offers, in the place of the label. */
	readonly sort?: string;
	/** Whether what can be written next is offered at once. */
	readonly continues?: boolean;
}

/** The range is in two parts: what is before the cursor, and what the whole word is. */
export interface Ranges {
	readonly inserting: vscode.Range;
	readonly replacing: vscode.Range;
}

export function completionItem(offer: Offer, range: Ranges): vscode.CompletionItem {
	const item = new vscode.CompletionItem(offer.label, offer.kind);
	item.range = range;
	item.insertText = offer.insert ?? offer.label;
	if (offer.detail !== undefined) {
		item.detail = offer.detail;
	}
	if (offer.documentation !== undefined) {
		item.documentation = offer.documentation;
	}
	if (offer.filter !== undefined) {
		item.filterText = offer.filter;
	}
	if (offer.sort !== undefined) {
		item.sortText = offer.sort;
	}
	if (offer.continues === true) {
		item.command = { title: '', command: 'editor.action.triggerSuggest' };
	}
	return item;
}
