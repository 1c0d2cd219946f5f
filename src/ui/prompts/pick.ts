import * as vscode from 'vscode';
import type { ShownText } from '../../net/redaction/shownText';

/** The only makers of lists to choose from; ESLint keeps others from showing any text there. */

export interface PickItem extends vscode.QuickPickItem {
	readonly label: ShownText;
	readonly description?: ShownText;
	readonly detail?: ShownText;
}

interface PickTexts {
	readonly title?: ShownText;
	readonly placeHolder?: ShownText;
}

/** What is typed finds labels and descriptions. Undefined when the list was left. */
export async function pickOne<T extends PickItem>(items: readonly T[], texts: PickTexts): Promise<T | undefined> {
	return vscode.window.showQuickPick(items, { ...texts, matchOnDescription: true });
}

/** Those of which `picked` is true are chosen at first. Undefined when the list was left. */
export async function pickSome<T extends PickItem>(
	items: readonly T[],
	texts: PickTexts,
): Promise<readonly T[] | undefined> {
	return vscode.window.showQuickPick(items, { ...texts, canPickMany: true, matchOnDescription: true });
}

/** A list that its caller drives. */
export function createPick<T extends PickItem>(items: readonly T[], placeholder: ShownText): vscode.QuickPick<T> {
	return Object.assign(vscode.window.createQuickPick<T>(), { placeholder, items, matchOnDescription: true });
}
