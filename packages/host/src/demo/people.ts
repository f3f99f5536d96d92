/** The attributes of a person in Entra's directory, by their names there. */
export type Person = Readonly<Record<string, string>>;

const person = (
  givenName: string,
  surname: string,
  jobTitle: string,
  department: string,
  role: string,
  extension: string,
): Person => {
  const alias = `${givenName}.${surname}`.toLowerCase();
  const address = `${alias}@contoso.example`;
  return {
    userPrincipalName: address,
    mail: address,
    mailNickname: alias,
    displayName: `${givenName} ${surname}`,
    givenName,
    surname,
    jobTitle,
    department,
    employeeId: `C-${extension}`,
    companyName: 'Contoso',
    physicalDeliveryOfficeName: 'Contoso, Quay 4, Bergen',
    streetAddress: 'Quay 4',
    city: 'Bergen',
    state: 'Vestland',
    postalCode: '5003',
    country: 'NO',
    telephoneNumber: `+47 55 00 ${extension}`,
    mobile: `+47 900 0 ${extension}`,
    facsimileTelephoneNumber: `+47 55 01 ${extension}`,
    preferredLanguage: 'en-GB',
    'Switch([IsSoftDeleted], , "False", "True", "True", "False")': 'True',
    'Join(" ", [givenName], [surname])': `${givenName} ${surname}`,
    'SingleAppRoleAssignment([appRoleAssignments])': role,
  };
};

/** The people of a demo tenant. They are fictitious. */
export const demoPeople: readonly Person[] = [
  person('Ada', 'Lindqvist', 'Process Owner', 'Operations', 'Editor', '1001'),
  person('Mira', 'Rao', 'Dock Planner', 'Logistics', 'Editor', '1002'),
  person('Jonas', 'Bakke', 'Controller', 'Finance', 'Viewer', '1003'),
  person('Leila', 'Haddad', 'Quality Manager', 'Operations', 'Editor', '1004'),
  person('Tomasz', 'Wilk', 'Service Engineer', 'Field Service', 'Viewer', '1005'),
];

/** The group of a demo tenant. Everyone is a member. */
export const demoGroup: Person = {
  displayName: 'Contoso Everyone',
  objectId: '5f0d7a52-1b2c-4c1f-9e43-0f4c5a0c9b77',
};
