using Emergency.Domain;
using Emergency.Domain.Calls;
using Emergency.Domain.Cases;
using Emergency.Domain.Handovers;
using Emergency.Domain.Incidents;
using Emergency.Domain.Orders;
using Emergency.Engine;
using Emergency.Server.Features.Calls;
using Emergency.Server.Features.Handovers;
using Emergency.Server.Features.Incidents;
using Emergency.Server.Features.Incidents.DoorChecks;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Following;
using Emergency.Server.Tests.Live;

namespace Emergency.Server.Tests.Nights;

/// <summary>Laws that must hold after every night. Throws <see cref="Violation"/> with the first one that does not.</summary>
internal static class MustHold
{
    public static void Check(Night night)
    {
        var all = night.Nodes.First().Seen;
        Nothing(night.Nodes.SelectMany(node => node.Broken), "a part has failed");
        Readers(night, all);
        Commands(night, all);
        Views(night, all);
        Cases(all);
        Doors(night, all);
        Orders(all);
        Handovers(night, all);
        DueTimes(night, all);
    }

    /// <summary>A client that joins at the end gets the same state that others have heard.</summary>
    public static async Task Snapshots(NightNode node) =>
        Nothing(
            await SnapshotLaw.Broken(node.Service<IFeed>(), node.Service<IServiceProvider>(), least: 3, CancellationToken.None),
            "snapshots differ from what was told"
        );

    // Each event was met once, in order, by a reader of every node.
    private static void Readers(Night night, IReadOnlyList<Happened> all)
    {
        Holds(all.Zip(all.Skip(1)).All(two => two.First.Position < two.Second.Position), "a reader met an event twice or out of order");
        foreach (var node in night.Nodes)
            Holds(
                node.Seen.Select(one => one.Position).SequenceEqual(all.Select(one => one.Position)),
                "two readers have met different events"
            );
        foreach (var stored in night.Shared.Stored.Keys)
            Holds(all.Any(one => one.Position.Value == stored), $"nobody has met the event at {stored}");
        foreach (var stream in all.GroupBy(one => one.Entity))
            Holds(
                stream.Select(one => one.Sequence).SequenceEqual(Enumerable.Range(1, stream.Count()).Select(n => (long)n)),
                $"{stream.Key} has a gap"
            );
    }

    // A command stands in one place, whole; an accepted one is stored, and got the same answer when repeated.
    private static void Commands(Night night, IReadOnlyList<Happened> all)
    {
        foreach (var command in all.GroupBy(one => one.Meta.CommandId))
            Holds(
                command.Select(one => one.Entity).Distinct().Count() == 1
                    && command.Max(one => one.Sequence) - command.Min(one => one.Sequence) == command.Count() - 1,
                $"command {command.Key} stands in two places"
            );
        Nothing(night.Told.Select(told => told.Contradicted).OfType<string>(), "two answers");
        var stored = all.Select(one => one.Meta.CommandId).ToHashSet();
        foreach (var told in night.Told.Where(told => told is { One: true, At: not null }))
            Holds(stored.Contains(told.Id), $"{told.What} was accepted and is not stored");
    }

    private static void Views(Night night, IReadOnlyList<Happened> all)
    {
        var last = all[^1].Position;
        foreach (var known in night.Nodes.Select(node => node.Folding.Now))
        {
            Holds(known.At == last, $"the views stand at {known.At.Value} of {last.Value}");
            Holds(
                known.Of<IncidentsKnown>().Incidents().SetEquals(Of<IncidentOpened>(all).Select(one => one.Entity.Key)),
                "a view does not know each incident"
            );
            Holds(
                known
                    .Of<HandoversKnown>()
                    .All.Keys.Select(id => id.ToString())
                    .ToHashSet(StringComparer.Ordinal)
                    .SetEquals(Of<HandoverQueued>(all).Select(one => one.Entity.Key)),
                "a view does not know each hand-over"
            );
        }
    }

    // Each message of a case stands in one incident, once.
    private static void Cases(IReadOnlyList<Happened> all)
    {
        foreach (
            var report in all.Select(one =>
                    one.Event switch
                    {
                        CaseReceived e => e.Report,
                        CaseUpdated e => e.Report,
                        _ => (ReportId?)null,
                    }
                )
                .OfType<ReportId>()
        )
            Holds(
                all.Count(one =>
                    one.Event is IncidentOpened opened ? opened.Report == report : one.Event is ReportAdded added && added.Report == report
                ) == 1,
                $"the report {report} does not stand once in an incident"
            );
        foreach (var opened in Of<IncidentOpened>(all).GroupBy(one => one.Entity))
            Holds(opened.Count() == 1, $"{opened.Key} was opened twice");
    }

