/** What the page of a table is loaded from, and who it may be loaded by. */
export interface PageSources {
	/** Made anew for each page. */
	readonly nonce: string;
	readonly script: string;
	readonly style: string;
	/** BCP 47 tag of the texts. */
	readonly language: string;
	readonly title: string;
}

/** The page without its records, which come by messages: nothing of a response is ever part of the HTML. Nothing but our script and style sheet is loaded. */
export function pageHtml({ nonce, script, style, language, title }: PageSources): string {
	const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}'`;
	return `<!DOCTYPE html>
<html lang="${attribute(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${attribute(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" nonce="${attribute(nonce)}" href="${attribute(style)}">
<title>${attribute(title)}</title>
</head>
<body>
<script type="module" nonce="${attribute(nonce)}" src="${attribute(script)}"></script>
</body>
</html>
`;
}

function attribute(text: string): string {
	const names: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
	return text.replace(/[&<>"]/gu, character => names[character] ?? '');
}
