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
