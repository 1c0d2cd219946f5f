import * as vscode from 'vscode';
import type { Exchange } from '../../exchanges/exchange';
import { recordPage } from '../../flowlu/recordPage';
import type { BlockId } from '../../http/document/blockTracker';
import type { ColumnLayout } from '../../records/table/columnOrder';
import { chooseColumns } from './chooseColumns';
import { copyCells } from './copyCells';
import type { FurtherPages } from './furtherPages';
import { readLayouts } from './layoutMemory';
import { entityOf } from './listOfRecords';
import type { FromPage, PageState, TableView } from './pageMessages';
import { filterAtServer } from './requests/filterAtServer';
import { goToRequest } from './requests/goToRequest';
import { openRecordRequest, openRecordUpdate } from './requests/openRecordRequest';
import { exportTable } from './tableExport';
import { post } from './tableOpening';
import type { TablesDependencies } from './tablesDependencies';

/** A table that is open. */
export interface OpenTable {
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

interface ReceivingDependencies extends TablesDependencies {
	/** Gives the page its records. */
	readonly fill: () => Promise<void>;
	/** Is the table still open? */
	readonly isOpen: () => boolean;
}

/** Does what the page of a table asks for. */
export async function receive(table: OpenTable, message: FromPage, dependencies: ReceivingDependencies): Promise<void> {
	const { redactor, memento, locate } = dependencies;
	const exchange = table.pages?.exchange;
	const entity = exchange && entityOf(exchange);
	switch (message.kind) {
		case 'ready':
			return dependencies.fill();
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
		case 'copied':
			return copyCells(message.text, redactor);
		case 'chooseColumns': {
			const names = await chooseColumns(message.columns, redactor);
			return names && post(table.panel.webview, { kind: 'show', names });
		}
		case 'filterAtServer': {
			const isWritten = exchange !== undefined && (await filterAtServer(message.filter, exchange, dependencies));
			if (isWritten && dependencies.isOpen()) {
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
