const dateLength = 'YYYY-MM-DD'.length;
const momentLength = 'YYYY-MM-DD hh:mm:ss'.length;

/** `YYYY-MM-DD`. The portal's time zone is taken to be UTC. */
export function formatDate(date: Date): string {
	return date.toISOString().slice(0, dateLength);
}

/** `YYYY-MM-DD hh:mm:ss`, without an offset, as the API has it. */
export function formatMoment(date: Date): string {
	return date.toISOString().slice(0, momentLength).replace('T', ' ');
}
