/**
 * A finding's name across commits: 64 bits, as 16 hex digits, of rule, message and identity (cyrb53's mixing, run with
 * two seeds). It is a key, not a defence: nothing is trusted because its fingerprint fits.
 */
export function fingerprint(rule: string, message: string, identity: string): string {
  const text = `${rule}\0${message}\0${identity}`;
  return mix(text, 0x9e3779b9) + mix(text, 0x85ebca6b);
}

function mix(text: string, seed: number): string {
  let a = 0xdeadbeef ^ seed;
  let b = 0x41c6ce57 ^ seed;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    a = Math.imul(a ^ unit, 2654435761);
    b = Math.imul(b ^ unit, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  return (a >>> 0).toString(16).padStart(8, '0');
}