    // The doors of an area are counted, those of the newest version last.
    private static void Doors(Night night, IReadOnlyList<Happened> all)
    {
        foreach (var drawn in Of<ImpactDrawn>(all).GroupBy(one => one.Entity))
        {
            var (incident, version) = (new IncidentId(Guid.Parse(drawn.Key.Key)), drawn.Max(one => ((ImpactDrawn)one.Event).Version));
            var counted = all.Select(one => one.Event)
                .OfType<DoorsCounted>()
                .Where(counted => counted.Incident == incident)
                .Select(counted => counted.AreaVersion)
                .ToList();
            Holds(
                counted.Count > 0 && counted.Max() == version && counted.Distinct().Count() == counted.Count,
                $"{drawn.Key}: area {version} was drawn, counted were {string.Join(' ', counted)}"
            );
            foreach (var node in night.Nodes)
                Holds(
                    node.Folding.Now.Of<DoorsKnown>().Of(incident, Fixtures.Borough.Community).Households.Count > 0,
                    $"{drawn.Key}: a view knows no doors"
                );
        }
    }

    // An order that is not read in time is called, once; if nobody is reached somebody drives there, by one task.
    private static void Orders(IReadOnlyList<Happened> all)
    {
        foreach (var unread in Of<OrderUnread>(all))
        {
            var (order, receiver) = (Guid.Parse(unread.Entity.Key), ((OrderUnread)unread.Event).Receiver);
            var call = Entities.Call(Entities.Live, CallKnown.IdOf(new CallMatter(CallKind.Order, order), receiver));
            Holds(
                all.Count(one => one.Entity == call && one.Event is CallBegun) == 1,
                $"{unread.Entity} was unread, and is not called once"
            );
        }
        foreach (var asked in Of<DriveAsked>(all))
        {
            var about = ((DriveAsked)asked.Event).About;
            if (about.Incident is not { } incident || !Of<IncidentOpened>(all).Any(one => one.Entity.Key == incident.ToString()))
                continue;
            var task = Derived.Id<TaskId>(Derived.Id(about.Id, ((DriveAsked)asked.Event).Receiver), 0);
            Holds(
                all.Count(one => one.Event is TaskOpened opened && opened.Task == task) == 1,
                $"nobody answers {asked.Entity}, and nobody is sent there, or two are"
            );
        }
        foreach (var issued in Of<OrderIssued>(all))
            Holds(
                all.Any(one => one.Entity == issued.Entity && one.Event is OrderSeen or OrderUnread),
                $"{issued.Entity} was neither seen nor told to be unread"
            );
    }

    // 120 has each offered message, and no other; each was marked as delivered once.
    private static void Handovers(Night night, IReadOnlyList<Happened> all)
    {
        foreach (var queued in Of<HandoverQueued>(all))
            Holds(
                all.Count(one => one.Entity == queued.Entity && one.Event is HandoverDelivered) == 1,
                $"{queued.Entity} was not marked as delivered once"
            );
        var offered = Of<HandoverQueued>(all)
            .Select(one => $"{Derived.Id(Guid.Parse(one.Entity.Key), "offered")}")
            .ToHashSet(StringComparer.Ordinal);
        Nothing(offered.Where(message => !night.Hospital.Taken.ContainsKey(message)), "120 does not have");
        Nothing(night.Hospital.Taken.Keys.Where(message => !offered.Contains(message)), "120 has what was not offered");
        foreach (var node in night.Nodes)
            Nothing(node.Folding.Now.Of<HandoversKnown>().Waiting.Select(id => $"{id}"), "still waits for 120");
    }

    // Reminders of the clock were due by a right clock; each due time is reminded once, and none is left over.
    private static void DueTimes(Night night, IReadOnlyList<Happened> all)
    {
        var dues = DuesKnown.None;
        foreach (var command in all.Where(one => one.Event is not NothingNew).ChunkBy(one => one.Meta.CommandId))
        {
            var entity = command[0].Entity;
            if (command[0].Meta.Account == "clock")
            {
                var at = night.Shared.Stored[command[0].Position.Value];
                Holds(dues.Until(at).Any(due => due.Entity == entity), $"{entity}: told at {at:T} of what was not due");
            }
            foreach (var one in command)
                if (one.Event is ISetsDue sets)
                    dues = dues.With(entity, sets.DueOf, sets.Due);
        }
        Nothing(dues.Until(night.Clock.True).Select(due => $"{due}"), "due and not told");
        foreach (var node in night.Nodes)
            Holds(node.Folding.Now.Of<DuesKnown>().Order.SequenceEqual(dues.Order), "a view knows other due times");
    }

    private static IEnumerable<Happened> Of<TEvent>(IEnumerable<Happened> all) => all.Where(one => one.Event is TEvent);

    private static HashSet<string> Incidents(this IncidentsKnown known) => [.. known.All.Keys.Select(id => id.ToString())];

    private static List<List<Happened>> ChunkBy(this IEnumerable<Happened> all, Func<Happened, Guid> key)
    {
        var chunks = new List<List<Happened>>();
        foreach (var one in all)
        {
            if (chunks.Count > 0 && key(chunks[^1][0]) == key(one))
                chunks[^1].Add(one);
            else
                chunks.Add([one]);
        }
        return chunks;
    }

    private static void Nothing(IEnumerable<string> all, string what)
    {
        var found = all.ToList();
        Holds(found.Count == 0, $"{what}: {string.Join(", ", found)}");
    }

    private static void Holds(bool so, string what)
    {
        if (!so)
            throw new Violation(what);
    }
}
