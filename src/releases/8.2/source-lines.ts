/** Where avrdude 8.2 has its errors and warnings: made by `scripts/source-lines-import.mjs`, read by `../source-lines.ts`. */
export const sourceLines = `arduino.c
 arduino_parseextparms	63
 arduino_read_sig_bytes	82e memsize too small for sig byte r	94e programmer is out of sync	98e protocol expects sync byte 0x% b	103e protocol expects OK byte 0x% but
 arduino_open	116
avr.c
 avr_tpi_chip_erase	64e no flash memory to erase for par	101e part has no TPI
 avr_tpi_program_enable	127e TPIIR not correct	146e target does not reply when enabl	150e part has no TPI
 avr_read_byte_default	242e % programmer uses %() without pr	251e % programmer does not support TP
 avr_read	359
 avr_read_mem	407e unable to read address 0x%	486e unable to read byte at address 0	494e read operation failed for memory
 avr_write_page	522e % programmer uses %() without pr	528e memory % not configured for page
 avr_write_byte_default	705e % programmer uses %() without pr	715e cannot write to read-only memory	723e % programmer does not support TP	728e writing a byte to flash is not s	731e writing a byte to an odd locatio	878e initialization failed (rc = %):
 avr_update_byte	929
 avr_write_byte	951
 avr_write	975
 avr_write_mem	998w % bytes requested, but memory re	1038e unsupported n_word_writes value 	1112e effective page size % implausibl
 avr_signature	1275
 avr_verify	1351
 avr_verify_mem	1367e memory % not defined for part %	1376w requested verification for % byt	1393w % verification mismatch%	1405w % verification mismatch
 avr_get_cycle_count	1447
 avr_put_cycle_count	1483
 avr_cc_buffer	1496w avr_cc_buffer(n) overran; n chos	1501e requested size % too big for cx-
 avr_get_mem_type	1660w avr_mem_order[] does not know %;	1665e avr_mem_order[] under-dimensione
avr910.c
 avr910_vfy_cmd_sent	97e avr910_recv(pgm, &c, 1) failed	99e protocol error for command: %
 avr910_chip_erase	108
 avr910_enter_prog_mode	119
 avr910_leave_prog_mode	124
 avr910_initialize	144e avr910_send(pgm, "S", 1) failed	146e avr910_recv(pgm, id, sizeof(id) 	150e avr910_send(pgm, "V", 1) failed	151e avr910_recv(pgm, sw, sizeof(sw))	153e avr910_send(pgm, "v", 1) failed	154e avr910_recv(pgm, hw, sizeof(hw))	158e avr910_send(pgm, "p", 1) failed	159e avr910_recv(pgm, &type, 1) faile	167e avr910_send(pgm, "a", 1) failed	168e avr910_recv(pgm, &my.has_auto_in	175e avr910_send(pgm, "b", 1) failed	176,178,180,201e avr910_recv(pgm, &c, 1) failed	197e avr910_send(pgm, "t", 1) failed	219w selected device % is not support	221e selected device % is not support	236e avr910_send(pgm, buf, 2) failed
 avr910_cmd	267e avr910_send(pgm, buf, 5) failed	268e avr910_recv(pgm, buf, 2) failed
 avr910_parseextparms	289e invalid device code in -x %	310e invalid extended parameter -x %
 avr910_open	325
 avr910_set_addr	356
 avr910_write_byte	384
 avr910_read_byte_flash	399e avr910_send(pgm, "R", 1) failed	400e avr910_recv(pgm, buf, sizeof(buf
 avr910_read_byte_eeprom	413e avr910_send(pgm, "d", 1) failed	414e avr910_recv(pgm, (char *) value,
 avr910_paged_write_flash	451e avr910_send(pgm, buf, sizeof(buf	462,482e avr910_send(pgm, "m", 1) failed
 avr910_paged_write_eeprom	502
 avr910_paged_load	601e avr910_send(pgm, cmd, 4) failed	602e avr910_recv(pgm, (char *) &m->buf[addr], blocksize) failed	608e avr910_send(pgm, cmd, 1) failed	611e avr910_recv(pgm, buf, 2) failed	615e avr910_recv(pgm, (char *) &m->buf[addr], 1) failed
 avr910_read_sig_bytes	633e memsize too small for sig byte r	637e avr910_send(pgm, "s", 1) failed	638e avr910_recv(pgm, (char *) m->buf
avrcache.c
 read_byte_error	146
 write_byte_error	151
 cacheAddress	248e % cache address 0x% out of range	253e % page size % incompatible with 
 loadCachePage	273
 writeCachePage	322e % access error at addr 0x%	331e write % page error at addr 0x%	339e unable to read % page at addr 0x
 avr_flush_cache	439e unable to initialise the cache	527e chip erase failed	553e flash read failed at addr 0x%	566e EEPROM read failed at addr 0x%	615e verification mismatch at % page 
avrftdi.c
 avrftdi_noftdi_open	52
 set_frequency	165w frequency % too high, resetting 	171w frequency % too low, resetting t
 write_flush	474
 avrftdi_pin_setup	576e no valid pin configuration found	578e pin configuration for FTDI MPSSE	594e if other pin configuration is us
 avrftdi_open	650e invalid -P %; drop -P option or 	661w using PID 0x%, ignoring remainin	670w invalid interface %; setting to 	681e % (%)	708w setting bitclock despite HAS_BIT	711w both -b baudrate and -B bitrate 	724e found unsupported device type AM	759w unknown device type 0x%, continu
 avrftdi_program_enable	836e AVR_OP_PGM_ENABLE command not de	845w program enable command not succe	854e device is not responding to prog
 avrftdi_chip_erase	864
 avrftdi_flash_write	964e AVR_OP_LOADPAGE_LO command not d	968e AVR_OP_LOADPAGE_HI command not d	973w parameter page_size is % 	1003e AVR_OP_WRITEPAGE command not def	1039w skipping empty page (containing 
 avrftdi_flash_read	1061e AVR_OP_READ_LO command not defin	1065e AVR_OP_READ_HI command not defin
 avrftdi_setup	1159
 avrftdi_jtag_initialize	1346e programmer type % is known not t	1347e exiting, use -F to carry on rega
 avrftdi_jtag_write_byte	1540
avrpart.c
 avr_locate_upidx	530
 avr_locate_config_mem_c_value	729e avrintel.c does not hold configu	736e % does not have a unique config 	745e % does not have the memory % nee	750e cannot handle size % of %'s memo	758e cannot read from  %'s % memory
 avr_set_config_value	790w value 0x% has bits set outside b	797e cannot write to %'s % memory
bitbang.c
 bitbang_tpi_rx	236e start bit not received correctly	251e parity bit is wrong	260e stop bits not received correctly
 bitbang_chip_erase	386e no flash memory to erase for par	404e chip erase instruction not defin
 bitbang_program_enable	437
 bitbang_initialize	466e % programmer does not support TP	481e SDO->SDI 0 failed	486e SDO->SDI 1 failed	511e TPIIR not correct	544e AVR device not responding
 verify_pin_assigned	554e invalid pin function number %	559e no pin has been assigned for %
 bitbang_check_prerequisites	578
buspirate.c
 buspirate_expect_bin_byte	144
 buspirate_getc	161
 buspirate_readline	208
 buspirate_send	221
 buspirate_parseextparms	307e spifreq must be between 0 and 7;	312,328e set either spifreq or rawfreq	323e rawfreq must be between 0 and 3	340e cpufreq must be between 125 and 	361e -x reset= value must be either C	382e serial_recv_timeout must be grea	396e invalid extended parameter -x %
 buspirate_verifyconfig	423e RESET pin other than CS is not s	429e SPI speed selection is not suppo
 buspirate_open	440w -c % does not support adjustable bitclock speed using -B; use -i instead	442w -c % does not support adjustable bitclock speed; ignoring -B
 buspirate_reset_from_binmode	476e did not get a response to stop P	482e did not get a response to power 	505e reset failed; you may need to po
 buspirate_start_mode_bin	553e binary mode not confirmed: %	581e cpufreq (PWM) setup failed	590e % mode not confirmed: %
 buspirate_start_spi_mode_ascii	690e SPI mode number not found; does 	691e try powercycling your BusPirate 
 buspirate_enable	759e BusPirate is not responding; ser	766e programmer is not responding	787e unable to start ascii SPI mode
 buspirate_powerup	827e did not get a response to start 	834w did not get a response to PowerU
 buspirate_powerdown	844e did not get a response to stop P	851e did not get a response to PowerD
 buspirate_cmd_ascii	892
 buspirate_paged_load	922e called while in nopagedread mode	950e paged read command returned zero
 buspirate_paged_write	994e AVR_OP_LOADPAGE_LO command not d	998e AVR_OP_LOADPAGE_HI command not d	1052e write then read did not succeed
 buspirate_program_enable	1076
 buspirate_chip_erase	1095
 buspirate_bb_enable	1161e attempting to initiate BusPirate	1176e binary mode not confirmed: %
butterfly.c
 butterfly_vfy_cmd_sent	102e butterfly_recv(pgm, &c, 1) faile	104e protocol error for command: %
 butterfly_chip_erase	128
 butterfly_enter_prog_mode	137
 butterfly_leave_prog_mode	142
 butterfly_initialize	181e butterfly_send(pgm, mk_reset_cmd	186,190e butterfly_send(pgm, &c, 1) faile	195,212,261,266,268,278e butterfly_recv(pgm, &c, 1) faile	198e connection failed	209e butterfly_send(pgm, "\\033", 1) f	211e butterfly_send(pgm, "S", 1) fail	220e butterfly_recv(pgm, &id[1], size	229e butterfly_send(pgm, "V", 1) fail	230e butterfly_recv(pgm, sw, sizeof(s	232e butterfly_send(pgm, "v", 1) fail	233e butterfly_recv(pgm, hw, 1) faile	235e butterfly_recv(pgm, &hw[1], 1) f	240e butterfly_send(pgm, "p", 1) fail	241e butterfly_recv(pgm, &type, 1) fa	253e butterfly_send(pgm, "a", 1) fail	254e butterfly_recv(pgm, &my.has_auto	260e butterfly_send(pgm, "b", 1) fail	274e butterfly_send(pgm, "t", 1) fail	300e butterfly_send(pgm, buf, 2) fail
 butterfly_open	325
 butterfly_close	358
 butterfly_set_addr	377,387e butterfly_send(pgm, cmd, sizeof(
 butterfly_set_extaddr	400
 butterfly_write_byte	441e cannot write to read-only memory	446e butterfly_send(pgm, cmd, size) f
 butterfly_read_byte_flash	461e cannot read memory %	474e butterfly_send(pgm, msg, 4) fail	475e butterfly_recv(pgm, buf, sizeof(
 butterfly_read_byte_eeprom	488e butterfly_send(pgm, "g\\000\\001E"	489e butterfly_recv(pgm, (char *) val
 butterfly_read_byte	516e butterfly_send(pgm, &cmd, 1) fai	517e butterfly_recv(pgm, (char *) val
 butterfly_paged_write	542
 butterfly_paged_load	601e butterfly_send(pgm, cmd, 4) fail	602e butterfly_recv(pgm, (char *) &m-
 butterfly_read_sig_bytes	615e memsize too small for sig byte r	619e butterfly_send(pgm, "s", 1) fail	620e butterfly_recv(pgm, (char *) m->
 butterfly_parseextparms	648
ch341a.c
 CH341USBTransferPart	137
 CH341ChipSelect	184
 ch341a_open	209e invalid -P %; drop -P option or 	213w ignoring serial number % given i	220w using PID 0x%, ignoring remainin	238w cannot open USB device: %	250e could not find USB device with v	254e libusb_claim_interface failed, r	261w -c % does not support adjustable
 ch341a_initialize	292e CH341ChipSelect(..., false) fail	297e CH341ChipSelect(..., true) faile
 ch341a_spi	319e failed to transfer data to CH341	324e failed to transfer data from CH3
 ch341a_spi_chip_erase	343
 ch341a_spi_program_enable	416
 ch341a_nousb_open	480
config.c
 cfg_malloc	190
 cfg_realloc	201
 cfg_strdup	211
 yyerror	233
 yywarning	248
 read_config	429o cannot determine realpath() of c	435o cannot open config file %: %
config_gram.y
 yyparse	1030
developer_opts.c
 avrpart_deep_copy	464
dfu.c
 dfu_open	39e no USB support compiled for avrd	107e invalid -P %; drop this option o
 dfu_init	154e no DFU support for part; specify	193e no matching USB device found	203e USB device at %:%: %
 dfu_getstatus	249,254e unable to get DFU status: %	259e oversize read (should not happen
 dfu_clrstatus	280
 dfu_abort	296
 dfu_dnload	313e DFU_DNLOAD failed: %	318e DFU_DNLOAD failed: short write	323e DFU_DNLOAD failed: oversize writ
 dfu_upload	340,345e DFU_UPLOAD failed: %	350e oversize read (should not happen
 get_usb_string	390
disasm.c
 tagfile_readline	251,255,262e tagfile line % %	259e tagfile line % address %: %	276e tagfile line % needs to be <addr	305e memory label type can only be B(	311e tagfile line % count %: %	313e tagfile line % tagfile line % ha
 disasm_init_tagfile	389o cannot open tagfile %: %	401e read error in tag file %: %
 process_data	769
 disassemble	1023w unexpected number of A bits in a	1025w unexpected number of a bits in a	1027w unexpected number of b bits in a	1029w unexpected number of k bits in a	1031w unexpected number of  bits in av	1033w unexpected number of q bits in a	1035w unexpected number of Rd bits in 	1037w unexpected number of Rr bits in 	1039w unexpected number of s bits in a
dryrun.c
 dryrun_init_ur	91
 dryrun_flash_readhook	174e bootloader [0x%, 0x%] outside fl	179e input [0x%, 0x%] overlaps b/load	183e input [0x%, 0x%] extends program	198w not patching jmp to application 	218w not patching input as opcode wor	227w not patching as reset opcode % j	279e input would overwrite the reset 	282e input points reset to 0x%, not t
 dryrun_read_sig_bytes	297
 dryrun_chip_erase	310e no dryrun device?	312e cannot locate % flash memory for	314e cannot erase % flash memory owin
 dryrun_page_erase	366e no dryrun device?	371e cannot locate % % memory for pag	374e % does not support paged access	377e % page erase of % reaches outsid
 flashlayout	467w negative application size	469w application section % outside fl	473w negative apptable size	475w apptable section % outside flash	479w negative boot section size	481w boot section % outside flassh [0	485w section sizes do not add up (0x%	489w no application section	493w application section % does not t	497w apptable section % does not touch code section %	502w apptable section % does not touch application section %	506w apptable section % does not touch boot section %
 dryrun_enable	870
 dryrun_open	955
 dryrun_paged_write	978e no dryrun device?	991e cannot locate % % memory for pag	993e cannot write page to % % owing t	995e cannot write page to % % as memo	1000e cannot write page [0x%, 0x%] to 
 dryrun_paged_load	1041e no dryrun device?	1054e cannot locate % % memory for pag	1056e cannot read page from % % owing 	1058e cannot read page from % % as mem	1063e cannot read page [0x%, 0x%] from
 dryrun_write_byte	1082e no dryrun device?	1084e cannot locate % % memory for byt	1086e cannot write byte to % % owing t	1088e cannot write byte to % % as size	1096e cannot write to write-protected 	1100e cannot write byte to % % as addr
 dryrun_read_byte	1138e no dryrun device?	1140e cannot locate % % memory for byt	1142e cannot read byte from % % owing 	1144e cannot read byte from % % as siz	1148e cannot read byte % % as address 	1152e classic part io/sram memories ca
 dryrun_parseextparams	1265e cannot parse % seed value: %	1282e invalid extended parameter -x %
fileio.c
 fileio_format_with_errmsg	157
 baseoffset	207
 fileio_mem_offset	233e unable to locate %'s % in multi-	235e %'s % location [0x%, 0x%] outsid	239e %'s % location [0x%, 0x%] stradd	243e %'s % memory location [0x%, 0x%]
 b2ihex	302
 ihex2b	512e invalid record at line % of %	518e checksum mismatch at line % of %	534e address 0x% below memory offset 0x% at line % of %;	540w address 0x% below memory offset 0x% at line % of %: 	554e Intel Hex record [0x%, 0x%] out of range [0, 0x%]	560w Intel Hex record [0x%, 0x%] out of range [0, 0x%]: 	575e signature of % incompatible with	606e do not know how to deal with rec	613e read error in Intel Hex file %: 	618e no valid record found in Intel H	622w no end of file record found for 	628w no % data found in Intel Hex fil
 b2srec	680
 srec2b	828e invalid record at line % of %	833e checksum mismatch at line % of %	860e not supported record at line % o	866e count of transmitted data record	880e do not know how to deal with rec	892e address 0x% below memory offset 0x% at line % of %	898w address 0x% below memory offset 0x% at line % of %: 	912e Motorola S-Record [0x%, 0x%] out of range [0, 0x%]	918w Motorola S-Record [0x%, 0x%] out of range [0, 0x%]: 	933e signature of % incompatible with	947e read error in Motorola S-Record 	951w no end of file record found for 	956w no % data found in Motorola S-Re
 elf2b	1047e cannot handle % memory region fr	1061e no flash memory region found, ca	1070e ELF library initialization faile	1074e cannot open % as an ELF file: %	1078e cannot use % as an ELF input fil	1086e unable to read ident area of %: 	1101e ELF file % is not a 32-bit, %-en	1108e unable to read ehdr of %: %	1113e ELF file % is not an executable 	1128e ELF file % is not for machine %	1132e ELF file % uses extended program	1139e unable to read program header ta	1146e unable to obtain section name st	1169e unable to read section #% header	1201e section % of size % does not fit	1214e unexpected data block at offset 	1217e ELF file section does not contai	1236e section % [0x%, 0x%] does not fi
 fileio_rbin	1265e invalid fileio operation=%	1270o % error % %: %; % % of the expec
 fileio_imm	1293e invalid data % in immediate mode	1303e invalid file format 'immediate' 	1308e invalid operation=%
 fileio_ihex	1333
 fileio_srec	1355
 fileio_elf	1369e write operation not supported fo	1378e invalid ELF file I/O operation=%
 b2num	1444
 num2b	1467e invalid data % in number :[hdob]	1478e fgets() errror: %
 fileio_num	1496
 fileio_setparms	1520
 fileio_fmt_autodetect_fp	1625
 fileio_fmt_autodetect	1650
 fileio	1676
 segment_normalise	1692e % address 0x% is out of range [-	1701e invalid segment length % for % a	1706e segment length % with starting a
 fileio_segments_normalise	1748e cannot auto detect file format w	1755e cannot determine file format for	1780o cannot open % file %: %	1824e cannot handle ELF file %, ELF fi	1841e invalid % file format: %
flip1.c
 flip1_open	184w -c % does not support adjustable	765e no USB support compiled for avrd
 flip1_initialize	220w using PID 0x%, ignoring remainin	225e flip1 (FLIP protocol version 1) 	238w USB idVendor = 0x% (expected 0x%	241w USB idProduct = 0x% (expected 0x	244w USB bNumConfigurations = % (expe	247w USB bNumInterfaces = % (expected	250w USB bDeviceClass = % (expected 2	253w USB bDeviceSubClass = % (expecte	256w USB bDeviceProtocol = % (expecte	265w USB bInterfaceClass = % (expecte	268w USB bInterfaceSubClass = % (expected 1)	271w USB bInterfaceSubClass = % (expected 0)	275w bMaxPacketSize0 (%) != 32, thing
 flip1_chip_erase	335
 flip1_read_byte	355e signature address % out of range	365e % memory not accessible using FL
 flip1_write_byte	386e cannot write to read-only memory	396e % memory not accessible using FL
 flip1_paged_load	413
 flip1_paged_write	435e % memory not accessible using FL	441e attempting to read more than % b
 flip1_read_sig_bytes	457e signature read must be at least 	487e unable to send cmd for signature	500e unable to read signature byte %:
 flip1_read_memory	573,593e unable to read % bytes of % memo	585e maybe the device is in security 
 flip1_write_memory	632e begin 0x% and end 0x% not within	682e unable to write % bytes of % mem
 flip1_set_mem_page	709
flip2.c
 flip2_open	182
 flip2_initialize	218w using PID 0x%, ignoring remainin	224e flip2 (FLIP protocol version 2) 	237w USB idVendor = 0x% (expected 0x%	240w USB idProduct = 0x% (expected 0x	243e USB bNumConfigurations = % (expe	246e USB bNumInterfaces = % (expected	249e USB bDeviceClass = % (expected 0	252e USB bDeviceSubClass = % (expecte	255e USB bDeviceProtocol = % (expecte	258e USB bInterfaceClass = % (expecte	261,264e USB bInterfaceSubClass = % (expe
 flip2_chip_erase	333
 flip2_read_byte	368
 flip2_write_byte	388e cannot write to read-only memory	398e % memory not accessible using FL
 flip2_paged_load	420e % memory not accessible using FL	429e attempting to read more than % b
 flip2_paged_write	450e % memory not accessible using FL	459e attempting to read more than % b
 flip2_parseexitspecs	491
 flip2_read_sig_bytes	511
 flip2_read_memory	565e unable to set memory unit 0x% (%	567e unable to set memory unit 0x%	575,586e unable to set memory page 0x%	595e unable to read 0x% bytes at 0x%
 flip2_write_memory	622e unable to set memory unit 0x% (%	624e unable to set memory unit 0x%	632,643e unable to set memory page 0x%	652e unable to write 0x% bytes at 0x%
 flip2_set_mem_unit	687e unknown memory unit (0x%)	689e DFU status %
 flip2_set_mem_page	721e page address out of range (0x%)	723e DFU status %
 flip2_read_max1k	763e address out of range [0x%,0x%]	765e DFU status %
 flip2_write_max1k	790e erite block too large (% > 1024)	820e address out of range [0x%,0x%]	822e DFU status %
 flip2_nousb_open	910
ft245r.c
 ft245r_noftdi_open	95
 ft245r_flush	236
 ft245r_set_bitclock	366w setting bitclock despite HAS_BIT	369w both -b baudrate and -B bitrate 
 ft245r_program_enable	493e AVR_OP_PGM_ENABLE command not de	520e device is not responding to prog
 ft245r_initialize	562w SDO->SDI 0 failed	564e SDO->SDI 0 failed	572w SDO->SDI 1 failed	574e SDO->SDI 1 failed
 ft245r_tpi_rx	752e start bit missing (res=0x%)	764e parity bit wrong	768e stop bits wrong
 ft245r_open	850e invalid port name %: use ft[0-9]	862w using PID 0x%, ignoring remainin	870e cannot open ftdi device: %	898e unable to set latency timer to 1	904e synchronous BitBangMode is not s
jtag3.c
 jtag3_send	470
 jtag3_edbg_send	519,528e unexpected this_len = %
 jtag3_edbg_prepare	571,587e unable to send command to serial	576,592e unable to read from serial port 	580,596e unexpected response 0x%, 0x%
 jtag3_recv	804
 jtag3_command	844
 jtag3_chip_erase_dw	927
 jtag3_initialize	1012w JTAGICE3's firmware %.% is broke	1015e JTAGICE3's firmware %.% is broke	1039e part % has no % interface	1094w setting bitclock despite HAS_BIT	1282e % does not support sending HV pu	1356w part definition for % lacks ocdr	1394e JTAGEN fuse disabled?	1421w cannot read SIB string from targ	1439e cannot locate flash or boot memo
 jtag3_parseextparms	1485e invalid JTAG chain in -x %	1504e programmer does not support high	1509e invalid assignment in -x %; use 	1527,1556,1590e invalid value in -x %	1543e invalid setting in -x %; use -x suffer or -x suffer=<n>	1568e invalid setting in -x %; use -x vtarg_switch or -x vtarg_switch=<0..1>	1598e invalid setting in -x %; use -x vtarg=<dbl>	1615e invalid setting in -x %; use -x mode=avr or -x mode=mplab	1626e invalid extended parameter -x %
 jtag3_open_common	1665e was compiled without USB or HIDA	1670e JTAGICE3/EDBG port names must st	1781e % in % mode detected	1797e no device found matching VID 0x%	1814w programmer is already in AVR mod	1833e switching to MPLAB mode failed
 jtag3_page_erase	1930
 jtag3_paged_load	2129e wrong/short reply to read memory	2136e unexpected response from read me
 jtag3_read_byte	2165e cannot read byte from % % owing 	2169e cannot read byte from % % as add	2228e cannot read byte from % sib as a	2233e cannot read byte from % sib as m	2277e unknown memory %	2313e wrong/short reply to read memory
 jtag3_write_byte	2346e cannot write byte to % % owing t	2349e cannot write byte to % % as addr	2394e debugWire interface does not sup	2396e cannot write to read-only memory
 jtag3_set_sck_period	2452
 jtag3_get_sck_period	2466e cannot obtain connection type	2470e cannot obtain target architectur	2477e cannot read Xmega JTAG clock spe	2482e cannot read JTAG clock speed	2488e cannot read PDI/UPDI clock speed	2494e cannot calculate programmer cloc
 jtag3_getparm	2532
 jtag3_read_chip_rev	2599e cannot locate io memory; is avrd	2608e target does not have a chip revi
 jtag3_set_vtarget	2623w cannot obtain V[target]	2632e cannot confirm new V[target] val
 jtag3_get_vtarget	2643
 jtag3_display	2685
 jtag3_print_parms1	2762e invalid PARM3_TSUP_VOLTAGE_MEAS 	2774e invalid PARM3_ANALOG_A_VOLTAGE d	2786e invalid PARM3_ANALOG_A_CURRENT d	2795e invalid PARM3_ANALOG_B_VOLTAGE d	2807e invalid PARM3_ANALOG_B_CURRENT d
 jtag3_send_tpi	2878
 jtag3_recv_tpi	2901
 jtag3_command_tpi	2932
 jtag3_erase_tpi	3054
 jtag3_write_byte_tpi	3081e cannot write to read-only memory	3088e error in communication, received
 jtag3_chip_erase_tpi	3135
 jtag3_paged_load_tpi	3198e wrong/short reply to read memory	3205e unexpected return value % from j
jtagmkI.c
 jtagmkI_send	172
 jtagmkI_recv	185
 jtagmkI_resync	218,244e unable to send command to serial
 jtagmkI_chip_erase	297
 jtagmkI_set_devdescr	339
 jtagmkI_reset	357
 jtagmkI_program_enable	384
 jtagmkI_program_disable	410
 jtagmkI_initialize	435e part % has no JTAG interface	439w part % has JTAG interface, but m	445e unsupported baudrate %	457w setting bitclock despite HAS_BIT	469w timeout/error communicating with	493w OCDEN fuse not programmed, singl
 jtagmkI_open	541
 jtagmkI_close	558
 jtagmkI_paged_write	594e page size % too large	618e sync loss, retries exhausted	649,677w timeout/error communicating with
 jtagmkI_paged_load	720e page size % too large	729e sync loss, retries exhausted	757w timeout/error communicating with
 jtagmkI_read_byte	819e unknown memory %	867e timeout/error communicating with
 jtagmkI_write_byte	919e cannot write to read-only memory	922e unknown memory %	950,976e timeout/error communicating with
 jtagmkI_get_sck_period	1026
 jtagmkI_get_vtarget	1036
 jtagmkI_getparm	1061e timeout/error communicating with	1065e unknown parameter 0x%
 jtagmkI_setparm	1091
jtagmkII.c
 jtagmkII_send	433
 jtagmkII_recv_frame	533w msglen % exceeds max message siz	559e wrong checksum	567e unknown state	574e timeout
 jtagmkII_getsync	637e programmer is neither JTAG ICE m	649w attempt % of %: sign-on command:	687,776e timeout/error communicating with	689e bad response to sign-on command:	702w S_MCU firmware version might be 	712e ISP functionality requires firmw	718e Xmega PDI support requires hardw	722e Xmega support requires firmware version >= 5.37	726e Xmega support requires firmware version >= 6.11	741w ISP activation failed, trying de	756e unable to return from debugWIRE 	759w target prepared for ISP, signed 	787e bad response to set parameter co
 jtagmkII_chip_erase	814e timeout/error communicating with	825e bad response to chip erase comma
 jtagmkII_set_devdescr	894e timeout/error communicating with	905e bad response to set device descr
 jtagmkII_set_xmega_params	964e timeout/error communicating with	975e bad response to set device descr
 jtagmkII_reset	1002e timeout/error communicating with	1013e bad response to reset command: %
 jtagmkII_program_enable	1040e timeout/error communicating with	1051w bad response to enter progmode c	1055w retrying with external reset app	1061e JTAGEN fuse disabled?
 jtagmkII_program_disable	1085e timeout/error communicating with	1096e bad response to leave progmode c
 jtagmkII_initialize	1185e part % has no % interface	1191e unsupported baudrate %	1202w setting bitclock despite HAS_BIT	1207w -c % is not known to support adj	1212e unable to setup JTAG chain	1238e cannot locate flash or boot memo	1280w OCDEN fuse not programmed, singl
 jtagmkII_parseextparms	1330e invalid JTAG chain in -x %	1353e RTS/DTR mode must be LOW or HIGH	1367e invalid extended parameter -x %
 jtagmkII_close	1699,1721e timeout/error communicating with	1709e bad response to GO command: %	1732e bad response to sign-off command
 jtagmkII_page_erase	1762e page erase only available for UP	1766e not applicable to debugWIRE	1823w timeout/error communicating with	1828e timeout/error communicating with	1838e bad response to xmega erase comm
 jtagmkII_paged_write	1930w timeout/error communicating with	1935e timeout/error communicating with	1946e bad response to write memory com
 jtagmkII_paged_load	2019w timeout/error communicating with	2024e timeout/error communicating with	2034e bad response to read memory comm
 jtagmkII_read_chip_rev	2054e cannot locate io memory; is avrd	2063e target does not have a chip revi
 jtagmkII_read_byte	2155e illegal address % for signature 	2174e unknown memory %	2213w timeout/error communicating with	2216e timeout/error communicating with	2227e bad response to read memory comm
 jtagmkII_write_byte	2298e cannot write to read-only memory	2301e unknown memory %	2306e unsupported memory % in debugWIR	2334e timeout/error communicating with	2343e bad response to write memory com
 jtagmkII_get_sck_period	2386
 jtagmkII_getparm	2420e timeout/error communicating with	2430e bad response to get parameter co
 jtagmkII_setparm	2502e unknown parameter 0x%	2516e timeout/error communicating with	2527e bad response to set parameter %:
 jtagmkII_reset32	2881
 jtagmkII_smc_init32	3012
 jtagmkII_initialize32	3022e unable to setup JTAG chain	3040,3053e timeout/error communicating with	3059w expected signature for % is%	3061e expected signature for % is%;
 jtagmkII_chip_erase32	3133
 jtagmkII_read_SABaddr	3155e timeout/error communicating with	3175e wrong number of bytes (status %)
 jtagmkII_write_SABaddr	3204
 jtagmkII_close32	3317e timeout/error communicating with	3328e bad response to sign-off command	3337e close failed at line % (status=%
 jtagmkII_paged_load32	3396e bad response to write memory com	3415e paged load failed at line % (sta
 jtagmkII_paged_write32	3500e bad response to write memory com	3526e paged write failed at line % (st
 jtagmkII_flash_lock32	3555
 jtagmkII_flash_erase32	3602
 jtagmkII_flash_write_page32	3635
 jtagmkII_flash_clear_pagebuffer32	3667
 jtagmkII_updi_term_keep_alive	3682e timeout/error communicating with	3689e bad response to get_sync command
leds.c
 led_direct	78
 led_set	163
 led_clr	173
 led_update_byte	210
 led_write_byte	238
linuxgpio.c
 linuxgpio_sysfs_export	77
 linuxgpio_sysfs_unexport	94
 linuxgpio_sysfs_dir	120
 linuxgpio_sysfs_open	242
 linuxgpio_parseexitspecs	353
 linuxgpio_libgpiod_open	565
 linuxgpio_initpgm	781
linuxspi.c
 linuxspi_spi_duplex	97
 linuxspi_reset_mcu	139
 linuxspi_open	160,166e %	177e pin number %: %	187o unable to open the spidev device	200o unable to set SPI mode % on %: %	202e try -x disable_no_cs	207o unable to open the gpiochip %: %	244o unable to get GPIO line %. %	258w obsolete use of -b <clock> optio
 linuxspi_initialize	310e programmer % does not support TP	322e AVR device not responding
 linuxspi_program_enable	335
 linuxspi_chip_erase	377
 linuxspi_parseexitspecs	412
 linuxspi_parseextparams	445
 linuxspi_initpgm	487
main.c
 programmer_not_found	584e no programmer has been specified	616e % is not a unique start of a pro	632e programmer % and part % have no 	635e cannot find programmer id %	640e programmer % lacks % setting
 part_not_found	647e AVR part % not found. Use -p? to	649e no AVR part has been specified; 
 main	764e cannot initialize updater list	770e cannot initialize extended param	776e cannot initialize additional con	860e invalid baud rate % specified: %	868e invalid bit clock period %	882e invalid bit clock unit %	930e invalid isp clock delay % specif	982e unable to parse update operation	1011e invalid option -%	1043w linked C library does not confor	1141w cannot determine realpath() of c	1145e unable to process system wide co	1160e unable to process user configura	1167w system wide configuration file v	1181e unable to process additional con	1223w % and % share multiple modes (%)	1300e -c % cannot program % for lack o	1311e cannot initialize the programmer	1332e programmer does not support exte	1340e unable to parse list of -x param	1385e no port has been specified on th	1422w serial adapter %	1442w serial adapter with USB VID % and PID % and serial number % not connected	1445w serial adapter with USB VID % and PID % not connected	1494e unable to open port % for progra	1525w -E option not supported by this 	1533e unable to parse list of -E param	1541e unable to initialize memories	1586e programmer does not support RC o	1593e RC calibration unsuccesful	1631e device locked; chip erase option	1633w device locked; any operation wil	1640e re-initialization failed despite	1648e initialization failed  (rc = %)	1703w conflicting -e and -n options sp	1714e double check chip or use -F to o	1719e unable to read signature data (r	1730w signature memory not defined for	1784e invalid device signature	1786,1799e expected signature for % is%	1797w expected signature for % is%	1854w conflicting -e and -n specified,	1864e chip erase failed	1892w the terminal ignores option -n, 	1904e could not end programming, abort
micronucleus.c
 micronucleus_get_bootloader_info_v1	185w unable to get bootloader info bl	188w received invalid bootloader info
 micronucleus_get_bootloader_info_v2	238w unable to get bootloader info bl	241w received invalid bootloader info
 micronucleus_erase_device	302w erase command failed, code %: %	315w unable to reconnect USB device: 
 micronucleus_patch_reset_vector	335
 micronucleus_write_page_v1	389
 micronucleus_write_page_v2	405,417e unable to transfer page: %
 micronucleus_start	477
 micronucleus_read_sig_bytes	559
 micronucleus_open	583w -c % does not support adjustable	589e invalid -P %; drop this option o	609w using PID 0x%, ignoring remainin	656w device with unsupported Micronuc	663e unable to open USB device: %	691e invalid -P %; drop -P option or 	696e cannot find device with Micronuc
 micronucleus_paged_write	747e buffer size % exceeds page size 	752e program size % exceeds flash siz	779e unsupported memory %
 micronucleus_parseextparams	813
 micronucleus_nousb_open	854
par.c
 par_open	230w -c % does not support adjustable	237e unable to open parallel port %\\n	244e unable to read status of ppi dat	251e unable to read status of ppi ctr
 par_parseexitspecs	353
 par_initpgm	409
pgm.c
 pgm_default_open	41
 pgm_default	242
pickit2.c
 pickit2_open	173w setting bitclock despite HAS_BIT	177w option -P % ignored	184,205e cannot find PICkit2 with vid=0x%	211w both -i delay and -B bitrate set
 pickit2_initialize	282,286e pickit2_read_report failed (ec %	290e pickit2_write_report failed (ec 
 pickit2_program_enable	386
 pickit2_chip_erase	417
 pickit2_paged_load	479e no read command specified	490e failed @ pgm->spi()
 pickit2_commit_page	516
 pickit2_paged_write	558e part does not support % paged wr	604e % AVR_OP_WRITE_LO defined only (	622e failed @ pgm->spi()
 usb_open_device	964w cannot open USB device: %	970o cannot set configuration, error 	975o cannot claim interface, error co
 pickit2_parseextparams	1014e invalid clock rate in -x %	1032e invalid timeout in -x %	1048e invalid extended parameter -x %
 pickit2_nousb_open	1105
pickit5.c
 pickit5_parseexitspecs	326w -E vcc setting detected but prog	338e invalid exitspec parameter -E %
 pickit5_parseextparms	364w -x vtarg setting detected but pr	368e invalid voltage parameter %	377e voltage % V outside valid range 	387w programmer does not support targ	415e invalid extended parameter: %
 pickit5_send_script	433e invalid script pointer passed	443e requested message size (%) too l
 pickit5_read_response	466e reading from programmer failed	473e unexpected read response: 0x%	483e failed to start session; reason might be: no power, bad connection or missing HV pulse.	485e failed to start session; reason might be: no power or bad connection	488e script error returned: 0x% - %
 pickit5_send_script_done	503
 pickit5_get_status	526e unknown key type % passed to %()	536e bad response from programmer: %	546e programmer's status report: %
 pickit5_download_data	573e sending script with download fai	579e transmission failed on the data 	581,600e failed to abort download mode, p	586e failed to disable programming mo	590e failed to re-enable programming 	597e status check not 'NONE' on downl	604e sending script done message fail
 pickit5_upload_data	617e sending script with upload faile	622e failed to abort upload mode, ple	626e failed to disable programming mo	630e failed to re-enable programming 	636e reading data memory failed	640e sending script done message fail
 pickit5_open	655e need to be compiled with USB or 	663e invalid -P %; drop -P option or 	741e MPLAB SNAP in AVR mode detected;	756e PICkit 4 in AVR mode detected; t	765e no device found matching the spe	769e no device found matching VID 0x% and PID list: 0x%, 0x%, 0x%	779e PICkit Basic in CMSIS-DAP mode d	787e PICkit Basic in Bootloader mode 	795e no device found matching VID 0x% and PID list: 
 pickit5_updi_init	917e failed to obtain System Info Blo	922e failed to obtain device ID	927w setting bitclock despite HAS_BIT	930w UPDI needs a higher clock for op	935w UPDI needs a voltage of more tha	939w requested clock % Hz too high, l	948w failed to change UPDI clock, fal	959w failed to set UPDI speed, contin
 pickit5_initialize	971e failed to find a connected PICki	999e no matching prog_mode found, abo	1003e failed to match scripts to %, ab	1035w no external voltage detected but	1040e xMega part selected but requeste	1058e target voltage (%V) is outside o	1062e no external voltage detected, ab	1075w both -b baudrate and -B bitclock	1078w setting bitclock despite HAS_BIT	1092e failed to enable programming mod	1096e failed to obtain device ID
 pickit5_chip_erase	1162
 pickit5_set_sck_period	1192
 pickit5_updi_write_byte	1248
 pickit5_updi_read_byte	1272
 pickit5_pdi_flash_write	1305
 pickit5_write_array	1364e cannot write to % % owing to its	1368e cannot write to % % as address 0	1407e unsupported memory %
 pickit5_read_array	1433e cannot read from % % owing to it	1437e cannot read from % % as address 	1503e unsupported memory %
 pickit5_read_dev_id	1536e debugWIRE transmission error, ab	1539e %	1573e length (%) mismatch of returned 
 pickit5_updi_write_cs_reg	1614e CS reg % out of range [0x00, 0x0	1624e CS reg write failed
 pickit5_updi_read_cs_reg	1637e CS reg % out of range [0x00, 0x0	1648e sending script failed	1651e unexpected read response	1654e reading CS reg failed	1657e sending script done message fail
 pickit5_dw_switch_to_isp	1671
 pickit5_isp_switch_to_dw	1692e failed switching scripts, aborti	1699e programmer switched the part to 
 pickit5_isp_write_fuse	1735e write fuse script failed	1739e write fuse script did not receiv	1743e failed to start fuse write opera
 pickit5_isp_read_fuse	1783e read fuse script failed	1787e unexpected amount (%) of bytes r	1791e failed to start fuse read operat
 pickit5_jtag_write_fuse	1853
 pickit5_jtag_read_fuse	1884
 pickit5_read_prodsig	1952
 pickit5_get_fw_info	2030e sending command via serial_send(	2035e receiving FW response failed	2040e unexpected device response for g
 usbdev_bulk_send	2276
 pickit5_nousb_open	2314
pindefs.c
 pin_fill_old_pinno	67
 pin_fill_old_pinlist	90e pins of higher index than max fi	102e pins have different polarity set	106e pins have higher number than fit
 pins_check	270e %: these pins are not valid pins	279e %: these pins are not usable as 	288e %: these pins are set for other 	295e %: mandatory pin is not defined
ppi.c
 ppi_shadow_access	63
 ppi_open	176
ser_avrdoper.c
 usbOpenDevice	63
 usbSetReport	102
 usbGetReport	127
 avrdoper_open	200
 avrdoper_send	226e %() called with too large buflen	242e USB %
 avrdoperFillBuffer	267e USB %	276e buffer overflow
 avrdoper_set_dtr_rts	321
ser_posix.c
 ser_setparams	161o tcgetattr() failed	260o tcsetattr() failed	270o ioctrl(IOSSIOSPEED) failed
 net_open	301e mangled host:port string %	320o cannot resolve host="%", port="%	336o cannot connect: %
 ser_set_dtr_rts	354o ioctl("TIOCMGET"): %	368o ioctl("TIOCMSET"): %
 ser_open	390o cannot open port %: %	399o cannot set attributes for port %
 ser_close	412
 ser_send	434
 ser_recv	467w programmer is not responding, re	470o select(): %	477o unable to read: %
 ser_drain	520o select(): %	527o unable to read: %
ser_win32.c
 net_open	158e WSAStartup() failed	164e mangled host:port string %	175e bad port number %	181e unknown host %	193e cannot open socket: %	208e connect failed: %
 ser_open	249e cannot open port %: %	256e cannot set buffers for %	263e cannot set com-state for %	269e cannot set initial timeout for %
 net_send	327
 ser_send	347e port not open	359e cannot set r/w timeout for seria	364e unable to write: %	369e size/send mismatch
 net_recv	386e connection not open	412e %(): %	424e unable to read: %
 ser_recv	447e port not open	454e cannot set read timeout for seri	465e unable to read: %
 net_drain	491e connection not open	522e %(): %	534e unable to read: %
 ser_drain	558e port not open	576e unable to read: %
serbb_posix.c
 serbb_setpin	102o ioctl("TIOCxBRK"): %	111o ioctl("TIOCMGET"): %	120o ioctl("TIOCMSET"): %
 serbb_getpin	164
 serbb_open	224w -c % does not support adjustable	234o %: %	240o %, tcgetattr(): %	253o %, tcsetattr(): %	260o cannot get flags: %	265o cannot clear nonblock flag: %
serbb_win32.c
 serbb_setpin	102w %(): unknown pin %	111e SetCommState() failed: %
 serbb_getpin	149e GetCommModemStatus() failed: %	187w %(): unknown pin %
 serbb_open	233w -c % does not support adjustable	245e cannot open port %: %	252e cannot set buffers for %	268e cannot set com-state for %
serialadapter.c
 sa_setport	42
 get_libserialport_data	102
 setport_from_serialadapter	282w -P % is %; consider	401e avrdude built without libserialp
 setport_from_vid_pid	308w -P % is %; consider	406e avrdude built without libserialp
 touch_serialport	336e %() failed to open port % at % b	416e avrdude built without libserialp
 list_available_serialports	411
 serialadapter_not_found	464
serialupdi.c
 serialupdi_open	62
 serialupdi_reset_connection	101e apply reset operation failed	106e release reset operation failed
 serialupdi_decode_sib	132e incorrect format of NVM string	139e incorrect format of DEBUG string	181w unsupported NVM type: %, please 
 serialupdi_close	191
 serialupdi_wait_for_unlock	233
 serialupdi_wait_for_urow	286
 serialupdi_wait_for_nvmprog	306
 serialupdi_in_prog_mode	326
 serialupdi_enter_progmode	382e checking UPDI NVM prog mode fail	391,412e apply reset operation failed	397e writing NVM KEY failed	402e checking KEY status failed	408w key was not accepted	417e release reset operation failed	422e unable to enter NVM programming mode: device is locked	427e unable to enter NVM programming mode
 serialupdi_leave_progmode	449e apply reset operation failed	454e release reset operation failed
 serialupdi_write_userrow	516e writing USERROW KEY failed	521e checking KEY status failed	527e key was not accepted	532,576,594e apply reset operation failed	537,581,599e release reset operation failed	542e unable to enter USERROW programm	558e writing USER ROW failed	568e unable to commit user row write	589e unable to complete user row writ
 serialupdi_initialize	615,682e UPDI link initialization failed	632e read CS operation during initial	658e UPDI link reset failed	668e SerialUPDI reset connection fail	672e read SIB operation failed	677e decode SIB_INFO failed	695e reading chip silicon revision fa
 serialupdi_cmd	719
 serialupdi_program_enable	724
 serialupdi_read_byte	734e cannot read byte from % % owing 	737e cannot read byte from % % as add	742e cannot read byte from % sib as a	745e cannot read byte from % sib as m
 serialupdi_write_byte	757e cannot write byte to % % owing t	760e cannot write byte to % % as addr	794e cannot write to read-only memory
 serialupdi_paged_load	803e %() called with implausibly high	817e paged load operation failed
 serialupdi_paged_write	836e %() called with implausibly high	862e invalid memory <%:%>, 0x%, % (0x	867e paged write operation failed	889e invalid memory: <%:%>, 0x%, % (0
 serialupdi_unlock	926e writing NVM KEY failed	931e checking KEY status failed	937e key not accepted	942e apply reset operation failed	947e release reset operation failed	952e waiting for unlock failed	957e UPDI link reinitialization faile
 serialupdi_chip_erase	968e read CS operation during chip er	973w device is locked	975w attempting device erase
 serialupdi_read_signature	993
 serialupdi_parseextparms	1034e -x rtsdtr=<mode>: RTS/DTR mode m	1047e invalid extended parameter -x %
serprog.c
 serprog_open	181e cannot sync; is this a serprog p	188e cannot get list of supported ser	196e cannot get serprog protocol vers	200e unsupported serprog protocol ver	210e cannot get programmer name	218e the % programmer does not support SPI operations	223e the % programmer does not support setting the CS mode	228e the % programmer does not support setting the SPI mode	233e the % programmer does not support changing the CS
 serprog_disable	247e cannot reset the CS mode to auto	254e cannot disable pin state	261e cannot reset SPI half duplex mod	268e cannot reset CS to CS_0
 serprog_initialize	283e the % programmer does not suppor	292w setting bitclock despite HAS_BIT	298e cannot set SPI frequency % Hz	309e cannot change CS	318e cannot set SPI full duplex mode	327e cannot enable pin state	336e cannot enable the reset pin	351e AVR device not responding
 serprog_program_enable	364
 serprog_chip_erase	413
 serprog_set_sck_period	450
 serprog_parseextparams	473e invalid chip select in -x %	487e invalid extended parameter -x %
stk500.c
 stk500_recv	79
 stk500_getsync	127w attempt % of %: not in sync: res	137e cannot communicate with device: 
 stk500_cmd	163e programmer is out of sync	176e protocol expects OK byte 0x% but
 stk500_chip_erase	189e % programmer uses %() without pr	194e chip erase instruction not defin
 stk500_program_enable	224e cannot get into sync	231e protocol expects sync byte 0x% b	240e no device	245e unable to enter programming mode	249e unknown response=0x%
 stk500_set_extended_parms	275e cannot get into sync	282e protocol expects sync byte 0x% b	291e no device	296e unable to set extended device pr	300e unknown response=0x%
 mib510_isp	332e cannot get into sync	339e protocol expects sync byte 0x% b	348e no device	353e command % failed	357e unknown response=0x%
 stk500_initialize	374e cannot obtain SW version	470w programmer not in sync, resp=0x%	477e protocol expects sync byte 0x% b	484e protocol expects OK byte 0x% but	515e failed to initialise programmer	525e cannot obtain V[target]	543e cannot obtain V[aref]	565e cannot obtain fosc values
 stk500_parseextparms	642,680,699,742e invalid value in -x %	650e invalid setting in -x %; use -x 	710e invalid -x fosc=% value	750e invalid -x xtal=% value	772e invalid extended parameter -x %
 stk500_disable	816e cannot get into sync	823e protocol expects sync byte 0x% b	832e no device	836e unknown response=0x%
 stk500_open	874
 stk500_loadaddr	958e cannot get into sync	965e protocol expects sync byte 0x% b	974e protocol expects OK byte 0x% but
 stk500_paged_write	1053e cannot get into sync	1061e protocol expects sync byte 0x% b	1069e protocol expects OK byte 0x% but
 stk500_paged_load	1117e cannot get into sync	1125,1138e protocol expects sync byte 0x% b	1144e protocol expects OK byte 0x% but
 stk500_set_vtarget	1159e cannot obtain V[aref]	1164w reducing V[aref] from % to %	1166e cannot set V[aref]
 stk500_get_vtarget	1178
 stk500_set_varef	1192e cannot obtain V[target]	1197e V[aref] must not be greater than	1202e cannot set V[aref]
 stk500_get_varef	1211
 stk500_set_fosc	1241w f = % % too high, using % MHz	1255w f = % Hz too low, using % Hz	1262e cannot set Parm_STK_OSC_PSCALE	1267e cannot set Parm_STK_OSC_CMATCH
 stk500_get_fosc	1283e cannot get Parm_STK_OSC_PSCALE	1288e cannot get Parm_STK_OSC_CMATCH
 stk500_set_sck_period	1316w p = % us too small, using % us	1319w p = % us too large, using % us	1323e cannot set Parm_STK_SCK_DURATION
 stk500_get_sck_period	1334
 stk500_getparm	1359e cannot get into sync	1367e protocol expects sync byte 0x% b	1379e parameter 0x% failed	1383e protocol expects OK byte 0x% but
 stk500_setparm	1410e cannot get into sync	1418e protocol expects sync byte 0x% b	1432e parameter 0x% failed	1436e protocol expects OK byte 0x% but
stk500generic.c
 stk500generic_open	65
stk500v2.c
 stk500v2_send_mk2	395
 stk500v2_jtagmkII_send	422
 stk500v2_send	499
 stk500v2_recv_mk2	515
 stk500v2_jtagmkII_recv	532e unable to receive	536w got % bytes, have only room for 	543e receive failed	546e illegal MCU state	549e unknown status %
 stk500v2_jtag3_recv	568e unable to receive	581e message is not AVR ISP: 0x%
 stk500v2_recv	664e buffer too small, received % byt	668e previous packet sent with wrong 	680e wrong checksum	685e unknown state	692e timeout
 stk500v2_getsync	756e cannot communicate with device: 	766e timeout communicating with progr	775e unable to communicate with progr
 stk500v2_command	810e short reply	840e %: %	868w %	872e command failed	874e target clock speed error	877e unknown command	879e unknown status 0x%	889e failed to execute command 0x%
 stk500v2_cmd	916e send command failed	919e short reply, len = %
 stk500v2_jtag3_cmd	932
 stk500v2_chip_erase	943
 stk500v2_program_enable	1030e program enable instruction not d	1058e cannot get connection status	1061e bad AVRISPmkII connection status	1100e unable to return from debugWIRE 	1103w target prepared for ISP, signed 
 stk500v2_initialize	1170
 stk500v2_jtag3_initialize	1299
 stk500hv_initialize	1447e % programming control stack not 	1458e unable to set control stack
 stk500v2_jtag3_disable	1648
 stk500v2_disable	1665
 stk500hv_disable	1689
 stk500v2_parseextparms	1748,1801,1819,1863e invalid value in -x %	1756e invalid setting in -x %; use -x 	1832e invalid fosc value %	1871e invalid xtal value %	1893e invalid extended parameter -x %
 stk500v2_jtag3_parseextparms	1944,1973,2007e invalid value in -x %	1960e invalid setting in -x %; use -x suffer or -x suffer=<n>	1985e invalid setting in -x %; use -x vtarg_switch or -x vtarg_switch=<0..1>	2015e invalid setting in -x %; use -x vtarg=<dbl>	2032e invalid setting in -x %; use -x mode=avr or -x mode=pic	2043e invalid extended parameter -x %
 stk500v2_open	2121e avrdoper requires avrdude with l	2145e avrdude was compiled without usb	2169w setting bitclock despite HAS_BIT
 stk600_open	2213e avrdude was compiled without usb	2229w setting bitclock despite HAS_BIT
 stk500v2_loadaddr	2259
 stk500hv_read_byte	2318e unsupported memory %	2352e timeout/error communicating with
 stk500isp_read_byte	2441e unsupported memory %	2446e invalid operation AVR_OP_READ on	2452w cannot determine pollidx to read	2463e timeout/error communicating with
 stk500hv_write_byte	2522e cannot write to read-only memory	2525e unsupported memory %	2587e timeout/error communicating with
 stk500isp_write_byte	2670e cannot write to read-only memory	2673e unsupported memory %	2678e no AVR_OP_WRITE for % memory	2691e timeout/error communicating with
 stk500v2_paged_write	2758e loadpage instruction not defined	2766e write page instruction not defin	2779e write instruction not defined fo	2790e read instruction not defined for	2830e write command failed
 stk500hv_paged_write	2918
 stk500v2_paged_load	2977e read instruction not defined for	3005e read command failed
 stk500hv_paged_load	3076
 stk500v2_set_vtarget	3111e cannot obtain V[aref]	3116w reducing V[aref] from % to %
 stk500v2_set_varef	3133e cannot obtain V[target]	3138e V[aref] must not be greater than
 stk500v2_get_varef	3153
 stk500v2_set_fosc	3183w f = % % too high, using % MHz	3197w f = % Hz too low, % Hz min
 stk500v2_set_sck_period_mk2	3249
 stk500v2_mode_for_pagesize	3278
 stk600_set_vtarget	3347e cannot obtain V[aref][0]	3352w reducing V[aref][0] from % V to 	3359e cannot obtain V[aref][1]	3364w reducing V[aref][1] from % V to 
 stk600_set_varef	3386e cannot obtain V[target]	3391e V[aref] must not be greater than	3403e invalid channel %
 stk500v2_jtag3_get_sck_period	3457e cannot read ISP clock speed	3464e reported ISP clock speed not val
 stk500v2_getparm	3478
 stk500v2_setparm_real	3495
 stk500v2_setparm	3508
 stk500v2_getparm2	3528
 stk500v2_setparm2	3546
 stk500v2_perform_osccal	3877
 stk500v2_jtagmkII_open	3924e avrdude was compiled without usb	3941e unable to sync with the JTAG ICE	3951w setting bitclock despite HAS_BIT
 stk500v2_dragon_isp_open	4022e avrdude was compiled without usb	4038e unable to sync with the AVR Drag	4048w setting bitclock despite HAS_BIT
 stk500v2_dragon_hv_open	4095e avrdude was compiled without usb	4112e unable to sync with the AVR Drag	4121w setting bitclock despite HAS_BIT
 stk500v2_jtag3_open	4150e unable to sync with the JTAGICE3	4160w setting bitclock despite HAS_BIT
 stk600_xprog_program_enable	4205e no nvm_base parameter for PDI de	4210e no EEPROM page_size parameter fo	4220e CMD_XPROG_SETMODE(XPRG_MODE_%) f	4226e XPRG_CMD_ENTER_PROGMODE failed	4239e XPRG_CMD_SET_PARAM(XPRG_PARAM_NVMCMD_ADDR) failed	4247e XPRG_CMD_SET_PARAM(XPRG_PARAM_NVMCSR_ADDR) failed	4266e XPRG_CMD_SET_PARAM(XPRG_PARAM_NVMBASE) failed	4276e XPRG_CMD_SET_PARAM(XPRG_PARAM_EE	4290w cannot read silicon revision; is
 stk600_xprog_disable	4308
 stk600_xprog_write_byte	4346e cannot write to read-only memory	4349e unsupported memory %	4362e XPRG_CMD_ERASE(XPRG_ERASE_CONFIG	4386e XPRG_CMD_WRITE_MEM failed
 stk600_xprog_read_byte	4418e unsupported memory %	4431e XPRG_CMD_READ_MEM failed
 stk600_xprog_paged_load	4484e unsupported memory %	4509e XPRG_CMD_READ_MEM failed
 stk600_xprog_paged_write	4538e cannot handle page size > 512	4582e unsupported memory %	4609e page size not multiple of 256	4633,4663e XPRG_CMD_WRITE_MEM failed
 stk600_xprog_chip_erase	4687e no FLASH definition found for TP	4700e XPRG_CMD_ERASE(XPRG_ERASE_CHIP) 
 stk600_xprog_page_erase	4720e unknown paged memory %	4730e XPRG_CMD_ERASE(%) failed
teensy.c
 teensy_get_bootloader_info	127e cannot detect board type (HID us	132e no flash memory defined for part	145e Teensy board not supported (HID 
 teensy_write_page	167e invalid page size: %	194e unable to write page: %
 teensy_read_sig_bytes	285
 teensy_open	316e invalid -P %; drop -P option or 	320w ignoring serial number % given i	327w using PID 0x%, ignoring remainin	330w -c % does not support adjustable	347e found HID device, but hid_open_p	362e no device found, waiting for dev	364e no device found, waiting % secon	367e press CTRL-C to terminate	381e cannot find device with Teensy b
 teensy_read_byte	407
 teensy_paged_write	432e buffer size % exceeds page size 	437e program size % exceeds flash siz	465e unsupported memory %
 teensy_parseextparams	499
 teensy_nousb_open	540
term.c
 readbuf	323e (%) memory % not defined for par	330e (%) cannot read memory % of size	348e (%) cx->term_rmem[] under-dimens	360e (%) address %: %	370e (%) % address % is out of range 	386e (%) length %: %	397e (%) invalid effective length %	440e (%) error reading % address 0x% 
 cmd_disasm	613
 cmd_write	722e (write) memory % not defined for	733e (write) no data specified for % 	735e (write) no address specified for	749e (write) address %: %	760e (write) % address 0x% is out of 	768e (write) too large memory request	779e (write ...) length %: %	790e (write ...) effective % start ad	815e (write) data %: %	822w (write) %	878w (write ...) can only fill % < % 	885w (write) clipping data to fit int	905w (write) programmer write protect	907e (write) error writing 0x% at 0x%	911e (write) readback from % failed	916e (write) verification error writi
 cmd_save	940e (save) memory % not defined for 	945e (save) need pairs <addr> <len> t	975e (save) address %: %	980e (save) length %: %	995w (save) no file written owing to 	1009e (save) error reading % address 0
 cmd_send	1185e (send) the % programmer does not	1196e (send) byte %: %	1216e (send) pgm->%() command failed
 cmd_erase	1235e (erase) memory % not defined for	1327e (erase) programmer % failed eras
 cmd_pgerase	1344e (pgerase) memory % not defined f	1348e (pgerase) % memory cannot be pag	1358e (pgerase) address %: %	1363e (pgerase) % address 0x% is out o	1368e (pgerase) unable to erase % page
 gatherval	1521
 printfuse	1660
 cmd_config	1710e (config) invalid option %, see u	1719e (config) -a does not allow any f	1776e (config) uP_table neither knows 	1783e (config) no configutation table 	1804w (config) % unavailable as memory	1813e (config) overlapping bit values 	1829w (config) non-matching %; known c	1867w (config) ambiguous; known %=... 	1882e (config) unexpected failure to f	1898e (config) no symbols known: assig	1906w (config) non-matching %; known %	1908w (config) ambiguous; known % % sy	1933e (config) attempt to assign bits 	1940e (config) unexpected data changes	1953w (config) assigning a reserved va	1961e (config) cannot handle % in %: %	1970e (config) memory % not defined fo	1976e (config) %'s % memory has unexpe	1986e (config) cannot write to %'s % m
 fusel_factory	2009w factory value of % is not known	2014w cannot update % owing to unusual	2029w (factory) cannot write to % memo
 cmd_factory	2051
 cmd_regfile	2144e (regfile) invalid option %, see 	2177w (regfile) no IO memory defined f	2184e (regfile) .atdf file not publish	2200e (regfile) cannot write to %'s re	2205e (regfile) register % not found i	2211e (regfile) register % not unique 	2219,2256w (regfile) unexpected size % of %	2227e (regfile) cannot parse assignmen	2233w (reg_file) cannot write to %	2269w (reg_file) cannot read %
 cmd_part	2320e (part) invalid option %, see usa	2330e (part) cannot mix -v and -m
 cmd_sig	2365e (sig) error reading signature da	2369e (sig) signature data not defined
 cmd_vtarg	2411e (vtarg) unable to get V[target] 	2424e (vtarg) cannot parse voltage %	2428e (vtarg) unable to set V[target] 
 cmd_fosc	2441e (fosc) unable to get oscillator 	2464e (fosc) cannot parse frequency %	2473e (fosc) unable to set oscillator 
 cmd_sck	2486e (fosc) unable to get SCK period 	2501e (sck) invalid bit clock period %	2513e (sck) invalid bit clock unit %	2518e (sck) unable to set SCK period (
 cmd_varef	2532e (varef) unable to get V[aref] (r	2548,2561e (varef) cannot parse voltage %	2556e (varef) channel %: %	2566e (varef) unable to set V[aref] (r
 cmd_verbose	2644e (verbose) verbosity level %: %	2648e (verbose) level must not be nega
 cmd_quell	2671e (quell) quell level %: %	2675e (quell) level must not be negati
 do_cmd	2779
 process_line	2838
 readytoread	2904w PeekConsoleInputA() failed with 	2917w ReadConsoleInputA() failed with 
 cmd_include	3037e (config) invalid option %, see u	3058o (include) cannot open file %: %	3076e (include) read error in file %: 
update.c
 parse_op	63
 memstats	146
 memstats_mem	157e % % is not set	167e size % at odds with % % size %
 ioerror	266
 memory_list	334e unknown memory % in -U %:...	344w skipping unknown memory % in lis
 update_dryrun	422e cannot auto detect file format f	425e cannot determine file format for	439e invalid file format 'immediate' 	459e invalid update operation (%) req
 update_avr_write	493
 update_avr_verify	559e unable to read all of % (rc = %)	566e % verification mismatch
 update_mem_from_all	592w cannot map % to flat address spa	603w % has no data for %, skipping ..
 update_all_from_file	622
 do_op	668w skipping -U %:... as no memory i	682w skipping -U %:... as memory not 	694e invalid file format 'immediate' 	715w generating % file format with mu	730w unable to read % (ret = %), skip	737w cannot map % to flat address spa	764e unable to read all of % (rc = %)	774e write to file % failed	803w unable to write % (ret = %), ski	816e unable to write % (rc = %)	861e invalid update operation (%) req
updi_nvm.c
 updi_nvm_chip_erase	60
 updi_nvm_erase_flash_page	80
 updi_nvm_erase_eeprom	100
 updi_nvm_erase_user_row	120
 updi_nvm_write_flash	142
 updi_nvm_write_user_row	164
 updi_nvm_write_boot_row	186
 updi_nvm_write_eeprom	208
 updi_nvm_write_fuse	228
 updi_nvm_wait_ready	248
 updi_nvm_command	268
updi_nvm_v0.c
 updi_nvm_chip_erase_V0	100,108e updi_nvm_wait_ready_V0() failed	104e UPDI chip erase command failed
 updi_nvm_erase_flash_page_V0	143,156e updi_nvm_wait_ready_V0() failed	148e dummy write operation failed	152e UPDI flash page erase command fa
 updi_nvm_erase_eeprom_V0	183,191e updi_nvm_wait_ready_V0() failed	187e UPDI EEPROM erase command failed
 updi_nvm_erase_user_row_V0	229,244e updi_nvm_wait_ready_V0() failed	235e write data operation failed at o	240e erase page operation failed
 updi_nvm_write_fuse_V0	338,361e updi_nvm_wait_ready_V0() failed	343e UPDI write ADDRL operation faile	347e write ADDRH operation failed	352e write DATAL operation failed	357e write fuse operation failed
 nvm_write_V0	411,420,443e updi_nvm_wait_ready_V0() failed	416e clear page operation failed	425e write data words operation faile	430e write data operation failed	439e commit data command failed
 updi_nvm_wait_ready_V0	479e unable to write NVM status	489e wait NVM ready timed out
updi_nvm_v2.c
 updi_nvm_chip_erase_V2	108,122e updi_nvm_wait_ready_V2() failed	112e chip erase command failed	118e command buffer erase failed
 updi_nvm_erase_flash_page_V2	163,182e updi_nvm_wait_ready_V2() failed	167e flash page erase command failed	172e dummy write operation failed	178e command buffer erase failed
 updi_nvm_erase_eeprom_V2	216,230e updi_nvm_wait_ready_V2() failed	220e EEPROM erase command failed	226e command buffer erase failed
 updi_nvm_write_eeprom_V2	331,350e updi_nvm_wait_ready_V2() failed	336e EEPROM erase command failed	340e write data operation failed	346e command buffer erase failed
 nvm_write_V2	420,446e updi_nvm_wait_ready_V2() failed	425e clear page operation failed	430e write data words operation faile	435e write data operation failed	442e command buffer erase failed
 updi_nvm_wait_ready_V2	487e unable to write NVM status, erro	497e wait NVM ready timed out
updi_nvm_v3.c
 updi_nvm_chip_erase_V3	111,124,137e updi_nvm_wait_ready_V3() failed	115e chip erase command failed	120,133e sending empty command failed	128e sending eeprom page buffer clear
 updi_nvm_erase_flash_page_V3	178,196e updi_nvm_wait_ready_V3() failed	183e dummy write operation failed	187e flash page erase command failed	192e sending empty command failed
 updi_nvm_erase_eeprom_V3	230,243e updi_nvm_wait_ready_V3() failed	234e EEPROM erase command failed	239e sending empty command failed
 nvm_write_V3	389,398,421e updi_nvm_wait_ready_V3() failed	394e clear page operation failed	403e write data words operation faile	408e write data operation failed	417e commit data command failed	425e sending empty command failed
 updi_nvm_wait_ready_V3	466e unable to write NVM status, erro	476e wait NVM ready timed out
updi_nvm_v4.c
 updi_nvm_chip_erase_V4	109,123e updi_nvm_wait_ready_V4() failed	113e chip erase command failed	119e command buffer erase failed
 updi_nvm_erase_flash_page_V4	164,183e updi_nvm_wait_ready_V4() failed	168e flash page erase command failed	173e dummy write operation failed	179e command buffer erase failed
 updi_nvm_erase_eeprom_V4	217,231e updi_nvm_wait_ready_V4() failed	221e EEPROM erase command failed	227e command buffer erase failed
 updi_nvm_write_eeprom_V4	332,351e updi_nvm_wait_ready_V4() failed	337e EEPROM erase command failed	341e write data operation failed	347e command buffer erase failed
 nvm_write_V4	421,447e updi_nvm_wait_ready_V4() failed	426e clear page operation failed	431e write data words operation faile	436e write data operation failed	443e command buffer erase failed
 updi_nvm_wait_ready_V4	488e unable to write NVM status, erro	498e wait NVM ready timed out
updi_nvm_v5.c
 updi_nvm_chip_erase_V5	112,125,138e updi_nvm_wait_ready_V5() failed	116e chip erase command failed	121,134e sending empty command failed	129e sending eeprom page buffer clear
 updi_nvm_erase_flash_page_V5	179,197e updi_nvm_wait_ready_V5() failed	184e dummy write operation failed	188e flash page erase command failed	193e sending empty command failed
 updi_nvm_erase_eeprom_V5	231,244e updi_nvm_wait_ready_V5() failed	235e EEPROM erase command failed	240e sending empty command failed
 nvm_write_V5	391,400,423e updi_nvm_wait_ready_V5() failed	396e clear page operation failed	405e write data words operation faile	410e write data operation failed	419e commit data command failed	427e sending empty command failed
 updi_nvm_wait_ready_V5	468e unable to write NVM status, erro	478e wait NVM ready timed out
updi_nvm_v6.c
 updi_nvm_chip_erase_V6	112,126e updi_nvm_wait_ready_V6() failed	116e chip erase command failed	122e command buffer erase failed
 updi_nvm_erase_flash_page_V6	167,186e updi_nvm_wait_ready_V6() failed	171e flash page erase command failed	176e dummy write operation failed	182e command buffer erase failed
 updi_nvm_erase_eeprom_V6	220,234e updi_nvm_wait_ready_V6() failed	224e EEPROM erase command failed	230e command buffer erase failed
 updi_nvm_write_eeprom_V6	335,354e updi_nvm_wait_ready_V6() failed	340e EEPROM erase command failed	344e write data operation failed	350e command buffer erase failed
 nvm_write_V6	424,450e updi_nvm_wait_ready_V6() failed	429e clear page operation failed	434e write data words operation faile	439e write data operation failed	446e command buffer erase failed
 updi_nvm_wait_ready_V6	491e unable to write NVM status, erro	501e wait NVM ready timed out
urbootautogen.c
 assert_port	281,284,287,290,305e (urboot) 
 set_swio_params	371,373,375,390,392,394,396e (urboot) 
 urboot_write_tagsfile	741e unexpectedly missing %	782e unexpected bootloader size % and	808o unable to open %: %
 urbootautogen_parse	898,908,936,946,954,1025,1033,1035,1046,1050,1060,1068,1071,1086,1090,1098,1219,1230,1236,1248,1250,1259,1288,1292,1299,1306,1308,1316,1318,1321,1323,1334,1336,1343,1539,1571,1579,1584,1619,1627e (urboot) 	1365w baud rate error % for % oscillator still too high	1370w high baud rate error % for % osc	1375w baud rate error % for % oscillator too high
 urbootautogen	1813e (urboot) can only write bootload	1817e (urboot) unexpected % size 0x% v	1821e (urboot) unexpected bootloader size size % exceeds usage %	1825e (urboot) unexpected bootloader size % does not fit into flash	1878w bootloader has no space left for	1887w serialno exceeds free bootloader
urclock.c
 urclock_flash_readhook	565e bootloader [0x%, 0x%] outside fl	570e input [0x%, 0x%] overlaps b/load	574e input [0x%, 0x%] extends program	579e input [0x%, 0x%] overlaps metadata byte at 0x%, consider -x nometadata	583w input [0x%, 0x%] overlaps metadata [0x%, 0x%], selecting -x nostore	591w input [0x%, 0x%] overlaps metadata [0x%, 0x%], selecting -x nodate	599w input [0x%, 0x%] overlaps metadata [0x%, 0x%], selecting -x nofilename	619w not patching jmp to application 	644w not patching input as opcode wor	654w not patching as reset opcode % j	796e input would overwrite the reset 	800e input points reset to 0x%, not t	809e effective page size % implausibl	847e isize=% out of range (enlarge sp
 urclock_res_check	961e protocol expects sync byte 0x% b	979e protocol expects OK byte 0x% but
 set_uP	993w cannot set ur.uP as neither mcui	997w uP_table does not know mcuid %	1005w uP_table does not know mcuid % n
 urclock_read_sig_bytes	1196e memsize too small for sig byte r	1219e cannot identify MCU from part %	1226e connected part % differs in sign	1229e no uP_table entry from signature	1232e connected part % signature does 	1235e connected part's signature % is 
 ur_initstruct	1250e cannot obtain flash memory for %	1253e %'s flash page size % is too lar	1257e cannot deal with %'s flash page size of %	1260e cannot deal with %'s flash page size % as not a power of 2	1265e connected %'s flash size 0x% dif	1269e connected %'s flash page size % 	1273e connected %'s number % of interr	1296e -x bootsize=% size not a multipl	1299e implausible -x bootsize=%, shoul	1315e unknown interrupt vector #% for 	1322e UPDI part % does not support vec	1327e please specify -x bootsize=<num>	1362w urboot bootloader size % explici	1377w urboot vector number % overwritt	1484e bootloader might be optiboot %.%	1486e unknown bootloader ... please sp
 urclock_paged_rdwr	1681e len % must be page size % for pa	1715e command not recognised	1726e urprotocol paged r/w len % cannot exceed 256	1731e urprotocol paged r/w len % cannot exceed % for %	1740e stk500 paged r/w len % cannot ex	1751e too small buf[] for len % (enlar
 ur_readEF	1775e bootloader does not have flash r	1778e bootloader % not have EEPROM acc	1782e len % exceeds range [1, %]	1790e len+1 = % odd address exceeds ra
 parseUrclockID	1818w -x id=% string must start with E	1824w -x id=% string must look like [E	1831w address % of -x id=%: %	1838w length % of -x id=% string: %	1843w length % of -x id=% string must 
 readUrclockID	1886e effective address % of -x ids=% 	1890e memory range [0x%, 0x%] of -x id
 urclock_recv	1921
 urclock_getsync	2001w attempt % of %: not in sync	2042e cannot identify MCU	2050e cannot identify MCU from partdes
 urclock_cmd	2084e protocol expects sync byte 0x% b	2097e protocol expects OK byte 0x% but
 urclock_chip_erase	2143
 urclock_disable	2228e protocol expects sync byte 0x% b	2237e protocol expects OK byte 0x% but
 urclock_open	2244
 urclock_paged_write	2302
 urclock_paged_load	2339e bootloader does not have flash r	2342e bootloader % not have paged EEPR
 urclock_write_byte	2381
 urclock_read_byte	2399
 urclock_parseextparms	2509e -x %: %	2519e missing argument for -x %=...	2532e invalid extended parameter -x %
usb_hidapi.c
 usbhid_open	50e invalid -P %; drop -P option or 	68e no USB HID devices found	87e no matching device found	95e found device, but hid_open_path(	206e no response from device	211e unexpected reply to DAP_Info: 0x	218e reducing too big max packet size
 usbhid_send	247e unable to write % bytes to USB	251e short write to USB: % bytes out 
 usbhid_recv	269e hid_read_timeout(usb, %, 10000) 	271e short read, read only % out of %
usb_libusb.c
 usbdev_open	69e invalid -P %; drop -P option or 	85w reading serial number, %	99w reading product name, %	144w USB device has no configuration	163w (i/face %) %	175w no usable interface found	192w cannot find a read endpoint, usi	213e reducing too big max packet size	217w SET_IDLE failed	223w cannot open device: %	230e % USB device % (%:%)
 usbdev_send	276
 usbdev_recv_frame	367
usbasp.c
 usbasp_write_byte	263
 usbasp_parseextparms	301
 usbasp_transmit	396o %	404e %
 usbOpenDevice	476,561w cannot open USB device: %	487,571w cannot query manufacturer for de	501,584w cannot query product for device:
 usbasp_open	621w setting bitclock despite HAS_BIT	624e invalid -P %; drop -P option or 	635w using PID 0x%, ignoring remainin	647e found USBasp with old VID/PID; p	657e cannot find USB device with vid=
 usbasp_spi_cmd	763
 usbasp_spi_program_enable	786
 usbasp_spi_chip_erase	800
 usbasp_spi_paged_load	868
 usbasp_spi_paged_write	937
 usbasp_spi_set_sck_period	1030
 usbasp_tpi_recv_byte	1054
 usbasp_tpi_cmd	1082
 usbasp_tpi_program_enable	1117
 usbasp_tpi_paged_load	1191
 usbasp_tpi_paged_write	1252
 usbasp_tpi_read_byte	1286
 usbasp_tpi_write_byte	1297e cannot write_byte() to %; use pa	1302e unexpected address 0x% of % memo
 usbasp_nousb_open	1375
usbtiny.c
 usb_control	101
 usb_in	131
 usb_out	158
 usbtiny_tpi_txrx	247e parity bit is wrong	251e stop bits not received correctly
 usbtiny_avr_op	269
 usbtiny_open	291e invalid -P %; drop this option o	318w using PID 0x%, ignoring remainin	338w cannot open USB device: %	346e invalid -P %; drop -P option or 	351e cannot find USBtiny device (0x%/
 usbtiny_initialize	408w setting bitclock despite HAS_BIT	435e usb_in() failed	439e SDO->SDI check failed (got 0x% 0	447e unable to switch chip into TPI m
 usbtiny_cmd_tpi	534
 usbtiny_spi	547
 usbtiny_chip_erase	567
 usbtiny_nousb_open	766
wiring.c
 wiring_parseextparms	90,103e -x %: %	123e invalid extended parameter -x %
 wiring_open	139w -c % does not support adjustable	184e stk500v2_getsync() failed; try -
xbee.c
 xbee_read_sig_bytes	108e memsize too small for sig byte r	120e programmer is out of sync	124e protocol expects sync byte 0x% b	129e protocol expects OK byte 0x% but
 xbeedev_poll	787
 xbeeATError	935e unable to communicate with remot	937e remote XBee: invalid command	939e remote XBee: invalid command par	941e remote XBee: transmission failur	943e unrecognised remote XBee error c
 xbeedev_open	974e XBee: bad port syntax, require <	1017e XBee: bad XBee address, require 	1090,1128e local XBee is not responding	1151e remote XBee is not responding
 xbeedev_set_dtr_rts	1371
 xbee_getsync	1392e unable to deliver STK_GET_SYNC t	1400e no response to STK_GET_SYNC from	1405e not in sync, resp=0x%	1410e in sync, not OK, resp=0x%
 xbee_open	1419
 xbee_parseextparms	1515e invalid value in -x %	1530e invalid extended parameter -x %`;
