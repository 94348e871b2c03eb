using Emergency.Domain;
using Emergency.Domain.GroundObjects;
using Emergency.Domain.Imports;
using Emergency.Domain.People;
using Emergency.Domain.Places;
using Emergency.Domain.Plans;
using Emergency.Domain.Stock;
using Emergency.Domain.Teams;
using Emergency.Domain.TemporaryCare;
using Emergency.Engine;
using Emergency.Engine.Actors;
using Emergency.Server.Features.Incidents;
using Emergency.Server.Features.Incidents.DoorChecks;
using Emergency.Server.Features.People;
using Emergency.Server.Features.Protection;
using Emergency.Server.Features.TemporaryCare;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Storage;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Imports;

/// <summary>
/// Takes an import back: each row that is still as the file left it becomes what it was before. Rows changed since stay, and so do people
/// counted in a running incident or an open case.
/// </summary>
internal sealed class Undoing(Sending sending, IFeed feed, Folding folding)
{
    private static readonly Dictionary<string, IEntityKind> Rules = EntityKinds.All.ToDictionary(one => one.Kind, StringComparer.Ordinal);

    private const int Together = 200;

    /// <summary>Counts the rows that would go back, and those that were changed since and stay.</summary>
    public async Task<(int Back, int Kept)> Look(ImportKnown was, DateTimeOffset at, CancellationToken stop)
    {
        var (back, head) = (0, await feed.Head(stop));
        var known = await folding.Newest(stop);
        foreach (var entity in was.Entities.Keys)
        {
            var rules = Rules[entity.Kind];
            var state = rules.Initial;
            await foreach (var happened in feed.Stream(entity, head, stop))
                state = rules.Evolve(state, happened.Event);
            if (rules.Decide(state, Of(entity, was.Id, at, null, Counted(known, entity))) is Decided.Events { All: var all })
                back += all.Count;
        }
        return (back, Math.Max(0, was.Entities.Values.Sum(to => to.Rows) - back));
    }

    /// <summary>Reason why the asker cannot undo the import; null where they can.</summary>
    public static Problem? Refusal(ImportKnown was, Asked asked) =>
        was.Entities.Values.Select(to => asked.Allow(to.Permission, new Place(to.Division)).Problem).FirstOrDefault(one => one is not null)
        ?? (was.Stage is ImportStage.Begun or ImportStage.Stopped ? Problem.Of(Import.NotFinished) : null);

    public async Task<Sent> Undo(ImportKnown was, Asked asked, CancellationToken stop)
    {
        if (Refusal(was, asked) is { } problem)
            return new Sent(Position.Start, problem);
        var (back, kept) = was.Undone is { } before ? (before.Back, before.Kept) : await Look(was, asked.Now, stop);
        var last = new Sent(Position.Start);
        var known = await folding.Newest(stop);
        foreach (var (entity, name, command) in Commands(was, asked.Now, entity => Counted(known, entity)))
        {
            var to = was.Entities[entity];
            var sent = await sending.Send(
                asked with
                {
                    CommandId = Derived.Id(asked.CommandId, name),
                },
                to.Permission,
                new Place(to.Division),
                entity,
                _ => command,
                null,
                stop
            );
            if (!sent.Accepted)
                return sent;
            if (sent.Position > last.Position)
                last = sent;
        }
        if (was.Entities.Values.OrderBy(to => to.Division, StringComparer.Ordinal).FirstOrDefault() is not { } first)
            return last;
        // Marked last: an import listed as undone is undone.
        var marked = await sending.Send(
            asked with
            {
                CommandId = Derived.Id(asked.CommandId, "undone"),
            },
            first.Permission,
            new Place(first.Division),
            Entities.Import(asked.Realm, was.Id),
            by => new MarkImportUndone(back, kept, by, asked.Now),
            null,
            stop
        );
        return marked.Accepted && marked.Position < last.Position ? last : marked;
    }

    /// <summary>The commands that take the rows of an import back, in parts that fit a command. Names are the same at every try.</summary>
    /// <param name="counted">Returns the people of a register who must stay; null for a file that was never finished.</param>
    internal static IEnumerable<(EntityId Entity, string Name, Command Command)> Commands(
        ImportKnown was,
        DateTimeOffset at,
        Func<EntityId, ListOf<PersonId>?> counted
    )
    {
        foreach (var (entity, to) in was.Entities.OrderBy(entity => entity.Key.ToString(), StringComparer.Ordinal))
        {
            var parts = Math.Max(1, (to.Rows + Together - 1) / Together);
            for (var part = 0; part < parts; part++)
                yield return (
                    entity,
                    parts == 1 ? entity.ToString() : FormattableString.Invariant($"{entity}#{part}/{parts}"),
                    Of(entity, was.Id, at, parts == 1 ? null : new Slice(part, parts), counted(entity))
                );
        }
    }

    /// <summary>
    /// People counted at the doors of a running incident, or with an open case of care or protection: somebody is working on their case.
    /// </summary>
    private static ListOf<PersonId>? Counted(Known known, EntityId entity)
    {
        if (entity.Kind != "residents")
            return null;
        var (realm, community) = (entity.Realm, entity.Key);
        var (incidents, doors) = (known.Of<IncidentsKnown>(realm), known.Of<DoorsKnown>(realm));
        var (care, protection) = (known.Of<CareKnown>(realm), known.Of<ProtectionKnown>(realm));
        var cases = care
            .All.Values.Where(one => one.State.Stage != CareStage.Ended)
            .Select(one => one.State.Person)
            .OfType<PersonId>()
            .ToHashSet();
        return
        [
            .. incidents.Open.SelectMany(incident => doors.Of(incident.Id, community).Persons.Keys),
            .. known
                .Of<ResidentsKnown>(realm)
                .PersonsOf(community)
                .Select(person => person.Id)
                .Where(id => cases.Contains(id) || protection.Stands(id)),
        ];
    }

    private static Command Of(EntityId entity, ImportId import, DateTimeOffset at, Slice? slice, ListOf<PersonId>? counted) =>
        entity.Kind switch
        {
            "place" => new UndoDivisionImport(import, at, slice),
            "shelter" => new UndoShelterImport(import, at),
            "residents" => new UndoResidentsImport(import, at, slice, counted),
            "team" => new UndoTeamImport(import, at, slice),
            "ground" => new UndoGroundImport(import, at, slice),
            "supplies" => new UndoSuppliesImport(import, at, slice),
            "plan" => new UndoPlanImport(import, at),
            _ => throw new Unforeseen(entity),
        };
}
