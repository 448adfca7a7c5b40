// Who acts. An officer acts as the holder of a post (職), never as a person alone; a citizen acts for the group of the case.

/** A post: a role in a department, `<department>.<role>`, for example `welfare.champion`. People hold it over time. */
export type PostCode = string;
/** A department, for example `welfare`. */
export type DepartmentCode = string;

/** Whom a request is addressed to. */
export type Addressee =
  | { readonly kind: 'post'; readonly post: PostCode }
  | { readonly kind: 'party'; readonly role: PartyRole };

/** The people of the applying group: the contact does the paperwork, the representative binds the group. */
export const PARTY_ROLES = ['contact', 'representative'] as const;
export type PartyRole = (typeof PARTY_ROLES)[number];

/** Who did something. `person` is an id, never a name. */
export type Actor =
  /** `deputyFor`: the holder in whose place this person acted (代決); both names are shown. */
  | { readonly kind: 'post'; readonly post: PostCode; readonly person: string; readonly deputyFor?: string }
  | { readonly kind: 'party'; readonly role: PartyRole }
  | { readonly kind: 'administrator'; readonly person: string }
  | { readonly kind: 'clock' }
  | { readonly kind: 'system' };

export const departmentOf = (post: PostCode): DepartmentCode => post.slice(0, post.indexOf('.'));
/** The head of the department a post belongs to: asked when the post stays silent. */
export const headOf = (post: PostCode): PostCode => `${departmentOf(post)}.head`;
/** The officer of a department who answers first (協働推進員). */
export const championOf = (department: DepartmentCode): PostCode => `${department}.champion`;

/** Whether two addressees are the same. */
export function sameAddressee(a: Addressee, b: Addressee): boolean {
  return a.kind === 'post' ? b.kind === 'post' && a.post === b.post : b.kind === 'party' && a.role === b.role;
}
