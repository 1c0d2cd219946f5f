import * as vscode from 'vscode';
import type { CatalogSource } from '../../catalog/catalogSource';
import { type Catalog, pathOf } from '../../catalog/catalog';
import { endpointsOf, type Endpoint } from '../../catalog/endpoints';
import { requestSnippet } from '../../catalog/requestTemplate';
import type { EntityReference } from '../../contributions';
import { findSession } from '../../flowlu/sessionEntry';
import { senderLines } from '../../sessions/senderLines';
import type { SessionChoices } from '../../scratchpads/sessionChoices';
import { languageId } from '../../scratchpads/languageId';
import { placeBelow } from '../../scratchpads/placeBelow';
import { methodDocumentation } from '../../ui/catalogDocumentation';
import { ownText } from '../../ui/messages/windowRedactor';
import { pickOne, type PickItem } from '../../ui/prompts/pick';

interface EndpointItem extends PickItem {
	readonly endpoint: Endpoint;
}

interface EntityItem extends PickItem {
	readonly endpoints: readonly Endpoint[];
}

/**
 * Writes the request below the one at the cursor, or into a new scratchpad. Asks for the entity and the method, as far as they are not given or the catalog
 * does not know them. Where a session is given, it is the one that sends it.
 * @throws SecretStorageError
 */
export async function newRequest(
	wanted: EntityReference | undefined,
	catalog: CatalogSource,
	loadChoices: () => Promise<SessionChoices>,
): Promise<void> {
	const loaded = await catalog.load();
	const [first, ...others] = endpointsOf(loaded).filter(({ entity }) => pathOf(entity) === wanted?.entity);
	const endpoint =
		first === undefined
			? await chooseEndpoint(loaded)
			: ([first, ...others].find(({ method }) => method.name === wanted?.method) ??
				(await chooseMethod(loaded, first.entity.title, [first, ...others])));
	if (endpoint !== undefined) {
		await insert(requestSnippet(endpoint, wanted?.session && (await sentBy(wanted.session, await loadChoices()))));
	}
}

/** @throws SecretStorageError */
async function sentBy({ id }: { readonly id: string }, choices: SessionChoices): Promise<readonly string[]> {
	await choices.ready();
	return senderLines(findSession(choices.soFar, id), choices.soFar);
}

async function chooseEndpoint(catalog: Catalog): Promise<Endpoint | undefined> {
	const entity = await pickOne(entityItems(catalog), {
		title: ownText(vscode.l10n.t('New Request')),
		placeHolder: ownText(vscode.l10n.t('What the request is about')),
	});
	return entity && chooseMethod(catalog, entity.label, entity.endpoints);
}

async function chooseMethod(
	catalog: Catalog,
	title: string,
	endpoints: readonly Endpoint[],
): Promise<Endpoint | undefined> {
	const method = await pickOne(methodItems(catalog, endpoints), {
		title: ownText(vscode.l10n.t('New Request: {0}', title)),
		placeHolder: ownText(vscode.l10n.t('What the request does')),
	});
	return method?.endpoint;
}

function entityItems(catalog: Catalog): readonly EntityItem[] {
	return catalog.entities.map(entity => ({
		label: ownText(entity.title),
		description: ownText(pathOf(entity)),
		endpoints: endpointsOf(catalog).filter(endpoint => endpoint.entity === entity),
	}));
}

function methodItems(catalog: Catalog, endpoints: readonly Endpoint[]): readonly EndpointItem[] {
	return endpoints.map(endpoint => ({
		label: ownText(endpoint.method.name),
		description: ownText(`${endpoint.method.httpMethod} ${endpoint.path}`),
		detail: ownText(methodDocumentation(catalog, endpoint)),
		endpoint,
	}));
}

async function insert(snippet: string): Promise<void> {
	const active = vscode.window.activeTextEditor;
	if (active?.document.languageId === languageId) {
		// Who chose it in a tree goes on in the editor, where the tab stops are.
		const editor = await vscode.window.showTextDocument(active.document, active.viewColumn);
		const { at, before, after } = placeBelow(editor);
		await editor.insertSnippet(new vscode.SnippetString(`${before}${snippet}${after}`), at);
		return;
	}
	const document = await vscode.workspace.openTextDocument({ language: languageId, content: '' });
	const editor = await vscode.window.showTextDocument(document);
	await editor.insertSnippet(new vscode.SnippetString(snippet), new vscode.Position(0, 0));
}
