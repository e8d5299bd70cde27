/** What 7.1 explains of `write`. */
export const writeSyntax71 = `Usage: write <memory> <addr> <data>[,] {<data>[,]}
       write <memory> <addr> <len> <data>[,] {<data>[,]} ...

Ellipsis ... writes <len> bytes padded by repeating the last <data> item.

<data> can be hexadecimal, octal or decimal integers, floating point numbers
or C-style strings and characters. For integers, an optional case-insensitive
suffix specifies the data size: HH 8 bit, H/S 16 bit, L 32 bit, LL 64 bit.
Suffix D indicates a 64-bit double, F a 32-bit float, whilst a floating point
number without suffix defaults to 32-bit float. Hexadecimal floating point
notation is supported. An ambiguous trailing suffix, eg, 0x1.8D, is read as
no-suffix float where D is part of the mantissa; use a zero exponent 0x1.8p0D
to clarify.

An optional U suffix makes integers unsigned. Ordinary 0x hex integers are
always treated as unsigned. +0x or -0x hex numbers are treated as signed
unless they have a U suffix. Unsigned integers cannot be larger than 2^64-1.
If n is an unsigned integer then -n is also a valid unsigned integer as in C.
Signed integers must fall into the [-2^63, 2^63-1] range or a correspondingly
smaller range when a suffix specifies a smaller type.

Ordinary 0x hex integers with n hex digits (counting leading zeros) use the
smallest size of one, two, four and eight bytes that can accommodate any
n-digit hex integer. If an integer suffix specifies a size explicitly the
corresponding number of least significant bytes are written, and a warning
shown if the number does not fit into the desired representation. Otherwise,
unsigned integers occupy the smallest of one, two, four or eight bytes
needed. Signed numbers are allowed to fit into the smallest signed or
smallest unsigned representation: For example, 255 is stored as one byte as
255U would fit in one byte, though as a signed number it would not fit into a
one-byte interval [-128, 127]. The number -1 is stored in one byte whilst -1U
needs eight bytes as it is the same as 0xFFFFffffFFFFffffU.
`;

const brief = `Syntax: write <mem> <addr> <data>[,] {<data>[,]}
        write <mem> <addr> <len> <data>[,] {<data>[,]} ... # Fill, see below
        write <mem> <data> # Any <data> incl file if memory has only 1 byte
        write <mem> <file> # Must be file if memory has more than 1 byte
Function: write data to memory; flash and EEPROM are normally cached

Ellipsis ... writes <len> bytes padded by repeating the last <data> item.

Both the <addr> and <len> can be negative numbers; a negative <addr> starts
an interval from that many bytes below the memory size; a negative <len> ends
the interval at that many bytes below the memory size.

<data> can be binary, octal, decimal or hexadecimal integers, floating point
numbers or C-style strings and characters. If nothing matches, <data> will be
interpreted as name of a file containing data. In absence of a :<f> format
suffix, the terminal will try to auto-detect the file format.

A file name that starts with urboot: autogenerates a bootloader file, try
write flash urboot:help

`;

const detail = `For integers, an optional case-insensitive suffix specifies the data size: HH
8 bit, H/S 16 bit, L 32 bit, LL 64 bit. Suffix D indicates a 64-bit double, F
a 32-bit float, whilst a floating point number without suffix defaults to
32-bit float. Hexadecimal floating point notation is supported. An ambiguous
trailing suffix, eg, 0x1.8D, is read as no-suffix float where D is part of
the mantissa; use a zero exponent 0x1.8p0D to clarify.

An optional U suffix makes integers unsigned. Ordinary 0x hex and 0b binary
integers are always treated as unsigned. +0x, -0x, +0b and -0b numbers with
an explicit sign are treated as signed unless they have a U suffix. Unsigned
integers cannot be larger than 2^64-1. If n is an unsigned integer then -n is
also a valid unsigned integer as in C. Signed integers must fall into the
[-2^63, 2^63-1] range or a correspondingly smaller range when a suffix
specifies a smaller type.

Ordinary 0x hex and 0b binary integers with n digits (counting leading zeros)
use the smallest size of one, two, four and eight bytes that can accommodate
any n-digit hex/bin integer. If an integer suffix specifies a size explicitly
the corresponding number of least significant bytes are written, and a
warning shown if the number does not fit into the desired representation.
Otherwise, unsigned integers occupy the smallest of one, two, four or eight
bytes needed. Signed numbers are allowed to fit into the smallest signed or
smallest unsigned representation: For example, 255 is stored as one byte as
255U would fit in one byte, though as a signed number it would not fit into a
one-byte interval [-128, 127]. The number -1 is stored in one byte whilst -1U
needs eight bytes as it is the same as 0xFFFFffffFFFFffffU.
`;

/** What 8.2 explains of `write`; the details only at `-v`. */
export function writeSyntax82(detailed: boolean): string {
  return brief + (detailed ? detail : 'For more detail increase verbosity and rerun write -?\n');
}
