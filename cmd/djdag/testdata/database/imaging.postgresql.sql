-- The tables of examples/imaging in PostgreSQL, declared as datajoint 2.3 does.

CREATE SCHEMA "imaging_lab";

CREATE TABLE "imaging_lab"."institution" (
"institution" varchar(32) NOT NULL,
"full_name" varchar(128) NOT NULL,
"country" char(2) NOT NULL,
PRIMARY KEY ("institution")
);

CREATE UNIQUE INDEX "idx_institution_full_name" ON "imaging_lab"."institution" ("full_name");

COMMENT ON TABLE "imaging_lab"."institution" IS 'University, institute or company';

COMMENT ON COLUMN "imaging_lab"."institution"."institution" IS ':varchar(32):';

COMMENT ON COLUMN "imaging_lab"."institution"."full_name" IS ':varchar(128):';

COMMENT ON COLUMN "imaging_lab"."institution"."country" IS ':char(2):ISO 3166';

CREATE TABLE "imaging_lab"."~lineage" (
"table_name" VARCHAR(64) NOT NULL,
"attribute_name" VARCHAR(64) NOT NULL,
"lineage" VARCHAR(255) NOT NULL,
PRIMARY KEY ("table_name", "attribute_name")
);

INSERT INTO "imaging_lab"."~lineage" (table_name, attribute_name, lineage)
VALUES ('institution', 'institution', 'imaging_lab.institution.institution');

CREATE TABLE "imaging_lab"."lab" (
"lab" varchar(32) NOT NULL,
"institution" varchar(32) NOT NULL,
"lab_name" varchar(128) NOT NULL,
"time_zone" varchar(32) NOT NULL,
PRIMARY KEY ("lab"),
FOREIGN KEY ("institution") REFERENCES "imaging_lab"."institution" ("institution") ON UPDATE CASCADE ON DELETE RESTRICT
);

COMMENT ON TABLE "imaging_lab"."lab" IS 'Research group';

COMMENT ON COLUMN "imaging_lab"."lab"."lab" IS ':varchar(32):';

COMMENT ON COLUMN "imaging_lab"."lab"."lab_name" IS ':varchar(128):';

COMMENT ON COLUMN "imaging_lab"."lab"."time_zone" IS ':varchar(32):as in the IANA database';

INSERT INTO "imaging_lab"."~lineage" (table_name, attribute_name, lineage)
VALUES ('lab', 'institution', 'imaging_lab.institution.institution'), ('lab', 'lab', 'imaging_lab.lab.lab');

CREATE TABLE "imaging_lab"."room" (
"lab" varchar(32) NOT NULL,
"room" varchar(32) NOT NULL,
"purpose" varchar(128) NOT NULL DEFAULT '',
PRIMARY KEY ("lab", "room"),
FOREIGN KEY ("lab") REFERENCES "imaging_lab"."lab" ("lab") ON UPDATE CASCADE ON DELETE RESTRICT
);

COMMENT ON TABLE "imaging_lab"."room" IS 'Room in which experiments run';

COMMENT ON COLUMN "imaging_lab"."room"."room" IS ':varchar(32):';

COMMENT ON COLUMN "imaging_lab"."room"."purpose" IS ':varchar(128):';

INSERT INTO "imaging_lab"."~lineage" (table_name, attribute_name, lineage)
VALUES ('room', 'lab', 'imaging_lab.lab.lab'), ('room', 'room', 'imaging_lab.room.room');

CREATE TABLE "imaging_lab"."#role" (
"role" varchar(32) NOT NULL,
PRIMARY KEY ("role")
);

COMMENT ON TABLE "imaging_lab"."#role" IS 'What a person does in a lab';

COMMENT ON COLUMN "imaging_lab"."#role"."role" IS ':varchar(32):';

INSERT INTO "imaging_lab"."~lineage" (table_name, attribute_name, lineage)
VALUES ('#role', 'role', 'imaging_lab.#role.role');

CREATE TABLE "imaging_lab"."person" (
"person" varchar(32) NOT NULL,
"full_name" varchar(128) NOT NULL,
"email" varchar(128) NOT NULL DEFAULT '',
PRIMARY KEY ("person")
);

COMMENT ON TABLE "imaging_lab"."person" IS 'Anybody whom the records name';

COMMENT ON COLUMN "imaging_lab"."person"."person" IS ':varchar(32):user name';

COMMENT ON COLUMN "imaging_lab"."person"."full_name" IS ':varchar(128):';

COMMENT ON COLUMN "imaging_lab"."person"."email" IS ':varchar(128):';

INSERT INTO "imaging_lab"."~lineage" (table_name, attribute_name, lineage)
VALUES ('person', 'person', 'imaging_lab.person.person');

CREATE TABLE "imaging_lab"."membership" (
"lab" varchar(32) NOT NULL,
"person" varchar(32) NOT NULL,
"role" varchar(32) NOT NULL,
"joined" date NOT NULL,
"left" date DEFAULT NULL,
PRIMARY KEY ("lab", "person"),
FOREIGN KEY ("lab") REFERENCES "imaging_lab"."lab" ("lab") ON UPDATE CASCADE ON DELETE RESTRICT,
FOREIGN KEY ("person") REFERENCES "imaging_lab"."person" ("person") ON UPDATE CASCADE ON DELETE RESTRICT,
FOREIGN KEY ("role") REFERENCES "imaging_lab"."#role" ("role") ON UPDATE CASCADE ON DELETE RESTRICT
);

COMMENT ON TABLE "imaging_lab"."membership" IS 'Who belongs to which lab';

COMMENT ON COLUMN "imaging_lab"."membership"."joined" IS ':date:';

COMMENT ON COLUMN "imaging_lab"."membership"."left" IS ':date:';

INSERT INTO "imaging_lab"."~lineage" (table_name, attribute_name, lineage)
VALUES ('membership', 'lab', 'imaging_lab.lab.lab'), ('membership', 'person', 'imaging_lab.person.person'), ('membership', 'role', 'imaging_lab.#role.role');

CREATE TABLE "imaging_lab"."#protocol_type" (
"protocol_type" varchar(32) NOT NULL,
PRIMARY KEY ("protocol_type")
);

COMMENT ON TABLE "imaging_lab"."#protocol_type" IS 'What a protocol permits';

COMMENT ON COLUMN "imaging_lab"."#protocol_type"."protocol_type" IS ':varchar(32):';

INSERT INTO "imaging_lab"."~lineage" (table_name, attribute_name, lineage)
VALUES ('#protocol_type', 'protocol_type', 'imaging_lab.#protocol_type.protocol_type');

CREATE TABLE "imaging_lab"."protocol" (
"protocol" varchar(16) NOT NULL,
"protocol_type" varchar(32) NOT NULL,
"holder" varchar(32) NOT NULL,
"expires" date NOT NULL,
PRIMARY KEY ("protocol"),
FOREIGN KEY ("protocol_type") REFERENCES "imaging_lab"."#protocol_type" ("protocol_type") ON UPDATE CASCADE ON DELETE RESTRICT,
FOREIGN KEY ("holder") REFERENCES "imaging_lab"."person" ("person") ON UPDATE CASCADE ON DELETE RESTRICT
);

COMMENT ON TABLE "imaging_lab"."protocol" IS 'Permission of the animal welfare committee';

COMMENT ON COLUMN "imaging_lab"."protocol"."protocol" IS ':varchar(16):';

COMMENT ON COLUMN "imaging_lab"."protocol"."expires" IS ':date:';

INSERT INTO "imaging_lab"."~lineage" (table_name, attribute_name, lineage)
VALUES ('protocol', 'protocol_type', 'imaging_lab.#protocol_type.protocol_type'), ('protocol', 'holder', 'imaging_lab.person.person'), ('protocol', 'protocol', 'imaging_lab.protocol.protocol');

CREATE TABLE "imaging_lab"."project" (
"project" varchar(32) NOT NULL,
"title" varchar(255) NOT NULL,
PRIMARY KEY ("project")
);

COMMENT ON TABLE "imaging_lab"."project" IS 'One line of research';

COMMENT ON COLUMN "imaging_lab"."project"."project" IS ':varchar(32):';

COMMENT ON COLUMN "imaging_lab"."project"."title" IS ':varchar(255):';

INSERT INTO "imaging_lab"."~lineage" (table_name, attribute_name, lineage)
VALUES ('project', 'project', 'imaging_lab.project.project');

CREATE TABLE "imaging_lab"."project__member" (
"project" varchar(32) NOT NULL,
"person" varchar(32) NOT NULL,
PRIMARY KEY ("project", "person"),
FOREIGN KEY ("project") REFERENCES "imaging_lab"."project" ("project") ON UPDATE CASCADE ON DELETE RESTRICT,
FOREIGN KEY ("person") REFERENCES "imaging_lab"."person" ("person") ON UPDATE CASCADE ON DELETE RESTRICT
);

COMMENT ON TABLE "imaging_lab"."project__member" IS '';

INSERT INTO "imaging_lab"."~lineage" (table_name, attribute_name, lineage)
VALUES ('project__member', 'project', 'imaging_lab.project.project'), ('project__member', 'person', 'imaging_lab.person.person');

CREATE TABLE "imaging_lab"."project__publication" (
"project" varchar(32) NOT NULL,
"doi" varchar(64) NOT NULL,
PRIMARY KEY ("project", "doi"),
FOREIGN KEY ("project") REFERENCES "imaging_lab"."project" ("project") ON UPDATE CASCADE ON DELETE RESTRICT
);

COMMENT ON TABLE "imaging_lab"."project__publication" IS '';

COMMENT ON COLUMN "imaging_lab"."project__publication"."doi" IS ':varchar(64):';

INSERT INTO "imaging_lab"."~lineage" (table_name, attribute_name, lineage)
VALUES ('project__publication', 'project', 'imaging_lab.project.project'), ('project__publication', 'doi', 'imaging_lab.project__publication.doi');

CREATE TABLE "imaging_lab"."project__repository" (
"project" varchar(32) NOT NULL,
"url" varchar(128) NOT NULL,
PRIMARY KEY ("project", "url"),
FOREIGN KEY ("project") REFERENCES "imaging_lab"."project" ("project") ON UPDATE CASCADE ON DELETE RESTRICT
);

