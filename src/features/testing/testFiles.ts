import * as vscode from 'vscode';
import { findScratchpads } from '../../scratchpads/files/workspaceFiles';
import { coalesce } from '../../ui/coalesce';
import type { Owned } from '../../ui/lazily';
import type { Log } from '../../ui/log';
import { testItem } from '../../ui/shown';
import { type Shower, TestFile } from './testFile';

const pattern = '**/*.flowlu.http';
const environmentPattern = '**/http-client*env.json';

/** Of the workspace; they are not read before somebody looks at their requests. */
const maxFiles = 5000;

/** Milliseconds of silence after a change before anything is read again. */
const settledAfter = 500;

/** The scratchpads of the workspace in the Test Explorer, below the folders that they are in. Followed from when they are first asked for. */
export class TestFiles implements Owned {
	/** By URI. */
	private readonly files = new Map<string, TestFile>();
	private following: vscode.Disposable | undefined;
	/** URIs of those that changed, until they settle. */
	private readonly changed = new Set<string>();
	private mayHaveOthers = false;
	private mayHaveOtherSecrets = false;
	private timer: ReturnType<typeof setTimeout> | undefined;

	constructor(
		private readonly shower: Shower,
		private readonly log: Log,
	) {}

	/** Looks which scratchpads there are. */
	readonly discover = coalesce(() => this.discoverNow());

	/** Reads all again that was read. */
	async refresh(): Promise<void> {
		await this.discover();
		for (const file of this.files.values()) {
			file.forget();
			await file.readAgain();
		}
	}

	/** The file of an item, or of the item of one of its requests. */
	fileOf(item: vscode.TestItem): TestFile | undefined {
		const file = this.files.get(item.uri?.toString() ?? '');
		return file?.item === item || file?.item === item.parent ? file : undefined;
	}

	isRequest(item: vscode.TestItem): boolean {
		const file = this.fileOf(item);
		return file !== undefined && file.item !== item;
	}

	dispose(): void {
		clearTimeout(this.timer);
		this.following?.dispose();
	}

	private async discoverNow(): Promise<void> {
		// Before the first look: what changes meanwhile is not missed.
		this.following ??= this.follow();
		const found = await findScratchpads(maxFiles);
		const uris = new Map(found.map(uri => [uri.toString(), uri]));
		for (const [key, file] of this.files) {
			if (!uris.has(key)) {
				this.files.delete(key);
				this.remove(file.item);
				file.dispose();
			}
		}
		for (const [key, uri] of uris) {
			if (!this.files.has(key)) {
				this.files.set(key, this.add(key, uri));
			}
		}
	}

	private add(id: string, uri: vscode.Uri): TestFile {
		const { controller, redactor } = this.shower;
		const item = testItem(
			controller,
			{ id, label: redactor.redact(uri.path.slice(uri.path.lastIndexOf('/') + 1)) },
			uri,
		);
		const file = new TestFile(item, uri, this.shower);
		this.childrenOf(vscode.Uri.joinPath(uri, '..')).add(item);
		return file;
	}

	/** Of a folder's item, which is there as long as it has any; the files of the only folder of the workspace stand by themselves. */
	private childrenOf(folder: vscode.Uri): vscode.TestItemCollection {
		const { controller, redactor } = this.shower;
		const { workspaceFolders = [] } = vscode.workspace;
		const id = folder.toString();
		const root = workspaceFolders.find(({ uri }) => uri.toString() === id);
		if (root !== undefined && workspaceFolders.length === 1) {
			return controller.items;
		}
		const label = redactor.redact(root?.name ?? vscode.workspace.asRelativePath(folder));
		const item = controller.items.get(id) ?? testItem(controller, { id, label }, folder);
		controller.items.add(item);
		return item.children;
	}

	private remove({ id, parent }: vscode.TestItem): void {
		const { items } = this.shower.controller;
		(parent?.children ?? items).delete(id);
		if (parent?.children.size === 0) {
			items.delete(parent.id);
		}
	}

	private follow(): vscode.Disposable {
		const watcher = vscode.workspace.createFileSystemWatcher(pattern);
		const environments = vscode.workspace.createFileSystemWatcher(environmentPattern);
		const otherSecrets = (): void => {
			this.mayHaveOtherSecrets = true;
			this.settle();
		};
		const others = (): void => {
			this.mayHaveOthers = true;
			this.settle();
		};
		const readAgain = (uri: vscode.Uri): void => {
			const key = uri.toString();
			if (this.files.has(key)) {
				this.changed.add(key);
				this.settle();
			}
		};
		return vscode.Disposable.from(
			watcher,
			watcher.onDidCreate(others),
			watcher.onDidDelete(others),
			watcher.onDidChange(readAgain),
			environments,
			environments.onDidCreate(otherSecrets),
			environments.onDidChange(otherSecrets),
			environments.onDidDelete(otherSecrets),
			vscode.workspace.onDidGrantWorkspaceTrust(otherSecrets),
			// A folder that goes takes its files along, of which nobody is told.
			vscode.workspace.onDidDeleteFiles(others),
			vscode.workspace.onDidRenameFiles(others),
			vscode.workspace.onDidChangeWorkspaceFolders(others),
			vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
				if (contentChanges.length > 0) {
					readAgain(document.uri);
				}
			}),
			vscode.workspace.onDidCloseTextDocument(document => {
				readAgain(document.uri);
			}),
		);
	}

	/** Each change begins the wait anew. */
	private settle(): void {
		clearTimeout(this.timer);
		this.timer = setTimeout(() => {
			this.settled().catch((error: unknown) => {
				this.log.error('The Test Explorer could not be brought up to date.', error);
			});
		}, settledAfter);
	}

	private async settled(): Promise<void> {
		const changed = [...this.changed];
		this.changed.clear();
		if (this.mayHaveOtherSecrets) {
			this.mayHaveOtherSecrets = false;
			await this.refresh();
			return;
		}
		if (this.mayHaveOthers) {
			this.mayHaveOthers = false;
			await this.discover();
		}
		for (const uri of changed) {
			await this.files.get(uri)?.readAgain();
		}
	}
}
