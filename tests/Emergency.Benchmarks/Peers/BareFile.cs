using Microsoft.Win32.SafeHandles;

namespace Emergency.Benchmarks.Peers;

/// <summary>The limit: the same bytes with the same grouping straight to a file, one fsync a batch.</summary>
internal sealed class BareFile(string file) : GroupCommit(GroupCommit.Most)
{
    private readonly SafeFileHandle _file = File.OpenHandle(file, FileMode.Create, FileAccess.Write, FileShare.None);
    private long _end;

    protected override ValueTask Store(IReadOnlyList<Row> rows)
    {
        RandomAccess.Write(_file, [.. rows.Select(_ => (ReadOnlyMemory<byte>)Counting.Message)], _end);
        _end += (long)rows.Count * Counting.Message.Length;
        RandomAccess.FlushToDisk(_file);
        return ValueTask.CompletedTask;
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _file.Dispose();
    }
}
