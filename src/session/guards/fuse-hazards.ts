// Written by scripts/fuse-hazards.mjs from avrdude 8.2's table of fuse fields. Do not edit.

/** How a fuse value can shut a programmer out. */
export type Hazard = 'spi-off' | 'reset-off' | 'debugwire-on' | 'external-clock' | 'jtag-off' | 'updi-off';

/** A fuse byte is dangerous if its bits under `mask` are `value`. */
export interface HazardousField {
  readonly fuse: string;
  readonly mask: number;
  readonly value: number;
  readonly hazard: Hazard;
}

/** The dangerous fields of each part, parts with the same ones together. */
export const fuseHazards: readonly { readonly parts: string; readonly hazards: readonly HazardousField[] }[] =
  [
    {
      parts:
        'c128 c32 c64 m128 m1280 m1281 m1284 m1284p m1284rfr2 m128a m128rfa1 m128rfr2 m16 m162 m164a m164p m164pa m16a m16u4 m2560 m2561 m2564rfr2 m256rfr2 m32 m324a m324p m324pa m324pb m32a m32u4 m64 m640 m644 m644a m644p m644pa m644rfr2 m64a m64rfr2 ms128 usb1286 usb1287 usb646 usb647',
      hazards: [
        { fuse: 'hfuse', mask: 0x20, value: 0x20, hazard: 'spi-off' },
        { fuse: 'hfuse', mask: 0x40, value: 0x40, hazard: 'jtag-off' },
        { fuse: 'lfuse', mask: 0x0f, value: 0x00, hazard: 'external-clock' },
      ],
    },
    {
      parts:
        'a5505 a6612c a6613c a6614q a6616c a6617c a664251 m168 m168a m168p m168pa m168pb m16m1 m328 m328p m328pb m32c1 m32m1 m48 m48a m48p m48pa m48pb m64c1 m64m1 m88 m88a m88p m88pa m88pb ms64m1 pwm1 pwm161 pwm2 pwm216 pwm2b pwm3 pwm316 pwm3b pwm81 t167 t24 t24a t25 t261 t261a t43u t44 t44a t45 t461 t461a t84 t84a t85 t861 t861a t87',
      hazards: [
        { fuse: 'hfuse', mask: 0x20, value: 0x20, hazard: 'spi-off' },
        { fuse: 'hfuse', mask: 0x40, value: 0x00, hazard: 'debugwire-on' },
        { fuse: 'hfuse', mask: 0x80, value: 0x00, hazard: 'reset-off' },
        { fuse: 'lfuse', mask: 0x0f, value: 0x00, hazard: 'external-clock' },
      ],
    },
    {
      parts: '1200 2313 2323 2343 4414 4434 8515 8535 m103',
      hazards: [{ fuse: 'fuse', mask: 0x20, value: 0x20, hazard: 'spi-off' }],
    },
    {
      parts: '2333 4433',
      hazards: [
        { fuse: 'fuse', mask: 0x06, value: 0x00, hazard: 'external-clock' },
        { fuse: 'fuse', mask: 0x20, value: 0x20, hazard: 'spi-off' },
      ],
    },
    {
      parts: 'm16u2 m32u2 m8u2 usb162 usb82',
      hazards: [
        { fuse: 'hfuse', mask: 0x20, value: 0x20, hazard: 'spi-off' },
        { fuse: 'hfuse', mask: 0x40, value: 0x00, hazard: 'reset-off' },
        { fuse: 'hfuse', mask: 0x80, value: 0x00, hazard: 'debugwire-on' },
        { fuse: 'lfuse', mask: 0x0f, value: 0x00, hazard: 'external-clock' },
      ],
    },
    {
      parts: 'm161',
      hazards: [
        { fuse: 'fuse', mask: 0x07, value: 0x00, hazard: 'external-clock' },
        { fuse: 'fuse', mask: 0x07, value: 0x01, hazard: 'external-clock' },
        { fuse: 'fuse', mask: 0x07, value: 0x05, hazard: 'external-clock' },
        { fuse: 'fuse', mask: 0x20, value: 0x20, hazard: 'spi-off' },
      ],
    },
    {
      parts: 'm163',
      hazards: [
        { fuse: 'lfuse', mask: 0x0f, value: 0x00, hazard: 'external-clock' },
        { fuse: 'lfuse', mask: 0x0f, value: 0x01, hazard: 'external-clock' },
        { fuse: 'lfuse', mask: 0x0f, value: 0x0d, hazard: 'external-clock' },
        { fuse: 'lfuse', mask: 0x20, value: 0x20, hazard: 'spi-off' },
      ],
    },
    {
      parts:
        'm165 m165a m165p m165pa m169 m169a m169p m169pa m325 m3250 m3250a m3250p m3250pa m325a m325p m325pa m329 m3290 m3290a m3290p m3290pa m329a m329p m329pa m645 m6450 m6450a m6450p m645a m645p m649 m6490 m6490a m6490p m649a m649p',
      hazards: [
        { fuse: 'efuse', mask: 0x01, value: 0x00, hazard: 'reset-off' },
        { fuse: 'hfuse', mask: 0x20, value: 0x20, hazard: 'spi-off' },
        { fuse: 'hfuse', mask: 0x40, value: 0x40, hazard: 'jtag-off' },
        { fuse: 'lfuse', mask: 0x0f, value: 0x00, hazard: 'external-clock' },
      ],
    },
    {
      parts: 'm16hva m8hva',
      hazards: [
        { fuse: 'fuse', mask: 0x10, value: 0x00, hazard: 'debugwire-on' },
        { fuse: 'fuse', mask: 0x20, value: 0x20, hazard: 'spi-off' },
      ],
    },
    {
      parts: 'm16hvb m16hvbrevb m32hvb m32hvbrevb m32hve2 m64hve2',
      hazards: [
        { fuse: 'hfuse', mask: 0x08, value: 0x00, hazard: 'debugwire-on' },
        { fuse: 'lfuse', mask: 0x20, value: 0x20, hazard: 'spi-off' },
      ],
    },
    {
      parts: 'm406',
      hazards: [{ fuse: 'hfuse', mask: 0x01, value: 0x01, hazard: 'jtag-off' }],
    },
    {
      parts: 'm8 m8a',
      hazards: [
        { fuse: 'hfuse', mask: 0x20, value: 0x20, hazard: 'spi-off' },
        { fuse: 'hfuse', mask: 0x80, value: 0x00, hazard: 'reset-off' },
        { fuse: 'lfuse', mask: 0x0f, value: 0x00, hazard: 'external-clock' },
      ],
    },
    {
      parts: 'm8515 m8535',
      hazards: [
        { fuse: 'hfuse', mask: 0x20, value: 0x20, hazard: 'spi-off' },
        { fuse: 'lfuse', mask: 0x0f, value: 0x00, hazard: 'external-clock' },
      ],
    },
    {
      parts: 't10 t102 t104 t20 t4 t40 t5 t9',
      hazards: [{ fuse: 'fuse', mask: 0x01, value: 0x00, hazard: 'reset-off' }],
    },
    {
      parts: 't11',
      hazards: [
        { fuse: 'fuse', mask: 0x07, value: 0x00, hazard: 'external-clock' },
        { fuse: 'fuse', mask: 0x08, value: 0x00, hazard: 'reset-off' },
      ],
    },
    {
      parts: 't12',
      hazards: [
        { fuse: 'fuse', mask: 0x0e, value: 0x00, hazard: 'external-clock' },
        { fuse: 'fuse', mask: 0x10, value: 0x00, hazard: 'reset-off' },
        { fuse: 'fuse', mask: 0x20, value: 0x20, hazard: 'spi-off' },
      ],
    },
    {
      parts: 't13 t13a',
      hazards: [
        { fuse: 'hfuse', mask: 0x01, value: 0x00, hazard: 'reset-off' },
        { fuse: 'hfuse', mask: 0x08, value: 0x00, hazard: 'debugwire-on' },
        { fuse: 'lfuse', mask: 0x03, value: 0x00, hazard: 'external-clock' },
        { fuse: 'lfuse', mask: 0x80, value: 0x80, hazard: 'spi-off' },
      ],
    },
    {
      parts: 't15',
      hazards: [
        { fuse: 'fuse', mask: 0x10, value: 0x00, hazard: 'reset-off' },
        { fuse: 'fuse', mask: 0x20, value: 0x20, hazard: 'spi-off' },
      ],
    },
    {
      parts:
        't1604 t1606 t1607 t1614 t1614auto t1616 t1616auto t1617 t1617auto t1624 t1626 t1627 t202 t204 t212 t214 t3216 t3216auto t3217 t3217auto t3224 t3226 t3227 t402 t404 t406 t412 t414 t416 t416auto t417 t417auto t424 t426 t427 t804 t806 t807 t814 t814auto t816 t816auto t817 t817auto t824 t826 t827',
      hazards: [{ fuse: 'syscfg0', mask: 0x0c, value: 0x00, hazard: 'updi-off' }],
    },
    {
      parts: 't1634 t1634r t441 t841',
      hazards: [
        { fuse: 'hfuse', mask: 0x20, value: 0x20, hazard: 'spi-off' },
        { fuse: 'hfuse', mask: 0x40, value: 0x00, hazard: 'debugwire-on' },
        { fuse: 'hfuse', mask: 0x80, value: 0x00, hazard: 'reset-off' },
        { fuse: 'lfuse', mask: 0x1f, value: 0x00, hazard: 'external-clock' },
      ],
    },
    {
      parts: 't22',
      hazards: [
        { fuse: 'fuse', mask: 0x01, value: 0x01, hazard: 'external-clock' },
        { fuse: 'fuse', mask: 0x20, value: 0x20, hazard: 'spi-off' },
      ],
    },
    {
      parts: 't2313 t2313a t4313',
      hazards: [
        { fuse: 'hfuse', mask: 0x01, value: 0x00, hazard: 'reset-off' },
        { fuse: 'hfuse', mask: 0x20, value: 0x20, hazard: 'spi-off' },
        { fuse: 'hfuse', mask: 0x80, value: 0x00, hazard: 'debugwire-on' },
        { fuse: 'lfuse', mask: 0x0f, value: 0x00, hazard: 'external-clock' },
      ],
    },
    {
      parts: 't26',
      hazards: [
        { fuse: 'hfuse', mask: 0x08, value: 0x08, hazard: 'spi-off' },
        { fuse: 'hfuse', mask: 0x10, value: 0x00, hazard: 'reset-off' },
        { fuse: 'lfuse', mask: 0x8f, value: 0x80, hazard: 'external-clock' },
      ],
    },
    {
      parts: 't28',
      hazards: [{ fuse: 'fuse', mask: 0x0e, value: 0x00, hazard: 'external-clock' }],
    },
    {
      parts: 't48 t88',
      hazards: [
        { fuse: 'hfuse', mask: 0x20, value: 0x20, hazard: 'spi-off' },
        { fuse: 'hfuse', mask: 0x40, value: 0x00, hazard: 'debugwire-on' },
        { fuse: 'hfuse', mask: 0x80, value: 0x00, hazard: 'reset-off' },
        { fuse: 'lfuse', mask: 0x0f, value: 0x0c, hazard: 'external-clock' },
      ],
    },
    {
      parts: 't828 t828r',
      hazards: [
        { fuse: 'hfuse', mask: 0x20, value: 0x20, hazard: 'spi-off' },
        { fuse: 'hfuse', mask: 0x40, value: 0x00, hazard: 'debugwire-on' },
        { fuse: 'hfuse', mask: 0x80, value: 0x00, hazard: 'reset-off' },
        { fuse: 'lfuse', mask: 0x02, value: 0x00, hazard: 'external-clock' },
      ],
    },
    {
      parts:
        'x128a1 x128a1d x128a1u x128a3 x128a3u x128a4 x128a4u x128b1 x128b3 x16a4 x16a4u x192a1 x192a3 x192a3u x256a1 x256a3 x256a3b x256a3bu x256a3u x32a4 x32a4u x64a1 x64a1u x64a3 x64a3u x64a4 x64a4u x64b1 x64b3',
      hazards: [
        { fuse: 'fuse4', mask: 0x01, value: 0x01, hazard: 'jtag-off' },
        { fuse: 'fuse4', mask: 0x10, value: 0x00, hazard: 'reset-off' },
      ],
    },
    {
      parts:
        'x128c3 x128d3 x128d4 x16c4 x16d4 x16e5 x192c3 x192d3 x256c3 x256d3 x32c3 x32c4 x32d3 x32d4 x32e5 x384c3 x384d3 x64c3 x64d3 x64d4 x8e5',
      hazards: [{ fuse: 'fuse4', mask: 0x10, value: 0x00, hazard: 'reset-off' }],
    },
    {
      parts:
        '16dd14 16dd20 16dd28 16dd32 16du14 16du20 16du28 16du32 16ea28 16ea32 16ea48 16eb14 16eb20 16eb28 16eb32 32dd14 32dd20 32dd28 32dd32 32du14 32du20 32du28 32du32 32ea28 32ea32 32ea48 32eb14 32eb20 32eb28 32eb32 64dd14 64dd20 64dd28 64dd32 64du28 64du32 64ea28 64ea32 64ea48',
      hazards: [{ fuse: 'syscfg0', mask: 0x10, value: 0x00, hazard: 'updi-off' }],
    },
  ];
