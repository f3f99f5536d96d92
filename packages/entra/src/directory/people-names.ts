/** A name as people write it, and in the letters of a user name. */
type WrittenName = readonly [written: string, ascii: string];

/** Where people are, and how they are called there. */
export interface Site {
  readonly city: string;
  readonly state: string;
  /** Two letters of ISO 3166. */
  readonly country: string;
  readonly language: string;
  readonly street: string;
  readonly postalCode: string;
  readonly phone: string;
  readonly surnameFirst?: true;
  readonly given: readonly [WrittenName, ...WrittenName[]];
  readonly family: readonly [WrittenName, ...WrittenName[]];
}

/** Sites of an invented shipping company, in many scripts. */
export const sites: readonly [Site, ...Site[]] = [
  {
    city: 'Bergen',
    state: 'Vestland',
    country: 'NO',
    language: 'nb-NO',
    street: 'Strandgaten',
    postalCode: '5013',
    phone: '+47 55 5',
    given: [
      ['Åse', 'ase'],
      ['Bjørn', 'bjorn'],
      ['Kåre', 'kare'],
      ['Ingrid', 'ingrid'],
      ['Øyvind', 'oyvind'],
      ['Solveig', 'solveig'],
    ],
    family: [
      ['Sæther', 'sather'],
      ['Bøe', 'boe'],
      ['Haugland', 'haugland'],
      ['Ødegård', 'odegard'],
      ['Lund', 'lund'],
    ],
  },
  {
    city: 'Rotterdam',
    state: 'Zuid-Holland',
    country: 'NL',
    language: 'nl-NL',
    street: 'Maaskade',
    postalCode: '3071 NE',
    phone: '(010) 555 0',
    given: [
      ['Femke', 'femke'],
      ['Daan', 'daan'],
      ['Sanne', 'sanne'],
      ['Joris', 'joris'],
      ['Mare', 'mare'],
    ],
    // Two of them differ in the case of a letter alone.
    family: [
      ['de Vries', 'devries'],
      ['De Vries', 'devries'],
      ["van 't Hof", 'vanthof'],
      ['Jansen', 'jansen'],
      ['Bakker', 'bakker'],
    ],
  },
  {
    city: 'Gdańsk',
    state: 'Pomorskie',
    country: 'PL',
    language: 'pl-PL',
    street: 'ul. Długa',
    postalCode: '80-831',
    phone: '58 555-0',
    given: [
      ['Łukasz', 'lukasz'],
      ['Małgorzata', 'malgorzata'],
      ['Zażółć', 'zazolc'],
      ['Agnieszka', 'agnieszka'],
      ['Paweł', 'pawel'],
    ],
    family: [
      ['Wójcik', 'wojcik'],
      ['Kowalska-Żak', 'kowalska-zak'],
      ['Dąbrowski', 'dabrowski'],
      ['Świątek', 'swiatek'],
    ],
  },
  {
    city: 'Πειραιάς',
    state: 'Αττική',
    country: 'GR',
    language: 'el-GR',
    street: 'Ακτή Μιαούλη',
    postalCode: '185 38',
    phone: '+30 210 55',
    given: [
      ['Γιώργος', 'giorgos'],
      ['Ελένη', 'eleni'],
      ['Νίκος', 'nikos'],
      ['Σοφία', 'sofia'],
    ],
    family: [
      ['Παπαδόπουλος', 'papadopoulos'],
      ['Νικολάου', 'nikolaou'],
      ['Οικονόμου', 'oikonomou'],
    ],
  },
  {
    city: 'Одеса',
    state: 'Одеська область',
    country: 'UA',
    language: 'uk-UA',
    street: 'вул. Приморська',
    postalCode: '65026',
    phone: '+380 48 555',
    given: [
      ['Оксана', 'oksana'],
      ['Андрій', 'andrii'],
      ['Юлія', 'yuliia'],
      ['Тарас', 'taras'],
    ],
    family: [
      ['Шевченко', 'shevchenko'],
      ["Мар'яненко", 'marianenko'],
      ['Коваль', 'koval'],
    ],
  },
  {
    city: 'حيفا',
    state: 'حيفا',
    country: 'IL',
    language: 'ar-IL',
    street: 'شارع الميناء',
    postalCode: '3303120',
    phone: '+972 4 555',
    given: [
      ['ليلى', 'layla'],
      ['يوسف', 'yousef'],
      ['נועה', 'noa'],
      ['מיכאל', 'michael'],
    ],
    family: [
      ['حداد', 'haddad'],
      ['خوري', 'khoury'],
      ['כהן', 'cohen'],
    ],
  },
  {
    city: 'मुंबई',
    state: 'महाराष्ट्र',
    country: 'IN',
    language: 'hi-IN',
    street: 'बैलार्ड एस्टेट',
    postalCode: '400001',
    phone: '022-5550 ',
    given: [
      ['प्रिया', 'priya'],
      ['अर्जुन', 'arjun'],
      ['मीरा', 'mira'],
      ['रोहन', 'rohan'],
    ],
    family: [
      ['राव', 'rao'],
      ['शर्मा', 'sharma'],
      ['देशपांडे', 'deshpande'],
    ],
  },
  {
    city: '上海',
    state: '上海市',
    country: 'CN',
    language: 'zh-CN',
    street: '外滩路',
    postalCode: '200002',
    phone: '+86 21 5550',
    surnameFirst: true,
    given: [
      ['伟', 'wei'],
      ['秀英', 'xiuying'],
      ['𠮷祥', 'jixiang'],
      ['芳', 'fang'],
    ],
    family: [
      ['王', 'wang'],
      ['李', 'li'],
      ['欧阳', 'ouyang'],
    ],
  },
  {
    city: '横浜市',
    state: '神奈川県',
    country: 'JP',
    language: 'ja-JP',
    street: '海岸通',
    postalCode: '231-0002',
    phone: '045-555-0',
    surnameFirst: true,
    given: [
      ['さくら', 'sakura'],
      ['健太', 'kenta'],
      ['ユウキ', 'yuki'],
      ['美咲', 'misaki'],
    ],
    family: [
      ['髙橋', 'takahashi'],
      ['渡邉', 'watanabe'],
      ['佐藤', 'sato'],
    ],
  },
  {
    city: 'İzmir',
    state: 'İzmir',
    country: 'TR',
    language: 'tr-TR',
    street: 'Kordon Caddesi',
    postalCode: '35210',
    phone: '0232 555 0',
    given: [
      ['Işıl', 'isil'],
      ['İbrahim', 'ibrahim'],
      ['Gülşen', 'gulsen'],
      ['Çağrı', 'cagri'],
    ],
    family: [
      ['Yıldız', 'yildiz'],
      ['Şahin', 'sahin'],
      ['Öztürk', 'ozturk'],
    ],
  },
  {
    city: 'Hải Phòng',
    state: 'Hải Phòng',
    country: 'VN',
    language: 'vi-VN',
    street: 'Đường Cảng',
    postalCode: '180000',
    phone: '+84 225 55',
    surnameFirst: true,
    given: [
      ['Thị Hồng', 'thihong'],
      ['Quốc Bảo', 'quocbao'],
      ['Ánh Nguyệt', 'anhnguyet'],
    ],
    family: [
      ['Nguyễn', 'nguyen'],
      ['Trần', 'tran'],
      ['Đặng', 'dang'],
    ],
  },
  {
    city: 'Dublin',
    state: 'Leinster',
    country: 'IE',
    language: 'en-IE',
    street: "Sir John Rogerson's Quay",
    postalCode: 'D02 X576',
    phone: '+353 1 555 ',
    given: [
      ['Siobhán', 'siobhan'],
      ['Seán', 'sean'],
      ['Mary Jane', 'maryjane'],
      ['Jean-Luc', 'jean-luc'],
    ],
    family: [
      ["O'Brien", 'obrien'],
      ['Ó Súilleabháin', 'osuilleabhain'],
      ['Smith & Sons', 'smithsons'],
      ['"Ace" Byrne', 'byrne'],
    ],
  },
];

/** The departments of the company, with titles from the top down. */
export const departments: readonly [Department, ...Department[]] = [
  { name: 'Fleet Operations', titles: ['Head of Fleet', 'Fleet Planner', 'Deck Officer', 'Engineer'] },
  {
    name: 'Ports & Terminals',
    titles: ['Head of Ports', 'Terminal Manager', 'Dock Planner', 'Crane Operator'],
  },
  { name: 'Finance', titles: ['Chief Financial Officer', 'Controller', 'Accountant', 'Accountant'] },
  { name: 'People', titles: ['Head of People', 'Recruiter', 'People Partner', 'Payroll Clerk'] },
  { name: 'IT', titles: ['Chief Information Officer', 'Architect', 'Developer', 'Support Engineer'] },
  { name: 'Sales', titles: ['Head of Sales', 'Account Manager', 'Sales Representative', 'Sales Assistant'] },
  { name: 'Legal', titles: ['General Counsel', 'Counsel', 'Paralegal', 'Clerk'] },
  { name: 'Safety', titles: ['Head of Safety', 'Safety Officer', 'Inspector', 'Trainer'] },
];

/** A department. */
export interface Department {
  readonly name: string;
  readonly titles: readonly [string, string, string, string];
}
