/** Markup that is safe to send: made by `html` only, which escapes what is put into it. */
export class Html {
	constructor(readonly markup: string) {}
}

export type HtmlContent = string | number | Html | readonly HtmlContent[] | undefined;

const entities: Readonly<Record<string, string>> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;',
};

/** Escapes every value, so that a name like `<script>` is shown and not run; lists are joined, `undefined` is nothing. */
export function html(texts: TemplateStringsArray, ...values: readonly HtmlContent[]): Html {
	return new Html(texts.map((text, index) => text + markupOf(values[index])).join(''));
}

function markupOf(content: HtmlContent): string {
	if (content === undefined) {
		return '';
	}
	if (content instanceof Html) {
		return content.markup;
	}
	return typeof content === 'object'
		? content.map(markupOf).join('')
		: String(content).replace(/[&<>"']/gu, character => entities[character] ?? '');
}
