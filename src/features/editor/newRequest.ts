import * as vscode from 'vscode';
import type { CatalogSource } from '../../catalog/catalogSource';
import { methodDocumentation } from './completion/endpointSuggestions';
import type { Catalog } from '../../catalog/catalog';
import { endpointsOf, type Endpoint } from '../../catalog/endpoints';
import { requestSnippet } from '../../catalog/requestTemplate';
import { languageId } from '../../scratchpads/languageId';
import { placeBelow } from './placeBelow';

interface EndpointItem extends vscode.QuickPickItem {
	readonly endpoint: Endpoint;
}

interface EntityItem extends vscode.QuickPickItem {
	readonly endpoints: readonly Endpoint[];
}

/** Asks for an entity and a method, and writes the request below the one at the cursor, or into a new scratchpad. */
export async function newRequest(catalog: CatalogSource): Promise<void> {
	const endpoint = await chooseEndpoint(await catalog.load());
	if (endpoint !== undefined) {
		await insert(requestSnippet(endpoint));
	}
}

async function chooseEndpoint(catalog: Catalog): Promise<Endpoint | undefined> {
	const title = vscode.l10n.t('New Request');
	const entity = await vscode.window.showQuickPick(entityItems(catalog), {
		title,
		placeHolder: vscode.l10n.t('What the request is about'),
		matchOnDescription: true,
	});
	if (entity === undefined) {
		return undefined;
	}
	const method = await vscode.window.showQuickPick(methodItems(entity.endpoints), {
		title: vscode.l10n.t('New Request: {0}', entity.label),
		placeHolder: vscode.l10n.t('What the request does'),
		matchOnDescription: true,
	});
	return method?.endpoint;
}

function entityItems(catalog: Catalog): readonly EntityItem[] {
	return catalog.entities.map(entity => ({
		label: entity.title,
		description: `${entity.module}/${entity.entity}`,
		endpoints: endpointsOf(catalog).filter(endpoint => endpoint.entity === entity),
	}));
}

function methodItems(endpoints: readonly Endpoint[]): readonly EndpointItem[] {
	return endpoints.map(endpoint => ({
		label: endpoint.method.name,
		description: `${endpoint.method.httpMethod} ${endpoint.path}`,
		detail: methodDocumentation(endpoint.method),
		endpoint,
	}));
}

async function insert(snippet: string): Promise<void> {
	const active = vscode.window.activeTextEditor;
	if (active?.document.languageId === languageId) {
		const { at, before, after } = placeBelow(active);
		await active.insertSnippet(new vscode.SnippetString(`${before}${snippet}${after}`), at);
		return;
	}
	const document = await vscode.workspace.openTextDocument({ language: languageId, content: '' });
	const editor = await vscode.window.showTextDocument(document);
	await editor.insertSnippet(new vscode.SnippetString(snippet), new vscode.Position(0, 0));
}
