using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Emergency.Domain;
using Emergency.Domain.Cases;
using Emergency.Domain.Incidents;
using Emergency.Domain.Links;
using Emergency.Domain.Responses;
using Emergency.Domain.Stock;
using Emergency.Engine;
using Emergency.Server.Features.Incidents;
using Emergency.Server.Features.Incidents.DoorChecks;
using Emergency.Server.Features.Stock;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Following;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Timelines;

/// <summary>
/// Reads everything that happened in one incident from the journal itself: the incident, its cases, door checks, hand-overs, care cases,
/// calls and requests to others, in the order of the feed.
/// </summary>
internal sealed class Timeline(IFeed feed, Folding folding, ISealing sealing)
{
    private static readonly JsonSerializerOptions Marked = With(new SealedAsMark());
    private readonly JsonSerializerOptions _opened = With(new SealedOpened(sealing));

    private const int PageOfRows = 500;

    /// <summary>
    /// Entries after a position, at most <paramref name="limit"/>. However long the incident was, only the page's entries are read.
    /// </summary>
    /// <param name="texts">True to open the incident's own texts; those of persons, doors, hand-overs and care are never opened.</param>
    public async Task<TimelinePage> Read(IncidentSeen seen, bool texts, long after, int limit, CancellationToken stop)
    {
        var upTo = folding.Now.At;
        var rest = await All(seen, new(after), upTo, limit + 1, stop).Take(limit + 1).ToListAsync(stop);
        var page = rest.Take(limit).Select(happened => Entry(seen, happened, texts)).ToList();
        return new(page, rest.Count > limit ? page[^1].Position : null, upTo.Value);
    }

    /// <summary>All entries up to now with every text closed, for export.</summary>
    public async Task<(IReadOnlyList<TimelineEntry> Entries, Position UpTo)> Closed(IncidentSeen seen, CancellationToken stop)
    {
        var upTo = folding.Now.At;
        var all = All(seen, Position.Start, upTo, PageOfRows, stop).Select(happened => Entry(seen, happened, texts: false));
        return (await all.ToListAsync(stop), upTo);
    }

    /// <summary>The events up to a position, in the order of the feed.</summary>
    public IAsyncEnumerable<Happened> UpTo(IncidentSeen seen, Position upTo, CancellationToken stop)
    {
        var now = folding.Now.At;
        return All(seen, Position.Start, upTo < now ? upTo : now, PageOfRows, stop);
    }

    /// <summary>All events after a position, in the order of the feed; read in pages of <paramref name="rows"/> rows.</summary>
    private IAsyncEnumerable<Happened> All(IncidentSeen seen, Position after, Position upTo, int rows, CancellationToken stop)
    {
        var (tasks, own) = (seen.Incident.State.Tasks, Own(seen).ToList());
        // A community's stock contributes only lots reserved for its tasks, issued and brought back; none of that is older than the
        // incident.
        var supplies = seen.Known.Of<SuppliesKnown>(seen.Asked.Realm);
        var stock = tasks
            .Keys.SelectMany(task => supplies.For(task).Lots)
            .Select(key => Entities.Supplies(seen.Asked.Realm, key.Community))
            .Distinct()
            .ToList();
        var given = feed.All(stock, after > seen.Incident.OpenedAt ? after : seen.Incident.OpenedAt, upTo, rows, stop)
            .Where(happened => happened.Event is LotForTask lot && tasks.ContainsKey(lot.Task));
        var told = seen
            .Known.Each<ITellsOfIncident>(seen.Asked.Realm)
            .Select(one => (Of: one, Streams: one.StreamsOf(seen.Asked.Realm, seen.Incident.Id).ToList()))
            .Where(one => one.Streams.Count > 0)
            .Select(one =>
                feed.All(one.Streams, after > seen.Incident.OpenedAt ? after : seen.Incident.OpenedAt, upTo, rows, stop)
                    .Where(happened => happened.Event is Event e && one.Of.Tells(e, seen.Incident.Id))
            );
        return told.Aggregate(InOrder(feed.All(own, after, upTo, rows, stop), given), InOrder);
    }

