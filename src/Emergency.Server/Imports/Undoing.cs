using Emergency.Domain;
using Emergency.Domain.Communities;
using Emergency.Domain.Places;
using Emergency.Engine;
using Emergency.Server.Identity;

namespace Emergency.Server.Imports;

/// <summary>Takes an import back: each row that is still as the file left it becomes what it was before; rows changed since stay.</summary>
public sealed class Undoing(Sending sending)
{
    public async Task<Sent> Undo(ImportKnown was, Asked asked, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(was);
        ArgumentNullException.ThrowIfNull(asked);
        foreach (var to in was.Entities.Values)
            if (asked.Allow(to.Needs, new Place(to.Division)).Problem is { } problem) return new Sent(Position.Start, problem);
        var last = new Sent(Position.Start);
        foreach (var (entity, to) in was.Entities.OrderBy(entity => entity.Key.ToString(), StringComparer.Ordinal))
        {
            var sent = await sending.Send(asked with { CommandId = Derived.Id(asked.CommandId, entity.ToString()) }, to.Needs, new Place(to.Division), entity, _ => Of(entity, was.Id, asked.Now), null, stop);
            if (!sent.Accepted) return sent;
            if (sent.Position > last.Position) last = sent;
        }
        return last;
    }

    private static Command Of(EntityId entity, ImportId import, DateTimeOffset at) => entity.Kind switch
    {
        "place" => new UndoDivisionImport(import, at),
        "shelter" => new UndoShelterImport(import, at),
        "residents" => new UndoResidentsImport(import, at),
        "team" => new UndoTeamImport(import, at),
        "supplies" => new UndoSuppliesImport(import, at),
        "plan" => new UndoPlanImport(import, at),
        _ => throw new Unforeseen(entity),
    };
}
