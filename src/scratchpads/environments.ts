import * as vscode from 'vscode';
import {
	type EnvironmentFile,
	environmentNames,
	environmentVariables,
	homeInFiles,
	variableSpan,
} from '../http/build/environment';
import { isSecretName } from '../http/build/sendingMetadata';
import type { Redactor } from '../net/redact';
import { Secret } from '../net/secret';
import { showMessage } from '../ui/messages';
import { environmentFilesFor, type EnvironmentFiles } from './environmentFiles';
import { surroundingsOf } from '../http/document/surroundings';
import { importedDocuments } from './imports';
import { languageId, otherLanguageId } from './languageId';
import { parsedDocument, setSurroundings } from './parsedDocuments';

/** In the workspace's state: the name of the environment that the user chose. */
const stateKey = 'environment';

interface EnvironmentsParts {
	readonly redactor: Redactor;
	readonly workspaceState: vscode.Memento;
}

/** The environments of the workspace's files for open scratchpads, the user's choice among them, and its place in the status bar. */
export class Environments implements vscode.Disposable {
	private readonly _onDidChange = new vscode.EventEmitter<void>();
	/** Fires when variables of an environment came, changed or went. */
	readonly onDidChange = this._onDidChange.event;
	private readonly item = vscode.window.createStatusBarItem('flowlu.environment', vscode.StatusBarAlignment.Right, 100);
	private readonly subscription: vscode.Disposable;
	/** What a document imported when it was last looked at. */
	private readonly followed = new WeakMap<vscode.TextDocument, string>();

	/** The chosen environment, where the files of the document have it. */
	private readonly used = new WeakMap<vscode.TextDocument, string | undefined>();

	constructor(private readonly parts: EnvironmentsParts) {
		const watcher = vscode.workspace.createFileSystemWatcher('**/http-client{,.private}.env.json');
		const refresh = (): void => void this.refresh();
		this.item.name = vscode.l10n.t('Flowlu Environment');
		this.item.command = 'flowlu.chooseEnvironment';
		this.subscription = vscode.Disposable.from(
			this._onDidChange,
			this.item,
			watcher,
			watcher.onDidChange(refresh),
			watcher.onDidCreate(refresh),
			watcher.onDidDelete(refresh),
			vscode.workspace.onDidOpenTextDocument(refresh),
			vscode.workspace.onDidSaveTextDocument(refresh),
			vscode.workspace.onDidGrantWorkspaceTrust(refresh),
			vscode.window.onDidChangeActiveTextEditor(refresh),
		);
		refresh();
	}

	/** Reads the document's environment and its imports, so that what is sent next has their values. */
	async ready(document: vscode.TextDocument): Promise<void> {
		this.apply(document, (await environmentFilesFor(document)).files, await importedDocuments(document));
	}

	/** Reads the document's imports if its text names others than before. */
	async follow(document: vscode.TextDocument): Promise<void> {
		const imports = JSON.stringify(
			parsedDocument(document).references.flatMap(({ kind, text }) => (kind === 'document' ? [text] : [])),
		);
		if ((this.followed.get(document) ?? '[]') !== imports) {
			this.followed.set(document, imports);
			await this.ready(document);
		}
	}

	/** The environment that counts for the document, if one is chosen. */
	nameFor(document: vscode.TextDocument): string | undefined {
		return this.used.get(document);
	}

	/** Where the environment that counts for a document defines a variable. */
	async definitionOf(document: vscode.TextDocument, name: string): Promise<vscode.Location | undefined> {
		const home = homeInFiles((await environmentFilesFor(document)).files, this.chosen, name);
		if (home === undefined) {
			return undefined;
		}
		const file = await vscode.workspace.openTextDocument(home.file.uri);
		const span = variableSpan(file.getText(), home.environment, name);
		return (
			span && new vscode.Location(file.uri, new vscode.Range(file.positionAt(span.start), file.positionAt(span.end)))
		);
	}

	/** Lets the user choose, for all documents of the workspace. */
	async choose(): Promise<void> {
		const document = vscode.window.activeTextEditor?.document;
		const { files, broken } = await filesFor(document);
		const names = environmentNames(files);
		if (broken[0] !== undefined) {
			await tellBroken(broken[0]);
			return;
		}
		if (names.length === 0) {
			const message = vscode.l10n.t(
				'There are no environments: no http-client.env.json beside the document or above it.',
			);
			await showMessage('information', message);
			return;
		}
		const { chosen } = this;
		const items = [...names, undefined].map(name => ({
			label: name ?? vscode.l10n.t('No environment'),
			description: name === chosen ? vscode.l10n.t('chosen') : '',
			name,
		}));
		const picked = await vscode.window.showQuickPick(items, {
			title: vscode.l10n.t('Environment'),
			placeHolder: vscode.l10n.t('The environment whose variables the requests use'),
		});
		if (picked !== undefined) {
			await this.parts.workspaceState.update(stateKey, picked.name);
			await this.refresh();
		}
	}

	dispose(): void {
		this.subscription.dispose();
	}

	private get chosen(): string | undefined {
		const name: unknown = this.parts.workspaceState.get(stateKey);
		return typeof name === 'string' ? name : undefined;
	}

	private async refresh(): Promise<void> {
		for (const document of vscode.workspace.textDocuments) {
			if ([languageId, otherLanguageId].includes(document.languageId)) {
				await this.ready(document);
			}
		}
		const active = vscode.window.activeTextEditor?.document;
		const { files, broken } = await filesFor(active?.languageId === languageId ? active : undefined);
		const names = environmentNames(files);
		if (names.length > 0 || broken.length > 0) {
			const { chosen } = this;
			const known = chosen !== undefined && names.includes(chosen) ? chosen : undefined;
			const icon = broken.length > 0 ? '$(warning)' : '$(server-environment)';
			this.item.text = `${icon} ${known ?? vscode.l10n.t('No environment')}`;
			this.item.tooltip =
				broken[0] === undefined
					? vscode.l10n.t('The environment whose variables the requests use')
					: brokenText(broken[0]);
			this.item.backgroundColor = broken[0] && new vscode.ThemeColor('statusBarItem.warningBackground');
			this.item.show();
		} else {
			this.item.hide();
		}
	}

	private apply(
		document: vscode.TextDocument,
		files: readonly EnvironmentFile[],
		imported: readonly vscode.TextDocument[],
	): void {
		const { chosen } = this;
		const variables = environmentVariables(files, chosen);
		this.used.set(document, chosen !== undefined && environmentNames(files).includes(chosen) ? chosen : undefined);
		for (const { name, value } of variables) {
			if (isSecretName(name)) {
				this.parts.redactor.add(new Secret(value));
			}
		}
		if (setSurroundings(document, surroundingsOf(variables, imported.map(parsedDocument)))) {
			this._onDidChange.fire();
		}
	}
}

async function filesFor(document: vscode.TextDocument | undefined): Promise<EnvironmentFiles> {
	return document === undefined ? { files: [], broken: [] } : environmentFilesFor(document);
}

async function tellBroken(uri: vscode.Uri): Promise<void> {
	const open = vscode.l10n.t('Open');
	if ((await showMessage('warning', brokenText(uri), open)) === open) {
		await vscode.window.showTextDocument(uri);
	}
}

function brokenText(uri: vscode.Uri): string {
	return vscode.l10n.t(
		'{0} cannot be read: it has to be a JSON object of environments. Their variables are unknown until it is mended.',
		vscode.workspace.asRelativePath(uri),
	);
}
