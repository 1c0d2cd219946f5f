import * as vscode from 'vscode';
import type { CommandId } from '../../contributions';
import type { ShownText } from '../../net/redaction/shownText';
import type { Owned } from '../lazily';

/** The only maker of items of the status bar; ESLint keeps others from showing any text there. */

interface StatusTexts {
	/** The id of a codicon, before the text. */
	readonly icon: string;
	readonly text: ShownText;
	readonly tooltip: ShownText;
	/** For screen readers in place of the text. */
	readonly spoken?: ShownText;
	/** Has it the colours of a warning? */
	readonly isWarning?: boolean;
}

export interface StatusItem extends Owned {
	show(texts: StatusTexts): void;
	hide(): void;
}

/** Hidden at first. @param name in the menu of the status bar */
export function createStatusItem(
	id: string,
	{
		name,
		command,
		place: [alignment, priority],
	}: {
		readonly name: string;
		readonly command: CommandId;
		readonly place: readonly [alignment: vscode.StatusBarAlignment, priority: number];
	},
): StatusItem {
	const item = vscode.window.createStatusBarItem(id, alignment, priority);
	item.name = name;
	item.command = command;
	return {
		show: ({ icon, text, tooltip, spoken, isWarning }) => {
			item.text = `$(${icon}) ${text}`;
			item.tooltip = tooltip;
			item.accessibilityInformation = spoken === undefined ? undefined : { label: spoken, role: 'button' };
			item.backgroundColor = isWarning === true ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
			item.show();
		},
		hide: () => {
			item.hide();
		},
		dispose: () => {
			item.dispose();
		},
	};
}
