using System.Security.Cryptography;
using System.Text;
using Emergency.Engine.Entities;
using Emergency.Engine.Schema;
using Emergency.Engine.Seals;
using Emergency.Engine.Storage;
using Emergency.Engine.Storage.Sqlite;

namespace Emergency.Engine.Tests;

/// <summary>Somebody who may write everything in the data folder and knows how all of it is computed; without the seal key, unless given one.</summary>
internal sealed class Forger(string folder)
{
    public List<Row> Read()
    {
        using var connection = Connection.ToRead(Path.Combine(folder, "journal.db"));
        var (rows, row) = (
            new List<Row>(),
            connection["select ordering, persistence_id, sequence_number, manifest, message, created from journal order by ordering"]
        );
        while (row.Step())
            rows.Add(new(row.Number(0), row.Text(1), row.Number(2), row.Text(3), row.Bytes(4), row.Number(5)));
        row.Reset();
        return rows;
    }

    /// <summary>An event becomes something else; its hash and all that follow from it are made anew.</summary>
    public static List<Row> Rewritten(List<Row> rows, long position) =>
        [.. rows.Select(row => row.Ordering == position ? row with { Message = Said(row) } : row)];

    private static byte[] Said(Row row)
    {
        var opened = Envelope.Open(row.Stream, row.Sequence, row.Form, row.Message);
        return Envelope.Close(
            row.Stream,
            row.Sequence,
            row.Form,
            opened.Meta,
            opened.Previous,
            Encoding.UTF8.GetBytes(
                Encoding.UTF8.GetString(opened.Data.Span).Replace("\"Text\":\"\"", "\"Text\":\"never said\"", StringComparison.Ordinal)
            ),
            out _
        );
    }

    /// <summary>Puts these rows in the place of the journal: positions and sequences without a hole, each hash following from the one before.</summary>
    public void Write(IEnumerable<Row> rows, bool renumber = true)
    {
        var (streams, written, place) = (
            new Dictionary<string, (long Sequence, string Hash)>(StringComparer.Ordinal),
            new StringBuilder("begin; delete from journal; "),
            0L
        );
        foreach (var row in rows)
        {
            var (sequence, hash) = streams.GetValueOrDefault(row.Stream, (0, ""));
            var opened = Envelope.Open(row.Stream, row.Sequence, row.Form, row.Message);
            var message = Envelope.Close(row.Stream, sequence + 1, row.Form, opened.Meta, hash, opened.Data.ToArray(), out _);
            streams[row.Stream] = (sequence + 1, Envelope.Open(row.Stream, sequence + 1, row.Form, message).Hash);
            place = renumber ? place + 1 : row.Ordering;
            written.Append(
                System.Globalization.CultureInfo.InvariantCulture,
                $"insert into journal (ordering, created, deleted, persistence_id, sequence_number, message, manifest, identifier) values ({place}, {row.Created}, 0, '{row.Stream}', {sequence + 1}, x'{Convert.ToHexString(message)}', '{row.Form}', 119); "
            );
        }
        Do($"{written} update sqlite_sequence set seq = (select max(ordering) from journal) where name = 'journal'; commit");
        HeadFile.Write(folder, place);
    }

    /// <summary>Makes every seal anew over the rows there are now, so that it fits them: at the places where seals were, and one at the end.</summary>
    /// <param name="key">Signs them; null for seals as they were before there were signatures.</param>
    public void Seal(SealKey? key)
    {
        var rows = Read();
        List<long> ends;
        using (var connection = Connection.ToRead(Path.Combine(folder, "journal.db")))
            ends =
            [
                .. SqliteNotes
                    .Seals(connection, "select after, upto, rows, hash, created from seal order by after")
                    .Select(seal => Math.Min(seal.UpTo, rows[^1].Ordering))
                    .Append(rows[^1].Ordering)
                    .Distinct(),
            ];
        // On a machine that took its time a seal of the last seconds lies beside them, under the key of the house.
        Do($"delete from seal; delete from about where name = '{Layout.TailSealName}'");
        Seal? before = null;
        foreach (var end in ends)
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var within = rows.Where(row => row.Ordering > (before?.UpTo ?? 0) && row.Ordering <= end).ToList();
            if (within.Count == 0)
                continue;
            foreach (var row in within)
                Sealer.Add(hash, row, signed: key is not null);
            var seal = new Seal(before?.UpTo ?? 0, end, within.Count, Convert.ToHexStringLower(hash.GetHashAndReset()), within[^1].Created);
            before = key is null ? seal : SignedSeal.Make(seal, before, key);
            Do(
                $"insert into seal (after, upto, rows, hash, created) values ({before.After}, {before.UpTo}, {before.Rows}, '{before.Hash}', {before.Created})"
            );
        }
    }

    public void Do(string sql)
    {
        using var connection = Connection.ToWrite(Path.Combine(folder, "journal.db"));
        connection.Run(sql);
    }
}
