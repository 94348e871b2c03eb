using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Emergency.Engine.Tests.Reference.Nodes;

/// <summary>Follows a node's feed from its beginning while others write, and keeps what it met.</summary>
internal sealed class Follower(IFeed feed)
{
    private readonly Lock _gate = new();
    private readonly List<Happened> _met = [];
    private TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public async Task Follow(CancellationToken stop)
    {
        try
        {
            await foreach (var batch in feed.Read(Position.Start, stop))
            {
                lock (_gate)
                {
                    _met.AddRange(batch);
                    _more.TrySetResult();
                    _more = new(TaskCreationOptions.RunContinuationsAsynchronously);
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The node ends.
        }
    }

    /// <summary>The next event of an entity after a sequence that fits, an accepted nothing left out; waits for it.</summary>
    public async Task<Happened> Next(EntityId entity, long after)
    {
        for (var looked = 0; ; )
        {
            Task more;
            lock (_gate)
            {
                for (; looked < _met.Count; looked++)
                {
                    if (_met[looked].Entity == entity && _met[looked].Sequence > after && _met[looked].Form != NothingNew.Form)
                        return _met[looked];
                }
                more = _more.Task;
            }
            await more;
        }
    }

    /// <summary>"feed, events, SHA-256 over position, stream, sequence and command id of each, in the order they came", as soon as all up to a position came.</summary>
    public async Task<string> UpTo(long position)
    {
        while (true)
        {
            Task more;
            lock (_gate)
            {
                if (_met.Count > 0 && _met[^1].Position.Value >= position)
                    return $"feed {_met.Count.ToString(CultureInfo.InvariantCulture)} {Hash()} .";
                more = _more.Task;
            }
            await more;
        }
    }

    private string Hash() =>
        Convert.ToHexStringLower(
            SHA256.HashData(
                Encoding.UTF8.GetBytes(string.Concat(_met.Select(e => $"{e.Position.Value} {e.Entity} {e.Sequence} {e.Meta.CommandId}\n")))
            )
        );
}
