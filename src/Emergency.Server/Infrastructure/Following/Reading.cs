using System.Runtime.CompilerServices;
using Emergency.Engine;

namespace Emergency.Server.Infrastructure.Following;

/// <summary>Streams read from the journal, page by page, as one sequence.</summary>
internal static class Reading
{
    /// <summary>At most so many rows are held at a time.</summary>
    public const int Rows = 500;

    /// <summary>
    /// Reads the events of these streams, in the order of the feed, after one position up to another. No streams give no events.
    /// </summary>
    public static async IAsyncEnumerable<Happened> All(
        this IFeed feed,
        IReadOnlyCollection<EntityId> streams,
        Position after,
        Position upTo,
        int rows,
        [EnumeratorCancellation] CancellationToken stop
    )
    {
        for (Position? next = streams.Count == 0 ? null : after; next is { } from; )
        {
            var page = await feed.Streams(streams, from, upTo, rows, stop);
            foreach (var happened in page.Events)
                yield return happened;
            next = page.Next;
        }
    }
}
