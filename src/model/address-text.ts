/** An address as 8.x shows it: as wide as the memory's last, decimal for small memories. */
export function addressText(address: number, size: number): string {
  const digits = (size - 1).toString(16).length;
  return size <= 16 ? String(address) : `0x${address.toString(16).padStart(digits, '0')}`;
}
