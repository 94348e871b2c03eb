using Emergency.Engine.Schema;
using Emergency.Engine.Storage;
using Emergency.Engine.Storage.Sqlite;

namespace Emergency.Engine.Reference;

/// <summary>Adds to a SQLite file by its one connection that writes.</summary>
internal sealed class SqliteStore(SqliteDatabase database) : DatabaseStore(database.Journal)
{
    private const string Insert =
        "insert into journal (created, deleted, persistence_id, sequence_number, message, manifest, identifier, writer_uuid) values (?1, 0, ?2, ?3, ?4, ?5, ?6, null)";

    public override ValueTask<IReadOnlyList<Appended>> Store(IReadOnlyList<Append> batch, CancellationToken stop)
    {
        var (answers, room) = TryStore(batch);
        // Only those who may have the last room take of what was freed.
        return new(
            answers.Any(answer => answer is Appended.Full) && room is { } told && database.Beside.Full(told)
                ? TryStore(batch).Answers
                : answers
        );
    }

    private (IReadOnlyList<Appended> Answers, int? Room) TryStore(IReadOnlyList<Append> batch)
    {
        var rooms = batch.Select(append => database.Beside.Room(append.Stream)).ToList();
        var let = batch.Where((_, at) => rooms[at] is not null).ToList();
        var stored = new Queue<Appended>(let.Count == 0 ? [] : Stored(let));
        return ([.. rooms.Select(room => room is null ? Appended.Full.Answer : stored.Dequeue())], rooms.Find(room => room is not null));
    }

    private Appended[] Stored(List<Append> batch)
    {
        var answers = new Appended[batch.Count];
        try
        {
            var last = database.Writer.Commit(connection => Into(connection, batch, answers));
            if (last > 0)
                ((IPlaces)database.Journal).Ring(last);
        }
        catch (SqliteFault e) when (e.NoRoom)
        {
            Array.Fill(answers, Appended.Full.Answer);
        }
        catch (SqliteFault e)
        {
            Array.Fill(answers, new Appended.Unknown(e.Message));
        }
        return answers;
    }

    /// <summary>Inserts a group inside an open transaction and gives the position of the last row, 0 where nothing was inserted.</summary>
    public static long Into(Connection connection, IReadOnlyList<Append> batch, Appended[] answers)
    {
        var insert = connection[Insert];
        insert.Bind(6, Layout.Identifier);
        var last = 0L;
        for (var i = 0; i < batch.Count; i++)
        {
            var append = batch[i];
            insert.Bind(1, append.Created).Bind(2, append.Stream);
            var stored = 0;
            foreach (var row in append.Rows)
            {
                if (!insert.Bind(3, append.FirstSequence + stored).Bind(4, row.Message.Span).Bind(5, row.Form).Insert())
                    break;
                stored++;
            }
            answers[i] =
                stored == append.Rows.Count ? new Appended.Stored(last = connection.LastRowId)
                : stored == 0 ? Appended.Taken.Answer
                : throw new InvalidOperationException($"{append.Stream} has a hole below sequence {append.FirstSequence + stored}");
        }
        return last;
    }
}
