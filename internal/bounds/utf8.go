package bounds

import (
	"fmt"
	"unicode/utf8"
)

// UTF8 returns an [Error] at the first byte of a text that is not UTF-8.
func UTF8(text []byte) error {
	if utf8.Valid(text) {
		return nil
	}
	for i := 0; ; {
		r, size := utf8.DecodeRune(text[i:])
		if r == utf8.RuneError && size <= 1 {
			return &Error{i, fmt.Sprintf("the byte 0x%02x is not UTF-8; save the file as UTF-8", text[i])}
		}
		i += size
	}
}

// Brief returns the message of an error, without its end if it repeats a long text of
// the file.
func Brief(message string) string {
	const most = 200 // bytes
	if len(message) <= most {
		return message
	}
	cut := most
	for !utf8.RuneStart(message[cut]) {
		cut--
	}
	return message[:cut] + "…"
}
