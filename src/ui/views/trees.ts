import * as vscode from 'vscode';
import type { ViewId } from '../../contributions';
import type { ShownText } from '../../net/redaction/shownText';
import type { Log } from '../log';
import { logErrors } from '../providerErrors';

/** The only makers of trees; ESLint keeps others from handing VS Code rows of any text. */

type Unshown = 'id' | 'iconPath' | 'contextValue' | 'collapsibleState' | 'command';

export interface TreeRow extends Pick<vscode.TreeItem, Unshown> {
	readonly label: ShownText;
	readonly description?: ShownText;
	readonly tooltip?: ShownText | ShownMarkdown | undefined;
	readonly accessibilityInformation?: { readonly label: ShownText };
}

export interface TreeRows<T> extends vscode.TreeDataProvider<T> {
	getTreeItem(element: T): TreeRow | Promise<TreeRow>;
}

/** @param rows their errors are logged, and come to nothing */
export function createTree<T>(
	view: ViewId,
	rows: TreeRows<T>,
	log: Log,
	options: { readonly showCollapseAll?: boolean } = {},
): vscode.TreeView<T> {
	return vscode.window.createTreeView(view, {
		...options,
		treeDataProvider: logErrors<vscode.TreeDataProvider<T>>(rows, log),
	});
}

/** What a view says beside its rows; what is not given stays as it is. */
interface ViewTexts {
	/** Above the rows; empty for none. */
	readonly message?: ShownText;
	/** Behind the title. */
	readonly description?: ShownText;
	readonly badge?: { readonly value: number; readonly tooltip: ShownText } | undefined;
}

export function showInView(view: vscode.TreeView<unknown>, texts: ViewTexts): void {
	Object.assign(view, texts);
}

/** Made of shown text only. */
class ShownMarkdown extends vscode.MarkdownString {
	declare protected readonly isShown: true;
}

export type { ShownMarkdown };

/** Paragraphs that are not read as markup, the first one bold. `appendText` would make every space a hard one, and the lines would not wrap. */
export function shownParagraphs(first: ShownText, ...others: readonly ShownText[]): ShownMarkdown {
	const [bold = '', ...plain] = [first, ...others].map(text =>
		text.replace(/\s+/gu, ' ').replace(/[\\`*_{}[\]()#+\-.!~<>|&$]/gu, '\\$&'),
	);
	return new ShownMarkdown([`**${bold}**`, ...plain].join('\n\n'));
}
