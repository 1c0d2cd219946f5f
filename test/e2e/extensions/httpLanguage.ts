// Brings the language http, as REST Client and httpYac do.
export function activate(): void {
	// A language is all that it has.
}
