import * as vscode from 'vscode';
import type { Answer, StepPlace } from './multiStep';
import { placeInput } from './promptText';

/** One row of a pick list. */
export interface Choice<T> extends vscode.QuickPickItem {
	readonly value: T;
}

/** Asks for one of several things. */
export function promptChoice<T>(
	place: StepPlace,
	{ placeholder, choices }: { readonly placeholder: string; readonly choices: readonly Choice<T>[] },
): Promise<Answer<T>> {
	const pick = vscode.window.createQuickPick<Choice<T>>();
	placeInput(pick, place);
	pick.placeholder = placeholder;
	pick.matchOnDescription = true;
	pick.items = choices;
	return new Promise<Answer<T>>(resolve => {
		pick.onDidAccept(() => {
			const [chosen] = pick.selectedItems;
			if (chosen !== undefined) {
				resolve({ kind: 'answer', value: chosen.value });
				pick.dispose();
			}
		});
		pick.onDidTriggerButton(() => {
			resolve({ kind: 'back' });
			pick.dispose();
		});
		pick.onDidHide(() => {
			resolve({ kind: 'dismissed' });
			pick.dispose();
		});
		pick.show();
	});
}
