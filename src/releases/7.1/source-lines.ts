/** Where avrdude 7.1 has its errors and warnings: made by `scripts/source-lines-import.mjs`, read by `../source-lines.ts`. */
export const sourceLines = `arduino.c
 arduino_read_sig_bytes	47e memsize too small for sig byte r	59e programmer is out of sync	63e protocol expects sync byte 0x% b	68e protocol expects OK byte 0x% but
avr.c
 avr_tpi_chip_erase	61e no flash memory to erase for par	93e part has no TPI
 avr_tpi_program_enable	117e TPIIR not correct	137e target does not reply when enabl	141e part has no TPI
 avr_read_byte_default	186e % programmer uses avr_read_byte_	196e % programmer does not support TP	230e operation not supported on memor
 avr_read	320
 avr_read_mem	375e unable to read address 0x%	454e unable to read byte at address 0	456e read operation not supported for	459e read operation failed for memory
 avr_write_page	482e % programmer uses avr_write_page	489e memory % not configured for page
 avr_write_byte_default	581e % programmer uses avr_write_byte	588e % programmer does not support TP	593e writing a byte to flash is not s	596e writing a byte to an odd locatio	683e write not supported for memory t	778e initialization failed, rc=%
 avr_write	829
 avr_write_mem	860w % bytes requested, but memory re	888e unsupported n_word_writes value 	959e effective page size % implausibl
 avr_signature	1123
 avr_verify	1176,1182e memory type % not defined for pa	1191w requested verification for % byt	1205w verification mismatch%	1217w verification mismatch	1229,1234w ignoring mismatch in unused bits
 avr_get_cycle_count	1261
 avr_put_cycle_count	1300
 avr_add_mem_order	1333
avr910.c
 avr910_setup	60
 avr910_recv	83
 avr910_vfy_cmd_sent	100
 avr910_initialize	236w selected device is not supported	238e selected device is not supported
 avr910_parseextparms	320e invalid devcode '%'	336e invalid extended parameter '%'
 avr910_read_sig_bytes	705
avrcache.c
 cacheAddress	214e % cache address 0x% out of range	219e % page size % incompatible with 
 loadCachePage	237
 writeCachePage	284e % access error at addr 0x%	293e write % page error at addr 0x%	301e unable to read % page at addr 0x
 avr_flush_cache	396e unable to initialise the cache	477e chip erase failed	501e flash read failed at addr 0x%	514e EEPROM read failed at addr 0x%	560e verification mismatch at % page 
avrftdi.c
 avrftdi_noftdi_open	54
 avrftdi_open	664
bitbang.c
 bitbang_tpi_rx	261e start bit not received correctly	276e parity bit is wrong	285e stop bits not received correctly
 bitbang_chip_erase	434e no flash memory to erase for par	454e chip erase instruction not defin
 bitbang_program_enable	493
 bitbang_initialize	524e % programmer does not support TP	539e SDO->SDI 0 failed	544e SDO->SDI 1 failed	569e TPIIR not correct	603e AVR device not responding
 verify_pin_assigned	613e invalid pin function number %	618e no pin has been assigned for %
 bitbang_check_prerequisites	640
buspirate.c
 buspirate_expect_bin	138
 buspirate_getc	162
 buspirate_readline	212
 buspirate_send	224
 buspirate_dummy_6	303e spifreq must be between 0 and 7	308,322e set either spifreq or rawfreq	318e rawfreq must be between 0 and 3	333e cpufreq must be between 125 and 	353e reset must be either CS or AUX	373e serial_recv_timeout must be grea	380e do not understand extended param	394e RESET pin other than CS is not s	400e SPI speed selection is not suppo
 buspirate_reset_from_binmode	443e did not get a response to stop P	449e did not get a response to power 	471e reset failed; you may need to po
 buspirate_start_mode_bin	516e binary mode not confirmed: '%'	545e cpufreq (PWM) setup failed	554e % mode not confirmed: '%'
 buspirate_start_spi_mode_ascii	647
 buspirate_enable	715e BusPirate is not responding; ser	722e programmer is not responding	743e unable to start ascii SPI mode
 buspirate_powerup	782e did not get a response to start 	789w did not get a response to PowerU
 buspirate_powerdown	800e did not get a response to stop P	807e did not get a response to PowerD
 buspirate_cmd_ascii	854
 buspirate_paged_load	887e called while in nopagedread mode	917e Paged Read command returned zero
 buspirate_paged_write	960e AVR_OP_LOADPAGE_LO command not d	964e AVR_OP_LOADPAGE_HI command not d	1024e write then read did not succeed
 buspirate_program_enable	1054
 buspirate_chip_erase	1073
 buspirate_setup	1096
 buspirate_bb_enable	1147e attempting to initiate BusPirate	1162e binary mode not confirmed: '%'
butterfly.c
 butterfly_setup	66
 butterfly_recv	87
 butterfly_vfy_cmd_sent	104
 butterfly_initialize	233
 butterfly_read_sig_bytes	687
config.c
 cfg_malloc	116
 cfg_realloc	127
 cfg_strdup	138
 yyerror	160
 yywarning	177
 read_config	365o cannot determine realpath() of c	371o cannot open config file %: %
config_gram.y
 yyparse	1381
developer_opts.c
 avrpart_deep_copy	538
dfu.c
 dfu_open	42e no USB support compiled for avrd	113e invalid port specification % for	120e out of memory in strdup	137e out of memory
 dfu_init	171e no DFU support for part; specify	206e no matching USB device found	217e USB device at %:%: %
 dfu_getstatus	274,279e unable to get DFU status: %	284e oversize read (should not happen
 dfu_clrstatus	308
 dfu_abort	326
 dfu_dnload	346e DFU_DNLOAD failed: %	351e DFU_DNLOAD failed: short write	356e DFU_DNLOAD failed: oversize writ
 dfu_upload	375,380e DFU_UPLOAD failed: %	385e oversize read (should not happen
 get_usb_string	431e unable to read USB device string	438e out of memory allocating a strin
fileio.c
 b2ihex	131
 ihex2b	323e invalid record at line % of %	328e checksum mismatch at line % of %	340e address 0x% out of range (below 	346e address 0x% out of range at line	379e do not know how to deal with rec	388e no valid record found in Intel H	393w no end of file record found for 
 b2srec	410e recsize=%, must be < 256	442e address=%, out of range
 srec2b	606e invalid record at line % of %	610e checksum mismatch at line % of %	637e not supported record at line % o	642e count of transmitted data record	654e do not know how to deal with rec	662,667e %	681w no end of file record found for 
 elf2b	788e cannot handle % memory region fr	805e no flash memory region found, ca	814e ELF library initialization faile	818e cannot open % as an ELF file: %	822e cannot use % as an ELF input fil	830e unable to read ident area of %: 	845e ELF file % is not a 32-bit, %-en	852e unable to read ehdr of %: %	857e ELF file % is not an executable 	871e ELF file % is not for machine %	875e ELF file % uses extended program	881e unable to read program header ta	887e unable to obtain section name st	908e unable to read section #% header	940e section % of size % does not fit	952e unexpected data block at offset 	955e ELF file section does not contai	974e section % [0x%, 0x%] does not fi
 fileio_rbin	1043e invalid fileio operation=%	1048o % error % %: %; % % of the expec
 fileio_imm	1078e invalid byte value (%) specified	1090e invalid file format 'immediate' 	1095e invalid operation=%	1101o % error % %: %; % % of the expec
 fileio_ihex	1133
 fileio_srec	1162
 fileio_elf	1180e write operation not supported fo	1189e invalid ELF file I/O operation=%
 fileio_num	1239e invalid file format '%' for inpu	1243e invalid operation=%	1272o unable to write to %: %
 fileio_setparms	1296
 fileio_fmt_autodetect	1327
 fileio	1410e memory type % not configured for	1449e cannot auto detect file format w	1456e cannot determine file format for	1485o cannot open % file %: %	1509e cannot handle ELF file %, ELF fi	1526e invalid % file format: %
flip1.c
 flip1_initialize	237w using PID 0x%, ignoring remainin	242e flip1 (FLIP protocol version 1) 	255w USB idVendor = 0x% (expected 0x%	258w USB idProduct = 0x% (expected 0x	261w USB bNumConfigurations = % (expe	264w USB bNumInterfaces = % (expected	267w USB bDeviceClass = % (expected 2	270w USB bDeviceSubClass = % (expecte	273w USB bDeviceProtocol = % (expecte	283w USB bInterfaceClass = % (expecte	286w USB bInterfaceSubClass = % (expected 1)	289w USB bInterfaceSubClass = % (expected 0)	293w bMaxPacketSize0 (%) != 32, thing
 flip1_chip_erase	357
 flip1_read_byte	378e signature address % out of range	388e % memory not accessible using FL
 flip1_write_byte	410
 flip1_paged_load	428
 flip1_paged_write	451e % memory not accessible using FL	457e attempting to read more than % b
 flip1_read_sig_bytes	474e signature read must be at least 	508e unable to send cmd for signature	522e unable to read signature byte %:
 flip1_setup	544
 flip1_read_memory	608,636e unable to read % bytes of % memo	622e 
 flip1_write_memory	675e begin 0x% and end 0x% not within	687e out of memory	736e unable to write % bytes of % mem
 flip1_set_mem_page	766
 flip1_open	820
flip2.c
 flip2_initialize	229w using PID 0x%, ignoring remainin	235e flip2 (FLIP protocol version 2) 	249w USB idVendor = 0x% (expected 0x%	253w USB idProduct = 0x% (expected 0x	257e USB bNumConfigurations = % (expe	261e USB bNumInterfaces = % (expected	265e USB bDeviceClass = % (expected 0	269e USB bDeviceSubClass = % (expecte	273e USB bDeviceProtocol = % (expecte	277e USB bInterfaceClass = % (expecte	281,285e USB bInterfaceSubClass = % (expe
 flip2_chip_erase	367
 flip2_read_byte	403
 flip2_write_byte	424
 flip2_paged_load	446e % memory not accessible using FL	455e attempting to read more than % b
 flip2_paged_write	477e % memory not accessible using FL	486e attempting to read more than % b
 flip2_read_sig_bytes	524
 flip2_setup	537
 flip2_read_memory	591e unable to set memory unit 0x% (%	593e unable to set memory unit 0x%	601,612e unable to set memory page 0x%	621e unable to read 0x% bytes at 0x%
 flip2_write_memory	648e unable to set memory unit 0x% (%	650e unable to set memory unit 0x%	658,669e unable to set memory page 0x%	678e unable to write 0x% bytes at 0x%
 flip2_set_mem_unit	714e unknown memory unit (0x%)	716e DFU status %
 flip2_set_mem_page	749e page address out of range (0x%)	751e DFU status %
 flip2_read_max1k	792e address out of range [0x%,0x%]	794e DFU status %
 flip2_write_max1k	820e erite block too large (% > 1024)	850e address out of range [0x%,0x%]	852e DFU status %
 flip2_nousb_open	916
ft245r.c
 ft245r_noftdi_open	97
 ft245r_flush	224
 ft245r_program_enable	499e AVR_OP_PGM_ENABLE command not de	525e device is not responding to prog
 ft245r_initialize	567w SDO->SDI 0 failed	569e SDO->SDI 0 failed	577w SDO->SDI 1 failed	579e SDO->SDI 1 failed
 ft245r_tpi_rx	765e start bit missing (res=0x%)	777e parity bit wrong	781e stop bits wrong
 ft245r_open	864e invalid portname '%': use^ 'ft[0	875w using PID 0x%, ignoring remainin	886e cannot open ftdi device: %	916e unable to set latency timer to 1	922e synchronous BitBangMode is not s
jtag3.c
 jtag3_setup	119
 jtag3_send	437e out of memory	447e unable to send command to serial
 jtag3_edbg_send	496,506e unexpected this_len = %
 jtag3_edbg_prepare	552,569e unable to send command to serial	557,574e unable to read from serial port 	562,579e unexpected response 0x%, 0x%
 jtag3_recv_frame	656
 jtag3_recv	808
 jtag3_command	849
 jtag3_chip_erase_dw	941
 jtag3_initialize	1030w JTAGICE3's firmware %.% is broke	1033e JTAGICE3's firmware %.% is broke	1057e part % has no % interface	1221e % does not support sending HV pu	1298w part definition for % lacks ocdr	1335e JTAGEN fuse disabled?	1371e cannot locate flash or boot memo	1380,1384e out of memory
 jtag3_parseextparms	1423e invalid JTAG chain '%'	1444e invalid extended parameter '%'
 jtag3_open_common	1457e was compiled without USB or HIDA	1462e JTAGICE3/EDBG port names must st	1525e MPLAB SNAP in PIC mode detected!	1540e PICkit4 in PIC mode detected!	1546e no device found matching VID 0x%
 jtag3_page_erase	1676
 jtag3_paged_write	1739
 jtag3_paged_load	1891e wrong/short reply to read memory	1898e unexpected response from read me
 jtag3_read_byte	2065
 jtag3_set_sck_period	2211
 jtag3_getparm	2253
 jtag3_setparm	2279
 jtag3_set_vtarget	2329w cannot obtain V[target]	2338e cannot confirm new V[target] val
 jtag3_display	2378
 jtag3_print_parms1	2424e invalid PARM3_TSUP_VOLTAGE_MEAS 	2436e invalid PARM3_ANALOG_A_VOLTAGE d	2448e invalid PARM3_ANALOG_A_CURRENT d	2457e invalid PARM3_ANALOG_B_VOLTAGE d	2469e invalid PARM3_ANALOG_B_CURRENT d
 jtag3_send_tpi	2583e jtag3_send_tpi(): out of memory 	2589e invalid jtag3_send_tpi() packet 
 jtag3_recv_tpi	2612
 jtag3_command_tpi	2642
 jtag3_erase_tpi	2744
 jtag3_write_byte_tpi	2767
 jtag3_chip_erase_tpi	2813
 jtag3_paged_load_tpi	2881e wrong/short reply to read memory	2888e unexpected return value % from j
 jtag3_paged_write_tpi	2921
jtagmkI.c
 jtagmkI_setup	114
 jtagmkI_send	202e out of memory	211e unable to send command to serial
 jtagmkI_recv	224
 jtagmkI_resync	259,287e unable to send command to serial
 jtagmkI_chip_erase	343
 jtagmkI_set_devdescr	386
 jtagmkI_reset	406
 jtagmkI_program_enable	435
 jtagmkI_program_disable	461
 jtagmkI_initialize	492e part % has no JTAG interface	496w part % has JTAG interface, but m	502e unsupported baudrate %	526w timeout/error communicating with	543,547e out of memory	560w OCDEN fuse not programmed, singl
 jtagmkI_open	614
 jtagmkI_close	634
 jtagmkI_paged_write	673e page size % too large	678e out of memory	701e sync loss, retries exhausted	731,756w timeout/error communicating with
 jtagmkI_paged_load	799e page size % too large	808e sync loss, retries exhausted	837w timeout/error communicating with
 jtagmkI_read_byte	947
 jtagmkI_write_byte	1032,1058e timeout/error communicating with
 jtagmkI_getparm	1118e timeout/error communicating with	1122e unknown parameter 0x%
 jtagmkI_setparm	1153
jtagmkII.c
 jtagmkII_send	427e out of memory	440e unable to send command to serial
 jtagmkII_recv_frame	542w msglen % exceeds max message siz	547e out of memory	571e wrong checksum	579e unknown state	586e timeout
 jtagmkII_getsync	668e programmer is neither JTAG ICE m	681w attempt % of %: sign-on command:	728,819e timeout/error communicating with	730e bad response to sign-on command:	743w S_MCU firmware version might be 	753e ISP functionality requires firmw	759e Xmega PDI support requires hardw	763e Xmega support requires firmware version >= 5.37	767e Xmega support requires firmware version >= 6.11	781w ISP activation failed, trying de	799e unable to return from debugWIRE 	802w target prepared for ISP, signed 	830e bad response to set parameter co
 jtagmkII_chip_erase	860e timeout/error communicating with	871e bad response to chip erase comma
 jtagmkII_set_devdescr	945e timeout/error communicating with	956e bad response to set device descr
 jtagmkII_set_xmega_params	1016e timeout/error communicating with	1027e bad response to set device descr
 jtagmkII_reset	1057e timeout/error communicating with	1068e bad response to reset command: %
 jtagmkII_program_enable	1096e timeout/error communicating with	1107w bad response to enter progmode c	1111w retrying with external reset app	1117e JTAGEN fuse disabled?
 jtagmkII_program_disable	1142e timeout/error communicating with	1153e bad response to leave progmode c
 jtagmkII_initialize	1242e part % has no % interface	1248e unsupported baudrate %	1265e unable to setup JTAG chain	1293e cannot locate flash or boot memo	1313,1317e out of memory	1345w OCDEN fuse not programmed, singl
 jtagmkII_parseextparms	1382e invalid JTAG chain '%'	1397e invalid extended parameter '%'
 jtagmkII_close	1737,1759e timeout/error communicating with	1747e bad response to GO command: %	1770e bad response to sign-off command
 jtagmkII_page_erase	1788e not an Xmega nor a UPDI device	1792e not applicable to debugWIRE	1835w timeout/error communicating with	1840e timeout/error communicating with	1850e bad response to xmega erase comm
 jtagmkII_paged_write	1882e out of memory	1956w timeout/error communicating with	1961e timeout/error communicating with	1972e bad response to write memory com
 jtagmkII_paged_load	2051w timeout/error communicating with	2056e timeout/error communicating with	2066e bad response to read memory comm
 jtagmkII_read_byte	2169e illegal address % for signature 	2216w timeout/error communicating with	2219e timeout/error communicating with	2230e bad response to read memory comm
 jtagmkII_write_byte	2343e timeout/error communicating with	2352e bad response to write memory com
 jtagmkII_getparm	2413e timeout/error communicating with	2423e bad response to get parameter co
 jtagmkII_setparm	2463e unknown parameter 0x%	2477e timeout/error communicating with	2488e bad response to set parameter co
 jtagmkII_reset32	2815
 jtagmkII_smc_init32	2911
 jtagmkII_initialize32	2924e unable to setup JTAG chain	2931,2935e out of memory	2949,2962e timeout/error communicating with	2971w expected signature for % is % % 	2974e expected signature for % is % % 
 jtagmkII_chip_erase32	3039
 jtagmkII_read_SABaddr	3063e timeout/error communicating with	3082e wrong number of bytes (status %)
 jtagmkII_write_SABaddr	3113
 jtagmkII_close32	3227e timeout/error communicating with	3238e bad response to sign-off command	3247e close failed at line % (status=%
 jtagmkII_paged_load32	3304e bad response to write memory com	3322e paged load failed at line % (sta
 jtagmkII_paged_write32	3352e out of memory	3405e bad response to write memory com	3430e paged write failed at line % (st
 jtagmkII_flash_lock32	3455
 jtagmkII_flash_erase32	3492
 jtagmkII_flash_write_page32	3519
 jtagmkII_flash_clear_pagebuffer32	3545
linuxgpio.c
 linuxgpio_export	64
 linuxgpio_unexport	82
 linuxgpio_dir	110
 linuxgpio_open	247
 linuxgpio_initpgm	361
linuxspi.c
 linuxspi_spi_duplex	98
 linuxspi_reset_mcu	137
 linuxspi_open	160,166e %	178o unable to open the spidev device	189o unable to set SPI mode % on %: %	191e try -x disable_no_cs	196o unable to open the gpiochip %: %	231o unable to get GPIO line %. %	240w obsolete use of -b <clock> optio
 linuxspi_initialize	292e programmer % does not support TP	306e AVR device not responding
 linuxspi_program_enable	320
 linuxspi_chip_erase	363
 linuxspi_parseextparams	411
 linuxspi_initpgm	448
main.c
 programmer_not_found	414e cannot find programmer id %	416e no programmer has been specified
 part_not_found	428e AVR part % not found	430e no AVR part has been specified; 
 main	550e cannot initialize updater list	556e cannot initialize extended param	562e cannot initialize additional con	608e invalid baud rate specified '%'	653e invalid bit clock unit of measur	656e invalid bit clock period specifi	664e invalid isp clock delay specifie	733e "safemode" feature no longer sup	739e unable to parse update operation	758,762e erase cycle counter no longer su	771e invalid option -%\\n	917w cannot determine realpath() of c	921e unable to process system wide co	936e unable to process user configura	952e unable to process additional con	981w % and % share multiple modes (%)	1048e cannot initialize the programmer	1061e programmer does not support exte	1064e unable to parse extended paramet	1098e no port has been specified on th	1125e unable to open programmer % on p	1147w -E option not supported by this 	1159e unable to initialize memories	1207e programmer does not support RC o	1246e initialization failed, rc=%	1288e expected FamilyID: "%"	1293,1408w conflicting -e and -n options sp	1308e unable to read signature data, r	1316w signature memory not defined for	1349e Yikes!  Invalid device signature	1351,1367e expected signature for % is % % 	1364w expected signature for % is % % 
micronucleus.c
 micronucleus_get_bootloader_info_v1	191w unable to get bootloader info bl	196w received invalid bootloader info
 micronucleus_get_bootloader_info_v2	258w unable to get bootloader info bl	263w received invalid bootloader info
 micronucleus_erase_device	331w erase command failed, code %: %	346w unable to reconnect USB device: 
 micronucleus_patch_reset_vector	372
 micronucleus_write_page_v1	430
 micronucleus_write_page_v2	448,465e unable to transfer page: %
 micronucleus_start	538
 micronucleus_setup	553
 micronucleus_read_sig_bytes	631
 micronucleus_open	678e invalid -P value %	693w using PID 0x%, ignoring remainin	726w unresponsive Micronucleus device	749w device with unsupported Micronuc	757e unable to open USB device: %	769e no device found, waiting for dev	773e no device found, waiting % secon	777e press CTRL-C to terminate	793e cannot find device with Micronuc
 micronucleus_paged_write	859e buffer size % exceeds page size 	865e program size % exceeds flash siz	872e unable to allocate memory	900e unsupported memory type: %
 micronucleus_parseextparams	925
 micronucleus_nousb_open	961
par.c
 par_open	248e unable to open parallel port %\\n	257e unable to read status of ppi dat	264e unable to read status of ppi ctr
 par_initpgm	407
pgm.c
 pgm_default_open	42
 pgm_default	226
pickit2.c
 pickit2_setup	167
 pickit2_open	188,210e cannot find PICkit2 with vid=0x%
 pickit2_initialize	293,299e pickit2_read_report failed (ec %	305e pickit2_write_report failed (ec 
 pickit2_program_enable	408
 pickit2_chip_erase	440
 pickit2_paged_load	513e no read command specified	525e failed @ pgm->spi()
 pickit2_commit_page	559
 pickit2_paged_write	606e part does not support % paged wr	663e % AVR_OP_WRITE_LO defined only (	688e failed @ pgm->spi()
 usb_open_device	1126w cannot open USB device: %	1137o cannot set configuration, error 	1144o cannot claim interface, error co
 pickit2_parseextparams	1185e invalid clockrate '%'	1204e invalid timeout '%'	1215e invalid extended parameter '%'
 pickit2_nousb_open	1279
pindefs.c
 pin_fill_old_pinno	67
 pin_fill_old_pinlist	92e pins of higher index than max fi	104e pins have different polarity set	108e pins have higher number than fit
 pins_check	274e %: these pins are not valid pins	283e %: these pins are not usable as 	292e %: these pins are set for other 	299e %: mandatory pin is not defined
ppi.c
 ppi_shadow_access	71
 ppi_open	200
ppiwin.c
 ppi_open	95o cannot open device "giveio"\\n	123e port % is neither lpt1/2/3 nor v	129o cannot open port %\\n
ser_avrdoper.c
 usbOpenDevice	76
 usbSetReport	115
 usbGetReport	140
 avrdoper_open	218
 avrdoper_send	260
 avrdoperFillBuffer	285e %	294e buffer overflow
 avrdoper_set_dtr_rts	341
ser_posix.c
 ser_setparams	164o tcgetattr() failed	259o tcsetattr() failed	268o ioctrl(IOSSIOSPEED) failed
 net_open	292e out of memory	302e mangled host:port string %	325o cannot resolve host="%", port="%	342o cannot connect: %
 ser_set_dtr_rts	362o ioctl("TIOCMGET"): %	377o ioctl("TIOCMSET"): %
 ser_open	401o cannot open port %: %	412o cannot set attributes for port %
 ser_close	426
 ser_send	467
 ser_recv	502w programmer is not responding, re	506o select(): %	513o unable to read: %
 ser_drain	578o select(): %	585o unable to read: %
ser_win32.c
 net_open	163e WSAStartup() failed	168e out of memory	173e mangled host:port string %	186e bad port number %	192e unknown host %	210e cannot open socket: %	231e connect failed: %
 ser_open	262e out of memory	285e cannot open port %: %	293e cannot set buffers for %	301e cannot set com-state for %	308e cannot set initial timeout for %
 net_send	396
 ser_send	421e port not open	450e unable to write: %	455e size/send mismatch
 net_recv	473e connection not open	507e select(): %	525e unable to read: %
 ser_recv	568e port not open	586e unable to read: %
 net_drain	630e connection not open	668e select(): %	686e unable to read: %
 ser_drain	712e port not open	736e unable to read: %
serbb_posix.c
 serbb_setpin	100o ioctl("TIOCxBRK"): %	109o ioctl("TIOCMGET"): %	118o ioctl("TIOCMSET"): %
 serbb_getpin	164
 serbb_open	237o %: %	243o %, tcgetattr(): %	256o %, tcsetattr(): %	264o cannot get flags: %	270o cannot clear nonblock flag: %
serbb_win32.c
 serbb_setpin	119
 serbb_getpin	166
 serbb_open	273e cannot open port %: %	281e cannot set buffers for %	299e cannot set com-state for %
serialupdi.c
 serialupdi_setup	52
 serialupdi_reset_connection	103e apply reset operation failed	108e release reset operation failed
 serialupdi_decode_sib	135e incorrect format of NVM string	142e incorrect format of DEBUG string	169w unsupported NVM type: %, please 
 serialupdi_close	180e unable to leave NVM programming 	183w releasing DTR/RTS handshake line
 serialupdi_wait_for_unlock	221
 serialupdi_wait_for_urow	273
 serialupdi_in_prog_mode	293
 serialupdi_enter_progmode	349,390e checking UPDI NVM prog mode fail	359e writing NVM KEY failed	364e checking KEY status failed	370e key was not accepted	375e apply reset operation failed	380e release reset operation failed	385e unable to enter NVM programming mode: device is locked	395e unable to enter NVM programming mode
 serialupdi_leave_progmode	417e apply reset operation failed	422e release reset operation failed
 serialupdi_write_userrow	486e writing USERROW KEY failed	491e checking KEY status failed	497e key was not accepted	502,531,548e apply reset operation failed	507,536,553e release reset operation failed	512e unable to enter USERROW programm	517e writing USER ROW failed	523e unable to commit user row write	543e unable to complete user row writ
 serialupdi_initialize	569,636e UPDI link initialization failed	575w forcing serial DTR/RTS handshake	586e read CS operation during initial	612e UPDI link reset failed	622e SerialUPDI reset connection fail	626e read SIB operation failed	631e decode SIB_INFO failed
 serialupdi_cmd	666
 serialupdi_program_enable	671
 serialupdi_paged_load	717
 serialupdi_paged_write	755,780e invalid memory type: <%:%>, 0x%,	760e paged write operation failed
 serialupdi_unlock	817e writing NVM KEY failed	822e checking KEY status failed	828e key not accepted	833e apply reset operation failed	838e release reset operation failed	843e waiting for unlock failed	848e UPDI link reinitialization faile
 serialupdi_chip_erase	859e read CS operation during chip er	864w device is locked	866w attempting device erase
 serialupdi_read_signature	886
 serialupdi_parseextparms	928e RTS/DTR mode must be LOW or HIGH	934e invalid extended parameter '%'
stk500.c
 stk500_recv	63
 stk500_getsync	112w attempt % of %: not in sync: res	122e cannot communicate with device: 
 stk500_cmd	151e programmer is out of sync	164e protocol expects OK byte 0x% but
 stk500_chip_erase	181e % programmer uses stk500_chip_er	187e chip erase instruction not defin
 stk500_program_enable	223e cannot get into sync	231e protocol expects sync byte 0x% b	241e no device	247e unable to enter programming mode	252e unknown response=0x%
 stk500_set_extended_parms	282e cannot get into sync	290e protocol expects sync byte 0x% b	300e no device	305e unable to set extended device pr	309e unknown response=0x%
 mib510_isp	342e cannot get into sync	350e protocol expects sync byte 0x% b	360e no device	366e command % failed	371e unknown response=0x%
 stk500_initialize	503w programmer not in sync, resp=0x%	511e protocol expects sync byte 0x% b	518e protocol expects OK byte 0x% but	553e failed to initialise programmer
 stk500_parseextparms	577
 stk500_disable	600e cannot get into sync	608e protocol expects sync byte 0x% b	618e no device	622e unknown response=0x%
 stk500_loadaddr	739e cannot get into sync	747e protocol expects sync byte 0x% b	756e protocol expects OK byte 0x% but
 stk500_paged_write	842e cannot get into sync	851e protocol expects sync byte 0x% b	859e protocol expects OK byte 0x% but
 stk500_paged_load	909e cannot get into sync	918,931e protocol expects sync byte 0x% b	938e protocol expects OK byte 0x% but
 stk500_set_vtarget	954e cannot obtain V[aref]	959e reducing V[aref] from % to %
 stk500_set_varef	975e cannot obtain V[target]	980e V[aref] must not be greater than
 stk500_set_fosc	1008w f = % % too high, using % MHz	1022w f = % Hz too low, % Hz min
 stk500_set_sck_period	1052w p = % us too small, using % us	1056w p = % us too large, using % us
 stk500_getparm	1082e cannot get into sync	1091e protocol expects sync byte 0x% b	1103e parameter 0x% failed	1108e protocol expects OK byte 0x% but
 stk500_setparm	1136e cannot get into sync	1145e protocol expects sync byte 0x% b	1159e parameter 0x% failed	1164e protocol expects OK byte 0x% but
 stk500_setup	1253
stk500generic.c
 stk500generic_open	58
stk500v2.c
 stk500v2_setup	287
 stk500v2_jtagmkII_setup	300
 stk500v2_jtag3_setup	322
 stk500v2_send_mk2	382
 stk500v2_jtagmkII_send	411e unsupported encapsulated ISP com	430e out of memory for command packet
 stk500v2_jtag3_send	454
 stk500v2_send	498
 stk500v2_recv_mk2	517
 stk500v2_jtagmkII_recv	535e unable to receive	539w got % bytes, have only room for 	546e receive failed	549e illegal MCU state	552e unknown status %
 stk500v2_jtag3_recv	572e unable to receive	584e message is not AVR ISP: 0x%
 stk500v2_recv	666e buffer too small, received % byt	671e previous packet sent with wrong 	682e wrong checksum	687e unknown state	694e timeout
 stk500v2_getsync	755e cannot communicate with device: 	764e timeout communicating with progr	772e unable to communicate with progr
 stk500v2_command	807e short reply	831e %: %	862w %	866e command failed	868e target clock speed error	871e unknown command	873e unknown status 0x%	883e failed to execute command 0x%
 stk500v2_cmd	912e send command failed	915e short reply, len = %
 stk500v2_jtag3_cmd	931
 stk500v2_chip_erase	945
 stk500v2_program_enable	1063e program enable instruction not d	1093e cannot get connection status	1096e bad AVRISPmkII connection status	1134e unable to return from debugWIRE 	1137w target prepared for ISP, signed 
 stk500v2_initialize	1216e cannot locate flash or boot memo	1250,1254e out of memory
 stk500v2_jtag3_initialize	1283e part % has no ISP interface	1344,1348e out of memory
 stk500hv_initialize	1368e % programming control stack not 	1379e unable to set control stack	1407,1411e out of memory
 stk500v2_jtag3_disable	1450
 stk500v2_disable	1467
 stk500hv_disable	1495
 stk500v2_open	1547e avrdoper requires avrdude with l	1571e avrdude was compiled without usb
 stk600_open	1632
 stk500v2_loadaddr	1683
 stk500hv_read_byte	1781
 stk500isp_read_byte	1883e invalid operation AVR_OP_READ on	1889w cannot determine pollidx to read	1900e timeout/error communicating with
 stk500hv_write_byte	1969e unsupported memory type %	2032e timeout/error communicating with
 stk500isp_write_byte	2129e unsupported memory type: %	2134e no AVR_OP_WRITE for % memory	2147e timeout/error communicating with
 stk500v2_paged_write	2216e loadpage instruction not defined	2224e write page instruction not defin	2238e write instruction not defined fo	2249e read instruction not defined for	2284e write command failed
 stk500hv_paged_write	2378
 stk500v2_paged_load	2450e read instruction not defined for	2479e read command failed
 stk500hv_paged_load	2559
 stk500v2_page_erase	2600
 stk500v2_set_vtarget	2610e cannot obtain V[aref]	2615w reducing V[aref] from % to %
 stk500v2_set_varef	2631e cannot obtain V[target]	2636e V[aref] must not be greater than
 stk500v2_set_fosc	2665w f = % % too high, using % MHz	2680w f = % Hz too low, % Hz min
 stk500v2_set_sck_period_mk2	2726
 stk500v2_mode_for_pagesize	2753
 stk600_set_vtarget	2818e cannot obtain V[aref][0]	2823w reducing V[aref][0] from % to %	2830e cannot obtain V[aref][1]	2835w reducing V[aref][1] from % to %
 stk600_set_varef	2863e cannot obtain V[target]	2868e V[aref] must not be greater than	2881e invalid channel %
 stk500v2_getparm	2936
 stk500v2_setparm_real	2953
 stk500v2_setparm	2967
 stk500v2_getparm2	2987
 stk500v2_setparm2	3005
 stk500v2_perform_osccal	3235
 stk500v2_jtagmkII_open	3285e avrdude was compiled without usb	3304e unable to sync with the JTAG ICE
 stk500v2_dragon_isp_open	3395e avrdude was compiled without usb	3413e unable to sync with the AVR Drag
 stk500v2_dragon_hv_open	3471e avrdude was compiled without usb	3489e unable to sync with the AVR Drag
 stk500v2_jtag3_open	3527
 stk600_xprog_command	3560
 stk600_xprog_program_enable	3591e no nvm_base parameter for PDI de	3596e no EEPROM page_size parameter fo	3606e CMD_XPROG_SETMODE(XPRG_MODE_%) f	3612e XPRG_CMD_ENTER_PROGMODE failed	3628e XPRG_CMD_SET_PARAM(XPRG_PARAM_NVMCMD_ADDR) failed	3636e XPRG_CMD_SET_PARAM(XPRG_PARAM_NVMCSR_ADDR) failed	3655e XPRG_CMD_SET_PARAM(XPRG_PARAM_NVMBASE) failed	3665e XPRG_CMD_SET_PARAM(XPRG_PARAM_EE
 stk600_xprog_disable	3687
 stk600_xprog_write_byte	3724e unknown memory %	3737e XPRG_CMD_ERASE(XPRG_ERASE_CONFIG	3763e XPRG_CMD_WRITE_MEM failed
 stk600_xprog_read_byte	3797e unknown memory %	3810e XPRG_CMD_READ_MEM failed
 stk600_xprog_paged_load	3871e unknown paged memory %	3878e out of memory	3900e XPRG_CMD_READ_MEM failed
 stk600_xprog_paged_write	3934e cannot handle page size > 512	3982e unknown paged memory %	3989e out of memory	4014e page size not multiple of 256	4037,4070e XPRG_CMD_WRITE_MEM failed
 stk600_xprog_chip_erase	4094e no FLASH definition found for TP	4107e XPRG_CMD_ERASE(XPRG_ERASE_CHIP) 
 stk600_xprog_page_erase	4132e unknown paged memory %	4142e XPRG_CMD_ERASE(%) failed
teensy.c
 teensy_get_bootloader_info	130e cannot detect board type (HID us	135e no flash memory defined for part	150e Teensy board not supported (HID 
 teensy_write_page	174e invalid page size: %	182e unable to allocate memory	210e unable to write page: %
 teensy_setup	242
 teensy_read_sig_bytes	313
 teensy_open	363e invalid -P value: '%'	378e using PID 0x%, ignoring remainin	398e found HID device, but hid_open_p	418e no device found, waiting for dev	422e no device found, waiting % secon	426e press CTRL-C to terminate	442e cannot find device with Teensy b
 teensy_read_byte	476
 teensy_paged_write	508e buffer size % exceeds page size 	514e program size % exceeds flash siz	547e unsupported memory type: %
 teensy_parseextparams	572
 teensy_nousb_open	608
term.c
 cmd_dump	261e (dump) % memory type not defined	267e cannot read memory % of size %	283e read_mem[] under-dimensioned; in	292e (dump) cannot parse address %	296e (dump) % address 0x% is out of r	312e (dump) cannot parse length %	330e (dump) out of memory	343e (dump) error reading % address 0
 cmd_write	454e (write) % memory type not define	462e (write) cannot parse address %	467e (write) % address 0x% is out of 	474e (write) out of memory	484e (write ...) cannot parse length 	516e (write) assumption on data types	613e (write) % out of int%_t range, i	639e (write str) out of memory	648e (write) only using first charact	659e (write) cannot parse data %	688e (write) selected address and # b	709w (write) programmer write protect	711e (write) error writing 0x% at 0x%	719e (write) verification error writi
 cmd_send	756e (send) the % programmer does not	775e (send) cannot parse byte %
 cmd_erase	839
 cmd_pgerase	856e (pgerase) % memory type not defi	860e (pgerase) % memory cannot be pag	869e (pgerase) cannot parse address %	874e (pgerase) % address 0x% is out o	879e (pgerase) unable to erase % page
 cmd_sig	903e (sig) error reading signature da	908e (sig) signature data not defined
 cmd_vtarg	948e (vtarg) cannot parse voltage %	952e (vtarg) unable to set V[target] 
 cmd_fosc	973e (fosc) cannot parse frequency %	982e (fosc) unable to set oscillator 
 cmd_sck	1000e (sck) cannot parse period %	1005e (sck) unable to set SCK period (
 cmd_varef	1026,1037e (varef) cannot parse voltage %	1032e (varef) cannot parse channel %	1042e (varef) unable to set V[aref] (r
 cmd_verbose	1095e (verbose) cannot parse verbosity	1099e (verbose) level must not be nega
 cmd_quell	1122e (quell) cannot parse quell level	1126e (quell) level must not be negati
 do_cmd	1260
 readytoread	1333w PeekConsoleInputA() failed with 	1346w ReadConsoleInputA() failed with 
update.c
 parse_op	72e invalid I/O mode '%' in update s	85e invalid update specification	130e invalid file format '%' in updat
 memstats	196e % % undefined	201e % % is not set	210e size % at odds with % % size %
 ioerror	338
 update_dryrun	358e unknown memory type %	383e cannot auto detect file format f	387e cannot determine file format for	402e invalid file format 'immediate' 	421e invalid update operation (%) req
 do_op	438w skipping -U %:... as memory not 	453e invalid file format 'immediate' 	464,609e unable to read all of % memory, 	475e write to file % failed	485,583e read from file % failed	556e unable to write % memory, rc=%	620e verification mismatch	634e invalid update operation (%) req
updi_nvm.c
 nvm_chip_erase_V0	76,84e updi_nvm_wait_ready() failed	80e UPDI chip erase command failed
 nvm_erase_flash_page_V0	118,131e updi_nvm_wait_ready() failed	123e dummy write operation failed	127e UPDI flash page erase command fa
 nvm_erase_eeprom_V0	158,166e updi_nvm_wait_ready() failed	162e UPDI EEPROM erase command failed
 nvm_erase_user_row_V0	203,219e updi_nvm_wait_ready() failed	210e write data operation failed at o	215e erase page operation failed
 nvm_write_fuse_V0	306,329e updi_nvm_wait_ready() failed	311e UPDI write ADDRL operation faile	315e write ADDRH operation failed	320e write DATAL operation failed	325e write fuse operation failed
 nvm_write_V0	380,389,412e updi_nvm_wait_ready() failed	385e clear page operation failed	394e write data words operation faile	399e write data operation failed	408e commit data command failed
 nvm_chip_erase_V2	443,451e updi_nvm_wait_ready() failed	447e chip erase command failed
 nvm_erase_flash_page_V2	489,502e updi_nvm_wait_ready() failed	494e dummy write operation failed	498e flash page erase command failed
 nvm_erase_eeprom_V2	533,541e updi_nvm_wait_ready() failed	537e EEPROM erase command failed	546e sending empty command failed
 nvm_write_eeprom_V2	632,645e updi_nvm_wait_ready() failed	637e EEPROM erase command failed	641e write data operation failed	650e clear NVM command failed
 nvm_write_V2	711e updi_nvm_wait_ready() failed	716e clear page operation failed	721e write data words operation faile	726e write data operation failed	731e wait for ready chip failed	736e clear NVM command failed
 nvm_chip_erase_V3	773,781e updi_nvm_wait_ready() failed	777e chip erase command failed	785e sending empty command failed
 nvm_erase_flash_page_V3	824,837e updi_nvm_wait_ready() failed	829e dummy write operation failed	833e flash page erase command failed
 nvm_erase_eeprom_V3	869,877e updi_nvm_wait_ready() failed	873e EEPROM erase command failed	881e sending empty command failed
 nvm_write_V3	1017,1026,1049e updi_nvm_wait_ready() failed	1022e clear page operation failed	1031e write data words operation faile	1036e write data operation failed	1045e commit data command failed	1053e sending empty command failed
 updi_nvm_chip_erase	1070
 updi_nvm_erase_flash_page	1085
 updi_nvm_erase_eeprom	1100
 updi_nvm_erase_user_row	1115
 updi_nvm_write_flash	1130
 updi_nvm_write_user_row	1145
 updi_nvm_write_eeprom	1160
 updi_nvm_write_fuse	1175
 updi_nvm_wait_ready	1209e unable to write NVM status	1220e wait NVM ready timed out
urclock.c
 urclock_flash_readhook	651e bootloader [0x%, 0x%] outside fl	656e input [0x%, 0x%] overlaps bootlo	660e input [0x%, 0x%] overlaps metadata [0x%, 0x%], consider -xnometadata	664e input [0x%, 0x%] overlaps metadata [0x%, 0x%], consider -xnodate	668e input [0x%, 0x%] overlaps metadata [0x%, 0x%], consider -xnofilename	683w not patching jmp to application 	708w not patching input as opcode wor	718w not patching as reset opcode % j	859e input would overwrite the reset 	864e input points reset to 0x%, not t	873e effective page size % implausibl	911e isize=% out of range (enlarge sp
 urclock_res_check	1018e protocol expects sync byte 0x% b	1036e protocol expects OK byte 0x% but
 set_uP	1050w cannot set ur.uP as neither mcui	1054w uP_table does not know mcuid %	1062w uP_table does not know mcuid % n
 urclock_read_sig_bytes	1237e memsize too small for sig byte r	1260e cannot identify MCU from part %	1267e connected part % differs in sign	1270e no uP_table entry from signature	1273e connected part % signature does 	1276e connected part's signature % is 
 ur_initstruct	1291e cannot obtain flash memory for %	1294e %'s flash page size % is too lar	1298e cannot deal with %'s flash page size of %	1301e cannot deal with %'s flash page size % as not a power of 2	1306e connected %'s flash size 0x% dif	1310e connected %'s flash page size % 	1314e connected %'s number % of interr	1337e -xbootsize=% size not a multiple	1340e implausible -xbootsize=%, should	1356e unknown interrupt vector #% for 	1363e UPDI part % does not support vec	1368e please specify -xbootsize=<num> 	1403w urboot bootloader size % explici	1418w urboot vector number % overwritt	1515e bootloader might be optiboot %.%	1517e unknown bootloader ... please sp
 urclock_paged_rdwr	1689e len % must be page size % for pa	1723e command not recognised	1734e urprotocol paged r/w len % cannot exceed 256	1739e urprotocol paged r/w len % cannot exceed % for %	1748e stk500 paged r/w len % cannot ex	1759e too small buf[] for len % (enlar
 ur_readEF	1783e bootloader does not have flash r	1786e bootloader % not have EEPROM acc	1790e len % exceeds range [1, %]	1798e len+1 = % odd address exceeds ra
 parseUrclockID	1814w -xid=% string must start with E.	1820w -xid=% string must look like [E|	1827w cannot parse address % of -xid=%	1833w address % of -xid=% has implausi	1840w cannot parse length % of -xid=% 	1845w length % of -xid=% string must b
 readUrclockID	1888e effective address % of -xids=% s	1892e memory range [0x%, 0x%] of -xid=
 urclock_recv	1923
 urclock_getsync	2002w attempt % of %: not in sync	2043e cannot identify MCU	2051e cannot identify MCU from partdes
 urclock_cmd	2082e protocol expects sync byte 0x% b	2095e protocol expects OK byte 0x% but
 urclock_chip_erase	2142
 urclock_disable	2217e protocol expects sync byte 0x% b	2226e protocol expects OK byte 0x% but
 urclock_paged_write	2280
 urclock_paged_load	2312e bootloader does not have flash r	2315e bootloader % not have paged EEPR
 urclock_write_byte	2354
 urclock_read_byte	2372
 urclock_parseextparms	2494e cannot parse -x%	2498e out of integer range -x%	2507e missing argument for option %=..	2520e invalid extended parameter %
usb_hidapi.c
 usbhid_open	79e invalid serial number %	94e No USB HID devices found	111e no matching device found	119e found device, but hid_open_path(	126w USB device with VID: 0x% and PID	192e no response from device	197e unexpected reply to DAP_Info: 0x	206e unexpected max size %, reducing 
 usbhid_send	241e unable to write % bytes to USB	245e short write to USB: % bytes out 
 usbhid_recv	276
usb_libusb.c
 usbdev_open	100e invalid serial number %	128e cannot read serial number: %	147e cannot read product name: %	192w USB device has no configuration	198w unable to set configuration %: %	218e unable to claim interface %: %	236w no usable interface found	258e cannot find a read endpoint, usi	279e SET_IDLE failed	286e cannot open device: %
 usbdev_send	345
 usbdev_recv_frame	483
usbasp.c
 usbasp_setup	266
 usbasp_parseextparms	291
 usbasp_transmit	357o %	369e %
 usbOpenDevice	420,488w cannot open USB device: %	430,499w cannot query manufacturer for de	442,512w cannot query product for device:
 usbasp_open	547w using PID 0x%, ignoring remainin	557e using -C usbasp -P nibobee is de	560e cannot find USB device NIBObee w	570e found USB device USBasp with old	577e cannot find USB device with vid=
 usbasp_spi_cmd	702
 usbasp_spi_program_enable	726
 usbasp_spi_chip_erase	740
 usbasp_spi_paged_load	807
 usbasp_spi_paged_write	876
 usbasp_spi_set_sck_period	971
 usbasp_tpi_recv_byte	995
 usbasp_tpi_cmd	1025
 usbasp_tpi_program_enable	1062
 usbasp_tpi_paged_load	1139
 usbasp_tpi_paged_write	1204
 usbasp_tpi_read_byte	1238
 usbasp_tpi_write_byte	1247
 usbasp_nousb_open	1288
usbtiny.c
 usbtiny_setup	82
 usb_control	106
 usb_in	139
 usb_out	170
 usbtiny_tpi_txrx	263e parity bit is wrong	267e stop bits not received correctly
 usbtiny_avr_op	286
 usbtiny_open	335w using PID 0x%, ignoring remainin	357w cannot open USB device: %	365e invalid -P value: '%'	370e cannot find USBtiny device (0x%/
 usbtiny_initialize	456e usb_in() failed	460e SDO->SDI check failed (got 0x% 0	471e unable to switch chip into TPI m
 usbtiny_cmd_tpi	565
 usbtiny_spi	578
 usbtiny_chip_erase	598
 usbtiny_nousb_open	806
wiring.c
 wiring_setup	88
 wiring_parseextparms	124e invalid snooze time '%'	134e invalid extended parameter '%'
xbee.c
 xbee_read_sig_bytes	113e memsize too small for sig byte r	125e programmer is out of sync	129e protocol expects sync byte 0x% b	134e protocol expects OK byte 0x% but
 xbeedev_poll	861
 xbeeATError	1022e unable to communicate with remot	1024e remote XBee: invalid command	1026e remote XBee: invalid command par	1028e remote XBee: transmission failur	1030e unrecognised remote XBee error c
 xbeedev_open	1063e XBee: bad port syntax, require <	1069e out of memory	1108e XBee: bad XBee address, require 	1186,1226e local XBee is not responding	1248e remote XBee is not responding
 xbeedev_set_dtr_rts	1494
 xbee_getsync	1527e unable to deliver STK_GET_SYNC t	1537e no response to STK_GET_SYNC from	1542e not in sync, resp=0x%	1547e in sync, not OK, resp=0x%
 xbee_parseextparms	1646e invalid xbeeresetpin '%'	1655e invalid extended parameter '%'`;
