namespace Emergency.Engine.Journal;

/// <summary>Attachments in the file that holds the journal: written when nobody else writes.</summary>
internal sealed class GatedAttachments(IAttachments attachments, SqliteGate gate) : IAttachments
{
    public ValueTask<AttachmentRow?> Find(Guid id, CancellationToken stop = default) => attachments.Find(id, stop);

    public ValueTask<IReadOnlyList<AttachmentLabel>> All(CancellationToken stop = default) => attachments.All(stop);

    public ValueTask<AttachmentLabel> Add(AttachmentRow attachment, CancellationToken stop = default) =>
        Alone(() => attachments.Add(attachment, stop), stop);

    public async ValueTask Remove(IReadOnlyCollection<Guid> ids, CancellationToken stop = default) =>
        await Alone(
            async () =>
            {
                await attachments.Remove(ids, stop);
                return true;
            },
            stop
        );

    public async ValueTask RemoveUnder(IReadOnlyCollection<Guid> keys, CancellationToken stop = default) =>
        await Alone(
            async () =>
            {
                await attachments.RemoveUnder(keys, stop);
                return true;
            },
            stop
        );

    private async ValueTask<T> Alone<T>(Func<ValueTask<T>> write, CancellationToken stop)
    {
        await gate.Enter(stop);
        try
        {
            return await write();
        }
        finally
        {
            gate.Leave();
        }
    }
}
