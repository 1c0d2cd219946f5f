import * as l10n from '@vscode/l10n';
import { describeFault, isDiskFull } from './faultMessages';

/** Why a file could not be written bit by bit, and what to do. @param name of the file */
export function writeFaultText(name: string, error: unknown): string {
	if (error instanceof Error && isDiskFull(error)) {
		return l10n.t('{0} was not saved: the disk is full.', name);
	}
	switch (error instanceof Error && 'code' in error ? error.code : undefined) {
		case 'EEXIST':
			return l10n.t('{0} was not saved: {0}.part is there already. Choose another name, or delete that file.', name);
		case 'ENOENT':
			return l10n.t('{0} was not saved: its folder is no longer there.', name);
		case 'EACCES':
		case 'EPERM':
		case 'EROFS':
			return l10n.t('{0} was not saved: you may not write there.', name);
		default:
			return l10n.t('{0} was not saved: {1}', name, describeFault(error));
	}
}
