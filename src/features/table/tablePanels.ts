import * as vscode from 'vscode';
import type { CommandOf } from '../../contributions';
import type { Exchange } from '../../exchanges/exchange';
import type { BlockId } from '../../http/document/blockTracker';
import { isPlainEntity } from '../../flowlu/operation';
import { noLayout } from '../../records/table/columnOrder';
import type { CommandHandlers } from '../../ui/commands/commands';
import { report } from '../../ui/commands/commands';
import type { Owned } from '../../ui/lazily';
import { showMessage } from '../../ui/messages/messages';
import { furtherPagesBy } from './furtherReading';
import { readPageState } from './requests/goToRequest';
import { readLayouts } from './layoutMemory';
import { entityOf, listOfRecords } from './listOfRecords';
import { type FromPage, type PageCommand, type PageState, plainView } from './pageMessages';
import { pageHtml } from './pageHtml';
import { pageTexts } from './pageTexts';
import { type OpenTable, receive } from './tableMessages';
import { post, sendRecords } from './tableOpening';
import { tableViewType, type TablesDependencies } from './tablesDependencies';

interface TablePanels extends Owned {
	readonly commands: CommandHandlers<CommandOf<'table'>>;
	/** After the window was loaded anew: the records are gone. */
	restore(panel: vscode.WebviewPanel, state: unknown): void;
}