COMMENT ON TABLE "imaging_lab"."project__repository" IS 'Where the project''s code is kept';

COMMENT ON COLUMN "imaging_lab"."project__repository"."url" IS ':varchar(128):';

INSERT INTO "imaging_lab"."~lineage" (table_name, attribute_name, lineage)
VALUES ('project__repository', 'project', 'imaging_lab.project.project'), ('project__repository', 'url', 'imaging_lab.project__repository.url');

CREATE TABLE "imaging_lab"."#vendor" (
"vendor" varchar(32) NOT NULL,
"contact" varchar(128) NOT NULL DEFAULT '',
PRIMARY KEY ("vendor")
);

COMMENT ON TABLE "imaging_lab"."#vendor" IS 'Where animals and viruses come from';

COMMENT ON COLUMN "imaging_lab"."#vendor"."vendor" IS ':varchar(32):';

COMMENT ON COLUMN "imaging_lab"."#vendor"."contact" IS ':varchar(128):';

INSERT INTO "imaging_lab"."~lineage" (table_name, attribute_name, lineage)
VALUES ('#vendor', 'vendor', 'imaging_lab.#vendor.vendor');

CREATE SCHEMA "imaging_subject";

CREATE TABLE "imaging_subject"."#species" (
"species" varchar(32) NOT NULL,
"common_name" varchar(32) NOT NULL,
PRIMARY KEY ("species")
);

COMMENT ON TABLE "imaging_subject"."#species" IS 'Species of the colony';

COMMENT ON COLUMN "imaging_subject"."#species"."species" IS ':varchar(32):binomial name';

COMMENT ON COLUMN "imaging_subject"."#species"."common_name" IS ':varchar(32):';

CREATE TABLE "imaging_subject"."~lineage" (
"table_name" VARCHAR(64) NOT NULL,
"attribute_name" VARCHAR(64) NOT NULL,
"lineage" VARCHAR(255) NOT NULL,
PRIMARY KEY ("table_name", "attribute_name")
);

INSERT INTO "imaging_subject"."~lineage" (table_name, attribute_name, lineage)
VALUES ('#species', 'species', 'imaging_subject.#species.species');

CREATE TABLE "imaging_subject"."#strain" (
"strain" varchar(32) NOT NULL,
"species" varchar(32) NOT NULL,
PRIMARY KEY ("strain"),
FOREIGN KEY ("species") REFERENCES "imaging_subject"."#species" ("species") ON UPDATE CASCADE ON DELETE RESTRICT
);

COMMENT ON TABLE "imaging_subject"."#strain" IS 'Genetic background';

COMMENT ON COLUMN "imaging_subject"."#strain"."strain" IS ':varchar(32):';

INSERT INTO "imaging_subject"."~lineage" (table_name, attribute_name, lineage)
VALUES ('#strain', 'species', 'imaging_subject.#species.species'), ('#strain', 'strain', 'imaging_subject.#strain.strain');

CREATE TABLE "imaging_subject"."allele" (
"allele" varchar(32) NOT NULL,
"gene" varchar(64) NOT NULL DEFAULT '',
PRIMARY KEY ("allele")
);

COMMENT ON TABLE "imaging_subject"."allele" IS 'Modified gene';

COMMENT ON COLUMN "imaging_subject"."allele"."allele" IS ':varchar(32):';

COMMENT ON COLUMN "imaging_subject"."allele"."gene" IS ':varchar(64):';

INSERT INTO "imaging_subject"."~lineage" (table_name, attribute_name, lineage)
VALUES ('allele', 'allele', 'imaging_subject.allele.allele');

CREATE TABLE "imaging_subject"."allele__supplier" (
"allele" varchar(32) NOT NULL,
"vendor" varchar(32) NOT NULL,
"stock_number" varchar(32) NOT NULL,
PRIMARY KEY ("allele", "vendor"),
FOREIGN KEY ("allele") REFERENCES "imaging_subject"."allele" ("allele") ON UPDATE CASCADE ON DELETE RESTRICT,
FOREIGN KEY ("vendor") REFERENCES "imaging_lab"."#vendor" ("vendor") ON UPDATE CASCADE ON DELETE RESTRICT
);

COMMENT ON TABLE "imaging_subject"."allele__supplier" IS 'Who sells animals that carry the allele';

COMMENT ON COLUMN "imaging_subject"."allele__supplier"."stock_number" IS ':varchar(32):';

INSERT INTO "imaging_subject"."~lineage" (table_name, attribute_name, lineage)
VALUES ('allele__supplier', 'allele', 'imaging_subject.allele.allele'), ('allele__supplier', 'vendor', 'imaging_lab.#vendor.vendor');

CREATE TABLE "imaging_subject"."line" (
"line" varchar(32) NOT NULL,
"background" varchar(32) NOT NULL,
"is_active" boolean NOT NULL DEFAULT '1',
PRIMARY KEY ("line"),
FOREIGN KEY ("background") REFERENCES "imaging_subject"."#strain" ("strain") ON UPDATE CASCADE ON DELETE RESTRICT
);

COMMENT ON TABLE "imaging_subject"."line" IS 'Breeding line';

COMMENT ON COLUMN "imaging_subject"."line"."line" IS ':varchar(32):';

COMMENT ON COLUMN "imaging_subject"."line"."is_active" IS ':bool:';

INSERT INTO "imaging_subject"."~lineage" (table_name, attribute_name, lineage)
VALUES ('line', 'background', 'imaging_subject.#strain.strain'), ('line', 'line', 'imaging_subject.line.line');

CREATE TABLE "imaging_subject"."line__allele" (
"line" varchar(32) NOT NULL,
"allele" varchar(32) NOT NULL,
PRIMARY KEY ("line", "allele"),
FOREIGN KEY ("line") REFERENCES "imaging_subject"."line" ("line") ON UPDATE CASCADE ON DELETE RESTRICT,
FOREIGN KEY ("allele") REFERENCES "imaging_subject"."allele" ("allele") ON UPDATE CASCADE ON DELETE RESTRICT
);

COMMENT ON TABLE "imaging_subject"."line__allele" IS 'Alleles that the line carries';

INSERT INTO "imaging_subject"."~lineage" (table_name, attribute_name, lineage)
VALUES ('line__allele', 'line', 'imaging_subject.line.line'), ('line__allele', 'allele', 'imaging_subject.allele.allele');

CREATE TYPE "imaging_subject"."enum_e54fc739" AS ENUM ('F', 'M', 'U');

CREATE TABLE "imaging_subject"."subject" (
"subject" varchar(16) NOT NULL,
"species" varchar(32) NOT NULL,
"line" varchar(32),
"protocol" varchar(16) NOT NULL,
"sex" "imaging_subject"."enum_e54fc739" NOT NULL,
"birth_date" date NOT NULL,
PRIMARY KEY ("subject"),
FOREIGN KEY ("species") REFERENCES "imaging_subject"."#species" ("species") ON UPDATE CASCADE ON DELETE RESTRICT,
FOREIGN KEY ("line") REFERENCES "imaging_subject"."line" ("line") ON UPDATE CASCADE ON DELETE RESTRICT,
FOREIGN KEY ("protocol") REFERENCES "imaging_lab"."protocol" ("protocol") ON UPDATE CASCADE ON DELETE RESTRICT
);

COMMENT ON TABLE "imaging_subject"."subject" IS 'One animal';

COMMENT ON COLUMN "imaging_subject"."subject"."subject" IS ':varchar(16):';

COMMENT ON COLUMN "imaging_subject"."subject"."sex" IS ':enum(''F'', ''M'', ''U''):';

COMMENT ON COLUMN "imaging_subject"."subject"."birth_date" IS ':date:';

INSERT INTO "imaging_subject"."~lineage" (table_name, attribute_name, lineage)
VALUES ('subject', 'species', 'imaging_subject.#species.species'), ('subject', 'line', 'imaging_subject.line.line'), ('subject', 'protocol', 'imaging_lab.protocol.protocol'), ('subject', 'subject', 'imaging_subject.subject.subject');

CREATE TABLE "imaging_subject"."subject__source" (
"subject" varchar(16) NOT NULL,
"vendor" varchar(32) NOT NULL,
"arrival" date NOT NULL,
PRIMARY KEY ("subject"),
FOREIGN KEY ("subject") REFERENCES "imaging_subject"."subject" ("subject") ON UPDATE CASCADE ON DELETE RESTRICT,
FOREIGN KEY ("vendor") REFERENCES "imaging_lab"."#vendor" ("vendor") ON UPDATE CASCADE ON DELETE RESTRICT
);

COMMENT ON TABLE "imaging_subject"."subject__source" IS 'Animals that were not born here';

COMMENT ON COLUMN "imaging_subject"."subject__source"."arrival" IS ':date:';

INSERT INTO "imaging_subject"."~lineage" (table_name, attribute_name, lineage)
VALUES ('subject__source', 'subject', 'imaging_subject.subject.subject'), ('subject__source', 'vendor', 'imaging_lab.#vendor.vendor');

CREATE TABLE "imaging_subject"."subject__caretaker" (
"subject" varchar(16) NOT NULL,
"caretaker" varchar(32) NOT NULL,
PRIMARY KEY ("subject", "caretaker"),
FOREIGN KEY ("subject") REFERENCES "imaging_subject"."subject" ("subject") ON UPDATE CASCADE ON DELETE RESTRICT,
FOREIGN KEY ("caretaker") REFERENCES "imaging_lab"."person" ("person") ON UPDATE CASCADE ON DELETE RESTRICT
);

COMMENT ON TABLE "imaging_subject"."subject__caretaker" IS '';

INSERT INTO "imaging_subject"."~lineage" (table_name, attribute_name, lineage)
VALUES ('subject__caretaker', 'subject', 'imaging_subject.subject.subject'), ('subject__caretaker', 'caretaker', 'imaging_lab.person.person');

CREATE TYPE "imaging_subject"."enum_9e885119" AS ENUM ('absent', 'heterozygous', 'homozygous', 'present');

