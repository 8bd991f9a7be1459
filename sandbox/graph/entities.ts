/**
 * Names of the properties that may be selected, by type: Microsoft Graph v1.0, metadata of August 2026, without
 * navigation properties.
 */
const words = (text: string): readonly string[] => text.trim().split(/\s+/);

export const USER = words(`
  id deletedDateTime aboutMe accountEnabled ageGroup assignedLicenses assignedPlans authorizationInfo birthday
  businessPhones city companyName consentProvidedForMinor country createdDateTime creationType customSecurityAttributes
  department deviceEnrollmentLimit displayName employeeHireDate employeeId employeeLeaveDateTime employeeOrgData
  employeeType externalUserState externalUserStateChangeDateTime faxNumber givenName hireDate identities identityParentId
  imAddresses interests isManagementRestricted isResourceAccount jobTitle lastPasswordChangeDateTime
  legalAgeGroupClassification licenseAssignmentStates mail mailboxSettings mailNickname mobilePhone mySite officeLocation
  onPremisesDistinguishedName onPremisesDomainName onPremisesExtensionAttributes onPremisesImmutableId
  onPremisesLastSyncDateTime onPremisesProvisioningErrors onPremisesSamAccountName onPremisesSecurityIdentifier
  onPremisesSyncEnabled onPremisesUserPrincipalName otherMails passwordPolicies passwordProfile pastProjects postalCode
  preferredDataLocation preferredLanguage preferredName print provisionedPlans proxyAddresses responsibilities schools
  securityIdentifier serviceProvisioningErrors showInAddressList signInActivity signInSessionsValidFromDateTime skills
  state streetAddress surname usageLocation userPrincipalName userType`);

export const GROUP = words(`
  id deletedDateTime accessType allowExternalSenders assignedLabels assignedLicenses autoSubscribeNewMembers
  classification createdDateTime description displayName expirationDateTime groupTypes hasMembersWithLicenseErrors
  hideFromAddressLists hideFromOutlookClients infoCatalogs isArchived isAssignableToRole isFavorite
  isManagementRestricted isSubscribedByMail licenseProcessingState mail mailEnabled mailNickname membershipRule
  membershipRuleProcessingState onPremisesDomainName onPremisesExtensionAttributes onPremisesLastSyncDateTime
  onPremisesNetBiosName onPremisesProvisioningErrors onPremisesSamAccountName onPremisesSecurityIdentifier
  onPremisesSyncEnabled organizationId preferredDataLocation preferredLanguage proxyAddresses renewedDateTime
  resourceBehaviorOptions resourceProvisioningOptions securityEnabled securityIdentifier serviceProvisioningErrors theme
  uniqueName unseenConversationsCount unseenCount unseenMessagesCount visibility welcomeMessageEnabled`);

/** What `/groups/{id}/members` may be asked for: the properties of a person, or of any directory object. */
export const DIRECTORY_OBJECT = [...new Set([...USER, ...GROUP])];

export const TEAM = words(`
  id classification createdDateTime description displayName firstChannelName funSettings guestSettings internalId
  isArchived memberSettings messagingSettings specialization summary tenantId visibility webUrl`);

export const CHANNEL = words(`
  id createdDateTime description displayName email isArchived isFavoriteByDefault layoutType membershipType migrationMode
  originalCreatedDateTime summary tenantId webUrl`);

export const CONVERSATION_MEMBER = words('id displayName roles visibleHistoryStartDateTime userId email tenantId');

export const PLAN = words('id container createdBy createdDateTime owner title');
export const PLAN_DETAILS = words('id categoryDescriptions sharedWith');
export const BUCKET = words('id name orderHint planId');
export const TASK = words(`
  id activeChecklistItemCount appliedCategories assigneePriority assignments bucketId checklistItemCount completedBy
  completedDateTime conversationThreadId createdBy createdDateTime dueDateTime hasDescription orderHint percentComplete
  planId previewType priority referenceCount startDateTime title`);
export const TASK_DETAILS = words('id checklist description previewType references');

/** What Graph answers with when nothing is selected. */
export const USER_DEFAULT = words(`
  businessPhones displayName givenName jobTitle mail mobilePhone officeLocation preferredLanguage surname
  userPrincipalName id`);
