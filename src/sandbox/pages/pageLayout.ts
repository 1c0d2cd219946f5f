import type { SandboxResponse } from '../sandboxResponse';
import { html, type Html } from './html';

export const settingsPath = '/settings/api';
export const stylesPath = '/assets/sandbox.css';
export const scriptPath = '/assets/sandbox.js';

/** Nothing from elsewhere, nothing inline, no framing. */
const contentSecurityPolicy = [
	"default-src 'none'",
	"style-src 'self'",
	"script-src 'self'",
	"form-action 'self'",
	"base-uri 'none'",
	"frame-ancestors 'none'",
].join('; ');

export const pageHeaders = {
	'content-security-policy': contentSecurityPolicy,
	'x-content-type-options': 'nosniff',
	// Not `no-referrer`: that would make the origin of our own forms `null`.
	'referrer-policy': 'same-origin',
};

export function page(
	title: string,
	content: Html,
	{ status = 200 }: { readonly status?: number } = {},
): SandboxResponse {
	const document = html`<!doctype html>
		<html lang="en">
			<head>
				<meta charset="utf-8" />
				<meta name="viewport" content="width=device-width, initial-scale=1" />
				<title>${title} · Flowlu sandbox</title>
				<link rel="stylesheet" href="${stylesPath}" />
				<script src="${scriptPath}" defer></script>
			</head>
			<body>
				<a class="skip" href="#content">Skip to the content</a>
				<p class="banner" role="note">
					<strong>Sandbox</strong> — a local Flowlu with made-up records. Nothing here reaches a real account; all of it
					is gone when the sandbox stops.
				</p>
				<header>
					<a class="brand" href="/">Flowlu sandbox</a>
					<nav aria-label="Main"><a href="/">About</a> <a href="${settingsPath}">API keys</a></nav>
				</header>
				<main id="content">${content}</main>
			</body>
		</html>`;
	return { status, headers: { ...pageHeaders, 'content-type': 'text/html; charset=utf-8' }, body: document.markup };
}
