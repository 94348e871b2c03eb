using Emergency.Domain.Imports;
using Emergency.Engine.Actors;
using Emergency.Server.Infrastructure.Storage;

namespace Emergency.Server.Across.Imports;

/// <summary>
/// 导入: one register file that is taken in whole or not at all. Its state is large while rows are read, and unused once they are written.
/// </summary>
internal sealed class ImportActor(Seat seat) : EntityActor(seat)
{
    public static readonly IEntityKind Kind = new EntityKind<ImportActor, Import>("import", Import.None, Import.Decide, Import.Evolve)
    {
        RestsAfter = TimeSpan.FromSeconds(20),
    };
}
