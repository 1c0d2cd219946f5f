import * as vscode from 'vscode';
import type { Exchange } from '../../exchanges/exchange';
import { recordNames } from '../../exchanges/recordNames';
import { recordPage } from '../../flowlu/recordPage';
import type { Redactor } from '../../net/redaction/redact';
import { columnFacts } from '../../records/table/columnFacts';
import type { ColumnLayout } from '../../records/table/columnOrder';
import { redactedItems } from '../../records/table/redactedItems';
import { yieldToEventLoop } from '../../ui/yieldToEventLoop';
import type { FurtherPages } from './furtherPages';
import { entityOf, listOfRecords } from './listOfRecords';
import type { PageState, TableView, ToPage } from './pageMessages';
import { pageTexts } from './pageTexts';
import type { TablesDependencies } from './tablesDependencies';

/** How a table that a page shows anew is to look. */
interface Shown {
	readonly view: TableView;
	readonly layout: ColumnLayout;
	readonly state: PageState;
	readonly turn: number;
	/** What was read of the list below the response. */
	readonly pages: FurtherPages;
}

/**
 * Hands the records of a response to a page, without the secrets in them, and what is known of their fields: the first records at once, all of them in pieces
 * of a few milliseconds.
 * @param isCurrent whether the page still shows this response
 */
export async function sendRecords(
	webview: vscode.Webview,
	exchange: Exchange,
	{ pages, ...shown }: Shown,
	{ catalog, exchanges, redactor }: TablesDependencies,
	isCurrent: () => boolean,
): Promise<void> {
	const list = listOfRecords(exchange);
	if (list === undefined) {
		return;
	}
	const entity = entityOf(exchange);
	const { origin } = exchange.session.account;
	const names = (of: string) => recordNames(exchanges.all(), { origin, entity: of });
	const facts = entity === undefined ? [] : columnFacts(await catalog.load(), entity, names);
	await post(webview, {
		kind: 'open',
		texts: pageTexts(vscode.l10n),
		facts: facts.map(({ title, meanings, ...fact }) => ({
			...fact,
			...(title !== undefined && { title: redactor.redact(title) }),
			meanings: redacted(meanings, redactor),
		})),
		...shown,
		listPath: list.path,
		further: { ...(list.total !== undefined && { total: list.total }), ...pages.further },
		canGet: entity !== undefined,
		hasRecordPages: recordPage(exchange.session.account, entity ?? '', '1') !== undefined,
		inResponse: exchange.reading.envelope.kind === 'success' ? (exchange.reading.envelope.list?.items ?? 0) : 0,
	});
	await sendRows(webview, recordPieces(exchange, pages.pages, redactor), isCurrent);
	if (isCurrent()) {
		await post(webview, { kind: 'end' });
		await post(webview, { kind: 'further', further: pages.further });
	}
}

/** The records of a table as JSON arrays of a few milliseconds each, without the secrets in them. @param pages JSON arrays of those below the response */
export function* recordPieces(
	exchange: Pick<Exchange, 'reading'>,
	pages: readonly Uint8Array[],
	redactor: Pick<Redactor, 'find'>,
): Generator<Uint8Array<ArrayBuffer>, void> {
	const list = listOfRecords(exchange);
	if (list !== undefined) {
		yield* redactedItems(list.json, list.items, redactor);
	}
	for (const page of pages) {
		yield* redactedItems({ bytes: page, large: new Map() }, { start: 0, end: page.length }, redactor);
	}
}

/** Hands records to a page as long as it shows what they are of. */
export async function sendRows(
	webview: vscode.Webview,
	pieces: Iterable<Uint8Array<ArrayBuffer>>,
	isCurrent: () => boolean,
): Promise<void> {
	for (const bytes of pieces) {
		if (!isCurrent()) {
			return;
		}
		await post(webview, { kind: 'rows', bytes: bytes.buffer });
		await yieldToEventLoop();
	}
}

/** A page that is not seen gets no messages: it asks for all of them when it is. */
export async function post(webview: vscode.Webview, message: ToPage): Promise<void> {
	await webview.postMessage(message);
}

function redacted(
	meanings: Readonly<Record<string, string>>,
	{ redact }: Pick<Redactor, 'redact'>,
): Record<string, string> {
	return Object.fromEntries(Object.entries(meanings).map(([value, meaning]) => [value, redact(meaning)]));
}
