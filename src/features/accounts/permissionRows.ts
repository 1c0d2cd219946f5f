import * as vscode from 'vscode';
import { type Catalog, pathOf } from '../../catalog/catalog';
import type { Permissions, Readability } from '../../flowlu/checkPermissions';
import type { SessionEntry } from '../../flowlu/sessionEntry';
import type { CachedPermissions, RunningCheck } from '../../sessions/cachedPermissions';
import { countsText, readabilityWord } from '../../ui/messages/permissionMessages';
import { formatDate, timeAgo } from '../../ui/messages/sessionMessages';
import { ownText } from '../../ui/messages/windowRedactor';
import { moduleTitle } from '../../ui/messages/moduleTitle';
import type { TreeRow } from '../../ui/views/trees';

/** A row below a session; made with all that hangs below it. */
export interface PermissionRow {
	readonly item: TreeRow;
	readonly parent: SessionEntry | PermissionRow;
	readonly children: readonly PermissionRow[];
	/** `crm/lead`, on the row of an entity. */
	readonly entity?: string;
}

/**
 * The rows below a session: how far its check has come or when it was, then a row for each module. `now` is milliseconds since 1970.
 * @param catalog names the entities
 */
export function permissionRows(
	entry: SessionEntry,
	kept: Pick<CachedPermissions, 'of' | 'runningOf'>,
	catalog: Catalog,
	now: number,
): readonly PermissionRow[] {
	const { id } = entry.session;
	const running = kept.runningOf(id);
	const permissions = kept.of(id);
	const entities = running?.entities ?? permissions?.entities;
	if (entities === undefined) {
		return [];
	}
	const first = running === undefined ? permissions && doneItem(permissions, now) : runningItem(running);
	const titles = new Map(catalog.entities.map(known => [pathOf(known), known.title]));
	return [
		...(first === undefined ? [] : [{ item: first, parent: entry, children: [] }]),
		...byModule(entities).map(([module, found]) =>
			moduleRow(entry, titles, { module, title: moduleTitle(module, catalog.modules[module]), found }),
		),
	];
}

function runningItem({ asked, entity, entities }: RunningCheck): TreeRow {
	return {
		label: ownText(vscode.l10n.t('Checking permissions')),
		description: ownText(vscode.l10n.t('{0} of {1}: {2}', asked, entities.size, entity)),
		iconPath: new vscode.ThemeIcon('loading~spin'),
		contextValue: 'permissions.running',
		accessibilityInformation: {
			label: ownText(vscode.l10n.t('Checking permissions, {0} of {1}: {2}', asked, entities.size, entity)),
		},
	};
}

function doneItem({ at, entities }: Permissions, now: number): TreeRow {
	const counts = countsText(entities.values());
	const date = formatDate(at);
	const description = vscode.l10n.t({
		message: 'checked {0} · {1}',
		args: [timeAgo(at, now), counts],
		comment: ['{0} is like "5m ago", {1} like "15 readable, 2 refused"'],
	});
	const tooltip = vscode.l10n.t(
		'Checked {0}: {1}.\nOne record of each entity was read; what the key may write is not known.',
		date,
		counts,
	);
	return {
		label: ownText(vscode.l10n.t('Permissions')),
		description: ownText(description),
		tooltip: ownText(tooltip),
		iconPath: new vscode.ThemeIcon('checklist'),
		accessibilityInformation: { label: ownText(vscode.l10n.t('Permissions, checked {0}: {1}', date, counts)) },
		contextValue: 'permissions',
	};
}

type Found = readonly (readonly [path: string, readability: Readability])[];

function byModule(entities: Permissions['entities']): readonly (readonly [module: string, found: Found])[] {
	const modules = new Map<string, (readonly [string, Readability])[]>();
	for (const [path, readability] of entities) {
		const [module = ''] = path.split('/', 1);
		const found = modules.get(module) ?? [];
		found.push([path, readability]);
		modules.set(module, found);
	}
	return [...modules];
}

function moduleRow(
	session: SessionEntry,
	titles: ReadonlyMap<string, string>,
	{ module, title, found }: { readonly module: string; readonly title: string; readonly found: Found },
): PermissionRow {
	const counts = countsText(found.map(([, readability]) => readability));
	const item: TreeRow = {
		label: ownText(title),
		collapsibleState: vscode.TreeItemCollapsibleState.Collapsed,
		id: `module:${session.session.id}:${module}`,
		description: ownText(title === module ? counts : `${module} · ${counts}`),
		iconPath: moduleIcon(new Set(found.map(([, readability]) => readability))),
		contextValue: 'permissions.module',
		accessibilityInformation: { label: ownText(vscode.l10n.t('Module {0}: {1}', title, counts)) },
	};
	const children: PermissionRow[] = [];
	const row: PermissionRow = { item, parent: session, children };
	for (const [path, readability] of found) {
		const item = entityItem(path, titles.get(path), readability);
		children.push({ item, parent: row, children: [], entity: path });
	}
	return row;
}

/** By its human name, as far as the catalog has one: another version of it may have been checked. */
function entityItem(path: string, title: string | undefined, readability: Readability): TreeRow {
	const word = readabilityWord(readability);
	return {
		label: ownText(title ?? path),
		description: ownText(title === undefined ? word : `${path} · ${word}`),
		tooltip: ownText(`${path}: ${word}`),
		iconPath: readabilityIcon(readability),
		contextValue: 'permissions.entity',
		accessibilityInformation: {
			label: ownText(title === undefined ? `${path}: ${word}` : `${title}, ${path}: ${word}`),
		},
	};
}

function moduleIcon(found: ReadonlySet<Readability>): vscode.ThemeIcon {
	const [only] = found;
	if (found.size === 1 && only !== undefined) {
		return readabilityIcon(only);
	}
	return new vscode.ThemeIcon(found.has('readable') ? 'color-mode' : 'question');
}

function readabilityIcon(readability: Readability): vscode.ThemeIcon {
	switch (readability) {
		case 'readable':
			return new vscode.ThemeIcon('pass', new vscode.ThemeColor('testing.iconPassed'));
		case 'refused':
			return new vscode.ThemeIcon('circle-slash', new vscode.ThemeColor('problemsWarningIcon.foreground'));
		case 'noList':
		case 'unclear':
		case 'notAsked':
			return new vscode.ThemeIcon('question');
	}
}
