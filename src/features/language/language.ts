import * as vscode from 'vscode';
import { lazily } from '../../ui/lazily';
import { forEachDocument } from '../../ui/openDocuments';
import type { LanguageParts, ScratchpadReading } from './languageParts';

/** The editing aids of scratchpads; loaded with the first of them. */
export function registerLanguage(
	parts: Pick<LanguageParts, 'log' | 'extensionUri'> & { reading(): Promise<ScratchpadReading> },
): vscode.Disposable {
	const languageId = 'flowlu-http';
	const aids = lazily(async () => {
		const [{ registerAids }, reading] = await Promise.all([import('./aids'), parts.reading()]);
		return registerAids({ ...parts, ...reading, languageId });
	});
	return vscode.Disposable.from(
		aids,
		forEachDocument([languageId], () => {
			aids.load().catch((error: unknown) => {
				parts.log.error('The editing aids could not be loaded.', error);
			});
		}),
	);
}
