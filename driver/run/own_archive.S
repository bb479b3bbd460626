// SPDX-License-Identifier: Apache-2.0
// The archive as read-only data of the executable: mapped with it, read page by page. ARCHIVE is its file.
        .section .rodata.gleamr_otp_archive, "a", %progbits
        .global gleamr_otp_archive
        .global gleamr_otp_archive_end
        .balign 4096
gleamr_otp_archive:
        .incbin ARCHIVE
gleamr_otp_archive_end:
        .section .note.GNU-stack, "", %progbits
