package render_test

import (
	"bytes"
	"context"
	"image"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/djdag/djdag/graph"
	"github.com/djdag/djdag/render"
)

func pngOf(t *testing.T, p *graph.Pipeline, opts render.Options) image.Image {
	t.Helper()
	var b bytes.Buffer
	if err := render.PNG(context.Background(), &b, p, opts); err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(&b)
	if err != nil {
		t.Fatal(err)
	}
	return img
}

func TestPicturesAreDeterministic(t *testing.T) {
	withWorker(t)
	for name, write := range map[string]func(context.Context, *bytes.Buffer) error{
		"png": func(ctx context.Context, b *bytes.Buffer) error { return render.PNG(ctx, b, small(), render.Options{}) },
		"pdf": func(ctx context.Context, b *bytes.Buffer) error { return render.PDF(ctx, b, small(), render.Options{}) },
	} {
		var first, second bytes.Buffer
		for _, b := range []*bytes.Buffer{&first, &second} {
			if err := write(t.Context(), b); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
		}
		if !bytes.Equal(first.Bytes(), second.Bytes()) {
			t.Errorf("%s: two runs differ", name)
		}
	}
}

func TestDPI(t *testing.T) {
	withWorker(t)
	low, high := pngOf(t, small(), render.Options{DPI: 72}).Bounds(), pngOf(t, small(), render.Options{DPI: 144}).Bounds()
	if d := 2*low.Dx() - high.Dx(); d < -2 || d > 2 {
		t.Errorf("%v at 72 dpi, %v at 144", low, high)
	}
	for _, dpi := range []float64{-1, 0.5, 1e6} {
		if err := render.PNG(t.Context(), &bytes.Buffer{}, small(), render.Options{DPI: dpi}); err == nil {
			t.Errorf("%g dpi is no error", dpi)
		}
	}
}

// A PNG looks like the SVG in a browser: at the same size, the mean difference of
// their pixels is at most two percent, and both have ink in the same places.
func TestPNGLooksLikeTheSVG(t *testing.T) {
	withWorker(t)
	var browser string
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			browser = path
			break
		}
	}
	if browser == "" {
		t.Skip("needs chromium: to draw the SVG")
	}
	for name, p := range map[string]*graph.Pipeline{"small": small(), "random": anything(7, 40)} {
		t.Run(name, func(t *testing.T) {
			opts := render.Options{Title: "Everything", Legend: true, DPI: 96}
			mean, missing := compareInk(pngOf(t, p, opts), photograph(t, browser, svg(t, p, opts)))
			if mean > 0.02 {
				t.Errorf("the mean difference is %.1f %%, want at most 2 %%", 100*mean)
			}
			if missing > 0 {
				t.Errorf("%d pixels have ink in one picture and no ink nearby in the other", missing)
			}
		})
	}
}

// compareInk returns the mean difference of two pictures, from 0 to 1, and the
// number of pixels with ink in one and no ink nearby in the other.
func compareInk(ours, theirs image.Image) (mean float64, missing int) {
	size := ours.Bounds().Size()
	for y := range size.Y {
		for x := range size.X {
			a, b := grey(ours, x, y), grey(theirs, x, y)
			mean += max(a-b, b-a) / float64(size.X*size.Y)
			// The fonts differ, so the grey edge of a letter proves nothing.
			const ink = 0.7
			if (a < ink && !anyInk(theirs, x, y)) || (b < ink && !anyInk(ours, x, y)) {
				missing++
			}
		}
	}
	return mean, missing
}

// grey returns the lightness of a pixel, from 0 to 1.
func grey(img image.Image, x, y int) float64 {
	r, g, b, _ := img.At(x, y).RGBA()
	return float64(r+g+b) / 3 / 0xFFFF
}

// anyInk reports whether the pixel or one within two pixels is not paper.
func anyInk(img image.Image, x, y int) bool {
	for dy := -2; dy <= 2; dy++ {
		for dx := -2; dx <= 2; dx++ {
			if (image.Point{X: x + dx, Y: y + dy}).In(img.Bounds()) && grey(img, x+dx, y+dy) < 0.92 {
				return true
			}
		}
	}
	return false
}

// photograph returns a screenshot of an SVG in a browser.
func photograph(t *testing.T, browser string, data []byte) image.Image {
	t.Helper()
	dir := t.TempDir()
	file, shot := filepath.Join(dir, "figure.svg"), filepath.Join(dir, "figure.png")
	if err := os.WriteFile(file, data, 0o644); err != nil {
		t.Fatal(err)
	}
	var window []string
	for _, name := range []string{"width", "height"} {
		m := regexp.MustCompile(name + `="([0-9.]+)pt"`).FindSubmatch(data)
		points, err := strconv.ParseFloat(string(m[1]), 64)
		if err != nil {
			t.Fatal(err)
		}
		window = append(window, strconv.Itoa(int(points*96/72)+2))
	}
	args := []string{"--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run",
		"--disable-background-networking", "--disable-component-update", "--disable-sync",
		"--user-data-dir=" + filepath.Join(dir, "profile"), "--window-size=" + strings.Join(window, ","),
		"--screenshot=" + shot, "file://" + file}
	for tries := 3; ; tries-- {
		out, err := exec.Command(browser, args...).CombinedOutput()
		if err == nil {
			break
		}
		// A browser may crash on a busy machine. That is no fault of the figure.
		if _, statErr := os.Stat(shot); statErr == nil || tries == 1 || !strings.Contains(err.Error(), "signal") {
			t.Fatalf("%v: %s", err, out)
		}
	}
	f, err := os.Open(shot)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	img, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	return img
}
