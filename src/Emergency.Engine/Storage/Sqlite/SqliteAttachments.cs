using Emergency.Engine.Schema;

namespace Emergency.Engine.Storage.Sqlite;

/// <summary>Table attachment on SQLite. Everything is written by the connection that writes the journal, which overwrites what it deletes.</summary>
internal sealed class SqliteAttachments(SqliteJournal journal, WriteConnection writer) : IAttachments
{
    public ValueTask<AttachmentLabel> Add(AttachmentRow attachment, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(attachment);
        // On a full disk the room that was freed belongs to what must still be recorded.
        if (journal.Hindrance == IJournal.NoRoom)
            throw new NotKept(full: true, new IOException(IJournal.NoRoom));
        return new(
            Kept(() =>
                writer.Commit(connection =>
                {
                    Insert(connection, attachment);
                    return Labels(connection[SqliteTables.AttachmentLabel].Bind(1, Text(attachment.Label.Id)))[0];
                })
            )
        );
    }

    public ValueTask<AttachmentRow?> Find(Guid id, CancellationToken stop = default) =>
        new(Kept(() => journal.Read(connection => First(connection[SqliteTables.FindAttachment].Bind(1, Text(id))))));

    public ValueTask<IReadOnlyList<AttachmentLabel>> All(CancellationToken stop = default) =>
        new(Kept<IReadOnlyList<AttachmentLabel>>(() => journal.Read(connection => Labels(connection[SqliteTables.AttachmentLabels]))));

    public ValueTask Remove(IReadOnlyCollection<Guid> ids, CancellationToken stop = default) => Delete(SqliteTables.RemoveAttachment, ids);

    public ValueTask RemoveUnder(IReadOnlyCollection<Guid> keys, CancellationToken stop = default) =>
        Delete(SqliteTables.RemoveAttachmentsUnder, keys);

    private ValueTask Delete(string sql, IReadOnlyCollection<Guid> ids)
    {
        ArgumentNullException.ThrowIfNull(ids);
        var gone = Kept(() =>
            writer.Commit(connection =>
                ids.Sum(id =>
                {
                    var deleted = connection[sql].Bind(1, Text(id));
                    var count = 0;
                    while (deleted.Step())
                        count++;
                    deleted.Reset();
                    return count;
                })
            )
        );
        // Until then the log beside the file still has them.
        if (gone > 0)
            Kept(() =>
            {
                writer.EmptyLog();
                return true;
            });
        return ValueTask.CompletedTask;
    }

    /// <summary>Inserts a row inside an open transaction; false where its id is there.</summary>
    public static bool Insert(Connection connection, AttachmentRow attachment)
    {
        var insert = connection[SqliteTables.AddAttachment];
        var added = insert
            .Bind(1, Text(attachment.Label.Id))
            .Bind(2, Text(attachment.Label.Key))
            .Bind(3, attachment.Label.Hash)
            .Bind(4, attachment.Label.Made)
            .Bind(5, attachment.Bytes.Span)
            .Insert();
        // The statement lasts; the bytes bound to it need not.
        insert.Bind(5, "");
        return added;
    }

    /// <summary>The row at which a statement with all columns stands.</summary>
    public static AttachmentRow Row(Statement at) => new(Label(at), at.Bytes(5));

    private static AttachmentRow? First(Statement at)
    {
        var row = at.Step() ? Row(at) : null;
        at.Reset();
        return row;
    }

    private static List<AttachmentLabel> Labels(Statement at)
    {
        var labels = new List<AttachmentLabel>();
        while (at.Step())
            labels.Add(Label(at));
        at.Reset();
        return labels;
    }

    private static AttachmentLabel Label(Statement at) =>
        new(Guid.ParseExact(at.Text(0), "N"), Guid.ParseExact(at.Text(1), "N"), at.Text(2), at.Number(3), at.Number(4));

    private static T Kept<T>(Func<T> call)
    {
        try
        {
            return call();
        }
        catch (SqliteFault fault)
        {
            throw new NotKept(fault.NoRoom, fault);
        }
    }

    private static string Text(Guid id) => id.ToString("N");
}
