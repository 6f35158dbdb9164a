-- The tables of examples/workflow in PostgreSQL, declared as datajoint 2.3 does.

CREATE SCHEMA "workflow_subject";

CREATE TABLE "workflow_subject"."#species" (
"species" varchar(32) NOT NULL,
"common_name" varchar(32) NOT NULL,
PRIMARY KEY ("species")
);

COMMENT ON TABLE "workflow_subject"."#species" IS 'Species that the lab works with';

COMMENT ON COLUMN "workflow_subject"."#species"."species" IS ':varchar(32):binomial name';

COMMENT ON COLUMN "workflow_subject"."#species"."common_name" IS ':varchar(32):';

CREATE TABLE "workflow_subject"."~lineage" (
"table_name" VARCHAR(64) NOT NULL,
"attribute_name" VARCHAR(64) NOT NULL,
"lineage" VARCHAR(255) NOT NULL,
PRIMARY KEY ("table_name", "attribute_name")
);

INSERT INTO "workflow_subject"."~lineage" (table_name, attribute_name, lineage)
VALUES ('#species', 'species', 'workflow_subject.#species.species');

CREATE TABLE "workflow_subject"."#strain" (
"strain" varchar(32) NOT NULL,
"species" varchar(32) NOT NULL,
PRIMARY KEY ("strain"),
FOREIGN KEY ("species") REFERENCES "workflow_subject"."#species" ("species") ON UPDATE CASCADE ON DELETE RESTRICT
);

COMMENT ON TABLE "workflow_subject"."#strain" IS 'Strains, by the name that the supplier gives them';

COMMENT ON COLUMN "workflow_subject"."#strain"."strain" IS ':varchar(32):';

INSERT INTO "workflow_subject"."~lineage" (table_name, attribute_name, lineage)
VALUES ('#strain', 'species', 'workflow_subject.#species.species'), ('#strain', 'strain', 'workflow_subject.#strain.strain');

CREATE TYPE "workflow_subject"."enum_e54fc739" AS ENUM ('F', 'M', 'U');

CREATE TABLE "workflow_subject"."subject" (
"subject" varchar(16) NOT NULL,
"strain" varchar(32) NOT NULL,
"sex" "workflow_subject"."enum_e54fc739" NOT NULL,
"birth_date" date NOT NULL,
PRIMARY KEY ("subject"),
FOREIGN KEY ("strain") REFERENCES "workflow_subject"."#strain" ("strain") ON UPDATE CASCADE ON DELETE RESTRICT
);

COMMENT ON TABLE "workflow_subject"."subject" IS 'One animal';

COMMENT ON COLUMN "workflow_subject"."subject"."subject" IS ':varchar(16):ear tag';

COMMENT ON COLUMN "workflow_subject"."subject"."sex" IS ':enum(''F'', ''M'', ''U''):';

COMMENT ON COLUMN "workflow_subject"."subject"."birth_date" IS ':date:';

INSERT INTO "workflow_subject"."~lineage" (table_name, attribute_name, lineage)
VALUES ('subject', 'strain', 'workflow_subject.#strain.strain'), ('subject', 'subject', 'workflow_subject.subject.subject');

CREATE SCHEMA "workflow_acquisition";

CREATE TABLE "workflow_acquisition"."#experimenter" (
"experimenter" varchar(16) NOT NULL,
"full_name" varchar(64) NOT NULL,
PRIMARY KEY ("experimenter")
);

COMMENT ON TABLE "workflow_acquisition"."#experimenter" IS 'People who run experiments';

COMMENT ON COLUMN "workflow_acquisition"."#experimenter"."experimenter" IS ':varchar(16):user name';

COMMENT ON COLUMN "workflow_acquisition"."#experimenter"."full_name" IS ':varchar(64):';

CREATE TABLE "workflow_acquisition"."~lineage" (
"table_name" VARCHAR(64) NOT NULL,
"attribute_name" VARCHAR(64) NOT NULL,
"lineage" VARCHAR(255) NOT NULL,
PRIMARY KEY ("table_name", "attribute_name")
);

