// SPDX-License-Identifier: Apache-2.0
// An archive as read-only data of the executable: mapped with it, read page by page. ARCHIVE is its file, BEGIN and END are
// the names of where it lies.
        .section .rodata.gleamr_archive, "a", %progbits
        .global BEGIN
        .global END
        .balign 4096
BEGIN:
        .incbin ARCHIVE
END:
        .section .note.GNU-stack, "", %progbits