export function createTablePanels(dependencies: TablesDependencies): TablePanels {
	const { extensionUri, exchanges, log, memento, blockOfResponse, blockAt, locate } = dependencies;
	const pagesOf = furtherPagesBy(dependencies);
	const tables = new Set<OpenTable>();
	const files = vscode.Uri.joinPath(extensionUri, 'dist');

	/** The newest response of a request, where it is a list. */
	function newestList(block: BlockId | undefined): Exchange | undefined {
		const latest = block === undefined ? undefined : exchanges.of(block);
		return latest?.kind === 'kept' && listOfRecords(latest.exchange) !== undefined ? latest.exchange : undefined;
	}

	/** Finds the request of a table that was there before the window was loaded anew: one in its place that has had such records since. */
	async function findRequest(table: OpenTable): Promise<void> {
		const { request } = table.state;
		if (table.block === undefined && request !== undefined) {
			const block = await blockAt(request.uri, request.offset);
			const exchange = newestList(block);
			if (exchange !== undefined && titleOf(exchange) === table.panel.title) {
				table.block = block;
			}
		}
	}

	async function fill(table: OpenTable): Promise<void> {
		const turn = ++table.turn;
		const isCurrent = (): boolean => table.turn === turn && tables.has(table);
		const { webview } = table.panel;
		await findRequest(table);
		if (table.block !== undefined) {
			const request = await locate(table.block);
			table.state = request === undefined ? {} : { request };
		}
		if (!isCurrent()) {
			return;
		}
		const newest = newestList(table.block);
		// After an error the records that were there before stay.
		const exchange =
			newest?.shortBy === undefined ? (newest ?? table.pages?.exchange) : (table.pages?.exchange ?? newest);
		if (exchange === undefined) {
			await post(webview, {
				kind: 'gone',
				texts: pageTexts(vscode.l10n),
				canGoToRequest: table.state.request !== undefined,
			});
			return;
		}
		if (table.pages?.exchange !== exchange) {
			const entity = entityOf(exchange);
			if (table.pages === undefined || entityOf(table.pages.exchange) !== entity) {
				table.layout = readLayouts(memento).of(entity);
			}
			table.panel.title = titleOf(exchange);
			table.pages?.further.stop();
			const isShown = (): boolean => table.pages?.exchange === exchange && tables.has(table) && table.panel.visible;
			table.pages = { exchange, further: pagesOf(exchange, webview, isShown) };
		}
		const pages = table.pages.further;
		const { view, layout, state } = table;
		await sendRecords(webview, exchange, { view, layout, state, turn, pages }, dependencies, isCurrent);
	}

	/** Shows the newest response of a request in its table. A page that is not seen asks for it when it is. */
	async function refresh(block: BlockId): Promise<void> {
		if (newestList(block) !== undefined) {
			await Promise.all(Array.from(tables, findRequest));
			await Promise.all([...tables].filter(table => table.block === block && table.panel.visible).map(fill));
		}
	}
	const subscription = exchanges.onDidAdd(block => {
		refresh(block).catch((error: unknown) => report('The table', error, log));
	});

	function show(panel: vscode.WebviewPanel, block: BlockId | undefined, state: PageState): void {
		const table: OpenTable = { panel, block, state, view: plainView, layout: noLayout, turn: 0 };
		const { webview } = panel;
		webview.options = { enableScripts: true, localResourceRoots: [files], enableForms: false };
		panel.onDidDispose(() => {
			tables.delete(table);
			table.pages?.further.stop();
		});
		panel.onDidChangeViewState(() => {
			if (!panel.visible) {
				table.pages?.further.stop();
			}
		});
		webview.onDidReceiveMessage((message: FromPage) => {
			receive(table, message, {
				...dependencies,
				fill: () => fill(table),
				isOpen: () => tables.has(table),
			}).catch((error: unknown) => report('The table', error, log));
		});
		tables.add(table);
		webview.html = pageHtml({
			nonce: crypto.randomUUID(),
			script: webview.asWebviewUri(vscode.Uri.joinPath(files, 'table.mjs')).toString(),
			style: webview.asWebviewUri(vscode.Uri.joinPath(files, 'tableStyle.css')).toString(),
			language: vscode.l10n.bundle === undefined ? 'en' : vscode.env.language,
			title: panel.title,
		});
	}

	async function open(block: BlockId | undefined): Promise<void> {
		await Promise.all(Array.from(tables, findRequest));
		const exchange = newestList(block);
		if (exchange === undefined) {
			void showMessage('information', vscode.l10n.t('There is no response with a list of records here.'));
			return;
		}
		// Nothing is waited for from here on: whoever asks for a table twice gets one.
		const known = [...tables].find(table => table.block === block);
		if (known !== undefined) {
			known.panel.reveal();
			return;
		}
		const isBeside = vscode.window.activeTextEditor?.document.uri.scheme !== 'flowlu-response';
		const column = isBeside ? vscode.ViewColumn.Beside : vscode.ViewColumn.Active;
		// A page that is not seen gives its memory back, and asks for the records again.
		const options = { retainContextWhenHidden: false };
		show(vscode.window.createWebviewPanel(tableViewType, titleOf(exchange), column, options), block, {});
	}

	async function run(command: PageCommand): Promise<void> {
		const active = [...tables].find(({ panel }) => panel.active);
		if (active !== undefined) {
			await post(active.panel.webview, { kind: 'run', command });
		}
	}

	return {
		commands: {
			'flowlu.openAsTable': async uri => {
				const document = uri ?? vscode.window.activeTextEditor?.document.uri;
				await open((document && (await blockOfResponse(document))) ?? (await blockAt()));
			},
			'_flowlu.openTable': async (uri, offset) => open(await blockAt(uri, offset)),
			'flowlu.tableCopy': () => run({ kind: 'copy', format: 'tsv' }),
			'flowlu.tableCopyCsv': () => run({ kind: 'copy', format: 'csv' }),
			'flowlu.tableCopyMarkdown': () => run({ kind: 'copy', format: 'markdown' }),
			'flowlu.tableCopyJson': () => run({ kind: 'copy', format: 'json' }),
			'flowlu.tableCopyIds': () => run({ kind: 'copyIds' }),
			'flowlu.tableCopyPath': () => run({ kind: 'copyPath' }),
			'flowlu.tableShowValue': () => run({ kind: 'showValue' }),
			'flowlu.tableGetRecord': () => run({ kind: 'getRecord' }),
			'flowlu.tableGetReference': () => run({ kind: 'getReference' }),
			'flowlu.tableEditRecord': () => run({ kind: 'editRecord' }),
			'flowlu.tableOpenRecord': () => run({ kind: 'openRecord' }),
			'flowlu.tableSortAscending': () => run({ kind: 'sort', direction: 'ascending' }),
			'flowlu.tableSortDescending': () => run({ kind: 'sort', direction: 'descending' }),
			'flowlu.tableClearSort': () => run({ kind: 'sort', direction: undefined }),
			'flowlu.tableShowValues': () => run({ kind: 'showValues' }),
			'flowlu.tableHideColumn': () => run({ kind: 'hideColumn' }),
			'flowlu.tableMoveLeft': () => run({ kind: 'move', to: 'left' }),
			'flowlu.tableMoveRight': () => run({ kind: 'move', to: 'right' }),
			'flowlu.tablePinColumn': () => run({ kind: 'pin', isPinned: true }),
			'flowlu.tableUnpinColumn': () => run({ kind: 'pin', isPinned: false }),
			'flowlu.tableChooseColumns': () => run({ kind: 'chooseColumns' }),
			'flowlu.tableFilterColumns': () => run({ kind: 'toggleColumnFilters' }),
			'flowlu.tableFilterAtServer': () => run({ kind: 'filterAtServer' }),
			'flowlu.tableLoadMore': () => run({ kind: 'loadMore' }),
			'flowlu.tableExport': () => run({ kind: 'export' }),
			'flowlu.focusTable': () => run({ kind: 'focusTable' }),
		},
		restore: (panel, state) => {
			show(panel, undefined, readPageState(state));
		},
		dispose: () => {
			subscription.dispose();
			for (const { panel } of tables) {
				panel.dispose();
			}
		},
	};
}

function titleOf(exchange: Exchange): string {
	const entity = entityOf(exchange) ?? '';
	return `${exchange.session.account.name} · ${isPlainEntity(entity) ? entity : vscode.l10n.t('Records')}`;
}