CREATE TABLE "imaging_subject"."zygosity" (
"subject" varchar(16) NOT NULL,
"allele" varchar(32) NOT NULL,
"zygosity" "imaging_subject"."enum_9e885119" NOT NULL,
PRIMARY KEY ("subject", "allele"),
FOREIGN KEY ("subject") REFERENCES "imaging_subject"."subject" ("subject") ON UPDATE CASCADE ON DELETE RESTRICT,
FOREIGN KEY ("allele") REFERENCES "imaging_subject"."allele" ("allele") ON UPDATE CASCADE ON DELETE RESTRICT
);

COMMENT ON TABLE "imaging_subject"."zygosity" IS 'Result of genotyping';

COMMENT ON COLUMN "imaging_subject"."zygosity"."zygosity" IS ':enum(''absent'', ''heterozygous'', ''homozygous'', ''present''):';

INSERT INTO "imaging_subject"."~lineage" (table_name, attribute_name, lineage)
VALUES ('zygosity', 'subject', 'imaging_subject.subject.subject'), ('zygosity', 'allele', 'imaging_subject.allele.allele');

CREATE TABLE "imaging_subject"."breeding_pair" (
"breeding_pair" integer NOT NULL,
"dam" varchar(16) NOT NULL,
"sire" varchar(16) NOT NULL,
"paired" date NOT NULL,
"separated" date DEFAULT NULL,
PRIMARY KEY ("breeding_pair"),
FOREIGN KEY ("dam") REFERENCES "imaging_subject"."subject" ("subject") ON UPDATE CASCADE ON DELETE RESTRICT,
FOREIGN KEY ("sire") REFERENCES "imaging_subject"."subject" ("subject") ON UPDATE CASCADE ON DELETE RESTRICT
);

COMMENT ON TABLE "imaging_subject"."breeding_pair" IS 'One female and one male, housed together';

COMMENT ON COLUMN "imaging_subject"."breeding_pair"."breeding_pair" IS ':int32:';

COMMENT ON COLUMN "imaging_subject"."breeding_pair"."paired" IS ':date:';

COMMENT ON COLUMN "imaging_subject"."breeding_pair"."separated" IS ':date:';

INSERT INTO "imaging_subject"."~lineage" (table_name, attribute_name, lineage)
VALUES ('breeding_pair', 'dam', 'imaging_subject.subject.subject'), ('breeding_pair', 'sire', 'imaging_subject.subject.subject'), ('breeding_pair', 'breeding_pair', 'imaging_subject.breeding_pair.breeding_pair');

CREATE TABLE "imaging_subject"."litter" (
"breeding_pair" integer NOT NULL,
"born" date NOT NULL,
"size" smallint NOT NULL,
PRIMARY KEY ("breeding_pair", "born"),
FOREIGN KEY ("breeding_pair") REFERENCES "imaging_subject"."breeding_pair" ("breeding_pair") ON UPDATE CASCADE ON DELETE RESTRICT
);

COMMENT ON TABLE "imaging_subject"."litter" IS 'Pups born on one day';

COMMENT ON COLUMN "imaging_subject"."litter"."born" IS ':date:';

COMMENT ON COLUMN "imaging_subject"."litter"."size" IS ':int8:number of pups';

INSERT INTO "imaging_subject"."~lineage" (table_name, attribute_name, lineage)
VALUES ('litter', 'breeding_pair', 'imaging_subject.breeding_pair.breeding_pair'), ('litter', 'born', 'imaging_subject.litter.born');

CREATE TABLE "imaging_subject"."litter__pup" (
"breeding_pair" integer NOT NULL,
"born" date NOT NULL,
"subject" varchar(16) NOT NULL,
"weaned" date NOT NULL,
PRIMARY KEY ("breeding_pair", "born", "subject"),
FOREIGN KEY ("breeding_pair", "born") REFERENCES "imaging_subject"."litter" ("breeding_pair", "born") ON UPDATE CASCADE ON DELETE RESTRICT,
FOREIGN KEY ("subject") REFERENCES "imaging_subject"."subject" ("subject") ON UPDATE CASCADE ON DELETE RESTRICT
);

CREATE UNIQUE INDEX "idx_litter__pup_subject" ON "imaging_subject"."litter__pup" ("subject");

COMMENT ON TABLE "imaging_subject"."litter__pup" IS 'Pups that were kept';

COMMENT ON COLUMN "imaging_subject"."litter__pup"."weaned" IS ':date:';

INSERT INTO "imaging_subject"."~lineage" (table_name, attribute_name, lineage)
VALUES ('litter__pup', 'breeding_pair', 'imaging_subject.breeding_pair.breeding_pair'), ('litter__pup', 'born', 'imaging_subject.litter.born'), ('litter__pup', 'subject', 'imaging_subject.subject.subject');

CREATE TABLE "imaging_subject"."weighing" (
"subject" varchar(16) NOT NULL,
"weighed" timestamp NOT NULL,
"weight" real NOT NULL,
"weighed_by" varchar(32),
PRIMARY KEY ("subject", "weighed"),
FOREIGN KEY ("subject") REFERENCES "imaging_subject"."subject" ("subject") ON UPDATE CASCADE ON DELETE RESTRICT,
FOREIGN KEY ("weighed_by") REFERENCES "imaging_lab"."person" ("person") ON UPDATE CASCADE ON DELETE RESTRICT
);

COMMENT ON TABLE "imaging_subject"."weighing" IS 'Body weight';

COMMENT ON COLUMN "imaging_subject"."weighing"."weighed" IS ':datetime:';

COMMENT ON COLUMN "imaging_subject"."weighing"."weight" IS ':float32:g';

INSERT INTO "imaging_subject"."~lineage" (table_name, attribute_name, lineage)
VALUES ('weighing', 'subject', 'imaging_subject.subject.subject'), ('weighing', 'weighed_by', 'imaging_lab.person.person'), ('weighing', 'weighed', 'imaging_subject.weighing.weighed');

CREATE TYPE "imaging_subject"."enum_5383c3f3" AS ENUM ('perfusion', 'found dead', 'humane endpoint', 'end of study');

CREATE TABLE "imaging_subject"."death" (
"subject" varchar(16) NOT NULL,
"died" date NOT NULL,
"cause" "imaging_subject"."enum_5383c3f3" NOT NULL,
PRIMARY KEY ("subject"),
FOREIGN KEY ("subject") REFERENCES "imaging_subject"."subject" ("subject") ON UPDATE CASCADE ON DELETE RESTRICT
);

COMMENT ON TABLE "imaging_subject"."death" IS 'End of an animal''s life';

COMMENT ON COLUMN "imaging_subject"."death"."died" IS ':date:';

COMMENT ON COLUMN "imaging_subject"."death"."cause" IS ':enum(''perfusion'', ''found dead'', ''humane endpoint'', ''end of study''):';

INSERT INTO "imaging_subject"."~lineage" (table_name, attribute_name, lineage)
VALUES ('death', 'subject', 'imaging_subject.subject.subject');

CREATE SCHEMA "imaging_session";

CREATE TABLE "imaging_session"."#task" (
"task" varchar(32) NOT NULL,
"task_description" varchar(255) NOT NULL DEFAULT '',
PRIMARY KEY ("task")
);

COMMENT ON TABLE "imaging_session"."#task" IS 'What the animal is asked to do';

COMMENT ON COLUMN "imaging_session"."#task"."task" IS ':varchar(32):';

COMMENT ON COLUMN "imaging_session"."#task"."task_description" IS ':varchar(255):';

CREATE TABLE "imaging_session"."~lineage" (
"table_name" VARCHAR(64) NOT NULL,
"attribute_name" VARCHAR(64) NOT NULL,
"lineage" VARCHAR(255) NOT NULL,
PRIMARY KEY ("table_name", "attribute_name")
);

INSERT INTO "imaging_session"."~lineage" (table_name, attribute_name, lineage)
VALUES ('#task', 'task', 'imaging_session.#task.task');

CREATE TABLE "imaging_session"."session" (
"subject" varchar(16) NOT NULL,
"session_start" timestamp NOT NULL,
"lab" varchar(32) NOT NULL,
"room" varchar(32) NOT NULL,
"project" varchar(32),
PRIMARY KEY ("subject", "session_start"),
FOREIGN KEY ("subject") REFERENCES "imaging_subject"."subject" ("subject") ON UPDATE CASCADE ON DELETE RESTRICT,
FOREIGN KEY ("lab", "room") REFERENCES "imaging_lab"."room" ("lab", "room") ON UPDATE CASCADE ON DELETE RESTRICT,
FOREIGN KEY ("project") REFERENCES "imaging_lab"."project" ("project") ON UPDATE CASCADE ON DELETE RESTRICT
);

COMMENT ON TABLE "imaging_session"."session" IS 'One animal at the microscope';

COMMENT ON COLUMN "imaging_session"."session"."session_start" IS ':datetime:';

INSERT INTO "imaging_session"."~lineage" (table_name, attribute_name, lineage)
VALUES ('session', 'subject', 'imaging_subject.subject.subject'), ('session', 'lab', 'imaging_lab.lab.lab'), ('session', 'room', 'imaging_lab.room.room'), ('session', 'project', 'imaging_lab.project.project'), ('session', 'session_start', 'imaging_session.session.session_start');

CREATE TABLE "imaging_session"."session__experimenter" (
"subject" varchar(16) NOT NULL,
"session_start" timestamp without time zone NOT NULL,
"experimenter" varchar(32) NOT NULL,
PRIMARY KEY ("subject", "session_start", "experimenter"),
FOREIGN KEY ("subject", "session_start") REFERENCES "imaging_session"."session" ("subject", "session_start") ON UPDATE CASCADE ON DELETE RESTRICT,
FOREIGN KEY ("experimenter") REFERENCES "imaging_lab"."person" ("person") ON UPDATE CASCADE ON DELETE RESTRICT
);

COMMENT ON TABLE "imaging_session"."session__experimenter" IS '';

INSERT INTO "imaging_session"."~lineage" (table_name, attribute_name, lineage)
VALUES ('session__experimenter', 'subject', 'imaging_subject.subject.subject'), ('session__experimenter', 'session_start', 'imaging_session.session.session_start'), ('session__experimenter', 'experimenter', 'imaging_lab.person.person');

CREATE TABLE "imaging_session"."session_directory" (
"subject" varchar(16) NOT NULL,
"session_start" timestamp without time zone NOT NULL,
"session_dir" varchar(255) NOT NULL,
PRIMARY KEY ("subject", "session_start"),
FOREIGN KEY ("subject", "session_start") REFERENCES "imaging_session"."session" ("subject", "session_start") ON UPDATE CASCADE ON DELETE RESTRICT
);

