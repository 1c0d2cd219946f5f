import * as vscode from 'vscode';
import type { CommandOf } from '../../contributions';
import type { Exchange } from '../../exchanges/exchange';
import type { BlockId } from '../../http/document/blockTracker';
import { isPlainEntity } from '../../flowlu/operation';
import { recordPage } from '../../flowlu/recordPage';
import { type ColumnLayout, noLayout } from '../../records/table/columnOrder';
import type { CommandHandlers } from '../../ui/commands/commands';
import { report } from '../../ui/commands/commands';
import type { Owned } from '../../ui/lazily';
import { showMessage } from '../../ui/messages/messages';
import { chooseColumns } from './chooseColumns';
import { copyCells } from './copyCells';
import { filterAtServer } from './requests/filterAtServer';
import type { FurtherPages } from './furtherPages';
import { furtherPagesBy } from './furtherReading';
import { goToRequest, readPageState } from './requests/goToRequest';
import { readLayouts } from './layoutMemory';
import { entityOf, listOfRecords } from './listOfRecords';
import { plainView, type FromPage, type PageCommand, type PageState, type TableView } from './pageMessages';
import { pageHtml } from './pageHtml';
import { pageTexts } from './pageTexts';
import { openRecordRequest, openRecordUpdate } from './requests/openRecordRequest';
import { exportTable } from './tableExport';
import { post, sendRecords } from './tableOpening';
import { tableViewType, type TablesDependencies } from './tablesDependencies';

interface TablePanels extends Owned {
	readonly commands: CommandHandlers<CommandOf<'table'>>;
	/** After the window was loaded anew: the records are gone. */
	restore(panel: vscode.WebviewPanel, state: unknown): void;
}

/** A table that is open. */
interface OpenTable {
	readonly panel: vscode.WebviewPanel;
	/** Not known at first where the window was loaded anew. */
	block: BlockId | undefined;
	state: PageState;
	view: TableView;
	/** Of the entity that is shown. */
	layout: ColumnLayout;
	/** What is shown: not always the newest response, which may be an error. */
	pages?: { readonly exchange: Exchange; readonly further: FurtherPages };
	/** Counts what the page was given, so that what is still on its way for an earlier response ends. */
	turn: number;
}

export function createTablePanels(dependencies: TablesDependencies): TablePanels {
	const { extensionUri, exchanges, redactor, log, memento, blockOfResponse, blockAt, locate } = dependencies;
	const pagesOf = furtherPagesBy(dependencies);
	const tables = new Set<OpenTable>();
	const files = vscode.Uri.joinPath(extensionUri, 'dist');

	/** Counts what was copied: of two that are copied at once the later one counts. */
	let copies = 0;

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
		// After an error the records that were there before stay.
		const exchange = newestList(table.block) ?? table.pages?.exchange;
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

	async function receive(table: OpenTable, message: FromPage): Promise<void> {
		const exchange = table.pages?.exchange;
		const entity = exchange && entityOf(exchange);
		switch (message.kind) {
			case 'ready':
				return fill(table);
			case 'more':
				return table.pages?.further.readNext();
			case 'goToRequest':
				return goToRequest(table.state);
			case 'failed':
				throw new Error(message.because);
			case 'view':
				table.view = message.view;
				return;
			case 'layout': {
				if (message.turn !== table.turn) {
					return;
				}
				const before = table.layout;
				table.layout = message.layout;
				return readLayouts(memento).keep(entity, before, message.layout);
			}
			case 'copied': {
				const copy = ++copies;
				return copyCells(message.text, redactor, () => copy === copies);
			}
			case 'chooseColumns': {
				const names = await chooseColumns(message.columns, redactor);
				return names && post(table.panel.webview, { kind: 'show', names });
			}
			case 'filterAtServer': {
				const isSent = exchange !== undefined && (await filterAtServer(message.filter, exchange, dependencies));
				if (isSent && tables.has(table)) {
					// The response came before it.
					table.panel.reveal();
				}
				return;
			}
			case 'export':
				// What it counts may be records of the response before.
				return table.pages !== undefined && message.turn === table.turn
					? exportTable(message, table.pages, dependencies)
					: undefined;
			case 'edit': {
				const record = { entity: entity ?? '', id: message.id };
				return exchange && openRecordUpdate(record, message.fields, exchange, dependencies);
			}
			case 'openRecord': {
				const page = exchange && recordPage(exchange.session.account, entity ?? '', message.id);
				if (page !== undefined) {
					await vscode.env.openExternal(vscode.Uri.parse(page, true));
				}
				return;
			}
			case 'get':
				return (
					exchange && openRecordRequest({ entity: message.entity ?? entity ?? '', id: message.id }, exchange, locate)
				);
		}
	}

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
			receive(table, message).catch((error: unknown) => report('The table', error, log));
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
