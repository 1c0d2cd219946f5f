const byteUnits = ['B', 'kB', 'MB', 'GB'] as const;

/** `312 B`, `12.3 kB`, `245 kB`, `50 MB`: three digits at most, thousands by the SI. */
export function formatBytes(bytes: number): string {
	let value = bytes;
	let unit = 0;
	// 999.5 would be printed as 1000.
	while (value >= 999.5 && unit < byteUnits.length - 1) {
		value /= 1000;
		unit++;
	}
	return `${unit === 0 ? value : shortNumber(value)} ${byteUnits[unit] ?? ''}`;
}

/** `245 ms`, `1.2 s`, `2 min 5 s`. */
export function formatDuration(milliseconds: number): string {
	const rounded = Math.round(milliseconds);
	if (rounded < 1000) {
		return `${rounded} ms`;
	}
	if (rounded < 59_950) {
		return `${shortNumber(rounded / 1000)} s`;
	}
	const seconds = Math.round(rounded / 1000);
	const rest = seconds % 60;
	return `${Math.floor(seconds / 60)} min${rest === 0 ? '' : ` ${rest} s`}`;
}

/** One decimal below 99.95, and none where it is zero. */
function shortNumber(value: number): string {
	return value < 99.95 ? value.toFixed(1).replace(/\.0$/u, '') : value.toFixed(0);
}

/**
 * A text in the form that a language has for a count. Its forms are those of ICU, so that a translation may have more of them than English:
 * `{0, plural, one {# item} other {# items}}`, in which `#` is the count with its separators.
 * @param language of the text, as a BCP 47 tag
 */
export function pluralForm(text: string, count: number, language: string): string {
	const rule = new Intl.PluralRules(language).select(count);
	return text.replace(/\{\d+, plural,((?:\s*\w+ \{[^{}]*\})+)\s*\}/gu, (_all, list: string) => {
		const forms = new Map([...list.matchAll(/\b(\w+) \{([^{}]*)\}/gu)].map(([, name = '', form = '']) => [name, form]));
		return (forms.get(rule) ?? forms.get('other') ?? '').replaceAll('#', () =>
			new Intl.NumberFormat(language).format(count),
		);
	});
}
