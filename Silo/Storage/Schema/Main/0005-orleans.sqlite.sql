-- Own minimal schema for Orleans ADO.NET grain storage on SQLite.
-- Contract: column names read by the provider are PayloadBinary, Version; a write/clear/delete returns the NEW version
-- in one row, or no row at all on an ETag conflict.
CREATE TABLE OrleansQuery (QueryKey TEXT NOT NULL PRIMARY KEY, QueryText TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE GrainState (
    ServiceId     TEXT    NOT NULL,
    StateType     TEXT    NOT NULL,          -- the [PersistentState] state name + grain type handed over by the provider
    KeyN0         INTEGER NOT NULL,
    KeyN1         INTEGER NOT NULL,
    KeyText       TEXT    NOT NULL DEFAULT '',
    Payload       BLOB    NULL,
    ModifiedAt    TEXT    NOT NULL,
    Version       INTEGER NOT NULL,
    PRIMARY KEY (ServiceId, StateType, KeyN0, KeyN1, KeyText)
) WITHOUT ROWID;

INSERT INTO OrleansQuery(QueryKey, QueryText) VALUES
('ReadFromStorageKey',
'SELECT Payload AS PayloadBinary, Version AS Version FROM GrainState
 WHERE ServiceId=@ServiceId AND StateType=@GrainTypeString AND KeyN0=@GrainIdN0 AND KeyN1=@GrainIdN1
   AND KeyText=coalesce(@GrainIdExtensionString,'''')'),
('WriteToStorageKey',
'INSERT INTO GrainState(ServiceId,StateType,KeyN0,KeyN1,KeyText,Payload,ModifiedAt,Version)
 SELECT @ServiceId,@GrainTypeString,@GrainIdN0,@GrainIdN1,coalesce(@GrainIdExtensionString,''''),@PayloadBinary,
        strftime(''%Y-%m-%dT%H:%M:%fZ'',''now''),1
 WHERE @GrainStateVersion IS NULL
 ON CONFLICT DO NOTHING RETURNING Version AS NewGrainStateVersion;
 UPDATE GrainState SET Payload=@PayloadBinary, ModifiedAt=strftime(''%Y-%m-%dT%H:%M:%fZ'',''now''), Version=Version+1
 WHERE ServiceId=@ServiceId AND StateType=@GrainTypeString AND KeyN0=@GrainIdN0 AND KeyN1=@GrainIdN1
   AND KeyText=coalesce(@GrainIdExtensionString,'''') AND Version=@GrainStateVersion
 RETURNING Version AS NewGrainStateVersion'),
('ClearStorageKey',
'UPDATE GrainState SET Payload=NULL, ModifiedAt=strftime(''%Y-%m-%dT%H:%M:%fZ'',''now''), Version=Version+1
 WHERE ServiceId=@ServiceId AND StateType=@GrainTypeString AND KeyN0=@GrainIdN0 AND KeyN1=@GrainIdN1
   AND KeyText=coalesce(@GrainIdExtensionString,'''') AND Version=@GrainStateVersion
 RETURNING Version AS NewGrainStateVersion'),
('DeleteStorageKey',
'DELETE FROM GrainState
 WHERE ServiceId=@ServiceId AND StateType=@GrainTypeString AND KeyN0=@GrainIdN0 AND KeyN1=@GrainIdN1
   AND KeyText=coalesce(@GrainIdExtensionString,'''') AND Version=@GrainStateVersion
 RETURNING Version+1 AS NewGrainStateVersion')
ON CONFLICT(QueryKey) DO UPDATE SET QueryText=excluded.QueryText;

CREATE VIEW GrainStateJson AS
 SELECT ServiceId, StateType, KeyN0, KeyN1, KeyText, Version, ModifiedAt, CAST(Payload AS TEXT) AS Json FROM GrainState;

-- Reminders. There is no membership on SQLite: one process owns the file.
CREATE TABLE Reminders (
    ServiceId TEXT NOT NULL, GrainId TEXT NOT NULL, ReminderName TEXT NOT NULL,
    StartTime TEXT NOT NULL, Period INTEGER NOT NULL, GrainHash INTEGER NOT NULL, Version INTEGER NOT NULL,
    PRIMARY KEY (ServiceId, GrainId, ReminderName)) WITHOUT ROWID;
CREATE INDEX Reminders_Hash ON Reminders(ServiceId, GrainHash);
INSERT INTO OrleansQuery(QueryKey, QueryText) VALUES
('UpsertReminderRowKey',
'INSERT INTO Reminders(ServiceId,GrainId,ReminderName,StartTime,Period,GrainHash,Version)
 VALUES(@ServiceId,@GrainId,@ReminderName,@StartTime,@Period,@GrainHash,0)
 ON CONFLICT(ServiceId,GrainId,ReminderName) DO UPDATE
 SET StartTime=excluded.StartTime, Period=excluded.Period, GrainHash=excluded.GrainHash, Version=Version+1
 RETURNING Version AS Version'),
('ReadReminderRowsKey','SELECT GrainId,ReminderName,StartTime,Period,Version FROM Reminders WHERE ServiceId=@ServiceId AND GrainId=@GrainId'),
('ReadReminderRowKey','SELECT GrainId,ReminderName,StartTime,Period,Version FROM Reminders WHERE ServiceId=@ServiceId AND GrainId=@GrainId AND ReminderName=@ReminderName'),
('ReadRangeRows1Key','SELECT GrainId,ReminderName,StartTime,Period,Version FROM Reminders WHERE ServiceId=@ServiceId AND GrainHash>@BeginHash AND GrainHash<=@EndHash'),
('ReadRangeRows2Key','SELECT GrainId,ReminderName,StartTime,Period,Version FROM Reminders WHERE ServiceId=@ServiceId AND (GrainHash>@BeginHash OR GrainHash<=@EndHash)'),
('DeleteReminderRowKey','DELETE FROM Reminders WHERE ServiceId=@ServiceId AND GrainId=@GrainId AND ReminderName=@ReminderName AND Version=@Version; SELECT changes()'),
('DeleteReminderRowsKey','DELETE FROM Reminders WHERE ServiceId=@ServiceId')
ON CONFLICT(QueryKey) DO UPDATE SET QueryText=excluded.QueryText;
