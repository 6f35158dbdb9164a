package credential

import "testing"

func TestInLine(t *testing.T) {
	for line, want := range map[string]string{
		"DJ_PASS=hunter2 pytest":                            "DJ_PASS=hunter2",
		"  - run: DJ_USER=me DJ_PASS='hunter 2' pytest":     "DJ_PASS=hunter 2",
		"export DJ_PASS=hunter2 # comment":                  "DJ_PASS=hunter2",
		"docker run -e MYSQL_ROOT_PASSWORD=hunter2 mysql:8": "MYSQL_ROOT_PASSWORD=hunter2",
		`echo "DJ_PASS=hunter2" >> $GITHUB_ENV`:             "DJ_PASS=hunter2",
		"command: mysql -h db --password=hunter2 -e x":      "password=hunter2",
		"mysql -h db -u root -phunter2":                     "the password of mysql=hunter2",
		`test: ["CMD", "mysqladmin", "ping", "-phunter2"]`:  "the password of mysqladmin=hunter2",
		"MYSQL_ROOT_PASSWORD: ${DJ_PASS:-hunter2}":          "DJ_PASS=hunter2",
		"MYSQL_ROOT_PASSWORD: ${ROOT-hunter2}":              "ROOT=hunter2",
		"DB_URL: mysql+pymysql://me:hunter2@db:3306/lab":    "the password of me=hunter2",
		"DB_URL=postgres://me:h@unter2@db/lab":              "the password of me=h@unter2",
		`"containerEnv": {"DJ_PASS": "hunter2", "A": "b"}`:  "DJ_PASS=hunter2",
		`{"database.password": "hu\"nter2",`:                `database.password=hu\"nter2`,
		`  "database.password": "hunter2`:                   "database.password=hunter2",

		"# DJ_PASS=hunter2":                                     "",
		"DJ_PASS=$DJ_PASS pytest":                               "",
		"DJ_PASS=${{ secrets.DJ_PASS }}":                        "",
		"DJ_PASS=$(cat file)":                                   "",
		"DJ_PASS= pytest":                                       "",
		"DJ_PASS=<password>":                                    "",
		"-e DJ_PASS":                                            "",
		"password=hunter2":                                      "", // a variable of any language
		"mysql -h db -p -e x":                                   "",
		"mysql -p$MYSQL_ROOT_PASSWORD":                          "",
		"docker run -p8080:80 lab":                              "",
		"mysql -h db; docker run -p8080:80":                     "",
		"mkdir -p mysql":                                        "",
		"MYSQL_ALLOW_EMPTY_PASSWORD=1":                          "",
		"MYSQL_ROOT_PASSWORD: ${DJ_PASS:-}":                     "",
		"MYSQL_ROOT_PASSWORD: ${DJ_PASS:?set it}":               "",
		"HOME: ${HOME:-nowhere}":                                "",
		"mysql://user:password@host/db":                         "",
		"mysql://${USER}:${PASS}@host/db":                       "",
		"mysql://host/db":                                       "",
		"https://me:hunter2@example.org":                        "", // not a database
		`"password": null`:                                      "",
		`"database.password": ""`:                               "",
		"DJ_PASS=your_database_password_here":                   "",
		"AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENGEXAMPLEKEY": "",
	} {
		got := ""
		for _, f := range InLine(line) {
			got += f.Name + "=" + line[f.Start:f.End]
		}
		if got != want {
			t.Errorf("%q: got %q, want %q", line, got, want)
		}
	}
}

func FuzzInLine(f *testing.F) {
	f.Add("mysql -phunter2 A_PASS=${A_PASS:-x} mysql://a:b@c \"a_token\": \"x\\\"")
	f.Fuzz(func(t *testing.T, line string) {
		end := 0
		for _, s := range InLine(line) {
			if s.Start < end || s.End <= s.Start || s.End > len(line) {
				t.Errorf("%q: %d to %d", line, s.Start, s.End)
			}
			end = s.End
		}
		Printed(line)
	})
}
