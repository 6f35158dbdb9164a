-- Changes to the tables of examples/workflow, at least one of each kind.

SET FOREIGN_KEY_CHECKS = 0;

DROP DATABASE workflow_analysis;
DROP TABLE workflow_processing.__spike_sorting__unit;

CREATE TABLE workflow_subject.cage (cage int NOT NULL, PRIMARY KEY (cage));
CREATE DATABASE workflow_old;
CREATE TABLE workflow_old.session (session int NOT NULL, PRIMARY KEY (session));

RENAME TABLE workflow_processing.`#filter_params` TO workflow_processing.filter_params;

ALTER TABLE workflow_acquisition._behavior__trial DROP PRIMARY KEY, ADD PRIMARY KEY (subject, session);
ALTER TABLE workflow_acquisition.session DROP FOREIGN KEY session_ibfk_3, DROP INDEX assistant;

ALTER TABLE workflow_subject.subject DROP COLUMN birth_date;
ALTER TABLE workflow_subject.subject ADD COLUMN weight float NOT NULL COMMENT ':float32:g';
ALTER TABLE workflow_subject.subject MODIFY sex enum('F', 'M') NOT NULL COMMENT ":enum('F', 'M'):";
ALTER TABLE workflow_acquisition._recording MODIFY duration double NOT NULL COMMENT ':float64:s';
ALTER TABLE workflow_acquisition._recording MODIFY raw json NOT NULL COMMENT ':<blob@main>:array of samples by channels, .npy';
ALTER TABLE workflow_acquisition._recording MODIFY sampling_rate float NULL COMMENT ':float32:Hz';
ALTER TABLE workflow_acquisition.session MODIFY session_note varchar(1000) NOT NULL DEFAULT 'none' COMMENT ':varchar(1000):';
CREATE INDEX session_start ON workflow_acquisition.session (session_start);
ALTER TABLE workflow_acquisition._behavior COMMENT 'What the animal did';
ALTER TABLE workflow_acquisition._recording__channel MODIFY y float NOT NULL COMMENT ':float32:um';

UPDATE workflow_acquisition.`~lineage` SET lineage = 'workflow_subject.animal.subject' WHERE table_name = '_behavior' AND attribute_name = 'subject';
DELETE FROM workflow_acquisition.`~lineage` WHERE table_name = '_behavior' AND attribute_name = 'session';

SET FOREIGN_KEY_CHECKS = 1;