INSERT INTO "workflow_acquisition"."~lineage" (table_name, attribute_name, lineage)
VALUES ('#experimenter', 'experimenter', 'workflow_acquisition.#experimenter.experimenter');

CREATE TABLE "workflow_acquisition"."session" (
"subject" varchar(16) NOT NULL,
"session" smallint NOT NULL,
"operator" varchar(16) NOT NULL,
"assistant" varchar(16),
"session_start" timestamp NOT NULL,
"session_dir" varchar(255) NOT NULL,
"session_note" varchar(1000) NOT NULL DEFAULT '',
PRIMARY KEY ("subject", "session"),
FOREIGN KEY ("subject") REFERENCES "workflow_subject"."subject" ("subject") ON UPDATE CASCADE ON DELETE RESTRICT,
FOREIGN KEY ("operator") REFERENCES "workflow_acquisition"."#experimenter" ("experimenter") ON UPDATE CASCADE ON DELETE RESTRICT,
FOREIGN KEY ("assistant") REFERENCES "workflow_acquisition"."#experimenter" ("experimenter") ON UPDATE CASCADE ON DELETE RESTRICT
);

COMMENT ON TABLE "workflow_acquisition"."session" IS 'One animal on the rig, from head fixation to release';

COMMENT ON COLUMN "workflow_acquisition"."session"."session" IS ':int16:counted from 1 for each animal';

COMMENT ON COLUMN "workflow_acquisition"."session"."session_start" IS ':datetime:';

COMMENT ON COLUMN "workflow_acquisition"."session"."session_dir" IS ':varchar(255):below WORKFLOW_DATA';

COMMENT ON COLUMN "workflow_acquisition"."session"."session_note" IS ':varchar(1000):';

INSERT INTO "workflow_acquisition"."~lineage" (table_name, attribute_name, lineage)
VALUES ('session', 'subject', 'workflow_subject.subject.subject'), ('session', 'operator', 'workflow_acquisition.#experimenter.experimenter'), ('session', 'assistant', 'workflow_acquisition.#experimenter.experimenter'), ('session', 'session', 'workflow_acquisition.session.session');

CREATE TABLE "workflow_acquisition"."_recording" (
"subject" varchar(16) NOT NULL,
"session" smallint NOT NULL,
"sampling_rate" real NOT NULL,
"duration" real NOT NULL,
"raw" jsonb NOT NULL,
PRIMARY KEY ("subject", "session"),
FOREIGN KEY ("subject", "session") REFERENCES "workflow_acquisition"."session" ("subject", "session") ON UPDATE CASCADE ON DELETE RESTRICT
);

COMMENT ON TABLE "workflow_acquisition"."_recording" IS 'The voltage traces of one session, as the amplifier wrote them';

COMMENT ON COLUMN "workflow_acquisition"."_recording"."sampling_rate" IS ':float32:Hz';

COMMENT ON COLUMN "workflow_acquisition"."_recording"."duration" IS ':float32:s';

COMMENT ON COLUMN "workflow_acquisition"."_recording"."raw" IS ':<object@main>:array of samples by channels, .npy';

INSERT INTO "workflow_acquisition"."~lineage" (table_name, attribute_name, lineage)
VALUES ('_recording', 'subject', 'workflow_subject.subject.subject'), ('_recording', 'session', 'workflow_acquisition.session.session');

CREATE TABLE "workflow_acquisition"."_recording__channel" (
"subject" varchar(16) NOT NULL,
"session" smallint NOT NULL,
"channel" smallint NOT NULL,
"x" real NOT NULL,
"y" real NOT NULL,
"scale" real NOT NULL,
PRIMARY KEY ("subject", "session", "channel"),
FOREIGN KEY ("subject", "session") REFERENCES "workflow_acquisition"."_recording" ("subject", "session") ON UPDATE CASCADE ON DELETE RESTRICT
);

COMMENT ON TABLE "workflow_acquisition"."_recording__channel" IS 'One site of the probe';

COMMENT ON COLUMN "workflow_acquisition"."_recording__channel"."channel" IS ':int16:';

COMMENT ON COLUMN "workflow_acquisition"."_recording__channel"."x" IS ':float32:um along the shank''s width';

