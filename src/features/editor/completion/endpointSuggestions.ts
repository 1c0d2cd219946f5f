import * as vscode from 'vscode';
import type { Catalog } from '../../../catalog/catalog';
import { bodyFields, type Endpoint, endpointsOf, findEndpoint, queryParameters } from '../../../catalog/endpoints';
import { hasKnownValues } from '../../../catalog/suggestedValues';
import { endpointDocumentation } from '../../../ui/catalogDocumentation';
import type { Suggestion } from './completionItems';

export const endpointKind = vscode.CompletionItemKind.Method;

/** @param method only endpoints for it; undefined where none is written yet, and each brings its own */
export function endpointSuggestions(catalog: Catalog, method: string | undefined): Suggestion[] {
	const all = endpointsOf(catalog);
	const wanted = all.filter(({ method: { httpMethod } }) => httpMethod === (method ?? httpMethod));
	// PUT and the like are none of Flowlu's; whoever writes them gets all.
	return (wanted.length > 0 ? wanted : all).map((endpoint, index) => ({
		label: endpoint.path,
		description: endpoint.entity.title,
		kind: endpointKind,
		// Found by what people call it, too; the shortest path would come first, which only describes it.
		filter: endpoint.method.name === 'describe' ? endpoint.path : `${endpoint.path} ${endpoint.entity.title}`,
		sort: `${rankOf(endpoint)}${String(index).padStart(5, '0')}`,
		documentation: endpointDocumentation(catalog, endpoint),
		insert: new vscode.SnippetString(
			(method === undefined ? `${endpoint.method.httpMethod} ` : '') + endpoint.path.replace('{id}', '${1:id}'),
		),
	}));
}

/** Reads first, those of the CRM before all others; what deletes is offered last, so that nobody sends it by mistake. */
function rankOf({ entity, method }: Endpoint): number {
	if (method.name === 'delete') {
		return 3;
	}
	return method.httpMethod === 'GET' ? (entity.module === 'crm' ? 0 : 1) : 2;
}

/**
 * The parameters of a query, or the fields of a body.
 * @param write how the text writes the name
 */
export function fieldSuggestions(
	catalog: Catalog,
	path: string,
	where: 'query' | 'form',
	write: (name: string) => string,
): Suggestion[] {
	const endpoint = findEndpoint(catalog, path);
	if (endpoint === undefined) {
		return [];
	}
	const fields = where === 'query' ? queryParameters(endpoint) : bodyFields(endpoint);
	return fields.map(({ name, type, required, description }) => {
		const written = write(name);
		return {
			label: name,
			kind: vscode.CompletionItemKind.Field,
			detail: required ? vscode.l10n.t('{0}, required', type) : type,
			documentation: description,
			insert: written,
			continues: /[=:] ?$/u.test(written) && hasKnownValues(catalog, endpoint, { name, where }),
		};
	});
}