CREATE UNIQUE INDEX "idx_session_directory_session_dir" ON "imaging_session"."session_directory" ("session_dir");

COMMENT ON TABLE "imaging_session"."session_directory" IS 'Folder of the raw files';

COMMENT ON COLUMN "imaging_session"."session_directory"."session_dir" IS ':varchar(255):below IMAGING_DATA';

INSERT INTO "imaging_session"."~lineage" (table_name, attribute_name, lineage)
VALUES ('session_directory', 'subject', 'imaging_subject.subject.subject'), ('session_directory', 'session_start', 'imaging_session.session.session_start');

CREATE TABLE "imaging_session"."session_note" (
"subject" varchar(16) NOT NULL,
"session_start" timestamp without time zone NOT NULL,
"note" varchar(2000) NOT NULL,
PRIMARY KEY ("subject", "session_start"),
FOREIGN KEY ("subject", "session_start") REFERENCES "imaging_session"."session" ("subject", "session_start") ON UPDATE CASCADE ON DELETE RESTRICT
);

COMMENT ON TABLE "imaging_session"."session_note" IS 'Free text, where there is something to say';

COMMENT ON COLUMN "imaging_session"."session_note"."note" IS ':varchar(2000):';

INSERT INTO "imaging_session"."~lineage" (table_name, attribute_name, lineage)
VALUES ('session_note', 'subject', 'imaging_subject.subject.subject'), ('session_note', 'session_start', 'imaging_session.session.session_start');

CREATE TABLE "imaging_session"."session_task" (
"subject" varchar(16) NOT NULL,
"session_start" timestamp without time zone NOT NULL,
"task" varchar(32) NOT NULL,
"performance" real DEFAULT NULL,
PRIMARY KEY ("subject", "session_start", "task"),
FOREIGN KEY ("subject", "session_start") REFERENCES "imaging_session"."session" ("subject", "session_start") ON UPDATE CASCADE ON DELETE RESTRICT,
FOREIGN KEY ("task") REFERENCES "imaging_session"."#task" ("task") ON UPDATE CASCADE ON DELETE RESTRICT
);

COMMENT ON TABLE "imaging_session"."session_task" IS 'Tasks of one session';

COMMENT ON COLUMN "imaging_session"."session_task"."performance" IS ':float32:share of rewarded trials';

INSERT INTO "imaging_session"."~lineage" (table_name, attribute_name, lineage)
VALUES ('session_task', 'subject', 'imaging_subject.subject.subject'), ('session_task', 'session_start', 'imaging_session.session.session_start'), ('session_task', 'task', 'imaging_session.#task.task');

CREATE SCHEMA "imaging_reference";

CREATE TABLE "imaging_reference"."#microscope" (
"microscope" varchar(32) NOT NULL,
"objective" varchar(32) NOT NULL,
"wavelength" smallint NOT NULL,
PRIMARY KEY ("microscope")
);

COMMENT ON TABLE "imaging_reference"."#microscope" IS 'Two-photon microscopes';

COMMENT ON COLUMN "imaging_reference"."#microscope"."microscope" IS ':varchar(32):';

COMMENT ON COLUMN "imaging_reference"."#microscope"."objective" IS ':varchar(32):';

COMMENT ON COLUMN "imaging_reference"."#microscope"."wavelength" IS ':int16:nm, of the excitation laser';

CREATE TABLE "imaging_reference"."~lineage" (
"table_name" VARCHAR(64) NOT NULL,
"attribute_name" VARCHAR(64) NOT NULL,
"lineage" VARCHAR(255) NOT NULL,
PRIMARY KEY ("table_name", "attribute_name")
);

INSERT INTO "imaging_reference"."~lineage" (table_name, attribute_name, lineage)
VALUES ('#microscope', 'microscope', 'imaging_reference.#microscope.microscope');

CREATE TABLE "imaging_reference"."#brain_region" (
"region" varchar(16) NOT NULL,
"region_name" varchar(64) NOT NULL,
PRIMARY KEY ("region")
);

COMMENT ON TABLE "imaging_reference"."#brain_region" IS 'Regions, by their acronym in the Allen atlas';

COMMENT ON COLUMN "imaging_reference"."#brain_region"."region" IS ':varchar(16):';

COMMENT ON COLUMN "imaging_reference"."#brain_region"."region_name" IS ':varchar(64):';

INSERT INTO "imaging_reference"."~lineage" (table_name, attribute_name, lineage)
VALUES ('#brain_region', 'region', 'imaging_reference.#brain_region.region');

CREATE SCHEMA "imaging_scan";

CREATE TYPE "imaging_scan"."enum_538f84b4" AS ENUM ('green', 'red');

CREATE TABLE "imaging_scan"."#channel" (
"channel" smallint NOT NULL,
"color" "imaging_scan"."enum_538f84b4" NOT NULL,
PRIMARY KEY ("channel")
);

COMMENT ON TABLE "imaging_scan"."#channel" IS 'Detector of the microscope';

COMMENT ON COLUMN "imaging_scan"."#channel"."channel" IS ':int8:';

COMMENT ON COLUMN "imaging_scan"."#channel"."color" IS ':enum(''green'', ''red''):';

CREATE TABLE "imaging_scan"."~lineage" (
"table_name" VARCHAR(64) NOT NULL,
"attribute_name" VARCHAR(64) NOT NULL,
"lineage" VARCHAR(255) NOT NULL,
PRIMARY KEY ("table_name", "attribute_name")
);

INSERT INTO "imaging_scan"."~lineage" (table_name, attribute_name, lineage)
VALUES ('#channel', 'channel', 'imaging_scan.#channel.channel');

CREATE TABLE "imaging_scan"."#acquisition_software" (
"acq_software" varchar(24) NOT NULL,
PRIMARY KEY ("acq_software")
);

COMMENT ON TABLE "imaging_scan"."#acquisition_software" IS 'Program that controls the microscope';

COMMENT ON COLUMN "imaging_scan"."#acquisition_software"."acq_software" IS ':varchar(24):';

INSERT INTO "imaging_scan"."~lineage" (table_name, attribute_name, lineage)
VALUES ('#acquisition_software', 'acq_software', 'imaging_scan.#acquisition_software.acq_software');

CREATE TABLE "imaging_scan"."scan" (
"subject" varchar(16) NOT NULL,
"session_start" timestamp without time zone NOT NULL,
"scan_id" smallint NOT NULL,
"acq_software" varchar(24) NOT NULL,
"microscope" varchar(32) NOT NULL,
"power" real DEFAULT NULL,
PRIMARY KEY ("subject", "session_start", "scan_id"),
FOREIGN KEY ("subject", "session_start") REFERENCES "imaging_session"."session" ("subject", "session_start") ON UPDATE CASCADE ON DELETE RESTRICT,
FOREIGN KEY ("acq_software") REFERENCES "imaging_scan"."#acquisition_software" ("acq_software") ON UPDATE CASCADE ON DELETE RESTRICT,
FOREIGN KEY ("microscope") REFERENCES "imaging_reference"."#microscope" ("microscope") ON UPDATE CASCADE ON DELETE RESTRICT
);

COMMENT ON TABLE "imaging_scan"."scan" IS 'One recording without interruption';

COMMENT ON COLUMN "imaging_scan"."scan"."scan_id" IS ':int16:';

COMMENT ON COLUMN "imaging_scan"."scan"."power" IS ':float32:mW below the objective';

INSERT INTO "imaging_scan"."~lineage" (table_name, attribute_name, lineage)
VALUES ('scan', 'subject', 'imaging_subject.subject.subject'), ('scan', 'session_start', 'imaging_session.session.session_start'), ('scan', 'acq_software', 'imaging_scan.#acquisition_software.acq_software'), ('scan', 'microscope', 'imaging_reference.#microscope.microscope'), ('scan', 'scan_id', 'imaging_scan.scan.scan_id');

CREATE TABLE "imaging_scan"."scan_location" (
"subject" varchar(16) NOT NULL,
"session_start" timestamp without time zone NOT NULL,
"scan_id" smallint NOT NULL,
"region" varchar(16),
"ap" real NOT NULL,
"ml" real NOT NULL,
"depth" real NOT NULL,
PRIMARY KEY ("subject", "session_start", "scan_id"),
FOREIGN KEY ("subject", "session_start", "scan_id") REFERENCES "imaging_scan"."scan" ("subject", "session_start", "scan_id") ON UPDATE CASCADE ON DELETE RESTRICT,
FOREIGN KEY ("region") REFERENCES "imaging_reference"."#brain_region" ("region") ON UPDATE CASCADE ON DELETE RESTRICT
);

COMMENT ON TABLE "imaging_scan"."scan_location" IS 'Where in the brain';

COMMENT ON COLUMN "imaging_scan"."scan_location"."ap" IS ':float32:mm from bregma, anterior is positive';

COMMENT ON COLUMN "imaging_scan"."scan_location"."ml" IS ':float32:mm from bregma, right is positive';

COMMENT ON COLUMN "imaging_scan"."scan_location"."depth" IS ':float32:um below the surface';

INSERT INTO "imaging_scan"."~lineage" (table_name, attribute_name, lineage)
VALUES ('scan_location', 'subject', 'imaging_subject.subject.subject'), ('scan_location', 'session_start', 'imaging_session.session.session_start'), ('scan_location', 'scan_id', 'imaging_scan.scan.scan_id'), ('scan_location', 'region', 'imaging_reference.#brain_region.region');

CREATE TABLE "imaging_scan"."_scan_info" (
"subject" varchar(16) NOT NULL,
"session_start" timestamp without time zone NOT NULL,
"scan_id" smallint NOT NULL,
"frame_rate" real NOT NULL,
"frames" integer NOT NULL,
"fields" smallint NOT NULL,
PRIMARY KEY ("subject", "session_start", "scan_id"),
FOREIGN KEY ("subject", "session_start", "scan_id") REFERENCES "imaging_scan"."scan" ("subject", "session_start", "scan_id") ON UPDATE CASCADE ON DELETE RESTRICT
);

