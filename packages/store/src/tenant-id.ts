/** The internal id of a tenant; branded, because it is what keeps customers apart. */
export type TenantId = string & { readonly __brand: 'TenantId' };
