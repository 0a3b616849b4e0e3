-- Own minimal schema for Orleans 10.4 ADO.NET providers on PostgreSQL 12+ (no stored functions).
CREATE TABLE orleansquery (querykey text PRIMARY KEY, querytext text NOT NULL);

-- ---- grain state --------------------------------------------------------------------------------------------
CREATE TABLE grain_state (
    service_id text NOT NULL, state_type text NOT NULL, key_n0 bigint NOT NULL, key_n1 bigint NOT NULL, key_text text NOT NULL DEFAULT '',
    payload bytea, modified_at timestamptz NOT NULL DEFAULT now(), version integer NOT NULL,
    PRIMARY KEY (service_id, state_type, key_n0, key_n1, key_text)) WITH (fillfactor = 70);

INSERT INTO orleansquery VALUES
('ReadFromStorageKey', $q$
 SELECT payload AS PayloadBinary, version AS Version FROM grain_state
 WHERE service_id=@ServiceId AND state_type=@GrainTypeString AND key_n0=@GrainIdN0 AND key_n1=@GrainIdN1 AND key_text=coalesce(@GrainIdExtensionString,'')$q$),
('WriteToStorageKey', $q$
 INSERT INTO grain_state AS g (service_id,state_type,key_n0,key_n1,key_text,payload,version)
 SELECT @ServiceId,@GrainTypeString,@GrainIdN0,@GrainIdN1,coalesce(@GrainIdExtensionString,''),@PayloadBinary,1
 WHERE @GrainStateVersion IS NULL ON CONFLICT DO NOTHING RETURNING g.version AS NewGrainStateVersion;
 UPDATE grain_state SET payload=@PayloadBinary, modified_at=now(), version=version+1
 WHERE service_id=@ServiceId AND state_type=@GrainTypeString AND key_n0=@GrainIdN0 AND key_n1=@GrainIdN1 AND key_text=coalesce(@GrainIdExtensionString,'')
   AND version=@GrainStateVersion RETURNING version AS NewGrainStateVersion$q$),
('ClearStorageKey', $q$
 UPDATE grain_state SET payload=NULL, modified_at=now(), version=version+1
 WHERE service_id=@ServiceId AND state_type=@GrainTypeString AND key_n0=@GrainIdN0 AND key_n1=@GrainIdN1 AND key_text=coalesce(@GrainIdExtensionString,'')
   AND version=@GrainStateVersion RETURNING version AS NewGrainStateVersion$q$),
('DeleteStorageKey', $q$
 DELETE FROM grain_state
 WHERE service_id=@ServiceId AND state_type=@GrainTypeString AND key_n0=@GrainIdN0 AND key_n1=@GrainIdN1 AND key_text=coalesce(@GrainIdExtensionString,'')
   AND version=@GrainStateVersion RETURNING version+1 AS NewGrainStateVersion$q$)
ON CONFLICT (querykey) DO UPDATE SET querytext=excluded.querytext;

CREATE VIEW grain_state_json AS
 SELECT service_id, state_type, key_n0, key_n1, key_text, version, modified_at, convert_from(payload,'UTF8')::jsonb AS state FROM grain_state WHERE payload IS NOT NULL;

-- ---- membership ---------------------------------------------------------------------------------------------
CREATE TABLE membership_version (deployment_id text PRIMARY KEY, version integer NOT NULL DEFAULT 0, changed_at timestamptz NOT NULL DEFAULT now());
CREATE TABLE membership (
    deployment_id text NOT NULL REFERENCES membership_version, address text NOT NULL, port integer NOT NULL, generation integer NOT NULL,
    silo_name text NOT NULL, host_name text NOT NULL, status integer NOT NULL, proxy_port integer NOT NULL DEFAULT 0, suspect_times text,
    start_time timestamptz NOT NULL, i_am_alive_time timestamptz NOT NULL, PRIMARY KEY (deployment_id, address, port, generation));

INSERT INTO orleansquery VALUES
('InsertMembershipVersionKey', $q$
 WITH i AS (INSERT INTO membership_version(deployment_id) VALUES (@DeploymentId) ON CONFLICT DO NOTHING RETURNING 1) SELECT count(*)::int FROM i$q$),
('InsertMembershipKey', $q$
 WITH v AS (UPDATE membership_version SET version=version+1, changed_at=now() WHERE deployment_id=@DeploymentId AND version=@Version
              AND NOT EXISTS (SELECT 1 FROM membership WHERE deployment_id=@DeploymentId AND address=@Address AND port=@Port AND generation=@Generation) RETURNING 1),
      m AS (INSERT INTO membership SELECT @DeploymentId,@Address,@Port,@Generation,@SiloName,@HostName,@Status,@ProxyPort,NULL,@StartTime,@IAmAliveTime FROM v RETURNING 1)
 SELECT count(*)::int FROM m$q$),
('UpdateMembershipKey', $q$
 WITH v AS (UPDATE membership_version SET version=version+1, changed_at=now() WHERE deployment_id=@DeploymentId AND version=@Version
              AND EXISTS (SELECT 1 FROM membership WHERE deployment_id=@DeploymentId AND address=@Address AND port=@Port AND generation=@Generation) RETURNING 1),
      m AS (UPDATE membership SET status=@Status, suspect_times=@SuspectTimes, i_am_alive_time=greatest(i_am_alive_time,@IAmAliveTime) FROM v
              WHERE deployment_id=@DeploymentId AND address=@Address AND port=@Port AND generation=@Generation RETURNING 1)
 SELECT count(*)::int FROM m$q$),
