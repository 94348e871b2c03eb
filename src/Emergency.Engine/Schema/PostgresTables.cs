using System.Globalization;

namespace Emergency.Engine.Schema;

/// <summary>The tables on PostgreSQL, and the trigger that lets everybody draw positions in turn. Table snapshot keeps states beside streams, as an aid.</summary>
internal static class PostgresTables
{
    /// <summary>Key of the advisory lock under which positions are drawn: "journal" in ASCII.</summary>
    public const long Turn = 0x6A6F75726E616C;

    /// <summary>Waits for the lock; it is given back with the transaction.</summary>
    public static readonly string TakeTurn = string.Create(CultureInfo.InvariantCulture, $"select pg_advisory_xact_lock({Turn})");

    /// <summary>Ends whoever of our own role has the lock, is in the middle of a request and has been silent for over a second.</summary>
    public static readonly string EndHalfSaid = string.Create(
        CultureInfo.InvariantCulture,
        $"""
        select pg_terminate_backend(l.pid) from pg_locks l join pg_stat_activity a on a.pid = l.pid
        where l.locktype = 'advisory' and l.granted and l.classid = {Turn >> 32} and l.objid = {Turn & uint.MaxValue} and l.objsubid = 1
        and a.datname = current_database() and a.usename = current_user and a.state = 'active' and a.wait_event = 'ClientRead' and a.query_start < clock_timestamp() - interval '1 s'
        """
    );

    /// <summary>Name of the notification that carries the newest position.</summary>
    public const string Channel = "journal";

    /// <summary>Name of the notification that carries the id of a session that was used or ended.</summary>
    public const string SessionChannel = "journal_session";

    /// <summary>Table session, which databases of earlier programs do not have.</summary>
    public const string Sessions = """
        create table session (
            id uuid primary key,
            hash text not null,
            account text collate "C" not null,
            begun bigint not null,
            used bigint not null,
            ends bigint not null,
            kind text,
            device text,
            ended bigint);
        create index session_account on session (account);
        """;

    /// <summary>Table attachment, which databases of earlier programs do not have.</summary>
    public const string Attachments = """
        create table attachment (
            id uuid primary key,
            key uuid not null,
            hash text not null,
            made bigint not null,
            bytes bytea not null);
        alter table attachment alter column bytes set storage external;
        create index attachment_key on attachment (key);
        """;

    // The trigger runs before the statement's first row is made, so the identity is drawn under the lock, whoever writes.
    // Its settings end with the writer's transaction: a foreign session that idles holding the lock is ended, and none
    // commits without fsync, else a crash would take back a position that readers have seen.
    // Names are compared byte by byte: an index that follows the system's collation breaks when the system changes it.
    public static readonly string Create = string.Create(
        CultureInfo.InvariantCulture,
        $"""
        create table journal (
            ordering bigint generated always as identity primary key,
            created bigint not null,
            deleted boolean not null,
            persistence_id text collate "C" not null,
            sequence_number bigint not null,
            message bytea not null,
            manifest text not null,
            identifier integer not null,
            writer_uuid text,
            constraint uq_journal unique (persistence_id, sequence_number));
        create function journal_in_turn() returns trigger language plpgsql as $$
        begin
            perform pg_advisory_xact_lock({Turn});
            if current_setting('idle_in_transaction_session_timeout') = '0' then
                perform set_config('idle_in_transaction_session_timeout', '2s', true);
            end if;
            if current_setting('synchronous_commit') = 'off' then
                perform set_config('synchronous_commit', 'on', true);
            end if;
            return null;
        end $$;
        create trigger journal_in_turn before insert on journal for each statement execute function journal_in_turn();
        create table snapshot (persistence_id text collate "C" not null, sequence_number bigint not null, created bigint not null, snapshot bytea not null, manifest text not null, serializer_id integer, primary key (persistence_id, sequence_number));
        create table about (name text primary key, value text not null);
        create table duty (name text primary key, node text not null, until timestamptz not null, session int, since timestamptz);
        create table progress (reader text primary key, done bigint not null);
        create table seal (after bigint primary key, upto bigint not null, rows bigint not null, hash text not null, created bigint not null);
        {Sessions}
        {Attachments}
        """
    );
}
