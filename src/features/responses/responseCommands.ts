import { join } from 'node:path';
import * as vscode from 'vscode';
import type { CatalogSource } from '../../catalog/catalogSource';
import { commandsOf } from '../../contributions';
import type { BlockId, LocateBlock, RequestPosition } from '../../http/document/blockTracker';
import type { Redactor } from '../../net/redaction/redact';
import { executeCommand, registerCommands } from '../../ui/commands/commands';
import { logErrors, rethrowRedacted } from '../../ui/providerErrors';
import type { Log } from '../../ui/log';
import { ask, showMessage } from '../../ui/messages/messages';
import type { Exchange } from '../../exchanges/exchange';
import type { ExchangeStore } from '../../exchanges/exchangeStore';
import { ResponseDocuments, type ShownExchange } from './documents/responseDocuments';
import { ResponseCodeLensProvider } from './responseLenses';
import { addressOf, documentUri, type View } from './documents/documentAddress';
import { filterRefusal } from './documents/responseFilters';
import { compareCommands } from './comparison/compareCommands';
import { Comparisons } from './comparison/comparisons';
import { explainResponse } from './explainResponse';
import { fieldHover } from './fieldHover';
import { areOnlyNamed, maskReasonRows } from './maskReasons';
import { readAs } from './readAs';
import { fileScheme, fileUri, holdsSecrets, responseFiles } from './responseFiles';
import { saveResponse } from './saveResponse';
import { scheme } from './documents/scheme';
import { exchangeAt, responseOf } from './documents/shownExchange';
import { shapeChangesText } from './shape/shapeChangesText';
import { openShape } from './shape/shapeDocuments';
import { ShapeFiles } from './shape/shapeFiles';
import { ShapeNotes } from './shape/shapeNotes';
import { isInTab, showInResponseColumn } from './tabs';
import { keepsHistory } from '../../ui/settings';

/** What responses need. */
export interface ResponsesDependencies {
	readonly redactor: Redactor;
	readonly log: Log;
	readonly exchanges: ExchangeStore;
	readonly catalog: CatalogSource;
	/** Of the extension, on this machine; need not be there. */
	readonly storageUri: vscode.Uri;
	/** Where a request stands now; undefined where it is no more. */
	readonly locate: LocateBlock;
}

/** The responses of this window once there is one. */
export interface RegisteredResponses extends vscode.Disposable {
	readonly documents: ResponseDocuments;
	/** Shows the last response to a request, and remembers the fields of its records. */
	show(block: BlockId): Promise<void>;
	readonly comparisons: Comparisons;
}

/** The responses of this window with their lenses and commands; the front registers the documents' scheme. */
export function registerResponseCommands({
	redactor,
	log,
	exchanges,
	catalog,
	storageUri,
	locate,
}: ResponsesDependencies): RegisteredResponses {
	const documents = new ResponseDocuments(redactor, exchanges);
	const comparisons = new Comparisons(redactor);
	const shapes = new ShapeNotes({
		files: new ShapeFiles(join(storageUri.fsPath, 'history')),
		catalog,
		redactor,
		isOn: keepsHistory,
	});
	/** What is done with the response that a command is about, where there is one. */
	const withResponse =
		(use: (shown: ShownExchange) => Promise<void>) =>
		async (uri?: vscode.Uri): Promise<void> => {
			const shown = exchangeAt(documents, uri);
			if (shown !== undefined) {
				await use(shown);
			}
		};
	const registrations = vscode.Disposable.from(
		documents,
		comparisons,
		vscode.workspace.registerFileSystemProvider(
			fileScheme,
			rethrowRedacted(
				responseFiles(key => documents.find(key), redactor),
				log,
			),
			{ isReadonly: true, isCaseSensitive: true },
		),
		vscode.languages.registerCodeLensProvider(
			{ scheme },
			logErrors(new ResponseCodeLensProvider(documents, shapes, redactor), log),
		),
		vscode.languages.registerHoverProvider(
			{ scheme },
			logErrors(
				{ provideHover: (document, position) => fieldHover(documents.at(document.uri), document, position, catalog) },
				log,
			),
		),
		registerCommands(commandsOf('responses'), log, () => ({
			'flowlu.showHeaders': uri => showView(documents, uri, 'headers', redactor),
			'flowlu.showBody': uri => showView(documents, uri, 'body', redactor),
			'flowlu.showOriginal': uri => showView(documents, uri, 'original', redactor),
			'_flowlu.openResponse': withResponse(({ exchange }) => openFile(exchange, redactor)),
			'flowlu.filterResponse': withResponse(shown => filter(shown, documents)),
			'flowlu.readAs': withResponse(({ exchange }) => readAnew(exchange, documents, exchanges)),
			'flowlu.saveResponse': withResponse(({ exchange }) => saveResponse(exchange, redactor)),
			...compareCommands({
				exchangeAt: uri => exchangeAt(documents, uri)?.exchange,
				placeOf: ({ block }) => placeOf(block, locate),
				exchanges,
				comparisons,
				redactor,
			}),
			'flowlu.createType': withResponse(({ exchange }) => openShape(exchange, 'typescript', redactor)),
			'flowlu.createSchema': withResponse(({ exchange }) => openShape(exchange, 'json', redactor)),
			'_flowlu.showShapeChanges': async uri => {
				const exchange = documents.at(uri)?.exchange;
				const note = exchange && shapes.of(exchange);
				if (exchange !== undefined && note !== undefined) {
					await comparisons.show(exchange, shapeChangesText(note));
				}
			},
			'_flowlu.reveal': uri => askAndReveal(documents, uri, redactor),
			'_flowlu.hide': uri => {
				documents.hide(uri);
			},
			'flowlu.sendAgain': uri => sendAgain(responseOf(uri), locate),
			'_flowlu.explain': withResponse(({ exchange }) => explainResponse(exchange, redactor)),
		})),
	);
	async function noteShape(block: BlockId): Promise<void> {
		const exchange = documents.find(String(block));
		try {
			if (exchange !== undefined && (await shapes.add(exchange))) {
				documents.redrawLenses();
			}
		} catch (error) {
			log.error('The fields of the response could not be remembered.', error);
		}
	}
	return Object.assign(registrations, {
		documents,
		comparisons,
		show: async (block: BlockId) => {
			await documents.show(block);
			void noteShape(block);
		},
	});
}

