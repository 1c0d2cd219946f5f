import * as vscode from 'vscode';
import { type CatalogEntity, pathOf } from '../../catalog/catalog';
import { endpointsOf } from '../../catalog/endpoints';
import type { CommandOf, EntityReference } from '../../contributions';
import { executeCommand, type CommandHandlers } from '../../ui/commands/commands';
import { copyText } from '../../ui/shown';
import type { ApiDependencies } from './apiTree';

/** The commands on rows of the tree. A row that the catalog has no more, or none at all, does nothing. */
export function createApiCommands(dependencies: ApiDependencies): CommandHandlers<CommandOf<'api'>> {
	const { catalog, log } = dependencies;
	async function find(row: EntityReference | undefined): Promise<CatalogEntity | undefined> {
		const { entities } = await catalog.load();
		return entities.find(entity => pathOf(entity) === row?.entity);
	}
	return {
		'flowlu.describeEntity': async row => {
			if (row !== undefined) {
				await executeCommand('flowlu.newRequest', { entity: row.entity, method: 'describe' });
			}
		},
		'flowlu.copyPath': async row => {
			const endpoint = endpointsOf(await catalog.load()).find(
				({ entity, method }) => pathOf(entity) === row?.entity && method.name === row.method,
			);
			const entity = await find(row);
			const path = endpoint?.path ?? (entity && pathOf(entity));
			if (path !== undefined) {
				await copyText(log.redact(path));
			}
		},
		'flowlu.loadCatalog': async () => (await import('./loadCatalog')).loadCatalog(dependencies),
		'flowlu.removeCatalog': async () => (await import('./loadCatalog')).removeCatalog(dependencies),
		'flowlu.openDocumentation': async row => {
			const entity = await find(row);
			if (entity !== undefined) {
				await vscode.env.openExternal(vscode.Uri.parse(entity.docsUrl, true));
			}
		},
	};
}
