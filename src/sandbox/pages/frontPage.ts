import type { Catalog } from '../../catalog/catalog';
import { moduleNames } from '../../catalog/catalog';
import type { SandboxUser } from '../access/accessTokens';
import type { SandboxResponse } from '../sandboxResponse';
import { html } from './html';
import { page, settingsPath } from './pageLayout';

const examples = [
	['/core/user/list?limit=5', 'Users, five of them'],
	['/crm/lead/list?filter[active]=1&order_by[desc][]=budget', 'Opportunities in progress, largest first'],
	['/crm/account/get/1', 'One account, with accents and a long description'],
	['/task/tasks/list?filter[module]=st&filter[model]=project&filter[model_id]=1', 'Tasks of a project'],
	['/fin/invoice_item/list?filter[invoice_id]=1&fields=name,quantity,total', 'Lines of an invoice, three fields'],
] as const;

/** Says what this server is, and where to go on. */
export function frontPage(
	catalog: Catalog,
	{
		apiBase,
		tokenPath,
		users,
	}: { readonly apiBase: string; readonly tokenPath: string; readonly users: readonly SandboxUser[] },
): SandboxResponse {
	const modules = moduleNames(catalog).map((name, index) => html`${index === 0 ? '' : ', '}<code>${name}</code>`);
	return page(
		'About',
		html`
			<h1>A local Flowlu for trying things out</h1>
			<p>
				This server speaks the Flowlu API on this machine only. It holds ${catalog.entities.length} kinds of records in
				the modules ${modules}. Requests need an API key or an access token; without one they get error 11.
			</p>
			<p><a class="button" href="${settingsPath}">Create or delete API keys</a></p>
			<h2>Requests to try</h2>
			<p>
				Write them in a scratchpad of Flowlu Workbench, which adds the key for you. Elsewhere, put
				<code>${apiBase}</code> before the path and <code>api_key=</code> into the query.
			</p>
			<dl class="examples">
				${examples.map(
					([path, meaning]) =>
						html`<div>
							<dt>${meaning}</dt>
							<dd><code>GET ${path}</code></dd>
						</div>`,
				)}
			</dl>
			<h2>Login and password</h2>
			<p>
				Access tokens come from <code>POST ${tokenPath}</code>. This address is the sandbox’s own; Flowlu does not
				publish its token URL. The passwords are new at every start.
			</p>
			<dl class="examples">
				${users.map(
					({ username, password, administrator }) =>
						html`<div>
							<dt>${administrator ? 'An administrator' : 'Somebody else, whose tokens the API does not take'}</dt>
							<dd><code>${username}</code>, password <code>${password}</code></dd>
						</div>`,
				)}
			</dl>
		`,
	);
}
