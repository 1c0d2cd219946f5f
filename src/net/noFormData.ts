// Stands in for the package form-data in axios: the platform has the same class, and form-data alone would add 133 kB of MIME types to the bundle.
const PlatformFormData = globalThis.FormData;
export { PlatformFormData as default };
