export { describeFaults, describeWrongSettings } from './parsed-settings.ts';
export { neededEntitlements, isEnabledByDefault, tokenScopes } from './token-flow.ts';
export {
  refusalToIssue,
  refusalToAccept,
  type RefusalReader,
  type TokenTenant,
  type TokenQuestion,
} from './token-refusal.ts';