COMMENT ON TABLE "imaging_scan"."_scan_info" IS 'Header of the scan''s files';

COMMENT ON COLUMN "imaging_scan"."_scan_info"."frame_rate" IS ':float32:Hz';

COMMENT ON COLUMN "imaging_scan"."_scan_info"."frames" IS ':int32:';

COMMENT ON COLUMN "imaging_scan"."_scan_info"."fields" IS ':int8:';

INSERT INTO "imaging_scan"."~lineage" (table_name, attribute_name, lineage)
VALUES ('_scan_info', 'subject', 'imaging_subject.subject.subject'), ('_scan_info', 'session_start', 'imaging_session.session.session_start'), ('_scan_info', 'scan_id', 'imaging_scan.scan.scan_id');

CREATE TABLE "imaging_scan"."_scan_info__field" (
"subject" varchar(16) NOT NULL,
"session_start" timestamp without time zone NOT NULL,
"scan_id" smallint NOT NULL,
"field" smallint NOT NULL,
"height" smallint NOT NULL,
"width" smallint NOT NULL,
"x" real NOT NULL,
"y" real NOT NULL,
"z" real NOT NULL,
PRIMARY KEY ("subject", "session_start", "scan_id", "field"),
FOREIGN KEY ("subject", "session_start", "scan_id") REFERENCES "imaging_scan"."_scan_info" ("subject", "session_start", "scan_id") ON UPDATE CASCADE ON DELETE RESTRICT
);

COMMENT ON TABLE "imaging_scan"."_scan_info__field" IS 'Plane or patch that is scanned as one image';

COMMENT ON COLUMN "imaging_scan"."_scan_info__field"."field" IS ':int8:';

COMMENT ON COLUMN "imaging_scan"."_scan_info__field"."height" IS ':int16:pixels';

COMMENT ON COLUMN "imaging_scan"."_scan_info__field"."width" IS ':int16:pixels';

COMMENT ON COLUMN "imaging_scan"."_scan_info__field"."x" IS ':float32:um';

COMMENT ON COLUMN "imaging_scan"."_scan_info__field"."y" IS ':float32:um';

COMMENT ON COLUMN "imaging_scan"."_scan_info__field"."z" IS ':float32:um';

INSERT INTO "imaging_scan"."~lineage" (table_name, attribute_name, lineage)
VALUES ('_scan_info__field', 'subject', 'imaging_subject.subject.subject'), ('_scan_info__field', 'session_start', 'imaging_session.session.session_start'), ('_scan_info__field', 'scan_id', 'imaging_scan.scan.scan_id'), ('_scan_info__field', 'field', 'imaging_scan._scan_info__field.field');

CREATE TABLE "imaging_scan"."_scan_info__scan_file" (
"subject" varchar(16) NOT NULL,
"session_start" timestamp without time zone NOT NULL,
"scan_id" smallint NOT NULL,
"file_id" smallint NOT NULL,
"tiff" jsonb NOT NULL,
PRIMARY KEY ("subject", "session_start", "scan_id", "file_id"),
FOREIGN KEY ("subject", "session_start", "scan_id") REFERENCES "imaging_scan"."_scan_info" ("subject", "session_start", "scan_id") ON UPDATE CASCADE ON DELETE RESTRICT
);

COMMENT ON TABLE "imaging_scan"."_scan_info__scan_file" IS '';

COMMENT ON COLUMN "imaging_scan"."_scan_info__scan_file"."file_id" IS ':int16:';

COMMENT ON COLUMN "imaging_scan"."_scan_info__scan_file"."tiff" IS ':<filepath@raw>:';

INSERT INTO "imaging_scan"."~lineage" (table_name, attribute_name, lineage)
VALUES ('_scan_info__scan_file', 'subject', 'imaging_subject.subject.subject'), ('_scan_info__scan_file', 'session_start', 'imaging_session.session.session_start'), ('_scan_info__scan_file', 'scan_id', 'imaging_scan.scan.scan_id'), ('_scan_info__scan_file', 'file_id', 'imaging_scan._scan_info__scan_file.file_id');

CREATE SCHEMA "imaging_imaging";

CREATE TABLE "imaging_imaging"."#processing_method" (
"method" varchar(16) NOT NULL,
"method_description" varchar(255) NOT NULL DEFAULT '',
PRIMARY KEY ("method")
);

COMMENT ON TABLE "imaging_imaging"."#processing_method" IS 'Program that registers frames and finds cells';

COMMENT ON COLUMN "imaging_imaging"."#processing_method"."method" IS ':varchar(16):';

COMMENT ON COLUMN "imaging_imaging"."#processing_method"."method_description" IS ':varchar(255):';

CREATE TABLE "imaging_imaging"."~lineage" (
"table_name" VARCHAR(64) NOT NULL,
"attribute_name" VARCHAR(64) NOT NULL,
"lineage" VARCHAR(255) NOT NULL,
PRIMARY KEY ("table_name", "attribute_name")
);

INSERT INTO "imaging_imaging"."~lineage" (table_name, attribute_name, lineage)
VALUES ('#processing_method', 'method', 'imaging_imaging.#processing_method.method');

CREATE TABLE "imaging_imaging"."#processing_param_set" (
"paramset" smallint NOT NULL,
"method" varchar(16) NOT NULL,
"paramset_description" varchar(128) NOT NULL,
"params" jsonb NOT NULL,
PRIMARY KEY ("paramset"),
FOREIGN KEY ("method") REFERENCES "imaging_imaging"."#processing_method" ("method") ON UPDATE CASCADE ON DELETE RESTRICT
);

CREATE UNIQUE INDEX "idx_#processing_param_set_method_paramset_description" ON "imaging_imaging"."#processing_param_set" ("method", "paramset_description");

COMMENT ON TABLE "imaging_imaging"."#processing_param_set" IS 'Settings for one method';

COMMENT ON COLUMN "imaging_imaging"."#processing_param_set"."paramset" IS ':int16:';

COMMENT ON COLUMN "imaging_imaging"."#processing_param_set"."paramset_description" IS ':varchar(128):';

COMMENT ON COLUMN "imaging_imaging"."#processing_param_set"."params" IS ':json:';

INSERT INTO "imaging_imaging"."~lineage" (table_name, attribute_name, lineage)
VALUES ('#processing_param_set', 'method', 'imaging_imaging.#processing_method.method'), ('#processing_param_set', 'paramset', 'imaging_imaging.#processing_param_set.paramset');

CREATE TABLE "imaging_imaging"."processing_task" (
"subject" varchar(16) NOT NULL,
"session_start" timestamp without time zone NOT NULL,
"scan_id" smallint NOT NULL,
"paramset" smallint NOT NULL,
"output_dir" varchar(255) NOT NULL,
PRIMARY KEY ("subject", "session_start", "scan_id", "paramset"),
FOREIGN KEY ("subject", "session_start", "scan_id") REFERENCES "imaging_scan"."scan" ("subject", "session_start", "scan_id") ON UPDATE CASCADE ON DELETE RESTRICT,
FOREIGN KEY ("paramset") REFERENCES "imaging_imaging"."#processing_param_set" ("paramset") ON UPDATE CASCADE ON DELETE RESTRICT
);

COMMENT ON TABLE "imaging_imaging"."processing_task" IS 'Request to process one scan with one set of parameters';

COMMENT ON COLUMN "imaging_imaging"."processing_task"."output_dir" IS ':varchar(255):below IMAGING_DATA';

INSERT INTO "imaging_imaging"."~lineage" (table_name, attribute_name, lineage)
VALUES ('processing_task', 'subject', 'imaging_subject.subject.subject'), ('processing_task', 'session_start', 'imaging_session.session.session_start'), ('processing_task', 'scan_id', 'imaging_scan.scan.scan_id'), ('processing_task', 'paramset', 'imaging_imaging.#processing_param_set.paramset');

CREATE TABLE "imaging_imaging"."_processing" (
"subject" varchar(16) NOT NULL,
"session_start" timestamp without time zone NOT NULL,
"scan_id" smallint NOT NULL,
"paramset" smallint NOT NULL,
"finished" timestamp NOT NULL,
"output" jsonb NOT NULL,
PRIMARY KEY ("subject", "session_start", "scan_id", "paramset"),
FOREIGN KEY ("subject", "session_start", "scan_id", "paramset") REFERENCES "imaging_imaging"."processing_task" ("subject", "session_start", "scan_id", "paramset") ON UPDATE CASCADE ON DELETE RESTRICT
);

COMMENT ON TABLE "imaging_imaging"."_processing" IS 'A request that has been carried out';

COMMENT ON COLUMN "imaging_imaging"."_processing"."finished" IS ':datetime:';

COMMENT ON COLUMN "imaging_imaging"."_processing"."output" IS ':<object@main>:the program''s folder, as it wrote it';

INSERT INTO "imaging_imaging"."~lineage" (table_name, attribute_name, lineage)
VALUES ('_processing', 'subject', 'imaging_subject.subject.subject'), ('_processing', 'session_start', 'imaging_session.session.session_start'), ('_processing', 'scan_id', 'imaging_scan.scan.scan_id'), ('_processing', 'paramset', 'imaging_imaging.#processing_param_set.paramset');

CREATE TABLE "imaging_imaging"."_motion_correction" (
"subject" varchar(16) NOT NULL,
"session_start" timestamp without time zone NOT NULL,
"scan_id" smallint NOT NULL,
"paramset" smallint NOT NULL,
"motion_channel" smallint NOT NULL,
PRIMARY KEY ("subject", "session_start", "scan_id", "paramset"),
FOREIGN KEY ("subject", "session_start", "scan_id", "paramset") REFERENCES "imaging_imaging"."_processing" ("subject", "session_start", "scan_id", "paramset") ON UPDATE CASCADE ON DELETE RESTRICT,
FOREIGN KEY ("motion_channel") REFERENCES "imaging_scan"."#channel" ("channel") ON UPDATE CASCADE ON DELETE RESTRICT
);

COMMENT ON TABLE "imaging_imaging"."_motion_correction" IS 'How the frames were shifted';

