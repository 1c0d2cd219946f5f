import * as vscode from 'vscode';
import { showMessage } from '../messages/messages';

/** Is a file that was picked on this computer, so that it can be written bit by bit? If not, the user is told. */
export function isLocalFile({ scheme }: vscode.Uri): boolean {
	if (scheme !== 'file') {
		void showMessage('warning', vscode.l10n.t('Choose a folder on this computer: the file is written bit by bit.'));
	}
	return scheme === 'file';
}