    /// <summary>The streams that belong to this incident alone.</summary>
    private static IEnumerable<EntityId> Own(IncidentSeen seen)
    {
        var (realm, incident) = (seen.Asked.Realm, seen.Incident);
        return seen
            .Known.Of<DoorsKnown>(realm)
            .In(incident.Id)
            .Select(code => Entities.Doors(realm, incident.Id, code))
            .Concat(incident.State.Reports.Values.Select(report => report.Case).OfType<CaseKey>().Select(key => Entities.Case(realm, key)))
            .Concat(seen.Known.Each<IHangsOnIncident>(realm).SelectMany(one => one.StreamsOf(seen.Known, realm, incident.Id)))
            .Prepend(seen.Entity);
    }

    /// <summary>Merges two sequences that are in the order of the feed.</summary>
    private static async IAsyncEnumerable<Happened> InOrder(IAsyncEnumerable<Happened> one, IAsyncEnumerable<Happened> other)
    {
        await using IAsyncEnumerator<Happened> first = one.GetAsyncEnumerator(),
            second = other.GetAsyncEnumerator();
        var (hasFirst, hasSecond) = (await first.MoveNextAsync(), await second.MoveNextAsync());
        while (hasFirst || hasSecond)
            if (hasFirst && (!hasSecond || first.Current.Position < second.Current.Position))
            {
                yield return first.Current;
                hasFirst = await first.MoveNextAsync();
            }
            else
            {
                yield return second.Current;
                hasSecond = await second.MoveNextAsync();
            }
    }

    private static string? KindOf(IncidentSeen seen, Happened happened) =>
        seen
            .Known.Each<ITellsOfIncident>(seen.Asked.Realm)
            .Select(one => one.KindOf(happened.Entity))
            .FirstOrDefault(kind => kind is not null);

    private TimelineEntry Entry(IncidentSeen seen, Happened happened, bool texts) =>
        new(
            happened.Position.Value,
            happened.Meta.At,
            happened.Form,
            happened.Entity.Kind,
            happened.Entity.Key,
            happened.Meta.Account,
            happened.Meta.Role,
            happened.Meta.CommandId,
            happened.Meta.CausedBy?.Value,
            JsonSerializer.SerializeToNode(
                // The secret that opens a link is shown to nobody, not even as a hash.
                happened.Event
                    is LinkMade made
                    ? made with
                    {
                        Secret = "",
                        Code = "",
                    }
                    : happened.Event,
                happened.Event.GetType(),
                texts && happened.Event is IncidentEvent or CaseEvent or ResponseEvent ? _opened : Marked
            )!,
            KindOf(seen, happened)
        );

    private static JsonSerializerOptions With(JsonConverter<Sealed> texts)
    {
        var options = Json.Make(new JsonSerializerOptions());
        options.Converters.Insert(0, texts);
        return options;
    }

    private sealed class SealedAsMark : JsonConverter<Sealed>
    {
        public override Sealed Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("a timeline is only written");

        public override void Write(Utf8JsonWriter writer, Sealed value, JsonSerializerOptions options) => writer.WriteStringValue("***");
    }

    // The caller stays closed here too: POST …/caller opens it and is recorded.
    private sealed class SealedOpened(ISealing sealing) : JsonConverter<Sealed>
    {
        public override Sealed Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("a timeline is only written");

        public override void Write(Utf8JsonWriter writer, Sealed value, JsonSerializerOptions options)
        {
            if (sealing.Open<JsonObject>(value) is not { } text)
            {
                writer.WriteStringValue("***");
                return;
            }
            WithoutCaller(text).WriteTo(writer, options);
        }
    }

    internal static JsonObject WithoutCaller(JsonObject text)
    {
        foreach (var closed in (ReadOnlySpan<string>)["callerName", "callerPhone", "phone"])
            if (text.ContainsKey(closed))
                text[closed] = "***";
        return text;
    }
}

/// <summary>An event: time by the realm's clock, stored form, subject (<paramref name="Key"/>: the id of the order, hand-over …), account, role and command id.</summary>
/// <param name="Of">A code of the subject, such as the kind of a party; null where the stream is enough.</param>
internal sealed record TimelineEntry(
    long Position,
    DateTimeOffset At,
    string Form,
    string Noun,
    string Key,
    string Account,
    string Role,
    Guid CommandId,
    long? CausedBy,
    JsonNode Data,
    string? Of = null
);

/// <param name="Next">Ask again with ?from= this; null on the last page.</param>
internal sealed record TimelinePage(IReadOnlyList<TimelineEntry> Items, long? Next, long Position);