INSERT INTO "imaging_imaging"."~lineage" (table_name, attribute_name, lineage)
VALUES ('_motion_correction', 'subject', 'imaging_subject.subject.subject'), ('_motion_correction', 'session_start', 'imaging_session.session.session_start'), ('_motion_correction', 'scan_id', 'imaging_scan.scan.scan_id'), ('_motion_correction', 'paramset', 'imaging_imaging.#processing_param_set.paramset'), ('_motion_correction', 'motion_channel', 'imaging_scan.#channel.channel');

CREATE TABLE "imaging_imaging"."_motion_correction__rigid_shift" (
"subject" varchar(16) NOT NULL,
"session_start" timestamp without time zone NOT NULL,
"scan_id" smallint NOT NULL,
"paramset" smallint NOT NULL,
"field" smallint NOT NULL,
"y_shifts" jsonb NOT NULL,
"x_shifts" jsonb NOT NULL,
PRIMARY KEY ("subject", "session_start", "scan_id", "paramset", "field"),
FOREIGN KEY ("subject", "session_start", "scan_id", "paramset") REFERENCES "imaging_imaging"."_motion_correction" ("subject", "session_start", "scan_id", "paramset") ON UPDATE CASCADE ON DELETE RESTRICT,
FOREIGN KEY ("subject", "session_start", "scan_id", "field") REFERENCES "imaging_scan"."_scan_info__field" ("subject", "session_start", "scan_id", "field") ON UPDATE CASCADE ON DELETE RESTRICT
);

COMMENT ON TABLE "imaging_imaging"."_motion_correction__rigid_shift" IS 'Shift of whole frames';

COMMENT ON COLUMN "imaging_imaging"."_motion_correction__rigid_shift"."y_shifts" IS ':<blob@main>:pixels, one per frame';

COMMENT ON COLUMN "imaging_imaging"."_motion_correction__rigid_shift"."x_shifts" IS ':<blob@main>:pixels, one per frame';

INSERT INTO "imaging_imaging"."~lineage" (table_name, attribute_name, lineage)
VALUES ('_motion_correction__rigid_shift', 'subject', 'imaging_subject.subject.subject'), ('_motion_correction__rigid_shift', 'session_start', 'imaging_session.session.session_start'), ('_motion_correction__rigid_shift', 'scan_id', 'imaging_scan.scan.scan_id'), ('_motion_correction__rigid_shift', 'paramset', 'imaging_imaging.#processing_param_set.paramset'), ('_motion_correction__rigid_shift', 'field', 'imaging_scan._scan_info__field.field');

CREATE TABLE "imaging_imaging"."_motion_correction__non_rigid_shift" (
"subject" varchar(16) NOT NULL,
"session_start" timestamp without time zone NOT NULL,
"scan_id" smallint NOT NULL,
"paramset" smallint NOT NULL,
"field" smallint NOT NULL,
"block_height" smallint NOT NULL,
"block_width" smallint NOT NULL,
PRIMARY KEY ("subject", "session_start", "scan_id", "paramset", "field"),
FOREIGN KEY ("subject", "session_start", "scan_id", "paramset") REFERENCES "imaging_imaging"."_motion_correction" ("subject", "session_start", "scan_id", "paramset") ON UPDATE CASCADE ON DELETE RESTRICT,
FOREIGN KEY ("subject", "session_start", "scan_id", "field") REFERENCES "imaging_scan"."_scan_info__field" ("subject", "session_start", "scan_id", "field") ON UPDATE CASCADE ON DELETE RESTRICT
);

COMMENT ON TABLE "imaging_imaging"."_motion_correction__non_rigid_shift" IS 'Grid of the blocks that were shifted on their own';

COMMENT ON COLUMN "imaging_imaging"."_motion_correction__non_rigid_shift"."block_height" IS ':int16:pixels';

COMMENT ON COLUMN "imaging_imaging"."_motion_correction__non_rigid_shift"."block_width" IS ':int16:pixels';

INSERT INTO "imaging_imaging"."~lineage" (table_name, attribute_name, lineage)
VALUES ('_motion_correction__non_rigid_shift', 'subject', 'imaging_subject.subject.subject'), ('_motion_correction__non_rigid_shift', 'session_start', 'imaging_session.session.session_start'), ('_motion_correction__non_rigid_shift', 'scan_id', 'imaging_scan.scan.scan_id'), ('_motion_correction__non_rigid_shift', 'paramset', 'imaging_imaging.#processing_param_set.paramset'), ('_motion_correction__non_rigid_shift', 'field', 'imaging_scan._scan_info__field.field');

CREATE TABLE "imaging_imaging"."_motion_correction__block" (
"subject" varchar(16) NOT NULL,
"session_start" timestamp without time zone NOT NULL,
"scan_id" smallint NOT NULL,
"paramset" smallint NOT NULL,
"field" smallint NOT NULL,
"block" smallint NOT NULL,
"y_shifts" jsonb NOT NULL,
"x_shifts" jsonb NOT NULL,
PRIMARY KEY ("subject", "session_start", "scan_id", "paramset", "field", "block"),
FOREIGN KEY ("subject", "session_start", "scan_id", "paramset", "field") REFERENCES "imaging_imaging"."_motion_correction__non_rigid_shift" ("subject", "session_start", "scan_id", "paramset", "field") ON UPDATE CASCADE ON DELETE RESTRICT
);

COMMENT ON TABLE "imaging_imaging"."_motion_correction__block" IS 'Shift of one block';

COMMENT ON COLUMN "imaging_imaging"."_motion_correction__block"."block" IS ':int16:';

COMMENT ON COLUMN "imaging_imaging"."_motion_correction__block"."y_shifts" IS ':<blob@main>:pixels, one per frame';

COMMENT ON COLUMN "imaging_imaging"."_motion_correction__block"."x_shifts" IS ':<blob@main>:pixels, one per frame';

INSERT INTO "imaging_imaging"."~lineage" (table_name, attribute_name, lineage)
VALUES ('_motion_correction__block', 'subject', 'imaging_subject.subject.subject'), ('_motion_correction__block', 'session_start', 'imaging_session.session.session_start'), ('_motion_correction__block', 'scan_id', 'imaging_scan.scan.scan_id'), ('_motion_correction__block', 'paramset', 'imaging_imaging.#processing_param_set.paramset'), ('_motion_correction__block', 'field', 'imaging_scan._scan_info__field.field'), ('_motion_correction__block', 'block', 'imaging_imaging._motion_correction__block.block');

CREATE TABLE "imaging_imaging"."_motion_correction__summary" (
"subject" varchar(16) NOT NULL,
"session_start" timestamp without time zone NOT NULL,
"scan_id" smallint NOT NULL,
"paramset" smallint NOT NULL,
"field" smallint NOT NULL,
"average" jsonb NOT NULL,
"max_projection" jsonb NOT NULL,
"correlation" jsonb DEFAULT NULL,
PRIMARY KEY ("subject", "session_start", "scan_id", "paramset", "field"),
FOREIGN KEY ("subject", "session_start", "scan_id", "paramset") REFERENCES "imaging_imaging"."_motion_correction" ("subject", "session_start", "scan_id", "paramset") ON UPDATE CASCADE ON DELETE RESTRICT,
FOREIGN KEY ("subject", "session_start", "scan_id", "field") REFERENCES "imaging_scan"."_scan_info__field" ("subject", "session_start", "scan_id", "field") ON UPDATE CASCADE ON DELETE RESTRICT
);

COMMENT ON TABLE "imaging_imaging"."_motion_correction__summary" IS 'Images of the corrected frames';

COMMENT ON COLUMN "imaging_imaging"."_motion_correction__summary"."average" IS ':<npy@main>:';

COMMENT ON COLUMN "imaging_imaging"."_motion_correction__summary"."max_projection" IS ':<npy@main>:';

COMMENT ON COLUMN "imaging_imaging"."_motion_correction__summary"."correlation" IS ':<npy@main>:';

INSERT INTO "imaging_imaging"."~lineage" (table_name, attribute_name, lineage)
VALUES ('_motion_correction__summary', 'subject', 'imaging_subject.subject.subject'), ('_motion_correction__summary', 'session_start', 'imaging_session.session.session_start'), ('_motion_correction__summary', 'scan_id', 'imaging_scan.scan.scan_id'), ('_motion_correction__summary', 'paramset', 'imaging_imaging.#processing_param_set.paramset'), ('_motion_correction__summary', 'field', 'imaging_scan._scan_info__field.field');

CREATE TABLE "imaging_imaging"."__segmentation" (
"subject" varchar(16) NOT NULL,
"session_start" timestamp without time zone NOT NULL,
"scan_id" smallint NOT NULL,
"paramset" smallint NOT NULL,
PRIMARY KEY ("subject", "session_start", "scan_id", "paramset"),
FOREIGN KEY ("subject", "session_start", "scan_id", "paramset") REFERENCES "imaging_imaging"."_processing" ("subject", "session_start", "scan_id", "paramset") ON UPDATE CASCADE ON DELETE RESTRICT
);

COMMENT ON TABLE "imaging_imaging"."__segmentation" IS 'Regions of interest of one scan';

INSERT INTO "imaging_imaging"."~lineage" (table_name, attribute_name, lineage)
VALUES ('__segmentation', 'subject', 'imaging_subject.subject.subject'), ('__segmentation', 'session_start', 'imaging_session.session.session_start'), ('__segmentation', 'scan_id', 'imaging_scan.scan.scan_id'), ('__segmentation', 'paramset', 'imaging_imaging.#processing_param_set.paramset');

CREATE TABLE "imaging_imaging"."__segmentation__mask" (
"subject" varchar(16) NOT NULL,
"session_start" timestamp without time zone NOT NULL,
"scan_id" smallint NOT NULL,
"paramset" smallint NOT NULL,
"mask" smallint NOT NULL,
"field" smallint NOT NULL,
"segmentation_channel" smallint NOT NULL,
"center_y" smallint NOT NULL,
"center_x" smallint NOT NULL,
"pixels" jsonb NOT NULL,
PRIMARY KEY ("subject", "session_start", "scan_id", "paramset", "mask"),
FOREIGN KEY ("subject", "session_start", "scan_id", "paramset") REFERENCES "imaging_imaging"."__segmentation" ("subject", "session_start", "scan_id", "paramset") ON UPDATE CASCADE ON DELETE RESTRICT,
FOREIGN KEY ("subject", "session_start", "scan_id", "field") REFERENCES "imaging_scan"."_scan_info__field" ("subject", "session_start", "scan_id", "field") ON UPDATE CASCADE ON DELETE RESTRICT,
FOREIGN KEY ("segmentation_channel") REFERENCES "imaging_scan"."#channel" ("channel") ON UPDATE CASCADE ON DELETE RESTRICT
);

