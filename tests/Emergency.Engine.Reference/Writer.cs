using Microsoft.Extensions.Logging;

namespace Emergency.Engine.Reference;

/// <summary>The place where entities hand over what is to be stored.</summary>
internal interface IStoring
{
    bool Stopping { get; }

    /// <summary>Null where the queue is full or stopping.</summary>
    Writer.Waiting? TryEnqueue(Append append, int bytes);
}

/// <summary>The one thread of a node that stores: takes what waits, at most 512 commands and 8 MB, and stores it as a group.</summary>
internal sealed class Writer : IStoring, IAsyncDisposable
{
    private const int MostAppends = 512;
    private const long MostBytes = 8L * 1024 * 1024;

    /// <summary>A command's events on their way to the disk. Continuations run where the group is completed.</summary>
    internal sealed class Waiting(Append append, int bytes) : TaskCompletionSource<Appended>
    {
        public Append Append => append;
        public int Bytes => bytes;
    }

    private readonly IStore _journal;
    private readonly EngineSettings _settings;
    private readonly ILogger _log;
    private readonly object _gate = new();
    private readonly Queue<Waiting> _queue = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _open;
    private long _openBytes;
    private bool _stopping;
    private volatile string? _trouble;

    public Writer(IStore journal, EngineSettings settings, ILogger log)
    {
        (_journal, _settings, _log) = (journal, settings, log);
        new Thread(Run) { IsBackground = true, Name = "journal writer" }.Start();
    }

    /// <summary>Reason why the last group was not stored, or null.</summary>
    public string? Trouble => _trouble;

    /// <summary>The hindrance of the last group is over, though nobody has tried since.</summary>
    public void Over(string trouble) => Interlocked.CompareExchange(ref _trouble, null, trouble);

    public bool Stopping
    {
        get
        {
            lock (_gate)
                return _stopping;
        }
    }

    /// <summary>Null where the queue is full or the writer is stopping.</summary>
    public Waiting? TryEnqueue(Append append, int bytes)
    {
        lock (_gate)
        {
            if (_stopping || _open >= _settings.Queue || (_open > 0 && _openBytes + bytes > _settings.QueueBytes))
                return null;
            _open++;
            _openBytes += bytes;
            var waiting = new Waiting(append, bytes);
            _queue.Enqueue(waiting);
            if (_queue.Count == 1)
                Monitor.Pulse(_gate);
            return waiting;
        }
    }

    /// <summary>Stores what waits, then ends the thread.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _stopping = true;
            Monitor.Pulse(_gate);
        }
        await _ended.Task;
    }

    private void Run()
    {
        var appends = new List<Append>(MostAppends);
        while (Next() is { } group)
        {
            appends.Clear();
            foreach (var waiting in group)
                appends.Add(waiting.Append);
            var answers = Store(appends);
            if (group.Length == 1)
                Complete(group, answers);
            else
                ThreadPool.UnsafeQueueUserWorkItem(
                    static both => both.Writer.Complete(both.Group, both.Answers),
                    (Writer: this, Group: group, Answers: answers),
                    preferLocal: false
                );
        }
        _ended.SetResult();
    }

    private Waiting[]? Next()
    {
        lock (_gate)
        {
            while (_queue.Count == 0)
            {
                if (_stopping)
                    return null;
                Monitor.Wait(_gate);
            }
            var (count, bytes) = (0, 0L);
            foreach (var waiting in _queue)
            {
                bytes += waiting.Bytes;
                if (count == MostAppends || (count > 0 && bytes > MostBytes))
                    break;
                count++;
            }
            var group = new Waiting[count];
            for (var i = 0; i < count; i++)
                group[i] = _queue.Dequeue();
            return group;
        }
    }

    private IReadOnlyList<Appended> Store(List<Append> appends)
    {
        IReadOnlyList<Appended> answers;
#pragma warning disable CA1031 // Nobody may wait for ever, whatever the store throws.
        try
        {
            var storing = _journal.Store(appends, CancellationToken.None);
            answers = storing.IsCompletedSuccessfully ? storing.Result : storing.AsTask().GetAwaiter().GetResult();
        }
        catch (Exception e)
        {
            WriterLog.GroupFailed(_log, appends.Count, e);
            answers = [.. appends.Select(_ => new Appended.Unknown(e.Message))];
        }
#pragma warning restore CA1031
        foreach (var answer in answers)
        {
            _trouble = answer switch
            {
                Appended.Unknown u => u.Why,
                Appended.Full => Appended.Full.Why,
                _ => null,
            };
        }
        return answers;
    }

    private void Complete(Waiting[] group, IReadOnlyList<Appended> answers)
    {
        lock (_gate)
        {
            _open -= group.Length;
            foreach (var waiting in group)
                _openBytes -= waiting.Bytes;
        }
        for (var i = 0; i < group.Length; i++)
            group[i].SetResult(answers[i]);
    }
}
