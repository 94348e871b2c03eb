using Emergency.Engine;

namespace Emergency.Server.Hosting;

/// <summary>
/// A journal that is only read, beside the server that writes it. Members that would write, or need a server, throw
/// <see cref="NotSupportedException"/>.
/// </summary>
internal sealed class ReadOnlyEngine(IFeed feed) : IEngine, IEntities, IDuties, IProgress, IAbout, ISeals, ISessions, IAttachments
{
    public IFeed Feed => feed;
    public IEntities Entities => this;
    public IDuties Duties => this;
    public IProgress Progress => this;
    public IAbout About => this;
    public ISeals Seals => this;
    public ISessions Sessions => this;
    public IAttachments Attachments => this;
    public Task<int> Broken { get; } = new TaskCompletionSource<int>().Task;
    public string? Trouble => "only reads";
    string? ISeals.Trouble => Trouble;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static NotSupportedException Reads() => new("the journal is only read here");

    ValueTask<Reply> IEntities.Send(EntityId to, object command, Meta meta, CancellationToken stop) => throw Reads();

    Task IDuties.Hold(string duty, Func<CancellationToken, Task> work, CancellationToken stop) => throw Reads();

    ValueTask<Position?> IProgress.Read(string reader, CancellationToken stop) => throw Reads();

    ValueTask IProgress.Write(string reader, Position done, CancellationToken stop) => throw Reads();

    ValueTask<IReadOnlyDictionary<string, string>> IAbout.Read(CancellationToken stop) => throw Reads();

    ValueTask IAbout.Write(IReadOnlyDictionary<string, string?> values, CancellationToken stop) => throw Reads();

    ValueTask<Anchor?> ISeals.Anchor(string installation, bool everything, CancellationToken stop) => throw Reads();

    ValueTask ISessions.Begin(SessionRow session, CancellationToken stop) => throw Reads();

    ValueTask<IReadOnlyList<SessionRow>> ISessions.Find(IReadOnlyCollection<Guid> ids, CancellationToken stop) => throw Reads();

    ValueTask<IReadOnlyList<SessionRow>> ISessions.Of(string account, CancellationToken stop) => throw Reads();

    ValueTask<IReadOnlyList<SessionRow>> ISessions.LastUsed(IReadOnlyCollection<string> accounts, CancellationToken stop) => throw Reads();

    ValueTask<bool> ISessions.Use(Guid id, DateTimeOffset used, DateTimeOffset ends, CancellationToken stop) => throw Reads();

    ValueTask<IReadOnlyList<Guid>> ISessions.End(
        string account,
        IReadOnlyCollection<Guid> ids,
        DateTimeOffset at,
        CancellationToken stop
    ) => throw Reads();

    ValueTask<IReadOnlyList<Guid>> ISessions.EndAll(string account, Guid? but, DateTimeOffset at, CancellationToken stop) => throw Reads();

    ValueTask ISessions.Sweep(DateTimeOffset before, CancellationToken stop) => throw Reads();

    ValueTask<bool> ISessions.TakenOver(CancellationToken stop) => throw Reads();

    ValueTask<bool> ISessions.TakeOver(IReadOnlyCollection<SessionRow> sessions, CancellationToken stop) => throw Reads();

    IDisposable ISessions.Watch(Action<Guid?> changed) => throw Reads();

    ValueTask<AttachmentLabel> IAttachments.Add(AttachmentRow attachment, CancellationToken stop) => throw Reads();

    ValueTask<AttachmentRow?> IAttachments.Find(Guid id, CancellationToken stop) => throw Reads();

    ValueTask<IReadOnlyList<AttachmentLabel>> IAttachments.All(CancellationToken stop) => throw Reads();

    ValueTask IAttachments.Remove(IReadOnlyCollection<Guid> ids, CancellationToken stop) => throw Reads();

    ValueTask IAttachments.RemoveUnder(IReadOnlyCollection<Guid> keys, CancellationToken stop) => throw Reads();
}