COMMENT ON TABLE "imaging_imaging"."__segmentation__mask" IS 'One region of interest';

COMMENT ON COLUMN "imaging_imaging"."__segmentation__mask"."mask" IS ':int16:';

COMMENT ON COLUMN "imaging_imaging"."__segmentation__mask"."center_y" IS ':int16:pixels';

COMMENT ON COLUMN "imaging_imaging"."__segmentation__mask"."center_x" IS ':int16:pixels';

COMMENT ON COLUMN "imaging_imaging"."__segmentation__mask"."pixels" IS ':<blob@main>:y, x and weight of each pixel';

INSERT INTO "imaging_imaging"."~lineage" (table_name, attribute_name, lineage)
VALUES ('__segmentation__mask', 'subject', 'imaging_subject.subject.subject'), ('__segmentation__mask', 'session_start', 'imaging_session.session.session_start'), ('__segmentation__mask', 'scan_id', 'imaging_scan.scan.scan_id'), ('__segmentation__mask', 'paramset', 'imaging_imaging.#processing_param_set.paramset'), ('__segmentation__mask', 'field', 'imaging_scan._scan_info__field.field'), ('__segmentation__mask', 'segmentation_channel', 'imaging_scan.#channel.channel'), ('__segmentation__mask', 'mask', 'imaging_imaging.__segmentation__mask.mask');

CREATE TABLE "imaging_imaging"."#mask_type" (
"mask_type" varchar(16) NOT NULL,
PRIMARY KEY ("mask_type")
);

COMMENT ON TABLE "imaging_imaging"."#mask_type" IS 'What a region of interest may be';

COMMENT ON COLUMN "imaging_imaging"."#mask_type"."mask_type" IS ':varchar(16):';

INSERT INTO "imaging_imaging"."~lineage" (table_name, attribute_name, lineage)
VALUES ('#mask_type', 'mask_type', 'imaging_imaging.#mask_type.mask_type');

CREATE TABLE "imaging_imaging"."#classification_method" (
"classifier" varchar(16) NOT NULL,
PRIMARY KEY ("classifier")
);

COMMENT ON TABLE "imaging_imaging"."#classification_method" IS 'How the type of a mask is decided';

COMMENT ON COLUMN "imaging_imaging"."#classification_method"."classifier" IS ':varchar(16):';

INSERT INTO "imaging_imaging"."~lineage" (table_name, attribute_name, lineage)
VALUES ('#classification_method', 'classifier', 'imaging_imaging.#classification_method.classifier');

CREATE TABLE "imaging_imaging"."__mask_classification" (
"subject" varchar(16) NOT NULL,
"session_start" timestamp without time zone NOT NULL,
"scan_id" smallint NOT NULL,
"paramset" smallint NOT NULL,
"classifier" varchar(16) NOT NULL,
PRIMARY KEY ("subject", "session_start", "scan_id", "paramset", "classifier"),
FOREIGN KEY ("subject", "session_start", "scan_id", "paramset") REFERENCES "imaging_imaging"."__segmentation" ("subject", "session_start", "scan_id", "paramset") ON UPDATE CASCADE ON DELETE RESTRICT,
FOREIGN KEY ("classifier") REFERENCES "imaging_imaging"."#classification_method" ("classifier") ON UPDATE CASCADE ON DELETE RESTRICT
);

COMMENT ON TABLE "imaging_imaging"."__mask_classification" IS 'Types of the masks, according to one classifier';

INSERT INTO "imaging_imaging"."~lineage" (table_name, attribute_name, lineage)
VALUES ('__mask_classification', 'subject', 'imaging_subject.subject.subject'), ('__mask_classification', 'session_start', 'imaging_session.session.session_start'), ('__mask_classification', 'scan_id', 'imaging_scan.scan.scan_id'), ('__mask_classification', 'paramset', 'imaging_imaging.#processing_param_set.paramset'), ('__mask_classification', 'classifier', 'imaging_imaging.#classification_method.classifier');

CREATE TABLE "imaging_imaging"."__mask_classification__mask_type" (
"subject" varchar(16) NOT NULL,
"session_start" timestamp without time zone NOT NULL,
"scan_id" smallint NOT NULL,
"paramset" smallint NOT NULL,
"classifier" varchar(16) NOT NULL,
"mask" smallint NOT NULL,
"mask_type" varchar(16) NOT NULL,
"confidence" real NOT NULL,
PRIMARY KEY ("subject", "session_start", "scan_id", "paramset", "classifier", "mask"),
FOREIGN KEY ("subject", "session_start", "scan_id", "paramset", "classifier") REFERENCES "imaging_imaging"."__mask_classification" ("subject", "session_start", "scan_id", "paramset", "classifier") ON UPDATE CASCADE ON DELETE RESTRICT,
FOREIGN KEY ("subject", "session_start", "scan_id", "paramset", "mask") REFERENCES "imaging_imaging"."__segmentation__mask" ("subject", "session_start", "scan_id", "paramset", "mask") ON UPDATE CASCADE ON DELETE RESTRICT,
FOREIGN KEY ("mask_type") REFERENCES "imaging_imaging"."#mask_type" ("mask_type") ON UPDATE CASCADE ON DELETE RESTRICT
);

COMMENT ON TABLE "imaging_imaging"."__mask_classification__mask_type" IS '';

COMMENT ON COLUMN "imaging_imaging"."__mask_classification__mask_type"."confidence" IS ':float32:0 to 1';

INSERT INTO "imaging_imaging"."~lineage" (table_name, attribute_name, lineage)
VALUES ('__mask_classification__mask_type', 'subject', 'imaging_subject.subject.subject'), ('__mask_classification__mask_type', 'session_start', 'imaging_session.session.session_start'), ('__mask_classification__mask_type', 'scan_id', 'imaging_scan.scan.scan_id'), ('__mask_classification__mask_type', 'paramset', 'imaging_imaging.#processing_param_set.paramset'), ('__mask_classification__mask_type', 'classifier', 'imaging_imaging.#classification_method.classifier'), ('__mask_classification__mask_type', 'mask', 'imaging_imaging.__segmentation__mask.mask'), ('__mask_classification__mask_type', 'mask_type', 'imaging_imaging.#mask_type.mask_type');

CREATE TABLE "imaging_imaging"."__fluorescence" (
"subject" varchar(16) NOT NULL,
"session_start" timestamp without time zone NOT NULL,
"scan_id" smallint NOT NULL,
"paramset" smallint NOT NULL,
PRIMARY KEY ("subject", "session_start", "scan_id", "paramset"),
FOREIGN KEY ("subject", "session_start", "scan_id", "paramset") REFERENCES "imaging_imaging"."__segmentation" ("subject", "session_start", "scan_id", "paramset") ON UPDATE CASCADE ON DELETE RESTRICT
);

COMMENT ON TABLE "imaging_imaging"."__fluorescence" IS 'Brightness of all masks over time';

INSERT INTO "imaging_imaging"."~lineage" (table_name, attribute_name, lineage)
VALUES ('__fluorescence', 'subject', 'imaging_subject.subject.subject'), ('__fluorescence', 'session_start', 'imaging_session.session.session_start'), ('__fluorescence', 'scan_id', 'imaging_scan.scan.scan_id'), ('__fluorescence', 'paramset', 'imaging_imaging.#processing_param_set.paramset');

CREATE TABLE "imaging_imaging"."__fluorescence__trace" (
"subject" varchar(16) NOT NULL,
"session_start" timestamp without time zone NOT NULL,
"scan_id" smallint NOT NULL,
"paramset" smallint NOT NULL,
"mask" smallint NOT NULL,
"fluorescence_channel" smallint NOT NULL,
"fluorescence" jsonb NOT NULL,
"surround" jsonb NOT NULL,
PRIMARY KEY ("subject", "session_start", "scan_id", "paramset", "mask", "fluorescence_channel"),
FOREIGN KEY ("subject", "session_start", "scan_id", "paramset") REFERENCES "imaging_imaging"."__fluorescence" ("subject", "session_start", "scan_id", "paramset") ON UPDATE CASCADE ON DELETE RESTRICT,
FOREIGN KEY ("subject", "session_start", "scan_id", "paramset", "mask") REFERENCES "imaging_imaging"."__segmentation__mask" ("subject", "session_start", "scan_id", "paramset", "mask") ON UPDATE CASCADE ON DELETE RESTRICT,
FOREIGN KEY ("fluorescence_channel") REFERENCES "imaging_scan"."#channel" ("channel") ON UPDATE CASCADE ON DELETE RESTRICT
);

COMMENT ON TABLE "imaging_imaging"."__fluorescence__trace" IS '';

COMMENT ON COLUMN "imaging_imaging"."__fluorescence__trace"."fluorescence" IS ':<blob@main>:one value per frame';

COMMENT ON COLUMN "imaging_imaging"."__fluorescence__trace"."surround" IS ':<blob@main>:the same for the neuropil around the mask';

INSERT INTO "imaging_imaging"."~lineage" (table_name, attribute_name, lineage)
VALUES ('__fluorescence__trace', 'subject', 'imaging_subject.subject.subject'), ('__fluorescence__trace', 'session_start', 'imaging_session.session.session_start'), ('__fluorescence__trace', 'scan_id', 'imaging_scan.scan.scan_id'), ('__fluorescence__trace', 'paramset', 'imaging_imaging.#processing_param_set.paramset'), ('__fluorescence__trace', 'mask', 'imaging_imaging.__segmentation__mask.mask'), ('__fluorescence__trace', 'fluorescence_channel', 'imaging_scan.#channel.channel');

CREATE TABLE "imaging_imaging"."#activity_method" (
"activity_method" varchar(16) NOT NULL,
"surround_weight" real NOT NULL,
"baseline" real NOT NULL,
PRIMARY KEY ("activity_method")
);

COMMENT ON TABLE "imaging_imaging"."#activity_method" IS 'How activity is inferred from fluorescence';