('UpdateIAmAlivetimeKey', $q$
 UPDATE membership SET i_am_alive_time=greatest(i_am_alive_time,@IAmAliveTime) WHERE deployment_id=@DeploymentId AND address=@Address AND port=@Port AND generation=@Generation$q$),
('MembershipReadRowKey', $q$
 SELECT v.deployment_id AS DeploymentId, m.address AS Address, m.port AS Port, m.generation AS Generation, m.silo_name AS SiloName, m.host_name AS HostName, m.status AS Status,
        m.proxy_port AS ProxyPort, m.suspect_times AS SuspectTimes, m.start_time AS StartTime, m.i_am_alive_time AS IAmAliveTime, v.version AS Version
 FROM membership_version v LEFT JOIN membership m ON m.deployment_id=v.deployment_id AND m.address=@Address AND m.port=@Port AND m.generation=@Generation
 WHERE v.deployment_id=@DeploymentId$q$),
('MembershipReadAllKey', $q$
 SELECT v.deployment_id AS DeploymentId, m.address AS Address, m.port AS Port, m.generation AS Generation, m.silo_name AS SiloName, m.host_name AS HostName, m.status AS Status,
        m.proxy_port AS ProxyPort, m.suspect_times AS SuspectTimes, m.start_time AS StartTime, m.i_am_alive_time AS IAmAliveTime, v.version AS Version
 FROM membership_version v LEFT JOIN membership m ON m.deployment_id=v.deployment_id WHERE v.deployment_id=@DeploymentId$q$),
('DeleteMembershipTableEntriesKey', $q$DELETE FROM membership WHERE deployment_id=@DeploymentId; DELETE FROM membership_version WHERE deployment_id=@DeploymentId$q$),
('GatewaysQueryKey', $q$SELECT address AS Address, proxy_port AS ProxyPort, generation AS Generation FROM membership WHERE deployment_id=@DeploymentId AND status=@Status AND proxy_port>0$q$),
('CleanupDefunctSiloEntriesKey', $q$DELETE FROM membership WHERE deployment_id=@DeploymentId AND status=6 AND i_am_alive_time<@IAmAliveTime AND start_time<@IAmAliveTime$q$)
ON CONFLICT (querykey) DO UPDATE SET querytext=excluded.querytext;

-- ---- reminders ----------------------------------------------------------------------------------------------
CREATE TABLE reminders (
    service_id text NOT NULL, grain_id text NOT NULL, reminder_name text NOT NULL, start_time timestamptz NOT NULL, period_ms bigint NOT NULL,
    grain_hash integer NOT NULL, version integer NOT NULL, PRIMARY KEY (service_id, grain_id, reminder_name));
CREATE INDEX reminders_hash ON reminders (service_id, grain_hash);
INSERT INTO orleansquery VALUES
('UpsertReminderRowKey', $q$
 INSERT INTO reminders AS r VALUES (@ServiceId,@GrainId,@ReminderName,@StartTime,@Period,@GrainHash,0)
 ON CONFLICT (service_id,grain_id,reminder_name) DO UPDATE SET start_time=excluded.start_time, period_ms=excluded.period_ms, grain_hash=excluded.grain_hash, version=r.version+1
 RETURNING version AS Version$q$),
('ReadReminderRowsKey', $q$SELECT grain_id AS GrainId, reminder_name AS ReminderName, start_time AS StartTime, period_ms AS Period, version AS Version FROM reminders WHERE service_id=@ServiceId AND grain_id=@GrainId$q$),
('ReadReminderRowKey', $q$SELECT grain_id AS GrainId, reminder_name AS ReminderName, start_time AS StartTime, period_ms AS Period, version AS Version FROM reminders WHERE service_id=@ServiceId AND grain_id=@GrainId AND reminder_name=@ReminderName$q$),
('ReadRangeRows1Key', $q$SELECT grain_id AS GrainId, reminder_name AS ReminderName, start_time AS StartTime, period_ms AS Period, version AS Version FROM reminders WHERE service_id=@ServiceId AND grain_hash>@BeginHash AND grain_hash<=@EndHash$q$),
('ReadRangeRows2Key', $q$SELECT grain_id AS GrainId, reminder_name AS ReminderName, start_time AS StartTime, period_ms AS Period, version AS Version FROM reminders WHERE service_id=@ServiceId AND (grain_hash>@BeginHash OR grain_hash<=@EndHash)$q$),
('DeleteReminderRowKey', $q$WITH d AS (DELETE FROM reminders WHERE service_id=@ServiceId AND grain_id=@GrainId AND reminder_name=@ReminderName AND version=@Version RETURNING 1) SELECT count(*)::int FROM d$q$),
('DeleteReminderRowsKey', $q$DELETE FROM reminders WHERE service_id=@ServiceId$q$)
ON CONFLICT (querykey) DO UPDATE SET querytext=excluded.querytext;