COMMENT ON COLUMN "workflow_acquisition"."_recording__channel"."y" IS ':float32:um from the tip';

COMMENT ON COLUMN "workflow_acquisition"."_recording__channel"."scale" IS ':float32:uV per bit';

INSERT INTO "workflow_acquisition"."~lineage" (table_name, attribute_name, lineage)
VALUES ('_recording__channel', 'subject', 'workflow_subject.subject.subject'), ('_recording__channel', 'session', 'workflow_acquisition.session.session'), ('_recording__channel', 'channel', 'workflow_acquisition._recording__channel.channel');

CREATE TABLE "workflow_acquisition"."_behavior" (
"subject" varchar(16) NOT NULL,
"session" smallint NOT NULL,
"trials" smallint NOT NULL,
PRIMARY KEY ("subject", "session"),
FOREIGN KEY ("subject", "session") REFERENCES "workflow_acquisition"."session" ("subject", "session") ON UPDATE CASCADE ON DELETE RESTRICT
);

COMMENT ON TABLE "workflow_acquisition"."_behavior" IS 'What the animal did during one session';

COMMENT ON COLUMN "workflow_acquisition"."_behavior"."trials" IS ':int16:number of trials';

INSERT INTO "workflow_acquisition"."~lineage" (table_name, attribute_name, lineage)
VALUES ('_behavior', 'subject', 'workflow_subject.subject.subject'), ('_behavior', 'session', 'workflow_acquisition.session.session');

CREATE TYPE "workflow_acquisition"."enum_b15b925f" AS ENUM ('hit', 'miss', 'correct rejection', 'false alarm');

CREATE TABLE "workflow_acquisition"."_behavior__trial" (
"subject" varchar(16) NOT NULL,
"session" smallint NOT NULL,
"trial" smallint NOT NULL,
"tone_onset" double precision NOT NULL,
"tone" real NOT NULL,
"outcome" "workflow_acquisition"."enum_b15b925f" NOT NULL,
"lick_at" double precision DEFAULT NULL,
PRIMARY KEY ("subject", "session", "trial"),
FOREIGN KEY ("subject", "session") REFERENCES "workflow_acquisition"."_behavior" ("subject", "session") ON UPDATE CASCADE ON DELETE RESTRICT
);

COMMENT ON TABLE "workflow_acquisition"."_behavior__trial" IS 'One presentation of a tone and the answer to it';

COMMENT ON COLUMN "workflow_acquisition"."_behavior__trial"."trial" IS ':int16:';

COMMENT ON COLUMN "workflow_acquisition"."_behavior__trial"."tone_onset" IS ':float64:s after the start of the recording';

COMMENT ON COLUMN "workflow_acquisition"."_behavior__trial"."tone" IS ':float32:kHz';

COMMENT ON COLUMN "workflow_acquisition"."_behavior__trial"."outcome" IS ':enum(''hit'', ''miss'', ''correct rejection'', ''false alarm''):';

COMMENT ON COLUMN "workflow_acquisition"."_behavior__trial"."lick_at" IS ':float64:s after the start of the recording';

INSERT INTO "workflow_acquisition"."~lineage" (table_name, attribute_name, lineage)
VALUES ('_behavior__trial', 'subject', 'workflow_subject.subject.subject'), ('_behavior__trial', 'session', 'workflow_acquisition.session.session'), ('_behavior__trial', 'trial', 'workflow_acquisition._behavior__trial.trial');

CREATE SCHEMA "workflow_processing";

CREATE TABLE "workflow_processing"."#filter_params" (
"filter_name" varchar(16) NOT NULL,
"low" real NOT NULL,
"high" real NOT NULL,
"filter_order" smallint NOT NULL,
PRIMARY KEY ("filter_name")
);

COMMENT ON TABLE "workflow_processing"."#filter_params" IS 'Settings of the band-pass filter';

COMMENT ON COLUMN "workflow_processing"."#filter_params"."filter_name" IS ':varchar(16):';

COMMENT ON COLUMN "workflow_processing"."#filter_params"."low" IS ':float32:Hz';

COMMENT ON COLUMN "workflow_processing"."#filter_params"."high" IS ':float32:Hz';