COMMENT ON COLUMN "imaging_imaging"."#activity_method"."activity_method" IS ':varchar(16):';

COMMENT ON COLUMN "imaging_imaging"."#activity_method"."surround_weight" IS ':float32:share of the surround that is subtracted';

COMMENT ON COLUMN "imaging_imaging"."#activity_method"."baseline" IS ':float32:percentile that counts as rest';

INSERT INTO "imaging_imaging"."~lineage" (table_name, attribute_name, lineage)
VALUES ('#activity_method', 'activity_method', 'imaging_imaging.#activity_method.activity_method');

CREATE TABLE "imaging_imaging"."__activity" (
"subject" varchar(16) NOT NULL,
"session_start" timestamp without time zone NOT NULL,
"scan_id" smallint NOT NULL,
"paramset" smallint NOT NULL,
"activity_method" varchar(16) NOT NULL,
PRIMARY KEY ("subject", "session_start", "scan_id", "paramset", "activity_method"),
FOREIGN KEY ("subject", "session_start", "scan_id", "paramset") REFERENCES "imaging_imaging"."__fluorescence" ("subject", "session_start", "scan_id", "paramset") ON UPDATE CASCADE ON DELETE RESTRICT,
FOREIGN KEY ("activity_method") REFERENCES "imaging_imaging"."#activity_method" ("activity_method") ON UPDATE CASCADE ON DELETE RESTRICT
);

COMMENT ON TABLE "imaging_imaging"."__activity" IS 'Activity of all masks over time';

INSERT INTO "imaging_imaging"."~lineage" (table_name, attribute_name, lineage)
VALUES ('__activity', 'subject', 'imaging_subject.subject.subject'), ('__activity', 'session_start', 'imaging_session.session.session_start'), ('__activity', 'scan_id', 'imaging_scan.scan.scan_id'), ('__activity', 'paramset', 'imaging_imaging.#processing_param_set.paramset'), ('__activity', 'activity_method', 'imaging_imaging.#activity_method.activity_method');

CREATE TABLE "imaging_imaging"."__activity__trace" (
"subject" varchar(16) NOT NULL,
"session_start" timestamp without time zone NOT NULL,
"scan_id" smallint NOT NULL,
"paramset" smallint NOT NULL,
"activity_method" varchar(16) NOT NULL,
"mask" smallint NOT NULL,
"fluorescence_channel" smallint NOT NULL,
"activity" jsonb NOT NULL,
PRIMARY KEY ("subject", "session_start", "scan_id", "paramset", "activity_method", "mask", "fluorescence_channel"),
FOREIGN KEY ("subject", "session_start", "scan_id", "paramset", "activity_method") REFERENCES "imaging_imaging"."__activity" ("subject", "session_start", "scan_id", "paramset", "activity_method") ON UPDATE CASCADE ON DELETE RESTRICT,
FOREIGN KEY ("subject", "session_start", "scan_id", "paramset", "mask", "fluorescence_channel") REFERENCES "imaging_imaging"."__fluorescence__trace" ("subject", "session_start", "scan_id", "paramset", "mask", "fluorescence_channel") ON UPDATE CASCADE ON DELETE RESTRICT
);

COMMENT ON TABLE "imaging_imaging"."__activity__trace" IS '';

COMMENT ON COLUMN "imaging_imaging"."__activity__trace"."activity" IS ':<blob@main>:relative change of fluorescence, one per frame';

INSERT INTO "imaging_imaging"."~lineage" (table_name, attribute_name, lineage)
VALUES ('__activity__trace', 'subject', 'imaging_subject.subject.subject'), ('__activity__trace', 'session_start', 'imaging_session.session.session_start'), ('__activity__trace', 'scan_id', 'imaging_scan.scan.scan_id'), ('__activity__trace', 'paramset', 'imaging_imaging.#processing_param_set.paramset'), ('__activity__trace', 'activity_method', 'imaging_imaging.#activity_method.activity_method'), ('__activity__trace', 'mask', 'imaging_imaging.__segmentation__mask.mask'), ('__activity__trace', 'fluorescence_channel', 'imaging_scan.#channel.channel');

CREATE TABLE "imaging_imaging"."cell_match" (
"subject" varchar(16) NOT NULL,
"first_session" timestamp without time zone NOT NULL,
"first_scan" smallint NOT NULL,
"first_paramset" smallint NOT NULL,
"first_mask" smallint NOT NULL,
"second_session" timestamp without time zone NOT NULL,
"second_scan" smallint NOT NULL,
"second_paramset" smallint NOT NULL,
"second_mask" smallint NOT NULL,
"overlap" real NOT NULL,
PRIMARY KEY ("subject", "first_session", "first_scan", "first_paramset", "first_mask", "second_session", "second_scan", "second_paramset", "second_mask"),
FOREIGN KEY ("subject", "first_session", "first_scan", "first_paramset", "first_mask") REFERENCES "imaging_imaging"."__segmentation__mask" ("subject", "session_start", "scan_id", "paramset", "mask") ON UPDATE CASCADE ON DELETE RESTRICT,
FOREIGN KEY ("subject", "second_session", "second_scan", "second_paramset", "second_mask") REFERENCES "imaging_imaging"."__segmentation__mask" ("subject", "session_start", "scan_id", "paramset", "mask") ON UPDATE CASCADE ON DELETE RESTRICT
);

COMMENT ON TABLE "imaging_imaging"."cell_match" IS 'One cell, found in two scans of the same animal';

COMMENT ON COLUMN "imaging_imaging"."cell_match"."overlap" IS ':float32:of the registered masks, 0 to 1';

INSERT INTO "imaging_imaging"."~lineage" (table_name, attribute_name, lineage)
VALUES ('cell_match', 'subject', 'imaging_subject.subject.subject'), ('cell_match', 'first_session', 'imaging_session.session.session_start'), ('cell_match', 'first_scan', 'imaging_scan.scan.scan_id'), ('cell_match', 'first_paramset', 'imaging_imaging.#processing_param_set.paramset'), ('cell_match', 'first_mask', 'imaging_imaging.__segmentation__mask.mask'), ('cell_match', 'second_session', 'imaging_session.session.session_start'), ('cell_match', 'second_scan', 'imaging_scan.scan.scan_id'), ('cell_match', 'second_paramset', 'imaging_imaging.#processing_param_set.paramset'), ('cell_match', 'second_mask', 'imaging_imaging.__segmentation__mask.mask');

CREATE SCHEMA "imaging_report";

CREATE TABLE "imaging_report"."__scan_report" (
"subject" varchar(16) NOT NULL,
"session_start" timestamp without time zone NOT NULL,
"scan_id" smallint NOT NULL,
"paramset" smallint NOT NULL,
"cells" smallint NOT NULL,
"page" jsonb NOT NULL,
PRIMARY KEY ("subject", "session_start", "scan_id", "paramset"),
FOREIGN KEY ("subject", "session_start", "scan_id", "paramset") REFERENCES "imaging_imaging"."_motion_correction" ("subject", "session_start", "scan_id", "paramset") ON UPDATE CASCADE ON DELETE RESTRICT,
FOREIGN KEY ("subject", "session_start", "scan_id", "paramset") REFERENCES "imaging_imaging"."__segmentation" ("subject", "session_start", "scan_id", "paramset") ON UPDATE CASCADE ON DELETE RESTRICT
);

COMMENT ON TABLE "imaging_report"."__scan_report" IS 'One page per scan: the average image and the masks on it';

COMMENT ON COLUMN "imaging_report"."__scan_report"."cells" IS ':int16:number of masks';

COMMENT ON COLUMN "imaging_report"."__scan_report"."page" IS ':<attach@main>:PDF';

CREATE TABLE "imaging_report"."~lineage" (
"table_name" VARCHAR(64) NOT NULL,
"attribute_name" VARCHAR(64) NOT NULL,
"lineage" VARCHAR(255) NOT NULL,
PRIMARY KEY ("table_name", "attribute_name")
);

INSERT INTO "imaging_report"."~lineage" (table_name, attribute_name, lineage)
VALUES ('__scan_report', 'subject', 'imaging_subject.subject.subject'), ('__scan_report', 'session_start', 'imaging_session.session.session_start'), ('__scan_report', 'scan_id', 'imaging_scan.scan.scan_id'), ('__scan_report', 'paramset', 'imaging_imaging.#processing_param_set.paramset');

CREATE TABLE "imaging_report"."__trace_report" (
"subject" varchar(16) NOT NULL,
"session_start" timestamp without time zone NOT NULL,
"scan_id" smallint NOT NULL,
"paramset" smallint NOT NULL,
"activity_method" varchar(16) NOT NULL,
"mask" smallint NOT NULL,
"fluorescence_channel" smallint NOT NULL,
"peak" real NOT NULL,
"noise" real NOT NULL,
PRIMARY KEY ("subject", "session_start", "scan_id", "paramset", "activity_method", "mask", "fluorescence_channel"),
FOREIGN KEY ("subject", "session_start", "scan_id", "paramset", "activity_method", "mask", "fluorescence_channel") REFERENCES "imaging_imaging"."__activity__trace" ("subject", "session_start", "scan_id", "paramset", "activity_method", "mask", "fluorescence_channel") ON UPDATE CASCADE ON DELETE RESTRICT
);

COMMENT ON TABLE "imaging_report"."__trace_report" IS 'How active one cell was';

COMMENT ON COLUMN "imaging_report"."__trace_report"."peak" IS ':float32:largest relative change of fluorescence';

COMMENT ON COLUMN "imaging_report"."__trace_report"."noise" IS ':float32:median absolute change from frame to frame';

INSERT INTO "imaging_report"."~lineage" (table_name, attribute_name, lineage)
VALUES ('__trace_report', 'subject', 'imaging_subject.subject.subject'), ('__trace_report', 'session_start', 'imaging_session.session.session_start'), ('__trace_report', 'scan_id', 'imaging_scan.scan.scan_id'), ('__trace_report', 'paramset', 'imaging_imaging.#processing_param_set.paramset'), ('__trace_report', 'activity_method', 'imaging_imaging.#activity_method.activity_method'), ('__trace_report', 'mask', 'imaging_imaging.__segmentation__mask.mask'), ('__trace_report', 'fluorescence_channel', 'imaging_scan.#channel.channel');