async function showView(
	documents: ResponseDocuments,
	uri: vscode.Uri | undefined,
	view: View,
	redactor: Redactor,
): Promise<void> {
	const document = responseOf(uri);
	const newer = document && documents.newerAt(document);
	if (newer !== undefined && view === 'body') {
		await documents.show(newer);
		return;
	}
	const found = exchangeAt(documents, document);
	if (found !== undefined) {
		await showInResponseColumn(documentUri(view, found.exchange, redactor), {
			preserveFocus: false,
			preview: true,
		});
	}
}

/** In the viewer that VS Code has for such a file. */
async function openFile(exchange: Exchange, redactor: Redactor): Promise<void> {
	if (exchange.reading.kind !== 'binary') {
		return;
	}
	if (await holdsSecrets(exchange, redactor)) {
		void showMessage(
			'warning',
			vscode.l10n.t('The response contains a secret, so no other viewer gets it. Save it instead.'),
		);
		return;
	}
	await vscode.commands.executeCommand('vscode.open', fileUri(exchange, redactor), { preview: true });
}

async function filter(shown: ShownExchange, documents: ResponseDocuments): Promise<void> {
	const refusal = filterRefusal(shown.exchange);
	if (refusal !== undefined) {
		void showMessage('warning', refusal);
	} else {
		await documents.filter(shown);
	}
}

async function readAnew(exchange: Exchange, documents: ResponseDocuments, exchanges: ExchangeStore): Promise<void> {
	const read = await readAs(exchange);
	// The request may have been sent again meanwhile.
	if (read !== undefined && documents.find(String(read.block)) === exchange) {
		exchanges.add(read);
		await documents.show(read.block);
	}
}

/** Any extension can run this for any response: only one in a tab is asked about, by its request. */
async function askAndReveal(documents: ResponseDocuments, uri: vscode.Uri, redactor: Redactor): Promise<void> {
	const found = documents.at(uri);
	if (found === undefined || !isInTab(uri)) {
		return;
	}
	const { reasons } = documents.hiddenIn(uri);
	// Nothing is hidden, or its text is still to be made: until then nobody knows what would be shown.
	if (reasons.length === 0) {
		return;
	}
	if (areOnlyNamed(reasons)) {
		documents.reveal(uri);
		return;
	}
	const reveal = vscode.l10n.t('Reveal');
	const { request, session } = found.exchange;
	const path = redactor.redact(new URL(request.url).pathname);
	const question = vscode.l10n.t(
		'Show the secrets in the response of {0} to {1} {2}?',
		session.account.name,
		request.method,
		path,
	);
	const choice = await ask(question, {
		detail: [
			vscode.l10n.t(
				'The server sent back keys, tokens or passwords. Whoever sees your screen can read them, and so can other extensions. They are hidden again when you close the document or send the request again.',
			),
			'',
			...maskReasonRows(reasons),
		].join('\n'),
		actions: [reveal],
	});
	// The user may have sent the request again, or closed the document.
	if (choice === reveal && documents.at(uri)?.exchange === found.exchange && isInTab(uri)) {
		documents.reveal(uri);
	}
}

/** Also where the response is in memory no more. Any extension can run this for any address: only one in a tab counts. */
async function sendAgain(uri: vscode.Uri | undefined, locate: LocateBlock): Promise<void> {
	const address = uri !== undefined && isInTab(uri) ? addressOf(uri) : undefined;
	const place = address && (await placeOf(Number(address.key), locate));
	if (place !== undefined) {
		await executeCommand('flowlu.send', place.uri, place.offset);
	}
}

/** Undefined, after a message, where the request is gone. */
async function placeOf(block: BlockId, locate: LocateBlock): Promise<RequestPosition | undefined> {
	const place = await locate(block);
	if (place === undefined) {
		void showMessage(
			'warning',
			vscode.l10n.t('The request is no longer where it was sent from. Send it from its scratchpad.'),
		);
	}
	return place;
}
