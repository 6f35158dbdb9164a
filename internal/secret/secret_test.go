package secret_test

import (
	"testing"

	"github.com/djdag/djdag/internal/secret"
)

func TestIsDistinct(t *testing.T) {
	for value, want := range map[string]bool{
		"": false, "root": false, "datajoint": false, "neuro_lab_db": false, "my-secret": false, "hunter2": false, "12345678": false,
		"hunter22": true, "correct horse battery 1": true, "p@ssword!": true, "AKIAABCDEFGH1234": true, "pässwört": false, "pässwört1": true,
	} {
		if got := secret.IsDistinct(value); got != want {
			t.Errorf("%q: got %t", value, got)
		}
	}
}

func TestHide(t *testing.T) {
	for _, tt := range []struct {
		text   string
		values []string
		want   string
	}{
		{"a hunter2 b hunter2", []string{"hunter2"}, "a ******* b *******"},
		{"näh", []string{"ä"}, "n**h"},
		{"abc", []string{"", "x"}, "abc"},
		{"hunter22x", []string{"hunter22", "hunter22x"}, "*********"},
		{"one two", []string{"two", "one"}, "*** ***"},
	} {
		if got := secret.NewHider(tt.values...).Hide(tt.text); got != tt.want {
			t.Errorf("%q: got %q, want %q", tt.text, got, tt.want)
		}
	}
}
