namespace Emergency.Engine.Schema;

/// <summary>The tables on SQLite, in SQL that 3.35 understands. Table snapshot keeps states beside streams, as an aid.</summary>
internal static class SqliteTables
{
    public const string Create = Journal + Sessions + Attachments;

    private const string Journal = """
        create table journal (
          ordering integer not null primary key autoincrement,
          created bigint not null,
          deleted bit not null,
          persistence_id nvarchar(255) not null,
          sequence_number bigint not null,
          message varbinary not null,
          manifest nvarchar(500) not null,
          identifier integer not null,
          writer_uuid nvarchar(128) null,
          constraint uq_journal unique (persistence_id, sequence_number));
        create table snapshot (persistence_id nvarchar(255) not null, sequence_number bigint not null, created bigint not null, snapshot varbinary not null, manifest nvarchar(500) not null, serializer_id integer null, primary key (persistence_id, sequence_number)) without rowid;
        create table about (name text not null primary key, value text not null) without rowid;
        create table duty (name text not null primary key, node text not null, until bigint not null) without rowid;
        create table progress (reader text not null primary key, done bigint not null) without rowid;
        create table seal (after bigint not null primary key, upto bigint not null, rows bigint not null, hash text not null, created bigint not null) without rowid;
        """;

    /// <summary>Table session, which databases of earlier programs do not have. An empty text stands for what was not said, 0 for what was not ended.</summary>
    public const string Sessions = """

        create table session (
          id text not null primary key,
          hash text not null,
          account text not null,
          begun bigint not null,
          used bigint not null,
          ends bigint not null,
          kind text not null,
          device text not null,
          ended bigint not null) without rowid;
        create index session_account on session (account);
        """;

    /// <summary>Table attachment, which databases of earlier programs do not have.</summary>
    public const string Attachments = """

        create table attachment (
          id text not null primary key,
          key text not null,
          hash text not null,
          made bigint not null,
          bytes blob not null);
        create index attachment_key on attachment (key);
        """;

    public const string HasAttachments = "select count(*) from sqlite_master where type = 'table' and name = 'attachment'";
    public const string AddAttachment =
        "insert into attachment (id, key, hash, made, bytes) values (?1, ?2, ?3, ?4, ?5) on conflict (id) do nothing";
    public const string AttachmentLabels = "select id, key, hash, length(bytes), made from attachment order by made, id";
    public const string AttachmentLabel = "select id, key, hash, length(bytes), made from attachment where id = ?1";
    public const string FindAttachment = "select id, key, hash, length(bytes), made, bytes from attachment where id = ?1";
    public const string AllAttachments = "select id, key, hash, length(bytes), made, bytes from attachment order by rowid";
    public const string RemoveAttachment = "delete from attachment where id = ?1 returning id";
    public const string RemoveAttachmentsUnder = "delete from attachment where key = ?1 returning id";

    public const string HasSessions = "select count(*) from sqlite_master where type = 'table' and name = 'session'";
    public const string BeginSession =
        "insert into session (id, hash, account, begun, used, ends, kind, device, ended) values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) on conflict (id) do nothing";
    public const string FindSession = "select id, hash, account, begun, used, ends, kind, device, ended from session where id = ?1";
    public const string SessionsOf =
        "select id, hash, account, begun, used, ends, kind, device, ended from session where account = ?1 and ended = 0 order by begun, id";
    public const string LastSessionOf =
        "select id, hash, account, begun, used, ends, kind, device, ended from session where account = ?1 order by used desc, id desc limit 1";
    public const string UseSession =
        "update session set used = max(used, ?2), ends = max(ends, ?3) where id = ?1 and ended = 0 returning id";
    public const string EndSession = "update session set ended = ?3 where id = ?1 and account = ?2 and ended = 0 returning id";
    public const string SweepSessions = "delete from session where case ended when 0 then ends else ended end < ?1";

    public const string Uninsert = "delete from journal where persistence_id = ?1 and sequence_number between ?2 and ?3";
    public const string Highest = "select max(sequence_number) from journal where persistence_id = ?1";
    public const string Place = "select ordering from journal where persistence_id = ?1 and sequence_number = ?2";
    public const string Head = "select max(ordering) from journal";
    public const string Stream =
        "select ordering, persistence_id, sequence_number, manifest, message, created from journal where persistence_id = ?1 and sequence_number > ?2 order by sequence_number limit ?3";

    /// <summary>Answered by the unique index alone, which holds the position of each row.</summary>
    public const string StreamPlaces = "select ordering from journal where persistence_id = ?1 and ordering > ?2 order by sequence_number";
    public const string At =
        "select ordering, persistence_id, sequence_number, manifest, message, created from journal where ordering = ?1";
    public const string Feed =
        "select ordering, persistence_id, sequence_number, manifest, message, created from journal where ordering > ?1 order by ordering limit ?2";
    public const string All =
        "select ordering, persistence_id, sequence_number, manifest, message, created, deleted, identifier from journal where ordering > ?1 order by ordering";

    public const string Integrity = "pragma integrity_check(1)";

    public const string ReadAbout = "select name, value from about";
    public const string SetAbout =
        "insert into about (name, value) values (?1, ?2) on conflict (name) do update set value = excluded.value";
    public const string DropAbout = "delete from about where name = ?1";
    public const string AllProgress = "select reader, done from progress";
    public const string InsertAt =
        "insert into journal (ordering, created, deleted, persistence_id, sequence_number, message, manifest, identifier, writer_uuid) values (?1, ?2, 0, ?3, ?4, ?5, ?6, ?7, null)";
    public const string ReadProgress = "select done from progress where reader = ?1";
    public const string WriteProgress =
        "insert into progress (reader, done) values (?1, ?2) on conflict (reader) do update set done = excluded.done";
    public const string HoldDuty =
        "insert into duty (name, node, until) values (?1, ?2, ?3) on conflict (name) do update set node = excluded.node, until = excluded.until where node = excluded.node or until < ?4";
    public const string WhoHolds = "select node from duty where name = ?1";
    public const string ReleaseDuty = "delete from duty where name = ?1 and node = ?2";
    public const string Seals = "select after, upto, rows, hash, created from seal order by after";
    public const string LastSeal = "select after, upto, rows, hash, created from seal order by after desc limit 1";
    public const string WriteSeal = "insert into seal (after, upto, rows, hash, created) values (?1, ?2, ?3, ?4, ?5)";
    public const string SkipPositions = "update sqlite_sequence set seq = max(seq, ?1) where name = 'journal'";
    public const string Given = "select coalesce(max(seq), 0) from sqlite_sequence where name = 'journal'";
    public const string StartPositions =
        "insert into sqlite_sequence (name, seq) select 'journal', 0 where not exists (select 1 from sqlite_sequence where name = 'journal')";
}
