import * as vscode from 'vscode';
import type { Catalog } from '../../../../catalog/catalog';
import type { RequestBlock } from '../../../../http/document/document';
import { languageId } from '../../../../scratchpads/languageId';
import type { SessionChoices } from '../../../../scratchpads/sessionChoices';
import { ViewportBlocks } from '../../../../scratchpads/viewportBlocks';
import { coalesceEach } from '../../../../ui/coalesce';
import { memoize } from '../../../../ui/memoize';
import { diagnostic } from '../../../../ui/shown';
import { showsCatalogWarnings } from '../../../../ui/settings';
import { yieldToEventLoop } from '../../../../ui/yieldToEventLoop';
import type { EditorDependencies } from '../../editorDependencies';
import { SettledDocuments } from '../settledDocuments';
import type { CatalogFinding, FindingSeverity } from './catalogFinding';
import { catalogFindings } from './catalogFindings';
import { catalogMessage } from './catalogMessages';

const severities: Readonly<Record<FindingSeverity, vscode.DiagnosticSeverity>> = {
	warning: vscode.DiagnosticSeverity.Warning,
	information: vscode.DiagnosticSeverity.Information,
	hint: vscode.DiagnosticSeverity.Hint,
};

/** Requests that are looked at before others get their turn. */
const maxBlocksAtOnce = 20;

type CatalogDependencies = Pick<EditorDependencies, 'catalog' | 'choices' | 'log'>;

/** Underlines what the catalog knows otherwise, in the requests that a user may soon see, unless the setting has it off. */
export function registerCatalogDiagnostics({ catalog, choices, log }: CatalogDependencies): vscode.Disposable {
	const collection = vscode.languages.createDiagnosticCollection(`${languageId}-catalog`);
	const near = new ViewportBlocks();
	/** What was found last, by the text of the block: an edit changes one of them. */
	let known = new WeakMap<vscode.TextDocument, ReadonlyMap<string, readonly CatalogFinding[]>>();
	let hasLooked = false;

	const update = coalesceEach(async (document: vscode.TextDocument) => {
		const { version } = document;
		const isCurrent = (): boolean => !document.isClosed && document.version === version && showsCatalogWarnings();
		const [loaded] = await Promise.all([catalog.load(), choices.known()]);
		hasLooked = true;
		if (!isCurrent()) {
			return;
		}
		const blocks = near.of(document);
		const before = known;
		const found = await findingsIn(blocks, before.get(document), {
			loaded,
			origins: accountOrigins(choices),
			isCurrent,
		});
		if (found === undefined || known !== before) {
			return;
		}
		known.set(document, found);
		const redacted = memoize(text => log.redact(text));
		const diagnostics = blocks.flatMap(({ text, span }) =>
			(found.get(text) ?? []).map(finding => {
				const start = document.positionAt(span.start + finding.span.start);
				const range = new vscode.Range(start, document.positionAt(span.start + finding.span.end));
				const { code } = finding.details;
				return diagnostic(range, redacted(catalogMessage(finding)), { severity: severities[finding.severity], code });
			}),
		);
		if (diagnostics.length > 0 || collection.has(document.uri)) {
			collection.set(document.uri, diagnostics);
		}
	});

	const look = (document: vscode.TextDocument): void => {
		if (!showsCatalogWarnings()) {
			collection.delete(document.uri);
			return;
		}
		update(document).catch((error: unknown) => {
			log.error('The catalog could not be asked about a scratchpad.', error);
		});
	};
	const documents = new SettledDocuments(look, document => {
		collection.delete(document.uri);
	});
	const forgetAll = (): void => {
		known = new WeakMap();
		documents.lookAtAll();
	};
	return vscode.Disposable.from(
		collection,
		near,
		documents,
		near.onDidLeave(look),
		// Other accounts have other hosts.
		choices.onDidChange(forgetAll),
		catalog.onDidChange(() => {
			if (hasLooked) {
				forgetAll();
			}
		}),
		vscode.workspace.onDidChangeConfiguration(change => {
			if (change.affectsConfiguration('flowlu.catalogWarnings')) {
				documents.lookAtAll();
			}
		}),
	);
}

/** Where requests go that the catalog is asked about. */
export function accountOrigins({ soFar }: Pick<SessionChoices, 'soFar'>): ReadonlySet<string> {
	return new Set(soFar.map(({ session }) => session.account.origin));
}

interface Look {
	readonly loaded: Catalog;
	readonly origins: ReadonlySet<string>;
	/** Whether the blocks are still those of the document. */
	readonly isCurrent: () => boolean;
}

/** By the text of the block; undefined where the document was edited meanwhile, which has its own turn. */
async function findingsIn(
	blocks: readonly RequestBlock[],
	before: ReadonlyMap<string, readonly CatalogFinding[]> = new Map(),
	{ loaded, origins, isCurrent }: Look,
): Promise<ReadonlyMap<string, readonly CatalogFinding[]> | undefined> {
	const found = new Map<string, readonly CatalogFinding[]>();
	let looked = 0;
	for (const block of blocks) {
		const last = before.get(block.text);
		if (last === undefined && ++looked % maxBlocksAtOnce === 0) {
			await yieldToEventLoop();
			if (!isCurrent()) {
				return undefined;
			}
		}
		found.set(block.text, last ?? catalogFindings(loaded, block, origins));
	}
	return found;
}
