/**
 * Which words avrdude.conf has had from 6.3 to 8.2, and where each belongs. Sources: the `lexer.l` and `config_gram.y` of
 * 6.3, 6.4, 7.0, 7.1 and 8.2.
 */

/** How the values of an assignment are written. */
export type Shape =
  /** One expression or string. */
  | 'one'
  /** One of a few words. */
  | 'word'
  | 'string'
  | 'number'
  /** A number, perhaps with a fraction. */
  | 'real'
  /** Separated by commas. */
  | 'strings'
  | 'numbers'
  /** That many numbers, separated by blanks: `signature = 0x1e 0x95 0x87`. */
  | 2
  | 3
  /** Pin numbers, perhaps none, perhaps inverted. */
  | 'pins';

const shaped = (shape: Shape, words: string): [string, Shape][] =>
  words.split(/\s+/).map((word) => [word, shape]);

const opcodes = shaped(
  'strings',
  'read write read_lo read_hi write_lo write_hi loadpage_lo loadpage_hi load_ext_addr writepage chip_erase pgm_enable',
);

const part = new Map<string, Shape>([
  ...opcodes,
  ...shaped('numbers', 'pp_controlstack hvsp_controlstack flash_instr eeprom_instr'),
  ['variants', 'strings'],
  ['signature', 3],
  ['id', 'string'],
  ...shaped('word', 'reset retry_pulse'),
  ...shaped('number', 'serial parallel is_at90s1200 allowfullpagebitstream enablepageprogramming'),
  ...shaped(
    'one',
    `desc family_id prog_modes mcuid archnum n_interrupts n_page_erase n_boot_sections boot_section_size
    hvupdi_variant stk500_devcode avr910_devcode chip_erase_delay pagel bs2 usbpid
    is_avr32 timeout stabdelay cmdexedelay synchloops bytedelay
    pollindex pollvalue predelay postdelay pollmethod hventerstabdelay progmodedelay latchcycles togglevtg poweroffdelay
    resetdelayms resetdelayus hvleavestabdelay resetdelay chiperasepulsewidth chiperasepolltimeout chiperasetime
    programfusepulsewidth programfusepolltimeout programlockpulsewidth programlockpolltimeout synchcycles hvspcmdexedelay
    mcu_base nvm_base ocd_base syscfg_base ocdrev autobaud_sync factory_fcpu idr rampz spmcr eecr eind
    has_jtag has_debugwire has_pdi has_updi has_tpi devicecode`,
  ),
]);

const memory = new Map<string, Shape>([
  ...opcodes,
  ['readback', 2],
  ...shaped(
    'one',
    `paged size page_size num_pages initval bitmask n_word_writes offset min_write_delay max_write_delay
    pwroff_after_write readback_p1 readback_p2 mode delay blocksize readsize pollindex banked bank_size num_banks`,
  ),
]);

const programmer = new Map<string, Shape>([
  ['id', 'strings'],
  ...shaped('numbers', 'usbpid hvupdi_support'),
  ...shaped('word', 'type connection_type'),
  ...shaped(
    'one',
    `desc prog_modes is_serialadapter extra_features baudrate usbvid usbdev usbsn usbvendor
    usbproduct`,
  ),
  ...'vcc buff reset sck sdo sdi mosi miso pico poci tck tdi tdo tms errled rdyled pgmled vfyled'
    .split(' ')
    .map((word): [string, Shape] => [word, 'pins']),
]);

/** The words of each kind of block, with the shape of their values. */
export const keywords = { part, memory, programmer } as const;

/** Words outside blocks, with the shape of their values. */
export const globals: ReadonlyMap<string, Shape> = new Map([
  ...shaped(
    'string',
    'avrdude_conf_version default_programmer default_parallel default_serial default_spi default_linuxgpio',
  ),
  ...shaped('number', 'default_baudrate default_safemode allow_subshells'),
  ...shaped('real', 'default_bitclock'),
]);

/** Words that releases after 7.1 took away; `mosi` and `miso`, which went too, say nothing of what a part can do. */
export const oldWords: ReadonlySet<string> = new Set([
  'default_safemode',
  'has_jtag',
  'has_debugwire',
  'has_pdi',
  'has_updi',
  'has_tpi',
  'is_avr32',
  'banked',
  'bank_size',
  'num_banks',
]);

/** Words that came after 6.4, which refuses a file that has one. Constants are among them. */
export const newWords: ReadonlySet<string> = new Set([
  'alias',
  'allow_subshells',
  'archnum',
  'autobaud_sync',
  'avrdude_conf_version',
  'bitmask',
  'boot_section_size',
  'default_baudrate',
  'default_linuxgpio',
  'default_spi',
  'eind',
  'extra_features',
  'factory_fcpu',
  'false',
  'hvupdi_support',
  'hvupdi_variant',
  'initval',
  'is_serialadapter',
  'linuxgpio',
  'mcuid',
  'n_boot_sections',
  'n_interrupts',
  'n_page_erase',
  'n_word_writes',
  'NULL',
  'pico',
  'poci',
  'prog_modes',
  'readback',
  'sdi',
  'sdo',
  'serialadapter',
  'spi',
  'syscfg_base',
  'tck',
  'tdi',
  'tdo',
  'tms',
  'true',
  'variants',
]);