COMMENT ON COLUMN "workflow_processing"."#filter_params"."filter_order" IS ':int8:';

CREATE TABLE "workflow_processing"."~lineage" (
"table_name" VARCHAR(64) NOT NULL,
"attribute_name" VARCHAR(64) NOT NULL,
"lineage" VARCHAR(255) NOT NULL,
PRIMARY KEY ("table_name", "attribute_name")
);

INSERT INTO "workflow_processing"."~lineage" (table_name, attribute_name, lineage)
VALUES ('#filter_params', 'filter_name', 'workflow_processing.#filter_params.filter_name');

CREATE TABLE "workflow_processing"."__filtering" (
"subject" varchar(16) NOT NULL,
"session" smallint NOT NULL,
"filter_name" varchar(16) NOT NULL,
"traces" jsonb NOT NULL,
PRIMARY KEY ("subject", "session", "filter_name"),
FOREIGN KEY ("subject", "session") REFERENCES "workflow_acquisition"."_recording" ("subject", "session") ON UPDATE CASCADE ON DELETE RESTRICT,
FOREIGN KEY ("filter_name") REFERENCES "workflow_processing"."#filter_params" ("filter_name") ON UPDATE CASCADE ON DELETE RESTRICT
);

COMMENT ON TABLE "workflow_processing"."__filtering" IS 'Band-passed traces with the common median removed';

COMMENT ON COLUMN "workflow_processing"."__filtering"."traces" IS ':<blob@main>:samples by channels, uV';

INSERT INTO "workflow_processing"."~lineage" (table_name, attribute_name, lineage)
VALUES ('__filtering', 'subject', 'workflow_subject.subject.subject'), ('__filtering', 'session', 'workflow_acquisition.session.session'), ('__filtering', 'filter_name', 'workflow_processing.#filter_params.filter_name');

CREATE TABLE "workflow_processing"."__spike_sorting" (
"subject" varchar(16) NOT NULL,
"session" smallint NOT NULL,
"filter_name" varchar(16) NOT NULL,
"threshold" real NOT NULL,
PRIMARY KEY ("subject", "session", "filter_name"),
FOREIGN KEY ("subject", "session", "filter_name") REFERENCES "workflow_processing"."__filtering" ("subject", "session", "filter_name") ON UPDATE CASCADE ON DELETE RESTRICT
);

COMMENT ON TABLE "workflow_processing"."__spike_sorting" IS 'Spikes found in the filtered traces of one session';

COMMENT ON COLUMN "workflow_processing"."__spike_sorting"."threshold" IS ':float32:in units of the noise''s standard deviation';

INSERT INTO "workflow_processing"."~lineage" (table_name, attribute_name, lineage)
VALUES ('__spike_sorting', 'subject', 'workflow_subject.subject.subject'), ('__spike_sorting', 'session', 'workflow_acquisition.session.session'), ('__spike_sorting', 'filter_name', 'workflow_processing.#filter_params.filter_name');

CREATE TABLE "workflow_processing"."__spike_sorting__unit" (
"subject" varchar(16) NOT NULL,
"session" smallint NOT NULL,
"filter_name" varchar(16) NOT NULL,
"unit" smallint NOT NULL,
"peak_channel" smallint NOT NULL,
"spike_times" jsonb NOT NULL,
PRIMARY KEY ("subject", "session", "filter_name", "unit"),
FOREIGN KEY ("subject", "session", "filter_name") REFERENCES "workflow_processing"."__spike_sorting" ("subject", "session", "filter_name") ON UPDATE CASCADE ON DELETE RESTRICT,
FOREIGN KEY ("subject", "session", "peak_channel") REFERENCES "workflow_acquisition"."_recording__channel" ("subject", "session", "channel") ON UPDATE CASCADE ON DELETE RESTRICT
);

COMMENT ON TABLE "workflow_processing"."__spike_sorting__unit" IS 'One putative neuron';

COMMENT ON COLUMN "workflow_processing"."__spike_sorting__unit"."unit" IS ':int16:';

COMMENT ON COLUMN "workflow_processing"."__spike_sorting__unit"."spike_times" IS ':<blob@main>:s after the start of the recording';

