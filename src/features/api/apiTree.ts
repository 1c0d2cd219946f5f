import * as vscode from 'vscode';
import type { CatalogSource } from '../../catalog/catalogSource';
import type { CachedPermissions } from '../../sessions/cachedPermissions';
import type { SessionStore } from '../../sessions/sessionStore';
import type { Log } from '../../ui/log';
import type { TreeRow, TreeRows } from '../../ui/views/trees';
import type { ApiRow } from './apiRows';
import type { Refusals } from './refusedEntities';

export interface ApiDependencies {
	readonly catalog: CatalogSource;
	readonly sessions: SessionStore;
	readonly permissions: CachedPermissions;
	readonly log: Log;
	readonly extensionUri: vscode.Uri;
	/** Where the extension keeps what is its own. */
	readonly storage: vscode.Uri;
}

/** Modules, below each its entities, and below these their methods and fields. Asks the catalog and the sessions when VS Code asks for the rows, never the network. */
export class ApiTreeDataProvider implements TreeRows<ApiRow>, vscode.Disposable {
	private readonly _onDidChangeTreeData = new vscode.EventEmitter<undefined>();
	readonly onDidChangeTreeData = this._onDidChangeTreeData.event;
	private readonly subscription: vscode.Disposable;
	/** The refusals that are shown, as JSON. */
	private shown = '';

	/** @param show is told why there are no rows, '' where there are, and which file of the user's is in them, '' where none is */
	constructor(
		private readonly dependencies: Pick<ApiDependencies, 'catalog' | 'sessions' | 'permissions'>,
		private readonly show: (message: string, file: string) => void,
	) {
		const { catalog, sessions, permissions } = dependencies;
		const refresh = () => {
			this._onDidChangeTreeData.fire(undefined);
		};
		// Most of what is told of the keyring changes none of them, and rows that are read anew lose the focus.
		const showRefusals = async () => {
			const refused = JSON.stringify([...(await this.refusals())]);
			if (refused !== this.shown) {
				this.shown = refused;
				refresh();
			}
		};
		this.subscription = vscode.Disposable.from(
			this._onDidChangeTreeData,
			catalog.onDidChange(refresh),
			sessions.onDidChange(() => void showRefusals()),
			permissions.onDidChange(id => {
				// A check on its way says nothing that is kept.
				if (id === undefined) {
					refresh();
				}
			}),
		);
	}

	getTreeItem({ item }: ApiRow): TreeRow {
		return item;
	}

	async getChildren(row?: ApiRow): Promise<ApiRow[]> {
		return row === undefined ? this.roots() : [...row.children()];
	}

	dispose(): void {
		this.subscription.dispose();
	}

	private async refusals(): Promise<Refusals> {
		const { refusals } = await import('./refusedEntities');
		return refusals(this.dependencies.sessions, this.dependencies.permissions);
	}

	private async roots(): Promise<ApiRow[]> {
		try {
			const [{ moduleRows }, loaded, refused] = await Promise.all([
				import('./apiRows'),
				this.dependencies.catalog.load(),
				this.refusals(),
			]);
			this.show('', loaded.file?.name ?? '');
			this.shown = JSON.stringify([...refused]);
			return [...moduleRows(loaded, refused)];
		} catch (error) {
			this.show(vscode.l10n.t('The catalog of the API could not be read. The log says why.'), '');
			throw error;
		}
	}
}
