namespace Emergency.Engine.Storage;

/// <summary>Tells whoever watches which session has changed.</summary>
internal sealed class SessionNews
{
    private readonly Lock _gate = new();
    private Action<Guid?>[] _watching = [];

    /// <summary>Null: some may have changed without a word.</summary>
    public void Ring(Guid? session)
    {
        foreach (var told in Volatile.Read(ref _watching))
            told(session);
    }

    public IDisposable Watch(Action<Guid?> changed)
    {
        lock (_gate)
            _watching = [.. _watching, changed];
        return new Ear(this, changed);
    }

    private sealed class Ear(SessionNews news, Action<Guid?> changed) : IDisposable
    {
        public void Dispose()
        {
            lock (news._gate)
                news._watching = [.. news._watching.Where(one => one != changed)];
        }
    }
}
