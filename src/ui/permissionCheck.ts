import * as vscode from 'vscode';
import { findMethod, pathOf } from '../catalog/catalog';
import type { CatalogSource } from '../catalog/catalogSource';
import type { Access, FlowluClient } from '../flowlu/flowluClient';
import { checkPermissions, type Check } from '../flowlu/checkPermissions';
import type { RunningCheck } from '../sessions/cachedPermissions';
import { ownText } from './messages/windowRedactor';
import { showProgress } from './shown';

export interface PermissionCheckDependencies {
	readonly flowlu: FlowluClient;
	readonly catalog: CatalogSource;
}

/**
 * Checks what an access may read of all entities of the catalog, with a progress that can be cancelled.
 * @throws CancelledError when the user cancels it
 */
export async function checkWithProgress(
	{ flowlu, catalog }: PermissionCheckDependencies,
	access: Access,
	{ title, onProgress }: { readonly title: string; readonly onProgress?: (check: RunningCheck) => void },
): Promise<Check> {
	const { entities } = await catalog.load();
	const names = entities.filter(entity => findMethod(entity, 'list') !== undefined).map(pathOf);
	const options = { location: vscode.ProgressLocation.Notification, title: ownText(title), cancellable: true };
	return showProgress(options, (progress, token) => {
		const controller = new AbortController();
		token.onCancellationRequested(() => {
			controller.abort();
		});
		return checkPermissions(flowlu, access, names, {
			signal: controller.signal,
			onProgress: (entity, asked, found) => {
				progress.report({
					message: ownText(vscode.l10n.t('{0} of {1}: {2}', asked, names.length, entity)),
					increment: asked === 0 ? 0 : 100 / names.length,
				});
				onProgress?.({ asked, entity, entities: found });
			},
		});
	});
}
