CREATE DATABASE focus_identity;
CREATE DATABASE focus_catalog;
CREATE DATABASE focus_enrollment;
CREATE DATABASE focus_sessions;
CREATE DATABASE focus_progress;
CREATE DATABASE focus_insights;
