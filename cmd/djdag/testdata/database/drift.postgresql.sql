-- Changes to the tables of examples/workflow, at least one of each kind.

DROP SCHEMA workflow_analysis CASCADE;
DROP TABLE workflow_processing.__spike_sorting__unit;

CREATE TABLE workflow_subject.cage (cage integer NOT NULL, PRIMARY KEY (cage));
CREATE SCHEMA workflow_old;
CREATE TABLE workflow_old.session (session integer NOT NULL, PRIMARY KEY (session));

ALTER TABLE workflow_processing."#filter_params" RENAME TO filter_params;

ALTER TABLE workflow_acquisition._behavior__trial DROP CONSTRAINT _behavior__trial_pkey, ADD PRIMARY KEY (subject, session);
ALTER TABLE workflow_acquisition.session DROP CONSTRAINT session_assistant_fkey;

ALTER TABLE workflow_subject.subject DROP COLUMN birth_date;
ALTER TABLE workflow_subject.subject ADD COLUMN weight real NOT NULL;
COMMENT ON COLUMN workflow_subject.subject.weight IS ':float32:g';
CREATE TYPE workflow_subject.sexes AS ENUM ('F', 'M');
ALTER TABLE workflow_subject.subject ALTER sex TYPE workflow_subject.sexes USING sex::text::workflow_subject.sexes;
ALTER TABLE workflow_acquisition._recording ALTER duration TYPE double precision;
COMMENT ON COLUMN workflow_acquisition._recording.raw IS ':<blob@main>:array of samples by channels, .npy';
ALTER TABLE workflow_acquisition._recording ALTER sampling_rate DROP NOT NULL;
ALTER TABLE workflow_acquisition.session ALTER session_note SET DEFAULT 'none';
CREATE INDEX session_start ON workflow_acquisition.session (session_start);
COMMENT ON TABLE workflow_acquisition._behavior IS 'What the animal did';
COMMENT ON COLUMN workflow_acquisition._recording__channel.y IS ':float32:um';

UPDATE workflow_acquisition."~lineage" SET lineage = 'workflow_subject.animal.subject' WHERE table_name = '_behavior' AND attribute_name = 'subject';
DELETE FROM workflow_acquisition."~lineage" WHERE table_name = '_behavior' AND attribute_name = 'session';
