using Emergency.Domain.Imports;
using Emergency.Engine.Actors;
using Emergency.Server.Infrastructure.Storage;

namespace Emergency.Server.Across.Imports;

/// <summary>表头: how an office's headings of one register are read.</summary>
internal sealed class ColumnChoicesActor(Seat seat) : EntityActor(seat)
{
    public static readonly IEntityKind Kind = new EntityKind<ColumnChoicesActor, ColumnChoices>(
        "columns",
        ColumnChoices.None,
        ColumnChoices.Decide,
        ColumnChoices.Evolve
    );
}
