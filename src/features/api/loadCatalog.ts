import * as vscode from 'vscode';
import { readChosenFile, readOwnFile } from '../../scratchpads/files/workspaceFiles';
import { withCancellableProgress } from '../../ui/cancellableProgress';
import { showMessage } from '../../ui/messages/messages';
import { plural } from '../../messages/plural';
import type { ApiDependencies } from './apiTree';
import { convertInWorker, type Converted, type WorkerResult } from './convertInWorker';
import { keepCatalog, removeKeptCatalog } from './keptCatalog';

/** Bytes. The one that Flowlu publishes has about 4.5 million. */
const maxBytes = 20_000_000;

/** Lets the user choose an OpenAPI file, and takes what it says into the catalog. */
export async function loadCatalog({ catalog, extensionUri, storage }: ApiDependencies): Promise<void> {
	const [file] =
		(await vscode.window.showOpenDialog({
			title: vscode.l10n.t('Load Catalog: an OpenAPI 3 file as JSON'),
			openLabel: vscode.l10n.t('Load'),
			filters: { JSON: ['json'] },
		})) ?? [];
	if (file === undefined) {
		return;
	}
	const name = file.path.split('/').at(-1) ?? '';
	const result = await withCancellableProgress(
		{ view: 'flowlu.api', title: vscode.l10n.t('Reading {0}', name) },
		async signal => {
			const [bytes, bundled] = await Promise.all([
				readChosenFile(file, maxBytes),
				readOwnFile(vscode.Uri.joinPath(extensionUri, 'media', 'catalog.json')),
			]);
			const worker = vscode.Uri.joinPath(extensionUri, 'dist', 'openApiWorker.mjs').fsPath;
			return convertInWorker(worker, { bytes, name, bundled }, signal);
		},
	);
	if (result.kind === 'failed') {
		throw new Error(failureText(result, name));
	}
	await keepCatalog(storage, result.kept);
	await catalog.reload();
	void showMessage('information', differenceText(result, name));
}

/** Forgets the file that was loaded; the bundled catalog is as it was. */
export async function removeCatalog({ catalog, storage }: ApiDependencies): Promise<void> {
	const { file } = await catalog.load();
	const wasKept = await removeKeptCatalog(storage);
	await catalog.reload();
	void showMessage(
		'information',
		wasKept
			? vscode.l10n.t('{0} is removed from the catalog.', file?.name ?? vscode.l10n.t('The loaded file'))
			: vscode.l10n.t('No catalog is loaded: there is nothing to remove.'),
	);
}

function failureText({ problem, detail }: Extract<WorkerResult, { kind: 'failed' }>, name: string): string {
	switch (problem) {
		case 'notJson':
			return vscode.l10n.t('{0} was not loaded: it is not JSON ({1}). Choose an OpenAPI 3 file as JSON.', name, detail);
		case 'notOpenApi':
			return vscode.l10n.t(
				'{0} was not loaded: it does not say that it is of OpenAPI 3. Choose an OpenAPI 3 file.',
				name,
			);
		case 'noEntities':
			return vscode.l10n.t(
				'{0} was not loaded: none of its paths is of the form /module/entity/method. Choose a file of the Flowlu API.',
				name,
			);
		case 'tooSlow':
			return vscode.l10n.t('{0} was not loaded: reading it takes too long. Choose a smaller file.', name);
		case 'tooComplex':
			return vscode.l10n.t('{0} was not loaded: reading it needs too much memory. Choose a smaller file.', name);
	}
}

function differenceText({ difference, entities, leftOut, refused }: Converted, name: string): string {
	const { newEntities, newMethods, newFields, goneFields } = difference;
	const count = (text: string, number: number): readonly string[] => (number === 0 ? [] : [plural(text, number)]);
	const more = [
		...count(vscode.l10n.t('{0, plural, one {+# entity} other {+# entities}}'), newEntities),
		...count(vscode.l10n.t('{0, plural, one {+# method} other {+# methods}}'), newMethods),
		...count(vscode.l10n.t('{0, plural, one {+# field} other {+# fields}}'), newFields),
		...count(vscode.l10n.t('{0, plural, one {# field gone} other {# fields gone}}'), goneFields),
	];
	return [
		vscode.l10n.t({
			message: '{0} is loaded, with {1}.',
			args: [name, plural(vscode.l10n.t('{0, plural, one {# entity} other {# entities}}'), entities)],
			comment: ['{1} is like "120 entities"'],
		}),
		more.length === 0
			? vscode.l10n.t('It has nothing that the built-in catalog lacks.')
			: vscode.l10n.t('Compared with the built-in catalog: {0}.', more.join(', ')),
		...(goneFields === 0 ? [] : [vscode.l10n.t('Fields that are not in the file are still offered.')]),
		...count(
			vscode.l10n.t(
				'{0, plural, one {# operation was left out: its path or method is not of the form that Flowlu has, or another has the same name.} other {# operations were left out: their paths or methods are not of the form that Flowlu has, or others have the same names.}}',
			),
			leftOut,
		),
		...count(
			vscode.l10n.t(
				'{0, plural, one {# reference to another file or host was not followed.} other {# references to other files or hosts were not followed.}}',
			),
			refused,
		),
	].join(' ');
}
