import type { ShownText } from '../../net/redaction/shownText';
import type { Answer, StepPlace } from './multiStep';
import { createPick, type PickItem } from './pick';
import { placeInput } from './promptText';

/** One row of a pick list. */
export interface Choice<T> extends PickItem {
	readonly value: T;
}

/** Asks for one of several things. */
export function promptChoice<T>(
	place: StepPlace,
	{ placeholder, choices }: { readonly placeholder: ShownText; readonly choices: readonly Choice<T>[] },
): Promise<Answer<T>> {
	const pick = createPick<Choice<T>>(choices, placeholder);
	placeInput(pick, place);
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
