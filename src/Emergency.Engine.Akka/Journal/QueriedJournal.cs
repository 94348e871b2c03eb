using System.Data.Common;
using System.Runtime.CompilerServices;
using Akka.Actor;
using Akka.Persistence.Query;
using Akka.Persistence.Sql.Query;
using Akka.Streams;
using Akka.Streams.Dsl;
using Emergency.Engine.Entities;
using Emergency.Engine.Own.Storing;

namespace Emergency.Engine.Akka.Journal;

/// <summary>The journal as it is read by queries. Positions become visible in order, whoever writes: what a query has passed is never filled.</summary>
internal sealed class QueriedJournal(SqlReadJournal journal, IMaterializer materializer, IReading beside, IPlaces places) : IReading
{
    /// <summary>The journal could not be asked just now.</summary>
    private sealed class Unanswered(Exception cause) : DbException(cause.Message, cause);

    public static QueriedJournal Of(ActorSystem system, Surroundings around) =>
        new(
            PersistenceQuery.Get(system).ReadJournalFor<SqlReadJournal>(SqlReadJournal.Identifier),
            system.Materializer(),
            around.Database.Journal,
            (IPlaces)around.Database.Journal
        );

    public async IAsyncEnumerable<Row> ReadStream(string stream, long after, [EnumeratorCancellation] CancellationToken stop)
    {
        var rows = journal.CurrentEventsByPersistenceId(stream, after + 1, long.MaxValue).RunAsAsyncEnumerable(materializer);
        await foreach (var row in rows.WithCancellation(stop))
            yield return Row(row);
    }

    public async ValueTask<IReadOnlyList<Row>> ReadFeed(long after, int limit, CancellationToken stop)
    {
#pragma warning disable CA1031 // Whatever the query throws: the database is away, and comes back.
        try
        {
            var rows = await journal
                .CurrentAllEvents(Offset.Sequence(after))
                .Take(limit)
                .RunWith(Sink.Seq<EventEnvelope>(), materializer)
                .WaitAsync(stop);
            return [.. rows.Select(Row)];
        }
        catch (Exception e) when (!stop.IsCancellationRequested)
        {
            throw new Unanswered(e);
        }
#pragma warning restore CA1031
    }

    /// <summary>The queries know no page of several streams; the tables do.</summary>
    public async ValueTask<IReadOnlyList<Row>> ReadStreams(
        IReadOnlyCollection<string> streams,
        long after,
        long upTo,
        int limit,
        CancellationToken stop
    ) => await beside.ReadStreams(streams, after, upTo, limit, stop);

    // Nobody asks the journal beside for the row of a command that changed nothing: it knows of the row only by looking.
    public ValueTask<long> Head(CancellationToken stop) => places.Newest(stop);

    public ValueTask WaitForNews(long after, TimeSpan atMost, CancellationToken stop) => beside.WaitForNews(after, atMost, stop);

    private static Row Row(EventEnvelope found)
    {
        var stored = (NewRow)found.Event;
        return new(((Sequence)found.Offset).Value, found.PersistenceId, found.SequenceNr, stored.Form, stored.Message, found.Timestamp);
    }
}
