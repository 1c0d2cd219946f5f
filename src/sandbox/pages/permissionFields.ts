import { findMethod, moduleNames, type Catalog, type CatalogEntity } from '../../catalog/catalog';
import {
	everything,
	isPermission,
	permittedMethods,
	type Permission,
	type PermittedMethod,
} from '../access/keyPermissions';
import type { Parameters } from '../sentParameters';
import { html, type Html } from './html';

const titles: Readonly<Record<string, string>> = {
	crm: 'CRM',
	task: 'Tasks',
	st: 'Projects',
	agile: 'Agile Projects',
	fin: 'Finance',
	products: 'Products',
	timetracker: 'Time Tracking',
	calendar: 'Calendar',
	customfields: 'Custom Fields',
	core: 'Users',
};

const pluralRules = new Intl.PluralRules('en');
const permissionForms = { one: 'permission', other: 'permissions' } as const;

/** What the form sends: `scope` is `all` or `chosen`, `permission` repeats. @returns `undefined` where nothing is chosen. */
export function readPermissions(form: Parameters): readonly Permission[] | undefined {
	if (form.some(([name, value]) => name === 'scope' && value === 'all')) {
		return everything;
	}
	const chosen = form.filter(([name]) => name === 'permission').map(([, value]) => value);
	const permissions = chosen.filter(isPermission);
	return permissions.length === 0 ? undefined : permissions;
}

/** One line for the list of keys: `CRM: list, get · Tasks: 3 permissions`. */
export function summarize(permissions: readonly Permission[]): string {
	if (permissions.includes('*/*/*')) {
		return 'Everything';
	}
	const modules = [...new Set(permissions.map(permission => permission.split('/')[0] ?? ''))];
	return modules
		.map(module => {
			const own = permissions.filter(permission => permission.startsWith(`${module}/`));
			const whole = own.filter(permission => permission.startsWith(`${module}/*/`));
			const methods = whole.map(permission => permission.split('/')[2] ?? '').join(', ');
			const single = own.length - whole.length;
			const count =
				single === 0 ? [] : [`${single} ${permissionForms[pluralRules.select(single) === 'one' ? 'one' : 'other']}`];
			return `${titles[module] ?? module}: ${[...(methods === '' ? [] : [methods]), ...count].join(' and ')}`;
		})
		.join(' · ');
}

/** The choice of what a key may do: everything, or by module, object and method. Works without the script. */
export function permissionFields(catalog: Catalog, permissions: readonly Permission[]): Html {
	const all = permissions.includes('*/*/*');
	return html`
		<fieldset class="scope">
			<legend>Permissions</legend>
			${scopeChoice('all', 'Everything', { checked: all })}
			${scopeChoice('chosen', 'Only what is chosen here', { checked: !all })}
			<div class="modules">${moduleNames(catalog).map(module => moduleFields(catalog, module, permissions))}</div>
		</fieldset>
	`;
}

function scopeChoice(value: string, label: string, { checked }: { readonly checked: boolean }): Html {
	return html`<label class="choice">
		<input type="radio" name="scope" value="${value}" ${checked ? html`checked` : undefined} /> ${label}
	</label>`;
}

function moduleFields(catalog: Catalog, module: string, permissions: readonly Permission[]): Html {
	const title = titles[module] ?? module;
	const entities = catalog.entities.filter(entity => entity.module === module);
	const boxes = permittedMethods.map(method =>
		cell({ module, entity: '*', method }, `${title}, all objects: ${method}`, permissions),
	);
	const isOpen = permissions.some(permission => permission.startsWith(`${module}/`));
	return html`
		<details ${isOpen ? html`open` : undefined}>
			<summary>${title} <code>${module}</code></summary>
			<div class="scroll">
				<table>
					<thead>
						<tr>
							<th scope="col">Object</th>
							${permittedMethods.map(method => html`<th scope="col">${method}</th>`)}
						</tr>
					</thead>
					<tbody>
						<tr class="whole">
							<th scope="row">All objects</th>
							${boxes}
						</tr>
						${entities.map(entity => entityRow(entity, permissions))}
					</tbody>
				</table>
			</div>
		</details>
	`;
}

function entityRow(entity: CatalogEntity, permissions: readonly Permission[]): Html {
	const cells = permittedMethods.map(method =>
		findMethod(entity, method) === undefined
			? html`<td></td>`
			: cell({ module: entity.module, entity: entity.entity, method }, `${entity.title}: ${method}`, permissions),
	);
	return html`<tr>
		<th scope="row">${entity.title} <code>${entity.entity}</code></th>
		${cells}
	</tr>`;
}

interface Box {
	readonly module: string;
	/** `*` in the row for all objects. */
	readonly entity: string;
	readonly method: PermittedMethod;
}

function cell({ module, entity, method }: Box, label: string, permissions: readonly Permission[]): Html {
	// A key made by program may name any part by an asterisk; only the object's own asterisk has a row of its own.
	const isChosen = permissions
		.filter(permission => permission !== '*/*/*')
		.map(permission => permission.split('/'))
		.some(([ofModule, ofEntity, ofMethod]) =>
			[ofModule === module || ofModule === '*', ofEntity === entity, ofMethod === method || ofMethod === '*'].every(
				Boolean,
			),
		);
	const checked = isChosen ? html`checked` : undefined;
	const value = `${module}/${entity}/${method}`;
	return html`<td><input type="checkbox" name="permission" value="${value}" aria-label="${label}" ${checked} /></td>`;
}