INSERT INTO "workflow_processing"."~lineage" (table_name, attribute_name, lineage)
VALUES ('__spike_sorting__unit', 'subject', 'workflow_subject.subject.subject'), ('__spike_sorting__unit', 'session', 'workflow_acquisition.session.session'), ('__spike_sorting__unit', 'filter_name', 'workflow_processing.#filter_params.filter_name'), ('__spike_sorting__unit', 'peak_channel', 'workflow_acquisition._recording__channel.channel'), ('__spike_sorting__unit', 'unit', 'workflow_processing.__spike_sorting__unit.unit');

CREATE SCHEMA "workflow_analysis";

CREATE TABLE "workflow_analysis"."__unit_quality" (
"subject" varchar(16) NOT NULL,
"session" smallint NOT NULL,
"filter_name" varchar(16) NOT NULL,
"unit" smallint NOT NULL,
"firing_rate" real NOT NULL,
"violations" real NOT NULL,
PRIMARY KEY ("subject", "session", "filter_name", "unit"),
FOREIGN KEY ("subject", "session", "filter_name", "unit") REFERENCES "workflow_processing"."__spike_sorting__unit" ("subject", "session", "filter_name", "unit") ON UPDATE CASCADE ON DELETE RESTRICT
);

COMMENT ON TABLE "workflow_analysis"."__unit_quality" IS 'How well a unit is isolated';

COMMENT ON COLUMN "workflow_analysis"."__unit_quality"."firing_rate" IS ':float32:Hz, over the whole session';

COMMENT ON COLUMN "workflow_analysis"."__unit_quality"."violations" IS ':float32:share of intervals within the refractory period';

CREATE TABLE "workflow_analysis"."~lineage" (
"table_name" VARCHAR(64) NOT NULL,
"attribute_name" VARCHAR(64) NOT NULL,
"lineage" VARCHAR(255) NOT NULL,
PRIMARY KEY ("table_name", "attribute_name")
);

INSERT INTO "workflow_analysis"."~lineage" (table_name, attribute_name, lineage)
VALUES ('__unit_quality', 'subject', 'workflow_subject.subject.subject'), ('__unit_quality', 'session', 'workflow_acquisition.session.session'), ('__unit_quality', 'filter_name', 'workflow_processing.#filter_params.filter_name'), ('__unit_quality', 'unit', 'workflow_processing.__spike_sorting__unit.unit');

CREATE TABLE "workflow_analysis"."__tone_response" (
"subject" varchar(16) NOT NULL,
"session" smallint NOT NULL,
"filter_name" varchar(16) NOT NULL,
"unit" smallint NOT NULL,
"trial" smallint NOT NULL,
"baseline" real NOT NULL,
"response" real NOT NULL,
PRIMARY KEY ("subject", "session", "filter_name", "unit", "trial"),
FOREIGN KEY ("subject", "session", "filter_name", "unit") REFERENCES "workflow_processing"."__spike_sorting__unit" ("subject", "session", "filter_name", "unit") ON UPDATE CASCADE ON DELETE RESTRICT,
FOREIGN KEY ("subject", "session", "trial") REFERENCES "workflow_acquisition"."_behavior__trial" ("subject", "session", "trial") ON UPDATE CASCADE ON DELETE RESTRICT
);

COMMENT ON TABLE "workflow_analysis"."__tone_response" IS 'The firing of one unit around the tone of one trial';

COMMENT ON COLUMN "workflow_analysis"."__tone_response"."baseline" IS ':float32:Hz, half a second before the tone';

COMMENT ON COLUMN "workflow_analysis"."__tone_response"."response" IS ':float32:Hz, half a second from the tone''s onset';

INSERT INTO "workflow_analysis"."~lineage" (table_name, attribute_name, lineage)
VALUES ('__tone_response', 'subject', 'workflow_subject.subject.subject'), ('__tone_response', 'session', 'workflow_acquisition.session.session'), ('__tone_response', 'filter_name', 'workflow_processing.#filter_params.filter_name'), ('__tone_response', 'unit', 'workflow_processing.__spike_sorting__unit.unit'), ('__tone_response', 'trial', 'workflow_acquisition._behavior__trial.trial');
