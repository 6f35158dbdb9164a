package diff

import "slices"

// lossOf says what a column may lose by a new type, or returns "".
func lossOf(old, new columnType) string {
	switch {
	case !narrower(old, new):
		return ""
	case family(old.name) == family(new.name):
		return "values that do not fit are refused or lost"
	}
	return "the database may not convert the values"
}

// family returns what kind of values a type is for.
func family(name string) string {
	t := columnType{name: name}
	switch {
	case integerBits(name) > 0, name == "float", name == "double", name == "decimal":
		return "number"
	case textRoom(t) > 0, name == "enum":
		return "text"
	case binaryRoom(t) > 0:
		return "bytes"
	case slices.Contains([]string{"date", "datetime", "timestamp"}, name):
		return "date"
	}
	return name
}

// narrower reports whether a column may hold values that do not fit into a new type, or
// that the database does not convert. A type that it does not know is narrower than any
// other.
//
// Source: MySQL 8.4 Reference Manual, 13, Data Types.
func narrower(old, new columnType) bool {
	from, to := integerBits(old.name), integerBits(new.name)
	switch {
	case from > 0 && to > 0:
		return narrowerInteger(old, new, from, to)
	case from > 0 && new.name == "float":
		return from > 24
	case from > 0 && new.name == "double":
		return from > 53
	case from > 0 && new.name == "decimal":
		return new.arg(0, 10)-new.arg(1, 0) < digits(from)
	case from > 0:
		return textRoom(new) < digits(from)+1
	}
	switch old.name {
	case "float":
		return new.name != "float" && new.name != "double" && textRoom(new) < 24
	case "double":
		return new.name != "double" && textRoom(new) < 24
	case "decimal":
		return narrowerDecimal(old, new)
	case "enum":
		return narrowerEnum(old, new)
	case "date", "datetime", "timestamp", "time", "year":
		return narrowerTime(old, new)
	}
	if room := textRoom(old); room > 0 {
		return textRoom(new) < room
	}
	if room := binaryRoom(old); room > 0 {
		return binaryRoom(new) < room
	}
	return old.name != new.name
}

// integerBits returns the size of an integer type, or 0.
func integerBits(name string) int {
	return map[string]int{"tinyint": 8, "bool": 8, "smallint": 16, "mediumint": 24, "int": 32, "bigint": 64}[name]
}

// digits returns the number of decimal digits of an integer with so many bits.
func digits(bits int) int { return bits*3/10 + 1 }

func narrowerInteger(old, new columnType, from, to int) bool {
	if old.unsigned() == new.unsigned() {
		return to < from
	}
	return new.unsigned() || to <= from
}

func narrowerDecimal(old, new columnType) bool {
	precision, scale := old.arg(0, 10), old.arg(1, 0)
	switch new.name {
	case "decimal":
		return new.arg(1, 0) < scale || new.arg(0, 10)-new.arg(1, 0) < precision-scale
	case "double":
		return precision > 15
	}
	return textRoom(new) < precision+2
}

func narrowerEnum(old, new columnType) bool {
	longest := 0
	for _, value := range old.args {
		if new.name == "enum" && !slices.Contains(new.args, value) {
			return true
		}
		longest = max(longest, len(value)-len("''"))
	}
	return new.name != "enum" && textRoom(new) < longest
}

func narrowerTime(old, new columnType) bool {
	const longest = len("2000-01-01 00:00:00.000000")
	switch {
	case textRoom(new) >= longest:
		return false
	case old.name == "date" && new.name == "datetime":
		return false
	case old.name == new.name, old.name == "timestamp" && new.name == "datetime":
		return new.arg(0, 0) < old.arg(0, 0)
	}
	return true
}

// textRoom returns how many characters fit into a text type for certain, or 0. A
// character may take four bytes.
func textRoom(t columnType) int {
	switch t.name {
	case "char", "varchar":
		return t.arg(0, 1)
	case "tinytext", "text", "mediumtext", "longtext":
		return bytesOf(t.name[:len(t.name)-len("text")]) / 4
	}
	return 0
}

// binaryRoom returns how many bytes fit into a binary type, or 0.
func binaryRoom(t columnType) int {
	switch t.name {
	case "binary", "varbinary":
		return t.arg(0, 1)
	case "tinyblob", "blob", "mediumblob", "longblob":
		return bytesOf(t.name[:len(t.name)-len("blob")])
	}
	return 0
}

// bytesOf returns the capacity of a text or blob type by the beginning of its name.
func bytesOf(size string) int {
	return map[string]int{"tiny": 1<<8 - 1, "": 1<<16 - 1, "medium": 1<<24 - 1, "long": 1<<32 - 1}[size]
}
