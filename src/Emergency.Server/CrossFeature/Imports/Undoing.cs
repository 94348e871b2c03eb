using Emergency.Domain;
using Emergency.Domain.Communities;
using Emergency.Domain.Places;
using Emergency.Engine;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Dispatch;

namespace Emergency.Server.CrossFeature.Imports;

/// <summary>Takes an import back: each row that is still as the file left it becomes what it was before; rows changed since stay.</summary>
internal sealed class Undoing(Sending sending)
{
    private const int Together = 200;

    public async Task<Sent> Undo(ImportKnown was, Asked asked, CancellationToken stop)
    {
        foreach (var to in was.Entities.Values)
            if (asked.Allow(to.Permission, new Place(to.Division)).Problem is { } problem)
                return new Sent(Position.Start, problem);
        var last = new Sent(Position.Start);
        foreach (var (entity, name, command) in Commands(was, asked.Now))
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
        return last;
    }

    /// <summary>What takes the rows of an import back, in parts that fit a command. Names are the same at every try.</summary>
    internal static IEnumerable<(EntityId Entity, string Name, Command Command)> Commands(ImportKnown was, DateTimeOffset at)
    {
        foreach (var (entity, to) in was.Entities.OrderBy(entity => entity.Key.ToString(), StringComparer.Ordinal))
        {
            var parts = Math.Max(1, (to.Rows + Together - 1) / Together);
            for (var part = 0; part < parts; part++)
                yield return (
                    entity,
                    parts == 1 ? entity.ToString() : FormattableString.Invariant($"{entity}#{part}/{parts}"),
                    Of(entity, was.Id, at, parts == 1 ? null : new Slice(part, parts))
                );
        }
    }

    private static Command Of(EntityId entity, ImportId import, DateTimeOffset at, Slice? slice) =>
        entity.Kind switch
        {
            "place" => new UndoDivisionImport(import, at, slice),
            "shelter" => new UndoShelterImport(import, at),
            "residents" => new UndoResidentsImport(import, at, slice),
            "team" => new UndoTeamImport(import, at, slice),
            "supplies" => new UndoSuppliesImport(import, at, slice),
            "plan" => new UndoPlanImport(import, at),
            _ => throw new Unforeseen(entity),
        };
}
