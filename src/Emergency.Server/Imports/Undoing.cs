using Emergency.Domain;
using Emergency.Domain.Communities;
using Emergency.Domain.Places;
using Emergency.Engine;
using Emergency.Server.Identity;
using Emergency.Server.Places;
using Emergency.Server.Views;

namespace Emergency.Server.Imports;

/// <summary>Takes an import back: each row that is still as the file left it becomes what it was before; rows changed since stay.</summary>
public sealed class Undoing(Sending sending)
{
    public async Task<Sent> Undo(ImportKnown was, Asked asked, Known known, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(was);
        ArgumentNullException.ThrowIfNull(asked);
        ArgumentNullException.ThrowIfNull(known);
        var import = was.Id;
        foreach (var entity in was.Entities)
            if (asked.Allow(Of(entity, import, asked.Now).Permission, PlaceOf(entity, known, asked.Realm)).Problem is { } problem) return new Sent(Position.Start, problem);
        var last = new Sent(Position.Start);
        foreach (var entity in was.Entities.OrderBy(entity => entity.ToString(), StringComparer.Ordinal))
        {
            var (permission, command) = Of(entity, import, asked.Now);
            var sent = await sending.Send(asked with { CommandId = Derived.Id(asked.CommandId, entity.ToString()) }, permission, PlaceOf(entity, known, asked.Realm), entity, _ => command, null, stop);
            if (!sent.Accepted) return sent;
            if (sent.Position > last.Position) last = sent;
        }
        return last;
    }

    private static Place PlaceOf(EntityId entity, Known known, string realm) => entity.Kind == "shelter"
        ? new Place(known.Of<SheltersKnown>(realm).Of(ShelterId.From(Guid.Parse(entity.Key)))?.Facts?.Community ?? "")
        : new Place(entity.Key);

    private static (Permission Permission, Command Command) Of(EntityId entity, ImportId import, DateTimeOffset at) => entity.Kind switch
    {
        "place" => (Permissions.PlaceImport, new UndoDivisionImport(import, at)),
        "shelter" => (Permissions.ShelterEdit, new UndoShelterImport(import, at)),
        "residents" => (Permissions.ResidentsEdit, new UndoResidentsImport(import, at)),
        "team" => (Permissions.TeamEdit, new UndoTeamImport(import, at)),
        "supplies" => (Permissions.SuppliesEdit, new UndoSuppliesImport(import, at)),
        "plan" => (Permissions.PlanDraft, new UndoPlanImport(import, at)),
        _ => throw new Unforeseen(entity),
    };
}
