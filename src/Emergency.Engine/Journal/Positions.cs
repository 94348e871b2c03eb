using System.Threading.Channels;
using Emergency.Engine.Storage;
using Microsoft.Extensions.Logging;

namespace Emergency.Engine.Journal;

/// <summary>Finds the positions of rows whose write did not tell them here, for all that ask at the same time in one query.</summary>
internal sealed class Positions : IAsyncDisposable
{
    private const int Most = 500;

    private sealed class Wanted(string stream, long sequence)
        : TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public (string, long) Row => (stream, sequence);
    }

    private readonly Channel<Wanted> _wanted = Channel.CreateUnbounded<Wanted>(new UnboundedChannelOptions { SingleReader = true });
    private readonly IPlaces _places;
    private readonly ILogger _log;
    private readonly Task _running;

    public Positions(IPlaces places, ILogger log)
    {
        (_places, _log) = (places, log);
        _running = Task.Run(Run);
    }

    /// <summary>The position of a stored row. Throws where it cannot be read, or is not there.</summary>
    public async Task<long> Of(string stream, long sequence)
    {
        var wanted = new Wanted(stream, sequence);
        if (!_wanted.Writer.TryWrite(wanted))
            throw new InvalidOperationException("the engine is stopping");
        var position = await wanted.Task;
        return position > 0 ? position : throw new InvalidOperationException($"{stream} has no row {sequence}");
    }

    private async Task Run()
    {
        var group = new List<Wanted>(Most);
        while (await _wanted.Reader.WaitToReadAsync())
        {
            group.Clear();
            while (group.Count < Most && _wanted.Reader.TryRead(out var wanted))
                group.Add(wanted);
#pragma warning disable CA1031 // Nobody may wait for ever, whatever the database does.
            try
            {
                var places = await _places.Places([.. group.Select(wanted => wanted.Row)], CancellationToken.None);
                for (var i = 0; i < group.Count; i++)
                    group[i].SetResult(places[i]);
            }
            catch (Exception e)
            {
                Log.TriedAgain(_log, "reading positions", e);
                foreach (var wanted in group)
                    wanted.TrySetException(e);
            }
#pragma warning restore CA1031
        }
    }

    public async ValueTask DisposeAsync()
    {
        _wanted.Writer.TryComplete();
        await _running;
    }
}
