import type { Catalog } from '../../catalog/catalog';
import type { ApiKey } from '../access/apiKeys';
import { formatMoment } from '../records/dates';
import type { Permission } from '../access/keyPermissions';
import type { SandboxResponse } from '../sandboxResponse';
import { html, type Html } from './html';
import { page, settingsPath } from './pageLayout';
import { permissionFields, summarize } from './permissionFields';

/** What a form that was refused held, so that nothing has to be entered twice. */
export interface Draft {
	readonly name: string;
	readonly permissions: readonly Permission[];
	/** What is wrong with it, in a sentence. */
	readonly problem?: string;
}

interface Forms {
	readonly catalog: Catalog;
	/** Proves that a form comes from these pages. */
	readonly formToken: string;
}

export function listPage(
	{ catalog, formToken, keys, created }: Forms & { readonly keys: readonly ApiKey[]; readonly created?: ApiKey },
	draft: Draft = { name: '', permissions: ['*/*/*'] },
): SandboxResponse {
	return page(
		'API keys',
		html`
			<h1>API keys</h1>
			<p>A key belongs to the portal, not to a person. Only its permissions limit what can be done with it.</p>
			${created && newKey(created)} ${keyTable(keys)}
			<section aria-labelledby="create">
				<h2 id="create">Create a key</h2>
				${problem(draft)}
				<form method="post" action="${settingsPath}/create">
					${hidden({ token: formToken })}
					<label class="field">
						Name
						<input
							name="name"
							value="${draft.name}"
							required
							maxlength="100"
							autocomplete="off"
							placeholder="What it is for"
							${draft.problem === undefined ? undefined : html`aria-describedby="problem"`}
						/>
					</label>
					${permissionFields(catalog, draft.permissions)}
					<button class="button">Create key</button>
				</form>
			</section>
		`,
		{ status: draft.problem === undefined ? 200 : 422 },
	);
}

export function editPage({ catalog, formToken, key }: Forms & { readonly key: ApiKey }, draft: Draft): SandboxResponse {
	return page(
		`Permissions of ${key.name}`,
		html`
			<h1>Permissions of ${key.name}</h1>
			<p>The key ends in <code>${tail(key)}</code>. Changes apply from the next request.</p>
			${problem(draft)}
			<form method="post" action="${settingsPath}/edit">
				${hidden({ token: formToken, id: key.id })} ${permissionFields(catalog, draft.permissions)}
				<button class="button">Save permissions</button> <a class="quiet" href="${settingsPath}">Cancel</a>
			</form>
		`,
		{ status: draft.problem === undefined ? 200 : 422 },
	);
}

export function deletePage({ formToken, key }: Pick<Forms, 'formToken'> & { readonly key: ApiKey }): SandboxResponse {
	return page(
		`Delete ${key.name}`,
		html`
			<h1>Delete “${key.name}”?</h1>
			<p>
				The key that ends in <code>${tail(key)}</code> stops working at once, for whoever uses it. This cannot be
				undone.
			</p>
			<form method="post" action="${settingsPath}/delete">
				${hidden({ token: formToken, id: key.id })}
				<button class="button danger">Delete key</button> <a class="quiet" href="${settingsPath}">Cancel</a>
			</form>
		`,
	);
}

export function messagePage(status: number, title: string, sentence: string): SandboxResponse {
	return page(
		title,
		html`
			<h1>${title}</h1>
			<p>${sentence}</p>
			<p><a href="${settingsPath}">Back to the API keys</a></p>
		`,
		{ status },
	);
}

function newKey({ key, name }: ApiKey): Html {
	return html`
		<section class="created" aria-labelledby="created">
			<h2 id="created">Key “${name}” created</h2>
			<p>Copy it now: it is shown only once.</p>
			<div class="copy">
				<input id="new-key" aria-label="New API key" value="${key}" readonly autofocus spellcheck="false" />
				<button class="button" type="button" data-copies="new-key" hidden>Copy</button>
			</div>
			<p role="status" data-copied></p>
		</section>
	`;
}

function keyTable(keys: readonly ApiKey[]): Html {
	if (keys.length === 0) {
		return html`<p class="empty">There are no keys. Every request is refused until you create one.</p>`;
	}
	return html`
		<div class="scroll">
			<table class="keys">
				<caption>
					Keys of this portal
				</caption>
				<thead>
					<tr>
						<th scope="col">Name</th>
						<th scope="col">Key</th>
						<th scope="col">Permissions</th>
						<th scope="col">Created</th>
						<th scope="col">Last used</th>
						<th scope="col"><span class="unseen">Actions</span></th>
					</tr>
				</thead>
				<tbody>
					${keys.map(keyRow)}
				</tbody>
			</table>
		</div>
	`;
}

function keyRow(key: ApiKey): Html {
	return html`<tr>
		<th scope="row">${key.name}</th>
		<td><code>${tail(key)}</code></td>
		<td>${summarize(key.permissions)}</td>
		<td>${moment(key.created)}</td>
		<td>${key.lastUsed === undefined ? 'Never' : moment(key.lastUsed)}</td>
		<td class="actions">
			<a href="${settingsPath}/edit?id=${key.id}" aria-label="Permissions of ${key.name}">Permissions</a>
			<a class="danger" href="${settingsPath}/delete?id=${key.id}" aria-label="Delete ${key.name}">Delete</a>
		</td>
	</tr>`;
}

/** Enough to tell keys apart, too little to use. */
function tail({ key }: ApiKey): string {
	return `…${key.slice(-4)}`;
}

function moment(date: Date): Html {
	return html`<time datetime="${date.toISOString()}">${formatMoment(date)}</time>`;
}

function hidden(values: Readonly<Record<string, string>>): readonly Html[] {
	return Object.entries(values).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`);
}

function problem({ problem: sentence }: Draft): Html | undefined {
	return sentence === undefined ? undefined : html`<p class="problem" id="problem" role="alert">${sentence}</p>`;
}
