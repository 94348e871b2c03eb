using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Emergency.Domain;
using Emergency.Domain.Communities;
using Emergency.Domain.Handovers;
using Emergency.Domain.Incidents;
using Emergency.Domain.Responses;
using Emergency.Engine;
using Emergency.Server.Features.Incidents;
using Emergency.Server.Features.Stock;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.CrossFeature.Timelines;

/// <summary>Everything that happened in one incident, read from the journal itself: the incident, its cases, door checks, hand-overs, care cases and calls, in the order of the feed.</summary>
internal sealed class Timeline(IFeed feed, Folding folding, ISealing sealing)
{
    private static readonly JsonSerializerOptions Marked = With(new SealedAsMark());
    private readonly JsonSerializerOptions _opened = With(new SealedOpened(sealing));

    /// <summary>Entries after a position, at most <paramref name="limit"/>.</summary>
    /// <param name="texts">Whether the incident's own texts are opened; those of persons, doors, hand-overs and care never are.</param>
    public async Task<TimelinePage> Read(IncidentSeen seen, bool texts, long after, int limit, CancellationToken stop)
    {
        var upTo = folding.Now.At;
        var rest = (await All(seen, upTo, stop)).Where(happened => happened.Position.Value > after).ToList();
        var page = rest.Take(limit).Select(happened => Entry(happened, texts)).ToList();
        return new(page, rest.Count > limit ? page[^1].Position : null, upTo.Value);
    }

    /// <summary>All entries up to now with every text closed: what may leave the system.</summary>
    public async Task<(IReadOnlyList<TimelineEntry> Entries, Position UpTo)> Closed(IncidentSeen seen, CancellationToken stop)
    {
        var upTo = folding.Now.At;
        return ([.. (await All(seen, upTo, stop)).Select(happened => Entry(happened, texts: false))], upTo);
    }

    private async Task<IEnumerable<Happened>> All(IncidentSeen seen, Position upTo, CancellationToken stop)
    {
        var realm = seen.Asked.Realm;
        var own = await Stream(seen.Entity, upTo, stop);
        var others = new List<EntityId>();
        others.AddRange(
            own.Select(happened => happened.Event)
                .OfType<ImpactDrawn>()
                .SelectMany(drawn => drawn.Communities)
                .Distinct(StringComparer.Ordinal)
                .Select(code => Entities.Doors(realm, seen.Incident.Id, code))
        );
        others.AddRange(
            seen.Incident.State.Reports.Values.Select(report => report.Case)
                .OfType<CaseKey>()
                .Distinct()
                .Select(key => Entities.Case(realm, key))
        );
        others.AddRange(seen.Known.Each<IHangsOnIncident>(realm).SelectMany(one => one.StreamsOf(seen.Known, realm, seen.Incident.Id)));
        var all = own;
        foreach (var other in others)
            all.AddRange(await Stream(other, upTo, stop));
        // Of a community's stock only what was kept for its tasks, handed out and brought back.
        var (tasks, supplies) = (seen.Incident.State.Tasks, seen.Known.Of<SuppliesKnown>(realm));
        foreach (
            var community in tasks
                .Keys.SelectMany(task => supplies.For(task).Lots)
                .Select(key => key.Community)
                .Distinct(StringComparer.Ordinal)
        )
            all.AddRange(
                (await Stream(Entities.Supplies(realm, community), upTo, stop)).Where(happened =>
                    happened.Event is LotForTask lot && tasks.ContainsKey(lot.Task)
                )
            );
        return all.OrderBy(happened => happened.Position);
    }

    private async Task<List<Happened>> Stream(EntityId entity, Position upTo, CancellationToken stop)
    {
        var all = new List<Happened>();
        await foreach (var happened in feed.Stream(entity, upTo, stop))
            all.Add(happened);
        return all;
    }

    private TimelineEntry Entry(Happened happened, bool texts) =>
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
                happened.Event,
                happened.Event.GetType(),
                texts && happened.Event is IncidentEvent or CaseEvent or ResponseEvent ? _opened : Marked
            )!
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
            foreach (var closed in (ReadOnlySpan<string>)["callerName", "callerPhone", "phone"])
                if (text.ContainsKey(closed))
                    text[closed] = "***";
            text.WriteTo(writer, options);
        }
    }
}

/// <summary>One event: when by the realm's clock, its stored form, what it happened to (<paramref name="Key"/>: the id of the order, hand-over …), who by account and role, under which command.</summary>
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
    JsonNode Data
);

/// <param name="Next">Ask again with ?from= this; null on the last page.</param>
internal sealed record TimelinePage(IReadOnlyList<TimelineEntry> Items, long? Next, long Position);
