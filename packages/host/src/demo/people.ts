/** What Entra's directory would know of a person, by the names of its source attributes. */
export type Person = Readonly<Record<string, string>>;

const person = (
  givenName: string,
  surname: string,
  jobTitle: string,
  department: string,
  role: string,
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
    companyName: 'Contoso',
    city: 'Bergen',
    country: 'NO',
    preferredLanguage: 'en-GB',
    'Switch([IsSoftDeleted], , "False", "True", "True", "False")': 'True',
    'Join(" ", [givenName], [surname])': `${givenName} ${surname}`,
    'SingleAppRoleAssignment([appRoleAssignments])': role,
  };
};

/** The people of a demo tenant; nobody of these names exists. */
export const demoPeople: readonly Person[] = [
  person('Ada', 'Lindqvist', 'Process Owner', 'Operations', 'Editor'),
  person('Mira', 'Rao', 'Dock Planner', 'Logistics', 'Editor'),
  person('Jonas', 'Bakke', 'Controller', 'Finance', 'Viewer'),
  person('Leila', 'Haddad', 'Quality Manager', 'Operations', 'Editor'),
  person('Tomasz', 'Wilk', 'Service Engineer', 'Field Service', 'Viewer'),
];

/** The group of a demo tenant; everyone is in it. */
export const demoGroup: Person = {
  displayName: 'Contoso Everyone',
  objectId: '5f0d7a52-1b2c-4c1f-9e43-0f4c5a0c9b77',
};
